"""The commands put together, and how a run ends: sentences and exit codes, no tracebacks.

Exit codes: 0 done · 1 it failed · 2 wrong use · 3 not permitted · 4 no installed tool serves the
request · 5 the model cannot be used · 6 a tool's question could not be put to you · 130 stopped
with Ctrl-C.
"""

from __future__ import annotations

import io
import sys

import click

from llmos.cli import (
    ask,
    call,
    chat,
    completion,
    demo,
    doctor,
    eval,
    index,
    ledger,
    models,
    permissions,
    plan,
    plugins,
    remind,
    route,
    secrets,
    setup,
    tools,
    undo,
)
from llmos.cli.door import Door
from llmos.errors import LlmosError


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        # Imported here because only this option needs it.
        from importlib_metadata import version

        click.echo(f"llmos {version('llmos')}")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--demo", "sample", is_flag=True, help="Use the sample home instead of your own.")
@click.option("--debug", is_flag=True, help="Show the traceback when something fails.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version.",
)
@click.pass_context
def app(context: click.Context, sample: bool, debug: bool) -> None:
    """Your computer's own language model as a private service.

    Ask in plain words; an installed plugin answers from your own data, with only the permissions
    that you gave it. Nothing leaves this machine.

    \b
    Examples:
      llmos demo                   make a sample life to try everything on
      llmos setup                  find your own mail
      llmos ask "What am I forgetting to follow up on?"
    """
    context.obj = Door(sample=sample)
    if sample and not context.obj.home.data.exists():
        from llmos.cli.terminal.screen import note

        note("There is no sample home yet: llmos demo makes it.")


for command in (
    ask.ask,
    chat.chat,
    plan.plan,
    route.route,
    eval.evaluate,
    call.call,
    undo.undo,
    tools.tools,
    plugins.plugins,
    permissions.permissions,
    secrets.secrets,
    ledger.ledger,
    setup.setup,
    index.index,
    remind.remind,
    models.models,
    doctor.doctor,
    demo.demo,
    completion.completion,
):
    app.add_command(command)


def main() -> None:
    """Run the command line; whatever happens, say it in a sentence."""
    _show_everything()
    try:
        sys.exit(app(standalone_mode=False))  # 0, or what a command passed to `Exit`
    except LlmosError as error:
        _end(error.exit_code, error.message, error.hint)
    except click.ClickException as error:
        _end(2, error.format_message(), "Add --help to see how it is used.")
    except (KeyboardInterrupt, click.Abort):
        _end(130, "Stopped.", "")
    except Exception as error:
        what = f"Something unexpected happened: {type(error).__name__}: {error}."
        _end(1, what, "Please report it; `llmos --debug ...` shows where.")


def _show_everything() -> None:
    """Write out the characters that the output's encoding lacks, in place of failing over them."""
    for output in (sys.stdout, sys.stderr):
        if isinstance(output, io.TextIOWrapper):
            output.reconfigure(errors="backslashreplace")


def _end(code: int, message: str, hint: str) -> None:
    # Imported here because most runs end well.
    from llmos.cli.terminal.screen import say_error

    arguments = sys.argv[1:]
    if "--demo" in arguments:
        # A command that is to be copied must work on the same home as the one that failed.
        hint = hint.replace("llmos permissions", "llmos --demo permissions")
    say_error(message, hint, as_json="--json" in arguments, code=code)
    if "--debug" in arguments:
        raise  # called while the error is being handled
    sys.exit(code)
