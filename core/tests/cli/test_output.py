"""What is printed: JSON for programs, plain lines in pipes, and nothing that plugins can abuse."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from llmos.blocks import Difference, Item, Items, Output, Picture, Table, Text
from llmos.cli.terminal.inert import inert
from llmos.cli.terminal.pictures import save_pictures
from llmos.cli.terminal.plain import lines
from llmos.errors import LlmosError

ESCAPE = "\x1b"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Köln 🜁 e\u0301", "Köln 🜁 e\u0301"),
        ("one\n\ttwo", "one\n\ttwo"),
        ("\x1b[2J\x07\r\x00\x7f\x9b", r"\x1b[2J\x07\r\x00\x7f\x9b"),
        ("a\u202eb\u2066c\u200fd\u061c", r"a\u202eb\u2066c\u200fd\u061c"),
        ("a\u2028b\u2029c\udcff", r"a\u2028b\u2029c\udcff"),
    ],
)
def test_harmful_characters_are_shown_and_not_obeyed(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_a_table_in_a_pipe_is_aligned_and_one_line_a_row() -> None:
    table = Table(["name", "words"], [["a", "two\nlines"], ["longer", "\x1b[0m"]], caption="End.")
    assert list(lines([table])) == [
        "name    words",
        "a       two lines",
        r"longer  \x1b[0m",
        "End.",
    ]


def test_a_table_without_column_names_in_a_pipe_has_no_heading() -> None:
    assert list(lines([Table(["", ""], [["From", "Ada"], ["To", "Bea"]])])) == [
        "From  Ada",
        "To    Bea",
    ]


def test_items_in_a_pipe_are_a_list() -> None:
    items = Items([Item("Call Ada", "about the lease", "late", "m1"), Item("Rest")], "To do")
    assert list(lines([Text("Today\x1b[0m", "heading"), items])) == [
        r"Today\x1b[0m",
        "To do",
        "- Call Ada [m1]",
        "    about the lease",
        "    late",
        "- Rest",
    ]


def test_a_difference_in_a_pipe_shows_what_goes_and_what_comes() -> None:
    change = Difference("The event", "Review\nMonday\nRoom 2\x1b", "Review\nThursday\nRoom 2\x1b")
    assert list(lines([change])) == [
        "The event",
        "@@ -1,3 +1,3 @@",
        " Review",
        "-Monday",
        "+Thursday",
        r" Room 2\x1b",
    ]
    assert list(lines([Difference("New", "", "Review")])) == ["New", "@@ -0,0 +1 @@", "+Review"]


def test_a_picture_in_a_pipe_is_its_drawing_of_characters() -> None:
    picture = Picture("svg", b"<svg/>", "Pulse", "▂▃▅\n▁▁▁")
    assert list(lines([picture, Text("┌─┐", "drawing")])) == ["▂▃▅\n▁▁▁", "Pulse", "┌─┐"]


def test_pictures_are_saved_in_their_own_format_only(tmp_path: Path) -> None:
    two = Output({}, [Picture("svg", b"<svg/>", "", ""), Picture("svg", b"<svg></svg>", "", "")])
    saved = save_pictures(two, tmp_path / "pulse.svg")
    assert [path.name for path in saved] == ["pulse.svg", "pulse-2.svg"]
    assert [path.read_bytes() for path in saved] == [b"<svg/>", b"<svg></svg>"]
    with pytest.raises(LlmosError, match="the picture is SVG"):
        save_pictures(two, tmp_path / "pulse.png")
    with pytest.raises(LlmosError, match="no picture"):
        save_pictures(Output({}), tmp_path / "none.svg")


def test_a_table_whose_rows_do_not_fit_its_columns_is_refused_where_it_is_made() -> None:
    with pytest.raises(ValueError, match="3 cells"):
        Table(["a", "b"], [["1", "2", "3"]])


@pytest.mark.parametrize("command", ["plugins list", "plugins info greeter", "tools"])
def test_listings_are_json_for_programs_and_plain_in_pipes(
    llmos: Any, install: Callable[..., Path], remember: Callable[[], None], command: str
) -> None:
    install()
    remember()
    assert "greeter" in json.dumps(json.loads(llmos(*command.split(), "--json").stdout))
    shown = llmos(*command.split())
    assert ESCAPE not in shown.stdout + shown.stderr
    assert "greeter" in shown.stdout


def test_an_answer_is_json_for_programs(llmos: Any, probe: Callable[..., Path]) -> None:
    probe("return Found(value=at)")
    done = llmos("call", "probe.look", "--args", '{"at": "Köln"}', "--json")
    answer = json.loads(done.stdout)
    assert (answer["tool"], answer["arguments"]) == ("probe.look", {"at": "Köln"})
    assert answer["value"] == {"value": "Köln"}
    assert done.stderr == ""


def test_other_peoples_characters_are_inert_in_pipes_too(
    llmos: Any, probe: Callable[..., Path]
) -> None:
    probe(r'raise ToolError("\x1b[2Jgone \u202e")')
    done = llmos("call", "probe.look", code=1)
    assert done.stderr == "llmos: \\x1b[2Jgone \\u202e\n"


def test_an_output_that_cannot_show_a_character_says_so_in_its_place(
    llmos: Any, probe: Callable[..., Path]
) -> None:
    probe("return Found(value='Köln 🜁')")
    done = llmos("call", "probe.look", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert r"K\xf6ln \U0001f701" in done.stdout


PAINTER = r"""
ctx.progress("[/nonsense] [red]reading", 1, 1, "[/b]")
return Painting()
"""
PAINTING = r"""
class Painting(Result):
    def rendering(self):
        title = "[red]\x1b[2Jtitle[/nonsense]"
        return [
            Text(title, style="heading"),
            Table([title], [[title]], caption=title),
            Items([Item(title, title, title, title)], title),
        ]
    def citations(self):
        return [Citation(title_id := "[red]1", "\x1b[2J[/nonsense]")]
