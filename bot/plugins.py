"""Plugins: found through entry points and in the user's folder, each loaded so that it cannot stop the others."""

from __future__ import annotations

import contextlib
import importlib.util
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import pluggy

from bot import hooks
from bot.actions import Action
from bot.backend import BackendSpec
from bot.catalog import Catalog, make_catalog
from bot.errors import BotError, PluginError
from bot.sentences.compiled import CompiledSentences, compiled
from bot.sentences.files import sentence_path
from bot.settings import Settings, plugin_folder
from bot.slots.base import SlotType

_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True)
class LoadedPlugin:
    """A plugin that loaded, with what it brings."""

    name: str
    module: Any
    origin: str
    """The distribution, or the path of the file."""
    actions: tuple[Action, ...] = ()
    slot_types: Mapping[Any, SlotType] = field(default_factory=dict)
    backends: tuple[BackendSpec, ...] = ()
    sentences: Mapping[str, CompiledSentences] = field(default_factory=dict)
    """Language to compiled sentences."""
    sentence_paths: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plugins:
    """All plugins that loaded, and one line for each that did not."""

    manager: pluggy.PluginManager
    loaded: tuple[LoadedPlugin, ...]
    problems: tuple[str, ...]
    catalog: Catalog

    @property
    def backends(self) -> dict[str, BackendSpec]:
        """Backend name to how to come by it."""
        return {spec.name: spec for plugin in self.loaded for spec in plugin.backends}

    def sentence_paths(self, language: str) -> list[Path]:
        """Return the sentence files of a language."""
        return [plugin.sentence_paths[language] for plugin in self.loaded if language in plugin.sentence_paths]


def load_plugins(settings: Settings) -> Plugins:
    """Load the built-in, the installed and the user's own plugins; never raises for a broken one."""
    manager = pluggy.PluginManager("bot")
    manager.add_hookspecs(hooks)
    loaded: list[LoadedPlugin] = []
    problems: list[str] = []
    candidates = list(_candidates(settings))
    for name, origin, load in candidates:
        if name in settings.disabled:
            continue
        try:
            with contextlib.redirect_stdout(sys.stderr):  # standard output is for answers, whatever a plugin prints
                loaded.append(_load(manager, name, origin, load, loaded))
        except Exception as error:  # noqa: BLE001 - whatever a plugin raises, the others go on
            problems.append(f"plugin {name} was not loaded: {_in_one_line(error)}")
        except SystemExit:
            problems.append(f"plugin {name} was not loaded: it exits while it is imported")
    problems += [line for plugin in loaded for line in _unsayable(plugin)]
    problems += _misspelt(settings, loaded, {name for name, _, _ in candidates})
    return Plugins(manager, tuple(loaded), tuple(problems), _catalog(loaded))


def _unsayable(plugin: LoadedPlugin) -> Iterator[str]:
    """Yield a line where actions have no sentences, as behind a misspelt file name: nobody could say them."""
    sayable = {action for sentences in plugin.sentences.values() for action in sentences.slots}
    names = [action.name for action in plugin.actions if action.name not in sayable]
    if names:
        folder, stem = _place(plugin.module, plugin.actions)
        looked = ", ".join(map(str, plugin.sentence_paths.values()))
        looked = looked or f"{folder / stem}.en.yaml and {folder / 'sentences' / 'en.yaml'}"
        have = "has" if len(names) == 1 else "have"
        yield f"plugin {plugin.name}: {', '.join(names)} {have} no sentences: looked for them in {looked}"


def _misspelt(settings: Settings, loaded: list[LoadedPlugin], names: set[str]) -> list[str]:
    """Return a line for each thing that the settings name and that is not there: a misspelt deny would deny nothing."""
    actions = {action.name for plugin in loaded for action in plugin.actions}
    known = actions | {name.partition(".")[0] for name in actions} | {plugin.name for plugin in loaded}
    unknown = sorted(set(settings.policy.names) - known - set(settings.disabled))
    lines = [f"settings: [policy] names {name}, which no installed plugin has" for name in unknown]
    lines += [
        f"settings: disabled names {name}, which is not installed" for name in settings.disabled if name not in names
    ]
    backends = {spec.name for plugin in loaded for spec in plugin.backends}
    lines += [
        f"settings: [backends] names {backend} for {language}, which is not installed"
        for language, backend in settings.backends.items()
        if backend not in backends
    ]
    if settings.plugin_folder and not plugin_folder(settings).is_dir():
        lines.append(f"settings: plugin_folder names {plugin_folder(settings)}, which is no folder")
    return lines


def _candidates(settings: Settings) -> Iterator[tuple[str, str, Any]]:
    yield "bot", "built in", lambda: importlib.import_module("bot.builtin")
    for entry in sorted(entry_points(group="bot"), key=lambda entry: entry.name):
        yield entry.name, entry.dist.name if entry.dist else "installed", entry.load
    folder = plugin_folder(settings)
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.name.startswith((".", "_")):
                continue
            if path.suffix == ".py" or (path / "__init__.py").is_file():
                yield path.stem, str(path), lambda path=path: _import_path(path)


