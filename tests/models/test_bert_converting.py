"""A checkpoint of one's own, from Hugging Face's layout to a reader: converted, checked, trained on, read with."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.backend import Context
from bot.errors import BotError, ModelError
from bot.model_folder import open_model_folder
from bot.plugins import Plugins
from bot.program import program_from_json, program_to_json

pytestmark = pytest.mark.filterwarnings("default")  # the frameworks warn about themselves

WIDTH, LAYERS, HEADS, INNER, POSITIONS = 32, 4, 2, 64, 64
WORDS = "go turn left right forward back pick up put down the a red blue ball key door box open then to it three two".split()


def vocabulary() -> list[str]:
    """Return a vocabulary of some words, all letters and digits, and pieces of words."""
    letters = [*"abcdefghijklmnopqrstuvwxyz0123456789"]
    marks = [*".,!?'-"]
    return [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *WORDS,
        *letters[1:],
        *marks,
        *(f"##{letter}" for letter in letters),
    ]


def tensors(size: int) -> dict[str, np.ndarray]:
    """Return random weights under the names that Hugging Face gives BERT's: float32, dense kernels [out, in]."""
    random = np.random.default_rng(0)

    def draw(*shape: int) -> np.ndarray:
        return random.normal(0, 0.2, shape).astype(np.float32)

    found = {
        "embeddings.word_embeddings.weight": draw(size, WIDTH),
        "embeddings.position_embeddings.weight": draw(POSITIONS, WIDTH),
        "embeddings.token_type_embeddings.weight": draw(2, WIDTH),
        "embeddings.LayerNorm.weight": np.ones(WIDTH, np.float32),
        "embeddings.LayerNorm.bias": np.zeros(WIDTH, np.float32),
        "pooler.dense.weight": draw(WIDTH, WIDTH),
        "pooler.dense.bias": draw(WIDTH),
    }
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        for name, out, into in (
            ("attention.self.query", WIDTH, WIDTH), ("attention.self.key", WIDTH, WIDTH),
            ("attention.self.value", WIDTH, WIDTH), ("attention.output.dense", WIDTH, WIDTH),
            ("intermediate.dense", INNER, WIDTH), ("output.dense", WIDTH, INNER),
        ):  # fmt: skip
            found[f"{at}.{name}.weight"], found[f"{at}.{name}.bias"] = draw(out, into), draw(out)
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            found[f"{at}.{name}.weight"], found[f"{at}.{name}.bias"] = (
                np.ones(WIDTH, np.float32),
                np.zeros(WIDTH, np.float32),
            )
    return found


def write_checkpoint(folder: Path) -> Path:
    """Write a tiny BERT of random weights in Hugging Face's layout."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True)
    words = vocabulary()
    config = {
        "architectures": ["BertModel"], "model_type": "bert", "vocab_size": len(words), "hidden_size": WIDTH,
        "num_hidden_layers": LAYERS, "num_attention_heads": HEADS, "intermediate_size": INNER, "hidden_act": "gelu",
        "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1, "max_position_embeddings": POSITIONS,
        "type_vocab_size": 2, "layer_norm_eps": 1e-12, "pad_token_id": 0,
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "vocab.txt").write_text("\n".join(words) + "\n")
    settings = {"do_lower_case": True, "tokenizer_class": "BertTokenizer", "model_max_length": POSITIONS}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    save_file(tensors(len(words)), str(folder / "model.safetensors"), metadata={"format": "pt"})
    return folder


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny checkpoint."""
    return write_checkpoint(tmp_path_factory.mktemp("checkpoint") / "tiny-bert")


