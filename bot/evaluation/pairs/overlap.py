"""How much of what was written overlaps with what is right: BLEU and chrF, as sacreBLEU counts them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from bot.errors import BotError

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much overlaps, 0 to 100."""

    bleu: float
    """Papineni et al. (2002): words and runs of up to four of them."""
    chrf: float
    """Popović (2015): runs of up to six letters."""
    signature: str
    """How BLEU was counted, as sacreBLEU says it (Post 2018)."""


def need_sacrebleu() -> None:
    """Raise BotError, saying what to install, where sacrebleu is missing: better before a training than after it."""
    if find_spec("sacrebleu") is None:
        raise BotError("this needs sacrebleu: pip install 'plugbot[train]'")


def overlap(written: Sequence[str], right: Sequence[Sequence[str]]) -> Overlap:
    """Return how much of what was written overlaps with the right texts, one or more for each.

    Where most right texts are Chinese, a character is a word.
    """
    # Imported here: only the extra `train` brings it, and only this needs it.
    from sacrebleu.metrics import BLEU, CHRF

    most = max(map(len, right))
    references = [[texts[at] if at < len(texts) else None for texts in right] for at in range(most)]
    chinese = sum(bool(_HAN.search(texts[0])) for texts in right)
    bleu = BLEU(tokenize="zh" if 2 * chinese > len(right) else "13a", force=True)
    score = bleu.corpus_score(written, references).score
    return Overlap(score, CHRF().corpus_score(written, references).score, str(bleu.get_signature()))
