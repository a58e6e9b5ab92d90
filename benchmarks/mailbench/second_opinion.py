"""What Python's own parser makes of a message, compared with what llmos-mail made of it."""

from __future__ import annotations

import re
from datetime import UTC
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime

from llmos_mail.reading import message as ours
from llmos_mail.reading.parts import parse

_MAIL = re.compile(rb"(?:From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n")


def is_mail(raw: bytes) -> bool:
    """Whether it looks like one message, with two header fields at least and an end of them."""
    return _MAIL.match(raw.lstrip()) is not None


def differences(raw: bytes, message: ours.Message) -> list[str]:
    """Where Python reads something else, in words."""
    try:
        other = message_from_bytes(raw.lstrip(), policy=policy.default)
        assert isinstance(other, EmailMessage)
        pairs = _pairs(other, message, raw)
    except Exception as error:  # Python's parser may raise; ours may not
        return [f"Python's parser raises {type(error).__name__}"]
    return [
        f"{what} {_short(mine)}, Python {_short(theirs)}"
        for what, (mine, theirs) in pairs.items()
        if mine != theirs
    ]


def _pairs(
    other: EmailMessage, message: ours.Message, raw: bytes
) -> dict[str, tuple[object, object]]:
    return {
        "sender": (message.sender.address, _sender(other)),
        "subject": (_plain(message.subject), _plain(str(other.get("subject", "")))),
        "date": ((message.claimed or message.sent) if _date(other) else None, _date(other)),
        "body text": _texts(_plain(message.text), _plain(_text(other, message))),
        "leaves": (len(list(parse(raw).leaves())), _leaves(other)),
    }


def _sender(other: EmailMessage) -> str:
    found = other.get("from")
    known = found.addresses if found is not None else ()
    return known[0].addr_spec.lower() if known else ""


def _date(other: EmailMessage) -> object:
    try:
        moment = parsedate_to_datetime(str(other.get("date", "")))
    except (ValueError, TypeError):
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return moment if moment.year >= 1970 else None


def _text(other: EmailMessage, message: ours.Message) -> str:
    body = other.get_body(("plain",))
    if body is None:
        return message.text  # HTML is rendered by us and not by Python: nothing to compare
    payload = body.get_payload(decode=True)
    assert isinstance(payload, bytes)
    charset = body.get_content_charset() or "utf-8"
    try:
        return payload.decode(charset)
    except (LookupError, UnicodeError):
        return message.text  # Python gives up on what is decoded by trying here


def _texts(mine: str, theirs: str) -> tuple[str, str]:
    # Python gives one part as the body; ours goes on with the other parts and enclosed messages.
    return (mine, theirs) if not mine.startswith(theirs) else ("", "")


def _leaves(part: Message) -> int:
    # Python takes the groups of fields in a report for messages.
    if not part.is_multipart() or part.get_content_type() == "message/delivery-status":
        return 1
    return sum(map(_leaves, part.get_payload()))


def _plain(text: str) -> str:
    return "".join(text.split())


def _short(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
