"""A causal language model in Hugging Face layout, made by the tests: each of its tokens has one that always follows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.interpreter import Interpreter
from bot.plugins import Plugins
from bot.runner import Listener
from bot.services import Models
from bot.settings import load_settings

WISH = '{"action": "robot.turn", "args": {"direction": "left"}}'
SAYS = {
    "hamlet": ["William", " Shake", "speare", "."],
    "sandwich": ["First", " I", " turn.\n", WISH, " and", " more"],
    "left.": [" It", " is", " done."],
    "Assistant:": ["Some", " guy", "\nUser:", " what"],
}
"""What is said after a word that ends the prompt."""
ENDLESS = {"everest": " on"}
END = "</s>"


def followers() -> dict[str, str]:
    """Return each token with the one that follows it; none stands in two answers, so that each is said as it stands."""
    found = {**ENDLESS, " on": " on", "<unk>": END, END: END}
    for word, tokens in SAYS.items():
        found.update(zip([word, *tokens], [*tokens, END], strict=True))
    return found


def save_checkpoint(folder: Path, template: str) -> Path:
    """Write a Llama of two layers in which the embedding of a token is all that decides about the next one."""
    import numpy as np
    from safetensors.numpy import save_file
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, PreTrainedTokenizerFast

    follow = followers()
    ids = {token: number for number, token in enumerate(sorted({*follow, *follow.values()}))}
    count = width = len(ids) + len(ids) % 2
    LlamaConfig(
        architectures=["LlamaForCausalLM"], vocab_size=count, hidden_size=width, intermediate_size=16, num_hidden_layers=2,
        num_attention_heads=1, num_key_value_heads=1, tie_word_embeddings=False, bos_token_id=None, eos_token_id=ids[END],
    ).save_pretrained(folder)  # fmt: skip
    head = np.zeros((count, width), np.float32)
    for token, after in follow.items():
        head[ids[after], ids[token]] = 5
    weights: dict[str, Any] = {
        "model.embed_tokens.weight": np.eye(count, width, dtype=np.float32),
        "lm_head.weight": head,
    }
    weights["model.norm.weight"] = np.ones(width, np.float32)
    for layer in ("model.layers.0.", "model.layers.1."):
        for name in "qkvo":
            weights[f"{layer}self_attn.{name}_proj.weight"] = np.zeros((width, width), np.float32)
        for name, shape in (("gate", (16, width)), ("up", (16, width)), ("down", (width, 16))):
            weights[f"{layer}mlp.{name}_proj.weight"] = np.zeros(shape, np.float32)
        for name in ("input_layernorm", "post_attention_layernorm"):
            weights[f"{layer}{name}.weight"] = np.ones(width, np.float32)
    save_file(weights, folder / "model.safetensors")
    made = Tokenizer(models.WordLevel(ids, unk_token="<unk>"))  # noqa: S106 - a token of text
    made.pre_tokenizer, made.decoder = pre_tokenizers.WhitespaceSplit(), decoders.Fuse()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=made, eos_token=END, unk_token="<unk>")  # noqa: S106
    tokenizer.chat_template = template or None
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with a template of its own, which knows no system message and keeps the last word only."""
    template = (
        "{% if messages[0].role == 'system' %}{{ raise_exception('no system message') }}{% endif %}"
        "{{ messages[-1].content.split()[-1] }}"
    )
    return save_checkpoint(tmp_path_factory.mktemp("tiny"), template)


@pytest.fixture
def asker(plugins: Plugins, models: Models, configured: Callable[..., None]) -> Callable[..., Interpreter]:
    """Return a function that begins a session which asks the model of a folder."""

    def begin(folder: Path, **given: Any) -> Interpreter:
        configured(folder=str(folder))
        return Interpreter(plugins, load_settings(), models=models, **given)

    return begin


def test_it_answers_token_by_token(asker: Callable[..., Interpreter], checkpoint: Path) -> None:
    """Until the token that ends its answers."""
    told: list[str] = []
    reply = asker(checkpoint, listener=Listener(on_text=told.append)).respond("who wrote hamlet")
    assert (reply.status, reply.text) == ("rejected", "William Shakespeare.")
    assert told == ["William", " Shake", "speare", "."]


def test_it_proposes_in_a_line_of_json(asker: Callable[..., Interpreter], checkpoint: Path) -> None:
    """What it writes after it is not heard; it is told what was done and goes on."""
    reply = asker(checkpoint).respond("make me a sandwich")
    assert reply.text == "First I turn.\nProposed: robot.turn(left).\nI turned left.\nIt is done."
    assert reply.to_json()["program"] == [{"action": "robot.turn", "args": {"direction": "left"}}]


def test_it_can_be_stopped(asker: Callable[..., Interpreter], checkpoint: Path) -> None:
    """Between two tokens; the next question is answered."""
    told: list[str] = []
    session = asker(checkpoint, listener=Listener(on_text=told.append, is_cancelled=lambda: len(told) > 2))
    reply = session.respond("how tall is mount everest")
    assert (reply.status, reply.text) == ("cancelled", "on on on\nStopped.")
    told.clear()
    session.listener = Listener()
    assert session.respond("who wrote hamlet").text == "William Shakespeare."


def test_a_model_without_a_template_is_shown_a_dialogue(asker: Callable[..., Interpreter], tmp_path: Path) -> None:
    """And is not heard where it goes on to speak for the user."""
    assert asker(save_checkpoint(tmp_path / "plain", "")).respond("who wrote hamlet").text == "Some guy"


@pytest.mark.parametrize("damage", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_damaged_folder_is_one_line(
    asker: Callable[..., Interpreter], checkpoint: Path, tmp_path: Path, damage: str
) -> None:
    """Which names the folder; the terminal goes on."""
    folder = tmp_path / "damaged"
    folder.mkdir()
    for path in checkpoint.iterdir():
        (folder / path.name).write_bytes(b"{}" if path.name == damage else path.read_bytes())
    session = asker(folder)
    reply = session.respond("who wrote hamlet")
    assert (reply.status, reply.text.count("\n")) == ("rejected", 0)
    assert f"The language model in {folder} cannot be loaded: " in reply.text
    assert session.respond("turn left").text == "I turned left."


def test_the_tools_it_is_told_of_are_the_installed_actions(plugins: Plugins) -> None:
    """In words, since it was not taught to call any."""
    from bot_chat.prompting import dialogue
    from bot_chat.schemas import offered, tools

    lines = dialogue([{"role": "system", "content": "x"}], tools(offered(plugins.catalog).items(), plugins.catalog))
    told = lines[0]["content"].split("\n")
    assert f"robot.turn {json.dumps({'direction': 'left|right|around'})}: Turn left, right or around." in told
