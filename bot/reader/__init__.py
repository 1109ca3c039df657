"""The reader core: turns the best reading of a backend into a program, by the conventions of design 3.2."""

from bot.reader.core import interpret_readings
from bot.reader.quoting import interpret_short

__all__ = ["interpret_readings", "interpret_short"]
