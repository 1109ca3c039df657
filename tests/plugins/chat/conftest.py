"""A language-model server of the tests' own, which speaks the real protocol, and sessions that ask it."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from bot.interpreter import Interpreter
from bot.plugins import Plugins
from bot.services import Models
from bot.settings import load_settings

Event = dict[str, Any] | str | float


END: Event = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}


class Mouth:
    """What the server says next, and what it was asked."""

    def __init__(self) -> None:
        """Say nothing yet."""
        self.address = ""
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answers: list[list[Event]] = []
        """Each the events of one answer: JSON, a line as it is, or seconds to wait."""
        self.status, self.kind, self.whole = 200, "text/event-stream", True
        self.gone = threading.Event()
        """Set when whoever asked was gone before the answer was whole."""

    def say(self, *events: Event) -> None:
        """Add one answer."""
        self.answers.append([*events])

    @staticmethod
    def text(*pieces: str) -> list[Event]:
        """Return the events of an answer in pieces."""
        return [*({"choices": [{"index": 0, "delta": {"content": piece}}]} for piece in pieces), END]

    @staticmethod
    def call(name: str, arguments: str, *, at: int = 0, cuts: int = 2) -> list[Event]:
        """Return the events of a tool call whose arguments come in parts, as servers send them."""
        size = -(-len(arguments) // cuts)
        parts = [arguments[start : start + size] for start in range(0, len(arguments), size)] or [""]
        first = {"index": at, "id": f"c{at}", "type": "function", "function": {"name": name, "arguments": parts[0]}}
        rest = [{"index": at, "function": {"arguments": part}} for part in parts[1:]]
        return [{"choices": [{"index": 0, "delta": {"tool_calls": [part]}}]} for part in (first, *rest)]


def _handler(mouth: Mouth) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            mouth.requests.append({"path": self.path, **body})
            mouth.headers.append(dict(self.headers))
            events = mouth.answers.pop(0) if mouth.answers else []
            self.send_response(mouth.status)
            self.send_header("Content-Type", mouth.kind)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            try:
                for event in [*events, *(["data: [DONE]\n\n"] if mouth.status == 200 and mouth.whole else [])]:
                    self._send(event)
                self.wfile.write(b"0\r\n\r\n")
            except OSError:
                mouth.gone.set()

        def _send(self, event: Event) -> None:
            if isinstance(event, float):
                time.sleep(event)
                return
            if event == "drop":
                self.connection.shutdown(socket.SHUT_RDWR)
                raise OSError
            line = event if isinstance(event, str) else f"data: {json.dumps(event)}\n\n"
            data = line.encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
            self.wfile.flush()

        def log_message(self, format: str, *given: Any) -> None:  # noqa: A002 - the library's name
            """Log nothing."""

    return Handler


@pytest.fixture
def mouth() -> Iterator[Mouth]:
    """A server that says what a test has it say."""
    made = Mouth()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made))
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # a client that goes is no error here
    made.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def configured(own_home: Path) -> Callable[..., None]:
    """Return a function that writes options of the plugin into the settings."""

    def write(more: str = "", **options: str) -> None:
        folder = own_home / "config"
        folder.mkdir(parents=True, exist_ok=True)
        lines = [f"{name} = {json.dumps(value)}" for name, value in options.items()]
        (folder / "settings.toml").write_text("\n".join([more, "[options.chat]", *lines]), encoding="utf-8")

    return write


@pytest.fixture
def session(
    plugins: Plugins, models: Models, mouth: Mouth, configured: Callable[..., None]
) -> Callable[..., Interpreter]:
    """Return a function that begins a session which asks the server; `more` are settings, other keywords the session's."""

    def begin(more: str = "", patience: str = "5", **given: Any) -> Interpreter:
        configured(more, address=mouth.address, model="tiny", patience=patience)
        return Interpreter(plugins, load_settings(), models=models, **given)

    return begin
