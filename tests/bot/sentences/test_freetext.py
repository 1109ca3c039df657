"""Free text: any words, names and paths, in quotation marks and behind a colon, with spans that stay right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import yaml

from bot import PluginError
from bot.plugins import Plugins
from bot.sentences.files import read_sentence_file
from bot.sentences.freetext import FreeText
from bot.sentences.furniture import load_furniture
from bot.sentences.pool import Pool
from bot.sentences.sampler import Sample

FILE = """
language: {language}
intents:
  note.write:
    data:
      - sentences: ["write {{words}}", "write {{words}} twice", "write into {{file}}"]
lists:
  words: {{wildcard: true, free: {kind}, values: ["the tea is ready"]}}
  file: {{wildcard: true, free: path, values: ["talk.wav"]}}
"""


def drawn(path: Path, plugins: Plugins, *texts: str) -> list[Sample]:
    """Return many sentences of a file, with texts that may be said in them."""
    pool = Pool([read_sentence_file(path)], plugins.catalog.slot_types, load_furniture("en"), Random(1), texts=texts)
    return [pool.clause() for _ in range(1500)]


@pytest.fixture
def samples(tmp_path: Path, plugins: Plugins) -> list[Sample]:
    """Many sentences of a file whose lists are free."""
    path = tmp_path / "note.en.yaml"
    path.write_text(FILE.format(language="en", kind="text"), encoding="utf-8")
    return drawn(path, plugins)


def surfaces(samples: list[Sample], name: str) -> list[str]:
    """Return what the slots of a name say."""
    return [sample.text[slot.start : slot.end] for sample in samples for slot in sample.slots if slot.name == name]


def test_a_free_text_is_mostly_something_else(samples: list[Sample]) -> None:
    """Its examples are a part of it, and every text is one."""
    said = surfaces(samples, "words")
    assert 0.2 < said.count("the tea is ready") / len(said) < 0.6
    assert len(set(said)) > len(said) / 3
    assert all(text.strip() == text and text for text in said)


def test_a_free_path_keeps_its_suffix(samples: list[Sample]) -> None:
    """A recording stays one, wherever it lies."""
    said = surfaces(samples, "file")
    assert all(path.endswith(".wav") for path in said)
    assert {"~", "/", "C"} <= {path[0] for path in said}


def test_quotation_marks_stand_around_a_text_and_are_no_part_of_it(samples: list[Sample]) -> None:
    """Nor is the colon before it, and a path with a space in it always has them."""
    quoted = [sample for sample in samples if '"' in sample.text]
    assert quoted
    assert not any(text[0] == '"' or text[-1] == '"' for text in surfaces(samples, "words"))
    assert any("write: " in sample.text for sample in samples)
    for sample in samples:
        for slot in sample.slots:
            if slot.name == "file" and " " in sample.text[slot.start : slot.end]:
                assert not sample.text[slot.start - 1].isspace(), sample.text


def test_texts_that_are_given_are_said(tmp_path: Path, plugins: Plugins, samples: list[Sample]) -> None:
    """In a good part of the free texts, and their words in others."""
    path = tmp_path / "other.en.yaml"
    path.write_text(FILE.format(language="en", kind="text"), encoding="utf-8")
    said = surfaces(drawn(path, plugins, "a zebra met two wombats"), "words")
    assert 0.03 < sum("zebra met two wombats" in text for text in said) / len(said) < 0.5
    assert any("wombats" in text and "zebra met" not in text for text in said)
    assert not any("wombats" in text for text in surfaces(samples, "words"))


def test_texts_that_people_say_are_mostly_said_as_they_are() -> None:
    """Where a language has a list of them; now and then with other words."""
    known = ["5G和4G的区别", "借过", "上次住的酒店"]
    free = FreeText(
        "zh", Random(1), sentence=lambda: "水开了", command=lambda: "左转", path=lambda: "~/a.md", texts=known
    )
    said = [free.said("text", ["你好"], last=False)[1] for _ in range(600)]
    assert 0.3 < sum(text in known for text in said) / len(said) < 0.6
    assert any("借过" in text and text != "借过" for text in said)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_texts_of_a_language_teach_no_golden_sentence(language: str) -> None:
    """Each stands there once, and none fills a slot of what judges the models."""
    texts = load_furniture(language).texts
    assert len(texts) == len({*texts})
    assert len(texts) > 2500
    assert all(text.strip() == text and text for text in texts)
    golden = Path(__file__).parents[2] / "golden"
    judged: set[str] = set()
    for name in (f"{language}.yaml", f"{language}_plugins.yaml"):
        data = yaml.safe_load((golden / name).read_text(encoding="utf-8"))
        entries = data["sentences"] if isinstance(data, dict) else data
        judged.update(*(strings(entry["program"]) for entry in entries))
    assert len(judged) > 100
    assert judged & {*texts} == set()


def strings(data: object) -> Iterator[str]:
    """Yield all strings of JSON data."""
    if isinstance(data, str):
        yield data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from strings(each)


def test_chinese_words_are_what_stands_between_small_ones() -> None:
    """Not single characters, which nobody puts together so."""
    free = FreeText(
        "zh", Random(1), sentence=lambda: "我把会议纪要给你了", command=lambda: "左转", path=lambda: "~/a.md"
    )
    said = {free.said("text", ["你好"], last=False)[1] for _ in range(400)}
    assert "会议纪要" in said
    assert not any("我" in text and "我把会议纪要给你了" not in text for text in said)


def test_the_same_seed_says_the_same() -> None:
    """Whatever is drawn."""

    def made(seed: int) -> list[str]:
        free = FreeText("zh", Random(seed), sentence=lambda: "水开了", command=lambda: "左转", path=lambda: "~/a.md")
        return [free.said(kind, ["你好"], last=True)[1] for kind in ("text", "name", "text") for _ in range(20)]

    assert made(3) == made(3)
    assert made(3) != made(4)


def test_a_list_free_for_something_unknown_is_an_error(tmp_path: Path) -> None:
    """Which names the file and what there is."""
    path = tmp_path / "note.en.yaml"
    path.write_text(FILE.format(language="en", kind="verse"), encoding="utf-8")
    with pytest.raises(PluginError, match=r"note\.en\.yaml: free: 'verse' is none of text, name, path"):
        read_sentence_file(path)
