"""What counts as nothing in Chinese is no command in English: one model learns both languages."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[3]
CHINESE = [ROOT / "bot" / "language" / "zh.yaml", *ROOT.glob("*/**/sentences/zh.yaml")]


def test_no_chinese_negative_is_an_english_command() -> None:
    """Else each would teach the model the opposite of the other."""
    commands = {
        re.sub(r"\W+", " ", str(each["utterance"])).strip().casefold()
        for name in ("en.yaml", "development.yaml")
        for each in _listed(yaml.safe_load((ROOT / "tests" / "golden" / name).read_text(encoding="utf-8")))
        if each["program"]
    }
    negatives = {
        part.strip().casefold()
        for path in CHINESE
        for line in yaml.safe_load(path.read_text(encoding="utf-8")).get("negatives") or ()
        for part in line.strip("()").split("|")
        if part.isascii() and any(map(str.isalpha, part))
    }
    assert "play some music" in negatives
    assert sorted(commands & negatives) == []


def _listed(data: object) -> list[dict[str, object]]:
    found = data["sentences"] if isinstance(data, dict) else data
    assert isinstance(found, list)
    return found
