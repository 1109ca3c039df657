"""Packages of Argos Translate: a zip file called .argosmodel, and what of it is unpacked."""

from __future__ import annotations

import errno
import json
import re
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from bot import BotError
from bot_translate.labels import Sides, languages_in

_WANTED = re.compile(
    r"metadata\.json|sentencepiece\.model|model/[^/]+|README\.md|LICEN[CS]E(?:\.txt|\.md)?", re.IGNORECASE
)
"""What is unpacked; what else packages hold splits sentences for Argos Translate, by libraries of its own."""
_MOST_TIMES, _HARMLESS = 10, 100_000_000
"""A package that grows by more when it is unpacked, to more bytes than that, holds no model: weights hardly shrink."""
_MOST_TEXT = 1_000_000


@dataclass(frozen=True, slots=True)
class Package:
    """What an .argosmodel says of itself."""

    sides: Sides | None
    size: int
    """Bytes, unpacked."""
    texts: Mapping[str, str]
    """README.md and LICENSE, by their names in capitals, those that are there."""


def look_into(path: Path) -> Package:
    """Return what a package says of itself; raises BotError where it is none, damaged, or not safe to unpack."""
    with _opened(path) as (archive, members):
        small = {name: member for name, member in members.items() if member.file_size <= _MOST_TEXT}
        data = json.loads(archive.read(small["metadata.json"]))
        texts = {
            name.upper(): archive.read(member).decode("utf-8", "replace")
            for name, member in small.items()
            if name.upper().startswith(("README", "LICEN"))
        }
    codes = (data.get("from_code"), data.get("to_code")) if isinstance(data, dict) else ()
    sides = (languages_in(str(codes[0])), languages_in(str(codes[1]))) if all(codes) and codes else None
    return Package(sides, sum(member.file_size for member in members.values()), texts)


def unpack(path: Path, folder: Path) -> None:
    """Unpack a package's model into an empty folder; raises BotError as `look_into` does, and OSError."""
    with _opened(path) as (archive, members):
        for name, member in members.items():
            target = folder / name
            target.parent.mkdir(exist_ok=True)
            with archive.open(member) as source, target.open("wb") as file:
                shutil.copyfileobj(source, file)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[ZipFile, Mapping[str, ZipInfo]]]:
    """Give a package, and what is wanted of it by the names that it is to have."""
    try:
        with ZipFile(path) as archive:
            yield archive, _members(path, archive)
    except (BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError, RuntimeError) as error:
        raise BotError(f"{path} is damaged, or no package of Argos Translate ({error})") from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # which is what a place before the file's beginning comes to
            raise
        raise BotError(f"{path} is damaged") from error


def _members(path: Path, archive: ZipFile) -> Mapping[str, ZipInfo]:
    every = archive.infolist()
    for member in every:
        if ".." in PurePosixPath(member.filename).parts or re.match(r"[/\\]|.*\\|\w:", member.filename):
            raise BotError(
                f"{path} holds {member.filename}, which would be unpacked elsewhere: it is not to be trusted"
            )
    roots = [name.removesuffix("metadata.json") for name in archive.namelist() if name.count("/") <= 1]
    root = next((root for root in roots if f"{root}metadata.json" in archive.namelist()), "")
    named = {member.filename.removeprefix(root): member for member in every if member.filename.startswith(root)}
    wanted = {name: member for name, member in named.items() if _WANTED.fullmatch(name)}
    if "metadata.json" not in wanted:
        raise BotError(f"{path} is no package of Argos Translate: it has no metadata.json")
    size = sum(member.file_size for member in wanted.values())
    if size > max(_MOST_TIMES * path.stat().st_size, _HARMLESS):
        raise BotError(f"{path} would be {size / 1e9:.1f} GB when unpacked: it is not to be trusted")
    return wanted
