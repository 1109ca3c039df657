"""How figures, counts and programs are written, by the commands and on the page alike."""

from __future__ import annotations

from bot.program import Call, Program


def percent(share: float, digits: int = 1) -> str:
    """Return a fraction of 1 in percent."""
    return f"{100 * share:.{digits}f} %"


def points(share: float) -> str:
    """Return a difference of two fractions of 1 in percentage points, with its sign."""
    said = f"{100 * share:+.1f}"
    return "±0.0" if float(said) == 0 else said


def fraction(share: float) -> str:
    """Return a fraction of 1 as such."""
    return f"{share:.4f}"


def number(count: float) -> str:
    """Return a whole number with its thousands apart."""
    return f"{count:,.0f}"


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 sentence", "2 sentences"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def milliseconds(value: float) -> str:
    """Return a time in milliseconds."""
    return f"{value:.2f} ms" if value < 100 else f"{number(value)} ms"  # noqa: PLR2004 - three digits


def written_program(program: Program) -> str:
    """Return a program as calls in a row, each argument with its name; empty where there is none."""
    return "; ".join(
        f"{step.action}({', '.join(f'{name}={value!r}' for name, value in step.args.items())})"
        if isinstance(step, Call)
        else f"{step.times} × [{written_program(step.body)}]"
        for step in program
    )
