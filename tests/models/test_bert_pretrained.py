"""The encoder's layers as Keras trains them, against the files that reading runs on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.errors import ModelError
from bot.litert import LiteModel
from bot.model_folder import ModelFolder, open_model_folder

pytestmark = pytest.mark.filterwarnings("default")  # the frameworks warn about themselves

IDS = (np.array([[2, 5, 6, 7, 3]], np.int32), np.arange(2, 60, dtype=np.int32)[None])


def cosine(one: Any, other: Any) -> float:
    """Return the lowest cosine of two arrays' rows."""
    a, b = (np.asarray(each).reshape(-1, np.shape(each)[-1]) for each in (one, other))
    return float(((a * b).sum(axis=1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)).min())


def states(folder: Path, ids: np.ndarray) -> list[Any]:
    """Return the states after the embeddings and after each layer."""
    from bot_bert.pretrained import whole_encoder

    embeddings, layers = whole_encoder(folder, 0.0)
    found = [embeddings(ids)]
    for layer in layers:
        found.append(layer(found[-1]))
    return found


def check_like_its_files(folder: ModelFolder, least: float) -> None:
    """Compare the layers with lower.tflite, and their mean with upper.tflite."""
    lower, upper = LiteModel(folder.file("lower.tflite")), LiteModel(folder.file("upper.tflite"))
    for ids in IDS:
        found, below = states(folder.path, ids), lower({"ids": ids})
        assert len(found) == 1 + folder.data["encoder"]["layers"]
        assert cosine(found[1], below["middle"]) > least
        assert cosine(found[2], below["low"]) > least
        mean = np.asarray(found[-1]).mean(axis=1)
        assert cosine(mean, upper({"low": below["low"]})["vector"]) > least


def test_the_layers_of_a_float_encoder_are_its_own(converted: Path) -> None:
    """What training starts from gives what reading gives."""
    check_like_its_files(open_model_folder(converted, "bert"), 0.999)


def test_the_layers_of_an_int8_encoder_are_near(small: ModelFolder) -> None:
    """Read back from whole numbers and their scales."""
    check_like_its_files(small, 0.99)


def test_the_top_layers_alone_are_the_same(converted: Path) -> None:
    """Whether the whole encoder is tuned or its top."""
    from bot_bert.pretrained import upper_layers, whole_encoder

    top = upper_layers(converted)
    for one, other in zip(top, whole_encoder(converted, 0.1)[1][-len(top) :], strict=True):
        for mine, theirs in zip(one.get_weights(), other.get_weights(), strict=True):
            assert (mine == theirs).all()


def test_the_table_of_words_is_kept(converted: Path) -> None:
    """All else learns."""
    from bot_bert.pretrained import whole_encoder

    embeddings, layers = whole_encoder(converted, 0.1)
    assert {weight.path.split("/")[-2] for weight in embeddings.trainable_weights} == {"places", "norm"}
    assert all(layer.trainable_weights for layer in layers)


def foreign(converted: Path, folder: Path) -> Path:
    """Return an encoder whose lower.tflite is a LiteRT file of another making."""
    shutil.copytree(converted, folder)
    shutil.copyfile(converted / "upper.tflite", folder / "lower.tflite")
    return folder


def one_layer_more(converted: Path, folder: Path) -> Path:
    """Return an encoder that is said to have one layer more than it has."""
    shutil.copytree(converted, folder)
    data = json.loads((folder / "model.json").read_text())
    data["encoder"]["layers"] += 1
    (folder / "model.json").write_text(json.dumps(data))
    return folder


@pytest.mark.parametrize("make", [foreign, one_layer_more])
def test_an_encoder_of_another_making_is_one_clear_error(converted: Path, tmp_path: Path, make: Any) -> None:
    """It names the file and says what to do."""
    from bot_bert.pretrained import whole_encoder

    folder = make(converted, tmp_path / "foreign")
    with pytest.raises(ModelError, match=r"lower\.tflite was not written by .*convert the checkpoint again") as error:
        whole_encoder(folder, 0.1)
    assert "\n" not in str(error.value)
