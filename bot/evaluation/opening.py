"""Opening models that are named by a backend or by a model folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.backend import Backend
from bot.errors import BotError
from bot.evaluation.dataset import Dataset
from bot.languages import language_name
from bot.model_folder import backend_of
from bot.plugins import Plugins
from bot.services import Models
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class OpenModel:
    """A model ready to read."""

    backend: Backend
    folder: Path

    @property
    def size(self) -> int:
        """What its folder holds, in bytes."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def check_reads(self, dataset: Dataset) -> None:
        """Raise BotError where the model reads nothing of a data set: another language, or none of its intents."""
        what = dataset.name
        if dataset.language not in self.backend.languages:
            known, said = ", ".join(sorted(self.backend.languages)), language_name(dataset.language)
            raise BotError(f"{self.folder} does not read {said}, in which {what} is; it reads {known}: see --lang")
        actions = getattr(self.backend, "actions", None)
        if actions is not None and not actions & set(dataset.catalog.actions):
            raise BotError(f"{self.folder} knows none of the intents of {what}: it was trained on other data")


def open_model(where: str, plugins: Plugins, settings: Settings) -> OpenModel:
    """Return the model that a backend uses or, where none is called so, that lies in a folder; raises BotError."""
    if where in plugins.backends:
        models = Models(plugins, settings, where)
        return OpenModel(models.backend(), models.folder())
    folder = Path(where).expanduser()
    if not folder.is_dir():
        known = ", ".join(sorted(plugins.backends))
        raise BotError(f"'{where}' is neither a backend ({known}) nor a model folder")
    return open_folder(folder, plugins)


def open_folder(folder: Path, plugins: Plugins, backend: str = "") -> OpenModel:
    """Return the model that lies in a folder; raises BotError.

    `backend` is the one that reads it, where that is not to be looked up in it.
    """
    if backend and backend not in plugins.backends:
        raise BotError(f"there is no backend '{backend}'; there are {', '.join(sorted(plugins.backends))}")
    name = backend or backend_of(folder)
    if name not in plugins.backends:
        raise BotError(f"{folder} is a model of backend '{name}', which is not installed")
    return OpenModel(plugins.backends[name].load(folder), folder)
