"""Members trained in processes of their own end with the one that waits for them."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from bot.training.side_by_side import _begin

def work():
    print("working", file=sys.__stdout__, flush=True)
    time.sleep(120)

if __name__ == "__main__":
    with ProcessPoolExecutor(1, get_context("spawn"), _begin, (print, 1)) as pool:
        pool.submit(work).result()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_members_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    """Nobody would read their weights, and they would keep the cores busy for an hour."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    assert parent.stdout.readline() == "working\n"
    parent.send_signal(signal.SIGKILL)
    # Standard output ends once the last process that holds it has ended.
    parent.communicate(timeout=60)
