"""What all tests share: a home of their own, no network, and the installed plugins loaded once."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from bot.interpreter import Interpreter
from bot.plugins import Plugins, load_plugins
from bot.services import Models
from bot.settings import load_settings

# The same examples on every machine and in every run: a red test is red for everybody.
hypothesis_settings.register_profile(
    "house",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("house")

KEPT = ("BOT_MODEL",)
"""Variables of the caller that tests honour: one may run them all against a model of one's own."""


@pytest.fixture(scope="session", autouse=True)
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the user's own settings and models out of the tests; compiled sentences are shared, for speed."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("BOT_") and name not in KEPT]:
            patch.delenv(name)
        for kind in ("CONFIG", "DATA", "CACHE"):
            patch.setenv(f"BOT_{kind}_DIR", str(home / kind.lower()))
        yield home


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty configuration and data folder."""
    home = tmp_path / "home"
    monkeypatch.setenv("BOT_CONFIG_DIR", str(home / "config"))
    monkeypatch.setenv("BOT_DATA_DIR", str(home / "data"))
    return home


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every connection fail: nothing that the tests reach may need one.

    A test marked `loopback` may reach servers of its own on this machine.
    """
    own = request.node.get_closest_marker("loopback") is not None

    def refusing(real: Callable[..., Any]) -> Callable[..., Any]:
        def refuse(*arguments: Any, **named: Any) -> Any:
            if own and any("127.0.0.1" in (each, *(each if isinstance(each, tuple) else ())) for each in arguments):
                return real(*arguments, **named)
            pytest.fail("a test tried to reach the network", pytrace=True)

        return refuse

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refusing(getattr(socket.socket, name)))
    monkeypatch.setattr(socket, "getaddrinfo", refusing(socket.getaddrinfo))


@pytest.fixture(scope="session")
def plugins(shared_home: Path) -> Plugins:
    """Everything that is installed."""
    del shared_home
    found = load_plugins(load_settings())
    assert not found.problems
    return found


@pytest.fixture(scope="session")
def models(plugins: Plugins) -> Models:
    """The models of the installed plugins, loaded once for all tests."""
    return Models(plugins, load_settings())


@pytest.fixture
def interpreter(plugins: Plugins, models: Models) -> Interpreter:
    """A session of its own on the shipped model."""
    return Interpreter(plugins, load_settings(), models=models)


@pytest.fixture
def plugin_file(own_home: Path) -> Callable[..., Path]:
    """Return a function that drops a single-file plugin, and its English sentences, into the plugin folder."""

    def write(name: str, code: str, sentences: str = "") -> Path:
        folder = own_home / "config" / "plugins"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
        if sentences:
            (folder / f"{name}.en.yaml").write_text(sentences, encoding="utf-8")
        return folder / f"{name}.py"

    return write
