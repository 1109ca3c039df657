"""The report: one page that loads nothing, escapes everything, and holds at any size."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.catalog import Catalog
from bot.errors import BotError
from bot.evaluation.dataset import Dataset, Sentence
from bot.evaluation.figures import Figures, measure
from bot.evaluation.prediction import Prediction
from bot.evaluation.report import write_report
from bot.evaluation.running import Changed, Evaluation
from bot.interpretation import Evidence, Interpretation
from bot.program import Call, Repeat
from bot.reading import NONE, Clause, Reading, SlotSpan
from bot.sentences.labelled import Labelled
from bot.sentences.sampler import Span

VOID = {"meta", "path"}
Slots = Sequence[tuple[str, str]]


class Page(HTMLParser):
    """A page as a browser takes it apart; wrong nesting fails the test."""

    def __init__(self, path: Path) -> None:
        """Parse a file."""
        super().__init__()
        self.open: list[str] = []
        self.texts: defaultdict[str, list[str]] = defaultdict(list)
        self.attributes: defaultdict[str, list[str]] = defaultdict(list)
        self.source = path.read_text(encoding="utf-8")
        self.feed(self.source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        for name, value in attrs:
            self.attributes[name].append(value or "")
        if tag not in VOID:
            self.open.append(tag)
            self.texts[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Add a text to all elements around it."""
        for tag in set(self.open):
            self.texts[tag][-1] += data

    def row(self, name: str) -> str:
        """Return the words of the first row of a table that begins with a name."""
        return next(row for row in self.texts["tr"] if row.startswith(name)).replace("\u202f", " ")


def spans(text: str, slots: Slots) -> tuple[Span, ...]:
    """Return slots, given by name and words, as stretches of a text."""
    return tuple(Span(text.index(words), text.index(words) + len(words), name) for name, words in slots)


def read(
    text: str, said: str, found: str, slots: Slots = (), read_slots: Slots = (), *, sure: float = 0.9
) -> Prediction:
    """Return a prediction; several intents stand with a space between."""
    gold = tuple(Span(0, len(text), name) for name in said.split())
    stretches = tuple(
        SlotSpan(span.name, text[span.start : span.end], span.start, span.end) for span in spans(text, read_slots)
    )
    clauses = [Clause(name, 0, len(text)) for name in found.split()]
    clauses[0] = Clause(clauses[0].action, 0, len(text), slots=stretches)
    rejected = found == NONE
    program = () if rejected else tuple(Call(clause.action) for clause in clauses)
    evidence = Evidence(Reading(tuple(clauses), sure, 1 - sure if rejected else sure))
    return Prediction(
        Sentence(Labelled(text, (), spans(text, slots), gold), place="test/seq.in:7"),
        Interpretation(program, sure, "rejection" if rejected else "nothing", evidence=evidence),
        0.002,
    )


def evaluated(
    *predictions: Prediction, name: str = "songs", notes: tuple[str, ...] = (), unseen: Figures | None = None
) -> Evaluation:
    """Return an evaluation of these predictions."""
    figures = measure(predictions)
    data = Dataset(name, "slu", Catalog({}, {}), (), (), tuple(each.sentence for each in predictions), notes)
    model = Path("/home/somebody/models/songs-fast")
    worse = measure([read("plai jazz", "play", "rate"), read("play jazz", "play", "play")])
    changed = Changed("typos", "slips of the finger", worse, 2)
    return Evaluation(data, "valid", "bert", model, "fast", figures, predictions, (changed,), 75.0, unseen)


GOOD = read("play some jazz", "play", "play", [("genre", "jazz")], [("genre", "jazz")], sure=0.97)
BAD = read("play five stars", "play", "rate", sure=0.83)


def written(folder: Path, *predictions: Prediction, name: str = "songs", notes: tuple[str, ...] = ()) -> Page:
    """Return the report of these predictions."""
    return Page(write_report(folder, evaluated(*predictions, name=name, notes=notes)))


def test_the_folder_is_made_and_the_page_returned(tmp_path: Path) -> None:
    """And nothing else is left in the folder."""
    path = write_report(tmp_path / "a" / "b", evaluated(GOOD))
    assert path == tmp_path / "a" / "b" / "index.html"
    assert [each.name for each in path.parent.iterdir()] == ["index.html"]


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    """It names the page."""
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(BotError, match=r"file/report/index\.html cannot be written: \w[^\n]*$"):
        write_report(tmp_path / "file" / "report", evaluated(GOOD))


