"""Sentences sampled from templates, with their slots."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import PluginError
from bot.plugins import Plugins
from bot.sentences.edits import append, insert, prepend, replace, restated, surface
from bot.sentences.files import SentenceFile, parse, read_sentence_file
from bot.sentences.furniture import load_furniture
from bot.sentences.pool import Pool
from bot.sentences.sampler import Sample, Sampler, Span, action_of, label_of
from bot.sentences.speech import Speaker
from bot.sentences.walk import wordings
from bot.slots.base import SlotContext


@pytest.fixture(scope="module")
def files(plugins: Plugins) -> list[SentenceFile]:
    """All sentence files that are installed."""
    return [read_sentence_file(path) for plugin in plugins.loaded for path in plugin.sentence_paths.values()]


def test_every_template_gives_right_spans(plugins: Plugins, files: list[SentenceFile]) -> None:
    """Each slot's span is a stretch of the text, with nothing around it, that its slot type reads."""
    context = SlotContext("en", {"kind": "ball"})
    for file in files:
        sampler = Sampler(file, plugins.catalog.slot_types)
        for number, template in enumerate(file.templates):
            sample = sampler.sample(template, Random(number))
            assert sample.text == " ".join(sample.text.split())
            assert action_of(sample.label) == (template.action, dict(template.fixed))
            for slot in sample.slots:
                words = sample.text[slot.start : slot.end]
                assert words, template.text
                assert words == words.strip(), template.text
                slot_type = plugins.catalog.slot(template.action, slot.name)
                assert slot_type is not None, template.text
                slot_type.value(slot_type.read(words, context))


def test_a_seed_gives_one_sentence(plugins: Plugins, files: list[SentenceFile]) -> None:
    """The same seed the same sentence, others mostly others."""
    file = max(files, key=lambda file: len(file.templates))
    sampler = Sampler(file, plugins.catalog.slot_types)

    def sentences(seed: int) -> list[Sample]:
        random = Random(seed)
        return [sampler.sample(template, random) for template in file.templates]

    assert sentences(1) == sentences(1)
    assert sentences(1) != sentences(2)


def write(path: Path, template: str, extra: str = "") -> Sampler:
    """Return a sampler of a file of one template."""
    path.write_text(f"language: en\nintents:\n  lamp.on:\n    data:\n      - sentences: ['{template}']\n{extra}")
    return Sampler(read_sentence_file(path), {})


@pytest.mark.parametrize(
    ("template", "extra", "reason"),
    [
        ("light the {room}", "", "no slot or list 'room'"),
        ("light <rooms>", "", "no rule <rooms>"),
        ("light <a>", "expansion_rules: {a: '<b>', b: '<a>'}\n", "circle"),
    ],
)
def test_a_template_that_refers_to_nothing_is_an_error(tmp_path: Path, template: str, extra: str, reason: str) -> None:
    """The author learns which slot, list or rule it is."""
    sampler = write(tmp_path / "lamp.en.yaml", template, extra)
    with pytest.raises(PluginError, match=reason):
        sampler.sample(read_sentence_file(tmp_path / "lamp.en.yaml").templates[0], Random(0))


@pytest.mark.parametrize(
    ("template", "count"),
    [
        ("turn left", 1),
        ("[please] turn (left|right)", 4),
        ("turn {side} [now]", 2),
        ("go to <thing>", 3),
        ("(stop;now)", 2),
        ("(go|walk to <thing>|(run|hop))", 6),
    ],
)
def test_wordings_are_counted(template: str, count: int) -> None:
    """Alternatives add up, what stands side by side multiplies; a slot is one wording, however it is filled."""
    rules = {"thing": parse("the (ball|box|key)")}
    assert wordings(parse(template), rules) == count


