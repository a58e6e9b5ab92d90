"""The tone of a text, a file or a mail, and other wordings of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated

from pydantic import Field

from llmos import Context, Takes, ToolError, tool
from llmos_mail.index.stored import Stored
from llmos_mail.meanings import nearest
from llmos_mail.opening import current_index
from llmos_mail.picking import picked
from llmos_mail.reading.quotes import own_words
from llmos_mail.results.toning import RewordResult, Source, ToneResult, heard_lines
from llmos_mail.tone.deciding import Voice, voice
from llmos_mail.tone.leaning import leaning
from llmos_mail.tone.reading import Tone
from llmos_mail.tone.rewording import most_words
from llmos_mail.tone.rewording import reword as reworded
from llmos_mail.tools.lines import NO_SUBJECT, local
from llmos_mail.tools.needs import MAIL

_MOST_WORDS = 300
"""What the model writes at once; a longer text is reworded in parts by its user."""

_PASSAGES = 10
"""How much of a document is read; a letter has fewer."""

TextOf = Annotated[str | None, Field(description="The text itself, as the request gives it.")]
File = Annotated[
    str | None, Takes("file"), Field(description="Name of the document that holds the text.")
]
Wanted = Annotated[
    Tone,
    Field(
        # Words that ask for a tone; those that also carry one may stand in the text itself.
        description="How it shall sound. friendly: friendlier, nicer, kinder, warmer, softer,"
        " soften, gentler, politer, more polite, more politely, freundlicher, netter, höflicher,"
        " wärmer, herzlicher, plus gentil, plus amical, plus aimable, plus poli; neutral: calmer,"
        " calm it, calm this, calm down, tone it down, more factual, more"
        " objective, less angry, less angrily, less pushy, sachlicher, ruhiger,"
        " neutraler, plus neutre; formal: formally, businesslike, more professional, förmlicher,"
        " formeller, plus formel; curt: shorter, briefer, kürzer, knapper, plus court; angry:"
        " angrier, sharper, wütender, schärfer, plus sec; apologetic: an apology, apologetically,"
        " entschuldigend, als Entschuldigung, une excuse; pushy: pushier, more urgent, more"
        " insistent, dringender, eindringlicher, plus pressant, plus ferme."
    ),
]
Id = Annotated[str | None, Takes("mail"), Field(description="The mail's id, if known.")]
Person = Annotated[
    str | None, Takes("person"), Field(description="Whose mail, or to whom if it is mine.")
]
Mine = Annotated[
    bool,
    Field(
        description="A mail or draft that I wrote. mine: my mail, my email, my message, my draft,"
        " my note, my letter, my reply, my answer, my last mail, my last email, my last message,"
        " our mail, I wrote, I sent, I drafted, I answered, I replied, did I, do I, was I, am I,"
        " mein Entwurf, meinen Entwurf,"
        " meine Mail, meiner Mail, meine Nachricht, meine Antwort, mein"
        " Brief, ich geschrieben, klinge ich, wirke ich, komme ich, mon brouillon, mon mail, ma"
        " réponse, mon message, j'ai écrit, j'ai envoyé."
    ),
]
About = Annotated[str | None, Takes("title"), Field(description="Words from the mail.")]


@tool(
    effect="read",
    examples=[
        "how does this sound: I need the report now, this is the third time I ask",
        "is this too harsh? You never answered my mail.",
        "does this text sound rude: you are late again and I am tired of it",
        "what is the tone of: Dear Sir or Madam, I am writing to enquire",
        "check the tone of my text ~/letter.txt",
        "does this come across as friendly: Hi Ana, great work!",
        "klingt das zu unfreundlich: Ich warte seit einer Woche auf Antwort",
        "wie wirkt dieser Text: Sehr geehrte Frau Kaya, hiermit kündige ich",
        "would this offend somebody: you got it wrong again",
        "am I too pushy here: please answer by tonight",
        "what impression do these words make: as I said twice already",
        "ist das zu hart formuliert: Das geht so nicht",
        "how does this come over: we have nothing more to say",
        "too formal? Dear Mr Lang, please find my letter enclosed",
        "wie kommt das rüber: Lass mich in Ruhe",
    ],
)
def tone(ctx: Context, text: TextOf = None, file: File = None) -> ToneResult:
    """Say how a text sounds: friendly, neutral, formal, curt, angry, apologetic or pushy.

    For a text in the request or in a file. It tells the strength of each tone and the words that
    carry it.
    """
    found, notes = _heard(ctx, _given(ctx, text, file))
    return ToneResult(tone=found.tone, heard=heard_lines(found), source=None, notes=notes)


@tool(
    needs=[MAIL],
    effect="read",
    examples=[
        "what tone does Karen's last mail have?",
        "is Omar angry in his mail about the offsite?",
        "how does the mail 3f9a0c41d2b7 sound?",
        "does the landlord sound annoyed?",
        "check the tone of my draft to Ines",
        "wie klingt die Mail von der Hausverwaltung?",
        "is Ana upset with me in her last message?",
        "how friendly is the email from the school?",
        "what mood was Grace in when she wrote about the order?",
        "ist mein Entwurf an die Bank zu schroff?",
        "klingt Omar in seiner Nachricht verärgert?",
        "does my draft to the school sound desperate?",
        "was the plumber unfriendly in his last mail?",
        "wie ist die Stimmung in der Mail der Schule?",
    ],
)
def tone_of_mail(
    ctx: Context, id: Id = None, person: Person = None, about: About = None, mine: Mine = False
) -> ToneResult:
    """Say how a mail or a saved draft sounds, with the words that carry the tone."""
    message, said, remarks = _said(ctx, id, person, about, mine=mine)
    found, notes = _heard(ctx, said)
    return ToneResult(
        tone=found.tone,
        heard=heard_lines(found),
        source=_source(ctx, message),
        notes=[*remarks, *notes],
    )


@tool(
    effect="read",
    examples=[
        "make this friendlier: send me the numbers by Friday",
        "rewrite this more formally: hi, can't make it on the 3rd, sorry",
        "say this less angrily: You lost my parcel again!",
        "turn this into an apology: I did not send the file to Omar",
        "make my text in ~/letter.txt sound neutral",
        "formuliere das freundlicher: Schick mir die Zahlen bis Freitag",
        "schreibe das förmlicher: Hallo, ich komme am 3. nicht",
        "put this more politely: I want my money back",
        "tone this down: this is the worst service ever",
        "soften this sentence: you forgot me",
        "drück das netter aus: Das ist falsch",
        "mach diesen Satz höflicher: Ruf mich an",
        "find nicer words for: stop calling me",
        "kannst du das netter sagen: Geh weg",
        "formuliere das netter: Schick mir die Liste, Omar wartet seit zwei Wochen",
        "make this nicer: Ana, I still have no answer from you about the order",
    ],
)
def reword(ctx: Context, wanted: Wanted, text: TextOf = None, file: File = None) -> RewordResult:
    """Reword a text so that it sounds as wanted: friendlier, more formal, calmer and so on.

    Every name, number and date stays; that is checked. The change is shown as a difference.
    """
    return _reworded(ctx, _given(ctx, text, file), wanted, None)


@tool(
    needs=[MAIL],
    effect="read",
    examples=[
        "make my draft to Karen friendlier",
        "how would the draft 3f9a0c41d2b7 sound more formal?",
        "reword my mail to the landlord so that it is less pushy",
        "rewrite the draft to Ines as an apology",
        "formuliere den Entwurf für die Schule freundlicher",
        "tone down what I drafted for Omar",
        "can my email to the bank be put more politely?",
        "mach aus meinem Entwurf an Ana etwas Förmliches",
        "make what I wrote to the landlord calmer",
        "my draft to Bo should sound warmer",
        "mein Entwurf an die Bank soll sachlicher klingen",
        "formuliere meine Mail an Ana um, freundlicher",
    ],
)
def reword_mail(
    ctx: Context, wanted: Wanted, id: Id = None, person: Person = None, about: About = None
) -> RewordResult:
    """Reword a mail of mine or a saved draft so that it sounds as wanted, as a difference.

    The draft itself stays as it is; `draft` saves the new text.
    """
    message, said, remarks = _said(ctx, id, person, about, mine=True)
    return _reworded(ctx, said, wanted, message, remarks)


def _given(ctx: Context, text: str | None, file: str | None) -> str:
    if text and text.strip():
        return text.strip()
    if not file:
        raise ToolError("It was not said which text is meant.", hint="Give the text or a file.")
    document = ctx.call("files.read", document=file, limit=_PASSAGES)["document"]
    found = "\n\n".join(passage["text"] for passage in document["passages"]).strip()
    if not found:
        raise ToolError(f"{file} holds no text that can be read.")
    return found


def _said(
    ctx: Context, id: str | None, person: str | None, about: str | None, *, mine: bool
) -> tuple[Stored, str, list[str]]:
    """A mail, its writer's own words, and what is to be said about the choice."""
    with current_index(ctx) as mail:
        if mail.granted.scope.resolution != "body":
            mail.granted.require_bodies("The tone of a mail")
        message = picked(
            mail, id=id, person=person, about=about, mine=mine, look=partial(nearest, ctx)
        )
        said = mail.granted.text(own_words(message.text)) or ""
    if not said.strip():
        raise ToolError(f"The mail “{message.subject}” has no words of its writer's own.")
    return message, said, mail.remarks


