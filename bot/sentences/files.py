"""Sentence files: Home Assistant's intents layout with hassil templates, one per plugin and language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import PluginError
from bot.words import joined

if TYPE_CHECKING:
    from hassil.expression import Expression

FREE = ("text", "name", "path")
"""What a list of examples may be free to be: any words, words that nobody has heard, any path."""
_MOST_OFTEN = 100


@dataclass(frozen=True, slots=True)
class Template:
    """One sentence template of an action."""

    action: str
    text: str
    expression: Expression
    fixed: Mapping[str, Any]
    """Arguments that its words carry as a whole."""
    alone: bool = False
    """Whether it is never joined to other clauses: a greeting beside a command is politeness, no call."""
    refers: bool = False
    """Whether its words stand for what a call before it gave: "say it"."""
    often: int = 1
    """So many times as often as another it is said: templates are drawn evenly, and people say some of them most."""


@dataclass(frozen=True, slots=True)
class SlotList:
    """Surfaces of a slot with their values; of a wildcard list, examples only."""

    values: Mapping[str, Any]
    wildcard: bool
    free: str = ""
    """Of what kind its values are examples, where anything else of it may stand: one of FREE."""


@dataclass(frozen=True, slots=True)
class SentenceFile:
    """What a sentence file holds, parsed."""

    path: Path
    language: str
    templates: tuple[Template, ...]
    lists: Mapping[str, SlotList]
    rules: Mapping[str, Expression]
    negatives: tuple[Expression, ...]
    followed_by: Mapping[str, Sequence[str]]
    """Action to those that people often ask for next: what is picked up is put somewhere."""


def sentence_path(folder: Path, module: str, language: str) -> Path | None:
    """Return the sentence file of a plugin: `sentences/<lang>.yaml`, or `<module>.<lang>.yaml` beside a single file."""
    for path in (folder / f"{module}.{language}.yaml", folder / "sentences" / f"{language}.yaml"):
        if path.is_file():
            return path
    return None


def read_sentence_file(path: Path) -> SentenceFile:
    """Parse a sentence file; raises PluginError naming the file and what is wrong in it."""
    # Imported here: only compiling and training parse YAML and templates, never a start or an answer.
    import yaml

    try:
        data = _mapping(load_yaml(path.read_text(encoding="utf-8")))
        return SentenceFile(
            path=path,
            language=str(data.get("language", path.stem.rpartition(".")[2])),
            templates=tuple(_templates(data.get("intents") or {})),
            lists={name: _slot_list(values) for name, values in (data.get("lists") or {}).items()},
            rules={name: parse(text) for name, text in (data.get("expansion_rules") or {}).items()},
            negatives=tuple(parse(text) for text in data.get("negatives") or ()),
            followed_by={action: _names(names) for action, names in (data.get("followed_by") or {}).items()},
        )
    except (OSError, UnicodeDecodeError, PluginError) as error:
        raise PluginError(f"{path}: {error}") from error
    except yaml.YAMLError as error:
        raise PluginError(f"{path}: no valid YAML: {' '.join(str(error).split())}") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise PluginError(f"{path}: not in the layout of Home Assistant's intents: {error}") from error


def load_yaml(text: str) -> Any:
    """Return what a YAML text holds; raises yaml.YAMLError."""
    import yaml

    # libyaml, where PyYAML was built with it, is ten times as fast.
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe


def _mapping(data: Any) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise PluginError("not a mapping with `language` and `intents`")
    return data


def parse(text: object) -> Expression:
    """Return hassil's expression tree of a template; raises PluginError."""
    from hassil.parse_expression import parse_sentence
    from hassil.parser import ParseError

    try:
        return parse_sentence(str(text)).expression
    except (ParseError, AssertionError) as error:  # hassil asserts on some bad brackets
        raise PluginError(f"cannot read the template '{text}': {error or 'unbalanced brackets'}") from error


def _templates(intents: Mapping[str, Any]) -> Iterator[Template]:
    for action, intent in intents.items():
        for block in intent["data"]:
            for text in block["sentences"]:
                marks = block.get("metadata") or {}
                yield Template(
                    action, text, parse(text), block.get("slots") or {}, alone=bool(marks.get("alone")),
                    refers=bool(marks.get("refers")), often=_often(marks.get("often", 1)),
                )  # fmt: skip


def _often(data: Any) -> int:
    if type(data) is not int or not 0 < data <= _MOST_OFTEN:
        raise PluginError(f"often: '{data}' is no whole number from 1 to {_MOST_OFTEN}")
    return data


def _names(data: Any) -> tuple[str, ...]:
    if not isinstance(data, list):
        raise TypeError(f"'{data}' is no list of actions")
    return tuple(map(str, data))


def _slot_list(data: Any) -> SlotList:
    if isinstance(data, list):
        data = {"values": data}
    values: dict[str, Any] = {}
    for item in data.get("values", ()):
        surface, value = (item["in"], item["out"]) if isinstance(item, dict) else (item, None)
        for spelled in spelled_out(parse(surface)):
            text = joined(spelled.split())
            values[text] = text if value is None else value
    free = str(data.get("free", ""))
    if free and free not in FREE:
        raise PluginError(f"free: '{free}' is none of {', '.join(FREE)}")
    return SlotList(values, bool(data.get("wildcard", False)), free)


def spelled_out(expression: Expression, most: int = 64) -> list[str]:
    """Return the texts that an expression without slots stands for, at most `most` of them."""
    from hassil.expression import Alternative, Group, TextChunk

    if isinstance(expression, TextChunk):
        return [expression.original_text]
    if isinstance(expression, Alternative):
        found = [text for item in expression.items for text in spelled_out(item, most)]
    elif isinstance(expression, Group):
        found = [""]
        for item in expression.items:
            found = [head + tail for head in found for tail in spelled_out(item, most)][:most]
    else:
        raise PluginError(f"a list may not refer to a list or rule: {expression}")
    return list(dict.fromkeys(found))[:most]
