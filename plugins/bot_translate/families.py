"""What lies in the folder of a CTranslate2 model, and how a model of its family is asked.

Three families, told by their files: Marian and OPUS (source.spm, target.spm), Argos (metadata.json), and those that
translate between any of their languages, NLLB and M2M-100 (one tokenizer, a label for each language).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from bot import BotError, language_name, message
from bot_translate.labels import Sides, labels_in, languages_in, sides_in
from bot_translate.pieces import Pieces

MODEL = "model.bin"
_END = "</s>"
_SHARED = ("sentencepiece.bpe.model", "flores200_sacrebleu_tokenizer_spm.model", "spm.model", "tokenizer.json")
"""What the tokenizer of a model of many languages is called; the first one that is there is used."""
_ORIGINAL = ("*.safetensors", "pytorch_model*.bin", "*.npz", "tf_model.h5", "*.pt")
KEPT = ("source.spm", "target.spm", *_SHARED, "tokenizer_config.json")
"""The files of a checkpoint that have to lie beside a converted model."""
_LABELS = (r"([a-z]{3}_[A-Z][a-z]{3})", r"__([a-z]{2,3})__")
"""How NLLB and M2M-100 label a language."""


class Family(Protocol):
    """A model folder, and how the model in it wants its sentences."""

    model: Path
    """The folder of model.bin."""

    def sides(self, name: str) -> Sides | None:
        """Return the languages that the model reads and writes, by its files or its name; None where they do not say."""

    def ask(self, sentence: str, source: str, target: str) -> tuple[list[str], list[str]]:
        """Return the tokens of a sentence, and those with which its translation has to begin; raises BotError."""

    def told(self, tokens: Sequence[str]) -> str:
        """Return the text of what the model wrote."""


def recognise(folder: Path) -> Family:
    """Return the family of the model in a folder by its files, of which none is read yet; raises BotError for none."""
    if not folder.is_dir():
        raise BotError(message("{folder}: there is no such folder", folder=str(folder)))
    argos = (folder / "metadata.json").is_file()
    _check_model(folder / "model" if argos else folder)
    if argos:
        _need(folder / "sentencepiece.model")
        return Argos(folder)
    if (folder / "source.spm").is_file() or (folder / "target.spm").is_file():
        _need(folder / "source.spm")
        _need(folder / "target.spm")
        return Marian(folder)
    tokenizer = next((folder / name for name in _SHARED if (folder / name).is_file()), None)
    if tokenizer is None:
        raise BotError(
            message("{folder} has no tokenizer: {files} is wanted", folder=str(folder), files=" / ".join(KEPT[:-1]))
        )
    return Multilingual(folder, tokenizer)


def _check_model(folder: Path) -> None:
    path = folder / MODEL
    if not path.is_file():
        if any(found for pattern in _ORIGINAL for found in folder.glob(pattern)):
            kept = [name for name in KEPT if (folder / name).is_file()]
            raise BotError(unconverted(str(folder), kept))
        raise BotError(message("{file} is missing: this is no CTranslate2 model", file=str(path)))
    with path.open("rb") as file:
        if file.read(24).startswith(b"version https://git-lfs"):
            raise BotError(
                message("{file} is only a pointer to the model: {command}", file=str(path), command="`git lfs pull`")
            )


def unconverted(checkpoint: str, kept: Sequence[str]) -> str:
    """Return how a checkpoint that CTranslate2 cannot read becomes one that it can; `kept` are its tokenizer's files."""
    out = f"{Path(checkpoint).name}-ct2"
    command = f"ct2-transformers-converter --model {checkpoint} --output_dir {out} --quantization int8"
    return message(
        "{model} is not in CTranslate2's form; {command} makes one that is, in {folder}",
        model=checkpoint, command=f"`{command} --copy_files {' '.join(kept)}`", folder=out,
    )  # fmt: skip


def _need(path: Path) -> None:
    if not path.is_file():
        raise BotError(message("{file} is missing", file=str(path)))


class Marian:
    """OPUS and others of Marian: `>>fin<< ▁hello </s>`, with a label only where a model writes several languages."""

    def __init__(self, folder: Path) -> None:
        """Read nothing yet."""
        self.model = folder
        self._source, self._target = Pieces(folder / "source.spm"), Pieces(folder / "target.spm")

    def sides(self, name: str) -> Sides | None:
        """Return what tokenizer_config.json says, else the name; of a group of languages, those that have a label."""
        config = _read_json(self.model / "tokenizer_config.json")
        codes = [config.get(side) for side in ("source_lang", "target_lang")]
        told = (languages_in(str(codes[0])), languages_in(str(codes[1]))) if all(codes) else sides_in(name)
        if told is None or not self._labels or (len(told[1]) == 1 and told[1] <= self._labels.keys()):
            return told
        return told[0], frozenset(self._labels)

    def ask(self, sentence: str, source: str, target: str) -> tuple[list[str], list[str]]:
        """Return the label of the language that is wanted, the pieces and the end."""
        del source
        label = [_label(self.model, self._labels, target)] if self._labels else []
        return [*label, *self._source.split(sentence), *_end(self.model)], []

    def told(self, tokens: Sequence[str]) -> str:
        """Return the text of pieces."""
        return self._target.join(tokens)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return labels_in(_vocabulary(self.model, "source"), r">>(.+)<<")


