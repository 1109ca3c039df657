"""Translating a text: its language, the way to the other one, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot import ActionFailed, language_name, message
from bot_translate.detecting import detect
from bot_translate.engines import PIVOT, Engine, Route, find_route, follow
from bot_translate.texts import as_asked, joined_parts, parts

DOUBTFUL = 0.6
"""A translation whose least certain sentence is less certain than this says so; see docs/translate.md."""


@dataclass(frozen=True, slots=True)
class Translated:
    """A text in another language."""

    text: str
    source: str
    """The language that it was in."""
    certainty: float
    """That of its least certain sentence, 0 to 1."""

    @property
    def is_doubtful(self) -> bool:
        """Whether the user should be told that it may be wrong."""
        return self.certainty < DOUBTFUL


class Translator:
    """Translates with the engines that there are: what the user has chosen or installed, then the one that ships."""

    def __init__(self, engines: Sequence[Engine] | None = None) -> None:
        """Take engines, in the order of preference; those of this machine where none are given."""
        # Imported here: tests bring engines of their own.
        from bot_translate.installed import installed_engines

        self.engines = tuple(installed_engines() if engines is None else engines)

    def translate(
        self, text: str, to: str, source: str = "", *, home: str = PIVOT, check: Callable[[], None] = lambda: None
    ) -> Translated:
        """Return a text in another language; raises ActionFailed where there is no way to it.

        `source`: the language that the text is in, where it is known; `home`: that of the conversation.
        """
        source = source or detect(text, self._sources(to), home)
        if source == to:
            raise ActionFailed(message("that is in {language} already", language=message(language_name(to))))
        route = self.route(source, to)
        cut = parts(text, source)
        found = follow(route, [sentence for sentence, _ in cut], check)
        told = [as_asked(each.text, sentence) for each, (sentence, _) in zip(found, cut, strict=True)]
        certainty = min((each.certainty for each in found), default=1.0)
        return Translated(joined_parts(told, [lines for _, lines in cut], to), source, certainty)

    def route(self, source: str, to: str) -> Route:
        """Return the way from one language into another; raises ActionFailed where there is none."""
        # Imported here: tests bring engines of their own.
        from bot_translate.installed import broken_model

        found = find_route(self.engines, source, to)
        if found is None:
            raise ActionFailed(
                message(
                    "no installed model translates from {source} into {target}: {reason}",
                    source=message(language_name(source)), target=message(language_name(to)),
                    reason=broken_model(source, to) or message("{command} adds one", command="`bot translate install`"),
                )
            )  # fmt: skip
        return found

    def _sources(self, to: str) -> frozenset[str]:
        """Return the languages that a text may be in: those from which there is a way, and the one it is to be in."""
        every = frozenset(source for engine in self.engines for source in engine.sources())
        return frozenset(source for source in every if find_route(self.engines, source, to)) | {to, PIVOT}
