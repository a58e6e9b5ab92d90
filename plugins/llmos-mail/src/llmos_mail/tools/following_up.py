"""What still waits for an answer, or for what was promised."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from llmos import Context, tool
from llmos_mail.correspondence import myself
from llmos_mail.days import beginning
from llmos_mail.followups.report import FollowUp, open_items
from llmos_mail.granted import Granted
from llmos_mail.index import search as index
from llmos_mail.index.roles import is_somebody
from llmos_mail.names import is_called
from llmos_mail.opening import current_index
from llmos_mail.results.followups import FollowUpLine, FollowUpsResult
from llmos_mail.tools.lines import NO_SUBJECT
from llmos_mail.tools.needs import MAIL, PROFILE


@tool(
    needs=[MAIL, PROFILE],
    effect="read",
    examples=[
        "what am I forgetting to follow up on?",
        "who is still waiting for an answer from me?",
        "which of my questions did nobody answer?",
        "did I promise anybody something that I have not done?",
        "what does Omar still owe me?",
        "who owes me an answer?",
        "was schulde ich Ines noch?",
        "auf welche Mails muss ich noch antworten?",
        "wer wartet noch auf eine Antwort von mir?",
        "which emails have I not replied to yet?",
        "whom do I have to write back to?",
        "what is still open between Karen and me?",
        "has Ana kept her promise?",
        "is any answer of mine overdue?",
        "wer hat auf meine Frage nicht reagiert?",
        "was habe ich zugesagt und nicht gehalten?",
    ],
    yields={"mail": "mine[].id", "person": "mine[].person", "title": "mine[].subject"},
)
def follow_ups(
    ctx: Context,
    direction: Annotated[
        Literal["all", "mine", "theirs"],
        Field(description="mine: what I owe others; theirs: what others owe me."),
    ] = "all",
    person: Annotated[str | None, Field(description="Only with this person.")] = None,
    since: Annotated[date | None, Field(description="First day.")] = None,
    until: Annotated[date | None, Field(description="Last day, included.")] = None,
) -> FollowUpsResult:
    """List what still waits in the mail: unanswered questions and promises not yet kept.

    Both what I owe others and what others owe me, most urgent first, each with the sentence that
    says so.
    """
    granted = Granted.of(ctx)
    granted.require_bodies("A list of follow-ups")
    me = myself(ctx)
    recent = ctx.now.date() - timedelta(days=ctx.settings.follow_up_days)
    first = granted.first_day(since or recent)
    with current_index(ctx) as mail:
        messages = index.exchanged(mail.connection, beginning(ctx, first))
        items = open_items(messages, me, ctx.now)
        if person and not is_somebody(mail.connection, person):
            mail.remarks.append(f"Nobody in your mail is called “{person}”.")
        notes = mail.notes
    lines = [
        _line(ctx, item, granted.text(item.sentence) or "")
        for item in items
        if (until is None or item.said.date() <= until)
        and direction in ("all", item.direction)
        and _is(person, item)
    ]
    return FollowUpsResult(
        mine=[line for line in lines if line.direction == "mine"],
        theirs=[line for line in lines if line.direction == "theirs"],
        since=first,
        notes=notes,
    )


def _is(person: str | None, item: FollowUp) -> bool:
    return is_called(person or "", f"{item.person.name} {item.person.address}")


def _line(ctx: Context, item: FollowUp, sentence: str) -> FollowUpLine:
    today = ctx.now.date()
    return FollowUpLine(
        id=item.message.id,
        direction=item.direction,
        kind=item.kind,
        person=item.person.short,
        subject=item.message.subject or NO_SUBJECT,
        sentence=sentence,
        said=item.said,
        due=item.due,
        days_waiting=item.days_waiting(today),
        is_overdue=item.is_overdue(today),
    )
