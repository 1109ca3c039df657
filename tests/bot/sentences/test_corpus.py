"""The corpus that backends learn from."""

from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.plugins import Plugins
from bot.reading import COUNT
from bot.sentences import corpus as corpora
from bot.sentences.compose import Composer
from bot.sentences.corpus import Corpus, count_words, make_corpus
from bot.sentences.files import read_sentence_file
from bot.sentences.furniture import Furniture, choose, load_furniture
from bot.sentences.labelled import STRUCTURE, Draft, Labelled
from bot.sentences.noise import noisy, replaced
from bot.sentences.parts import Parts
from bot.sentences.pool import Pool
from bot.sentences.repeating import Repeating
from bot.sentences.sampler import Sampler, Span, action_of

COUNT_OF = 1500
GOLDEN = Path(__file__).parents[2] / "golden"


def paths(plugins: Plugins, language: str = "en") -> list[Path]:
    """Return the sentence files of all plugins in a language."""
    return [plugin.sentence_paths[language] for plugin in plugins.loaded if language in plugin.sentence_paths]


@pytest.fixture(scope="module")
def corpus(plugins: Plugins) -> Corpus:
    """A corpus of the installed plugins."""
    return make_corpus(paths(plugins), plugins.catalog, "en", COUNT_OF, 7)


@pytest.fixture(scope="module")
def furniture() -> Furniture:
    """The English furniture."""
    return load_furniture("en")


@pytest.fixture(scope="module")
def parts(plugins: Plugins, furniture: Furniture) -> Parts:
    """What utterances of the installed plugins' clauses are put together with."""
    random, actions = Random(5), plugins.catalog.actions
    required = {name: frozenset(p.name for p in action.parameters if p.required) for name, action in actions.items()}
    files = [read_sentence_file(path) for path in paths(plugins)]
    return Parts(furniture, Pool(files, plugins.catalog.slot_types, furniture, random, required), random)


def test_the_same_seed_gives_the_same_corpus(plugins: Plugins) -> None:
    """Utterance by utterance; another seed gives another."""
    first, second, other = (make_corpus(paths(plugins), plugins.catalog, "en", 80, seed) for seed in (1, 1, 2))
    assert first == second
    assert first.utterances != other.utterances


def test_every_label_and_slot_is_known(plugins: Plugins, corpus: Corpus) -> None:
    """A label is a mark or an installed action; a slot is a parameter of its action."""
    for utterance in corpus.utterances:
        assert {span.name for span in utterance.structure} <= set(STRUCTURE)
        for clause in utterance.clauses:
            assert clause.name in corpus.labels
            action, _ = action_of(clause.name)
            assert action.startswith("@") or action in plugins.catalog.actions
            inside = [slot for slot in utterance.slots if clause.start <= slot.start < clause.end]
            for slot in inside:
                assert slot.name == COUNT or plugins.catalog.slot(action, slot.name) is not None, utterance.text
        assert {slot.name for slot in utterance.slots} <= set(corpus.slots)


def test_spans_lie_in_their_utterance(corpus: Corpus) -> None:
    """None is empty or reaches out, and each slot lies inside one clause."""
    for utterance in corpus.utterances:
        assert utterance.text.strip()
        for span in (*utterance.structure, *utterance.slots, *utterance.clauses):
            assert 0 <= span.start < span.end <= len(utterance.text), utterance
        for slot in utterance.slots:
            assert sum(clause.start <= slot.start and slot.end <= clause.end for clause in utterance.clauses) == 1, (
                utterance
            )


def test_every_action_occurs(plugins: Plugins, corpus: Corpus) -> None:
    """So do compounds, rejections and repetition: the corpus is balanced enough to learn each."""
    said = {action_of(clause.name)[0] for utterance in corpus.utterances for clause in utterance.clauses}
    assert said >= set(plugins.catalog.actions) | {"@none", "@negation", "@condition", "@repeat"}
    joins = {span.name for utterance in corpus.utterances for span in utterance.structure}
    assert joins >= set(STRUCTURE) - {"I"}
    assert any(len(utterance.clauses) > 2 for utterance in corpus.utterances)


def test_what_is_said_plainly_is_short(parts: Parts) -> None:
    """Mostly one thing; and without slips it stays as it is but for case and marks."""
    composer = Composer(parts)
    said = [composer.plain() for _ in range(300)]
    assert sum(len(each.clauses) == 1 for each in said) / len(said) > 0.6
    assert sum(len(each.clauses) for each in said) < sum(len(composer.utterance().clauses) for _ in range(300))
    for each in said:
        written = noisy(each, parts.furniture, parts.random, 0.0)
        assert written.text.casefold().rstrip(".!?") == each.text.casefold().rstrip(".!?")


def test_no_held_back_negative_is_trained_on(plugins: Plugins, furniture: Furniture) -> None:
    """What judges the model is not shown to it, neither by the language's file nor by a plugin's negatives."""
    held_back = {plain(text) for text in yaml.safe_load((GOLDEN / "negatives.yaml").read_text(encoding="utf-8"))}
    random = Random(3)
    written = {plain(choose(line, random)) for line in furniture.lines["negatives"] for _ in range(40)}
    for file in (read_sentence_file(path) for path in paths(plugins)):
        sampler = Sampler(file, plugins.catalog.slot_types)
        written |= {plain(sampler.negative(each, random).text) for each in file.negatives for _ in range(600)}
    assert len(written) > 2000
    assert held_back & written == set()


