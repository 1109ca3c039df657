"""What an action may ask of the program that runs it."""

import pytest

from bot import ActionCancelled, CallContext, Page
from bot.session import Session


def test_a_session_keeps_one_instance_for_each_factory() -> None:
    """Made on first use; forgotten when the session is reset."""
    session = Session()
    first, second = (CallContext((), 0, "en", store=session.store) for _ in range(2))
    kept = first.keep(dict)
    kept["timer"] = 1
    assert second.keep(dict) is kept
    assert first.keep(list) == []
    session.reset()
    assert first.keep(dict) == {}


def test_checking_raises_once_the_user_has_stopped_it() -> None:
    """Before that it costs nothing."""
    stopped: list[bool] = []
    context = CallContext((), 0, "en", is_cancelled=lambda: bool(stopped))
    context.check()
    stopped.append(True)
    with pytest.raises(ActionCancelled):
        context.check()


def test_a_page_is_made_only_where_it_can_be_shown() -> None:
    """A script has no pager, and need not wait for what it does not see."""
    shown: list[Page] = []
    CallContext((), 0, "en").page(lambda: pytest.fail("nobody sees it"))
    CallContext((), 0, "en", on_page=shown.append).page(lambda: Page("once upon a time"))
    assert shown == [Page("once upon a time")]
