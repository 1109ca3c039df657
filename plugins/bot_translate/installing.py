"""Installing a translation model: what is offered, what it takes, and putting it in its place whole or not at all."""

from __future__ import annotations

import errno
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot import BotError, language_name
from bot_translate import hub, unpacking
from bot_translate.ctranslate import CTranslate, missing_libraries
from bot_translate.families import recognise
from bot_translate.installed import Installed, models_folder, unknown_languages, write_note
from bot_translate.labels import Sides, sides_in

_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that could be installed."""

    name: str
    sides: Sides | None
    """The languages that it reads and writes, as far as can be said before its files are here."""
    languages: str
    """The same in words."""
    size: int
    """Bytes."""
    licence: str
    origin: str
    folder: Path | None = None
    """The user's own folder in which it lies and stays: then only a note of it is taken."""
    fetch: Callable[[Path], None] = lambda _: None
    """Puts the files into a folder."""


def offered(what: str, name: str = "", sides: Sides | None = None) -> Offer:
    """Return what a folder, an .argosmodel file or a name on the hub has to offer; raises BotError saying what is wrong.

    `sides`: the languages, where the user said them.
    """
    path = Path(what).expanduser()
    if path.is_dir():
        return _of_folder(path.resolve(), name, sides)
    if path.is_file():
        return _of_package(path.resolve(), name, sides)
    if hub.is_hub_name(what):
        return _of_hub(what, name, sides)
    raise BotError(f"{what}: there is no such folder or file, and it is no OWNER/NAME of a model on the hub")


def _of_folder(folder: Path, name: str, sides: Sides | None) -> Offer:
    family = recognise(folder)
    sides = sides or family.sides(folder.name)
    if sides is None:
        raise BotError(unknown_languages(str(folder)))
    texts = {file.name.upper(): file.read_text("utf-8", "replace") for file in _papers(folder)}
    return Offer(
        _free(name or folder.name), sides, spoken(sides), size_of(folder), licence_in(texts), str(folder), folder
    )


def _papers(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if file.is_file() and file.name.upper().startswith(("README", "LICEN"))]


def _of_package(path: Path, name: str, sides: Sides | None) -> Offer:
    package = unpacking.look_into(path)
    sides = sides or package.sides
    if sides is None:
        raise BotError(unknown_languages(str(path)))
    return Offer(
        _free(name or path.stem), sides, spoken(sides), package.size, licence_in(package.texts), str(path),
        fetch=lambda folder: unpacking.unpack(path, folder),
    )  # fmt: skip


def _of_hub(what: str, name: str, sides: Sides | None) -> Offer:
    name = _free(name or what.partition("/")[2])
    model = hub.look_up(what)
    sides = sides or sides_in(what.partition("/")[2])
    if sides is None and "source.spm" in model.files:
        raise BotError(unknown_languages(what))
    languages = spoken(sides) if sides else _listed(frozenset(model.languages)) or "what its files say"
    return Offer(
        name, sides, languages, sum(model.files.values()), model.licence or "not stated", f"{what} on the hub",
        fetch=lambda folder: hub.download(model, folder),
    )  # fmt: skip


def _free(name: str) -> str:
    """Return a name as a folder may be called; raises BotError where a model of that name is installed."""
    name = re.sub(r"[^\w.-]+", "-", name).strip(".-") or "model"
    if (models_folder() / name).exists():
        raise BotError(
            f"a model called {name} is installed already: `bot translate remove {name}`, or give this one another --name"
        )
    return name


def install(offer: Offer, sides: Sides | None = None) -> Installed:
    """Put a model in its place; raises BotError where that fails, and leaves nothing of it then.

    `sides`: the languages, where the user said them; else the files say.
    """
    beside = models_folder() / f".{offer.name}.partial"
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        free = shutil.disk_usage(beside).free
        if offer.folder is None and offer.size > free:
            raise BotError(f"{offer.name} takes {in_bytes(offer.size)}, {in_bytes(free)} are free in {models_folder()}")
        offer.fetch(beside)
        model = _checked(offer, offer.folder or beside, sides)
        write_note(beside, model, () if offer.folder else _files(beside))
        beside.rename(models_folder() / offer.name)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        reason = "the disk is full" if full else error.strerror or str(error)
        raise BotError(f"{offer.name} is not installed: {reason} ({models_folder()})") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return model


def _checked(offer: Offer, folder: Path, sides: Sides | None) -> Installed:
    """Return the model in a folder; raises BotError unless it can be loaded, if what loads it is installed."""
    sides = sides or recognise(folder).sides(offer.name) or offer.sides
    if sides is None:
        raise BotError(unknown_languages(offer.origin))
    if not missing_libraries():
        CTranslate(offer.name, folder, sides).load()
    return Installed(offer.name, folder, sides, offer.licence, offer.origin, offer.folder is not None)


def remove(model: Installed) -> None:
    """Remove an installed model, or the note of one that lies in a folder of the user's own; raises BotError."""
    home = models_folder() / model.name
    try:
        shutil.rmtree(home)
    except OSError as error:
        raise BotError(f"{home} cannot be removed: {error.strerror}") from error


def licence_in(texts: Mapping[str, str]) -> str:
    """Return the licence that a README.md names at its head, or the first line of a LICENSE."""
    head = re.match(r"---\n(.*?)\n---", texts.get("README.MD", ""), re.DOTALL)
    named = re.search(r"^licen[cs]e:\s*(\S.*)$", head[1], re.MULTILINE) if head else None
    if named:
        return named[1].strip("\"' ")
    papers = [text for name, text in sorted(texts.items()) if name.startswith("LICEN")]
    return next((line.strip() for text in papers for line in text.splitlines() if line.strip()), "not stated")


def size_of(folder: Path) -> int:
    """Return the bytes of the files in a folder."""
    return sum(file.stat().st_size for file in _files(folder))


def _files(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*")) if file.is_file()]


def in_bytes(size: int) -> str:
    """Return a size as people write it: `298 MB`."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB" if size >= 1e7 else f"{size / 1e6:.1f} MB"  # noqa: PLR2004


def spoken(sides: Sides) -> str:
    """Return the languages of a model in words: `English -> Finnish`."""
    sources, targets = sides
    if sources == targets:
        return f"each of {_listed(sources)} into each"
    return f"{_listed(sources)} -> {_listed(targets)}"


def _listed(codes: frozenset[str]) -> str:
    if len(codes) > _MOST_NAMED:
        return f"{len(codes)} languages"
    return ", ".join(sorted(map(language_name, codes)))