@pytest.fixture(scope="module")
def converted(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkpoint as a model folder of float weights."""
    from bot_bert.converting import convert

    return convert(
        str(checkpoint), tmp_path_factory.mktemp("models") / "tiny", floating=True, report=lambda _: None
    ).path


def test_a_checkpoint_becomes_a_model_folder(converted: Path) -> None:
    """Whole, with where it comes from and how near it is to the original."""
    from bot_bert.converting import ENCODER_FILES

    folder = open_model_folder(converted, "bert")
    assert set(ENCODER_FILES) <= set(folder.data["hashes"])
    assert folder.data["encoder"] == {"width": WIDTH, "layers": LAYERS}
    assert folder.data["scores"]["cosine to the Keras encoder"] >= 0.999
    assert "tiny-bert" in (converted / "MODEL_CARD.md").read_text()


def test_a_converted_encoder_gives_vectors(converted: Path) -> None:
    """Of length 1; a batch gives what single texts give, whatever their order."""
    from bot_bert.encoder import BertEncoder

    encoder = BertEncoder(converted)
    texts = ["go forward three steps", "turn left", "", "pick up the red ball"]
    vectors = encoder.encode(texts)
    assert vectors.shape == (4, WIDTH)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-4)
    assert vectors == pytest.approx(np.concatenate([encoder.encode([text]) for text in texts]), abs=1e-5)
    assert encoder.encode([]).shape == (0, WIDTH)


def test_int8_is_smaller_and_near(checkpoint: Path, converted: Path, tmp_path: Path) -> None:
    """The default is what ships: dynamic-range int8."""
    from bot_bert.converting import convert

    small = convert(str(checkpoint), tmp_path / "int8", report=lambda _: None)
    assert small.file("lower.tflite").stat().st_size < (converted / "lower.tflite").stat().st_size
    assert small.data["scores"]["cosine to the Keras encoder"] >= 0.99


def test_a_reader_is_trained_on_a_converted_encoder(converted: Path, plugins: Plugins, tmp_path: Path) -> None:
    """It keeps the encoder as it was, lists what it was trained on, and reads any sentence without an error."""
    from bot_bert.backend import BertBackend
    from bot_bert.training import train

    paths = [plugin.sentence_paths["en"] for plugin in plugins.loaded if "en" in plugin.sentence_paths]
    folder = train(plugins.catalog, paths, tmp_path / "reader", base=converted, preset="tiny", report=lambda _: None)
    assert folder.data["actions"] == sorted(plugins.catalog.actions)
    assert folder.data["fingerprint"] == plugins.catalog.fingerprint
    assert folder.file("lower.tflite").read_bytes() == (converted / "lower.tflite").read_bytes()
    backend, context = BertBackend(folder.path), Context(plugins.catalog)
    assert backend.languages == {"en"}
    for found in backend.interpret(["go forward three steps, then turn left", "", "向左转", "qxz " * 100], context):
        assert all(program_from_json(program_to_json(each.program)) == each.program for each in found)
    assert not list(tmp_path.glob(".reader*"))


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


DAMAGE: dict[str, Callable[[Path], object]] = {
    "truncated weights": _truncated,
    "no weights": lambda folder: (folder / "model.safetensors").unlink(),
    "no config": lambda folder: (folder / "config.json").unlink(),
    "config is no JSON": lambda folder: (folder / "config.json").write_text("{"),
    "another kind of model": _another_kind,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_checkpoint_is_one_clear_error(
    checkpoint: Path, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    """It names the checkpoint; nothing is written where the model would have gone."""
    from bot_bert.converting import convert

    folder = tmp_path / "damaged"
    shutil.copytree(checkpoint, folder)
    damage(folder)
    with pytest.raises(ModelError, match="damaged") as error:
        convert(str(folder), tmp_path / "out", report=lambda _: None)
    assert "\n" not in str(error.value)
    assert not (tmp_path / "out").exists()


def test_a_preset_that_is_not_there_is_named(plugins: Plugins, tmp_path: Path) -> None:
    """With those that are."""
    from bot_bert.training import train

    with pytest.raises(BotError, match=r"'huge'; there are .*default"):
        train(plugins.catalog, [], tmp_path, base=tmp_path, preset="huge")
