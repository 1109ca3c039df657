"""Models as services: the active backend, and sentence vectors for anybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.backend import Backend, BackendSpec, Context, Encoder, TextModel
from bot.errors import BotError, ModelError
from bot.interpretation import Interpretation
from bot.model_folder import backend_of, languages_of, open_model_folder
from bot.plugins import Plugins
from bot.reader import interpret_readings, interpret_short
from bot.routing import Route, find_route
from bot.settings import Settings, cache_folder, data_folder

if TYPE_CHECKING:
    from bot.examples import Examples
    from bot.learned import Learned

_ALIKE = 3
"""How many of an action's sentences say how like it something is: one alone is nearest by chance now and then."""


class Models:
    """The backends of the installed plugins, each loaded on first use."""

    def __init__(self, plugins: Plugins, settings: Settings, backend: str = "") -> None:
        """Take what is installed; `backend` is the one that the user has chosen by name, if any."""
        self.plugins = plugins
        """What is installed."""
        self._settings = settings
        self._loaded: dict[str, Backend] = {}
        self._readers: dict[tuple[str, str], Learned | None] = {}
        """Backend name and language to what reads the actions that its model does not know."""
        self._languages: dict[str, frozenset[str]] = {}
        """What models that are not loaded say that they read."""
        self._encoder: Encoder | None = None
        self._kept_examples: dict[tuple[str, str], tuple[Encoder | None, Examples | None]] = {}
        """Backend name and language to what tells how near sentences are, for `likeness`."""
        self.active = ""
        self.use(backend or settings.backend)
        self._chosen = bool(backend)

    def use(self, name: str) -> None:
        """Make a backend the one that the user has chosen; raises BotError where there is none of that name."""
        self.spec(name)
        self.active, self._chosen = name, True

    def spec(self, name: str = "") -> BackendSpec:
        """Return how to come by a backend, the active one where none is named; raises BotError where there is none."""
        name = name or self.active
        if name not in self.plugins.backends:
            known = ", ".join(sorted(self.plugins.backends)) or "none"
            raise BotError(f"there is no backend '{name}'; installed: {known}")
        return self.plugins.backends[name]

    def folder(self, name: str = "") -> Path:
        """Return the model folder in use: the user's choice, else what the user trained, else what ships."""
        name = name or self.active
        chosen = Path(self._settings.model).expanduser()
        if self._settings.model and self._is_for(name, chosen):
            return chosen
        trained = trained_folder(name)
        return trained if trained.is_dir() else self.spec(name).folder

    def _is_for(self, name: str, folder: Path) -> bool:
        """Return whether a backend is to read a folder: loading tells what is wrong where none can."""
        try:
            named = backend_of(folder)
        except ModelError:
            return True
        return named == name or named not in self.plugins.backends

    def problem(self, name: str = "") -> str:
        """Return why a backend cannot read anything yet, in a line: it has no model; else nothing."""
        spec = self.spec(name)
        if self.folder(spec.name) != spec.folder or spec.folder.is_dir():
            return ""
        mend = f"; `bot train --backend {spec.name}` trains one" if spec.trainer else ""
        return f"the backend {spec.name} has no model yet{mend}"

    def backend(self, name: str = "", language: str = "") -> Backend:
        """Return a backend, the active one where none is named, with all it needs to read a language; raises BotError."""
        spec, language = self.spec(name), language or self._settings.language
        if spec.name not in self._loaded:
            try:
                self._loaded[spec.name] = spec.load(self.folder(spec.name))
            except ModelError as error:
                raise ModelError(self.problem(spec.name) or str(error)) from error
        if (spec.name, language) not in self._readers:
            self._readers[spec.name, language] = self._learn(spec.name, language)
        return self._loaded[spec.name]

    def route(self, language: str) -> Route | None:
        """Return the backend that answers a language, with the reason where it is not the active one; None for none."""
        backends = self.plugins.backends
        wanted = self._settings.backends.get(language, "")
        others = (name for name in sorted(backends) if not self.problem(name))
        wanted = wanted if wanted in backends else ""
        return find_route(language, self._reads, self.active, wanted, others, chosen=self._chosen)

    def name_for(self, language: str) -> str:
        """Return the name of the backend that answers a language, or has to say that it cannot: the active one."""
        found = self.route(language)
        return found.backend if found else self.active

    def _reads(self, name: str, language: str) -> bool:
        return language in self.languages(name)

    def languages(self, name: str) -> frozenset[str]:
        """Return what the model of a backend reads, or would where there is none yet; it need not be loaded."""
        if name in self._loaded:
            return self._loaded[name].languages
        if name not in self._languages:
            self._languages[name] = languages_of(self.folder(name)) or self.spec(name).languages
        return self._languages[name]

    def answering(self) -> dict[str, str]:
        """Return each language that an installed backend could read, and the backend that answers it; empty for none."""
        languages = {language for name in self.plugins.backends for language in self.languages(name)}
        found = {language: self.route(language) for language in sorted(languages)}
        return {
            language: route.backend if route and not self.problem(route.backend) else ""
            for language, route in found.items()
        }

    def encoder(self) -> Encoder:
        """Return the sentence encoder, loaded; raises BotError where no backend has one."""
        if self._encoder is None:
            spec = self.plugins.backends.get(self._encoding())
            if spec is None or spec.load_encoder is None:
                raise BotError("no installed backend brings a sentence encoder")
            self._encoder = spec.load_encoder(spec.folder)
        return self._encoder

    def _encoding(self) -> str:
        """Return the name of the backend whose sentence encoder serves all; empty for none."""
        return next((name for name, spec in self.plugins.backends.items() if spec.load_encoder is not None), "")

    def interpret(self, text: str, context: Context) -> list[Interpretation]:
        """Return the interpretations of a text by the backend that answers its language, best first."""
        return interpret_short(
            text, context, lambda words: self._interpret(words, context), self._settings.reject_below
        )

    def _interpret(self, text: str, context: Context) -> list[Interpretation]:
        name = self.name_for(context.language)
        found = self.backend(name, context.language).interpret([text], context)[0]
        reading = found[0].evidence.reading
        learned = self._readers[name, context.language]
        if learned is None or reading is None:
            return found
        better = learned.reread(text, reading, context)
        if better is reading:
            return found
        return [*interpret_readings(text, [better], context), *found]

    def new_actions(self) -> frozenset[str]:
        """Return the installed actions that the model for the user's language was not trained on."""
        return self._unknown_to(self.backend(self.name_for(self._settings.language)))

    def _unknown_to(self, backend: Backend) -> frozenset[str]:
        known = getattr(backend, "actions", None)
        return frozenset(self.plugins.catalog.actions) - known if known is not None else frozenset()

    def _learn(self, name: str, language: str) -> Learned | None:
        """Return what reads, in a language, the actions that a loaded model does not know; None where it knows all."""
        actions = self._unknown_to(self._loaded[name])
        said = [each.sentences[language] for each in self.plugins.loaded if actions and language in each.sentences]
        patterns = [pattern for sentences in said for pattern in sentences.patterns if pattern.action in actions]
        if not patterns:
            return None
        # Imported here: most installs know all their actions, and then this costs nothing.
        from bot.learned import Learned

        encoder, known = self._examples(name, language)
        return Learned(patterns, self.plugins.catalog, encoder, known, cache_folder() / "learned")

    def _examples(self, name: str, language: str) -> tuple[Encoder | None, Examples | None]:
        """Return what tells how near sentences are to what a model knows: an encoder, and examples of its actions.

        A model without an encoder of its own borrows both from one that ships. None where no encoder reads the language.
        """
        from bot.examples import load_examples

        lender = name if self.spec(name).load_encoder else self._encoding()
        if not lender:
            return None, None
        spec = self.spec(lender)
        folder = self.folder(name) if lender == name else spec.folder
        if language not in (languages_of(folder) or spec.languages):
            return None, None
        # A model that tuned the encoder kept its examples by its own one.
        own = spec.load_encoder if folder != spec.folder or lender != self._encoding() else None
        encoder = own(folder) if own else self.encoder()
        return encoder, load_examples(open_model_folder(folder, lender))

    def likeness(self, text: str, language: str) -> dict[str, float]:
        """Return each action with how like its sentences a text is: the mean of the three highest cosines.

        Empty where no encoder reads the language.
        """
        name = self.name_for(language)
        if (name, language) not in self._kept_examples:
            self._kept_examples[name, language] = self._examples(name, language)
        encoder, known = self._kept_examples[name, language]
        if encoder is None:
            return {}
        learned = self._readers.get((name, language))
        vector = encoder.encode([text])[0]
        found: dict[str, list[float]] = {}
        for examples in filter(None, (known, learned.examples if learned else None)):
            for example, cosine in zip(examples.sentences, examples.vectors @ vector, strict=True):
                found.setdefault(example.action, []).append(float(cosine))
        actions = self.plugins.catalog.actions
        best = {name: sorted(cosines)[-_ALIKE:] for name, cosines in found.items() if name in actions}
        return {name: sum(cosines) / len(cosines) for name, cosines in best.items()}

    def notes(self) -> tuple[str, ...]:
        """Return what the user should know about the model in use, one line each."""
        actions = sorted(self.new_actions())
        if not actions:
            return ()
        return (
            f"{', '.join(actions)}: read by example, since the model does not know them; `bot train` would fold them in.",
        )


