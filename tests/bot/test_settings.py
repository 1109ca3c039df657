"""Settings from the file and the environment."""

from pathlib import Path

import pytest

from bot.actions import Touch
from bot.errors import SettingsError
from bot.policy import Verdict
from bot.settings import Settings, config_folder, load_settings, options, plugin_folder


@pytest.fixture(autouse=True)
def no_model_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the settings are all that counts."""
    monkeypatch.delenv("BOT_MODEL", raising=False)


@pytest.fixture
def file() -> Path:
    """The settings file, in a folder that is there."""
    config_folder().mkdir(parents=True)
    return config_folder() / "settings.toml"


def test_without_a_file_everything_has_its_default() -> None:
    """Nothing needs to be set up first."""
    assert load_settings() == Settings()


def test_the_file_is_read(file: Path) -> None:
    """Every kind of setting: text, number, truth, list and the policy."""
    file.write_text(
        'backend = "other"\nreject_below = 1\nhistory = false\ndisabled = ["robot"]\n'
        '[policy]\nnetwork = "deny"\n"clock.timer" = "ask"\n'
    )
    settings = load_settings()
    assert (settings.backend, settings.reject_below, settings.history, settings.disabled) == (
        "other",
        1.0,
        False,
        ("robot",),
    )
    assert settings.policy.touches[Touch.NETWORK] is Verdict.DENY
    assert settings.policy.touches[Touch.MOTION] is Verdict.ALLOW
    assert settings.policy.names == {"clock.timer": Verdict.ASK}


def test_an_action_in_the_policy_needs_no_quotes(file: Path) -> None:
    """TOML reads its dot as a table in a table."""
    file.write_text('[policy]\nrobot.new_world = "ask"\nrobot.move = "deny"\nclock = "ask"\nfiles = "allow"\n')
    policy = load_settings().policy
    assert policy.names == {"robot.new_world": Verdict.ASK, "robot.move": Verdict.DENY, "clock": Verdict.ASK}
    assert policy.touches[Touch.FILES] is Verdict.ALLOW


def test_each_language_may_have_a_backend(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table in the file, pairs in the environment."""
    file.write_text('[backends]\nzh = "seq2seq"\n')
    assert load_settings().backends == {"zh": "seq2seq"}
    monkeypatch.setenv("BOT_BACKENDS", "zh=other, en = bert")
    assert load_settings().backends == {"zh": "other", "en": "bert"}


@pytest.mark.parametrize("text", ['backends = "seq2seq"', "[backends]\nzh = 1", 'backends = ["zh"]'])
def test_backends_that_are_no_table_are_told(file: Path, text: str) -> None:
    """With how to write one."""
    file.write_text(text)
    with pytest.raises(SettingsError, match=r'\[backends\] gives each language the name of a backend: zh = "seq2seq"'):
        load_settings()


@pytest.mark.parametrize("text", ["seq2seq", "zh=", "=seq2seq"])
def test_backends_of_the_environment_that_are_no_pairs_are_told(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """With the variable's name."""
    monkeypatch.setenv("BOT_BACKENDS", text)
    with pytest.raises(SettingsError, match="BOT_BACKENDS"):
        load_settings()


def test_plugins_have_options(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each gets its own, of the file or of the environment."""
    file.write_text('[options.search]\nweb = "https://s.example"\n[options]\nspeech.voice = "en"\n', encoding="utf-8")
    assert options("search") == {"web": "https://s.example"}
    assert options("speech") == {"voice": "en"}
    assert options("other") == {}
    monkeypatch.setenv("BOT_OPTIONS", "search.web=http://localhost:8080/?a=b,search.x=1")
    assert options("search") == {"web": "http://localhost:8080/?a=b", "x": "1"}
    file.write_text("[options.search]\nweb = 3\n", encoding="utf-8")
    monkeypatch.delenv("BOT_OPTIONS")
    with pytest.raises(SettingsError, match=r"\[options\] gives each option of a plugin a text"):
        options("search")


def test_a_mark_of_byte_order_is_no_setting(file: Path) -> None:
    """Some editors write one."""
    file.write_text('language = "fr"\n', encoding="utf-8-sig")
    assert load_settings().language == "fr"


def test_the_environment_counts_more_than_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each setting is also a variable BOT_NAME."""
    file.write_text('backend = "one"\nlanguage = "fr"\n')
    for name, value in {"BACKEND": "two", "HISTORY": "no", "REJECT_BELOW": "0.25", "DISABLED": "robot, chat,"}.items():
        monkeypatch.setenv(f"BOT_{name}", value)
    settings = load_settings()
    assert (settings.backend, settings.language, settings.history) == ("two", "fr", False)
    assert (settings.reject_below, settings.disabled) == (0.25, ("robot", "chat"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("backend = ", "settings.toml"), ("reject_below = 5", "between 0 and 1"), ("reject_below = -0.1", "between 0 and 1"),
        ("colour = 1", "there is no setting 'colour'"), ("backend = 3", "'backend' has to be a str"),
        ("history = 1", "'history'"), ('reject_below = "high"', "'reject_below'"), ("reject_below = true", "'reject_below'"),
        ("disabled = [1]", "'disabled'"), ('disabled = "robot"', "'disabled'"), ('policy = "ask"', r"\[policy\]"),
        ('[policy]\nrobot.move.far = "ask"', r"\[policy\]"), ('[policy]\nrobot.move = "maybe"', r"\[policy\]"),
        ('[policy]\nnetwork = "maybe"', r"\[policy\].*allow, ask, deny"), ("[policy]\nnetwork = [1]", r"\[policy\]"),
    ],
)  # fmt: skip
def test_a_bad_file_is_one_clear_line(file: Path, text: str, named: str) -> None:
    """It names the file and the setting."""
    file.write_text(text)
    with pytest.raises(SettingsError, match=named) as error:
        load_settings()
    assert str(file) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_no_text_is_one_clear_line(file: Path) -> None:
    """Bytes that are no UTF-8, and a folder in the file's place, name the file."""
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        load_settings()
    file.unlink()
    file.mkdir()
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        load_settings()


@pytest.mark.parametrize(("variable", "value"), [("BOT_HISTORY", "perhaps"), ("BOT_REJECT_BELOW", "half")])
def test_a_bad_variable_is_named(variable: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user sees which variable it is."""
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=variable):
        load_settings()


def test_the_plugin_folder_can_be_moved(tmp_path: Path) -> None:
    """It lies in the configuration folder unless the settings say otherwise."""
    assert plugin_folder(Settings()) == config_folder() / "plugins"
    assert plugin_folder(Settings(plugin_folder=str(tmp_path))) == tmp_path
