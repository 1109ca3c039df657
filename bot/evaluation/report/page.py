"""The page: one file that loads nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.evaluation.metrics import reliability
from bot.evaluation.report.confusions import count_confusions, slot_scores
from bot.evaluation.report.errors import errors
from bot.evaluation.report.html import Html, element, join
from bot.evaluation.report.judged import judge
from bot.evaluation.report.matrix import confusion
from bot.evaluation.report.measured import measured, robustness
from bot.evaluation.report.reliability import reliability_diagram
from bot.evaluation.report.scope import scope_scores
from bot.evaluation.report.scored import per_intent, per_slot
from bot.evaluation.report.section import Section
from bot.evaluation.running import Evaluation
from bot.words import encodable


def page(result: Evaluation, when: datetime) -> str:
    """Return the report of an evaluation as an HTML page."""
    judged = [judge(prediction) for prediction in result.predictions]
    found = count_confusions(judged)
    programs = any(each.prediction.sentence.program is not None for each in judged)
    parts = (
        measured(result, when),
        robustness(result),
        confusion(found, several=any(len(each.said) > 1 for each in judged)),
        reliability_diagram(reliability(result.predictions)),
        scope_scores(judged),
        errors(judged),
        per_intent(found.scores()),
        per_slot(slot_scores(judged), values=programs),
    )
    return _document(f"{result.dataset.name}, read by {result.backend}", [part for part in parts if part is not None])


def _document(title: str, sections: Sequence[Section]) -> str:
    style, script = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name_="color-scheme", content="light dark"),
        element("title", title),
        element("style", Html(style)),
    )
    links = element(
        "nav", *(element("a", each.title, href=f"#{each.anchor}") for each in sections), aria_label="Sections"
    )
    top = element("header", element("p", "Evaluation report", class_="over"), element("h1", title), links)
    main = element("main", *(each.html() for each in sections))
    body = element("body", top, main, element("script", Html(script)))
    whole = join(Html("<!doctype html>\n"), element("html", head, body, lang="en"), Html("\n"))
    return encodable(whole)


def _hash(text: str) -> str:
    """Return what allows exactly this style or script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
