"""Sound: from a file, a pipe or the microphone to utterances, as PCM of 16 bits, 16 kHz, one channel."""

from __future__ import annotations

import io
import wave
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from bot import BotError, message

if TYPE_CHECKING:
    import numpy as np

    Samples = np.ndarray[Any, np.dtype[np.float32]]

RATE = 16_000
"""Samples a second that recognisers take."""
_LEAST = 8_000
"""Of fewer samples a second no speech is understood."""
_BLOCK = 0.03
"""Seconds of sound that are looked at together."""
_STRICT = 2
"""How sure voice-activity detection is of speech, 0 to 3."""
_PAUSE, _AROUND = 0.7, 0.3
"""Seconds of silence after which an utterance is over, and that are kept around it: words begin and end softly."""
_LONGEST = 30
"""Seconds after which an utterance is over, come what may."""
_STEADY = 3.0
"""Decibels between loud and quiet blocks, below which nobody speaks: a fan or a hum is taken for speech where it is loud."""
_HEADERS = (b"fLaC", b"OggS", b"FORM", b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")
"""How audio files begin that are read as a whole: FLAC, Ogg, AIFF, MP3 with a tag or without."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Blocks of sound as they come in."""

    rate: int
    """Samples a second."""
    blocks: Iterable[Samples]
    """float32 [samples], -1 to 1."""


def open_file(path: Path) -> Sound:
    """Return the sound of an audio file; raises BotError naming what is wrong with it."""
    # Imported here: only listening needs it, as everything below that is no part of Python.
    import soundfile

    name = str(path)
    if path.is_dir():
        raise BotError(message("{path} is a folder: name an audio file in it", path=name))
    if not path.is_file():
        raise BotError(message("there is no file {path}", path=name))
    try:
        file = soundfile.SoundFile(path)
    except (soundfile.LibsndfileError, OSError, TypeError) as error:
        raise _unreadable(name, error) from error
    need_rate(name, file.samplerate)

    def blocks() -> Iterator[Samples]:
        with file:
            try:
                for block in file.blocks(int(file.samplerate * _BLOCK), dtype="float32", always_2d=True):
                    yield block.mean(axis=1)
            except soundfile.LibsndfileError as error:  # damaged further on, or cut off
                raise _unreadable(name, error) from error

    return Sound(file.samplerate, blocks())


def _unreadable(name: str, error: Exception) -> BotError:
    """Return what is wrong with an audio file, in the library's words without its own naming of the file."""
    why = getattr(error, "error_string", "") or str(error) or message("it ends too early")
    return BotError(message("{path} is no audio that can be read: {error}", path=name, error=why))


def open_pipe(pipe: IO[bytes], name: str, rate: int = RATE) -> Sound:
    """Return the sound of a pipe as it comes in: a wave or another audio file, or bare PCM of 16 bits, one channel."""
    begin = pipe.read(4)
    whole = _Begun(begin, pipe)
    if begin.startswith(_HEADERS):
        return _whole(io.BytesIO(whole.read()), name)
    if begin != b"RIFF":
        need_rate(name, rate)
        return Sound(rate, _pcm(whole.read, rate, 1))
    try:
        # Not closed: it ends with the pipe. Typed as less than what it has to be: something to read from.
        file = wave.open(cast("IO[bytes]", whole))  # noqa: SIM115
    except (wave.Error, EOFError) as error:
        raise _unreadable(name, error) from error
    need_rate(name, file.getframerate())
    if file.getsampwidth() != 2:  # noqa: PLR2004 - bytes a sample
        raise BotError(message("{path} has no samples of 16 bits, which a pipe has to have", path=name))
    return Sound(file.getframerate(), _pcm(file.readframes, file.getframerate(), file.getnchannels(), frames=True))


def _whole(data: IO[bytes], name: str) -> Sound:
    import soundfile

    try:
        samples, rate = soundfile.read(data, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, TypeError) as error:
        raise _unreadable(name, error) from error
    need_rate(name, rate)
    return Sound(rate, [samples.mean(axis=1)])


def _pcm(read: Callable[[int], bytes], rate: int, channels: int, *, frames: bool = False) -> Iterator[Samples]:
    import numpy as np

    count = int(rate * _BLOCK)
    while data := read(count if frames else 2 * channels * count):
        whole = len(data) // (2 * channels) * 2 * channels
        yield np.frombuffer(data[:whole], "<i2").astype("float32").reshape(-1, channels).mean(axis=1) / 32768


@dataclass(slots=True)
class _Begun:
    """A pipe some of which has been looked at."""

    begin: bytes
    pipe: IO[bytes]

    def read(self, count: int = -1) -> bytes:
        """Return the next bytes, as many as are asked for unless the pipe ends before."""
        begin, self.begin = (self.begin, b"") if count < 0 else (self.begin[:count], self.begin[count:])
        return begin + (b"" if count == len(begin) else self.pipe.read(max(-1, count - len(begin))))


def need_rate(name: str, rate: int) -> None:
    """Raise BotError where there are too few samples a second to understand speech."""
    if rate < _LEAST:
        told = message(
            "{path} has {rate} samples a second; speech needs at least {least}", path=name, rate=rate, least=_LEAST
        )
        raise BotError(told)


def resampled(sound: Sound) -> Iterator[bytes]:
    """Yield a sound as recognisers take it: PCM of 16 bits, 16 kHz."""
    import numpy as np
    import soxr

    convert = soxr.ResampleStream(sound.rate, RATE, 1, dtype="float32")
    for block in sound.blocks:
        out = convert.resample_chunk(np.ascontiguousarray(block, dtype=np.float32))
        yield _as_pcm(out)
    yield _as_pcm(convert.resample_chunk(np.zeros(0, np.float32), last=True))


def _as_pcm(samples: Samples) -> bytes:
    data: bytes = (samples.clip(-1, 1) * 32767).astype("<i2").tobytes()
    return data


def utterances(
    pieces: Iterable[bytes], heard: Callable[[bytes, bool], None] = lambda _block, _speech: None
) -> Iterator[bytes]:
    """Yield each utterance of a sound, cut where its speaker pauses; `heard` is told each block, and whether one speaks."""
    from pocketsphinx import Endpointer

    end = Endpointer(vad_mode=_STRICT, sample_rate=RATE)
    # Speech is noticed when a window is full of it.
    before: deque[bytes] = deque(maxlen=round((Endpointer.DEFAULT_WINDOW + _AROUND) / end.frame_length))
    utterance, silent = b"", 0.0
    for block, last in _blocks(pieces, end.frame_bytes):
        if last:
            end.end_stream(block)
        else:
            end.process(block)
        heard(block, end.in_speech)
        before.append(block)
        silent = 0.0 if end.in_speech else silent + end.frame_length
        if utterance or end.in_speech:
            utterance = utterance + block if utterance else b"".join(before)
        if utterance and (last or silent > _PAUSE or len(utterance) > 2 * RATE * _LONGEST):
            if not _is_steady(utterance, end.frame_bytes // 2):
                yield utterance[: len(utterance) - 2 * int(RATE * max(0.0, silent - _AROUND))]
            utterance = b""
            before.clear()


def _is_steady(pcm: bytes, size: int) -> bool:
    """Return whether blocks of so many samples are about as loud all the time, which speech never is."""
    import numpy as np

    samples = np.frombuffer(pcm, "<i2").astype(np.float32)
    power = np.square(samples[: len(samples) // size * size]).reshape(-1, size).mean(axis=1) + 1
    if not len(power):  # the end of what was cut for its length
        return True
    quiet, loud = np.percentile(10 * np.log10(power), (10, 90))
    return bool(loud - quiet < _STEADY)


def _blocks(pieces: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Yield blocks of a size, each with whether it is the last one, which is not empty and may be smaller."""
    waiting = b""
    for piece in pieces:
        waiting += piece
        while len(waiting) > size:
            yield waiting[:size], False
            waiting = waiting[size:]
    if waiting:
        yield waiting, True
