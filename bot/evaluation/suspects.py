"""Names that are most likely damage: an intent or a slot misspelt, or a file with noise in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from bot.evaluation.textfile import fail

_NAME = re.compile(r"[\w][\w .:/+&'()?,@<>|=-]*")
_RARE = 0.02
"""A slip stands at most this often, as a share of what was meant."""
_OFTEN = 10
"""How often the name has to stand that another one is a slip of."""
_FEW_NAMES, _FEW_LINES = 0.5, 0.05
"""When more names than this stand once, on fewer lines than this, they are noise and no rare intents."""
_LONG_ENOUGH = 4


@dataclass(slots=True)
class Names:
    """How often each name of a kind stands in a data set, and where first."""

    kind: str
    """What they name: `intent` or `slot`."""
    counts: dict[str, int] = field(default_factory=dict)
    places: dict[str, tuple[Path, int]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    """How the data write a name, to the name."""

    def add(self, name: str, path: Path, line: int, label: str = "") -> None:
        """Count a name, which the data may write in another way; raises BotError for one that is no name."""
        if name not in self.counts:
            if name.startswith("@") or not _NAME.fullmatch(name):
                fail(path, line, f"'{name}' is no name of {self._a()}")
            self.counts[name] = 0
            self.places[name] = (path, line)
        self.counts[name] += 1
        self.labels[label or name] = name

    def merged(self, other: Names) -> Names:
        """Return the names of both, each with its first place."""
        counts = {name: self.counts.get(name, 0) + other.counts.get(name, 0) for name in (*self.counts, *other.counts)}
        return Names(self.kind, counts, {**other.places, **self.places}, {**self.labels, **other.labels})

    def check(self, *, allowed: bool) -> list[str]:
        """Return notes on names written in several ways, and on the first that looks like damage.

        Where that is not `allowed`, raise BotError for it.
        """
        notes = self._written_in_several_ways()
        found = self._suspect()
        if found is None:
            return notes
        name, problem = found
        path, line = self.places[name]
        if not allowed:
            fail(path, line, f"{problem} If not, say --allow-unknown")
        return [*notes, f"{path.name}:{line}: {problem}"]

    def _written_in_several_ways(self) -> list[str]:
        ways: dict[str, list[str]] = {}
        for label, name in self.labels.items():
            ways.setdefault(name, []).append(f"'{label}'")
        return [f"{' and '.join(labels)} are read as one {self.kind}" for labels in ways.values() if len(labels) > 1]

    def _suspect(self) -> tuple[str, str] | None:
        """Return a name that looks like damage, and what is wrong with it."""
        often = {name: count for name, count in self.counts.items() if count >= _OFTEN}
        for name, count in self.counts.items():
            rare = (other for other, times in often.items() if count <= max(1, _RARE * times) and is_slip(name, other))
            meant = next(rare, None)
            if meant:
                where = "only here" if count == 1 else f"{count} times, first here"
                return name, f"{self._a()} '{name}' stands {where}: is '{meant}' meant?"
        once = [name for name, count in self.counts.items() if count == 1]
        few = len(once) < _FEW_LINES * sum(self.counts.values())
        if len(once) > _FEW_NAMES * len(self.counts) and few:
            as_it = f"stands only here, as do {len(once)} of {len(self.counts)}"
            return once[0], f"{self._a()} '{once[0]}' {as_it}: is the file damaged?"
        return None

    def _a(self) -> str:
        return f"an {self.kind}" if self.kind[0] in "aeiou" else f"a {self.kind}"


def is_slip(name: str, other: str) -> bool:
    """Return whether a name is another one with a slip: cut off within a word, a letter wrong, or two swapped.

    A digit or a plural is no slip.
    """
    if name == other:
        return False
    if name.casefold() == other.casefold():
        return True
    cut = other[len(name) :] if other.startswith(name) else ""
    if len(cut) > 1 and name[-1].isalpha() and cut[0].islower():
        return True
    if min(len(name), len(other)) < _LONG_ENOUGH:
        return False
    start = 0
    while name[: start + 1] == other[: start + 1] and start < min(len(name), len(other)):
        start += 1
    end = 0
    while end < min(len(name), len(other)) - start and name[-1 - end] == other[-1 - end]:
        end += 1
    mine, theirs = name[start : len(name) - end], other[start : len(other) - end]
    if len(mine) <= 1 and len(theirs) <= 1:
        return (mine + theirs).isalpha() and {mine, theirs} != {"", "s"}
    return len(mine) == len(theirs) == 2 and mine == theirs[::-1]  # noqa: PLR2004 - a swap is of two letters
