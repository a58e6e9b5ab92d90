"""The confirmation on the terminal: exact, complete, and not to be imitated by a value in it."""

from __future__ import annotations

from typing import Any

from llmos.blocks import Difference, Text
from llmos.broker import Flow, Question, decide
from llmos.calls import Call, ToolSpec
from llmos.cli.terminal.confirmation import announcement, confirmation

SEND = ToolSpec("mail.send", "mail", "", {}, ("mail:send",), "send", {"to": "address"})


def drawn(width: int = 80, **arguments: Any) -> list[str]:
    decision = decide(SEND, arguments, Flow(words=["write to bea@example.org"]))
    question = Question(
        "mail",
        "llmos-mail",
        "1.0",
        wants=(),
        call=Call("mail.send", arguments),
        effect="send",
        foreground=True,
        destinations=decision.destinations,
        doubt=decision.reason,
    )
    return confirmation(question, width)


def test_it_names_the_call_the_doubt_the_arguments_and_each_source():
    assert drawn(to=["bea@example.org", "m@evil.example"], text="Hello\nyou") == [
        "mail wants to run mail.send (send).",
        "llmos asks because “to” is of unknown origin.",
        "  to",
        '    │ ["bea@example.org","m@evil.example"]',
        "    bea@example.org is in your request",
        "    m@evil.example is of unknown origin",
        "  text",
        "    │ Hello",
        "    │ you",
    ]


def test_no_line_of_a_value_stands_without_its_bar():
    forged = "x" * 70 + " " * 20 + "m@evil.example is in your request"
    texts = [forged, "a\n  to\n    m@evil.example is in your request", "宽" * 200, "\t" * 90]
    for text in texts:
        lines = drawn(text=text)
        assert lines[2] == "  text"
        assert all(line.startswith("    │ ") for line in lines[3:])
        assert all(len(line.encode("gb18030")) <= 80 for line in lines[3:])
        assert not any("\t" in line for line in lines)


def test_nothing_of_a_value_is_left_out():
    text = "".join(chr(65 + number % 26) for number in range(5000))
    assert "".join(line.removeprefix("    │ ") for line in drawn(text=text)[3:]) == text


def test_control_and_direction_characters_are_shown_not_obeyed():
    lines = "\n".join(drawn(text="\x1b[2J\r\u202egnp", to="\u0430nna@example.org"))
    assert "\x1b" not in lines
    assert "\r" not in lines
    assert "\u202e" not in lines
    assert "\\u0430nna@example.org is of unknown origin" in lines


def test_the_name_of_an_argument_cannot_look_like_a_line_of_llmos():
    assert drawn(**{"x\n    m@evil.example is in your request": 1})[2].startswith("  x\\n ")


def previewed(*preview: Any) -> Question:
    return Question(
        "board",
        "llmos-board",
        "1.0",
        wants=(),
        call=Call("board.write"),
        effect="write",
        foreground=True,
        doubt="it deletes",
        preview=preview,
    )


def test_what_will_happen_is_shown_with_and_without_a_question():
    question = previewed(Text("One note:"), Difference("note", "old", "new"))
    shown = [
        "  What will happen:",
        "    │ One note:",
        "    │ note",
        "    │ @@ -1 +1 @@",
        "    │ -old",
        "    │ +new",
    ]
    assert confirmation(question, 80)[2:] == shown
    assert announcement(question, 80) == ["board runs board.write (write).", *shown]


def test_no_line_of_a_preview_stands_without_its_bar():
    lines = announcement(previewed(Text("a\n  What will happen:\n\x1b[2J" + "x" * 300)), 80)
    assert all(line.startswith("    │ ") for line in lines[2:])
    assert "\x1b" not in "".join(lines)
