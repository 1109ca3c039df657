"""Free text: what people say where a slot takes any words, which no list of examples comes near."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from bot.words import has_han, joined, random_character, spoken_words

_EXAMPLE = {"text": 0.3, "name": 0.5, "path": 0.4}
"""How often it is one of the examples."""
_QUOTED, _COLON = 0.18, 0.2
"""How often it stands in quotation marks, and behind a colon where nothing follows it."""
_ENDED, _NUMBERED, _CAPITAL = 0.25, 0.06, 0.12
"""How often a mark ends it within quotation marks, a number stands beside it, and its words begin with capitals."""
_QUOTES = {
    "en": (('"', '"'), ('"', '"'), ("'", "'"), ("“", "”"), ("‘", "’"), ("«", "»")),
    "zh": (("“", "”"), ("“", "”"), ('"', '"'), ("「", "」"), ("「", "」"), ("『", "』"), ("'", "'")),
}
_ENDS = {"en": ".!?", "zh": "。！？"}
_WHOLE, _BARE = (25, 25, 10, 10, 20, 10), (25, 3, 17, 20, 25, 10)
"""How often a text is a sentence, a command, any words, an example with other words, a compound, a name; commands hardly ever
without marks around them, where what follows "and" is one of its own."""
_KNOWN, _AS_IT_IS = 0.8, 0.7
"""How often it is made of one of the texts that are given, where there are any, and how often that is taken as it is."""
_COMMA, _FORBIDDEN, _CODE = 0.5, 0.2, 0.2
"""How often a text within quotation marks holds a comma, a command is forbidden, and a name is a code."""
_BINDING = {
    "en": "of for with in on at near about from to by like without under between against the my".split(),
    "zh": "的 的 的 的 和 与 在 怎么 为什么 有哪些 有多少 是不是 什么时候 跟 对 常 最 几 哪家 如何 被 不".split(),
}
_APART = 0.2
"""How often two Chinese words have a space between them, as people type what they search for."""
_COLONS = {"en": (": ", ": ", ": ", " - ", " – "), "zh": (":", ":", ":", "——", " ", "，")}
COLON_MARKS = ":：—，, -–"
"""What may begin such a mark: nothing else stands between it and the words before."""
_COMMAS = {"en": ", ", "zh": "，"}
_FORBIDDING = {"en": ("don't", "do not", "never", "please don't"), "zh": ("别", "不要", "请勿", "先别")}
_SHORT_FORMS = ("Dr.", "Mr.", "Mrs.", "St.", "No.", "Prof.", "vs.")
_SHORTENED, _FILE = 0.1, 0.1
"""How often a name begins with a short form, whose point ends nothing, and is that of a file."""
_EDGES = " ,.!?;:，。！？；：、\"'"
_ONSETS = "b c d f g h j k l m n p r s t v w z br ch cl dr fl gr kr pr sh st th tr".split()
_VOWELS = "a e i o u a e i o ai ea ou".split()
_CODAS = ["", "", "", *"n r l s t m ck nd rt x".split()]
_SUFFIX = re.compile(r"(?<=\w)\.\w{2,5}$")
_SMALL = re.compile(
    r"[\s的了是在我你您他她它们們吗嗎呢吧啊把给給和与也都就很太不没沒这這那哪说說得着，。！？、：；“”…]+"
)
"""What Chinese sentences are held together with, in both scripts; their other words stand between."""
_LONGEST = 5
_MOST_WORDS = {"en": 4, "zh": 2}
_SENTENCES = 10_000
"""Words are those of so many sentences."""

Say = Callable[[], str]


class FreeText:
    """Makes what is said of any words in a language."""

    def __init__(
        self, language: str, random: Random, *, sentence: Say, command: Say, path: Say, texts: Sequence[str] = ()
    ) -> None:
        """Take what gives a sentence that no action fits, one that is a command, and a path; and texts that people say."""
        self._language, self._random, self._texts = language, random, texts
        self._sentence, self._command, self._path = sentence, command, path
        self._words: list[str] = []

    def said(self, kind: str, examples: Sequence[str], *, last: bool) -> tuple[str, str, str]:
        """Return what stands right before a text of a kind, one of files.FREE, the text, and what stands right behind it.

        That is nothing, quotation marks, or a colon where nothing follows: `last`.
        """
        random = self._random
        colon, quoted = last and random.random() < _COLON, random.random() < _QUOTED
        text = self._text(kind, examples, whole=colon or quoted)
        if kind == "text" and (colon or quoted) and random.random() < _COMMA:
            text = f"{text}{_COMMAS[self._language]}{self._text(kind, examples, whole=True)}"
        before = random.choice(_COLONS[self._language]) if colon else ""
        spaced_path = kind == "path" and " " in text
        if any(mark in text for pairs in _QUOTES.values() for pair in pairs for mark in pair):
            return before, text, ""
        if not quoted and not spaced_path:
            return before, text, ""
        opening, closing = random.choice(_QUOTES[self._language])
        end = random.choice(_ENDS[self._language]) if kind == "text" and random.random() < _ENDED else ""
        return before + opening, text, end + closing

    def _text(self, kind: str, examples: Sequence[str], *, whole: bool) -> str:
        """Return one of some examples or something else of the same kind; `whole`: marks say where it begins and ends."""
        random = self._random
        example = random.choice(examples)
        if random.random() < _EXAMPLE[kind]:
            return example
        if kind == "path":
            return _SUFFIX.sub("", self._path()) + "".join(_SUFFIX.findall(example))
        if kind == "name":
            return self._name()
        if self._texts and random.random() < _KNOWN:
            example = random.choice(self._texts)
            if random.random() < _AS_IT_IS:
                return example
        made: dict[str, Say] = {
            "sentence": self._sentence, "order": self._order, "few": self._few, "like": lambda: self._like(example),
            "compound": lambda: self._compound(example, random.choice(examples)), "name": self._name,
        }  # fmt: skip
        said = made[random.choices([*made], _WHOLE if whole else _BARE)[0]]()
        if random.random() < _NUMBERED:
            said = joined(random.sample([said, str(random.randint(2, 2100))], 2))
        if random.random() < _CAPITAL and not has_han(said):
            said = " ".join(word[:1].upper() + word[1:] for word in said.split())
        return said.strip(_EDGES) or example

    def _order(self) -> str:
        """Return a command, or what says not to do it."""
        order = self._command()
        if self._random.random() < _FORBIDDEN:
            return joined([self._random.choice(_FORBIDDING[self._language]), order])
        return order

    def _compound(self, example: str, other: str) -> str:
        """Return two stretches with a word between them that binds: "minutes of the meeting"; in Chinese at times a space."""
        random = self._random
        before = random.choice((example, example, self._name(), self._few()))
        behind = random.choice((other, self._few()))
        if self._language == "zh" and random.random() < _APART:
            return f"{before} {behind}"
        return joined([before, random.choice(_BINDING[self._language]), behind])

    def _few(self) -> str:
        """Return some words, whatever they are."""
        return joined(self._random.choices(self._known(), k=self._random.randint(1, _MOST_WORDS[self._language])))

    def _like(self, example: str) -> str:
        """Return an example one of whose words is another, or with words behind it."""
        words = spoken_words(example)
        if self._random.random() < 0.3:  # noqa: PLR2004
            return joined([example, *self._random.choices(self._known(), k=2)])
        words[self._random.randrange(len(words))] = self._random.choice(self._known())
        return joined(words)

    def _name(self) -> str:
        """Return a few words that nobody has heard, or a code; in Chinese some characters that never stand together."""
        if self._random.random() < _CODE:
            letters = "".join(self._random.choices("abcdefghkmnprstvwxz", k=self._random.randint(1, 4)))
            code = f"{letters}{self._random.choice('-- .')}{self._random.randint(1, 999)}"
            return code.upper() if self._random.random() < 0.5 else code  # noqa: PLR2004
        if self._random.random() < _FILE:
            return f"{invented_name(self._random)}{self._random.choice('_-_')}{self._path().split('/')[-1]}"
        if self._language == "zh" and self._random.random() < 0.8:  # noqa: PLR2004
            if self._random.random() < 0.5:  # noqa: PLR2004
                return joined(self._random.choices(self._known(), k=self._random.randint(2, 4)))
            return "".join(random_character(self._random) for _ in range(self._random.choice((1, 2, 2, 3, 4))))
        said = " ".join(invented_name(self._random) for _ in range(self._random.choice((1, 1, 2, 3))))
        return f"{self._random.choice(_SHORT_FORMS)} {said}" if self._random.random() < _SHORTENED else said

    def _known(self) -> list[str]:
        """Return the words of many sentences."""
        if not self._words:
            said = (self._sentence() for _ in range(_SENTENCES))
            cut = _between_small_words if self._language == "zh" else spoken_words
            self._words = [word.strip(_EDGES) for text in said for word in cut(text)]
            self._words = [word for word in self._words if word]
        return self._words


def _between_small_words(text: str) -> list[str]:
    """Return what stands between the small words of a Chinese sentence where it is short: mostly a word or two."""
    return [stretch for stretch in _SMALL.split(text) if len(stretch) <= _LONGEST]


def invented_name(random: Random) -> str:
    """Return a word that nobody has heard: `brounat`."""
    syllables = random.choice((2, 2, 3, 3, 4))
    return "".join(random.choice(_ONSETS) + random.choice(_VOWELS) + random.choice(_CODAS) for _ in range(syllables))
