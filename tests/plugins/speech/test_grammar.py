"""The grammar: what a plugin's sentence file says can be said, as words."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sentences.files import read_sentence_file
from bot_speech.automaton import folded
from bot_speech.grammar import Clauses, spoken

KNOWN = frozenset(
    "please turn the lamp on off left right go one two three twenty steps step say hello world good it dim to percent".split()
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Go 21 steps!", "go twenty one steps"),
        ("don’t STOP, 0", "don't stop zero"),
        ("100 or 115 or 999", "one hundred or one hundred and fifteen or nine hundred and ninety nine"),
        ("in 2024", "in two zero two four"),
        ("mp3 at 7pm", "mp three at seven pm"),
        ("向左转", ""),
        ("", ""),
    ],
)
def test_a_text_as_it_is_said(text: str, words: str) -> None:
    """Numbers in words, no marks."""
    assert " ".join(spoken(text)) == words


@given(st.text(alphabet="aZé’'-! \n0957٣中"))
def test_any_text_can_be_asked_for(text: str) -> None:
    """What is said has nothing but letters, and is said again as it is."""
    words = spoken(text)
    assert all(re.fullmatch(r"[a-z]+(?:'[a-z]+)?", word) for word in words)
    assert spoken(" ".join(words)) == words


class Steps:
    """A slot type that writes numbers of steps."""

    name = "steps"

    def write(self, random: Random, language: str) -> str:
        """Return an example."""
        assert language == "en"
        return random.choice(["1 step", "2 steps", "twenty one steps", "7 steps"])


def clauses_of(folder: Path, text: str, *texts: str, **slots: Any) -> Clauses:
    """Return the clauses of a sentence file; its actions have slots of some types, and texts that may be said anywhere."""
    path = folder / "en.yaml"
    path.write_text(f"language: en\n{text}", encoding="utf-8")
    made = Clauses(KNOWN, articles=("the",), pronouns=("it",), texts=texts)
    made.add(read_sentence_file(path), {"lamp.do": slots})
    made.finish()
    return made


def sayable(clauses: Clauses) -> set[str]:
    """Return all clauses."""
    automaton = folded(clauses.network)
    found: set[str] = set()
    waiting: list[tuple[int, tuple[str, ...]]] = [(automaton.start, ())]
    while waiting:
        state, words = waiting.pop()
        found.update([" ".join(words)] if state in automaton.final else [])
        waiting += [(target, (*words, word)) for word, target in automaton.arcs[state].items()]
    return found


def intents(*templates: str, more: str = "") -> str:
    """Return the body of a sentence file of one action."""
    lines = "".join(f'          - "{template}"\n' for template in templates)
    return f"intents:\n  lamp.do:\n    data:\n      - sentences:\n{lines}{more}"


@pytest.mark.parametrize(
    ("templates", "said"),
    [
        (["turn (left|right)"], {"turn left", "turn right"}),
        (["[please] go"], {"please go", "go"}),
        (["(go;please)"], {"go please", "please go"}),
        (["go 2 steps"], {"go two steps"}),
        (["turn (left|sideways)", "go"], {"turn left", "go"}),
        (["frobnicate", "go"], {"go"}),
        (["turn <side>"], {"turn left", "turn right"}),
    ],
)
def test_what_templates_say(tmp_path: Path, templates: list[str], said: set[str]) -> None:
    """All of it, but what has words that cannot be recognised."""
    rules = 'expansion_rules:\n  side: "(left|right)"\n'
    assert sayable(clauses_of(tmp_path, intents(*templates, more=rules))) == said


def test_words_of_a_list_are_said_as_they_are(tmp_path: Path) -> None:
    """A thing is also called by what stands for it."""
    lists = 'lists:\n  thing:\n    values: ["the lamp", "the unpronounceable"]\n  side:\n    values: [left, right]\n'
    made = clauses_of(tmp_path, intents("turn {thing} on", "go {side}", more=lists))
    assert sayable(made) == {"turn the lamp on", "turn it on", "go left", "go right"}
    assert "unpronounceable" in made.unknown


def test_examples_of_a_slot_are_mixed(tmp_path: Path) -> None:
    """There are more of them than are written: a word may follow where it does so in one."""
    found = sayable(clauses_of(tmp_path, intents("go {count}"), count=Steps()))
    assert {"go one step", "go two steps", "go twenty one steps"} <= found
    assert "go seven steps" not in found  # which is not known here
    assert all(words.startswith("go ") and words.split()[-1] in ("step", "steps") for words in found)


def test_what_is_made_up_can_be_said(tmp_path: Path) -> None:
    """Every clause that is drawn is one of them."""
    made = clauses_of(tmp_path, intents("[please] turn (left|right)", "go {count}"), count=Steps())
    said, random = sayable(made), Random(1)
    drawn = {" ".join(made.sample(random)) for _ in range(300)}
    assert drawn <= said
    assert len(drawn) > 5


def test_where_any_text_may_be_said_people_say_what_they_say(tmp_path: Path) -> None:
    """Beside the examples; without the words that are not known, and nowhere else."""
    more = (
        'lists:\n  words: {wildcard: true, free: text, values: ["it", "turn left"]}\n  side: {values: [left, right]}\n'
    )
    text = intents("go {words}", "turn {side}", more=more)
    made = clauses_of(tmp_path, text, "go please zzz right", "qqq")
    random = Random(1)
    said = [" ".join(made.sample(random)) for _ in range(300)]
    assert {*said} == {"go it", "go turn left", "go go please right", "turn left", "turn right"}
    assert 0.1 < said.count("go go please right") / len(said) < 0.4
    assert not sayable(made) & {"go go please right"}
    assert {*sayable(clauses_of(tmp_path, text, "qqq"))} == {"go it", "go turn left", "turn left", "turn right"}
