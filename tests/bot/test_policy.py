"""Which calls run, ask, or are refused."""

import pytest

from bot import Touch, action
from bot.actions import Action
from bot.policy import Policy, Verdict, as_opinion


@action("post.send", touches=(Touch.NETWORK, Touch.FILES))
def send() -> str:
    """Send the post."""
    return "sent"


@action("robot.hop", touches=(Touch.MOTION,))
def hop() -> str:
    """Hop."""
    return "hop"


@action("chat.hum")
def hum() -> str:
    """Hum."""
    return "hm"


@pytest.mark.parametrize(("action", "verdict"), [(send, Verdict.ASK), (hop, Verdict.ALLOW), (hum, Verdict.ALLOW)])
def test_what_leaves_the_program_asks_first(action: Action, verdict: Verdict) -> None:
    """By default the network and files ask, the simulated robot and talk do not."""
    assert Policy().verdict(action) is verdict


def test_the_strictest_of_what_is_touched_counts() -> None:
    """One thing denied denies the call."""
    policy = Policy({Touch.NETWORK: Verdict.ALLOW, Touch.FILES: Verdict.DENY})
    assert policy.verdict(send) is Verdict.DENY


def test_a_name_counts_before_what_is_touched_and_an_action_before_its_plugin() -> None:
    """The nearest word of the user decides."""
    policy = Policy(names={"post": Verdict.DENY, "post.send": Verdict.ALLOW})
    assert policy.verdict(send) is Verdict.ALLOW
    assert Policy(names={"post": Verdict.DENY}).verdict(send) is Verdict.DENY


def test_a_plugin_can_only_make_it_stricter() -> None:
    """An opinion to allow does not lift what the user asked for."""
    assert Policy(names={"chat": Verdict.DENY}).verdict(hum, [Verdict.ALLOW, None]) is Verdict.DENY
    assert Policy().verdict(hum, [None, Verdict.ASK, Verdict.ALLOW]) is Verdict.ASK


def test_an_opinion_is_a_verdict_or_none() -> None:
    """A number or a word that means one is none."""
    assert [as_opinion(answer) for answer in (None, Verdict.DENY)] == [None, Verdict.DENY]
    for answer in ("deny", True, 2):
        with pytest.raises(TypeError, match="is no Verdict"):
            as_opinion(answer)
