"""`bot translate pairs`: what the models that ship are trained on."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import BotError
from bot_translate.lexicon import lexicon
from bot_translate.pairs import write_pairs

ANIMALS = {
    "cat": ("Katze", "猫"),
    "dog": ("Hund", "狗"),
    "butterfly": ("Schmetterling", "蝴蝶"),
    "horse": ("Pferd", "马"),
}
GERMAN = [
    "I see a {0}.\tIch sehe: {1}.",
    "Where is the {0}?\tWo ist: {1}?",
    "My {0} sleeps.\tEs schläft: {1}.",
    "A {0}!\tDa: {1}!",
]
CHINESE = [
    "I see a {0}.\t我看见{2}。",
    "Where is the {0}?\t{2}在哪里？",
    "My {0} sleeps.\t我的{2}睡了。",
    "A {0}!\t有{2}！",
]


def lines(patterns: list[str]) -> list[str]:
    """Return a table of sentences about animals."""
    return [pattern.format(name, *others) for name, others in ANIMALS.items() for pattern in patterns]


def pairs(patterns: list[str]) -> list[tuple[str, str]]:
    """Return such sentences as pairs."""
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines(patterns)]


@pytest.mark.parametrize(("language", "patterns", "place"), [("de", GERMAN, 0), ("zh", CHINESE, 1)])
def test_sentences_tell_what_their_words_mean(language: str, patterns: list[str], place: int) -> None:
    """Words that come and go together; German nouns keep their capitals, a Chinese word is not its first character."""
    found = dict(lexicon(pairs(patterns), language))
    assert {name: found.get(name) for name in ANIMALS} == {name: others[place] for name, others in ANIMALS.items()}


def test_words_that_meet_seldom_are_not_told() -> None:
    """By chance they meet, too."""
    assert lexicon(pairs(GERMAN)[:3], "de") == []


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A folder with training data made of two small tables."""
    for language, patterns in (("de", GERMAN), ("zh", CHINESE)):
        (tmp_path / f"en-{language}.train.tsv").write_text("\n".join(lines(patterns)), encoding="utf-8")
    write_pairs(tmp_path, tmp_path / "out", held_back=2)
    return tmp_path / "out"


def test_words_and_phrases_are_learned_too(written: Path) -> None:
    """In both directions, several times, with the language that is wanted before them."""
    ahead = (written / "from-english.tsv").read_text(encoding="utf-8").splitlines()
    back = (written / "into-english.tsv").read_text(encoding="utf-8").splitlines()
    assert len(ahead) == len(back)
    assert sum(line.casefold() == "to_de butterfly\tschmetterling" for line in ahead) > 3
    assert (
        sum(line.startswith("to_de Good morning") and line.split("\t")[1].startswith("Guten Morgen") for line in ahead)
        > 1
    )
    assert sum(line.split("\t")[1].casefold() == "butterfly" and "蝴蝶" in line for line in back) > 3


def test_what_is_held_back_is_learned_nowhere(written: Path) -> None:
    """Nor in another language."""
    held = {line.split("\t")[0] for line in (written / "tune-de.tsv").read_text(encoding="utf-8").splitlines()}
    ahead = (written / "from-english.tsv").read_text(encoding="utf-8")
    assert held
    assert not any(f"to_de {text}\t" in ahead for text in held)


def test_a_folder_without_tables_is_one_line(tmp_path: Path) -> None:
    """It says what is wanted."""
    with pytest.raises(BotError, match=r"there is no en-LANGUAGE.train.tsv in it"):
        write_pairs(tmp_path, tmp_path / "out", held_back=2)
