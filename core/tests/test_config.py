"""config.toml: read, refused and edited without losing what the user wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmos.config import EngineConfig, Home, edit_config, read_config, set_engine
from llmos.errors import ConfigError
from llmos.kernel.settling import add_sources, set_profile, set_time_zone
from llmos.sources import Source


def write(home: Home, text: str) -> None:
    home.config.mkdir(exist_ok=True)
    home.config_file.write_text(text, "utf-8")


def test_a_missing_file_is_an_empty_configuration(home: Home) -> None:
    assert read_config(home).plugin("mail").sources == ()


def test_the_home_variable_moves_everything(home: Home) -> None:
    assert Home.locate() == home


def test_an_empty_home_variable_means_the_usual_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLMOS_HOME", "")
    assert Home.locate().config.name == "llmos"


@pytest.mark.parametrize(
    "text",
    [
        "time_zone = ",
        "time_zone = 3",
        '[engine]\nkind = "magic"',
        '[[plugins.mail.sources]]\nkind = "maildir"\npath = 3',
        "plugins = []",
    ],
)
def test_a_broken_file_is_refused_by_name(home: Home, text: str) -> None:
    write(home, text)
    with pytest.raises(ConfigError) as refused:
        read_config(home)
    assert str(home.config_file) in refused.value.message


def test_a_file_that_is_no_text_is_refused(home: Home) -> None:
    home.config.mkdir()
    home.config_file.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="cannot be read"):
        read_config(home)


def test_the_home_folder_of_nobody_is_only_a_path(home: Home) -> None:
    write(home, '[[plugins.mail.sources]]\nkind = "maildir"\npath = "~nobody-here/Mail"')
    assert read_config(home).plugin("mail").sources[0].path == Path("~nobody-here/Mail")


@pytest.mark.parametrize(
    "before",
    [
        "",
        "[plugins.mail.settings]\nlanguage = 'de' # mine\n",
        "[[plugins.mail.sources]]\nkind = 'maildir'\npath = '/old'\n",
        "[plugins.mail]\nsources = [{kind = 'maildir', path = '/old'}]\n",
        "plugins = {mail = {sources = [{kind = 'maildir', path = '/old'}]}}\n",
        "plugins.mail.settings.language = 'de'\n",
        "plugins = {}\n",
        "[plugins.calendar.settings]\nlanguage = 'de'\n",
        "[plugins.mail.settings]\nx = 1\n[engine]\n[plugins.calendar.settings]\nx = 1\n",
    ],
)
def test_a_source_is_added_however_the_file_is_written(home: Home, before: str) -> None:
    write(home, before)
    known = read_config(home)
    new = Source("maildir", Path("/new"))
    add_sources(home, "mail", [new])
    config = read_config(home)
    assert config.plugin("mail").sources == (*known.plugin("mail").sources, new)
    assert config.plugin("mail").settings == known.plugin("mail").settings
    assert config.plugin("calendar") == known.plugin("calendar")


def test_comments_and_foreign_entries_survive_every_edit(home: Home) -> None:
    text = (
        "# Written by hand.\n"
        'time_zone = "Europe/Berlin" # at home\n'
        "[future]\n"
        "entry = 1 # from a later version\n"
    )
    write(home, text)
    add_sources(home, "mail", [Source("maildir", Path("/mail"))])
    set_profile(home, name="Ada", addresses=["ada@example.org"])
    set_engine(home, EngineConfig("openai", "qwen", "http://localhost:8080/v1"))
    assert home.config_file.read_text("utf-8").startswith(text)


def test_a_known_source_is_not_written_twice(home: Home) -> None:
    source = Source("maildir", Path("/mail"))
    add_sources(home, "mail", [source])
    before = home.config_file.read_bytes()
    add_sources(home, "mail", [source])
    assert home.config_file.read_bytes() == before


def test_addresses_are_added_and_a_missing_name_changes_nothing(home: Home) -> None:
    set_profile(home, name="Ada", addresses=["ada@example.org"])
    set_profile(home, addresses=["a@example.net", "ada@example.org"])
    profile = read_config(home).profile
    assert profile.name == "Ada"
    assert profile.addresses == ("ada@example.org", "a@example.net")


def test_an_edit_that_would_break_the_file_is_not_written(home: Home) -> None:
    set_time_zone(home, "Europe/Berlin")
    with pytest.raises(ConfigError):
        edit_config(home, lambda document: document.update({"time_zone": 3}))
    assert read_config(home).time_zone == "Europe/Berlin"


def test_a_broken_file_is_never_written_over(home: Home) -> None:
    write(home, "time_zone = ")
    with pytest.raises(ConfigError):
        set_time_zone(home, "Europe/Berlin")
    assert home.config_file.read_text() == "time_zone = "
