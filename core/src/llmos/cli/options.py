"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Plugin = Annotated[str, typer.Argument(metavar="PLUGIN", help="The plugin's id, such as mail.")]
