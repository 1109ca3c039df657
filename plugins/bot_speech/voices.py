"""Voices: the programs that speak, each another program of the system's, which gets the words on its standard input."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot import ActionFailed, message
from bot_speech.microphone import LIBRARY, how_to_install
from bot_speech.recognising import needs_model, not_installed

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


def _say(program: str, language: str) -> list[str]:
    """Return how macOS speaks: English as the user has chosen, other languages by the first voice that has them."""
    listed = subprocess.run([program, "-v", "?"], capture_output=True, text=True, check=False).stdout  # noqa: S603 - as below
    named = re.search(rf"^(.+?)\s+{language}[_-]\w+\s+#", listed, re.MULTILINE) if language != "en" else None
    return [program, *(["-v", named[1]] if named else []), "-f", "-"]


VOICES: Mapping[str, Callable[[str, str], list[str]]] = {
    "say": _say,
    "espeak-ng": _espeak,
    "espeak": _espeak,
    "spd-say": lambda program, language: [program, "--wait", "--language", language, "--pipe-mode"],
    "powershell": lambda program, language: [program, "-NoProfile", "-Command", _SAPI.format(language=language)],
}
"""Program to how it is called with its path and a language; what comes first is preferred."""


def speak(text: str, language: str, options: Mapping[str, str], check: Check = lambda: None) -> None:
    """Say a text; `check` raises where it is to stop. Raises ActionFailed, saying what to install, without a voice.

    `options`: `voice` names one of VOICES, or `piper` with the model that `piper_LANGUAGE` or `piper` names.
    """
    wanted = options.get("voice", "")
    if wanted == "piper":
        _piper(text, options.get(f"piper_{language}") or options.get("piper", ""), check)
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
        with process:
            try:
                _wait(process, text.encode(), check)
            except BaseException:  # the user stops it, or the program
                process.kill()
                raise
        said.seek(0)
        why = (said.read().decode(errors="replace").strip() or str(process.returncode)).splitlines()[-1]
        if process.returncode or why.startswith("error:"):  # espeak-ng succeeds without anything to play sound on
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
        raise ActionFailed(not_installed("piper", "pipx install piper-tts"))
    path = Path(model).expanduser()
    if not model:
        raise ActionFailed(needs_model("piper", 'piper = "~/voices/en_US-lessac-medium.onnx"'))
    if not path.is_file():
        raise ActionFailed(message("there is no file {path}", path=str(path)))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        # In one line: Piper's first versions write each line over the one before.
        run([program, "--model", str(path), "--output_file", str(file)], " ".join(text.split()), check)
        play(file, check)


def play(path: Path, check: Check) -> None:
    """Play an audio file; raises ActionFailed where there is nothing to play it on."""
    # Imported here: most voices play by themselves.
    import soundfile

    try:
        samples, rate = soundfile.read(path, dtype="float32")
    except soundfile.LibsndfileError as error:
        raise ActionFailed(message("{program} failed: {error}", program="piper", error=error.error_string)) from error
    try:
        import sounddevice

        sounddevice.play(samples, rate)
    except OSError as error:
        told = message("playing sound needs {library}: install {mend}", library=LIBRARY, mend=how_to_install())
        raise ActionFailed(told) from error
    except sounddevice.PortAudioError as error:
        raise ActionFailed(message("there is nothing to play sound on: {error}", error=error)) from error
    try:
        while sounddevice.get_stream().active:
            check()
            sounddevice.sleep(int(1000 * _POLL))
    finally:
        sounddevice.stop()
