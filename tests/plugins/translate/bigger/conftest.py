"""Tiny CTranslate2 models of every family, whose weights are a dictionary, and a hub that has some."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest
from click.testing import CliRunner, Result

from bot import BotError, data_folder
from bot_translate.command import translate_command

Write = Callable[..., Path]
WORDS = "▁hello ▁world ▁hei ▁hej ▁maailma ▁hola ▁mundo ▁漢語 ▁汉语 ▁漢字".split()
SPECIAL = ["<s>", "</s>", "<unk>"]


def linear(layer: Any, weight: Any) -> None:
    """Fill a linear layer."""
    layer.weight = np.asarray(weight, np.float32)
    layer.bias = np.zeros(layer.weight.shape[0], np.float32)


def normal(layer: Any, width: int) -> None:
    """Fill a layer norm that changes nothing but the scale."""
    layer.gamma, layer.beta = np.ones(width, np.float32), np.zeros(width, np.float32)


def mute(layer: Any, width: int) -> None:
    """Fill self-attention and feed-forward layers that add nothing."""
    none = np.zeros((width, width))
    for norm in (layer.self_attention.layer_norm, layer.ffn.layer_norm):
        normal(norm, width)
    linear(layer.self_attention.linear[0], np.zeros((3 * width, width)))
    linear(layer.self_attention.linear[1], none)
    linear(layer.ffn.linear_0, none)
    linear(layer.ffn.linear_1, none)


def write_model(
    folder: Path, tokens: Sequence[str], hears: Mapping[str, str], follows: Mapping[str, str], **config: Any
) -> None:
    """Write a Transformer that begins with what a token of the source is answered by, and goes on with what follows.

    Embeddings are one-hot and nothing but the cross-attention, which looks at all of the source alike, adds to them.
    """
    from ctranslate2.specs import TransformerSpec

    count, at = len(tokens), {token: number for number, token in enumerate(tokens)}
    width = 2 * count  # what was written last stands in the first half of a state, what was heard in the second
    spec = TransformerSpec.from_config((1, 1), 1)
    for side, embeddings in ((spec.encoder, spec.encoder.embeddings[0]), (spec.decoder, spec.decoder.embeddings)):
        side.scale_embeddings = False
        side.position_encodings.encodings = np.zeros((300, width), np.float32)
        embeddings.weight = 10 * np.eye(count, width, dtype=np.float32)
        normal(side.layer_norm, width)
        mute(side.layer[0], width)
    heard, projected, none = np.zeros((width, width)), np.zeros((count, width)), np.zeros((width, width))
    for token, answer in hears.items():
        heard[count + at[answer], at[token]] = 1.0
        projected[at[answer], count + at[answer]] = 1.0
    for token, after in follows.items():
        projected[at[after], at[token]] = 2.0
    attention = spec.decoder.layer[0].attention
    normal(attention.layer_norm, width)
    linear(attention.linear[0], none)
    linear(attention.linear[1], np.concatenate([none, np.eye(width)]))
    linear(attention.linear[2], heard)
    linear(spec.decoder.projection, projected)
    spec.decoder.start_from_zero_embedding = True
    spec.register_source_vocabulary(list(tokens))
    spec.register_target_vocabulary(list(tokens))
    for name, value in {"decoder_start_token": "</s>", **config}.items():
        setattr(spec.config, name, value)
    spec.validate()
    spec.optimize()
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


@pytest.fixture(scope="session")
def pieces() -> bytes:
    """Return a SentencePiece model that knows the words, each as a piece."""
    from sentencepiece import SentencePieceTrainer

    model = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(["the quick brown fox", "jumps over a lazy dog"] * 20), model_writer=model, vocab_size=60,
        user_defined_symbols=WORDS, hard_vocab_limit=False, minloglevel=2,
    )  # fmt: skip
    return model.getvalue()


@pytest.fixture
def marian(tmp_path: Path, pieces: bytes) -> Write:
    """Return what writes an OPUS model: into Finnish, or with labels into Finnish and Swedish."""

    def write(name: str = "opus-mt-en-fi", *, labels: bool = False, **config: Any) -> Path:
        folder = tmp_path / name
        told = [">>fin<<", ">>swe<<"] if labels else []
        hears = {">>fin<<": "▁hei", ">>swe<<": "▁hej"} if labels else {"▁hello": "▁hei", "▁world": "▁maailma"}
        ends = {"▁hei": "</s>", "▁hej": "</s>", "▁maailma": "</s>"}
        write_model(folder, [*SPECIAL, *told, *WORDS], hears, ends, **config)
        (folder / "source.spm").write_bytes(pieces)
        (folder / "target.spm").write_bytes(pieces)
        (folder / "README.md").write_text("---\nlicense: cc-by-4.0\n---\nA model.\n", encoding="utf-8")
        return folder

    return write


LABELS = ["eng_Latn", "fin_Latn", "swe_Latn", "jpn_Jpan", "zho_Hans", "zho_Hant"]


@pytest.fixture
def nllb(tmp_path: Path, pieces: bytes) -> Write:
    """Return what writes a model like NLLB."""

    def write(name: str = "nllb-tiny", **config: Any) -> Path:
        says = {"fin_Latn": "▁hei", "swe_Latn": "▁hej", "eng_Latn": "▁hello", "jpn_Jpan": "▁漢字", "zho_Hans": "▁漢語"}
        follows = {**says, **dict.fromkeys(says.values(), "</s>")}
        write_model(tmp_path / name, [*SPECIAL, *LABELS, *WORDS], {}, follows, **config)
        (tmp_path / name / "sentencepiece.bpe.model").write_bytes(pieces)
        return tmp_path / name

    return write


@pytest.fixture
def argos(tmp_path: Path, pieces: bytes) -> Write:
    """Return what writes a package of Argos Translate, unpacked."""

    def write(name: str = "en_es", **metadata: str) -> Path:
        folder, follows = tmp_path / name, {"▁hola": "▁mundo", "▁mundo": "</s>"}
        write_model(folder / "model", [*SPECIAL, *WORDS], {"▁hello": "▁hola", "▁漢語": "▁mundo"}, follows)
        told = {"from_code": "en", "to_code": "es", **metadata}
        (folder / "metadata.json").write_text(json.dumps(told), encoding="utf-8")
        (folder / "sentencepiece.model").write_bytes(pieces)
        (folder / "LICENSE").write_text("\nCC0 1.0 Universal\n", encoding="utf-8")
        return folder

    return write


@pytest.fixture
def run() -> Callable[..., Result]:
    """Return what runs `bot translate`; what the user can mend is raised."""

    def invoke(*arguments: object, answer: str = "y\n") -> Result:
        done = CliRunner().invoke(translate_command, [str(each) for each in arguments], input=answer)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return invoke


@pytest.fixture
def left() -> Callable[[], list[str]]:
    """Return what lists all that lies where models are installed, half-installed ones too."""
    folder = data_folder() / "translate"
    return lambda: sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.fixture
def told(run: Callable[..., Result], left: Callable[[], list[str]]) -> Callable[..., str]:
    """Return what gives the one line that an install that fails says, of which nothing may be left."""

    def failed(*arguments: object) -> str:
        before = left()
        with pytest.raises(BotError) as caught:
            run("install", *arguments)
        assert left() == before
        assert "\n" not in str(caught.value)
        return str(caught.value)

    return failed


class Hub(ThreadingHTTPServer):
    """As much of the Hugging Face hub as its client asks for: what a model is, its files, each of them."""

    daemon_threads = True

    def __init__(self) -> None:
        """Listen on a free port of this machine."""
        super().__init__(("127.0.0.1", 0), Answering)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.models: dict[str, dict[str, bytes]] = {}
        """Name to its files."""
        self.cards: dict[str, dict[str, Any]] = {}
        self.breaks_off: set[str] = set()
        """Files of which only half is sent."""
        self.asked: list[str] = []


class Answering(BaseHTTPRequestHandler):
    """One request to the hub."""

    server: Hub

    def do_HEAD(self) -> None:
        """Answer as to GET, without the file."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answer what is known of a model, or with a file."""
        path = urlsplit(self.path).path
        self.server.asked.append(f"{self.command} {path}")
        name = "/".join(path.removeprefix("/api/models").strip("/").split("/")[:2])
        files = self.server.models.get(name)
        if files is None:
            self._send(404, b"{}", {"X-Error-Code": "RepoNotFound"})
        elif "/resolve/" in path:
            file = path.split("/resolve/")[1].partition("/")[2]
            self._send(
                200, files[file], {"ETag": f'"{SHA}"', "X-Repo-Commit": SHA}, whole=file not in self.server.breaks_off
            )
        else:
            siblings = [{"rfilename": file, "size": len(data)} for file, data in files.items()]
            self._json({"id": name, "sha": SHA, "siblings": siblings, "cardData": self.server.cards.get(name, {})})

    def _json(self, data: Any) -> None:
        self._send(200, json.dumps(data).encode(), {"Content-Type": "application/json"})

    def _send(self, status: int, data: bytes, headers: dict[str, str], *, whole: bool = True) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data if whole else data[: len(data) // 2])

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the library gives it
        """Print nothing."""


SHA = "0" * 40


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    """Return a hub on this machine, which the hub's client asks in place of the real one."""
    from huggingface_hub import constants

    server = Hub()
    template = constants.HUGGINGFACE_CO_URL_TEMPLATE.replace(constants.ENDPOINT, server.address)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
    monkeypatch.setattr(constants, "ENDPOINT", server.address)
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "no-token"))
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