def _heard(ctx: Context, text: str) -> tuple[Voice, list[str]]:
    if ctx.model.embeds:
        return voice(text, leaning(ctx.model.embed([text])[0])), []
    note = "Heard by its words alone, which is less sure: llmos models pull fetches the rest."
    return voice(text), [note]


def _reworded(
    ctx: Context, text: str, wanted: Tone, message: Stored | None, remarks: Sequence[str] = ()
) -> RewordResult:
    if len(text.split()) > _MOST_WORDS:
        raise ToolError(
            f"The text has more than {_MOST_WORDS} words; the model rewords that many at once.",
            hint="Give it part by part.",
        )
    before, notes = _heard(ctx, text)
    people = [message.sender.name, *(one.name for one in message.to)] if message else []
    shown = [message.id] if message else []

    def write(what: str, masked: str, marks: Sequence[str]) -> str:
        most = min(_MOST_WORDS, most_words(masked))
        return ctx.model.write(what, masked, most_words=most, records=shown, marks=marks)

    found = reworded(text, wanted, write, lambda one: _heard(ctx, one)[0].tone, people)
    if found.text is None:
        raise ToolError(
            "The model could not reword this and keep what it says: as a whole and sentence by "
            f"sentence, it did not {', nor '.join(found.wrong)}. Nothing was reworded.",
            hint="A larger model may: llmos models list.",
        )
    if found.kept:
        notes = [*notes, f"{found.kept} sentences stayed as they were: the model got them wrong."]
    after, _ = _heard(ctx, found.text)
    if after.tone != wanted:
        notes = [*notes, f"To llmos the new wording still sounds {after.tone}."]
    return RewordResult(
        text=found.text,
        former=text,
        wanted=wanted,
        before=before.tone,
        after=after.tone,
        source=_source(ctx, message) if message else None,
        notes=[
            "The model's words; every name, number and date is still there.",
            *remarks,
            *notes,
        ],
    )


def _source(ctx: Context, message: Stored) -> Source:
    return Source(
        id=message.id,
        subject=message.subject or NO_SUBJECT,
        sender=message.sender.short,
        sent=local(ctx, message.sent),
    )
