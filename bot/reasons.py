"""Why a sentence was rejected, where its words come close to an action: "pick up the sofa"."""

from __future__ import annotations

from bot.backend import Context
from bot.interpretation import Interpretation
from bot.messages import as_sentence, words_of
from bot.plugins import Plugins
from bot.reading import NONE
from bot.slots.base import NothingToReferTo, SlotContext, Unreadable
from bot.slots.choices import ChoiceSlot


class Reasons:
    """Finds the template that a rejected clause begins like, and what its slot says to the rest of the words."""

    def __init__(self, plugins: Plugins) -> None:
        """Take what is installed; the templates are looked at when the first sentence is rejected."""
        self._plugins = plugins
        self._known: dict[str, dict[str, tuple[str, str]]] = {}
        """The beginnings of each language."""

    def _beginnings(self, language: str) -> dict[str, tuple[str, str]]:
        """Return the words before the only slot of a template that ends with it, to its action and the slot's name.

        Only slots that the action needs: what it can do without is no reason.
        """
        if language not in self._known:
            files = [each.sentences[language] for each in self._plugins.loaded if language in each.sentences]
            found: dict[str, tuple[str, str]] = {}
            for pattern in (pattern for sentences in files for pattern in sentences.patterns):
                before, _, slot = pattern.text.partition("{")
                only = before and slot.endswith("}") and "{" not in slot
                if only and self._needs(pattern.action, slot[:-1]):
                    found.setdefault(before.strip().casefold(), (pattern.action, slot[:-1]))
            self._known[language] = found
        return self._known[language]

    def _needs(self, action: str, name: str) -> bool:
        parameter = self._plugins.catalog.actions[action].parameter(name)
        return parameter is not None and parameter.required

    def why(self, text: str, rejected: Interpretation, context: Context) -> str:
        """Return what is wrong with the first clause that no action fits, or nothing."""
        reading = rejected.evidence.reading
        for clause in reading.clauses if reading else ():
            if clause.action == NONE:
                return self._why(text[clause.start : clause.end].strip(" .,;!?"), context)
        return ""

    def _why(self, words: str, context: Context) -> str:
        parts, beginnings = words.split(), self._beginnings(context.language)
        for count in range(len(parts) - 1, 0, -1):  # the longest beginning knows best
            action, name = beginnings.get(" ".join(parts[:count]).casefold(), ("", ""))
            slot = context.catalog.slot(action, name)
            if slot is None or isinstance(slot, ChoiceSlot):  # "not one of left, right" is seldom the reason
                continue
            try:
                slot.read(" ".join(parts[count:]), SlotContext(context.language, context.focus.get(slot.name)))
            except NothingToReferTo:
                return ""
            except Unreadable as error:
                return as_sentence(words_of(error))
        return ""
