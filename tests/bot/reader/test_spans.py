"""Texts and paths that a model cut too short: quotation marks bound a text, spaces a path."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import action
from bot.catalog import Catalog, make_catalog
from bot.interpretation import Interpretation
from bot.program import calls
from bot.reader.spans import with_whole_texts
from bot.reading import Clause, SlotSpan

Read = Callable[..., Interpretation]


@action("note.write")
def write(text: str, path: Path | None = None, count: int = 1) -> None:
    """Write a text down."""
    del text, path, count


@pytest.fixture(scope="module")
def writing() -> Catalog:
    """An action that takes a text and a path."""
    return make_catalog([write], {}, {})


@action("note.find")
def find(query: str) -> None:
    """Look something up."""
    del query


@pytest.mark.parametrize(
    ("utterance", "cut", "query"),
    [
        ("查查空调显示E4是怎么回事", "空调显示E4", "空调显示E4是怎么回事"),
        ("搜明儿个天儿咋样？", "明儿个天儿", "明儿个天儿咋样"),
        ("查查怎么办的护照", "查查", "查查"),
        ("空调怎么办护照的笔记", "空调", "空调"),
    ],
)
def test_what_is_asked_is_looked_up(utterance: str, cut: str, query: str) -> None:
    """Where nothing else stands behind it."""
    start = utterance.index(cut)
    span = SlotSpan("query", cut, start, start + len(cut))
    clause = Clause("note.find", 0, len(utterance), "start", (span,))
    assert with_whole_texts(utterance, clause, make_catalog([find], {}, {})).slots[0].text == query


@pytest.mark.parametrize(
    ("utterance", "cut", "text"),
    [
        ('write "Help!" into it', '"Help', "Help!"),
        ('write "Help!" into it', 'Help!"', "Help!"),
        ("write 'is this seat free?' now", "is this seat free", "is this seat free?"),
        ("write “pick up the ball, then stop”", "pick up the ball", "pick up the ball, then stop"),
        ("写「我不是機器人」", "我不是", "我不是機器人"),
        ("write don't panic", "don't panic", "don't panic"),
        ("write the dog's ball and the cat's", "dog's ball", "dog's ball"),
        ('write "a" and "b"', '"a" and "b"', '"a" and "b"'),
        ("写“停下，别走”的原唱", "停下，别走”的原唱", "“停下，别走”的原唱"),
        ('write who sang "let it be" first', 'who sang "let it', 'who sang "let it be"'),
    ],
)
def test_what_is_quoted_is_taken_whole(read: Read, writing: Catalog, utterance: str, cut: str, text: str) -> None:
    """Also where only a part of it was marked; what is not quoted stays as it was marked."""
    found = read(utterance, (utterance, "note.write", {"text": cut}), catalog=writing)
    assert next(iter(calls(found.program))).args["text"] == text


def test_what_is_quoted_is_the_text_that_is_lacking(read: Read, writing: Catalog) -> None:
    """Where the model marked none."""
    found = read('write "tick tock"', ('write "tick tock"', "note.write"), catalog=writing)
    assert next(iter(calls(found.program))).args["text"] == "tick tock"
    assert found.need == "nothing"


def test_two_quotations_are_the_text_and_nothing_else(read: Read, writing: Catalog) -> None:
    """One that a slot holds already is not taken once more."""
    text = 'write "a" into "b"'
    found = read(text, (text, "note.write", {"text": "a"}), catalog=writing)
    assert next(iter(calls(found.program))).args["text"] == "a"


@pytest.mark.parametrize(
    ("utterance", "cut", "path"),
    [
        ("write it to /var/log/syslog.1", "/var/log/syslog", "/var/log/syslog.1"),
        ("write it to recordings/kitchen.wav?", "/kitchen.wav", "recordings/kitchen.wav"),
        (r"write it to E:\Backup\old mails.", r"\Backup\old mails", r"E:\Backup\old mails"),
        ("write it to 'Tax 2023.pdf' now", "Tax", "Tax 2023.pdf"),
        ("写到 ~/圖書館 裡", "~/圖書", "~/圖書館"),
        ("写到~/a.txt里", "~/a", "~/a.txt"),
        ("写到~/图书馆里", "~/图书馆", "~/图书馆"),
    ],
)
def test_a_path_is_taken_whole(read: Read, writing: Catalog, utterance: str, cut: str, path: str) -> None:
    """From space to space, without the mark that ends the sentence; Chinese characters only before a space."""
    slots = {"text": "it" if "it" in utterance else "写", "path": cut}
    found = read(utterance, (utterance, "note.write", slots), catalog=writing)
    assert next(iter(calls(found.program))).args["path"] == path


@given(st.text(alphabet="ab \"'“”「」/.\\圖", max_size=30), st.integers(0, 29), st.integers(1, 30))
def test_a_span_is_never_lost(utterance: str, start: int, length: int) -> None:
    """It grows, or stays, and stands where its words stand."""
    end = min(start + length, len(utterance))
    if start >= end:
        return
    catalog = make_catalog([write], {}, {})
    for name in ("text", "path"):
        slot = SlotSpan(name, utterance[start:end], start, end)
        whole = with_whole_texts(utterance, Clause("note.write", 0, len(utterance), slots=(slot,)), catalog).slots[0]
        assert utterance[whole.start : whole.end] == whole.text
        assert whole.start <= start
        assert whole.end >= end or utterance[whole.end : end].strip(".\\/\"' ") == ""
