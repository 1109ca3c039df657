"""Causal language models in Hugging Face layout, run on this machine by keras-hub. Needs the extra `train`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from bot import BotError, FallbackContext, message, need_train, quiet
from bot_chat.background import handed_over
from bot_chat.model import Message, Tool, Wish
from bot_chat.prompting import dialogue, until, wishes_in
from bot_chat.thoughts import thoughtless

_MOST_NEW = 512
"""So many tokens an answer has at most; the whole is a multiple of it, since each length is compiled anew."""
_LEAST_NEW = 32
"""So many are kept free for it, whatever was said before."""
_POSITIONS = 2048
"""What a model reads at once where its configuration does not say."""
_LOADING = Lock()


def local_model(folder: Path) -> LocalModel:
    """Return the language model of a folder; raises BotError where there is none."""
    if not (folder / "config.json").is_file():
        raise BotError(
            message("{folder} holds no language model: there is no {file}.", folder=str(folder), file="config.json")
        )
    need_train()
    return LocalModel(folder)


class LocalModel:
    """A language model in a folder, loaded when it is first asked."""

    def __init__(self, folder: Path) -> None:
        """Take the folder."""
        self._folder = folder

    def answer(
        self, messages: Sequence[Message], tools: Sequence[Tool], context: FallbackContext
    ) -> Iterator[str | Wish]:
        """Yield the answer token by token, then what the model wishes; raises BotError, ActionCancelled."""

        def work(hand: Callable[[str | Wish], None]) -> None:
            with _LOADING:  # one at a time: it takes all of the machine
                network = _load(self._folder)
                network.write(dialogue(messages, tools), hand)

        texts = (piece for piece in handed_over(work, context.check) if isinstance(piece, str))
        yield from wishes_in(thoughtless(until(texts, "\nUser:")))


@lru_cache(maxsize=1)
def _load(folder: Path) -> _Network:
    try:
        with quiet():
            return _Network(folder)
    except Exception as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise BotError(
            message("The language model in {folder} cannot be loaded: {reason}.", folder=str(folder), reason=reason)
        ) from error


class _Network:
    """The network of a language model with its tokenizer."""

    def __init__(self, folder: Path) -> None:
        import keras_hub
        from transformers import AutoTokenizer

        from bot_chat.stepping import Stepping

        self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self._stepping = Stepping(_MOST_NEW)
        self._model = keras_hub.models.CausalLM.from_preset(str(folder), preprocessor=None)
        self._model.compile(sampler=self._stepping, run_eagerly=True)
        config = _read(folder / "config.json")
        self._positions = int(config.get("max_position_embeddings") or config.get("n_positions") or _POSITIONS)
        self._ends = _ends(_read(folder / "generation_config.json"), config, self._tokenizer.eos_token_id)

    def write(self, messages: list[Message], hand: Callable[[str], None]) -> None:
        """Hand over the answer to a conversation as it is written; raises BotError where that is too long."""
        import numpy as np

        ids = self._ids(messages)
        length = min(self._positions, -(-(len(ids) + _MOST_NEW) // _MOST_NEW) * _MOST_NEW)
        tokens, mask = np.zeros((1, length), np.int32), np.zeros((1, length), bool)
        tokens[0, : len(ids)], mask[0, : len(ids)] = ids, True
        self._stepping.on_token = _Spelling(self._tokenizer.decode, hand).add
        self._model.generate({"token_ids": tokens, "padding_mask": mask}, stop_token_ids=self._ends)

    def _ids(self, messages: list[Message]) -> list[int]:
        """Return the tokens of a conversation; where it is too long, without what was said first."""
        while True:
            found: list[int] = self._tokenizer.encode(self._prompt(messages), add_special_tokens=False)
            if len(found) + _LEAST_NEW <= self._positions:
                return found
            if len(messages) <= 2:  # noqa: PLR2004 - what it is told first, and the question
                raise BotError(message("That is more than the language model can read at once."))
            messages = [messages[0], *messages[3:]]

    def _prompt(self, messages: list[Message]) -> str:
        if not self._tokenizer.chat_template:
            lines = [f"{each['role'].capitalize()}: {each['content']}" for each in messages]
            return "\n".join([*lines, "Assistant:"])
        from jinja2 import TemplateError

        try:
            return str(self._templated(messages))
        except TemplateError:  # some templates know no system message
            told = {"role": "user", "content": f"{messages[0]['content']}\n\n{messages[1]['content']}"}
            return str(self._templated([told, *messages[2:]]))

    def _templated(self, messages: list[Message]) -> Any:
        return self._tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)


class _Spelling:
    """Tokens to text: a letter may be cut over several tokens, and is handed over when it is whole."""

    def __init__(self, decode: Callable[..., str], hand: Callable[[str], None]) -> None:
        self._decode = decode
        self._hand = hand
        self._tokens: list[int] = []
        self._told = ""

    def add(self, token: int) -> None:
        """Take one more token."""
        self._tokens.append(token)
        text = self._decode(self._tokens, skip_special_tokens=True)
        if not text.endswith("\ufffd") and text != self._told:
            self._hand(text[len(self._told) :])
            self._told = text


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def _ends(*told: Any) -> list[int] | None:
    """Return the tokens that end an answer: of configurations or plain numbers, the first that says any."""
    for each in told:
        found = each.get("eos_token_id") if isinstance(each, dict) else each
        if found is not None:
            return [int(token) for token in (found if isinstance(found, list) else [found])]
    return None
