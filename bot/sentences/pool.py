"""The pool of clauses that a corpus draws from, balanced over the actions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING

from bot.sentences.files import SentenceFile, Template
from bot.sentences.freetext import FreeText
from bot.sentences.furniture import Furniture
from bot.sentences.sampler import Sample, Sampler, action_of, label_of
from bot.slots.base import SlotType
from bot.slots.text import PathSlot, TextSlot

if TYPE_CHECKING:
    from hassil.expression import Expression

_ALIKE = 40
"""How many samples of each label are kept to look up another of the same label or slot."""
_BREADTH = 0.15
"""The power of its wordings by which a negative is drawn: sixty verbs with any thing say more than one saying does, though
not as many times more."""
_FOLLOWED = 0.25
"""How often a clause asks for what mostly follows the one before."""
_TRIES = 20
"""So many clauses are drawn for one that begins with a verb."""
_REFERRING = 0.7
"""How often that takes what the one before gave, where it can: "translate ... and say it"."""
_TEXTS = 0.7
"""How often a sentence that is said freely is one of the texts that are given."""
_ANY_WORDS = 3
"""So many times as often an action that takes any words is drawn: where those end is harder to learn than what a list holds."""
_AGAIN = 0.2
"""How often a clause without slots may stand beside another of its kind: what sounds like two is mostly one, "bye bye"."""


_Templates = Mapping[str, Sequence[tuple[Sampler, Template]]]
"""Those of each action, with what samples them."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """The templates of some actions, and how often each action is drawn."""

    templates: _Templates
    actions: Sequence[str]
    weights: Sequence[float]

    def __bool__(self) -> bool:
        return bool(self.actions)


class Pool:
    """Draws clauses of some action, clauses like another one, and sentences that no action fits."""

    def __init__(
        self,
        files: Sequence[SentenceFile],
        slot_types: Mapping[str, Mapping[str, SlotType]],
        furniture: Furniture,
        random: Random,
        required: Mapping[str, frozenset[str]] | None = None,
        texts: Sequence[str] = (),
    ) -> None:
        """Take the sentence files of the plugins, the slot types that write surfaces, and the slots that actions need.

        `texts` are sentences that may be said where any words may be.
        """
        self._slot_types = slot_types
        self._required = required or {}
        self._random = random
        self._furniture = furniture
        self._templates: dict[str, list[tuple[Sampler, Template]]] = defaultdict(list)
        self._negatives: list[tuple[Sampler, Expression]] = []
        self._negative_weights: list[float] = []
        self._followers: dict[str, set[str]] = defaultdict(set)
        free = FreeText(
            furniture.language, random, sentence=lambda: self._sentence(texts), command=self._command,
            path=lambda: PathSlot().write(random, furniture.language), texts=furniture.texts,
        )  # fmt: skip
        for file in files:
            for action, followers in file.followed_by.items():
                self._followers[action].update(followers)
            sampler = Sampler(file, slot_types, free)
            self._negatives += [(sampler, expression) for expression in file.negatives]
            self._negative_weights += [sampler.wordings(expression) ** _BREADTH for expression in file.negatives]
            for template in file.templates:
                self._templates[template.action] += [(sampler, template)] * template.often
        self._choices: dict[tuple[str, bool], _Choice] = {}
        self._alike: dict[str, list[Sample]] = defaultdict(list)
        self._topic: str | None = None
        """The plugin that clauses are drawn from; empty until the first one is, None for any."""

    def new_topic(self, *, stay: bool) -> None:
        """Begin an utterance; `stay`: all its clauses are of one plugin, as they mostly are."""
        self._topic = "" if stay else None

    @property
    def labels(self) -> list[str]:
        """The labels of all clauses that can be drawn."""
        return sorted({label_of(action, t.fixed) for action, found in self._templates.items() for _, t in found})

    def needs(self, sample: Sample, slot: str) -> bool:
        """Return whether the action of a sentence cannot do without a slot."""
        return slot in self._required.get(action_of(sample.label)[0], ())

    def takes_slots(self, sample: Sample) -> bool:
        """Return whether the action of a sentence has slots, filled in it or not."""
        return bool(self._slot_types.get(action_of(sample.label)[0]))

    def clause(self, *, joined: bool = True, after: Sample | None = None) -> Sample:
        """Return a sentence of some action.

        `joined`: one that may stand beside others, where there are any; `after`: the one that is done before it.
        """
        while True:
            sample = self._drawn(joined, after)
            twice = after is not None and after.label == sample.label and not (after.slots or sample.slots)
            if not twice or self._random.random() < _AGAIN:
                break
        kept = self._alike[sample.label]
        if len(kept) < _ALIKE:
            kept.append(sample)
        else:
            kept[self._random.randrange(_ALIKE)] = sample
        return sample

    def _drawn(self, joined: bool, after: Sample | None) -> Sample:  # noqa: FBT001 - handed on from `clause`
        topic = self._topic or ""
        choice = next(filter(None, (self._choice(*which) for which in ((topic, joined), ("", joined), ("", False)))))
        every = self._choice("", joined)
        followers = [] if after is None else self._followed(after, every)
        if followers and self._random.random() < _FOLLOWED:
            action = self._random.choice(followers)
            referring = [each for each in every.templates[action] if each[1].refers]
            templates = referring if referring and self._random.random() < _REFERRING else every.templates[action]
        else:
            action = self._random.choices(choice.actions, choice.weights)[0]
            templates = choice.templates[action]
        sampler, template = self._random.choice(templates)
        if self._topic == "":
            self._topic = action.partition(".")[0]
        return sampler.sample(template, self._random)

    def handing_on(self, after: Sample | None) -> Sample | None:
        """Return a sentence that takes what the one before gave, or one that gives something; None where there is none."""
        giving, taking = self._handed_on
        if after is None:
            drawn_from, actions = giving, [*giving]
        else:
            drawn_from, actions = taking, self._takers(action_of(after.label)[0], taking)
        if not actions:
            return None
        sampler, template = self._random.choice(drawn_from[self._random.choice(actions)])
        return sampler.sample(template, self._random)

    @cached_property
    def _handed_on(self) -> tuple[_Templates, _Templates]:
        """The templates of actions that give what others may take, and those that take it."""
        every = self._choice("", joined=True).templates
        taking = {action: [each for each in found if each[1].refers] for action, found in every.items()}
        giving = {action: [each for each in found if not each[1].refers] for action, found in every.items()}
        return {action: found for action, found in giving.items() if found and self._takers(action, taking)}, taking

    def _takers(self, action: str, taking: _Templates) -> list[str]:
        return [other for other in sorted(self._followers.get(action, ())) if taking.get(other)]

    def _followed(self, sample: Sample, choice: _Choice) -> list[str]:
        """Return the actions among those of a choice that mostly follow the one of a sentence."""
        return sorted(self._followers.get(action_of(sample.label)[0], set()) & choice.templates.keys())

    def _choice(self, plugin: str, joined: bool) -> _Choice:  # noqa: FBT001 - the key of what is kept
        """Return what there is to choose from: of one plugin or, without one, of all; empty where there is nothing."""
        if (plugin, joined) not in self._choices:
            found = {
                action: [each for each in self._templates[action] if not (joined and each[1].alone)]
                for action in sorted(self._templates)
                if plugin in ("", action.partition(".")[0])
            }
            found = {action: templates for action, templates in found.items() if templates}
            # The square root keeps small actions in sight without drowning the broad ones.
            weights = [
                max(2.0, len(self._templates[action]) ** 0.5) * len(templates) / len(self._templates[action])
                * (_ANY_WORDS if self._takes_any_words(action) else 1)
                for action, templates in found.items()
            ]  # fmt: skip
            self._choices[plugin, joined] = _Choice(found, [*found], weights)
        return self._choices[plugin, joined]

    def _takes_any_words(self, action: str) -> bool:
        return any(isinstance(slot_type, TextSlot) for slot_type in self._slot_types.get(action, {}).values())

    def _sentence(self, texts: Sequence[str]) -> str:
        """Return a sentence that no action fits, or one of some texts."""
        if texts and self._random.random() < _TEXTS:
            return self._random.choice(texts)
        return self._furniture.text("negatives", self._random)

    def _command(self) -> str:
        """Return the words of a clause that begins with a verb, as most commands do."""
        for _ in range(_TRIES):
            sampler, template = self._random.choice(self._templates[self._random.choice([*self._templates])])
            text = sampler.sample(template, self._random).text
            if self._furniture.begins_with_verb(text):
                break
        return text

    def like(self, sample: Sample) -> Sample:
        """Return another sentence of the same label, or the same one where there is no other yet."""
        return self._random.choice(self._alike[sample.label] or [sample])

    def negative(self) -> Sample:
        """Return a sentence that no action fits; four in ten are near misses of the plugins, where they have any."""
        if self._negatives and self._random.random() < 0.4:  # noqa: PLR2004 - near misses are fewer, and harder
            sampler, expression = self._random.choices(self._negatives, self._negative_weights)[0]
            return sampler.negative(expression, self._random)
        return Sample(self._furniture.text("negatives", self._random), "@none")