def _import_path(path: Path) -> ModuleType:
    """Import a single file or a folder as a module of its own."""
    name = f"bot_user_plugins_{path.stem}"
    package = path.is_dir()
    spec = importlib.util.spec_from_file_location(
        name,
        path / "__init__.py" if package else path,
        submodule_search_locations=[str(path)] if package else None,
    )
    if spec is None or spec.loader is None:
        raise PluginError(f"{path} is no Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _load(manager: pluggy.PluginManager, name: str, origin: str, load: Any, others: list[LoadedPlugin]) -> LoadedPlugin:
    if manager.has_plugin(name):
        raise PluginError(f"the name {name} is taken by an installed plugin: rename {origin}")
    module = load()
    manager.register(module, name)
    try:
        _check_hooks(module)
        plugin = _collect(name, module, origin)
        _check_free(plugin, others)
        _catalog([*others, plugin])  # raises where a parameter's type is unknown
    except BaseException:
        manager.unregister(module)
        raise
    return plugin


def _check_free(plugin: LoadedPlugin, others: list[LoadedPlugin]) -> None:
    taken = {claim: other.name for other in others for claim in _claims(other)}
    for claim in _claims(plugin):
        if claim in taken:
            raise PluginError(f"{claim} is taken by plugin {taken[claim]}")


def _claims(plugin: LoadedPlugin) -> Iterator[str]:
    """Yield what only one plugin may bring, in words."""
    yield from (f"the action name {action.name}" for action in plugin.actions)
    yield from (f"the backend name {spec.name}" for spec in plugin.backends)
    yield from (f"the type {annotation}" for annotation in plugin.slot_types)


def _check_hooks(module: Any) -> None:
    known = {name for name in vars(hooks) if name.startswith("bot_")}
    for name, value in vars(module).items():
        if not name.startswith("bot_") or isinstance(value, ModuleType) or not callable(value):
            continue
        if hasattr(value, "bot_impl") and name not in known:
            raise PluginError(f"there is no hook {name}; there are {', '.join(sorted(known))}")
        if name in known and not hasattr(value, "bot_impl"):
            raise PluginError(f"{name} is no hook yet: decorate it with @hookimpl")


def _collect(name: str, module: Any, origin: str) -> LoadedPlugin:
    actions = _of_kind(module, "bot_actions", Action, "action: decorate it with @action")
    backends = _of_kind(module, "bot_backends", BackendSpec, "BackendSpec")
    slot_types = dict(_from_hook(module, "bot_slot_types") or {})
    for slot in slot_types.values():
        if not isinstance(slot, SlotType):
            raise PluginError(f"bot_slot_types returned {slot!r}, which has no name, read, write and value")
    paths: dict[str, Path] = {}
    if actions:
        folder, stem = _place(module, actions)
        for candidate in sorted(_languages(folder, stem)):  # always alike: what is written for training hangs on it
            path = sentence_path(folder, stem, candidate)
            if path:
                paths[candidate] = path
    sentences = compiled(paths) if paths else {}
    for made in sentences.values():
        _check_sentences(made, actions)
    return LoadedPlugin(
        name, module, origin, actions, slot_types, backends, sentences, paths,
    )  # fmt: skip


def _place(module: Any, actions: tuple[Action, ...]) -> tuple[Path, str]:
    """Return the folder in which sentences are looked for, and the name that those of a single file begin with."""
    return actions[0].folder, Path(module.__file__).stem


def _languages(folder: Path, stem: str) -> set[str]:
    inside = {path.stem for path in (folder / "sentences").glob("*.yaml")}
    return inside | {path.name.split(".")[-2] for path in folder.glob(f"{stem}.*.yaml")}


def _check_sentences(made: CompiledSentences, actions: tuple[Action, ...]) -> None:
    table = {action.name: action for action in actions}
    for action, slots in made.slots.items():
        if action not in table:
            raise PluginError(f"its sentences name the action {action}, which it does not bring")
        for name in slots:
            if table[action].parameter(name) is None:
                raise PluginError(f"its sentences fill the slot '{name}', which {action} does not have")


def _of_kind(module: Any, hook: str, kind: type[_Kind], what: str) -> tuple[_Kind, ...]:
    found = tuple(_from_hook(module, hook))
    for each in found:
        if not isinstance(each, kind):
            raise PluginError(f"{hook} returned {each!r}, which is no {what}")
    return found


def _from_hook(module: Any, hook: str) -> Any:
    function = getattr(module, hook, None)
    return function() if function is not None and hasattr(function, "bot_impl") else ()


def _catalog(loaded: list[LoadedPlugin]) -> Catalog:
    words: dict[str, dict[str, dict[str, Any]]] = {}
    for plugin in loaded:
        for sentences in plugin.sentences.values():
            for action, slots in sentences.words.items():
                for slot, surfaces in slots.items():
                    words.setdefault(action, {}).setdefault(slot, {}).update(surfaces)
    extra = {annotation: slot for plugin in loaded for annotation, slot in plugin.slot_types.items()}
    return make_catalog([action for plugin in loaded for action in plugin.actions], extra, words)


def _in_one_line(error: Exception) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, SyntaxError):
        return f"{error.filename or 'the file'}, line {error.lineno}: {error.msg}"
    return text if isinstance(error, BotError) else f"{type(error).__name__}: {text}"
