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
from typing import Any

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


def load_plugins(settings: Settings) -> Plugins:
    """Load the built-in, the installed and the user's own plugins; never raises for a broken one."""
    manager = pluggy.PluginManager("bot")
    manager.add_hookspecs(hooks)
    loaded: list[LoadedPlugin] = []
    problems: list[str] = []
    for name, origin, load in _candidates(settings):
        if name in settings.disabled:
            continue
        try:
            with contextlib.redirect_stdout(sys.stderr):  # standard output is for answers, whatever a plugin prints
                loaded.append(_load(manager, name, origin, load, loaded))
        except Exception as error:  # noqa: BLE001 - whatever a plugin raises, the others go on
            problems.append(f"plugin {name} was not loaded: {_in_one_line(error)}")
        except SystemExit:
            problems.append(f"plugin {name} was not loaded: it exits while it is imported")
    problems += _unknown_names(settings, loaded)
    return Plugins(manager, tuple(loaded), tuple(problems), _catalog(loaded))


def _unknown_names(settings: Settings, loaded: list[LoadedPlugin]) -> list[str]:
    """Return a line for each name in the policy that nothing installed has: a misspelt deny would deny nothing."""
    actions = {action.name for plugin in loaded for action in plugin.actions}
    known = actions | {name.partition(".")[0] for name in actions} | {plugin.name for plugin in loaded}
    unknown = sorted(set(settings.policy.names) - known - set(settings.disabled))
    return [f"settings: [policy] names {name}, which no installed plugin has" for name in unknown]


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
        taken = {action.name: other.name for other in others for action in other.actions}
        for action in plugin.actions:
            if action.name in taken:
                raise PluginError(f"the action name {action.name} is taken by plugin {taken[action.name]}")  # noqa: TRY301 - what fails is unregistered
        _catalog([*others, plugin])  # raises where a parameter's type is unknown
    except BaseException:
        manager.unregister(module)
        raise
    return plugin


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
    actions = tuple(_from_hook(module, "bot_actions"))
    for action in actions:
        if not isinstance(action, Action):
            raise PluginError(f"bot_actions returned {action!r}, which is no action: decorate it with @action")
    paths: dict[str, Path] = {}
    if actions:
        stem = Path(module.__file__).stem
        for candidate in _languages(actions[0].folder, stem):
            path = sentence_path(actions[0].folder, stem, candidate)
            if path:
                paths[candidate] = path
    sentences = {language: compiled(path) for language, path in paths.items()}
    for made in sentences.values():
        _check_sentences(made, actions)
    return LoadedPlugin(
        name, module, origin, actions, dict(_from_hook(module, "bot_slot_types") or {}),
        tuple(_from_hook(module, "bot_backends")), sentences, paths,
    )  # fmt: skip


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
