"""Which translation models there are on this machine, and the engines that they make."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot import BotError, data_folder, message, options
from bot_translate.ctranslate import CTranslate
from bot_translate.engines import Engine
from bot_translate.families import recognise
from bot_translate.labels import Sides
from bot_translate.shipped import Shipped

NOTE = "installed.json"
"""What an installed model's folder holds beside the model's files, or in their place: see `write_note`."""

UNKNOWN: Sides = (frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that was installed, or that the settings name."""

    name: str
    folder: Path
    """Where its files lie."""
    sides: Sides
    """The languages that it reads and those that it writes; empty where they are not known."""
    licence: str = ""
    origin: str = ""
    """Where it came from."""
    is_noted: bool = False
    """Whether its folder is the user's own, of which only a note was taken."""
    problem: str = ""
    """Why it cannot be used, if it cannot."""

    def serves(self, source: str, target: str) -> bool:
        """Return whether it would translate from one language into another; one of unknown languages might."""
        return (not self.sides[0] or source in self.sides[0]) and (not self.sides[1] or target in self.sides[1])


def models_folder() -> Path:
    """Return where installed models lie, each in a folder of its name."""
    return data_folder() / "translate"


def write_note(folder: Path, model: Installed, files: Iterable[Path] = ()) -> None:
    """Write down where a model lies, its languages, licence and origin, and how large its own files are."""
    sizes = {file.relative_to(folder).as_posix(): file.stat().st_size for file in files}
    note = {
        "folder": str(model.folder) if model.is_noted else "",
        "from": sorted(model.sides[0]), "to": sorted(model.sides[1]),
        "licence": model.licence, "origin": model.origin, "sizes": sizes,
    }  # fmt: skip
    (folder / NOTE).write_text(json.dumps(note, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def installed_models() -> list[Installed]:
    """Return the models, damaged ones too: what the settings name first, then those of the fewest languages."""
    root = models_folder()
    names = sorted(path.name for path in root.iterdir()) if root.is_dir() else []
    found = [_installed(root / name) for name in names if not name.startswith(".") and (root / name).is_dir()]
    found.sort(key=lambda model: (len(model.sides[0] | model.sides[1]), model.name))
    chosen = options("translate").get("model", "")
    if not chosen:
        return found
    first = [model for model in found if model.name == chosen] or [_in_settings(Path(chosen).expanduser())]
    return [*first, *(model for model in found if model.name != chosen)]


def installed_engines() -> Sequence[Engine]:
    """Return the engines, the preferred ones first; a damaged model makes none."""
    usable = [model for model in installed_models() if not model.problem]
    return (*(CTranslate(model.name, model.folder, model.sides) for model in usable), Shipped())


def broken_model(source: str, target: str) -> str:
    """Return why a model that would translate from one language into another cannot; empty where there is none."""
    return next((model.problem for model in installed_models() if model.problem and model.serves(source, target)), "")


def _in_settings(folder: Path) -> Installed:
    model = Installed(folder.name, folder, UNKNOWN, origin="settings", is_noted=True)
    try:
        sides = recognise(folder).sides(folder.name)
    except BotError as error:
        return replace(model, problem=error.args[0])
    return replace(model, sides=sides) if sides else replace(model, problem=unknown_languages(str(folder)))


def unknown_languages(model: str) -> str:
    """Return how to say what a model translates, where neither its files nor its name do."""
    command = f"`bot translate install {model} --from en --to fi`"
    return message("{model} does not say its languages: say them, as in {command}", model=model, command=command)


def _installed(home: Path) -> Installed:
    """Return the model whose note lies in a folder."""
    try:
        note = json.loads((home / NOTE).read_text(encoding="utf-8"))
        sides = frozenset(map(str, note["from"])), frozenset(map(str, note["to"]))
        noted, licence, origin = str(note["folder"]), str(note["licence"]), str(note["origin"])
        sizes = {str(name): int(size) for name, size in note["sizes"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        problem = message("{file} is damaged", file=str(home / NOTE))
        return Installed(home.name, home, UNKNOWN, problem=problem)
    folder = Path(noted) if noted else home
    return Installed(home.name, folder, sides, licence, origin, bool(noted), _problem(folder, sizes))


def _problem(folder: Path, sizes: Mapping[str, int]) -> str:
    """Return what is wrong with a model's files, by a look at which there are and how large they are."""
    for name, size in sizes.items():
        if not (folder / name).is_file() or (folder / name).stat().st_size != size:
            return message("{file} is damaged", file=str(folder / name))
    try:
        recognise(folder)
    except BotError as error:
        problem: str = error.args[0]
        return problem
    return ""
