"""The commands put together, and how a run ends: sentences and exit codes, no tracebacks.

Exit codes: 0 done · 1 it failed · 2 wrong use · 3 not permitted · 4 no installed tool serves the
request · 5 the model cannot be used · 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from llmos.cli import (
    ask,
    call,
    demo,
    doctor,
    index,
    models,
    permissions,
    plugins,
    route,
    setup,
    tools,
)
from llmos.cli.door import Door
from llmos.errors import LlmosError

_HELP = """Your computer's own language model as a private service.

Ask in plain words; an installed plugin answers from your own data, with only the permissions
that you gave it. Nothing leaves this machine.

Examples:

  llmos demo                                    try everything on a sample life

  llmos setup                                   find your own mail

  llmos ask "What am I forgetting to follow up on?"
"""

app = typer.Typer(
    name="llmos",
    help=_HELP,
    no_args_is_help=True,
    rich_markup_mode=None,  # Rich panels would double the time of --help
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (ask, route, call, tools, setup, index, demo, doctor):
    module.add_to(app)
for name, group in (
    ("plugins", plugins.app),
    ("permissions", permissions.app),
    ("models", models.app),
):
    app.add_typer(group, name=name)


def _version(asked: bool) -> None:
    if asked:
        # Imported here because only this option needs it.
        from importlib_metadata import version

        typer.echo(f"llmos {version('llmos')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    sample: Annotated[
        bool, typer.Option("--demo", help="Use the sample home instead of your own.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback when something fails.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Take the options that stand before the command."""
    context.obj = Door(sample=sample)


def main() -> None:
    """Run the command line; whatever happens, say it in a sentence."""
    debug = "--debug" in sys.argv[1:]
    try:
        app()
    except LlmosError as error:
        _end(error.exit_code, error.message, error.hint, debug)
    except KeyboardInterrupt:
        _end(130, "Stopped.", "", debug)
    except BrokenPipeError:
        # The reader of a pipe has gone; Python would complain once more when it flushes.
        sys.stderr.close()
        sys.exit(141)
    except Exception as error:
        what = f"Something unexpected happened: {type(error).__name__}: {error}."
        _end(1, what, "Please report it; `llmos --debug ...` shows where.", debug)


def _end(code: int, message: str, hint: str, debug: bool) -> None:
    # Imported here because most runs end well.
    from llmos.cli.screen import say_error

    say_error(message, hint, as_json="--json" in sys.argv[1:], code=code)
    if debug:
        raise
    sys.exit(code)
