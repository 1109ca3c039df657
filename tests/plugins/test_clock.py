"""The time, places, durations and timers."""

from __future__ import annotations

import datetime
import threading
import zoneinfo
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plugins import Plugins
from bot.program import Call, Program, Repeat
from bot.runner import Listener, Run
from bot.slots.base import SlotContext
from bot.slots.quantities import DURATION
from bot_clock.timers import Timers
from bot_clock.wording import duration_words
from bot_clock.zones import find_zone

Told = Callable[..., Run]


@pytest.fixture
def run(plugins: Plugins) -> Told:
    """Return a function that runs calls and gives the run."""

    def go(*program: Call | Repeat, store: dict[object, object] | None = None, listener: Listener | None = None) -> Run:
        steps: Program = program
        made = Run(steps, plugins.catalog, listener or Listener(), {} if store is None else store, "en", None)
        made.go()
        return made

    return go


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("tokyo", "Asia/Tokyo"),
        ("New York", "America/New_York"), ("the UK", "Europe/London"), ("São Paulo", "America/Sao_Paulo"),
        ("zurich", "Europe/Zurich"),
        ("Zürich", "Europe/Zurich"), ("Paris, France", "Europe/Paris"), ("sydny", "Australia/Sydney"),
        ("utc", "UTC"),
        ("san francisco", "America/Los_Angeles"), ("India", "Asia/Kolkata"), ("St. Petersburg", "Europe/Moscow"),
    ],
)  # fmt: skip
def test_places_have_a_zone(place: str, zone: str) -> None:
    """Cities, countries, accents, articles and typos."""
    assert find_zone(place) == zone


@pytest.mark.parametrize("place", ["", "narnia", "the kitchen", "x", "my place"])
def test_a_place_that_is_not_known_has_none(place: str) -> None:
    """Better none than a wrong one."""
    assert find_zone(place) is None


@given(st.text(max_size=30))
def test_any_place_gives_a_real_zone_or_none(place: str) -> None:
    """No text breaks it, and every zone can be used."""
    zone = find_zone(place)
    assert zone is None or zoneinfo.ZoneInfo(zone)


def test_the_time_in_a_place(run: Told) -> None:
    """Is that of its zone, and names the place as the user did."""
    (outcome,) = run(Call("clock.time", {"place": "Tokyo"})).outcomes
    now = datetime.datetime.now(zoneinfo.ZoneInfo("Asia/Tokyo"))
    times = {f"{now - datetime.timedelta(minutes=late):%H:%M}" for late in (0, 1)}
    assert any(time in outcome.text for time in times)
    assert outcome.text.endswith("in Tokyo.")


def test_the_time_in_a_place_that_is_not_known_fails(run: Told) -> None:
    """With a hint at what would help."""
    (outcome,) = run(Call("clock.time", {"place": "Narnia"})).outcomes
    assert outcome.status == "failed"
    assert "Narnia" in str(outcome.reason)


def test_the_time_and_the_date_here(run: Told) -> None:
    """Hours and minutes; the day in words."""
    time, date = run(Call("clock.time"), Call("clock.date")).outcomes
    today = datetime.date.today()  # noqa: DTZ011 - the user's own day
    assert time.text[6:8].isdigit()
    assert f"{today:%A}, {today.day} {today:%B %Y}" in date.text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"), (90, "1 minute and 30 seconds"), (5400, "1 hour and 30 minutes"), (3600, "1 hour"), (86400, "1 day"),
        (90061, "1 day, 1 hour, 1 minute and 1 second"), (0.2, "less than a second"), (7200, "2 hours"),
    ],
)  # fmt: skip
def test_durations_in_words(seconds: float, words: str) -> None:
    """As one would say them."""
    assert duration_words(seconds) == words


@given(st.integers(1, 10**7))
def test_a_duration_in_words_is_read_back(seconds: int) -> None:
    """What the clock says, the slot type reads as the same duration."""
    assert DURATION.read(duration_words(seconds), SlotContext("en")) == seconds


def test_a_timer_announces_its_end(run: Told) -> None:
    """With its label, after the call is done; then it is gone."""
    over = threading.Event()
    said: list[str] = []

    def announce(text: str) -> None:
        said.append(text)
        over.set()

    listener = Listener(announce=announce)
    store: dict[object, object] = {}
    (outcome,) = run(Call("clock.timer", {"duration": 0.05, "label": "tea"}), store=store, listener=listener).outcomes
    assert outcome.text == "A timer for tea runs for less than a second."
    assert over.wait(20)
    assert said == ["Time is up: tea."]
    timers = store[Timers]
    assert isinstance(timers, Timers)
    assert timers.pending() == ()


def test_undo_stops_the_timers_of_its_program_alone(run: Told) -> None:
    """One that was set before goes on."""
    store: dict[object, object] = {}
    run(Call("clock.timer", {"duration": 600}), store=store)
    made = run(Repeat(2, (Call("clock.timer", {"duration": 700}),)), store=store)
    timers = store[Timers]
    assert isinstance(timers, Timers)
    assert [timer.seconds for timer in timers.pending()] == [600, 700, 700]
    assert [back() for back in made.undo.values()] == ["The timer is off."]
    (left,) = timers.pending()
    assert left.seconds == 600
    timers.stop(left)
    assert timers.pending() == ()


@pytest.mark.parametrize("seconds", [0, -300])
def test_a_timer_of_no_time_fails(run: Told, seconds: int) -> None:
    """Plainly, and nothing runs."""
    store: dict[object, object] = {}
    (outcome,) = run(Call("clock.timer", {"duration": seconds}), store=store).outcomes
    assert outcome.status == "failed"
    assert Timers not in store or store[Timers].pending() == ()  # type: ignore[attr-defined]


def test_a_timer_of_many_years_is_set(run: Told) -> None:
    """Longer than the system can wait for, without an error."""
    store: dict[object, object] = {}
    (outcome,) = run(Call("clock.timer", {"duration": 1e15}), store=store).outcomes
    assert outcome.status == "done"
    timers = store[Timers]
    assert isinstance(timers, Timers)
    for timer in timers.pending():
        timers.stop(timer)
