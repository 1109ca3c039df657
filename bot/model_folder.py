"""Model folders: what a trained model is on disk."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.errors import ModelError

FORMAT = 1
MODEL_JSON = "model.json"
MODEL_CARD = "MODEL_CARD.md"


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model folder whose files are all there and as they were written."""

    path: Path
    data: Mapping[str, Any]
    """What model.json says: backend, format, languages, labels, hashes, training, scores."""

    def file(self, name: str) -> Path:
        """Return the path of one of its files; raises ModelError where model.json does not list it."""
        if name not in self.data["hashes"]:
            raise ModelError(f"{self.path / MODEL_JSON} lists no {name}; train or convert the model again")
        return self.path / name

    @contextmanager
    def listing(self) -> Iterator[Mapping[str, Any]]:
        """Give what model.json says; what goes wrong in reading it is a ModelError that names it."""
        try:
            yield self.data
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise ModelError(
                f"{self.path / MODEL_JSON} is damaged ({error!r}); install plugbot again or train the model again"
            ) from None


def open_model_folder(path: Path, backend: str) -> ModelFolder:
    """Return a model folder, checked; raises ModelError naming the file that is missing, foreign or damaged."""
    data = _listing(path)
    if data["backend"] != backend:
        raise ModelError(f"{path} is a model of backend '{data['backend']}', not '{backend}'")
    for name, digest in data["hashes"].items():
        check_file(path / name, digest)
    return ModelFolder(path, data)


def backend_of(path: Path) -> str:
    """Return the name of the backend that reads a model folder; raises ModelError where its model.json does not say."""
    return str(_listing(path)["backend"])


def languages_of(path: Path) -> frozenset[str] | None:
    """Return the languages that the model in a folder reads; None where its model.json does not say."""
    try:
        found = _listing(path).get("languages")
    except ModelError:
        return None
    return frozenset(map(str, found)) if isinstance(found, list) else None


def _listing(path: Path) -> dict[str, Any]:
    listing = path / MODEL_JSON
    try:
        data = json.loads(listing.read_text(encoding="utf-8"))
    except OSError:
        raise ModelError(f"{path} is no model folder: it has no readable {MODEL_JSON}") from None
    except ValueError as error:
        raise ModelError(f"{listing} is damaged: {error}") from None
    if not isinstance(data, dict) or not isinstance(data.get("hashes"), dict) or "backend" not in data:
        raise ModelError(f"{listing} was not written by this program")
    if data.get("format") != FORMAT:
        raise ModelError(
            f"{listing} has format {data.get('format')}, this program reads {FORMAT}: train the model again"
        )
    return data


def check_file(path: Path, digest: str) -> None:
    """Raise ModelError if a file is not there or not as it was written."""
    try:
        found = file_hash(path)
    except OSError:
        raise ModelError(f"{path} is missing; install plugbot again or train the model again") from None
    if found != digest:
        raise ModelError(f"{path} is damaged; install plugbot again or train the model again")


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, computed once while the file stays as it is; raises OSError."""
    found = path.stat()
    return _hash(path, (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns))


@lru_cache(maxsize=256)
def _hash(path: Path, state: tuple[int, ...]) -> str:
    """Return the hash of a file in a state: backend, encoder and examples each open the same model folder."""
    del state
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def need_replaceable(path: Path) -> None:
    """Raise ModelError where a path holds something else than a model, or than nothing: none may be written there."""
    if path.exists() and not (path.is_dir() and ((path / MODEL_JSON).is_file() or not any(path.iterdir()))):
        raise ModelError(f"{path} is there already and is no model folder: name another place")


def write_model_folder(path: Path, data: Mapping[str, Any], write: Callable[[Path], None]) -> ModelFolder:
    """Write a model folder beside the old one and rename it into place; the old one stays if anything fails.

    `write` puts the files into the folder it is given; hashes, model.json and the model card are added here. Raises
    ModelError where something else than a model is in its place.
    """
    need_replaceable(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    try:
        write(beside)
        hashes = {file.name: file_hash(file) for file in sorted(beside.iterdir())}
        whole = {"format": FORMAT, **data, "hashes": hashes}
        (beside / MODEL_JSON).write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        (beside / MODEL_CARD).write_text(model_card(whole), encoding="utf-8")
        beside.chmod(0o755)
        _swap(beside, path)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return ModelFolder(path, whole)


def _swap(new: Path, path: Path) -> None:
    if not path.exists():
        new.rename(path)
        return
    old = path.with_name(f".{path.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    try:
        path.rename(old)
        new.rename(path)
    except BaseException:  # Ctrl-C as well: there is always a model in its place
        with suppress(OSError):
            old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def model_card(data: Mapping[str, Any]) -> str:
    """Return the model card that model.json describes, as Markdown."""
    lines = [
        f"# {data.get('name', data['backend'])}",
        "",
        data.get("description", "A model of plugbot."),
        "",
        f"- Backend: {data['backend']}, format {data['format']}",
        f"- Languages: {', '.join(data.get('languages', ()))}",
    ]
    if data.get("labels"):
        lines.append(f"- Reads {len(data['labels'])} labels and {len(data.get('slots', ()))} slots")
    for key, title in (("derived_from", "Derived from"), ("license", "Licence"), ("training_data", "Training data")):
        if data.get(key):
            lines.append(f"- {title}: {data[key]}")
    for key, title in (("training", "Training"), ("scores", "Measured")):
        if data.get(key):
            lines += ["", f"## {title}", "", "| what | value |", "| --- | --- |"]
            lines += [f"| {name} | {value} |" for name, value in data[key].items()]
    lines += ["", "## Files", "", "| file | SHA-256 |", "| --- | --- |"]
    lines += [f"| {name} | `{digest}` |" for name, digest in data["hashes"].items()]
    return "\n".join(lines) + "\n"
