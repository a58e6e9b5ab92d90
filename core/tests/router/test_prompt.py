"""What the model reads."""

from __future__ import annotations

from llmos.router.prompt import messages


def test_each_tool_is_shown_with_its_parameters_and_examples(asked, tools):
    system = messages(tools, asked("hello"))[0]["content"]
    for tool in tools:
        assert f"- {tool.name}: {tool.summary}" in system
        assert tool.examples[0] in system
    assert "has_attachment (only with a file attached)" in system


def test_now_is_said_with_date_weekday_and_zone(asked, tools):
    user = messages(tools, asked("hello"))[1]["content"]
    assert user == "Now: Tuesday, 2026-11-24, 10:00 CET\nRequest: hello"


def test_what_all_requests_share_comes_first_and_is_the_same(asked, tools):
    one, other = messages(tools, asked("hello")), messages(tools, asked("good bye"))
    assert one[0] == other[0]
    assert [message["role"] for message in one] == ["system", "user"]