"""


@pytest.mark.parametrize("colours", [True, False])
def test_a_plugin_cannot_paint_the_terminal(
    terminal: Any,
    probe: Callable[..., Path],
    environment: dict[str, str],
    colours: bool,
) -> None:
    package = probe(PAINTER)
    with (package / "plugin.py").open("a") as code:
        code.write(PAINTING)
    if not colours:
        environment["NO_COLOR"] = "1"
    screen = terminal("call", "probe.look")
    assert screen.ends() == 0
    assert r"[red]\x1b[2Jtitle[/nonsense]" in screen.screen
    assert "\x1b[2J" not in screen.screen
    assert "\x1b[31m" not in screen.screen
    assert ("\x1b[36m" in screen.screen) is colours


def test_a_bar_tells_bytes_as_megabytes_and_other_amounts_with_their_unit():
    from llmos.cli.terminal.bars import told

    assert told(34_310_983, "bytes") == "34.3 MB"
    assert told(12_500, "mails") == "12,500 mails"
    assert told(3, "") == "3"


@pytest.mark.parametrize("columns", [30, 40, 59, 60, 80, 120])
def test_a_bar_takes_one_line_however_narrow_the_terminal(monkeypatch, columns: int) -> None:
    from rich.console import Console

    from llmos.cli.terminal.bars import bars

    monkeypatch.setenv("COLUMNS", str(columns))
    drawn = bars()
    drawn.add_task("Learning what the mail is about", total=24_000, unit="messages")
    drawn.update(drawn.task_ids[0], completed=12_345)
    drawn.tasks[0].finished_speed = 1_657.2
    screen = Console(width=columns, file=StringIO())
    screen.print(drawn.make_tasks_table(drawn.tasks))
    assert screen.file.getvalue().count("\n") == 1  # type: ignore[attr-defined]  # a StringIO
