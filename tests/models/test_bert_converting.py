"""A checkpoint of one's own, from Hugging Face's layout to a model folder: converted and checked."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.errors import ModelError
from bot.model_folder import ModelFolder, open_model_folder

pytestmark = pytest.mark.filterwarnings("default")  # the frameworks warn about themselves


def test_a_checkpoint_becomes_a_model_folder(converted: Path) -> None:
    """Whole, with where it comes from and how near it is to the original."""
    from bot_bert.converting import ENCODER_FILES

    folder = open_model_folder(converted, "bert")
    assert set(ENCODER_FILES) <= set(folder.data["hashes"])
    assert folder.data["encoder"] == {"width": 32, "layers": 4}
    assert folder.data["scores"]["cosine to the Keras encoder"] >= 0.999
    assert "tiny-bert" in (converted / "MODEL_CARD.md").read_text()


def test_a_converted_encoder_gives_vectors(converted: Path) -> None:
    """Of length 1; a batch gives what single texts give, whatever their order."""
    from bot_bert.encoder import BertEncoder

    encoder = BertEncoder(converted)
    texts = ["go forward three steps", "turn left", "", "pick up the red ball"]
    vectors = encoder.encode(texts)
    assert vectors.shape == (4, 32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-4)
    assert vectors == pytest.approx(np.concatenate([encoder.encode([text]) for text in texts]), abs=1e-5)
    assert encoder.encode([]).shape == (0, 32)


def test_int8_is_smaller_and_near(converted: Path, small: ModelFolder) -> None:
    """The default is what ships: dynamic-range int8."""
    assert small.file("lower.tflite").stat().st_size < (converted / "lower.tflite").stat().st_size
    assert small.data["scores"]["cosine to the Keras encoder"] >= 0.99


def test_an_encoder_alone_cannot_read(converted: Path) -> None:
    """It says which file is not there and what to do."""
    from bot_bert.backend import BertBackend

    with pytest.raises(ModelError, match=r"reader\.tflite"):
        BertBackend(converted)


def _truncated(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:5000])


def _another_kind(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "model_type": "gpt2"}))


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "truncated weights": (_truncated, " cannot be loaded: "),
    "no weights": (lambda folder: (folder / "model.safetensors").unlink(), " cannot be loaded: "),
    "no config": (lambda folder: (folder / "config.json").unlink(), " cannot be loaded: "),
    "config is no JSON": (lambda folder: (folder / "config.json").write_text("{"), "/config.json is damaged: "),
    "another kind of model": (_another_kind, "/config.json: not a BERT checkpoint"),
}


@pytest.mark.parametrize(("damage", "told"), DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_checkpoint_is_one_clear_error(
    checkpoint: Path, tmp_path: Path, damage: Callable[[Path], object], told: str
) -> None:
    """It names the checkpoint; nothing is written where the model would have gone."""
    from bot_bert.converting import convert

    folder = tmp_path / "copy"
    shutil.copytree(checkpoint, folder)
    damage(folder)
    with pytest.raises(ModelError, match=re.escape(folder.as_posix() + told)) as error:
        convert(str(folder), tmp_path / "out", report=lambda _: None)
    assert "\n" not in str(error.value)
    assert not (tmp_path / "out").exists()