def test_no_negative_is_a_command_too(plugins: Plugins) -> None:
    """What a plugin or a language's file calls meaningless, none teaches as a command: one model reads all languages."""
    random = Random(3)
    refused: set[str] = set()
    samplers = []
    for language in ("en", "zh"):
        lines = load_furniture(language).lines["negatives"]
        refused |= {choose(str(line), random).casefold() for line in lines for _ in range(20)}
        for file in (read_sentence_file(path) for path in paths(plugins, language)):
            samplers.append((file, Sampler(file, plugins.catalog.slot_types)))
            refused |= {
                samplers[-1][1].negative(each, random).text.casefold() for each in file.negatives for _ in range(200)
            }
    for file, sampler in samplers:
        for template in file.templates:
            times = min(100, 2 * sampler.wordings(template.expression))
            assert not {sampler.sample(template, random).text.casefold() for _ in range(times)} & refused, template.text


@pytest.mark.parametrize(("said", "known"), [(14, False), (15, True), (149, True)])
def test_what_fills_slots_is_known_where_it_is_said_often(
    monkeypatch: pytest.MonkeyPatch, said: int, *, known: bool
) -> None:
    """A name that was invented a few times is not, lest other names be corrected to it; among many, a few are more."""
    named = Labelled("open zanzibar", (), (Span(5, 13, "target"),), ())
    others = [Labelled("look around", (), (), ())] * 1500
    utterances = [*[named] * said, *others]
    assert ("zanzibar" in count_words(utterances)) == known
    assert count_words(utterances)["around"] == len(others)
    monkeypatch.setattr(corpora, "_SHARE_IN_SLOTS", 0.1)
    assert "zanzibar" not in count_words(utterances)


def test_half_a_sentence_is_no_order(plugins: Plugins, parts: Parts) -> None:
    """It lacks what its action needs, or no action fits: "walk ten steps to the" does not walk."""
    composer, actions, lacking = Composer(parts), plugins.catalog.actions, 0
    for _ in range(500):
        draft = Draft()
        parts.pool.new_topic(stay=False)
        composer.unfinished(draft)
        last, said = draft.clauses[-1], {slot.name for slot in draft.slots if slot.start >= draft.clauses[-1].start}
        if draft.text.split()[-1] not in ("the", "a", "an") or last.name == "@none":
            continue
        lacking += 1
        needed = {each.name for each in actions[action_of(last.name)[0]].parameters if each.required}
        assert needed - said, draft.text
    assert lacking > 50


def test_what_joins_a_repetition_is_tagged_by_its_word(parts: Parts) -> None:
    """An "and" before "do that twice" is what it is elsewhere, and "please" is politeness."""
    repeating, tags = Repeating(parts), set()
    for _ in range(200):
        draft = Draft()
        repeating.repeat_all(draft)
        behind = [each for each in draft.structure if draft.clauses[-2].end <= each.start < draft.clauses[-1].start]
        tags |= {(draft.text[each.start : each.end], each.name) for each in behind}
    assert {("and", "and"), ("please", "O")} <= tags
    assert not {("and", "then"), ("please", "then")} & tags


def plain(text: str) -> str:
    """Return a text in lower case, letters and digits only."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())


@given(st.integers(0, 10**6))
def test_noise_keeps_spans_on_their_words(furniture: Furniture, seed: int) -> None:
    """Case, punctuation and typos change letters; a span never loses or gains a word."""
    text = "please go to the red ball, then turn left three times and pick it up."
    spans = [("the red ball", "target"), ("left", "direction"), ("three times", COUNT), ("it", "target")]
    slots = tuple(Span(text.index(words), text.index(words) + len(words), name) for words, name in spans)
    utterance = Labelled(text, (Span(0, len(text), "B"),), slots, (Span(7, 25, "robot.go_to"),))
    made = noisy(utterance, furniture, Random(seed))
    assert [slot.name for slot in made.slots] == [name for _, name in spans]
    for slot, (words, _) in zip(made.slots, spans, strict=True):
        kept = made.text[slot.start : slot.end]
        assert kept == kept.strip()
        assert abs(len(kept) - len(words)) <= 2
        assert len(set(kept.lower()) & set(words)) >= len(set(words)) / 2
        assert len(kept.split()) == len(words.split())


@given(
    st.text(alphabet="ab ", min_size=3, max_size=12),
    st.integers(0, 10),
    st.integers(0, 3),
    st.text(alphabet="xy", max_size=4),
)
def test_replacing_a_stretch_moves_what_comes_after(text: str, at: int, length: int, words: str) -> None:
    """A span behind the stretch keeps its words, one in front is not touched."""
    start = min(at, len(text) - 1)
    end = min(start + length, len(text) - 1)
    spans = tuple(span for span in (Span(0, start, "front"), Span(end, len(text), "behind")) if span.end > span.start)
    made = replaced(Labelled(text, (), spans, ()), start, end, words)
    assert made.text == text[:start] + words + text[end:]
    for span in made.slots:
        kept = made.text[span.start : span.end]
        assert kept == (text[:start] if span.name == "front" else text[end:]) or start == end


def test_typed_in_full_or_as_a_recogniser_writes(corpus: Corpus) -> None:
    """Capitals and full stops, and neither, both occur often; so do number words and digits."""
    texts = [utterance.text for utterance in corpus.utterances]
    capital = sum(text[0].isupper() for text in texts) / len(texts)
    assert 0.2 < capital < 0.8
    assert any(any(letter.isdigit() for letter in text) for text in texts)
    assert any(" three " in text for text in texts)
