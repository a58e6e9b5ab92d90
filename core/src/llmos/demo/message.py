"""From a letter to the message that travels: headers, alternatives, attachments, bytes."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default

from llmos.demo import html
from llmos.demo.attachments import File, make
from llmos.demo.letters import Letter
from llmos.demo.people import Correspondent
from llmos.demo.wording import body


def compose(letter: Letter) -> EmailMessage:
    """The letter as a message; the same letter always gives the same bytes."""
    message = EmailMessage(policy=default)
    _address(message, letter)
    _write_text(message, letter)
    guests = (*letter.to, *letter.cc)
    for attachment in letter.message.attachments:
        _attach(message, make(attachment, letter.moment, letter.sender, guests))
    _fix_boundaries(message, letter)
    return message


def _address(message: EmailMessage, letter: Letter) -> None:
    message["From"] = _mailbox(letter.sender)
    message["To"] = [_mailbox(one) for one in letter.to]
    if letter.cc:
        message["Cc"] = [_mailbox(one) for one in letter.cc]
    message["Subject"] = letter.subject
    message["Date"] = letter.moment.when
    message["Message-ID"] = letter.id
    if letter.parent:
        message["In-Reply-To"] = letter.parent.id
        message["References"] = " ".join(letter.ancestors)
    for name, value in _further_headers(letter).items():
        message[name] = value


def _mailbox(one: Correspondent) -> Address:
    return Address(one.name, addr_spec=one.address)


def _further_headers(letter: Letter) -> dict[str, str]:
    headers: dict[str, str] = {}
    # What she sends to a list gets the list's headers only in the copy that the list passes on.
    through = () if letter.is_mine else (letter.sender, *letter.to, *letter.cc)
    for one in through:
        headers |= one.headers
    return headers | letter.message.headers


def _write_text(message: EmailMessage, letter: Letter) -> None:
    if letter.message.html == "only":
        message.set_content(html.page(letter), subtype="html")
        return
    message.set_content(body(letter))
    if letter.message.html == "also":
        message.add_alternative(html.page(letter), subtype="html")


def _attach(message: EmailMessage, file: File) -> None:
    kind, _, subtype = file.media_type.partition("/")
    params = {"charset": "utf-8"} if kind == "text" else {}
    if subtype == "calendar":
        params["method"] = "REQUEST"
    message.add_attachment(
        file.content, maintype=kind, subtype=subtype, filename=file.name, params=params
    )


def _fix_boundaries(message: EmailMessage, letter: Letter) -> None:
    # Left alone, the library draws boundaries at random.
    token = letter.id.strip("<>").partition("@")[0]
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{token}_{number}")
