"""Actions made of functions."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Literal

import pytest

from bot import CallContext, Percent, Touch, action
from bot.catalog import make_catalog
from bot.errors import PluginError


class Mood(enum.Enum):
    """For the test of defaults."""

    WARM_WHITE = "warm_white"


@action("lamp.dim", touches=(Touch.NETWORK,))
def dim(
    context: CallContext, level: Percent, from_: str = "hall", room: Literal["kitchen", "hall"] | None = None
) -> str:
    """Set how bright
    the lamp is.

    More about it.
    """  # noqa: D205 - the help is one line whatever the docstring is
    del context, from_
    return f"{room} {level}"


@action("lamp.mood")
def mood(which: Mood = Mood.WARM_WHITE, scale: Literal[1, 2] = 2, path: Path = Path("a")) -> str:
    """Set the mood."""
    return f"{which} {scale} {path}"


def test_the_signature_gives_the_parameters() -> None:
    """Without the context; a trailing underscore, for Python's keywords, is not part of the name."""
    assert [parameter.name for parameter in dim.parameters] == ["level", "from", "room"]
    assert [parameter.required for parameter in dim.parameters] == [True, False, False]


def test_the_docstring_gives_the_help() -> None:
    """Its first paragraph, on one line."""
    assert dim.help == "Set how bright the lamp is."


def test_a_decorated_function_can_still_be_called() -> None:
    """The author's own tests call it as it was written."""
    assert mood(Mood.WARM_WHITE, 1) == "Mood.WARM_WHITE 1 a"


@pytest.mark.parametrize("name", ["dim", "Lamp.dim", "lamp.", ".dim", "lamp dim", "lamp.dim.down", "lamp.1"])
def test_an_action_name_is_plugin_and_verb(name: str) -> None:
    """Any other form is refused when the plugin loads, naming it."""
    with pytest.raises(PluginError, match=r"is no action name"):
        action(name)


def test_a_parameter_needs_a_type() -> None:
    """Without one nobody could read it."""
    with pytest.raises(PluginError, match=r"lamp.on: parameter 'room' has no type"):

        @action("lamp.on")
        def on(room) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001
            return str(room)


def test_a_call_is_completed_with_defaults() -> None:
    """In the order of the signature; what was not given and has no default is left out, or missing."""
    catalog = make_catalog([dim], {}, {})
    call = catalog.complete("lamp.dim", {"room": "hall", "level": 40})
    assert dict(call.args) == {"level": 40, "from": "hall", "room": "hall"}
    assert list(call.args) == ["level", "from", "room"]
    assert catalog.missing(catalog.complete("lamp.dim", {})) == ("level",)


def test_defaults_are_json() -> None:
    """A default that is a member, a number of a Literal or a path is written as its JSON and read back by its slot."""
    catalog = make_catalog([mood], {}, {})
    args = catalog.complete("lamp.mood", {}).args
    assert args == {"which": "warm_white", "scale": "2", "path": "a"}
    values = {name: catalog.slot_types["lamp.mood"][name].value(value) for name, value in args.items()}
    assert values == {"which": Mood.WARM_WHITE, "scale": 2, "path": Path("a")}


def test_two_actions_cannot_share_a_name() -> None:
    """The name is said."""
    with pytest.raises(PluginError, match=r"lamp.dim is taken"):
        make_catalog([dim, dim], {}, {})


def test_the_fingerprint_tells_catalogs_apart() -> None:
    """The same actions in any order have the same, others another."""
    assert make_catalog([dim, mood], {}, {}).fingerprint == make_catalog([mood, dim], {}, {}).fingerprint
    assert make_catalog([dim], {}, {}).fingerprint != make_catalog([mood], {}, {}).fingerprint


def test_words_of_a_sentence_file_are_read_beside_the_values() -> None:
    """A list of the file adds surfaces to a choice."""
    catalog = make_catalog([dim], {}, {"lamp.dim": {"room": {"the cooking place": "kitchen"}}})
    slot = catalog.slot("lamp.dim", "room")
    assert slot is not None
    assert slot.read("cooking place", None) == "kitchen"  # type: ignore[arg-type]
    assert catalog.slot("lamp.dim", "colour") is None
