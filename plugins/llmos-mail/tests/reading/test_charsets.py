"""Bytes to text under any declared character set."""

from __future__ import annotations

import pytest

from llmos_mail.reading.charsets import clean, decode, is_known


@pytest.mark.parametrize(
    ("raw", "charset", "text"),
    [
        (b"Gr\xfc\xdfe", "iso-8859-1", "Grüße"),
        ("Grüße".encode(), "", "Grüße"),
        (b"Gr\xfc\xdfe", "", "Grüße"),
        (b"Gr\xfc\xdfe", "utf-8", "Grüße"),
        ("日本".encode("iso-2022-jp"), "ISO-2022-JP", "日本"),
        (b"caf\xc3\xa9", "x-unknown", "café"),
        (b"\\x41", "unicode_escape", "\\x41"),
        (b"Mnchen-3ya", "punycode", "Mnchen-3ya"),
    ],
)
def test_text_is_read_as_declared_or_else_as_it_most_likely_is(raw, charset, text):
    assert decode(raw, charset) == text


def test_python_codecs_that_are_no_character_sets_are_unknown():
    for name in ("punycode", "idna", "unicode_escape", "undefined", "zlib", "rot13", "\x00", ""):
        assert not is_known(name)
    for name in ("utf-8", "UTF-16", "utf-32", "gb2312", "koi8-r", "Windows-1252"):
        assert is_known(name)


def test_what_nobody_sees_is_cleaned_away():
    assert clean("a\u202eb\x1b[0m\u200b\ud800c\nd\te") == "ab[0mc\nd\te"
