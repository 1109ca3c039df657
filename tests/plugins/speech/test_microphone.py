"""The microphone, played by a stream of the tests' own: what it hears, and a line for all that can be wrong with it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any, Self

import numpy as np
import pytest

from bot.call_context import CallContext
from bot.errors import ActionCancelled, ActionFailed, BotError
from bot.program import Call
from bot_speech import listen
from bot_speech.microphone import open_microphone

Samples = np.ndarray[Any, np.dtype[np.float64]]
RATE = 48_000


class Microphone:
    """Stands in for sounddevice: one device, which hears what a test plays."""

    class PortAudioError(Exception):
        """As the library's own."""

    def __init__(self) -> None:
        """Hear nothing."""
        self.plays: Samples = np.zeros(0)
        self.opened: list[dict[str, Any]] = []
        self.closed = 0
        self.refuses = ""
        self.goes_on = True

    def query_devices(self, device: int | str | None, kind: str) -> dict[str, Any]:
        """Return what is known of a device, in the library's own words where there is none."""
        assert kind == "input"
        if device == 99:
            raise self.PortAudioError("Error querying device 99")
        if device not in (None, 1, "USB"):
            raise ValueError(f"No input device matching {device!r}")
        return {"default_samplerate": float(RATE)}

    def InputStream(self, samplerate: int, *, callback: Callable[..., None], **given: Any) -> Any:  # noqa: N802 - as there
        """Return a stream that plays when it is entered, from another thread, as the library's does."""
        microphone = self

        class Stream:
            active = True

            def __enter__(self) -> Self:
                if microphone.refuses:
                    raise microphone.PortAudioError(microphone.refuses)
                microphone.opened.append({"samplerate": samplerate, **given})
                self.player = threading.Thread(target=self.play)
                self.player.start()
                return self

            def play(self) -> None:
                for at in range(0, len(microphone.plays), 512):
                    block = microphone.plays[at : at + 512, None].astype("float32")
                    callback(block, len(block), None, None)
                self.active = microphone.goes_on

            def __exit__(self, *_: object) -> None:
                self.player.join()
                microphone.closed += 1

        return Stream()


@pytest.fixture
def microphone(monkeypatch: pytest.MonkeyPatch) -> Microphone:
    """Return the microphone of this machine."""
    made = Microphone()
    monkeypatch.setitem(__import__("sys").modules, "sounddevice", made)
    return made


def context(*later: Call, **given: Any) -> CallContext:
    """Return what `speech.listen` is handed; `later`: the calls behind it."""
    return CallContext((Call("speech.listen"), *later), 0, "en", **given)


def test_what_is_said_is_handed_on(microphone: Microphone, voiced: Callable[..., Samples], ear: Any) -> None:
    """As if it had been typed; the meter runs, and the microphone is closed afterwards."""
    microphone.plays = voiced(1.0, RATE, around=2.0)
    ear.says = ["turn left"]
    handed: list[str] = []
    shown: list[Any] = []
    assert listen(context(hand_on=handed.append, on_progress=shown.append)) == "I have heard: turn left"
    assert handed == ["turn left"]
    assert [length for length, *_ in ear.heard] == [pytest.approx(1.8, abs=0.3)]
    assert {str(line)[:9] for line in shown} == {"Listening", "I hear yo"}
    assert microphone.opened == [{"samplerate": RATE, "device": None, "channels": 1, "dtype": "float32"}]
    assert microphone.closed == 1


@pytest.mark.parametrize(("back", "done"), [(1, []), (2, ["good evening"])])
def test_what_a_later_call_takes_is_no_command(
    microphone: Microphone, voiced: Callable[..., Samples], ear: Any, back: int, done: list[str]
) -> None:
    """It is dictated, and translated or searched for in place of done; a call that takes another text changes nothing."""
    microphone.plays = voiced(1.0, RATE, around=2.0)
    ear.says = ["good evening"]
    handed: list[str] = []
    taker = Call("translate.text", {"text": {"result_of": back}, "to": "fr"})
    told = listen(context(taker, hand_on=handed.append))
    assert handed == done
    assert told == ("I have heard: good evening" if done else "good evening")
    assert [dictated for *_, dictated in ear.heard] == [not done]


