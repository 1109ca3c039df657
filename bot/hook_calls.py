"""Calls of hooks in which one broken plugin does not keep the others from answering."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pluggy


def answers(
    manager: pluggy.PluginManager,
    hook: str,
    tell: Callable[[str], None],
    broken: Any = None,
    check: Callable[[Any], Any] = lambda answer: answer,
    **arguments: Any,
) -> Iterator[Any]:
    """Yield what each plugin answers to a hook; one that raises is told about, and its answer is `broken`.

    `check` is given each answer and returns what is taken of it; what it raises is told about in the same way.

    pluggy's own call stops at the first plugin that raises, so each implementation is called by itself here, and only when
    its answer is wanted: those marked `trylast` last, as by pluggy.
    """
    for implementation in reversed(getattr(manager.hook, hook).get_hookimpls()):
        try:
            answer = check(implementation.function(*(arguments[name] for name in implementation.argnames)))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a plugin raises, the others go on
            tell(f"plugin {implementation.plugin_name} broke in {hook}: {type(error).__name__}: {error}")
            answer = broken
        yield answer
