"""Settings: a TOML file in the user's configuration folder, each setting also an environment variable."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from bot.actions import Touch
from bot.errors import SettingsError
from bot.policy import SAFE, Policy, Verdict

_TABLES = {
    "backends": 'gives each language the name of a backend: zh = "seq2seq"',
    "options": 'gives each option of a plugin a text: search.web = "https://..."',
}
"""What each table of texts holds."""
_VERDICTS = {verdict.name.lower(): verdict for verdict in Verdict}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has chosen; every field is a key of the file and, as BOT_NAME, an environment variable."""

    backend: str = "bert"
    """The backend that reads, where none is named."""
    backends: Mapping[str, str] = field(default_factory=dict)
    """The table [backends]: a language, as an ISO 639-1 code, to the backend that reads it."""
    language: str = "en"
    """The language that is assumed where the words do not say."""
    model: str = ""
    """A model folder to use in place of the one that ships."""
    reject_below: float = 0.5
    """A reading less sure than this is rejected."""
    history: bool = True
    """Whether the terminal's lines are kept for the next start."""
    color: str = "auto"
    """auto, always or never."""
    animate: bool = True
    """Whether the terminal shows drawings while they change, at a pace one can watch."""
    plugin_folder: str = ""
    """Where the user's own plugins lie; empty for the standard place."""
    disabled: tuple[str, ...] = ()
    """Plugins that are not loaded."""
    options: Mapping[str, str] = field(default_factory=dict)
    """The table [options]: what plugins are told, `plugin.name` to a text; see `options`."""
    policy: Policy = field(default_factory=Policy)
    """The table [policy]: motion, files, network, speech, a plugin or an action, to allow, ask or deny."""


def _platform(kind: str) -> Path:
    override = os.environ.get(f"BOT_{kind.upper()}_DIR")
    if override:
        return Path(override)
    # Imported here because it costs a few milliseconds and the variable spares them.
    import platformdirs

    folder: Path = getattr(platformdirs, f"user_{kind}_path")("plugbot", appauthor=False)
    return folder


def config_folder() -> Path:
    """Return where settings lie; BOT_CONFIG_DIR moves it."""
    return _platform("config")


def data_folder() -> Path:
    """Return where history and the user's plugins and models lie; BOT_DATA_DIR moves it."""
    return _platform("data")


def cache_folder() -> Path:
    """Return where things lie that can be made again; BOT_CACHE_DIR moves it."""
    return _platform("cache")


def plugin_folder(settings: Settings) -> Path:
    """Return where the user's own plugins lie."""
    return Path(settings.plugin_folder).expanduser() if settings.plugin_folder else config_folder() / "plugins"


def options(plugin: str) -> dict[str, str]:
    """Return what the user's settings tell a plugin: the table [options.PLUGIN]; raises SettingsError."""
    every = load_settings().options
    return {name.partition(".")[2]: value for name, value in every.items() if name.partition(".")[0] == plugin}


def load_settings(path: Path | None = None) -> Settings:
    """Return the settings of the file and the environment, which counts more; raises SettingsError naming what is wrong."""
    path = path or config_folder() / "settings.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig")) if path.exists() else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read: {error}") from error
    known = {item.name: item for item in fields(Settings)}
    chosen: dict[str, Any] = {}
    for name, value in data.items():
        if name not in known:
            raise SettingsError(f"{path}: there is no setting '{name}'; there are {', '.join(sorted(known))}")
        chosen[name] = _policy(value, str(path)) if name == "policy" else _typed(name, value, str(path))
    for name in known:
        variable = f"BOT_{name.upper()}"
        if name != "policy" and variable in os.environ:
            chosen[name] = _typed(name, _from_text(name, os.environ[variable], variable), variable)
    return Settings(**chosen)


def _typed(name: str, value: Any, where: str) -> Any:
    wanted = type(getattr(Settings(), name))
    if name == "options" and isinstance(value, dict):
        value = _flat(value)
    if wanted is dict and not (isinstance(value, dict) and all(isinstance(item, str) for item in value.values())):
        raise SettingsError(f"{where}: [{name}] {_TABLES[name]}")
    if wanted is tuple and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if wanted is float and type(value) is int:
        value = float(value)
    if name == "reject_below" and wanted is type(value) and not 0 <= value <= 1:
        raise SettingsError(f"{where}: 'reject_below' has to be between 0 and 1, not {value!r}")
    if name == "color" and value not in ("auto", "always", "never"):
        raise SettingsError(f"{where}: 'color' has to be auto, always or never, not {value!r}")
    if type(value) is not wanted:
        raise SettingsError(f"{where}: '{name}' has to be a {wanted.__name__}, not {value!r}")
    return value


def _from_text(name: str, text: str, where: str) -> Any:
    wanted = type(getattr(Settings(), name))
    if wanted is bool:
        if text.lower() not in ("1", "0", "true", "false", "yes", "no", "on", "off"):
            raise SettingsError(f"{where}: '{text}' is neither true nor false")
        return text.lower() in ("1", "true", "yes", "on")
    if wanted is float:
        try:
            return float(text)
        except ValueError:
            raise SettingsError(f"{where}: '{text}' is not a number") from None
    items = [item.strip() for item in text.split(",") if item.strip()]
    if wanted is dict:
        if not all(key.strip() and value.strip() for key, _, value in (item.partition("=") for item in items)):
            raise SettingsError(f"{where}: '{text}' is no list of names and what they are given: zh=seq2seq,en=bert")
        return {key.strip(): value.strip() for key, _, value in (item.partition("=") for item in items)}
    return items if wanted is tuple else text


def _policy(table: Any, where: str) -> Policy:
    table = _flat(table) if isinstance(table, dict) else table
    if not isinstance(table, dict) or not all(value in list(_VERDICTS) for value in table.values()):
        raise SettingsError(f"{where}: [policy] gives each name one of allow, ask, deny")
    touches = {touch: _VERDICTS[table[touch]] for touch in Touch if touch in table}
    names = {name: _VERDICTS[value] for name, value in table.items() if name not in list(Touch)}
    return Policy({**SAFE, **touches}, names)


def _flat(table: dict[str, Any]) -> dict[str, Any]:
    """Return a table with `robot.new_world = "ask"`, which TOML reads as a table in a table, under that name."""
    found: dict[str, Any] = {}
    for name, value in table.items():
        found |= {f"{name}.{key}": inner for key, inner in value.items()} if isinstance(value, dict) else {name: value}
    return found