def test_the_key_pressed_again_ends_it(microphone: Microphone, voiced: Callable[..., Samples], ear: Any) -> None:
    """With what was said until then, though nobody paused."""
    sound = voiced(1.0, RATE, around=0.3)
    microphone.plays = sound[: -int(0.3 * RATE)]
    ear.says = ["go on"]
    handed: list[str] = []
    shown: list[Any] = []
    listen(context(hand_on=handed.append, on_progress=shown.append, is_enough=lambda: len(shown) >= 40))  # each 30 ms
    assert handed == ["go on"]
    assert ear.heard[0][0] == pytest.approx(1.2, abs=0.3)


class Wait:
    """True some seconds after it was first asked."""

    def __init__(self, after: float) -> None:
        """Wait so long."""
        self._set = threading.Event()
        self._timer = threading.Timer(after, self._set.set)

    def __call__(self) -> bool:
        """Return whether it is time."""
        if self._timer.ident is None:
            self._timer.start()
        return self._set.is_set()


def test_nothing_said_is_a_line(microphone: Microphone, ear: Any) -> None:
    """When the key ends it."""
    del microphone
    with pytest.raises(ActionFailed, match="I have heard no words"):
        listen(context(is_enough=Wait(after=0.1)))
    assert ear.heard == []


def test_it_can_be_stopped(microphone: Microphone, ear: Any) -> None:
    """Also while the microphone is silent as the grave."""
    with pytest.raises(ActionCancelled):
        listen(context(is_cancelled=Wait(after=0.1)))
    assert (ear.heard, microphone.closed) == ([], 1)


def test_a_language_that_is_not_heard_is_told_before_one_speaks(microphone: Microphone, ear: Any) -> None:
    """Nothing is opened for it."""
    del ear
    with pytest.raises(BotError, match="no Klingon"):
        listen(CallContext((Call("speech.listen"),), 0, "tlh"))
    assert microphone.opened == []


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("99", r"there is no microphone \(Error querying device 99\); a file can be heard: `transcribe FILE`"),
        ("webcam", r"there is no microphone \(No input device matching 'webcam'\); a file can be heard"),
    ],
)
def test_no_such_microphone(microphone: Microphone, monkeypatch: pytest.MonkeyPatch, named: str, why: str) -> None:
    """Is a line, before anything is loaded."""
    monkeypatch.setenv("BOT_OPTIONS", f"speech.microphone={named}")
    with pytest.raises(BotError, match=why):
        listen(context())
    assert microphone.opened == []


@pytest.mark.parametrize("named", ["1", "USB"])
def test_a_microphone_is_named_in_the_settings(
    microphone: Microphone, monkeypatch: pytest.MonkeyPatch, ear: Any, named: str
) -> None:
    """By its number or its name."""
    del ear
    monkeypatch.setenv("BOT_OPTIONS", f"speech.microphone={named}")
    with pytest.raises(ActionFailed):
        listen(context(is_enough=Wait(after=0.1)))
    assert microphone.opened[0]["device"] == (1 if named == "1" else named)


def test_a_microphone_that_is_in_use(microphone: Microphone, ear: Any) -> None:
    """Says so in one line."""
    del ear
    microphone.refuses = "Error opening InputStream:\n  Device unavailable [PaErrorCode -9985]"
    with pytest.raises(
        BotError, match=r"the microphone cannot be opened: Error opening InputStream: Device unavailable"
    ):
        listen(context())


def test_a_microphone_that_is_pulled_out(microphone: Microphone, ear: Any) -> None:
    """Ends it."""
    del ear
    microphone.goes_on = False
    with pytest.raises(BotError, match="the microphone is gone"):
        listen(context())


@pytest.mark.parametrize(
    ("system", "mend"), [("linux", "install `sudo apt install libportaudio2`"), ("darwin", "install PortAudio")]
)
def test_without_portaudio(
    monkeypatch: pytest.MonkeyPatch, without_portaudio: Callable[[], None], system: str, mend: str
) -> None:
    """The line says what to install."""
    without_portaudio()
    monkeypatch.setattr("bot_speech.microphone.sys", SimpleNamespace(platform=system))
    with pytest.raises(BotError, match=f"the microphone needs PortAudio: {mend}"):
        open_microphone(lambda: True)


@pytest.fixture(autouse=True)
def no_threads_left() -> Iterator[None]:
    """Every microphone is closed."""
    before = threading.active_count()
    yield
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()
    assert threading.active_count() <= before
