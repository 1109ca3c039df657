"""Policy: which calls run at once, which are asked about first, which are refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from bot.actions import Action, Touch


class Verdict(IntEnum):
    """From lenient to strict; the strictest of several counts."""

    ALLOW = 0
    ASK = 1
    DENY = 2


def as_opinion(answer: object) -> Verdict | None:
    """Return what a plugin answers to `bot_before_call`; raises TypeError for what is neither a verdict nor None."""
    if answer is None or isinstance(answer, Verdict):
        return answer
    raise TypeError(f"a {type(answer).__name__} is no Verdict")


SAFE = {Touch.MOTION: Verdict.ALLOW, Touch.FILES: Verdict.ASK, Touch.NETWORK: Verdict.ASK, Touch.SPEECH: Verdict.ASK}
"""Motion in the simulator runs; what leaves the program asks first."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Verdicts per thing touched, and per action or plugin, which count before those."""

    touches: Mapping[Touch, Verdict] = field(default_factory=lambda: dict(SAFE))
    names: Mapping[str, Verdict] = field(default_factory=dict)
    """Action name or plugin name to verdict."""

    def verdict(self, action: Action, opinions: Iterable[Verdict | None] = ()) -> Verdict:
        """Return the verdict on a call of an action; plugins' opinions can only make it stricter."""
        for name in (action.name, action.plugin):
            if name in self.names:
                own = self.names[name]
                break
        else:
            own = max((self.touches.get(touch, Verdict.ASK) for touch in action.touches), default=Verdict.ALLOW)
        return max([own, *(opinion for opinion in opinions if opinion is not None)])