@pytest.mark.parametrize(("template", "reason"), [("<a>", "circle"), ("<c>", "no rule <c>")])
def test_a_negative_that_refers_to_nothing_is_an_error(tmp_path: Path, template: str, reason: str) -> None:
    """One line names the file, before anything is made of it."""
    path = tmp_path / "lamp.en.yaml"
    write(path, "light", f"negatives: ['{template}']\nexpansion_rules: {{a: <b>, b: <a>}}\n")
    with pytest.raises(PluginError, match=f"lamp.en.yaml: a negative: .*{reason}"):
        Pool([read_sentence_file(path)], {}, load_furniture("en"), Random(0))


def test_a_negative_of_many_wordings_is_drawn_more_often(tmp_path: Path) -> None:
    """Though not as many times more: what is said in one way only stays in sight."""
    broad = "(" + "|".join(f"verb{number}" for number in range(1000)) + ") it"
    write(tmp_path / "lamp.en.yaml", "light", f"negatives: ['{broad}', 'time flies']\n")
    pool = Pool([read_sentence_file(tmp_path / "lamp.en.yaml")], {}, load_furniture("en"), Random(0))
    drawn = Counter(pool.negative().text for _ in range(2000))
    flies = drawn["time flies"]
    verbs = sum(count for text, count in drawn.items() if text.startswith("verb"))
    assert flies > 100
    assert 2 * flies < verbs < 4 * flies


def test_what_is_often_asked_for_next_is_drawn_more_often(tmp_path: Path) -> None:
    """And what has no slots seldom stands beside itself: what sounds like two of it is mostly one."""
    names = ("wave", "bow", "jump", "sing")
    intents = "".join(f"  toy.{name}: {{data: [{{sentences: [{name}]}}]}}\n" for name in names)
    path = tmp_path / "toy.en.yaml"
    path.write_text(f"language: en\nintents:\n{intents}followed_by: {{toy.wave: [toy.bow, toy.gone]}}\n")
    pool = Pool([read_sentence_file(path)], {}, load_furniture("en"), Random(0))
    drawn = Counter(pool.clause(after=Sample("wave", "toy.wave")).text for _ in range(2000))
    assert 0 < drawn["wave"] < drawn["jump"] / 3
    assert drawn["bow"] > 1.5 * drawn["jump"]
    assert drawn["jump"] > drawn["sing"] / 2


def test_what_people_say_often_is_drawn_often(tmp_path: Path) -> None:
    """As many times as its block says, and the others evenly."""
    path = tmp_path / "lamp.en.yaml"
    often = "{sentences: [light it], metadata: {often: 8}}"
    path.write_text(f"language: en\nintents: {{lamp.light: {{data: [{{sentences: [lamp on, glow]}}, {often}]}}}}\n")
    pool = Pool([read_sentence_file(path)], {}, load_furniture("en"), Random(0))
    drawn = Counter(pool.clause().text for _ in range(1000))
    assert 6 < drawn["light it"] / drawn["lamp on"] < 11
    assert 0.6 < drawn["glow"] / drawn["lamp on"] < 1.6


@pytest.mark.parametrize(("greeting", "lamp"), [("true", "true"), ("true", "false")])
def test_plugins_whose_sentences_stand_alone(tmp_path: Path, greeting: str, lamp: str) -> None:
    """Where a clause is to stand beside others, another plugin's is taken, or at worst one of them."""
    for action, text, alone in (("hello.greet", "well hello", greeting), ("lamp.light", "light it", lamp)):
        block = f"{{sentences: [{text}], metadata: {{alone: {alone}}}}}"
        (tmp_path / f"{action}.en.yaml").write_text(f"language: en\nintents:\n  {action}: {{data: [{block}]}}\n")
    pool = Pool([read_sentence_file(path) for path in sorted(tmp_path.iterdir())], {}, load_furniture("en"), Random(0))
    for _ in range(50):
        pool.new_topic(stay=True)
        pool.clause(joined=False)
        assert lamp == "true" or pool.clause().label == "lamp.light"
        assert pool.clause(joined=False).label in ("hello.greet", "lamp.light")


