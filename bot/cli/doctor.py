"""`bot doctor`: what is installed, whether it is intact, and how to get what is missing."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import click

from bot.cli.output import print_json, print_table
from bot.errors import BotError
from bot.extras import missing_train
from bot.languages import language_name
from bot.model_folder import open_model_folder
from bot.plugins import Plugins, load_plugins
from bot.program import JSON
from bot.routing import answers_in_words
from bot.services import Models
from bot.settings import Settings, cache_folder, config_folder, data_folder, load_settings, plugin_folder

_LIBRARIES = (
    "ai-edge-litert", "apsw", "charset-normalizer", "click", "dateparser", "hassil", "httpx2", "lxml", "minigrid",
    "numpy", "opencc", "openpyxl", "pathspec", "platformdirs", "pluggy", "pocketsphinx", "prompt-toolkit",
    "py3langid", "pypdfium2", "python-docx", "python-pptx", "pyyaml", "selectolax", "sentencex", "sounddevice",
    "soundfile", "soxr", "text2num", "tokenizers",
)  # fmt: skip
_TRAIN = ("tensorflow", "keras", "keras-hub", "transformers")

Check = tuple[str, str, str]
"""ok, missing or broken; what; and more about it."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def doctor(*, as_json: bool) -> None:
    """Check versions, models, plugins and folders; exit status 1 if anything is broken."""
    checks = [("ok", "plugbot", f"{version('plugbot')}, Python {platform.python_version()}"), *_versions(_LIBRARIES)]
    settings, problem = _settings()
    checks.append(problem)
    plugins = load_plugins(settings)
    checks += [*_plugins(plugins), *_models(plugins, settings), *_languages(plugins, settings)]
    checks += [*_train(), *_folders(settings)]
    if as_json:
        found: list[JSON] = [{"state": state, "what": what, "more": more} for state, what, more in checks]
        print_json({"checks": found})
    else:
        print_table(checks)
    raise click.exceptions.Exit(1 if any(state == "broken" for state, _, _ in checks) else 0)


def _versions(names: tuple[str, ...]) -> list[Check]:
    found: list[Check] = []
    for name in names:
        try:
            found.append(("ok", name, version(name)))
        except PackageNotFoundError:
            found.append(("broken", name, "not installed: pip install plugbot"))
    return found


def _settings() -> tuple[Settings, Check]:
    try:
        return load_settings(), ("ok", "settings", str(config_folder() / "settings.toml"))
    except BotError as error:
        return Settings(), ("broken", "settings", str(error))


def _plugins(plugins: Plugins) -> list[Check]:
    found: list[Check] = [("ok", f"plugin {each.name}", each.origin) for each in plugins.loaded]
    return found + [("broken", "plugin", problem) for problem in plugins.problems]


def _models(plugins: Plugins, settings: Settings) -> list[Check]:
    found: list[Check] = []
    for name in sorted(plugins.backends):
        models = Models(plugins, settings, name)
        folder = models.folder()
        if problem := models.problem():
            found.append(("missing", f"model {name}", problem))
            continue
        try:
            model = open_model_folder(folder, name)
        except BotError as error:
            found.append(("broken", f"model {name}", str(error)))
            continue
        found.append(("ok", f"model {name}", str(folder)))
        if model.data.get("fingerprint") != plugins.catalog.fingerprint:
            found.append(
                ("ok", f"model {name}", "knows other actions than are installed; `bot train` would fold them in")
            )
    return found


def _languages(plugins: Plugins, settings: Settings) -> list[Check]:
    """Return which backend answers which language, and what of that is not as the settings want it."""
    try:
        models = Models(plugins, settings)
    except BotError as error:
        return [("broken", "settings", str(error))]
    answering = models.answering()
    found: list[Check] = [("ok", "languages", answers_in_words(answering))]
    for language, wanted in settings.backends.items():
        if wanted in plugins.backends and answering.get(language) != wanted:
            why = models.problem(wanted) or f"{wanted} does not read {language_name(language)}"
            found.append(("broken", "settings", f"[backends] names {wanted} for {language}, but {why}"))
    return found


def _train() -> list[Check]:
    if missing_train():
        return [("missing", "extra train", "only needed for training and converting: pip install 'plugbot[train]'")]
    return _versions(_TRAIN)


def _folders(settings: Settings) -> list[Check]:
    folders = {
        "settings": config_folder(),
        "data": data_folder(),
        "cache": cache_folder(),
        "plugins": plugin_folder(settings),
    }
    return [("ok", f"folder of {name}", str(folder)) for name, folder in folders.items()]
