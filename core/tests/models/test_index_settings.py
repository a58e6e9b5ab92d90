"""Which package index is the user's: environment variables and pip's files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from llmos.errors import ConfigError
from llmos.models.index_settings import pip_files, read_index_settings


@pytest.fixture
def pip_conf(tmp_path, monkeypatch):
    """Write the configuration file that `PIP_CONFIG_FILE` names."""
    file = tmp_path / "pip.conf"
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    return file.write_text


def test_nothing_set_leaves_the_main_index_to_the_library():
    settings = read_index_settings()
    assert (settings.main, settings.extra, settings.none) == ("", (), False)


@pytest.mark.parametrize("variable", ["PIP_INDEX_URL", "UV_INDEX_URL", "UV_DEFAULT_INDEX"])
def test_the_environment_names_the_main_index(variable, monkeypatch):
    monkeypatch.setenv(variable, "https://inner.example/simple")
    assert read_index_settings().main == "https://inner.example/simple"


@pytest.mark.parametrize("variable", ["PIP_EXTRA_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_INDEX"])
def test_the_environment_names_extra_indexes(variable, monkeypatch):
    monkeypatch.setenv(variable, "https://one.example https://two.example/?a=b")
    assert read_index_settings().extra == ("https://one.example", "https://two.example/?a=b")


def test_the_name_that_uv_gives_an_index_is_not_part_of_its_address(monkeypatch):
    monkeypatch.setenv("UV_INDEX", "inner=https://inner.example/simple")
    assert read_index_settings().extra == ("https://inner.example/simple",)


def test_pips_file_names_indexes_over_several_lines(pip_conf):
    pip_conf(
        "[global]\nindex-url = https://main.example\n"
        "extra-index-url =\n  https://one.example\n  https://two.example\ncert = /ca.pem\n"
    )
    settings = read_index_settings()
    assert settings.main == "https://main.example"
    assert settings.extra == ("https://one.example", "https://two.example")
    assert settings.certificates == "/ca.pem"


def test_the_environment_wins_over_pips_file(pip_conf, monkeypatch):
    pip_conf("[global]\nindex-url = https://file.example\n")
    monkeypatch.setenv("PIP_INDEX_URL", "https://environment.example")
    assert read_index_settings().main == "https://environment.example"


def test_the_section_for_installing_wins_and_underscores_are_dashes(pip_conf):
    pip_conf(
        "[install]\nindex_url = https://install.example\n"
        "[global]\nindex-url = https://global.example\n"
    )
    assert read_index_settings().main == "https://install.example"


def test_a_percent_sign_in_a_password_is_only_a_sign(pip_conf):
    pip_conf("[global]\nindex-url = https://ada:%40%25@inner.example\n")
    assert read_index_settings().main == "https://ada:%40%25@inner.example"


@pytest.mark.parametrize("word", ["true", "1", "Yes", "on"])
def test_no_index_is_heard_in_each_of_its_spellings(word, pip_conf):
    pip_conf(f"[global]\nno-index = {word}\n")
    assert read_index_settings().none


def test_no_index_that_is_off_is_off(pip_conf):
    pip_conf("[global]\nno-index = false\n")
    assert not read_index_settings().none


def test_a_file_that_cannot_be_read_is_named(pip_conf, tmp_path):
    pip_conf("index-url = without a section\n")
    with pytest.raises(ConfigError, match=r"pip\.conf cannot be read"):
        read_index_settings()


def test_the_users_own_file_comes_after_the_one_for_everybody(monkeypatch, tmp_path):
    monkeypatch.delenv("PIP_CONFIG_FILE")
    files = list(pip_files())
    home = [file for file in files if file.is_relative_to(Path.home())]
    assert home
    assert files.index(home[0]) > 0
    assert all(file.name in {"pip.conf", "pip.ini"} for file in files)


def test_a_null_device_as_pips_file_means_no_file_at_all(monkeypatch):
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    assert list(pip_files()) == []


@pytest.mark.skipif(os.name != "posix", reason="the folder's name is another on Windows")
def test_the_file_in_the_users_home_is_read(monkeypatch):
    monkeypatch.delenv("PIP_CONFIG_FILE")
    file = Path.home() / ".pip" / "pip.conf"
    file.parent.mkdir(parents=True)
    file.write_text("[global]\nindex-url = https://home.example\n")
    assert read_index_settings().main == "https://home.example"
