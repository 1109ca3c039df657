"""What is committed, and what is not."""

from __future__ import annotations

import tomllib
from pathlib import Path

MEGABYTES = 60
"""What the weights that ship may weigh together."""
TEXT = {".py", ".md", ".yaml", ".yml", ".toml", ".json", ".txt", ".cfg", ""}
FORBIDDEN = ["../" + "shared", "/" + "work" + "/", "TO" + "DO", "FIX" + "ME"]
"""Places of one machine, and promises; put together here so that this file does not hold them."""


def test_no_place_of_one_machine_and_no_promise_is_committed(root: Path, tracked: list[Path]) -> None:
    """What is committed speaks of the project alone, and is done."""
    found = [
        f"{path.relative_to(root)}: {words}"
        for path in tracked
        if path.suffix in TEXT and path.stat().st_size < 2_000_000
        for words in FORBIDDEN
        if words in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert found == []


def test_weights_are_small(root: Path) -> None:
    """All that ships together."""
    weights = sum(path.stat().st_size for path in (root / "models").glob("*/weights/**/*") if path.is_file())
    assert weights <= MEGABYTES * 1_000_000


def test_weights_are_not_ignored(root: Path, tracked: list[Path]) -> None:
    """A pattern that hits them would drop them from the wheel without a word."""
    there = {path for path in (root / "models").glob("*/weights/**/*") if path.is_file()}
    assert there <= set(tracked)


def test_nothing_is_pickled(root: Path, tracked: list[Path]) -> None:
    """No file, no import, and no array that may hold objects."""
    assert not [path for path in tracked if path.suffix in (".pkl", ".pickle", ".joblib", ".pt", ".h5")]
    for path in tracked:
        if path.suffix == ".py" and path.relative_to(root).parts[0] != "tests":
            text = path.read_text(encoding="utf-8")
            assert not [
                word
                for word in ("import pickle", "import joblib", "import shelve", "allow_pickle=True")
                if word in text
            ]


def test_every_plugin_and_model_is_an_entry_point(root: Path) -> None:
    """Installed means found."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    folders = {init.parent.name for kind in ("plugins", "models") for init in (root / kind).glob("*/__init__.py")}
    assert set(project["entry-points"]["bot"].values()) == folders


def test_tests_mirror_the_house(root: Path) -> None:
    """A test file is named after what it tests, and says so in its first line."""
    for path in (root / "tests").rglob("test_*.py"):
        assert path.read_text(encoding="utf-8").startswith(('"""', "# ")), path


def test_frameworks_are_no_dependency_of_chatting(root: Path) -> None:
    """They are in the extra `train`, which `dev` contains."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    heavy = ("tensorflow", "keras", "transformers", "torch", "jax", "matplotlib")
    assert not [need for need in project["dependencies"] if need.startswith(heavy)]
    train = project["optional-dependencies"]["train"]
    assert {"tensorflow", "keras", "keras-hub", "transformers"} <= {need.partition(">")[0] for need in train}
    assert "plugbot[train]" in project["optional-dependencies"]["dev"]
