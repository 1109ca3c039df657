"""LiteRT files that cannot be loaded."""

from pathlib import Path

import pytest

from bot.errors import ModelError
from bot.litert import LiteModel


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """One clear line with the path."""
    with pytest.raises(ModelError, match=r"nothing\.tflite is missing"):
        LiteModel(tmp_path / "nothing.tflite")


@pytest.mark.parametrize("content", [b"", b"no model", b"\x00" * 4096, b"\x1c\x00\x00\x00TFL3" + b"\xff" * 256])
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever lies in it, also where it begins like a model; standard output stays clean."""
    path = tmp_path / "lower.tflite"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"lower\.tflite is damaged or no LiteRT model") as error:
        LiteModel(path)
    assert "\n" not in str(error.value)
    assert capfd.readouterr().out == ""
