"""Durations, weekdays and months in words."""

from __future__ import annotations

from bot import message

WEEKDAYS = (
    message("Monday"), message("Tuesday"), message("Wednesday"), message("Thursday"), message("Friday"),
    message("Saturday"), message("Sunday"),
)  # fmt: skip
MONTHS = (
    message("January"), message("February"), message("March"), message("April"), message("May"), message("June"),
    message("July"), message("August"), message("September"), message("October"), message("November"),
    message("December"),
)  # fmt: skip
_UNITS = (
    (86400, message("{count} day"), message("{count} days")),
    (3600, message("{count} hour"), message("{count} hours")),
    (60, message("{count} minute"), message("{count} minutes")),
    (1, message("{count} second"), message("{count} seconds")),
)


def duration_words(seconds: float) -> str:
    """Return seconds in words: 5400 is `1 hour and 30 minutes`."""
    parts = []
    rest = round(seconds)
    for size, one, many in _UNITS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(message(one if count == 1 else many, count=count))
    if not parts:
        return message("less than a second")
    words = parts[0]
    for part in parts[1:-1]:
        words = message("{larger}, {smaller}", larger=words, smaller=part)
    return message("{larger} and {smaller}", larger=words, smaller=parts[-1]) if len(parts) > 1 else words
