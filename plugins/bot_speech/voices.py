"""Voices: the programs that speak, each another program of the system's, which gets the words on its standard input."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot import ActionCancelled, ActionFailed, message

_POLL = 0.05
"""Seconds between two looks at whether the user has had enough."""
_ESPEAK = {"zh": "cmn", "en": "en-us", "no": "nb"}
"""Languages that espeak-ng calls otherwise."""
_SAPI = (
    "Add-Type -AssemblyName System.Speech;"
    "$v = New-Object System.Speech.Synthesis.SpeechSynthesizer;"
    "$c = New-Object System.Globalization.CultureInfo('{language}');"
    "try {{ $v.SelectVoiceByHints('NotSet', 'NotSet', 0, $c) }} catch {{ }};"
    "[Console]::InputEncoding = [System.Text.Encoding]::UTF8;"
    "$v.Speak([Console]::In.ReadToEnd())"
)
_INSTALL = {
    "apt-get": "sudo apt install espeak-ng", "dnf": "sudo dnf install espeak-ng", "pacman": "sudo pacman -S espeak-ng",
    "zypper": "sudo zypper install espeak-ng", "apk": "sudo apk add espeak-ng", "brew": "brew install espeak-ng",
    "winget": "winget install eSpeak-NG.eSpeak-NG",
}  # fmt: skip
"""Program that installs others to the command that installs a voice."""

Check = Callable[[], None]


def _espeak(program: str, language: str) -> list[str]:
    return [program, "-v", _ESPEAK.get(language, language), "--stdin"]


VOICES: Mapping[str, Callable[[str, str], list[str]]] = {
    "say": lambda program, _language: [program, "-f", "-"],
    "espeak-ng": _espeak,
    "espeak": _espeak,
    "spd-say": lambda program, language: [program, "--wait", "--language", language, "--pipe-mode"],
    "powershell": lambda program, language: [program, "-NoProfile", "-Command", _SAPI.format(language=language)],
}
"""Program to how it is called with its path and a language; what comes first is preferred."""


def speak(text: str, language: str, options: Mapping[str, str], check: Check = lambda: None) -> None:
    """Say a text; `check` raises where it is to stop. Raises ActionFailed, saying what to install, without a voice.

    `options`: `voice` names one of VOICES, or `piper` with the model that `piper` names.
    """
    wanted = options.get("voice", "")
    if wanted == "piper":
        _piper(text, options.get("piper", ""), check)
        return
    if wanted and wanted not in VOICES:
        known = ", ".join([*VOICES, "piper"])
        raise ActionFailed(message("there is no voice '{voice}'; there are {known}", voice=wanted, known=known))
    for name in [wanted] if wanted else VOICES:
        program = shutil.which(name)
        if program:
            run(VOICES[name](program, language), text, check)
            return
    raise ActionFailed(message("there is no voice on this machine: `{command}` installs one", command=installer()))


def installer() -> str:
    """Return the one command that installs a voice here."""
    return next((command for program, command in _INSTALL.items() if shutil.which(program)), _INSTALL["apt-get"])


def run(command: Sequence[str], text: str, check: Check) -> None:
    """Run a program with a text on its standard input; raises ActionFailed with what it says where it fails."""
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(  # noqa: S603 - a voice, named above
                command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said
            )
        except OSError as error:
            raise ActionFailed(message("{program} cannot be run: {error}", program=command[0], error=error)) from error
        try:
            _wait(process, text.encode(), check)
        except ActionCancelled:
            process.kill()
            raise
        finally:
            process.wait()
        if process.returncode:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()
            why = lines[-1] if lines else str(process.returncode)
            raise ActionFailed(message("{program} failed: {error}", program=Path(command[0]).name, error=why))


def _wait(process: subprocess.Popen[bytes], words: bytes | None, check: Check) -> None:
    while True:
        try:
            process.communicate(words, timeout=_POLL)
        except subprocess.TimeoutExpired:
            words = None  # communicate keeps what it has not handed over yet
            check()
        else:
            return


def _piper(text: str, model: str, check: Check) -> None:
    """Say a text with Piper, which writes a wave file that is then played."""
    program = shutil.which("piper")
    if program is None:
        raise ActionFailed(message("piper is not installed: `{command}` installs it", command="pipx install piper-tts"))
    path = Path(model).expanduser()
    if not model or not path.is_file():
        raise ActionFailed(
            message('Piper needs a model: put `piper = "~/voices/en_US-lessac-medium.onnx"` under [options.speech]')
        )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        run([program, "--model", str(path), "--output_file", str(file)], text, check)
        play(file, check)


def play(path: Path, check: Check) -> None:
    """Play an audio file; raises ActionFailed where there is nothing to play it on."""
    # Imported here: most voices play by themselves.
    import soundfile

    samples, rate = soundfile.read(path, dtype="float32")
    try:
        import sounddevice

        sounddevice.play(samples, rate)
    except OSError as error:
        told = message("playing sound needs PortAudio: install {mend}", mend="`sudo apt install libportaudio2`")
        raise ActionFailed(told) from error
    except sounddevice.PortAudioError as error:
        raise ActionFailed(message("there is nothing to play sound on: {error}", error=error)) from error
    try:
        while sounddevice.get_stream().active:
            check()
            sounddevice.sleep(int(1000 * _POLL))
    finally:
        sounddevice.stop()
