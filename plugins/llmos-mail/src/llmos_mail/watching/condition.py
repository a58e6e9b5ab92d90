"""`Condition`: what mail is waited for, and whether a message is that."""

from __future__ import annotations

import re
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from llmos_mail.index.stored import Stored

Kind = Literal["back in stock", "parcel", "invoice", "appointment", "answer", "cancellation"]

KINDS: tuple[Kind, ...] = get_args(Kind)

_CHARS = 20_000
_SIGNS: dict[Kind, str] = {
    "back in stock": r"back in stock|available again|restocked|in stock (?:again|now)|now in stock"
    r"|wieder (?:verfügbar|lieferbar|auf lager|da|erhältlich|vorrätig)|erneut verfügbar",
    "parcel": r"(?:has|have|was|were|is) (?:been )?(?:shipped|dispatched|delivered)|on its way"
    r"|out for delivery|tracking (?:number|code)|(?:wurde|ist|sind) (?:\w+ )?(?:versandt|verschickt"
    r"|zugestellt|unterwegs)|sendungs(?:nummer|verfolgung)|paket",
    "invoice": r"invoice|amount due|payment due|rechnung(?!swesen)|zahlungsaufforderung|mahnung",
    "appointment": r"appointment|invitation|meeting (?:request|invitation)|termin(?!al|ologie)"
    r"|einladung",
    "answer": r"^\s*(?:re|aw|antw|antwort)\s*:",
    "cancellation": r"cancel(?:l?ed|lation)|called off|storniert|storno|abgesagt"
    r"|entfällt|fällt aus",
}
_NOT: dict[Kind, str] = {
    "back in stock": r"(?:not|isn't|no longer|nicht) (?:yet |mehr )?(?:back|available|wieder)",
}


class Condition(BaseModel):
    """All that is set must be true: who wrote it, which words occur, what kind of mail it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sender: str = Field(default="", max_length=200)
    words: str = Field(default="", max_length=500)
    kind: Kind | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it would be met by any mail."""
        return not (self.sender.strip() or self.words.strip() or self.kind)

    def is_met(self, message: Stored) -> bool:
        """Whether the message is what is waited for."""
        text = f"{message.subject}\n{message.text[:_CHARS]}"
        who = f"{message.sender.name} {message.sender.address}"
        return (
            _has_all(who, self.sender)
            and _has_all(text, self.words)
            and (self.kind is None or is_of(self.kind, message))
        )

    def in_words(self) -> str:
        """The condition as the user reads it."""
        parts = [f"from {self.sender}"] * bool(self.sender)
        parts += [f"with “{self.words}”"] * bool(self.words)
        parts += [f"saying: {self.kind}"] * bool(self.kind)
        return "mail " + ", ".join(parts)


def is_of(kind: Kind, message: Stored) -> bool:
    """Whether a message is of a kind, by its words; an answer, by its subject."""
    text = message.subject if kind == "answer" else f"{message.subject}\n{message.text[:_CHARS]}"
    denied = _NOT.get(kind)
    if denied and re.search(denied, text, re.IGNORECASE):
        return False
    return re.search(_SIGNS[kind], text, re.IGNORECASE) is not None


def _has_all(text: str, wanted: str) -> bool:
    # Words count as beginnings, as in a search: "landlord" is in "landlord's".
    return all(
        re.search(rf"(?<!\w){re.escape(word)}", text, re.IGNORECASE)
        for word in re.findall(r"[\w@.+-]+", wanted)
    )