@pytest.mark.parametrize(
    ("verb", "ing", "participle"),
    [
        ("approach", "approaching", "approached"), ("raise", "raising", "raised"), ("tie", "tying", "tied"),
        ("carry", "carrying", "carried"), ("play", "playing", "played"), ("stop", "stopping", "stopped"),
        ("enter", "entering", "entered"), ("free", "freeing", "freed"), ("quiz", "quizzing", "quizzed"),
    ],
)  # fmt: skip
def test_verbs_have_their_forms(verb: str, ing: str, participle: str) -> None:
    """By the rules of spelling, or as they are listed; the slots move along."""
    furniture, sample = load_furniture("en"), Sample(f"{verb} it", "a.b", (Span(len(verb) + 1, len(verb) + 3, "slot"),))
    assert [furniture.verb(Sample("go on", "a.b"), form) for form in ("participle", "past")] == [
        Sample("gone on", "a.b"), Sample("went on", "a.b"),
    ]  # fmt: skip
    for form, said in (("ing", ing), ("participle", participle), ("past", participle)):
        found = furniture.verb(sample, form)
        assert found is not None
        assert (found.text, surface(found, "slot")) == (f"{said} it", "it")


@given(st.dictionaries(st.text(max_size=6), st.text(max_size=6) | st.integers(), max_size=3))
def test_a_label_keeps_action_and_arguments(fixed: dict[str, object]) -> None:
    """Written and read back."""
    assert action_of(label_of("robot.move", fixed)) == ("robot.move", fixed)


WORDS = st.text(alphabet="abc", min_size=1, max_size=4)


@given(st.lists(WORDS, min_size=2, max_size=5), WORDS, st.data())
def test_edits_keep_spans_right(words: list[str], new: str, data: st.DataObject) -> None:
    """Before, behind, inside or in place of a slot: every slot still covers its own words."""
    text = " ".join(words)
    at = data.draw(st.integers(0, len(words) - 1))
    start = len(" ".join(words[:at])) + (at > 0)
    sample = Sample(text, "a.b", (Span(start, start + len(words[at]), "slot"),))
    assert surface(prepend(sample, new, "@count"), "slot") == words[at]
    assert surface(prepend(sample, new, "@count"), "@count") == new
    assert surface(append(sample, new, "@count"), "slot") == words[at]
    for comma in ("", ", "):
        behind = append(sample, comma + new, "@count")
        assert (behind.text, surface(behind, "@count")) == (f"{text}{comma or ' '}{new}", new)
    assert surface(replace(sample, sample.slots[0], new), "slot") == new
    for place in (0, start, start + len(words[at])):
        edited, scraps = insert(sample, place, f"{new} ")
        assert edited.text[scraps[0].start : scraps[0].end] == new
        kept = edited.text[edited.slots[0].start : edited.slots[0].end]
        assert kept in (words[at], words[at] + f"{new} ")
    late, (wrong, between) = restated(sample, sample.slots[0], new, ", no ")
    assert surface(late, "slot") == words[at]
    assert late.text.endswith(f", no {words[at]}")
    assert (late.text[wrong.start : wrong.end], late.text[between.start : between.end]) == (new, "no")


def test_a_clause_may_say_it_twice(plugins: Plugins, files: list[SentenceFile]) -> None:
    """Where there is nothing to fill: "left, turn left" is two turns, and in "find the key, where is it" a pronoun counts."""
    furniture, random = load_furniture("en"), Random(0)
    pool = Pool(files, plugins.catalog.slot_types, furniture, random)
    speaker = Speaker(furniture, pool, random)
    drawn = [pool.clause() for _ in range(500)]
    made = [(sample, said) for sample in drawn if (said := speaker.insisting(sample)) is not None]
    assert {sample.label for sample, _ in made} >= {"robot.look", "bot.quit"}
    assert not any(sample.label.startswith(("robot.turn", "robot.move", "robot.open")) for sample, _ in made)
    for sample, said in made:
        assert said.text.startswith(sample.text)
        assert len(said.text) > len(sample.text)
        assert said.slots == sample.slots == ()
