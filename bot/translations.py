"""Translations: the catalogues of messages that the core and plugins bring, each read when it is first needed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.languages import names_in
from bot.messages import translated

_CORE = Path(__file__).parent / "language"


class Translations:
    """Says messages in other languages than English, by `messages/<lang>.json` of plugins and the core's own file."""

    def __init__(self, places: Iterable[tuple[Path, str]] = ()) -> None:
        """Take the plugins' folders, each with the name that files beside a single file begin with; none is read yet."""
        self._places = tuple(dict.fromkeys(places))
        self._tables: dict[str, Mapping[str, str]] = {"en": {}}
        self.problems: list[str] = []
        """One line for each catalogue that could not be read."""

    def translated(self, text: str, language: str) -> str:
        """Return the words of a text in a language; in English where nothing is known in it."""
        return translated(text, self.table(language))

    def table(self, language: str) -> Mapping[str, str]:
        """Return all templates that are known in a language; of two plugins' words for one template the first counts."""
        if language not in self._tables:
            table = names_in(language)
            for path in self._paths(language) if language.isalpha() else ():  # it may be anything that was typed
                table = {**self._read(path), **table}
            self._tables[language] = table
        return self._tables[language]

    def _paths(self, language: str) -> Iterable[Path]:
        yield _CORE / f"messages.{language}.json"
        for folder, stem in self._places:
            yield folder / "messages" / f"{language}.json"
            yield folder / f"{stem}.{language}.json"

    def _read(self, path: Path) -> dict[str, str]:
        try:
            table = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            self.problems.append(f"{path}: {error}")
            return {}
        if isinstance(table, dict) and all(isinstance(words, str) for words in table.values()):
            return table
        self.problems.append(f"{path}: not an object of texts")
        return {}
