"""Example sentences with their vectors, to find the nearest one to what was said."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from bot.catalog import Catalog
from bot.errors import ModelError
from bot.languages import guess_language
from bot.sentences.compiled import Pattern
from bot.words import joined

if TYPE_CHECKING:
    from bot.model_folder import ModelFolder

EXAMPLES = "examples.json"
VECTORS = "examples.npy"


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and the action that it is for; `@none` where no action fits."""

    text: str
    action: str
    fixed: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Sentences and their vectors, float [examples, width], each of length 1."""

    sentences: tuple[Example, ...]
    vectors: Any

    def nearest(self, vector: Any) -> tuple[Example | None, float]:
        """Return the sentence nearest to a vector, and its cosine; None where there are no sentences."""
        if not self.sentences:
            return None, -1.0
        cosines = self.vectors @ vector
        best = int(cosines.argmax())
        return self.sentences[best], float(cosines[best])


def fill(pattern: Pattern, catalog: Catalog, random: Random) -> str:
    """Return a pattern with its slots filled by what their types write."""

    def surface(match: re.Match[str]) -> str:
        slot = catalog.slot(pattern.action, match[1])
        return slot.write(random, language) if slot is not None else ""

    language = guess_language(pattern.text, "en")
    return joined(re.sub(r"\{(\w+)\}", surface, pattern.text).split())


def save_examples(folder: Path, examples: list[Example], encode: Callable[[list[str]], Any]) -> None:
    """Write sentences and their vectors into a model folder, the vectors as float16."""
    import numpy as np

    listing = [[example.text, example.action, dict(example.fixed)] for example in examples]
    (folder / EXAMPLES).write_text(json.dumps(listing, ensure_ascii=False), encoding="utf-8")
    np.save(folder / VECTORS, np.asarray(encode([example.text for example in examples]), np.float16))


def load_examples(model: ModelFolder) -> Examples | None:
    """Return the examples of a model folder, or None where it has none; raises ModelError."""
    import numpy as np

    if EXAMPLES not in model.data["hashes"]:
        return None
    try:
        listing = json.loads(model.file(EXAMPLES).read_text(encoding="utf-8"))
        vectors = np.load(model.file(VECTORS), allow_pickle=False).astype(np.float32)
        return Examples(tuple(Example(text, action, fixed) for text, action, fixed in listing), vectors)
    except (OSError, ValueError) as error:
        raise ModelError(f"{model.path / EXAMPLES} is damaged: {error}") from None
