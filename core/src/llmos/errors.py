"""Every error that llmos raises on purpose: a sentence, what to do, and an exit code.

    LlmosError                     something the user can read and act on
    ├── ConfigError                config.toml or an environment variable
    ├── StoreError                 state on disk: locked, full, damaged
    ├── PluginError                names the plugin
    │   ├── ManifestError          plugin.toml is missing or wrong
    │   ├── PluginLoadError        its module, hooks or tools cannot be used
    │   ├── UnknownTool            no such tool
    │   ├── InvalidArguments       the arguments do not fit the tool's schema
    │   ├── ToolError              the tool ran and said why it could not answer
    │   └── WorkerError            its process
    │       ├── WorkerDied         ended before it answered
    │       ├── WorkerTimeout      did not answer in time
    │       ├── ProtocolError      answered with something that is no answer
    │       └── SandboxError       could not be confined
    ├── PermissionDenied           names plugin, permissions and the command that would grant them
    │   └── Revoked                what it ran with was taken back meanwhile
    ├── Unanswered             a tool had a question, and nobody was there to answer it
    ├── ModelError                 weights: missing, damaged, cannot be fetched
    ├── EngineError                the engine cannot start or answer
    ├── RoutingError               no valid call after the allowed attempts
    └── Cancelled                  the user pressed Ctrl-C

Errors carry their data (plugin, permissions, attempts) so that a door can draw them; nothing
here formats for a terminal. Exit codes are part of the command line's contract.
"""

from __future__ import annotations

from collections.abc import Sequence


class LlmosError(Exception):
    """An error with a sentence for the user and, where there is one, the next step."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(LlmosError):
    """config.toml or an environment variable cannot be used."""


class StoreError(LlmosError):
    """A database or file of llmos's own cannot be read or written."""


class PluginError(LlmosError):
    """An error of one plugin; the others go on working."""

    def __init__(self, plugin: str, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.plugin = plugin


class ManifestError(PluginError):
    """plugin.toml is missing, unreadable or says something that is not allowed."""


class PluginLoadError(PluginError):
    """The plugin's module, hooks or tools cannot be used."""


class UnknownTool(PluginError):
    """There is no tool of that name."""

    exit_code = 2


class InvalidArguments(PluginError):
    """Arguments do not fit the tool's own schema; the message holds the validator's words."""

    exit_code = 2


class ToolError(PluginError):
    """The tool ran and said why it could not answer. Plugins raise it; llmos adds the plugin."""

    def __init__(self, message: str, *, plugin: str = "", hint: str = "") -> None:
        super().__init__(plugin, message, hint=hint)


class WorkerError(PluginError):
    """The plugin's process failed, not the tool inside it."""


class WorkerDied(WorkerError):
    """The process ended before it answered."""


class WorkerTimeout(WorkerError):
    """The process did not answer in time and was stopped."""


class ProtocolError(WorkerError):
    """The process sent something that is not an answer."""


class SandboxError(WorkerError):
    """The process could not be confined."""


class PermissionDenied(LlmosError):
    """A permission is missing or refused; nothing was read, written or sent."""

    exit_code = 3

    def __init__(
        self, message: str, *, plugin: str, permissions: Sequence[str], hint: str = ""
    ) -> None:
        super().__init__(message, hint=hint)
        self.plugin = plugin
        self.permissions = tuple(permissions)


class Revoked(PermissionDenied):
    """What a run was allowed was taken back while it ran, and it was ended."""


class Unanswered(LlmosError):
    """A tool had a question for the user, and nobody was there to answer it."""

    exit_code = 6


class ModelError(LlmosError):
    """Weights are missing, damaged or cannot be fetched."""

    exit_code = 5


class EngineError(LlmosError):
    """The engine cannot start or cannot answer."""

    exit_code = 5


class RoutingError(LlmosError):
    """The model gave no valid call within the allowed attempts."""

    exit_code = 4

    def __init__(self, message: str, *, attempts: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.attempts = attempts


class Cancelled(LlmosError):
    """The user stopped the request; nothing is half-written."""

    exit_code = 130
