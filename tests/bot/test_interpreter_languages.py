"""Each utterance is answered by a backend that reads its language."""

from __future__ import annotations

from typing import Any

import pytest

from bot.errors import ModelError
from bot.settings import Settings

BIRDS = (("ant", "en"), ("bee", "en zh"), ("cat", "zh"))
ANT = Settings(backend="ant")


def test_the_backend_that_reads_a_language_answers_it(flock: Any) -> None:
    """The reply names it and says why; the active one goes on with what it reads."""
    session = flock.session(*BIRDS, settings=ANT)
    said = [session.respond(line, dry_run=True) for line in ("turn left", "左转", "turn left")]
    assert [(reply.status, reply.language, reply.backend) for reply in said] == [
        ("dry_run", "en", "ant"), ("dry_run", "zh", "bee"), ("dry_run", "en", "ant"),
    ]  # fmt: skip
    assert [reply.why for reply in said] == ["", "since ant does not read Chinese", ""]


def test_a_backend_is_loaded_when_its_language_is_first_spoken(flock: Any) -> None:
    """And once only."""
    session = flock.session(*BIRDS, settings=ANT)
    session.respond("turn left", dry_run=True)
    assert flock.loaded == ["ant"]
    for _ in range(2):
        session.respond("左转", dry_run=True)
    assert flock.loaded == ["ant", "bee"]


def test_the_active_backend_is_not_loaded_for_what_it_does_not_read(flock: Any) -> None:
    """Nobody waits for it."""
    assert flock.session(*BIRDS, settings=ANT).respond("左转", dry_run=True).backend == "bee"
    assert flock.loaded == ["bee"]


def test_the_settings_say_who_answers_a_language(flock: Any) -> None:
    """Unless another one was chosen by name that reads it."""
    settings = Settings(backend="ant", backends={"zh": "cat", "en": "bee"})
    session = flock.session(*BIRDS, settings=settings)
    assert [session.respond(line, dry_run=True).backend for line in ("turn left", "左转")] == ["bee", "cat"]
    session = flock.session(*BIRDS, settings=settings, chosen="ant")
    assert [session.respond(line, dry_run=True).backend for line in ("turn left", "左转")] == ["ant", "cat"]
    session.models.use("bee")
    assert [session.respond(line, dry_run=True).backend for line in ("turn left", "左转")] == ["bee", "bee"]


def test_a_language_that_nobody_reads_is_rejected(flock: Any) -> None:
    """By the active backend's name, with all languages that are read."""
    reply = flock.session(*BIRDS, settings=ANT).respond("поверни налево")
    assert (reply.status, reply.backend, reply.why) == ("rejected", "ant", "")
    assert reply.text == "No installed model reads that language (ru); I read: en, zh."


def test_a_backend_that_cannot_be_loaded_costs_its_own_lines(flock: Any) -> None:
    """They are rejected with the reason; the next ones are answered."""
    session = flock.session(*BIRDS, settings=ANT, broken=("bee",))
    reply = session.respond("左转")
    assert (reply.status, reply.backend, reply.program) == ("rejected", "bee", ())
    assert reply.text.endswith("is damaged.")
    assert session.respond("turn left", dry_run=True).status == "dry_run"


def test_a_backend_without_a_model_is_passed_over(flock: Any) -> None:
    """Another one that reads the language answers, and where there is none, it is refused as ever."""
    session = flock.session(*BIRDS, settings=ANT, mute=("bee",))
    assert session.respond("左转", dry_run=True).backend == "cat"
    session = flock.session(*BIRDS[:2], settings=ANT, mute=("bee",))
    assert session.respond("左转").status == "rejected"
    assert session.models.answering() == {"en": "ant", "zh": ""}


def test_a_backend_without_a_model_says_how_to_train_one(flock: Any) -> None:
    """Where it was chosen, by name or for a language."""
    line = "the backend bee has no model yet; `bot train --backend bee` trains one"
    with pytest.raises(ModelError, match=line):
        flock.session(*BIRDS, settings=ANT, chosen="bee", mute=("bee",)).respond("turn left")
    settings = Settings(backend="ant", backends={"zh": "bee"})
    reply = flock.session(*BIRDS, settings=settings, mute=("bee",)).respond("左转")
    assert (reply.status, reply.text) == ("rejected", f"T{line[1:]}.")
