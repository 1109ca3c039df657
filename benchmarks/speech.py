"""Commands spoken by espeak-ng and heard again: how many of their programs come through, clean and in noise.

    python benchmarks/speech.py [--voices en-us,en-us+klatt2,en-us+f2] [--noise pink|white|babble] [--snr 10] [--every 1]
        [--json] [--show]

The commands stand in speech.txt beside this file. A program is exact where what is read from the words heard is what is read
from the words said; commands that are not read as they are typed are left out, and counted. The noise is 10 dB below the
speech: pink, as most noise of rooms and roads is, white, or the babble of six other commands at once. The real-time factor
is processor time, of one thread.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot import BotError, open_reader
from bot_speech.audio import RATE, open_file, resampled, utterances
from bot_speech.grammar import spoken
from bot_speech.recognising import Recogniser, open_recogniser, texts

PAUSE = RATE
"""Samples of nothing before and behind each command."""
VOICES_AT_ONCE = 6

Array = np.ndarray[Any, np.dtype[np.float64]]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--voices", default="en-us,en-us+klatt2,en-us+f2")
    parser.add_argument("--noise", choices=("pink", "white", "babble"), default="pink")
    parser.add_argument("--snr", type=float, default=10.0)
    parser.add_argument("--every", type=int, default=1, help="only every so many commands")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", action="store_true", help="print what is misheard")
    options = parser.parse_args()
    commands = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()[:: options.every]
    try:
        found = measured(commands, options)
    except (BotError, OSError) as error:
        sys.exit(f"{error}")
    print(json.dumps(found) if options.json else table(found))


def measured(commands: Sequence[str], options: argparse.Namespace) -> dict[str, Any]:
    """Return what is measured of some commands."""
    read = open_reader()
    wanted = {command: read(command) for command in commands}
    recogniser = open_recogniser(lambda text: print(text, file=sys.stderr))
    rows = []
    for voice in options.voices.split(","):
        spoken_by = {command: said(command, voice) for command in commands}
        for noise in ("", options.noise):
            heard = Heard(recogniser)
            for number, (command, sound) in enumerate(spoken_by.items()):
                text = heard.hear(noisy(sound, noise, options.snr, [*spoken_by.values()], number), command)
                exact = wanted[command] is not None and read(text) == wanted[command] if text else False
                heard.exact += exact
                if options.show and not exact and wanted[command] is not None:
                    print(f"{voice} {noise or 'clean'}: {command} | {text}", file=sys.stderr)
            row = heard.row(sum(program is not None for program in wanted.values()))
            rows.append({"voice": voice, "noise": noise or None, **row})
    unread = [command for command, program in wanted.items() if program is None]
    return {"commands": len(commands), "unread": unread, "snr_db": options.snr, "rows": rows}


class Heard:
    """Counts what comes through."""

    def __init__(self, recogniser: Recogniser) -> None:
        """Start with nothing heard."""
        self._recogniser = recogniser
        self.exact = 0
        self._wrong = self._words = 0
        self._seconds = self._worked = 0.0

    def hear(self, sound: Array, command: str) -> str:
        """Return what is heard of a command."""
        started = time.process_time()
        pcm = (sound.clip(-1, 1) * 32767).astype("<i2").tobytes()
        text = " ".join(texts(utterances([pcm]), self._recogniser, "en"))
        self._worked += time.process_time() - started
        self._seconds += (len(sound) - 2 * PAUSE) / RATE
        self._wrong += distance(spoken(command), spoken(text))
        self._words += len(spoken(command))
        return text

    def row(self, readable: int) -> dict[str, float]:
        """Return the shares: of words that are wrong, of programs that are exact; and the real-time factor."""
        return {
            "wer": self._wrong / self._words,
            "exact": self.exact / max(1, readable),
            "real_time_factor": self._worked / self._seconds,
        }


def said(command: str, voice: str) -> Array:
    """Return float [samples]: a command as espeak-ng speaks it, with a pause before and behind; raises OSError without it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        subprocess.run(["espeak-ng", "-v", voice, "-w", str(path), command], check=True)  # noqa: S607 - wherever it is
        pcm = b"".join(resampled(open_file(path)))
    return np.pad(np.frombuffer(pcm, "<i2") / 32768, PAUSE)


def noisy(sound: Array, kind: str, snr: float, others: Sequence[Array], seed: int) -> Array:
    """Return a sound with noise, so many decibels below what is spoken in it; always the same for a seed."""
    if not kind:
        return sound
    random = np.random.default_rng(seed)
    if kind in ("white", "pink"):
        noise = random.standard_normal(len(sound))
        if kind == "pink":  # as much power in each octave: most noise of rooms, roads and fans falls off like that
            spectrum = np.fft.rfft(noise)
            noise = np.fft.irfft(spectrum / np.sqrt(np.arange(1, len(spectrum) + 1)), len(sound))
    else:
        noise = np.zeros(len(sound))
        for other in random.choice(len(others), VOICES_AT_ONCE):
            speech = others[other][PAUSE:-PAUSE]
            noise += np.resize(np.roll(speech, random.integers(len(speech))), len(sound))
    power = (sound[PAUSE:-PAUSE] ** 2).mean() / (noise**2).mean() / 10 ** (snr / 10)
    made: Array = sound + noise * np.sqrt(power)
    return made


def distance(said_words: Sequence[str], heard_words: Sequence[str]) -> int:
    """Return how many words have to be put in, taken out or changed (Levenshtein 1966)."""
    row = list(range(len(heard_words) + 1))
    for first, word in enumerate(said_words, 1):
        before, row[0] = row[0], first
        for second, other in enumerate(heard_words, 1):
            before, row[second] = row[second], min(row[second] + 1, row[second - 1] + 1, before + (word != other))
    return row[-1]


def table(found: dict[str, Any]) -> str:
    """Return what is measured as lines."""
    lines = [f"{found['commands']} commands, {len(found['unread'])} of them not read as typed: {found['unread']}"]
    lines.append(f"{'voice':<16}{'noise':<8}{'word errors':>12}{'programs exact':>16}{'real-time factor':>18}")
    lines += [
        f"{row['voice']:<16}{row['noise'] or 'none':<8}{row['wer']:>12.1%}{row['exact']:>16.1%}{row['real_time_factor']:>18.2f}"
        for row in found["rows"]
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
