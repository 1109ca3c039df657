"""The budgets of design.md for start-up, reading, memory and size, measured on this machine in one run.

    python benchmarks/budgets.py [--json] [--runs 15] [--backend seq2seq]

Run it with the Python of a fresh environment that holds plugbot alone (`pip install .`): the installed size is that of
the environment it runs in, without pip and setuptools.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

BASELINE = "import numpy, pluggy, prompt_toolkit"
SENTENCES = (
    "go forward three steps and then turn left",
    "pick up the red ball on your left",
    "could you please turn around and look around",
    "what time is it in new york please",
    "put the green key next to the door",
    "set a timer for ten minutes for tea",
    "walk over to the grey box behind you",
    "make me a sandwich with cheese and ham",
)
"""Eight words each."""
BUDGETS = {
    "ask_s": 0.40, "ask_ratio": 3.0, "prompt_s": 0.40, "read_p50_ms": 2.0, "read_p99_over_p50": 3.0,
    "memory_mb": 180.0, "install_mb": 420.0, "weights_mb": 60.0,
}  # fmt: skip
READING = {"seq2seq": {"read_p50_ms": 5.0}}
"""What else a backend is allowed."""


def main() -> None:
    """Print each budget, what was measured, and whether it holds; exit status 1 if one does not."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--backend", default="bert", help="What reads the sentences.")
    options = parser.parse_args()
    bot = str(Path(sys.executable).with_name("bot"))
    budgets = BUDGETS | READING.get(options.backend, {})
    ask = seconds([bot, "ask", "--dry-run", "--backend", options.backend, "turn left"], options.runs)
    baseline = seconds([sys.executable, "-c", BASELINE], options.runs)
    found = {"ask_s": ask, "ask_ratio": ask / baseline, **reading(options.backend)}
    found |= {"install_mb": installed(), "weights_mb": weights()}
    if hasattr(os, "fork"):  # a pseudo-terminal needs it
        found["prompt_s"] = statistics.median(first_prompt(bot, options.backend) for _ in range(options.runs))
    if options.json:
        print(json.dumps(found))
    else:
        for name, budget in budgets.items():
            if name in found:
                print(
                    f"{name:20} {found[name]:8.2f}   budget {budget:6.2f}   {'ok' if found[name] <= budget else 'MISSED'}"
                )
    sys.exit(any(found[name] > budget for name, budget in budgets.items() if name in found))


def seconds(command: list[str], runs: int) -> float:
    """Return the median wall time of a command; the first run warms the disk and does not count."""
    taken = []
    for _ in range(runs + 1):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken[1:])


def reading(backend: str) -> dict[str, float]:
    """Return p50 and p99 over p50 of reading one sentence, and the memory after the first answer (a fresh process)."""
    code = (
        "import json, time, sys\n"
        "from bot.plugins import load_plugins\nfrom bot.settings import load_settings\n"
        "from bot.interpreter import Interpreter\nfrom bot.services import Models\n"
        "settings = load_settings(); plugins = load_plugins(settings)\n"
        "it = Interpreter(plugins, settings, models=Models(plugins, settings, sys.argv[2]))\n"
        "it.respond('turn left')\n"
        "from pathlib import Path\n"
        "status = Path('/proc/self/status')\n"
        "memory = next((int(line.split()[1]) / 1024 for line in status.read_text().splitlines() "
        "if line.startswith('VmRSS')), 0) if status.exists() else 0\n"
        "sentences = json.loads(sys.argv[1]); taken = []\n"
        "for number in range(1600):\n"
        "    text = sentences[number % len(sentences)]\n"
        "    started = time.perf_counter(); it.interpret(text, 'en')\n"
        "    taken.append((time.perf_counter() - started) * 1000)\n"
        "taken = sorted(taken[200:])\n"
        "print(json.dumps([taken[len(taken) // 2], taken[int(len(taken) * 0.99)], memory]))\n"
    )
    output = subprocess.run(
        [sys.executable, "-c", code, json.dumps(SENTENCES), backend], check=True, capture_output=True, text=True
    ).stdout
    p50, p99, memory = json.loads(output.strip().splitlines()[-1])
    return {"read_p50_ms": p50, "read_p99_over_p50": p99 / p50, "memory_mb": memory}


def first_prompt(bot: str, backend: str) -> float:
    """Return the seconds from starting `bot` to its prompt on a pseudo-terminal."""
    import pty
    import select

    started = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(bot, [bot, "--backend", backend])  # noqa: S606 - no shell is wanted
    seen = b""
    while b"> " not in seen and time.perf_counter() - started < 10:
        if select.select([terminal], [], [], 0.01)[0]:
            seen += os.read(terminal, 4096)
            if b"\x1b[6n" in seen:  # the terminal is asked where its cursor is
                os.write(terminal, b"\x1b[1;1R")
                seen = seen.replace(b"\x1b[6n", b"")
    taken = time.perf_counter() - started
    os.write(terminal, b"\x04")
    time.sleep(0.05)
    os.close(terminal)
    os.waitpid(child, 0)
    return taken


def installed() -> float:
    """Return the megabytes of the environment's packages without pip and setuptools."""
    packages = Path(sysconfig.get_paths()["purelib"])
    left_out = ("pip", "setuptools", "pkg_resources", "_distutils_hack")
    return (
        sum(
            file.stat().st_size
            for folder in packages.iterdir()
            if not folder.name.startswith(left_out)
            for file in ([folder] if folder.is_file() else folder.rglob("*"))
            if file.is_file() and "__pycache__" not in file.parts
        )
        / 1e6
    )


def weights() -> float:
    """Return the megabytes of the weights that ship."""
    import bot_bert
    import bot_seq2seq

    folders = [Path(package.__path__[0]) / "weights" for package in (bot_bert, bot_seq2seq)]
    return sum(file.stat().st_size for folder in folders for file in folder.rglob("*") if file.is_file()) / 1e6


if __name__ == "__main__":
    main()