def test_the_page_loads_nothing(tmp_path: Path) -> None:
    """No address in it leads anywhere else, and its policy forbids all but its own style and script."""
    page = written(tmp_path, GOOD, BAD)
    assert "src" not in page.attributes
    assert all(link.startswith("#") for link in page.attributes["href"])
    assert not re.search(r"https?:|url\(|@import|fetch\(", page.source)
    policy = next(each for each in page.attributes["content"] if "default-src" in each)
    hashes = [
        base64.b64encode(hashlib.sha256(page.texts[tag][0].encode()).digest()).decode() for tag in ("style", "script")
    ]
    assert policy.startswith("default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'".format(*hashes))
    assert "style" not in page.attributes


def test_links_lead_to_sections(tmp_path: Path) -> None:
    """Each name is there once."""
    page = written(tmp_path, GOOD, BAD)
    assert {link[1:] for link in page.attributes["href"]} <= set(page.attributes["id"])
    assert len(page.attributes["id"]) == len(set(page.attributes["id"]))


def test_text_stays_text(tmp_path: Path) -> None:
    """Sentences, intents, slots, names and notes that look like markup are shown as they are."""
    evil = "<script>alert('1 & 2')</script>"
    prediction = read(f"{evil} now", "a<b>", "<i>", [("<u>\"'", "now")], sure=0.5)
    page = written(tmp_path, prediction, name=evil, notes=(evil,))
    assert len(page.texts["script"]) == 1
    assert not {"b>", "i>", "u"} & set(page.texts)
    assert page.texts["h1"] == [f"{evil}, read by bert"]
    assert evil in page.texts["aside"][0]
    assert any("a<b>" in item and "<i>" in item and "<u>\"'" in item for item in page.texts["li"])
    assert any(evil in words for words in page.texts["q"])


def test_a_sentence_that_is_no_text_is_shown_nevertheless(tmp_path: Path) -> None:
    """Half a pair of characters, which JSON can hold, does not keep the page from being written."""
    assert "play ?" in written(tmp_path, read("play \ud800", "play", "rate")).source


def test_the_figures_appear(tmp_path: Path) -> None:
    """With units, rounded, and only those that the data allows."""
    page = written(tmp_path, GOOD, BAD, notes=("1 line was left out",))
    assert page.row("Exact match").startswith("Exact match50.0 %")
    assert page.row("Slot F1").startswith("Slot F1100.0 %")
    assert page.row("Reading time, half within").startswith("Reading time, half within2.00 ms")
    assert not [row for row in page.texts["tr"] if row.startswith(("Overall", "Out-of-scope"))]
    assert page.row("typos") == "typosslips of the finger; changes 2 sentences50.0 % ±0.0–50.0 % ±0.040.0 % −3.0"
    facts = " ".join(page.texts["dl"])
    assert "Splitvalid" in facts
    assert "1 min 15 s" in facts
    assert "1 line was left out" in page.texts["aside"][0]


def test_what_does_not_stand_in_train_has_a_column_of_its_own(tmp_path: Path) -> None:
    """It is measured on fewer sentences, and is no change of them."""
    page = Page(write_report(tmp_path, evaluated(GOOD, BAD, unseen=measure([BAD]))))
    assert page.texts["thead"][0] == "FigureValueWithout what stands in trainWhat it means"
    assert page.row("Exact match").startswith("Exact match50.0 %0.0 %")
    assert page.row("Sentences2").startswith("Sentences21How many")
    robustness = page.texts["section"][1]
    assert robustness.startswith("Robustness")
    assert "train" not in robustness


def test_no_place_of_the_machine_is_told(tmp_path: Path) -> None:
    """The model folder's name is enough."""
    page = written(tmp_path, GOOD, BAD)
    assert "songs-fast" in page.source
    assert "somebody" not in page.source


def test_confusions_are_counted_with_examples(tmp_path: Path) -> None:
    """What was said, what was read, how often, of how many, and sentences, the surest first."""
    other = read("play it again", "play", "rate", sure=0.95)
    page = written(tmp_path, GOOD, BAD, other)
    listed = next(row for row in page.texts["tr"] if row.startswith("playrate"))
    assert listed.replace("\u202f", " ") == "playrate266.7 %play it againplay five stars"
    assert "play read as rate: 2 (66.7\u202f%)" in page.attributes["title"]


def test_a_clause_that_was_missed_is_no_confusion(tmp_path: Path) -> None:
    """The clauses after it are aligned with their own."""
    page = written(tmp_path, read("book it and play it", "book play", "play"))
    assert page.row("booknothing (missed)")
    assert page.row("play1100") == "play1100.0 %100.0 %100.0 %"


