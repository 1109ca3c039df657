"""The trained reader of a model folder, of today and of the first format."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot import STRUCTURE
from bot.backend import Context
from bot.catalog import Catalog
from bot.errors import ModelError
from bot.model_folder import ModelFolder, open_model_folder, write_model_folder
from bot_bert.backend import BertBackend
from bot_bert.reader import LEARNED, Reader
from bot_bert.tokens import GRAMS, Tokenizer

pytestmark = pytest.mark.filterwarnings("default")  # the frameworks warn about themselves

LABELS, SLOTS = ("@none", "pick_up", "turn"), ("thing",)


@pytest.fixture(scope="module")
def first_format(converted: Path, tmp_path_factory: pytest.TempPathFactory) -> ModelFolder:
    """A model folder as the first program wrote it: its network scores pieces, and nothing else was learned."""
    import keras

    from bot_bert.converting import export

    middle, low = (keras.Input((None, 32), name=name) for name in ("middle", "low"))
    grams = keras.Input((None, GRAMS), dtype="int32", name="grams")
    letters = keras.ops.cast(grams, "float32") / 8192
    both = keras.layers.Concatenate()([middle, low, letters])
    sizes = {"structure": len(STRUCTURE), "slots": 2 * len(SLOTS) + 1, "labels": len(LABELS)}
    keras.utils.set_random_seed(5)
    network = keras.Model(
        [middle, low, grams], {name: keras.layers.Dense(size, name=name)(both) for name, size in sizes.items()}
    )

    def write(folder: Path) -> None:
        for name in ("tokenizer.json", "lower.tflite"):
            shutil.copyfile(converted / name, folder / name)
        export(network, folder / "reader.tflite", quantize=False)

    data = {"backend": "bert", "languages": ["en"], "labels": LABELS, "slots": SLOTS, "actions": ["pick_up", "turn"],
            "fingerprint": "", "training": {"preset": "default", "epochs": 4}}  # fmt: skip
    return write_model_folder(tmp_path_factory.mktemp("first") / "reader", data, write)


def test_a_reader_of_the_first_format_scores_the_first_pieces(first_format: ModelFolder) -> None:
    """Each word by its first piece and its letters, whatever pieces it has beside that."""
    from bot.litert import LiteModel

    pieces = Tokenizer(first_format.file("tokenizer.json")).pieces("turn xyz left, ball")
    assert len(pieces.words) == 5 < pieces.ids.shape[1] - 2
    found = Reader(first_format).scores(pieces)
    grams = np.zeros((1, pieces.ids.shape[1], GRAMS), np.int32)
    edges = [*pieces.first, pieces.ids.shape[1] - 1]
    for word, (start, end) in enumerate(pairwise(edges)):
        grams[0, start:end] = pieces.grams[word]
    lower = LiteModel(first_format.file("lower.tflite"))({"ids": pieces.ids})
    raw = LiteModel(first_format.file("reader.tflite"))({**lower, "grams": grams})
    assert found.structure == pytest.approx(raw["structure"][0, pieces.first], abs=1e-4)
    assert found.slots == pytest.approx(raw["slots"][0, pieces.first], abs=1e-4)
    assert found.labels == pytest.approx(raw["labels"][0, pieces.first], abs=1e-4)


def test_a_reader_of_the_first_format_learned_nothing_else(first_format: ModelFolder) -> None:
    """No transitions, and confidence is judged as it was."""
    reader = Reader(first_format)
    assert (reader.chains().order, reader.chains().slots) == (None, None)
    assert (reader.judge().weighing, reader.judge().scope_weighing) == (None, None)


def test_a_backend_reads_with_the_first_format(first_format: ModelFolder, catalog: Catalog) -> None:
    """The same for the same utterance, and nothing raises."""
    backend, texts = BertBackend(first_format.path), ["pick up the red ball", "", "turn left", "go " * 300]
    found = backend.interpret(texts, Context(catalog))
    assert found == [backend.interpret([text], Context(catalog))[0] for text in texts]
    assert all(0 <= each.confidence <= 1 for several in found for each in several)


def _cut(path: Path) -> None:
    np.savez(path, transitions=np.zeros((3, 3), np.float32), start=np.zeros(3, np.float32))
    path.write_bytes(path.read_bytes()[:200])


def _one_array(path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, np.zeros(3))


DAMAGE: dict[str, Callable[[Path], Any]] = {
    "empty": lambda path: path.write_bytes(b""),
    "no archive": lambda path: path.write_bytes(b"no archive at all"),
    "cut off": _cut,
    "objects": lambda path: np.savez(path, start=np.array([{}], dtype=object)),
    "words for numbers": lambda path: np.savez(path, start=np.array(["a"])),
    "one array": _one_array,
    "half of a chain": lambda path: np.savez(path, transitions=np.zeros((3, 3), np.float32)),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_what_was_learned_is_damaged(first_format: ModelFolder, tmp_path: Path, damage: Callable[[Path], Any]) -> None:
    """One clear line that names the file, also where its hash is right."""

    def write(folder: Path) -> None:
        for name in first_format.data["hashes"]:
            shutil.copyfile(first_format.path / name, folder / name)
        damage(folder / LEARNED)

    folder = write_model_folder(tmp_path / "damaged", first_format.data, write)
    with pytest.raises(ModelError, match=r"reader\.npz is damaged") as error:
        Reader(open_model_folder(folder.path, "bert"))
    assert "\n" not in str(error.value)
