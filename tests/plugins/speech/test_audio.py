"""Sound from files and pipes: what is heard, where utterances end, and a line for what is no sound."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.errors import BotError
from bot_speech import audio

Samples = np.ndarray[Any, np.dtype[np.float64]]
Make = Callable[..., Samples]
Encoded = Callable[..., bytes]


def heard(sound: audio.Sound) -> Samples:
    """Return float [samples]: a sound as recognisers take it."""
    return np.frombuffer(b"".join(audio.resampled(sound)), "<i2") / 32768


def from_pipe(data: bytes, rate: int = 16_000) -> audio.Sound:
    """Return the sound of a pipe."""
    return audio.open_pipe(io.BytesIO(data), "the pipe", rate)


def tone(rate: int, channels: int) -> Samples:
    """Return float [samples, channels]: a second of 440 Hz, in the first channel."""
    samples = np.zeros((rate, channels))
    samples[:, 0] = 0.5 * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)
    return samples


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000])
@pytest.mark.parametrize(("way", "channels"), [("file", 1), ("file", 2), ("file", 6), ("pipe", 1), ("pipe", 2)])
def test_any_rate_and_any_channels(tmp_path: Path, encoded: Encoded, rate: int, channels: int, way: str) -> None:
    """Become one second of the same tone; channels are mixed."""
    data = encoded(tone(rate, channels), rate)
    path = tmp_path / "tone.wav"
    path.write_bytes(data)
    samples = heard(audio.open_file(path) if way == "file" else from_pipe(data))
    assert len(samples) == pytest.approx(16_000, abs=2)
    assert np.abs(np.fft.rfft(samples[:16_000])).argmax() == 440
    assert np.abs(samples[2000:14_000]).max() == pytest.approx(0.5 / channels, rel=0.05)


@pytest.mark.parametrize(
    ("kind", "subtype"),
    [
        ("WAV", "PCM_U8"),
        ("WAV", "PCM_24"),
        ("WAV", "FLOAT"),
        ("FLAC", None),
        ("OGG", None),
        ("AIFF", None),
        ("MP3", None),
    ],
)
def test_files_of_every_kind(tmp_path: Path, encoded: Encoded, kind: str, subtype: str | None) -> None:
    """By what is in them, whatever they are called."""
    path = tmp_path / "tone"
    path.write_bytes(encoded(tone(16_000, 1), kind=kind, subtype=subtype))
    samples = heard(audio.open_file(path))
    assert np.abs(np.fft.rfft(samples[:16_000])).argmax() == 440


@pytest.mark.parametrize("kind", ["FLAC", "OGG", "AIFF", "MP3"])
def test_pipes_of_every_kind(encoded: Encoded, kind: str) -> None:
    """What is compressed is heard when it is whole."""
    samples = heard(from_pipe(encoded(tone(16_000, 2), kind=kind)))
    assert np.abs(np.fft.rfft(samples[:16_000])).argmax() == 440


@pytest.mark.parametrize("rate", [8_000, 44_100])
def test_a_pipe_of_bare_samples(rate: int) -> None:
    """Has the rate that is told; half a sample at its end is dropped."""
    data = (tone(rate, 1)[:, 0] * 32767).astype("<i2").tobytes() + b"\x00"
    samples = heard(from_pipe(data, rate))
    assert len(samples) == pytest.approx(16_000, abs=2)


def test_a_pipe_is_heard_as_it_comes(encoded: Encoded) -> None:
    """Not only when it ends: whoever speaks into it may go on for hours."""

    class Endless(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert 0 <= size < 100_000, "waits for the end"
            return super().read(size)

    begin = encoded(tone(16_000, 1))
    assert next(iter(audio.open_pipe(Endless(begin), "the pipe").blocks)).shape == (480,)


def test_a_recording_that_was_cut_off(tmp_path: Path, encoded: Encoded) -> None:
    """Is heard as far as it goes."""
    data = encoded(tone(16_000, 1))[: 44 + 16_001]
    path = tmp_path / "cut.wav"
    path.write_bytes(data)
    assert len(heard(audio.open_file(path))) == pytest.approx(8_000, abs=2)
    assert len(heard(from_pipe(data))) == pytest.approx(8_000, abs=2)


def test_a_wave_whose_length_nobody_knew(encoded: Encoded) -> None:
    """As programs write one into a pipe, with notes before the sound."""
    data = encoded(tone(16_000, 1))
    notes = b"LIST" + (4).to_bytes(4, "little") + b"INFO"
    piped = data[:4] + b"\xff" * 4 + data[8:36] + notes + b"data" + b"\xff" * 4 + data[44:]
    assert len(heard(from_pipe(piped))) == pytest.approx(16_000, abs=2)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("text.wav", b"hello world, this is no sound\n" * 20, "is no audio that can be read: Format not recognised"),
        ("empty.wav", b"", "is no audio that can be read: "),
        ("empty.mp3", b"", "is no audio that can be read: "),
        ("head.wav", b"RIFF\x00\x00\x00\x00WAVE", "is no audio that can be read: "),
        ("bare.raw", b"\x00\x01" * 100, "is no audio that can be read: "),
        ("noise.flac", b"fLaC" + bytes(range(256)) * 20, "is no audio that can be read: "),
    ],
)
def test_a_file_that_is_no_sound(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    """Is told in one line, which names it once."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(BotError, match=why) as failed:
        heard(audio.open_file(path))
    assert str(failed.value).count(name) == 1
    assert "\n" not in str(failed.value)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    """Each says what is wrong."""
    with pytest.raises(BotError, match="is a folder: name an audio file in it"):
        audio.open_file(tmp_path)
    with pytest.raises(BotError, match=r"there is no file .*none\.wav"):
        audio.open_file(tmp_path / "none.wav")