@pytest.mark.parametrize(
    ("found", "slots", "kind"),
    [
        (NONE, [], "Rejected, though in scope"),
        ("rate", [("genre", "cool jazz")], "Intent wrong"),
        ("play rate", [("genre", "cool jazz")], "Number of clauses"),
        ("play", [], "Slot missed"),
        ("play", [("genre", "jazz")], "Slot cut wrong"),
        ("play", [("artist", "cool jazz")], "Slot named wrong"),
        ("play", [("genre", "cool jazz"), ("place", "home")], "Slot where none is"),
    ],
)
def test_an_error_says_what_is_wrong(tmp_path: Path, found: str, slots: Slots, kind: str) -> None:
    """And shows the sentence."""
    page = written(tmp_path, read("cool jazz at home", "play", found, [("genre", "cool jazz")], slots))
    errors = page.texts["ol"][0]
    assert errors.startswith(kind)
    assert "test/seq.in:7" in errors
    assert re.sub(r"genre|artist", "", errors).count("cool jazz at home") >= 1


def test_the_surest_errors_come_first_and_few_of_each_kind(tmp_path: Path) -> None:
    """The total of each kind is said."""
    wrong = [read(f"play number {sure}", "play", "rate", sure=sure / 100) for sure in range(10, 90)]
    page = written(tmp_path, GOOD, *wrong, read("never mind", NONE, "play", sure=0.01))
    items = [item for item in page.texts["li"] if "sure" in item]
    shown = [int(number) for item in items for number in re.findall(r"play number (\d+)", item)]
    assert shown == sorted(shown, reverse=True)
    assert shown[0] == 89
    assert len(shown) == 50
    assert "Accepted, though out of scope" in items[-1]
    assert {"All81", "Intent wrong80", "Accepted, though out of scope1"} <= set(page.texts["button"])


def test_scope_scores_are_drawn_where_some_sentences_are_out_of_scope(tmp_path: Path) -> None:
    """With the threshold that keeps 95 % of those in scope."""
    assert "scope" not in written(tmp_path, GOOD, BAD).attributes["id"]
    page = written(tmp_path, GOOD, BAD, read("what is love", NONE, NONE, sure=0.8))
    assert "scope" in page.attributes["id"]
    assert any("A threshold of 0.830 accepts 100.0" in words for words in page.texts["p"])


def test_programs_are_shown_as_calls(tmp_path: Path) -> None:
    """Where the data says programs, the right one stands above the one that was read."""
    program = (Repeat(2, (Call("robot.move", {"distance": 3}),)),)
    found = Interpretation((Call("robot.move", {"distance": 4}),), 0.7)
    page = written(
        tmp_path, Prediction(Sentence(Labelled("go three twice", (), (), ()), program, "test.jsonl:1"), found, 0.001)
    )
    assert page.texts["code"] == ["2 × [robot.move(distance=3)]", "robot.move(distance=4)"]
    assert page.texts["ol"][0].startswith("Arguments or repetition wrong")


def test_what_is_asked_for_is_shown(tmp_path: Path) -> None:
    """On both sides; asking for what is missing is no mistake by itself."""
    sentence = Sentence(Labelled("turn", (), (), ()), (Call("robot.turn"),), missing=("direction",))
    found = Interpretation((Call("robot.turn"),), 0.7, "input", ("direction",), ("and",))
    errors = written(tmp_path, Prediction(sentence, found, 0.001)).texts["ol"][0]
    assert errors.count("robot.turn() asked for direction") == 2
    assert "Asked back" not in errors


def test_a_page_with_nothing_wrong_says_so(tmp_path: Path) -> None:
    """One sentence is enough for a report."""
    assert "No sentence was read wrong." in written(tmp_path, GOOD).texts["p"]


def test_the_page_stays_small(tmp_path: Path) -> None:
    """At 1,000 intents and 100,000 sentences: a matrix that can be read, and under three megabytes."""
    some = [
        read(f"play song {n} " + "la " * 20, f"music.play_{n % 1000}", f"music.play_{n * n % 1000}", sure=n % 97 / 97)
        for n in range(2_000)
    ]
    page = written(tmp_path, *some * 50)
    assert page.row("Sentences").startswith("Sentences100,000")
    assert len(page.source.encode()) < 3_000_000
    heads = next(head for head in page.texts["thead"] if head.startswith("said ↓"))
    assert heads.count("music.play_") == 30
    assert page.row("music.play_999")
