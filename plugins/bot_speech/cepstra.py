"""Mel cepstra as PocketSphinx's English model wants them, with steady noise taken out of the sound first.

Its own front end takes perfect silence for a sign of something, and leaves most of a noise in.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from bot_speech.audio import RATE

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float32]]

# What the model was trained with: en-us/feat.params in its folder.
_LOWEST, _HIGHEST, _FILTERS, _CEPSTRA, _LIFTER = 130.0, 6800.0, 25, 13, 22
_WINDOW, _STEP, _FFT = 410, 160, 512
_EMPHASIS = 0.97
_QUIET = 0.15
"""This share of the frames, the quietest, is taken for noise alone."""
_NOISE, _SMOOTH = 1.3, 7
"""How many times the noise is taken, and over how many bins of its spectrum it is smoothed."""
_PAST = 0.9
"""How much what a bin was before says of how much speech is in it now (Ephraim and Malah 1984, "decision-directed")."""
_LEAST = 10**-1.8
"""No bin has less speech than this share of its noise: less sounds of water."""
_FLOOR = 10**-2.5
"""No band is quieter than this share of the louder half of the sound: perfect silence is unlike all the model has heard."""


def cepstra(pcm: bytes, stretch: float = 1.0) -> bytes:
    """Return the cepstra of PCM of 16 bits, 16 kHz: float32 [frames, 13], as bytes; empty where it is too short.

    stretch: how far the scale of frequencies is stretched, for speakers' vocal tracts differ in length (Eide and Gish 1996).
    """
    # Imported here: whoever types needs none of it.
    import numpy as np

    sound = np.frombuffer(pcm, "<i2").astype(np.float64)
    if len(sound) < _WINDOW:
        return b""
    emphasised = np.append(sound[0], sound[1:] - _EMPHASIS * sound[:-1])
    frames = np.lib.stride_tricks.sliding_window_view(emphasised, _WINDOW)[::_STEP] * np.hamming(_WINDOW)
    spectrum = np.abs(np.fft.rfft(frames, _FFT)) ** 2
    bands = (spectrum * _gains(spectrum) ** 2) @ _mel_filters(stretch).T
    loud = np.sort(bands.mean(axis=1))[-(len(bands) + 1) // 2 :].mean()
    logs = np.log(bands + loud * _FLOOR + 1e-4)
    data: bytes = (logs @ _cosines().T).astype("<f4").tobytes()
    return data


def _gains(spectrum: Array) -> Array:
    """Return float [frames, bins]: what Wiener's filter leaves of each bin of a power spectrum, the noise being steady."""
    import numpy as np

    quiet = spectrum.sum(axis=1).argsort()[: max(5, int(len(spectrum) * _QUIET))]
    noise = np.pad(spectrum[quiet].mean(axis=0), _SMOOTH // 2, mode="edge")
    noise = np.convolve(noise, np.full(_SMOOTH, _NOISE / _SMOOTH), "valid") + 1e-6 * spectrum.mean() + 1e-9
    gains = np.empty_like(spectrum)
    before = np.full(spectrum.shape[1], 0.1)
    for frame, loudness in enumerate(spectrum / noise):
        speech = np.maximum(_PAST * before + (1 - _PAST) * np.maximum(loudness - 1, 0), _LEAST)
        gains[frame] = speech / (1 + speech)
        before = gains[frame] ** 2 * loudness
    return gains


@cache
def _mel_filters(stretch: float) -> Array:
    """Return float [filters, bins]: triangles of unit area, evenly spaced on the mel scale of stretched frequencies."""
    import numpy as np

    bin_width = RATE / _FFT
    ends = 2595 * np.log10(1 + stretch * np.array([_LOWEST, _HIGHEST]) / 700)
    edges = 700 * (10 ** (np.linspace(ends[0], ends[1], _FILTERS + 2) / 2595) - 1)
    edges = np.floor(edges / bin_width + 0.5) * bin_width
    low, middle, high = (edges[at : at + _FILTERS, None] for at in range(3))
    frequency = np.arange(_FFT // 2 + 1) * bin_width
    rising, falling = (frequency - low) / (middle - low), (high - frequency) / (high - middle)
    filters: Array = (np.clip(np.minimum(rising, falling), 0, None) * 2 / (high - low)).astype(np.float32)
    return filters


@cache
def _cosines() -> Array:
    """Return float [cepstra, filters]: an orthonormal cosine transform, liftered."""
    import numpy as np

    order = np.arange(_CEPSTRA)[:, None]
    cosines = np.cos(np.pi * order * (np.arange(_FILTERS) + 0.5) / _FILTERS) * np.sqrt(2 / _FILTERS)
    cosines[0] *= np.sqrt(0.5)
    liftered: Array = cosines * (1 + _LIFTER / 2 * np.sin(order * np.pi / _LIFTER))
    return liftered
