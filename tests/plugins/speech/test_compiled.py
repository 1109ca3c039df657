"""What is compiled: what can be said with politeness and in rows, and what is kept of it between starts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import BotError
from bot.plugins import Plugins
from bot.sentences.furniture import load_furniture
from bot.services import Models
from bot_speech import compiled as module
from bot_speech.automaton import END, START, Network, folded
from bot_speech.compiled import Compiled, Grammar, compiled
from bot_speech.grammar import spoken

KNOWN = frozenset(
    "a again and around back ball blue box by could door forward go green key left me now one please red right robot step "
    "steps stop the then three times to turn twice two up pick you go going walk ahead look it after before".split()
)


def plain(words: Sequence[str]) -> float:
    """Every word is as likely as any other."""
    del words
    return 0.0


def grammar() -> Grammar:
    """Return a small grammar."""
    network = Network()
    for words in ("turn left", "turn right", "go", "go on"):
        network.add(START, words.split(), END)
    return Grammar(
        folded(network), {"before": ["please"], "behind": ["twice", "thank you"], "joining": ["and", "and then"]}
    )


@pytest.mark.parametrize(
    "said",
    [
        "go",
        "please go on",
        "turn left and go",
        "go and then turn right and go on twice",
        "go twice and go thank you",
        "go go",
    ],
)
def test_utterances(said: str) -> None:
    """One clause or several, with what stands around them."""
    assert grammar().accepts(said.split())


@pytest.mark.parametrize(
    "said", ["", "please", "turn", "and go", "go and", "go please", "turn left twice twice", "turn around", "left turn"]
)
def test_no_utterances(said: str) -> None:
    """What nobody can be told."""
    assert not grammar().accepts(said.split())


@pytest.fixture(scope="module")
def small(plugins: Plugins, models: Models, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Compile with few samples, and few words, into a cache of this module's own; return its folder."""
    from bot import services

    del plugins
    with pytest.MonkeyPatch.context() as patch:
        cache = tmp_path_factory.mktemp("cache")
        patch.setenv("BOT_CACHE_DIR", str(cache))
        patch.setattr(services, "_shared", [models])
        patch.setattr(module, "_SAMPLES", 300)
        patch.setattr(module, "_DRAWN", 100)
        patch.setattr("bot_speech.grammar._SURFACES", 40)
        yield cache / "speech"


@pytest.fixture
def made(small: Path) -> Compiled:
    """Return what the installed plugins can be told."""
    assert small
    return compiled(KNOWN, "en", plain)


def test_what_plugins_can_be_told(made: Compiled) -> None:
    """In words that are known, and nothing else."""
    for said in ("turn left", "please turn around", "turn left and go forward two steps", "go forward then turn right"):
        assert made.grammar.accepts(spoken(said)), said
    for said in ("left turn the", "turn the left", "turn left please now the"):
        assert not made.grammar.accepts(spoken(said)), said


def test_what_is_made_up_is_accepted(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every utterance of which the language model is made, but for the texts that people say where any may be said."""
    assert small
    monkeypatch.setattr(module, "load_furniture", lambda language: replace(load_furniture(language), texts=()))
    maker = module.Maker(module._clauses(KNOWN, "en"), load_furniture("en"), plain)  # noqa: SLF001 - what it counts
    found = maker.grammar()
    made = [maker._utterance() for _ in range(200)]  # noqa: SLF001 - what it counts
    assert [words for words in made if not found.accepts(words)] == []
    assert {word for words in made for word in words} <= KNOWN


def test_the_second_start_takes_the_first_ones_work(made: Compiled, monkeypatch: pytest.MonkeyPatch) -> None:
    """And has the same grammar."""
    monkeypatch.delattr(module, "Maker")
    told: list[str] = []
    again = compiled(KNOWN, "en", plain, told.append)
    assert told == []
    assert again.language_model == made.language_model
    for said in ("turn left", "turn left and go forward two steps", "turn the left"):
        assert again.grammar.accepts(said.split()) == made.grammar.accepts(said.split())


@pytest.mark.parametrize(
    ("kind", "harm"),
    [
        (".json", lambda text: text[: len(text) // 2]), (".json", lambda _: "[1, 2]"),
        (".arpa", lambda text: text[: len(text) // 2]),
    ],
)  # fmt: skip
def test_a_damaged_cache_is_made_anew(made: Compiled, kind: str, harm: Callable[[str], str]) -> None:
    """Which takes some seconds, and is told."""
    path = made.language_model.with_suffix(kind)
    whole = path.read_text(encoding="utf-8")
    path.write_text(harm(whole), encoding="utf-8")
    told: list[str] = []
    assert compiled(KNOWN, "en", plain, told.append).grammar.accepts(["turn", "left"])
    assert told == ["Getting ready to listen ..."]
    assert path.read_text(encoding="utf-8") == whole
    assert sorted(made.language_model.parent.iterdir()) == sorted(
        [path.with_suffix(".arpa"), path.with_suffix(".json")]
    )


def test_a_cache_that_cannot_be_written(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is one line: a decoder reads its language model from a file."""
    assert small
    (tmp_path / "file").touch()
    monkeypatch.setenv("BOT_CACHE_DIR", str(tmp_path / "file"))
    monkeypatch.setattr(module, "_SAMPLES", 10)
    with pytest.raises(BotError, match=r"file/speech cannot be written: Not a directory"):
        compiled(KNOWN, "en", plain)


def test_natural_words_are_likelier(small: Path) -> None:
    """A rare word that an author lists beside a usual one is heard only where it is plainly said."""
    assert small

    def chance(natural: module.Natural) -> float:
        maker = module.Maker(module._clauses(KNOWN, "en"), load_furniture("en"), natural)  # noqa: SLF001 - what it counts
        found = re.search(r"^(-[\d.]+)\tball\t", maker.language_model(), re.MULTILINE)
        assert found
        return float(found[1])

    assert chance(plain) > chance(lambda words: -3.0 * ("ball" in words))
