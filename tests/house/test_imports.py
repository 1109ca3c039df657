"""Who may import whom."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import bot

TRAINING = {"tensorflow", "keras", "keras_hub", "transformers", "jax", "matplotlib"}
NEEDS_TRAIN = {
    # Reached only through `bot train` and `bot models convert`, which need the extra `train`.
    "models/bot_bert/converting.py",
    "models/bot_bert/crf.py",
    "models/bot_bert/dataset.py",
    "models/bot_bert/devices.py",
    "models/bot_bert/fitting.py",
    "models/bot_bert/network.py",
    "models/bot_bert/pretrained.py",
    "models/bot_bert/rates.py",
    "models/bot_bert/training.py",
    "models/bot_seq2seq/committee.py",
    "models/bot_seq2seq/dataset.py",
    "models/bot_seq2seq/devices.py",
    "models/bot_seq2seq/exporting.py",
    "models/bot_seq2seq/fitting.py",
    "models/bot_seq2seq/guessing.py",
    "models/bot_seq2seq/hosts.py",
    "models/bot_seq2seq/layers.py",
    "models/bot_seq2seq/network.py",
    "models/bot_seq2seq/rates.py",
    # Reached only where the settings name a language model in a folder.
    "plugins/bot_chat/stepping.py",
}
HEAVY = {
    "minigrid",
    "gymnasium",
    "numpy",
    "hassil",
    "yaml",
    "dateparser",
    "text_to_num",
    "ai_edge_litert",
    "tokenizers",
}
MAY_BE_HEAVY = {
    "bot/evaluation": {"numpy"},  # only `bot eval` and `bot compare` import it, which measure for minutes
    "bot/training": {"numpy"},  # only trainers import it
}
"""Folders of the core that may import some of it all the same, with the reason."""


MEASURING = {
    "bot/__init__.py",  # which only names what a plugin that measures may import, on first use
    "bot/cli/compare.py",
    "bot/cli/dataset_options.py",
    "bot/cli/evaluate.py",
    "bot/cli/evaluate_pairs.py",
    "bot/cli/train_pairs.py",
}
"""The commands that measure, what they alone share, and what learns from the same data."""


def imported(tree: ast.AST) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield module and names of every import below a node; the names are empty for `import module`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or ""), tuple(alias.name for alias in node.names)


def at_module_level(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what importing a file imports: neither what functions import nor what only type checkers see."""

    def walk(nodes: list[ast.stmt]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for node in nodes:
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield from imported(node)
            elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
                yield from walk(node.orelse)
            elif isinstance(node, ast.If | ast.Try | ast.With | ast.ClassDef):
                yield from walk([child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)])

    yield from walk(ast.parse(path.read_text(encoding="utf-8")).body)


def packages(root: Path) -> dict[Path, str]:
    """Return the folder of each plugin and model, with its import name."""
    return {
        init.parent: init.parent.name for kind in ("plugins", "models") for init in (root / kind).glob("*/__init__.py")
    }


def test_plugins_and_models_import_only_public_names(root: Path) -> None:
    """From `bot` what `bot.__all__` lists, and nothing of its modules: they are what a third party would write."""
    wrong = []
    for folder in packages(root):
        for path in folder.rglob("*.py"):
            for module, names in imported(ast.parse(path.read_text(encoding="utf-8"))):
                if module.startswith("bot.") or (module == "bot" and not (names and set(names) <= set(bot.__all__))):
                    wrong.append(f"{path.relative_to(root)}: {module} {', '.join(names)}")
    assert wrong == []


def test_plugins_and_models_do_not_know_each_other(root: Path) -> None:
    """Each is alone with the core."""
    wrong = []
    for folder, name in packages(root).items():
        for path in folder.rglob("*.py"):
            for module, _ in imported(ast.parse(path.read_text(encoding="utf-8"))):
                top = module.partition(".")[0]
                if top in packages(root).values() and top != name:
                    wrong.append(f"{path.relative_to(root)}: {module}")
    assert wrong == []


def test_the_core_knows_no_plugin_and_no_model(root: Path) -> None:
    """They are found, never imported."""
    wrong = []
    for path in (root / "bot").rglob("*.py"):
        for module, _ in imported(ast.parse(path.read_text(encoding="utf-8"))):
            if module.partition(".")[0] in packages(root).values():
                wrong.append(f"{path.relative_to(root)}: {module}")
    assert wrong == []


def test_only_the_terminal_imports_prompt_toolkit(root: Path, sources: list[Path]) -> None:
    """And only the command line imports the terminal."""
    wrong = []
    for path in sources:
        inside = path.relative_to(root).parts
        for module, _ in imported(ast.parse(path.read_text(encoding="utf-8"))):
            if module.startswith("prompt_toolkit") and inside[:2] != ("bot", "terminal"):
                wrong.append(f"{path.relative_to(root)}: {module}")
            if module.startswith("bot.terminal") and inside[:2] not in (("bot", "terminal"), ("bot", "cli")):
                wrong.append(f"{path.relative_to(root)}: {module}")
            if module.startswith("bot.cli") and inside[:2] != ("bot", "cli"):
                wrong.append(f"{path.relative_to(root)}: {module}")
    assert wrong == []


def test_frameworks_are_imported_only_for_training(root: Path, sources: list[Path]) -> None:
    """At module level only in the files of the extra `train`; in the core nowhere."""
    found = set()
    for path in sources:
        name = str(path.relative_to(root))
        if any(module.partition(".")[0] in TRAINING for module, _ in at_module_level(path)):
            found.add(name)
        if name.startswith("bot/"):
            inside = imported(ast.parse(path.read_text(encoding="utf-8")))
            assert not [module for module, _ in inside if module.partition(".")[0] in TRAINING], name
    assert found <= NEEDS_TRAIN
    assert {name for name in NEEDS_TRAIN if (root / name).is_file()} == NEEDS_TRAIN


def test_the_core_imports_nothing_heavy_at_module_level(root: Path) -> None:
    """So that a start costs little: libraries are imported where they are used."""
    wrong = []
    for path in (root / "bot").rglob("*.py"):
        folders = {str(folder.relative_to(root)) for folder in path.parents if folder.is_relative_to(root)}
        allowed = set().union(*(MAY_BE_HEAVY.get(folder, set()) for folder in folders))
        for module, _ in at_module_level(path):
            if module.partition(".")[0] in HEAVY - allowed:
                wrong.append(f"{path.relative_to(root)}: {module}")
    assert wrong == []


def test_only_the_commands_that_measure_import_the_evaluation(root: Path) -> None:
    """And what measures itself: no start and no answer waits for it."""
    wrong = []
    for path in (root / "bot").rglob("*.py"):
        inside = path.relative_to(root).parts
        if inside[:2] == ("bot", "evaluation") or str(path.relative_to(root)) in MEASURING:
            continue
        for module, _ in imported(ast.parse(path.read_text(encoding="utf-8"))):
            if module.startswith("bot.evaluation"):
                wrong.append(f"{path.relative_to(root)}: {module}")
    assert wrong == []


def test_the_source_roots_are_never_import_names(tracked: list[Path], root: Path) -> None:
    """`plugins.bot_robot` would be a second copy of `bot_robot`."""
    wrong = []
    for path in tracked:
        if path.suffix == ".py":
            for module, _ in imported(ast.parse(path.read_text(encoding="utf-8"))):
                if module.partition(".")[0] in ("plugins", "models", "tests"):
                    wrong.append(f"{path.relative_to(root)}: {module}")
    assert wrong == []
    assert not [kind for kind in ("plugins", "models") if (root / kind / "__init__.py").exists()]
