"""A tiny encoder, and a few commands to learn, for tests of what is trained on one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bot.actions import Action, Parameter
from bot.catalog import Catalog
from bot.model_folder import ModelFolder
from bot.sentences.corpus import Corpus, count_words
from bot.sentences.labelled import Labelled
from bot.sentences.sampler import Span
from bot.slots.text import TextSlot

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
        "embeddings.LayerNorm.weight": 1 + draw(WIDTH),
        "embeddings.LayerNorm.bias": draw(WIDTH),
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
            found[f"{at}.{name}.weight"], found[f"{at}.{name}.bias"] = 1 + draw(WIDTH), draw(WIDTH)
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


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny checkpoint."""
    return write_checkpoint(tmp_path_factory.mktemp("checkpoint") / "tiny-bert")


@pytest.fixture(scope="session")
def converted(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkpoint as a model folder of float weights."""
    from bot_bert.converting import convert

    return convert(
        str(checkpoint), tmp_path_factory.mktemp("models") / "tiny", floating=True, report=lambda _: None
    ).path


@pytest.fixture(scope="session")
def small(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> ModelFolder:
    """The checkpoint as a model folder of 8-bit weights, as convert makes it by itself."""
    from bot_bert.converting import convert

    return convert(str(checkpoint), tmp_path_factory.mktemp("models") / "int8", report=lambda _: None)


@pytest.fixture
def step_by_step() -> Iterator[None]:
    """Run each step as it is written: for a handful of steps, compiling them takes far longer."""
    import tensorflow as tf

    tf.config.run_functions_eagerly(True)  # noqa: FBT003 - named so by its library
    yield
    tf.config.run_functions_eagerly(False)  # noqa: FBT003


def _said(text: str, intent: str, thing: str = "") -> Labelled:
    whole = (0, len(text))
    start = text.find(thing)
    slots = (Span(start, start + len(thing), "thing"),) if thing else ()
    return Labelled(text, (Span(*whole, "B"),), slots, (Span(*whole, intent),))


@pytest.fixture(scope="session")
def commands() -> Corpus:
    """Twelve given utterances of two intents, one of which has a slot."""
    things = ("the red ball", "a blue key", "the door", "a box", "the blue box", "a red door")
    ways = ("left", "right", "to the left", "to the right", "left three", "right two")
    utterances = (
        *(_said(f"pick up {thing}", "pick_up", thing) for thing in things),
        *(_said(f"turn {way}", "turn") for way in ways),
    )
    return Corpus(utterances, ("@none", "pick_up", "turn"), ("thing",), count_words(utterances), given=True)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The two actions that the commands are read as."""

    def action(name: str, *slots: str) -> Action:
        return Action(
            name, lambda **_: None, tuple(Parameter(slot, str, None) for slot in slots), "",
            frozenset(), None, undoable=True, gives_text=False, folder=Path(),
        )  # fmt: skip

    actions = {"pick_up": action("pick_up", "thing"), "turn": action("turn")}
    return Catalog(actions, {"pick_up": {"thing": TextSlot(verbatim=True)}, "turn": {}})
