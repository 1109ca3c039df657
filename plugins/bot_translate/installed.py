"""Which engines there are on this machine."""

from __future__ import annotations

from collections.abc import Sequence

from bot_translate.engines import Engine
from bot_translate.shipped import Shipped


def installed_engines() -> Sequence[Engine]:
    """Return the engines, the preferred ones first."""
    return (Shipped(),)
