"""Models on the Hugging Face hub. Only `bot translate install OWNER/NAME` reaches for the network, and only here."""

from __future__ import annotations

import logging
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import BotError
from bot_translate.families import KEPT, MODEL, unconverted

_SIDES = ("shared", "source", "target")
_WANTED = frozenset((
    MODEL, "config.json", *(f"{side}_vocabulary.{kind}" for side in _SIDES for kind in ("json", "txt")), "vmap.txt", *KEPT,
    "README.md", "LICENSE", "LICENSE.md", "LICENSE.txt",
))  # fmt: skip
"""What is downloaded: never the checkpoint that a model was converted from, which may lie beside it."""

_LONGEST = 200
"""Characters of what its library says that are told."""


@dataclass(frozen=True, slots=True)
class HubModel:
    """What the hub says of a model."""

    name: str
    """With its owner's: `owner/name`."""
    revision: str
    files: Mapping[str, int]
    """What would be downloaded, with the sizes in bytes."""
    licence: str
    languages: tuple[str, ...]
    """Those that its card names."""


def is_hub_name(text: str) -> bool:
    """Return whether a text is the name of a model on the hub, and no path of this machine."""
    named = re.fullmatch(r"[\w.-]+/[\w.-]+", text) and not text.startswith(".")
    return bool(named) and not Path(text.partition("/")[0]).exists()


def look_up(name: str) -> HubModel:
    """Return what the hub says of a model; raises BotError where it has none, or one that CTranslate2 cannot read."""
    from huggingface_hub import HfApi

    with _worded(name):
        found = HfApi().model_info(name, files_metadata=True)
    sizes = {each.rfilename: each.size or 0 for each in found.siblings or ()}
    if MODEL not in sizes:
        if any(file.endswith((".safetensors", ".bin", ".h5")) for file in sizes):
            raise BotError(unconverted(name, [file for file in KEPT if file in sizes]))
        raise BotError(f"{name} holds no CTranslate2 model: there is no {MODEL} in it")
    files = {file: size for file, size in sizes.items() if file in _WANTED}
    card: Any = found.card_data or {}
    return HubModel(
        name,
        found.sha or "",
        files,
        _first(card.get("license_name") or card.get("license")),
        _each(card.get("language")),
    )


def download(model: HubModel, folder: Path) -> None:
    """Download a model into a folder; raises BotError where that fails, and OSError."""
    from huggingface_hub import HfApi
    from huggingface_hub.utils.tqdm import disable_progress_bars

    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # it would tell of each of several tries
    if not sys.stderr.isatty():
        disable_progress_bars()
    with _worded(model.name):
        for file in model.files:  # one after the other: Ctrl-C would wait for all that snapshot_download has begun
            HfApi().hf_hub_download(model.name, file, revision=model.revision or None, local_dir=folder)
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    for file, size in model.files.items():
        if not (folder / file).is_file() or (size and (folder / file).stat().st_size != size):
            raise BotError(f"the download of {model.name} broke off: {file} is not whole; try again")


@contextmanager
def _worded(name: str) -> Iterator[None]:
    """Say what went wrong with the hub in a line."""
    # Imported here: only what asks the hub needs its library.
    from httpx2 import HTTPError
    from huggingface_hub.errors import (
        GatedRepoError,
        HfHubHTTPError,
        HFValidationError,
        LocalEntryNotFoundError,
        OfflineModeIsEnabled,
        RepositoryNotFoundError,
        XetDownloadError,
    )

    try:
        yield
    except HFValidationError:
        raise BotError(f"{name} is no name of a model on the hub") from None
    except GatedRepoError:
        raise BotError(f"{name} is given only to those who agree to its terms: log in with `hf auth login`") from None
    except RepositoryNotFoundError:
        raise BotError(f"the hub has no model called {name}, or it is private") from None
    except OfflineModeIsEnabled:
        raise BotError(f"HF_HUB_OFFLINE is set: {name} cannot be looked up") from None
    except (HfHubHTTPError, HTTPError, LocalEntryNotFoundError, XetDownloadError, RuntimeError) as error:
        reason = " ".join(str(error).split())[:_LONGEST]
        raise BotError(f"{name} cannot be had from the hub now ({reason})") from error


def _each(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),) if value else ()


def _first(value: object) -> str:
    return ", ".join(_each(value))
