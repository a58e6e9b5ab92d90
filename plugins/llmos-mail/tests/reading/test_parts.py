"""MIME under limits."""

from __future__ import annotations

import pytest

from llmos_mail.reading.limits import DEPTH, PARAMETER_CHARS, PARTS
from llmos_mail.reading.parts import parse

HEADER = b"From: a@example.org\nSubject: Parts\n"


def multipart(*parts: bytes, boundary: str = "b", end: bool = True) -> bytes:
    mark = b"--" + boundary.encode()
    body = b"".join(mark + b"\n" + part + b"\n" for part in parts)
    start = b'Content-Type: multipart/mixed; boundary="' + boundary.encode() + b'"\n\n'
    return HEADER + start + body + (mark + b"--\n" if end else b"")


def contents(raw: bytes) -> list[bytes]:
    return [part.content().strip() for part in parse(raw).leaves()]


def test_parts_come_in_order_without_what_stands_around_them():
    raw = multipart(b"\none", b"\ntwo").replace(b"\n\n--b", b"\n\npreamble\n--b", 1) + b"epilogue\n"
    assert contents(raw) == [b"one", b"two"]


def test_a_missing_last_boundary_loses_nothing():
    assert contents(multipart(b"\none", b"\ntwo", end=False)) == [b"one", b"two"]


def test_an_inner_boundary_that_begins_like_the_outer_one_ends_nothing():
    inner = multipart(b"\ndeep", boundary="b1").split(b"\n", 2)[2]
    assert contents(multipart(inner, b"\nafter")) == [b"deep", b"after"]


def test_windows_and_old_mac_line_ends_are_read():
    assert contents(multipart(b"\none", b"\ntwo").replace(b"\n", b"\r\n")) == [b"one", b"two"]
    assert parse(b"Subject: Mac\r\rtext").first("subject") == "Mac"


def test_a_header_without_a_blank_line_after_it_gives_way_to_the_text():
    root = parse(b"Subject: Hello\nthis is no field\n")
    assert root.first("subject") == "Hello"
    assert root.content() == b"this is no field\n"


def test_folded_fields_are_one_line():
    assert parse(b"Subject: one\n two\n\tthree\n\nx").first("subject") == "one two\tthree"


def test_the_separator_of_an_mbox_is_no_field():
    assert parse(b"From a@example.org Mon Nov 2 10:00:00 2026\nSubject: Hi\n\n").first("subject")


def test_an_enclosed_message_is_taken_apart_and_marked():
    raw = HEADER + b"Content-Type: message/rfc822\n\nSubject: Inner\n\ninside"
    (inner,) = parse(raw).leaves()
    assert inner.enclosed
    assert inner.content() == b"inside"


@pytest.mark.parametrize(
    ("encoding", "body", "decoded"),
    [
        ("base64", b"SGFsbG8=", b"Hallo"),
        ("base64", b"SGFsbG8", b"Hallo"),
        ("quoted-printable", b"Gr=C3=BC=\nn", b"Gr\xc3\xbcn"),
        ("unknown", b"as it is", b"as it is"),
    ],
)
def test_content_is_decoded_as_far_as_it_can_be(encoding: str, body: bytes, decoded: bytes):
    raw = b"Content-Transfer-Encoding: " + encoding.encode() + b"\n\n" + body
    assert parse(raw).content() == decoded


def test_too_many_parts_are_said_and_the_first_ones_kept():
    root = parse(multipart(*[b"\npart"] * (PARTS * 20)))
    assert "over 1,000 parts" in root.problem
    assert PARTS <= len(list(root.leaves())) <= PARTS + 1


def test_many_parts_that_each_have_many_parts_are_not_multiplied():
    inner = multipart(*[b"\nx"] * 500, boundary="inner").split(b"\n", 2)[2]
    root = parse(multipart(*[inner] * 500))
    assert "over 1,000 parts" in root.problem
    assert len(list(root.leaves())) < 3 * PARTS


def test_parts_nested_too_deep_are_said():
    level = b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n'
    root = parse(b"".join(level % (n, n) for n in range(200)) + b"\ndeep")
    assert f"over {DEPTH} deep" in root.problem
    (leaf,) = root.leaves()
    assert leaf is not root


def test_a_huge_header_is_read_in_part_and_the_rest_of_the_message_in_full():
    root = parse(b"To: " + b"a@example.org, " * 10_000 + b"\nSubject: After\n\nbody")
    assert "64 kB" in root.problem
    assert root.first("subject") == "After"
    assert root.content() == b"body"


def test_a_million_fields_end_with_the_limit():
    root = parse(b"X: y\n" * 1_000_000 + b"\nbody")
    assert "64 kB" in root.problem
    assert len(root.fields["x"]) < 64 * 1024
    assert root.content() == b"body"


def test_hostile_parameters_are_cut_before_they_are_taken_apart():
    raw = b'Content-Type: multipart/mixed; boundary="x"; a="' + b";" * 20_000
    raw += b"\n\n--x\n\nhi\n--x--"
    assert contents(raw) == [b"hi"]
    assert len(parse(raw).first("content-type")) == PARAMETER_CHARS
