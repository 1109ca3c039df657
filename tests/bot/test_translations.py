"""Translations: the catalogues that the core and plugins bring."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import message
from bot.translations import Translations


def test_the_core_is_known_in_chinese() -> None:
    """Without any plugin."""
    assert Translations().translated(message("There is nothing to undo."), "zh") == "没有可以撤销的。"


def test_english_needs_no_catalogue() -> None:
    """A message says itself."""
    assert Translations().translated(message("There is nothing to undo."), "en") == "There is nothing to undo."


@pytest.mark.parametrize("language", ["ja", "", "../zh", "x" * 5000, "\x00"])
def test_a_language_without_a_catalogue_is_answered_in_english(language: str) -> None:
    """Whatever was given as one."""
    assert Translations().translated(message("Stopped."), language) == "Stopped."


@pytest.mark.parametrize("place", ["messages/de.json", "lamp.de.json"])
def test_a_plugin_brings_its_own(tmp_path: Path, place: str) -> None:
    """In a folder, or beside a single file."""
    path = tmp_path / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"The lamp is on.": "Die Lampe ist an."}), encoding="utf-8")
    translations = Translations([(tmp_path, "lamp")])
    assert translations.translated(message("The lamp is on."), "de") == "Die Lampe ist an."
    assert translations.problems == []


def test_the_core_keeps_its_words(tmp_path: Path) -> None:
    """A plugin with a template of the same words says them for itself only where the core has none."""
    (tmp_path / "lamp.zh.json").write_text(json.dumps({"Stopped.": "灯灭了。", "On.": "灯亮了。"}), encoding="utf-8")
    translations = Translations([(tmp_path, "lamp")])
    assert translations.translated(message("Stopped."), "zh") == "停下了。"
    assert translations.translated(message("On."), "zh") == "灯亮了。"


@pytest.mark.parametrize("content", ["{", "[]", '{"On.": 1}', "\udcff"])
def test_a_broken_catalogue_costs_its_own_words_only(tmp_path: Path, content: str) -> None:
    """One line names the file."""
    path = tmp_path / "lamp.zh.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    translations = Translations([(tmp_path, "lamp")])
    assert translations.translated(message("On."), "zh") == "On."
    assert translations.translated(message("Stopped."), "zh") == "停下了。"
    (problem,) = translations.problems
    assert problem.startswith(str(path))


def test_languages_are_called_as_people_call_them() -> None:
    """In the language that is spoken; in English where that is not known."""
    said = message("no way into {language}", language=message("Swedish"))
    assert Translations().translated(said, "zh") == "no way into 瑞典语"
    assert Translations().translated(said, "fr") == "no way into Swedish"
