"""What the user can set for files, under `[plugins.files.settings]` in config.toml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class FilesSettings(BaseModel):
    """The settings of llmos-files."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ignore: tuple[str, ...] = Field(
        default=(), description="Patterns, as in a .gitignore file, of what is passed over."
    )
    meanings: bool = Field(
        default=True, description="Whether passages are also found by their meaning."
    )
    model_for_tables: bool = Field(
        default=True,
        description="Whether the model helps where rules do not understand a question to a table.",
    )
