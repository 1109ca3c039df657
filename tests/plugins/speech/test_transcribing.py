"""Writing down a recording, from a conversation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.call_context import CallContext
from bot.errors import ActionCancelled, ActionFailed, BotError
from bot.program import Call
from bot_speech import transcribe

Samples = np.ndarray[Any, np.dtype[np.float64]]


@pytest.fixture
def recording(voiced: Callable[..., Samples], encoded: Callable[..., bytes], tmp_path: Path) -> Path:
    """Return a recording of two utterances, three and a half seconds long."""
    path = tmp_path / "two.flac"
    path.write_bytes(encoded(np.concatenate([voiced(0.6), voiced(0.6)]), kind="FLAC"))
    return path


def context(language: str = "en", **given: Any) -> CallContext:
    """Return what the action is handed."""
    return CallContext((Call("speech.transcribe"),), 0, language, **given)


def test_each_utterance_is_a_line(recording: Path, ear: Any) -> None:
    """In the language of the session, whatever it is about; how far it is is shown."""
    ear.says = ["long live", "the moon"]
    shown: list[Any] = []
    assert transcribe(context("fr", on_progress=shown.append), recording) == "long live\nthe moon"
    assert [(language, dictated) for _, language, dictated in ear.heard] == [("fr", True)] * 2
    assert (shown[0], shown[-1]) == ("0 seconds heard", "5 seconds heard")


def test_the_recogniser_is_loaded_once(recording: Path, ear: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a whole session."""
    opened: list[Any] = []

    def opening(_: object) -> Any:
        opened.append(ear)
        return ear

    monkeypatch.setattr("bot_speech.recognising.open_recogniser", opening)
    ear.says = ["one", "two", "three", "four"]
    session = context()
    assert (transcribe(session, recording), transcribe(session, recording)) == ("one\ntwo", "three\nfour")
    assert len(opened) == 1


def test_a_recording_without_words(recording: Path, ear: Any) -> None:
    """Is told as such."""
    del ear
    with pytest.raises(ActionFailed, match=r"there are no words in .*two\.flac"):
        transcribe(context(), recording)


def test_it_can_be_stopped(recording: Path, ear: Any) -> None:
    """In the middle."""
    with pytest.raises(ActionCancelled):
        transcribe(context(is_cancelled=lambda: bool(ear.heard)), recording)
    assert len(ear.heard) == 1


def test_what_is_no_recording_is_told_before_anything_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder, for one."""
    monkeypatch.delattr("bot_speech.recognising.open_recogniser")
    with pytest.raises(BotError, match="is a folder"):
        transcribe(context(), tmp_path)