class Multilingual:
    """NLLB and M2M-100: `eng_Latn ▁hello </s>`, answered by `fin_Latn ▁hei`."""

    def __init__(self, folder: Path, tokenizer: Path) -> None:
        """Read nothing yet."""
        self.model = folder
        self._pieces = Pieces(tokenizer)

    def sides(self, name: str) -> Sides | None:
        """Return every language that has a label; each is translated into each."""
        del name
        every = frozenset(self._labels)
        return (every, every) if every else None

    def ask(self, sentence: str, source: str, target: str) -> tuple[list[str], list[str]]:
        """Return pieces behind the label of their language, which stands at the end in what was trained before 2023."""
        label, wanted = (_label(self.model, self._labels, language) for language in (source, target))
        pieces, end = self._pieces.split(sentence), _end(self.model)
        return [*pieces, *end, label] if self._is_old else [label, *pieces, *end], [wanted]

    def told(self, tokens: Sequence[str]) -> str:
        """Return the text of pieces."""
        return self._pieces.join(tokens)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        tokens = _vocabulary(self.model, "target")
        return next((found for label in _LABELS if (found := labels_in(tokens, label))), {})

    @cached_property
    def _is_old(self) -> bool:
        return bool(_read_json(self.model / "tokenizer_config.json").get("legacy_behaviour"))


class Argos:
    """A package of Argos Translate, unpacked: `▁hello`, and nothing else but what its metadata.json asks for."""

    def __init__(self, folder: Path) -> None:
        """Read nothing yet."""
        self.model = folder / "model"
        self._pieces = Pieces(folder / "sentencepiece.model")

    def sides(self, name: str) -> Sides | None:
        """Return the two languages that metadata.json names."""
        del name
        codes = [self._data.get(side) for side in ("from_code", "to_code")]
        return (languages_in(str(codes[0])), languages_in(str(codes[1]))) if all(codes) else None

    def ask(self, sentence: str, source: str, target: str) -> tuple[list[str], list[str]]:
        """Return pieces; Chinese in the script that the package is for."""
        del source, target
        if self._data.get("from_code") == "zt":
            sentence = _traditional(sentence)
        prefix = str(self._data.get("target_prefix") or "")
        return self._pieces.split(sentence), [prefix] if prefix else []

    def told(self, tokens: Sequence[str]) -> str:
        """Return the text of pieces."""
        return self._pieces.join(tokens)

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        return _read_json(self.model.parent / "metadata.json")


def _traditional(text: str) -> str:
    # Imported here: hardly any model wants it.
    from opencc import OpenCC

    return str(OpenCC("s2t").convert(text))


def _label(folder: Path, labels: Mapping[str, str], language: str) -> str:
    if language not in labels:
        told = message(
            "{model} has no label for {language}", model=str(folder), language=message(language_name(language))
        )
        raise BotError(told)
    return labels[language]


def _end(folder: Path) -> list[str]:
    """Return the token that ends a source sentence, where the model does not add it itself."""
    return [] if _read_json(folder / "config.json").get("add_source_eos") else [_END]


def _vocabulary(folder: Path, side: str) -> Sequence[str]:
    """Return the tokens that a model reads (`source`) or writes (`target`)."""
    for name in (f"{side}_vocabulary", "shared_vocabulary"):
        if (folder / f"{name}.json").is_file():
            return [str(token) for token in _parsed(folder / f"{name}.json", list)]
        if (folder / f"{name}.txt").is_file():
            return _text(folder / f"{name}.txt").split("\n")
    raise BotError(message("{file} is missing", file=str(folder / "shared_vocabulary.json")))


def _read_json(path: Path) -> Mapping[str, Any]:
    """Return the object in a file; an empty one where there is no file."""
    found: dict[str, Any] = _parsed(path, dict) if path.is_file() else {}
    return found


def _parsed(path: Path, kind: type) -> Any:
    try:
        found = json.loads(_text(path))
    except ValueError:
        found = None
    if not isinstance(found, kind):
        raise BotError(message("{file} is damaged", file=str(path)))
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BotError(message("{file} is damaged", file=str(path))) from None
