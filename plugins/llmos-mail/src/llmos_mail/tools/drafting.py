"""Writing drafts: new mails and answers. Nothing is sent from here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import Annotated

from pydantic import Field

from llmos import Context, Destination, Takes, ToolError, tool
from llmos_mail.composing.letter import Letter
from llmos_mail.correspondence import answer, new_letter
from llmos_mail.keeping import keeper
from llmos_mail.opening import current_index
from llmos_mail.picking import picked
from llmos_mail.reading.message import read_message
from llmos_mail.results.writing import Draft, Shown, fields_of
from llmos_mail.sending.maildir import digest_of
from llmos_mail.tools.enclosing import Attach, Enclose, Enclosed, enclosures
from llmos_mail.tools.needs import MAIL, PROFILE, WRITE

To = Annotated[
    list[Annotated[str, Destination("address")]],
    Field(min_length=1, max_length=50, description="Addresses, or names of people I wrote to."),
]
Copies = Annotated[
    list[Annotated[str, Destination("address")]] | None,
    Field(max_length=50, description="Who gets a copy (Cc)."),
]
Body = Annotated[
    str,
    Takes("words"),
    Field(min_length=1, description="The text of the mail, as it shall be."),
]
Subject = Annotated[str | None, Field(description="The subject, if one was said.")]
Answered = Annotated[
    str | None,
    Destination("id"),
    Takes("mail"),
    Field(description="The id of the mail to answer, if known."),
]
Person = Annotated[str | None, Takes("person"), Field(description="Whose mail to answer.")]
About = Annotated[str | None, Takes("title"), Field(description="Words from the mail to answer.")]
Everyone = Annotated[
    bool,
    Field(
        description="Reply to all, not only to the sender. everyone: reply all, reply to all,"
        " answer all, answer to all, respond to all, everyone, everybody, all of them, the whole"
        " group, an alle, antworte allen, allen antworten, à tous, à tout le monde."
    ),
]


@tool(
    needs=[MAIL, PROFILE, WRITE],
    effect="write",
    examples=[
        "draft a mail to ana@example.org saying that I will be ten minutes late",
        "write a draft to Karen: the lease is signed",
        "prepare an email to the school that Lotte is ill today",
        "write Grace an email that the frames have arrived",
        "email Nadia that I can start on Monday",
        "email my colleagues about the new time of the meeting",
        "write to Dad and wish him a happy birthday",
        "write a mail to Sven and attach offer.pdf: here is our offer",
        "start a message to Omar with the subject Offsite: the hotel is booked",
        "save a draft for Ines, I will send the slides on Monday",
        "bereite eine Mail an die Hausverwaltung vor, dass die Heizung kalt ist",
        "schreib Lukas eine Mail, dass der Ausflug ausfällt",
        "schreibe der Schule eine E-Mail: Lotte ist krank",
        "drop Bo a line that the parcel has arrived",
        "let the landlord know by mail that the key is broken",
        "setze eine Nachricht an Ana auf: danke für die Bilder",
    ],
    yields={"draft": "id", "title": "subject"},
)
def draft(
    ctx: Context,
    to: To,
    text: Body,
    subject: Subject = None,
    cc: Copies = None,
    attach: Attach = None,
    enclose: Enclose = None,
) -> Draft:
    """Write a new mail and save it as a draft in the Drafts folder, without sending it.

    For a mail that answers none. An answer to somebody's mail is `reply`.
    """
    with current_index(ctx) as mail:
        letter = new_letter(ctx, mail, to, cc or (), subject or "", text)
        return _saved(ctx, letter, attach, enclose, mail.notes)


@draft.preview
def preview_draft(
    ctx: Context,
    to: To,
    text: Body,
    subject: Subject = None,
    cc: Copies = None,
    attach: Attach = None,
    enclose: Enclose = None,
) -> Shown:
    """Show the draft."""
    with current_index(ctx) as mail:
        letter = new_letter(ctx, mail, to, cc or (), subject or "", text)
        return _shown(ctx, letter, attach, enclose, mail.notes)


@tool(
    needs=[MAIL, PROFILE, WRITE],
    effect="write",
    examples=[
        "reply to Karen that I will sign the lease on Friday",
        "answer the mail 3f9a0c41d2b7 with: yes, gladly",
        "write back to Ines that Wednesday works for me",
        "reply to all about the offsite: I am in",
        "draft an answer to the landlord, the plumber can come on Monday",
        "answer Ruth: I am free on Sunday",
        "answer the school that Lena may come along",
        "antworte Ulrike, dass wir am Freitag kommen",
        "antworte Lukas: gegen elf passt es",
        "antworte allen auf die Mail zum Elternabend: ich bringe Kuchen mit",
        "write back to Bo: that is fine with me",
        "respond to the bank that I have paid",
        "reply: thanks, see you then",
        "antworte der Werkstatt, dass der Wagen morgen kommt",
        "schreib Omar zurück: in Ordnung",
        "say yes to the invitation that Bo mailed",
    ],
    yields={"draft": "id", "title": "subject"},
)
def reply(
    ctx: Context,
    text: Body,
    id: Answered = None,
    person: Person = None,
    about: About = None,
    everyone: Everyone = False,
    attach: Attach = None,
    enclose: Enclose = None,
) -> Draft:
    """Answer somebody's mail with a draft in the same conversation, without sending it.

    Which mail is meant is said by its id, by whose it is, or by words in it; the newest that fits
    is answered. What it says is quoted below the answer.
    """
    with current_index(ctx) as mail:
        message = picked(mail, id=id, person=person, about=about)
        letter = answer(ctx, mail, message, text, everyone=everyone)
        return _saved(ctx, letter, attach, enclose, mail.notes)


@reply.preview
def preview_reply(
    ctx: Context,
    text: Body,
    id: Answered = None,
    person: Person = None,
    about: About = None,
    everyone: Everyone = False,
    attach: Attach = None,
    enclose: Enclose = None,
) -> Shown:
    """Show the answer."""
    with current_index(ctx) as mail:
        message = picked(mail, id=id, person=person, about=about)
        letter = answer(ctx, mail, message, text, everyone=everyone)
        return _shown(ctx, letter, attach, enclose, mail.notes)


def _shown(
    ctx: Context,
    letter: Letter,
    attach: list[str] | None,
    enclose: list[Enclosed] | None,
    notes: list[str],
) -> Shown:
    saved = f"It will be saved in {keeper(ctx, 'drafts').folder}; nothing is sent."
    letter, about = _complete(ctx, letter, attach, enclose)
    return Shown(**fields_of(letter, letter.as_bytes()), notes=[saved, *about, *notes])


def _saved(
    ctx: Context,
    letter: Letter,
    attach: list[str] | None,
    enclose: list[Enclosed] | None,
    notes: list[str],
) -> Draft:
    letter, about = _complete(ctx, letter, attach, enclose)
    raw = letter.as_bytes()
    if ctx.previewed is not None and ctx.previewed["digest"] != digest_of(raw):
        raise ToolError(
            "The mail that this answers, or what is attached, has changed since you looked; "
            "nothing was saved.",
            hint="Ask again.",
        )
    keeping = keeper(ctx, "drafts")
    place = keeping.keep(raw)
    return Draft(
        **fields_of(letter, raw),
        notes=[*about, *notes],
        id=read_message(raw, arrived=letter.date.astimezone(UTC)).id[:12],
        folder=keeping.folder,
        place=place,
    )


def _complete(
    ctx: Context, letter: Letter, attach: list[str] | None, enclose: list[Enclosed] | None
) -> tuple[Letter, list[str]]:
    """The letter with what goes with it, and what is to be said about that."""
    found, notes = enclosures(ctx, attach, enclose)
    return replace(letter, enclosures=found), notes
