"""Work in a thread of its own, and the pace at which it is shown."""

from __future__ import annotations

import threading

import pytest

from bot.errors import ActionCancelled
from bot.terminal.conversation import Answer
from bot.terminal.job import Job
from bot.terminal.pace import Pace


def test_work_is_done_and_answered() -> None:
    """In another thread."""
    answer = Job().run(lambda: Answer(threading.current_thread().name))
    assert answer.text not in ("", threading.current_thread().name)


def test_only_the_work_that_was_asked_to_stop_stops() -> None:
    """A later piece of work begins unasked, and work given up is still asked, and ended when it says something."""
    job = Job()
    seen: list[object] = []
    go_on, over = threading.Event(), threading.Event()

    def stubborn() -> Answer:
        go_on.wait(10)
        seen.append(job.is_cancelled())
        with pytest.raises(ActionCancelled):
            job.check()
        return Answer("late")

    job.start(stubborn, lambda _: over.set())
    job.cancelled.set()
    job.give_up()
    assert job.run(lambda: Answer(str(job.is_cancelled()))) == Answer("False")
    go_on.set()
    assert over.wait(10)
    assert seen == [True]


def test_the_pace_quickens_but_can_always_be_watched() -> None:
    """Twenty steps take about two seconds, a hundred not ten."""
    pace = Pace()
    rests = [pace.rest() for _ in range(100)]
    assert rests == sorted(rests, reverse=True)
    assert 1.5 < sum(rests[:20]) < 3
    assert 3 < sum(rests) < 7
