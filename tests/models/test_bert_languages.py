"""What the trainer of `bert` learns of languages: one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalog import Catalog
from bot.errors import BotError
from bot.sentences.corpus import Corpus


@pytest.mark.parametrize(("languages", "said"), [(("en", "zh"), "en, zh"), ((), "none")])
def test_one_language_is_learned(
    commands: Corpus, catalog: Catalog, tmp_path: Path, languages: tuple[str, ...], said: str
) -> None:
    """Several are refused before anything is made."""
    from bot_bert.training import train

    with pytest.raises(BotError, match=f"bert learns one language, not {said}"):
        train(lambda _: commands, catalog, tmp_path, base=tmp_path, preset="tiny", languages=languages)
