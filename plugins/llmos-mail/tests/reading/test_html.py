"""HTML as a reader sees it."""

from __future__ import annotations

from llmos_mail.reading.html import html_to_text


def test_blocks_become_lines_and_inline_marks_vanish():
    html = "<h1>Hi</h1><p>One <b>bold</b>&nbsp;word.<br>Next</p><ul><li>a<li>b</ul>"
    assert html_to_text(html).split() == ["Hi", "One", "bold", "word.", "Next", "a", "b"]
    assert "One bold word.\nNext" in html_to_text(html)


def test_what_no_reader_sees_is_left_out():
    html = (
        "<head><title>T</title><style>x{}</style></head><script>alert(1)</script><p hidden>h</p>ok"
    )
    assert html_to_text(html) == "ok"


def test_what_was_quoted_is_marked_once_however_deep_it_stands():
    html = "<div>Mine</div><blockquote>Theirs<blockquote>Old</blockquote></blockquote><p>Also mine"
    lines = [line for line in html_to_text(html).splitlines() if line.strip("> ")]
    assert lines == ["Mine", "> Theirs", "> Old", "Also mine"]


def test_table_cells_are_kept_apart():
    assert html_to_text("<table><tr><td>a</td><td>b</td></tr></table>").split() == ["a", "b"]


def test_a_tree_too_deep_for_the_parser_is_still_read():
    assert "the end" in html_to_text("<div>" * 100_000 + "the end")


def test_deep_quotes_do_not_grow_with_their_depth():
    assert len(html_to_text("<blockquote>hello<br>" * 1_900)) < 30_000


def test_anything_at_all_is_survived():
    for html in ("", "<", "<" * 100_000, "<!--", "\x00", "<p a='", "</p>" * 10_000, "&#x110000;"):
        assert isinstance(html_to_text(html), str)