def trained_folder(backend: str) -> Path:
    """Return where `bot train` puts a model."""
    return data_folder() / "models" / backend


def load_text_model(folder: Path | str) -> TextModel:
    """Return the text-to-text model of a folder, or the one of a name (a str) that ships; raises BotError for none."""
    backends = installed().backends
    if isinstance(folder, str):
        folder = _shipped_text_model(folder, backends.values())
    name = backend_of(folder)
    spec = backends.get(name)
    if spec is None or spec.load_text is None:
        raise BotError(f"{folder} is a model of backend '{name}', which completes no text")
    return spec.load_text(folder)


def _shipped_text_model(name: str, backends: Iterable[BackendSpec]) -> Path:
    """Return the folder of a text model that lies beside the command model of a backend; raises BotError for none."""
    beside = (spec.folder.parent / name for spec in backends if spec.load_text is not None)
    found = next((folder for folder in beside if folder.is_dir()), None)
    if found is None:
        raise BotError(f"no installed backend brings a text model called '{name}'")
    return found


_shared: list[Models] = []


def installed() -> Plugins:
    """Return what is installed: the catalog of actions, and the sentence files of each language."""
    return shared_models().plugins


def share(models: Models) -> None:
    """Make models the ones that `encode` uses."""
    _shared[:] = [models]


def encode(texts: Sequence[str]) -> Any:
    """Return float32 [texts, width]: sentence vectors of length 1, whose cosine says how alike texts are."""
    return shared_models().encoder().encode(texts)


def shared_models() -> Models:
    """Return the models that the program shares, loaded where it shares none yet."""
    if not _shared:
        from bot.plugins import load_plugins
        from bot.settings import load_settings

        settings = load_settings()
        share(Models(load_plugins(settings), settings))
    return _shared[0]
