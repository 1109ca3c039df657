"""Models as services: the active backend, and sentence vectors for anybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.backend import Backend, BackendSpec, Context, Encoder, TextModel
from bot.errors import BotError, ModelError
from bot.interpretation import Interpretation
from bot.model_folder import backend_of, open_model_folder
from bot.plugins import Plugins
from bot.program import Program
from bot.reader import interpret_readings
from bot.settings import Settings, cache_folder, data_folder

if TYPE_CHECKING:
    from bot.learned import Learned


class Models:
    """The backends of the installed plugins, each loaded on first use."""

    def __init__(self, plugins: Plugins, settings: Settings, backend: str = "") -> None:
        """Take what is installed; `backend` overrides the settings."""
        self._plugins = plugins
        self._settings = settings
        self._loaded: dict[str, Backend] = {}
        self._readers: dict[str, Learned | None] = {}
        """Backend name to what reads the actions that its model does not know."""
        self._encoder: Encoder | None = None
        self.active = ""
        self.use(backend or settings.backend)

    def use(self, name: str) -> None:
        """Make a backend the active one; raises BotError where there is none of that name."""
        if name not in self._plugins.backends:
            known = ", ".join(sorted(self._plugins.backends)) or "none"
            raise BotError(f"there is no backend '{name}'; installed: {known}")
        self.active = name

    def spec(self) -> BackendSpec:
        """Return how to come by the active backend."""
        return self._plugins.backends[self.active]

    def folder(self) -> Path:
        """Return the model folder in use: the user's choice, else what the user trained, else what ships."""
        chosen = Path(self._settings.model).expanduser()
        if self._settings.model and self._is_for_active(chosen):
            return chosen
        trained = trained_folder(self.active)
        return trained if trained.is_dir() else self.spec().folder

    def _is_for_active(self, folder: Path) -> bool:
        """Return whether the active backend is to read a folder: loading tells what is wrong where none can."""
        try:
            named = backend_of(folder)
        except ModelError:
            return True
        return named == self.active or named not in self._plugins.backends

    def backend(self) -> Backend:
        """Return the active backend, loaded with all that it needs to read; raises ModelError."""
        if self.active not in self._loaded:
            backend = self.spec().load(self.folder())
            self._readers[self.active] = self._learn(self._unknown_to(backend))
            self._loaded[self.active] = backend
        return self._loaded[self.active]

    def encoder(self) -> Encoder:
        """Return the sentence encoder, loaded; raises BotError where no backend has one."""
        if self._encoder is None:
            for spec in self._plugins.backends.values():
                if spec.load_encoder is not None:
                    self._encoder = spec.load_encoder(spec.folder)
                    break
            else:
                raise BotError("no installed backend brings a sentence encoder")
        return self._encoder

    def interpret(self, text: str, context: Context) -> list[Interpretation]:
        """Return the interpretations of a text, best first."""
        found = self.backend().interpret([text], context)[0]
        reading = found[0].evidence.reading
        learned = self._readers[self.active]
        if learned is None or reading is None:
            return found
        better = learned.reread(text, reading, context)
        if better is reading:
            return found
        return [*interpret_readings(text, [better], context), *found]

    def new_actions(self) -> frozenset[str]:
        """Return the installed actions that the active model was not trained on."""
        return self._unknown_to(self.backend())

    def _unknown_to(self, backend: Backend) -> frozenset[str]:
        known = getattr(backend, "actions", None)
        return frozenset(self._plugins.catalog.actions) - known if known is not None else frozenset()

    def _learn(self, actions: frozenset[str]) -> Learned | None:
        """Return what reads the actions that the model does not know; None where it knows all."""
        if not actions:
            return None
        # Imported here: most installs know all their actions, and then this costs nothing.
        from bot.examples import load_examples
        from bot.learned import Learned

        patterns = [
            pattern
            for plugin in self._plugins.loaded
            for sentences in plugin.sentences.values()
            for pattern in sentences.patterns
            if pattern.action in actions
        ]
        spec, folder = self.spec(), self.folder()
        known = load_examples(open_model_folder(folder, self.active))
        # A model that tuned the encoder kept its examples by its own one.
        encoder = spec.load_encoder(folder) if spec.load_encoder and folder != spec.folder else self.encoder()
        return Learned(patterns, self._plugins.catalog, encoder, known, cache_folder() / "learned")

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


def open_reader(backend: str = "") -> Callable[[str], Program | None]:
    """Return a function that reads an utterance as a program without running it; None for what cannot run as it is.

    Each utterance is the first of a session. Raises BotError for a backend that is not there.
    """
    from bot.interpreter import Interpreter
    from bot.plugins import load_plugins
    from bot.settings import load_settings

    settings = load_settings()
    plugins = load_plugins(settings)
    interpreter = Interpreter(plugins, settings, models=Models(plugins, settings, backend))

    def read(utterance: str) -> Program | None:
        interpreter.session.reset()
        reply = interpreter.respond(utterance, dry_run=True)
        return reply.program if reply.status == "dry_run" else None

    return read


def load_text_model(folder: Path) -> TextModel:
    """Return the text-to-text model of a folder; raises BotError where there is none."""
    from bot.plugins import load_plugins
    from bot.settings import load_settings

    name = backend_of(folder)
    spec = load_plugins(load_settings()).backends.get(name)
    if spec is None or spec.load_text is None:
        raise BotError(f"{folder} is a model of backend '{name}', which completes no text")
    return spec.load_text(folder)


_shared: list[Models] = []


def share(models: Models) -> None:
    """Make models the ones that `encode` uses."""
    _shared[:] = [models]


def encode(texts: Sequence[str]) -> Any:
    """Return float32 [texts, width]: sentence vectors of length 1, whose cosine says how alike texts are."""
    if not _shared:
        from bot.plugins import load_plugins
        from bot.settings import load_settings

        settings = load_settings()
        share(Models(load_plugins(settings), settings))
    return _shared[0].encoder().encode(texts)
