"""A backend without a model and a plugin of toys, for tests of what the core does with interpretations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from bot.backend import BackendSpec, Context
from bot.errors import ModelError
from bot.interpretation import Interpretation
from bot.interpreter import Interpreter
from bot.plugins import LoadedPlugin, load_plugins
from bot.program import Call, Repeat
from bot.services import Models
from bot.settings import Settings, load_settings


class Parrot:
    """Knows some utterances by heart and rejects all others."""

    def __init__(self, known: Mapping[str, Interpretation], languages: frozenset[str], name: str = "parrot") -> None:
        """Take what it knows."""
        self.name = name
        self.known = known
        self.languages = languages

    def interpret(self, utterances: Sequence[str], context: Context) -> list[list[Interpretation]]:
        """Return what it knows by heart."""
        del context
        return [[self.known.get(text, Interpretation((), 0.9, "rejection"))] for text in utterances]


@pytest.fixture
def parrot() -> Callable[..., Interpreter]:
    """Return a function that makes a session in which utterances are known by heart; keywords are settings."""

    def make(
        known: Mapping[str, Interpretation],
        settings: Settings | None = None,
        languages: frozenset[str] = frozenset({"en"}),
        **options: object,
    ) -> Interpreter:
        settings = replace(settings or load_settings(), backend="parrot")
        spec = BackendSpec("parrot", languages, Path(), lambda _: Parrot(known, languages))
        found = load_plugins(settings)
        plugins = replace(found, loaded=(*found.loaded, LoadedPlugin("parrot", None, "a test", backends=(spec,))))
        return Interpreter(plugins, settings, models=Models(plugins, settings), **options)  # type: ignore[arg-type]

    return make


@dataclass(frozen=True)
class Flock:
    """Sessions with several parrots, and what was loaded of them."""

    loaded: list[str] = field(default_factory=list)

    def session(
        self,
        *birds: tuple[str, str],
        settings: Settings,
        chosen: str = "",
        mute: tuple[str, ...] = (),
        broken: tuple[str, ...] = (),
    ) -> Interpreter:
        """Return a session with parrots: each with its name and languages, `mute` without models, `broken` with bad ones."""
        specs = tuple(
            self._spec(name, languages, mute=name in mute, broken=name in broken) for name, languages in birds
        )
        found = load_plugins(replace(settings, disabled=("bert", "seq2seq")))
        plugins = replace(found, loaded=(*found.loaded, LoadedPlugin("birds", None, "a test", backends=specs)))
        return Interpreter(plugins, settings, models=Models(plugins, settings, chosen))

    def _spec(self, name: str, languages: str, *, mute: bool, broken: bool) -> BackendSpec:
        reads = frozenset(languages.split())

        def load(folder: Path) -> Parrot:
            if mute or broken:
                raise ModelError(f"{folder} is damaged")
            self.loaded.append(name)
            return Parrot(SAID, reads, name)

        folder = Path("/nowhere/at/all") if mute else Path()
        return BackendSpec(name, reads, folder, load, trainer="birds:train" if mute else "")


@pytest.fixture
def flock() -> Flock:
    """Sessions with several backends."""
    return Flock()


TOY = '''
from bot import ActionFailed, Touch, action, hookimpl

BOX = []

def keep(context):
    kept = list(BOX)
    def back():
        BOX[:] = kept
        return f"The box holds {len(kept)}."
    return back

@action("toy.put", undo=keep)
def put(text: str) -> str:
    """Put a word into the box."""
    BOX.append(text)
    return f"In the box: {' '.join(BOX)}."

@action("toy.save", touches=(Touch.FILES,))
def save() -> str:
    """Keep the box in a file."""
    return "Saved."

@action("toy.hum")
def hum(text: str) -> str:
    """Hum a word."""
    return "Hm."

@action("toy.send", touches=(Touch.NETWORK,), undoable=False)
def send() -> str:
    """Send the box away."""
    return "Sent."

@action("toy.fail")
def fail() -> str:
    """Fail."""
    raise ActionFailed("the lid is shut")

@hookimpl
def bot_actions():
    return [put, save, hum, send, fail]
'''


def _sure(*program: Call | Repeat) -> Interpretation:
    return Interpretation(program, 0.9)


LEFT = Call("robot.turn", {"direction": "left"})
SAID = {"turn left": _sure(LEFT), "左转": _sure(LEFT), "tourne à gauche": _sure(LEFT)}
"""What each parrot of a flock knows."""
PUT, PUT_B, FAIL = Call("toy.put", {"text": "a"}), Call("toy.put", {"text": "b"}), Call("toy.fail")
HUM, HUM_B, SAVE, SEND = (
    Call("toy.hum", {"text": "a"}),
    Call("toy.hum", {"text": "b"}),
    Call("toy.save"),
    Call("toy.send"),
)
UNDO, AGAIN = Call("bot.undo"), Call("bot.again")
KNOWN = {
    "put a": _sure(PUT),
    "put a twice": _sure(Repeat(2, (PUT,))),
    "put a and hum": _sure(PUT, HUM),
    "put b and undo": _sure(PUT_B, UNDO),
    "put b, undo, put a": _sure(PUT_B, UNDO, PUT),
    "put b and again": _sure(PUT_B, AGAIN),
    "put a and send": _sure(PUT, SEND),
    "hum a twice": _sure(Repeat(2, (HUM,))),
    "hum a and b": _sure(HUM, HUM_B),
    "save": _sure(SAVE),
    "save and again": _sure(SAVE, AGAIN),
    "save and send": _sure(SAVE, SEND),
    "send": _sure(SEND),
    "fail": _sure(PUT, FAIL, PUT_B),
    "fail and send": _sure(FAIL, SEND),
    "mumble": Interpretation((PUT,), 0.2),
    "put": Interpretation((Call("toy.put"),), 0.9, "input", ("text",)),
    "put a and fly": Interpretation((PUT,), 0.9, "confirmation", unread=("fly",)),
    "send and fly": Interpretation((SEND,), 0.9, "confirmation", unread=("fly",)),
    "pick up": Interpretation((Call("robot.pick_up"),), 0.9, "input", ("target",)),
    "undo": _sure(UNDO),
    "again": _sure(AGAIN),
    "again twice": _sure(Repeat(2, (AGAIN,))),
    "again 10000 times": _sure(Repeat(10_000, (AGAIN,))),
    "never mind": _sure(Call("bot.cancel")),
    "bye": _sure(Call("bot.quit")),
}


@pytest.fixture
def toy(plugin_file: Callable[..., Path], parrot: Callable[..., Interpreter]) -> Callable[..., Interpreter]:
    """Return a function that makes a session with the toy plugin."""
    plugin_file("toy", TOY)
    return lambda **options: parrot(KNOWN, **options)
