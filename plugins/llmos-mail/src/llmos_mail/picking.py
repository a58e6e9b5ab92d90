"""Which message is meant: the one of an id, or the newest one that fits what was said about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from llmos import ToolError
from llmos_mail.index import search as index
from llmos_mail.index.stored import Stored
from llmos_mail.opening import Index

Look = Callable[[Index, index.Wanted, int], index.Hits]
"""How a search is done; without one, by the words and names as they stand."""

_OF_THE_REQUEST = frozenset(
    "mail mails email emails message messages post nutshell gist upshot summary short brief key"
    " main point points mood tone kern stimmung ton kurz kürze nachricht nachrichten humeur"
    " essentiel bref".split()
)
"""What a request may say of the answer that it wants, rather than of the mail."""


def picked(
    mail: Index,
    *,
    id: str | None = None,
    person: str | None = None,
    about: str | None = None,
    mine: bool = False,
    files: bool = False,
    look: Look | None = None,
) -> Stored:
    """The message of this id; without one the newest from this person about this, of those that
    came with `files` if these are wanted.

    If nothing from the person fits, the newest that was sent to them; a mail that is `mine` is
    looked for the other way round. What only reads may `look` further than words and names, and
    does without a word that tells of the wanted answer rather than of a mail.
    """
    if id:
        message = index.by_id(mail.connection, id.strip().lower())
        if message is None:
            raise ToolError(
                f"There is no message with the id {id!r}.",
                hint="Search for it first; the result shows the ids.",
            )
        return message
    if not (person or about):
        raise ToolError(
            "It was not said which mail is meant.",
            hint="Name a person, words that occur in it, or its id as a search shows it.",
        )
    exactly = _newest(mail, person or "", about or "", mine=mine, files=files)
    if not exactly and look and person and _is_of_the_request(about or ""):
        about = None
        exactly = _newest(mail, person, "", mine=mine, files=files)
    found = exactly or (look and _nearest(mail, person or "", about or "", look))
    if found:
        return found
    said = [f"from {person}"] * bool(person) + [f"about {about}"] * bool(about)
    words = " ".join([*said, *["with an attachment"] * files])
    raise ToolError(f"There is no mail {words}.", hint="Look with a search; names are as in mail.")


def _is_of_the_request(about: str) -> bool:
    return bool(about) and _OF_THE_REQUEST.issuperset(about.casefold().split())


def _newest(mail: Index, person: str, about: str, *, mine: bool, files: bool) -> Stored | None:
    any_mail = index.Wanted(
        text=about, in_bodies=mail.granted.visible.bodies, has_attachment=files or None
    )
    ways = [replace(any_mail, sender=person)]
    ways += [replace(any_mail, to=person)] if person else []
    for wanted in ways[::-1] if mine else ways:
        hits = index.search(mail.connection, wanted, 1)
        if hits.messages:
            return hits.messages[0]
    return None


def _nearest(mail: Index, person: str, about: str, look: Look) -> Stored | None:
    bodies = mail.granted.visible.bodies
    hits = look(mail, index.Wanted(text=about, sender=person, in_bodies=bodies), 1)
    return next(iter(hits.messages), None)