@pytest.mark.parametrize("way", ["file", "pipe"])
def test_a_file_that_is_damaged_further_on(tmp_path: Path, encoded: Encoded, way: str) -> None:
    """Is told when it comes to that."""
    data = bytearray(encoded(np.random.default_rng(0).normal(0, 0.1, 64_000), kind="FLAC"))
    data[len(data) // 2 : len(data) // 2 + 300] = bytes(range(100)) * 3
    path = tmp_path / "damaged.flac"
    path.write_bytes(data)
    with pytest.raises(BotError, match="is no audio that can be read: "):
        heard(audio.open_file(path) if way == "file" else from_pipe(bytes(data)))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"RIFF", "the pipe is no audio that can be read: it ends too early"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "the pipe is no audio that can be read: fmt chunk"),
        (b"RIFF\x24\x00\x00\x00AVI fmt ", "the pipe is no audio that can be read: not a WAVE file"),
        (b"fLaC nonsense", "the pipe is no audio that can be read: "),
    ],
)
def test_a_pipe_that_is_no_sound(data: bytes, why: str) -> None:
    """Is told in one line."""
    with pytest.raises(BotError, match=why):
        from_pipe(data)


def test_a_pipe_of_other_samples(encoded: Encoded) -> None:
    """Says which it has to have."""
    with pytest.raises(BotError, match="the pipe has no samples of 16 bits, which a pipe has to have"):
        from_pipe(encoded(tone(16_000, 1), subtype="PCM_24"))


def test_too_few_samples_a_second(tmp_path: Path, encoded: Encoded) -> None:
    """Of them no speech is understood."""
    path = tmp_path / "low.wav"
    path.write_bytes(encoded(tone(4_000, 1), 4_000))
    why = r"has 4000 samples a second; speech needs at least 8000"
    with pytest.raises(BotError, match=r"low\.wav " + why):
        audio.open_file(path)
    with pytest.raises(BotError, match="the pipe " + why):
        from_pipe(encoded(tone(4_000, 1), 4_000))
    with pytest.raises(BotError, match="the pipe " + why):
        from_pipe(b"\x00\x01\x02\x03", 4_000)


def lengths(samples: Samples, size: int = 1_000) -> list[float]:
    """Return how many seconds each utterance of a sound has, which comes in pieces of so many bytes."""
    data = (samples.clip(-1, 1) * 32767).astype("<i2").tobytes()
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    return [len(utterance) / 32_000 for utterance in audio.utterances(pieces)]


def test_a_pause_ends_an_utterance(voiced: Make) -> None:
    """A little silence around it is kept; a breath is no pause."""
    one, two = voiced(1.0), voiced(2.0)
    assert lengths(np.concatenate([one, two])) == [pytest.approx(1.8, abs=0.3), pytest.approx(2.8, abs=0.3)]
    breath = np.concatenate([voiced(1.0, around=0.15), voiced(1.0, around=0.15)])
    assert len(lengths(np.pad(breath, 16_000))) == 1


@pytest.mark.parametrize("size", [2, 959, 960, 961, 1_000_000])
def test_however_the_sound_comes_in(voiced: Make, size: int) -> None:
    """Byte by byte or at once: the utterances are the same."""
    sound = np.concatenate([voiced(0.6), voiced(0.6)])
    assert lengths(sound, size) == lengths(sound)


def test_the_end_of_the_sound_ends_an_utterance(voiced: Make) -> None:
    """Without a pause."""
    sound = voiced(1.0)
    assert lengths(sound[: 16_000 + 12_000]) == [pytest.approx(1.05, abs=0.3)]


def test_nobody_speaks_longer_than_half_a_minute(voiced: Make) -> None:
    """What is longer comes in parts, with nothing lost between."""
    first, second, *rest = lengths(voiced(40.0))
    assert first == pytest.approx(30, abs=0.1)
    assert first + second == pytest.approx(40.6, abs=0.5)
    assert rest == []


def test_what_is_no_speech_is_no_utterance() -> None:
    """Silence, a hum, and a noise that goes on alike, however loud."""
    at = np.arange(64_000)
    noise = np.random.default_rng(0).standard_normal(64_000)
    assert lengths(np.zeros(64_000)) == []
    assert lengths(np.zeros(0)) == []
    assert lengths(0.3 * np.sin(2 * np.pi * 50 * at / 16_000)) == []
    assert [lengths(noise * level) for level in (0.01, 0.1, 0.5)] == [[], [], []]
    assert lengths(np.sign(noise)) == []


def test_each_block_is_told(voiced: Make, pcm: Callable[[Samples], bytes]) -> None:
    """With whether one speaks: first not, then yes, then not."""
    told: list[bool] = []
    blocks = 0

    def tell(block: bytes, speaking: bool) -> None:  # noqa: FBT001 - as it is called
        nonlocal blocks
        blocks += len(block)
        if speaking not in told[-1:]:
            told.append(speaking)

    sound = pcm(voiced(1.0))
    assert len(list(audio.utterances([sound], tell))) == 1
    assert told == [False, True, False]
    assert blocks == len(sound)
