"""Where llmos keeps things, and what the user has set. `LLMOS_HOME` moves all of it.

Weights are not state but a shared cache, so they stay where they are; see `llmos.models`.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from llmos.atomic import write_atomically
from llmos.errors import ConfigError
from llmos.sources import Source

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

HOME_VARIABLE = "LLMOS_HOME"


class Home(msgspec.Struct, frozen=True):
    """The folders of one user's llmos."""

    config: Path
    data: Path
    cache: Path

    @classmethod
    def locate(cls) -> Home:
        """The home that `LLMOS_HOME` names, or the platform's usual folders."""
        chosen = os.environ.get(HOME_VARIABLE)
        return cls.at(Path(chosen).expanduser().absolute()) if chosen else cls._usual()

    @classmethod
    def at(cls, folder: Path) -> Home:
        """A home that lies in one folder."""
        return cls(config=folder, data=folder, cache=folder / "cache")

    @classmethod
    def _usual(cls) -> Home:
        # Imported here because a set LLMOS_HOME does not need it.
        from platformdirs import PlatformDirs

        folders = PlatformDirs("llmos", appauthor=False)
        return cls(folders.user_config_path, folders.user_data_path, folders.user_cache_path)

    @property
    def config_file(self) -> Path:
        """What the user has set."""
        return self.config / "config.toml"

    @property
    def state(self) -> Path:
        """Grants and ledger."""
        return self.data / "state.db"

    @property
    def checkpoint(self) -> Path:
        """How far the ledger has come, with its key; apart from the ledger itself."""
        return self.data / "ledger.checkpoint"

    @property
    def memory(self) -> Path:
        """Turns of earlier chats, and what the user asked to remember."""
        return self.data / "memory.db"

    @property
    def sample(self) -> Path:
        """The folder of the sample home, which is a whole home of its own."""
        return self.data / "demo"

    def plugin_folder(self, plugin: str) -> Path:
        """Where all lies that a plugin derived; each of its workers reaches one folder in it."""
        return self.data / "plugins" / plugin

    def plugin_data(self, plugin: str) -> Path:
        """The one folder that a plugin may write to, unless it has data only coarsely."""
        return self.plugin_folder(plugin) / "whole"

    def log(self, plugin: str) -> Path:
        """What the plugin's worker printed when it last ran."""
        return self.cache / "logs" / f"{plugin}.log"


class Profile(msgspec.Struct, frozen=True):
    """Who the user is: a name to sign with and the user's own mail addresses."""

    name: str = ""
    addresses: tuple[str, ...] = ()


class EngineConfig(msgspec.Struct, frozen=True):
    """Which engine runs the model.

    `model` is a catalogue id or the path of a GGUF file; empty means the catalogue's default. For
    an OpenAI-compatible server, `url` names it and `key_variable` the environment variable that
    holds its key, if it wants one.
    """

    kind: Literal["llama_cpp", "openai"] = "llama_cpp"
    model: str = ""
    url: str = ""
    key_variable: str = ""


class LedgerConfig(msgspec.Struct, frozen=True):
    """How long the ledger keeps its rows."""

    keep_days: Annotated[int, msgspec.Meta(ge=1, le=36_500)] = 365


class SendingConfig(msgspec.Struct, frozen=True):
    """For how many seconds what is to be sent waits, so that it can be taken back."""

    hold_seconds: Annotated[int, msgspec.Meta(ge=0, le=3600)] = 10


class PluginConfig(msgspec.Struct, frozen=True):
    """What the user has set for one plugin."""

    sources: tuple[Source, ...] = ()
    settings: dict[str, Any] = {}


class Unconfined(msgspec.Struct, frozen=True):
    """Distributions whose plugins may run even where the system cannot confine them."""

    plugins: tuple[str, ...] = ()


class Config(msgspec.Struct, frozen=True):
    """All of config.toml."""

    time_zone: str = ""
    profile: Profile = Profile()
    engine: EngineConfig = EngineConfig()
    ledger: LedgerConfig = LedgerConfig()
    sending: SendingConfig = SendingConfig()
    plugins: dict[str, PluginConfig] = {}
    unconfined: Unconfined = Unconfined()

    def plugin(self, plugin: str) -> PluginConfig:
        """What is set for this plugin; nothing set is an empty value."""
        return self.plugins.get(plugin, PluginConfig())


def read_config(home: Home) -> Config:
    """What config.toml says; a missing file is an empty one."""
    file = home.config_file
    try:
        return _parse(file.read_text("utf-8"), file)
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(file, error) from error


def edit_config(home: Home, edit: Callable[[TOMLDocument], None]) -> None:
    """Change config.toml in place: comments and order stay, and it is written as a whole."""
    # Imported here because only commands that change the configuration need it.
    import tomlkit

    read_config(home)  # refuses to build on a file that cannot be read
    file = home.config_file
    document = tomlkit.parse(file.read_text("utf-8")) if file.exists() else tomlkit.document()
    edit(document)
    text = tomlkit.dumps(document)
    _parse(text, file)  # refuses to replace it by one that cannot be read
    write_atomically(file, text.encode())


def set_engine(home: Home, engine: EngineConfig) -> None:
    """Write down which engine answers from now on."""
    values = {name: value for name, value in msgspec.structs.asdict(engine).items() if value}
    edit_config(home, lambda document: document.update({"engine": values}))


def _parse(text: str, file: Path) -> Config:
    try:
        return msgspec.convert(tomllib.loads(text), Config, dec_hook=_path)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise _unreadable(file, error) from error


def _unreadable(file: Path, error: Exception) -> ConfigError:
    return ConfigError(f"{file} cannot be read: {error}.", hint="Correct the file and try again.")


def _path(kind: type, value: Any) -> Any:
    if kind is Path and isinstance(value, str):
        # Unlike Path.expanduser it leaves the home folder of nobody as it is.
        return Path(os.path.expanduser(value))
    raise TypeError(f"expected the path of a file or folder, got {value!r}")
