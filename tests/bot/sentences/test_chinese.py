"""Utterances composed in Chinese, where words stand without spaces."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pytest

from bot.actions import action
from bot.backend import Context
from bot.catalog import make_catalog
from bot.evaluation.made import right_program
from bot.program import Call, Repeat
from bot.sentences.compose import Composer
from bot.sentences.edits import append, prepend
from bot.sentences.elliptic import Elliptic
from bot.sentences.files import read_sentence_file
from bot.sentences.furniture import Furniture
from bot.sentences.labelled import Draft, Labelled
from bot.sentences.noise import noisy
from bot.sentences.parts import Parts
from bot.sentences.pool import Pool
from bot.sentences.repeating import Repeating
from bot.sentences.sampler import Sample, Span
from bot.words import closed_up

SENTENCES = """
language: zh
intents:
  toy.go: {data: [{sentences: ["[请]往前走{distance}步", "走{distance}步"]}]}
  toy.open: {data: [{sentences: ["打开{target}", "把{target}打开"]}]}
  toy.look: {data: [{sentences: ["看看周围", "看一下四周"]}]}
lists:
  target: {values: [{in: "(红|蓝)门", out: door}, {in: BossLevel, out: boss}]}
"""
LINES: dict[str, list[Any]] = {
    "polite_before": ["请", "麻烦你"], "polite_after": ["吧", "，谢谢"], "openers": ["你好"], "fillers": ["嗯", "那个"],
    "asides": ["我在等"], "join_then": ["然后", "，再", "，接着"], "join_and": ["，并且", "还有"], "join_bare": ["，", ""],
    "join_terse": ["", "，", "然后"], "join_elliptic": ["和", "，然后"], "join_beside": ["，"], "prepositions": [],
    "elliptic_behind": ["也是"], "both": ["都"], "postpositions": ["旁边"],
    "first": ["先"], "last": ["最后"], "before": [{"join": "之后", "lead": "等", "link": "，再", "tag": "then"}],
    "after": [{"join": "之前", "lead": "在", "link": "，先", "more": ["，紧跟着"]}], "repeat": [{"text": "{count}次"}],
    "repeat_before": [{"text": "{count}遍，"}], "repeat_all": [{"text": "，然后把这些做{count}遍"}],
    "repeat_first": [{"text": "重复{count}次"}], "counts": ["{count}次", "{count}遍"], "corrections": ["不对"],
    "corrections_behind": ["我是说"], "drop_corrections": ["算了，"], "pronouns": ["它"], "named": [""], "insisting": ["，"],
    "articles": ["那"], "negation": ["别{clause}"], "condition": ["如果门开着，就{clause}"], "negatives": ["今天天气真好"],
    "unread_clauses": ["飞到月亮上"],
}  # fmt: skip
FURNITURE = Furniture(
    LINES,
    dict.fromkeys(("走", "往", "打开", "把", "看"), ()),
    {"走": "奏揍", "门": "们"},
    "zh",
    {"然后": "then"},
    {",": "，", ".": "。", "!": "！", "?": "？", ":": "："},
)


@action("toy.go")
def go(distance: int) -> str:
    """Go."""
    return str(distance)


@action("toy.open")
def unlock(target: str) -> str:
    """Open."""
    return target


@action("toy.look")
def look() -> str:
    """Look."""
    return ""


CATALOG = make_catalog([go, unlock, look], {}, {})


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    """Return what Chinese utterances are put together with."""
    path = tmp_path / "zh.yaml"
    path.write_text(SENTENCES, encoding="utf-8")
    random = Random(7)
    pool = Pool([read_sentence_file(path)], CATALOG.slot_types, FURNITURE, random, {"toy.go": frozenset(["distance"])})
    return Parts(FURNITURE, pool, random)


def program(said: Labelled) -> str:
    """Return the actions of the right program, in order."""
    made = right_program(said, Context(CATALOG, language="zh"))
    assert made is not None
    return " ".join(f"{step.times}x" if isinstance(step, Repeat) else step.action.removeprefix("toy.") for step in made)


def test_no_utterance_has_a_space_beside_chinese(parts: Parts) -> None:
    """Whatever it is put together with, and every stretch of it says something."""
    composer = Composer(parts)
    for _ in range(600):
        said = composer.utterance()
        assert said.text == closed_up(said.text)
        for span in (*said.structure, *said.slots, *said.clauses):
            stretch = said.text[span.start : span.end]
            assert stretch == stretch.strip() != "", said


def test_slots_stand_where_they_are(parts: Parts) -> None:
    """Also behind fillers, corrections and pronouns: each is one of the values, or what stands for one."""
    composer, seen = Composer(parts), set()
    for _ in range(600):
        said = composer.utterance()
        seen |= {said.text[slot.start : slot.end] for slot in said.slots if slot.name == "target"}
    assert {"红门", "蓝门", "BossLevel", "它"} <= seen
    assert all(name in ("它", "红门", "蓝门", "BossLevel") or "不对" in name or "嗯" in name for name in seen), seen


@pytest.mark.parametrize(("key", "order"), [("after", "look go"), ("before", "go look")])
def test_what_is_before_or_after_runs_in_its_order(key: str, order: str) -> None:
    """`A 之前 B` runs B first, `A 之后 B` runs A first."""
    line, draft = LINES[key][0], Draft(language="zh")
    draft.add(line["lead"], "O")
    draft.clause(Sample("走三步", "toy.go", (Span(1, 2, "distance"),)))
    draft.join(line["join"], line.get("tag", key))
    draft.join(line["link"], "O")
    draft.clause(Sample("看看周围", "toy.look"))
    assert program(draft.done()) == order


def test_what_goes_on_with_a_clause_runs_before_the_other_one(parts: Parts) -> None:
    """`A 之前先 B 再 C` runs B and C first."""
    composer, seen = Composer(parts), 0
    for _ in range(400):
        draft = Draft(language="zh")
        composer.reordered(draft)
        said = draft.done()
        behind = said.text.partition("之前，先")[2]
        if len(said.clauses) == 3 and "，紧跟着" in behind and right_program(said, Context(CATALOG, language="zh")):
            first, *rest = [clause.name.removeprefix("toy.") for clause in said.clauses]
            assert program(said) == " ".join([*rest, first]), said.text
            seen += 1
    assert seen > 5


def test_several_things_may_stand_amid_a_clause_or_behind_it(parts: Parts) -> None:
    """把红门和蓝门都打开, 打开红门和蓝门也是: each thing is opened by a call of its own."""
    elliptic, seen = Elliptic(parts), set()
    for _ in range(400):
        draft = Draft(language="zh")
        elliptic.elliptic(draft)
        said = draft.done()
        if said.text in ("把红门和蓝门都打开", "打开红门和蓝门也是"):
            seen.add(said.text)
            made = right_program(said, Context(CATALOG, language="zh"))
            assert [step.args for step in made or () if isinstance(step, Call)] == [
                {"target": "红门"},
                {"target": "蓝门"},
            ]
    assert len(seen) == 2


def test_what_stops_before_a_thing_loses_the_postposition_too(parts: Parts) -> None:
    """把盒子放到门旁边 stops at 把盒子放到, never at 把盒子放到旁边."""
    composer, go = Composer(parts), Sample("走到红门旁边", "toy.go", (Span(2, 4, "distance"),))
    with patch.object(parts.pool, "clause", return_value=go):
        draft = Draft(language="zh")
        composer.unfinished(draft)
    assert draft.done().text.endswith("走到")


def test_all_before_it_is_repeated(parts: Parts) -> None:
    """把这些做三遍 says how often, and the words before it only join it."""
    repeating = Repeating(parts)
    for _ in range(50):
        draft = Draft(language="zh")
        repeating.repeat_all(draft)
        assert draft.clauses[-1].name == "@repeat"
        assert draft.text[draft.clauses[-1].start :].startswith("把这些做")
        assert ("然后", "then") in {(draft.text[span.start : span.end], span.name) for span in draft.structure}


def test_a_count_stands_beside_its_clause() -> None:
    """Without a space, and a comma is no part of it."""
    sample = Sample("走三步", "toy.go", (Span(1, 2, "distance"),))
    behind, before = append(sample, "，两次", "@count"), prepend(sample, "两遍，", "@count")
    assert (behind.text, before.text) == ("走三步，两次", "两遍，走三步")
    assert [behind.text[s.start : s.end] for s in behind.slots] == ["三", "两次"]
    assert [before.text[s.start : s.end] for s in before.slots] == ["两遍", "三"]


def test_people_type_chinese_in_many_ways(parts: Parts) -> None:
    """With marks of either width, spaces for marks, and characters that sound alike; slots stay where they are."""
    composer, texts = Composer(parts), []
    for seed in range(400):
        said = noisy(composer.utterance(), FURNITURE, Random(seed))
        texts.append(said.text)
        for span in (*said.slots, *said.clauses):
            assert said.text[span.start : span.end].strip() == said.text[span.start : span.end]
    assert any("。" in text for text in texts)
    assert any(text.endswith(".") for text in texts)
    assert any(" " in text for text in texts)
    assert any("奏" in text or "揍" in text for text in texts)
