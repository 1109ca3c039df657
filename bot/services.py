"""Models as services: the active backend, and sentence vectors for anybody."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.backend import Backend, BackendSpec, Context, Encoder
from bot.errors import BotError
from bot.interpretation import Interpretation
from bot.plugins import Plugins
from bot.settings import Settings, data_folder


class Models:
    """The backends of the installed plugins, each loaded on first use."""

    def __init__(self, plugins: Plugins, settings: Settings, backend: str = "") -> None:
        """Take what is installed; `backend` overrides the settings."""
        self._plugins = plugins
        self._settings = settings
        self._loaded: dict[str, Backend] = {}
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
        if self._settings.model:
            return Path(self._settings.model).expanduser()
        trained = trained_folder(self.active)
        return trained if trained.is_dir() else self.spec().folder

    def backend(self) -> Backend:
        """Return the active backend, loaded; raises ModelError."""
        if self.active not in self._loaded:
            self._loaded[self.active] = self.spec().load(self.folder())
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
        return self.backend().interpret([text], context)[0]

    def notes(self) -> tuple[str, ...]:
        """Return what the user should know about the model in use, one line each."""
        return ()


def trained_folder(backend: str) -> Path:
    """Return where `bot train` puts a model."""
    return data_folder() / "models" / backend


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
