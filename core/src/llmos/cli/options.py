"""Arguments and options that several commands share."""

from __future__ import annotations

import click

arguments = click.option(
    "--args", default="{}", metavar="JSON", help="The arguments as one object."
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
plain = click.option("--plain", is_flag=True, help="Only what was found, no words of the model's.")
picture = click.option(
    "--picture", metavar="FILE", type=click.Path(dir_okay=False), help="Save the answer's picture."
)
plugin = click.argument("plugin", metavar="PLUGIN")
maybe_plugin = click.argument("plugin", metavar="[PLUGIN]", required=False)


def parse_arguments(args: str) -> dict[str, object]:
    """What was given with `--args`."""
    # Imported here because most commands take no arguments as JSON.
    import msgspec

    try:
        return msgspec.json.decode(args, type=dict[str, object])
    except msgspec.DecodeError as error:
        raise click.UsageError(f"--args is not a JSON object: {error}") from error
