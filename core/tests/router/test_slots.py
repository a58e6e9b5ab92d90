"""Words for fields: cut into runs, and given to the field that the words around them name."""

from __future__ import annotations

import msgspec
import pytest

from llmos.calls import ToolSpec
from llmos.engines import ScriptedEngine
from llmos.router import Router
from llmos.router.filling import fill
from llmos.router.roles import role

pytest.importorskip("instructor")
pytest.importorskip("jsonschema")


def text(description):
    return {"type": "string", "description": description}


def spec(name, properties, *required, effect="read", description="Do it.", examples=()):
    parameters = {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }
    plugin = name.partition(".")[0]
    return ToolSpec(name, plugin, description, parameters, (), effect, examples=examples)


PEOPLE = {"type": "array", "items": {"type": "string"}, "description": "Whom to invite."}
SEARCH = spec(
    "mail.search",
    {
        "text": text("Words the mail should contain."),
        "sender": text("Name or address of who wrote it."),
        "to": text("Name or address of who got it."),
        "folder": text("Name of the mail folder."),
    },
    description="Find mail messages by words and people.",
    examples=("mails from Ada about the boat", "mails about the lease"),
)
REPLY = spec(
    "mail.reply",
    {"person": text("Whose mail."), "about": text("Words of it."), "text": text("What it says.")},
    "text",
    effect="write",
)
CREATE = spec("calendar.create", {"title": text("What it is called.")}, "title", effect="write")
REPEAT = {
    "type": "string",
    "enum": ["daily", "weekly", "monthly"],
    "description": "How often it repeats.",
}
CREATE_WITH = spec(
    "calendar.create",
    {"title": text("What it is called."), "people": PEOPLE, "repeat": REPEAT},
    "title",
    effect="write",
)
DRAFT = spec(
    "mail.draft",
    {"to": {**PEOPLE, "description": "Whom to write to."}, "text": text("What it says.")},
    "to",
    "text",
    effect="write",
    description="Write a draft of a mail.",
)
CANCEL = spec("calendar.cancel", {"event": text("Which event.")}, "event", effect="destructive")
INVITE = spec(
    "calendar.invite",
    {"event": text("Which event."), "people": PEOPLE},
    "event",
    "people",
    effect="send",
)
REMIND = spec("calendar.remind", {"what": text("What to be reminded of.")}, "what", effect="write")
OPEN = spec("files.open", {"file": text("Which document.")}, "file")
MOVE = spec(
    "files.move",
    {"file": text("Which file."), "to": text("The folder.")},
    "file",
    "to",
    effect="write",
)


def given(tool, request):
    """The arguments, with a model that fails when it is asked anything."""
    found = fill(ScriptedEngine([]), tool, request, lambda call: None, attempts=1)
    return found.call.arguments if found.call else found.missing


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("mails from Omar about the contract", {"text": "contract", "sender": "Omar"}),
        ("what did I send to Ana", {"to": "Ana"}),
        ("what did the landlord write about the boiler", {"text": "boiler", "sender": "landlord"}),
        ("look in the Archive folder for the offer", {"text": "offer", "folder": "Archive"}),
        ("emial from Julia abuot the reading", {"text": "reading", "sender": "Julia"}),
        ("Mails von Kerstin zum Vertrag", {"text": "Vertrag", "sender": "Kerstin"}),
        ("suche die Rechnung von der Werkstatt", {"text": "Rechnung", "sender": "Werkstatt"}),
        ("les mails de Paul sur le bail", {"text": "bail", "sender": "Paul"}),
        ("mails from ada@example.org", {"sender": "ada@example.org"}),
        ("find the mail with the price list", {"text": "price list"}),
        ("mails to Jan", {"to": "Jan"}),
        ('mails with "from the board" in them please', {"text": "from the board"}),
    ],
)
def test_small_words_say_which_field_a_run_is_for(asked, words, arguments):
    assert given(SEARCH, asked(words)) == arguments


@pytest.mark.parametrize(
    "words", ["which mails came in?", "what happened in my inbox", "welche Nachrichten habe ich?"]
)
def test_words_that_only_ask_fill_no_field(asked, words):
    assert given(SEARCH, asked(words)) == {}


@pytest.mark.parametrize(
    ("tool", "words", "arguments"),
    [
        (CREATE, "schedule a meeting with Omar tomorrow", {"title": "meeting with Omar"}),
        (CREATE, "trag das Konzert am 3. Mai ein", {"title": "Konzert"}),
        (CANCEL, "cancel coffee with Ines on Friday", {"event": "coffee with Ines"}),
        (CANCEL, "annule le coiffeur", {"event": "coiffeur"}),
        (
            INVITE,
            "invite Felix and Ana to the dinner",
            {"event": "dinner", "people": ["Felix", "Ana"]},
        ),
        (OPEN, "please open the budget", {"file": "budget"}),
        (MOVE, "file the invoices in the Tax folder", {"file": "invoices", "to": "Tax"}),
        (
            MOVE,
            "verschiebe die Rechnung in den Ordner Steuer",
            {"file": "Rechnung", "to": "Steuer"},
        ),
    ],
)
def test_what_a_call_is_about_needs_no_small_word(asked, tool, words, arguments):
    assert given(tool, asked(words)) == arguments


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("remind me tomorrow at 9 to call the doctor", "call the doctor"),
        ("on Saturday remind me to water the plants", "water the plants"),
        ("I have to call Lee on Monday, remind me", "call Lee"),
        ("Erinnere mich heute um 18 Uhr, Mutter anzurufen", "Mutter anrufen"),
        ("denk daran, mich morgen an das Paket zu erinnern", "das Paket"),
    ],
)
def test_a_reminder_keeps_its_whole_clause_and_no_time(asked, words, what):
    assert given(REMIND, asked(words)) == {"what": what}


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("answer Omar: yes, both dealers", {"person": "Omar", "text": "yes, both dealers"}),
        ("tell Ines in a reply that I can come", {"person": "Ines", "text": "I can come"}),
        ("answer Ana's mail, I will look for it", {"person": "Ana", "text": "I will look for it"}),
        ("antworte Felix, dass es passt", {"person": "Felix", "text": "es passt"}),
        ("write to Omar saying I will come", {"person": "Omar", "text": "I will come"}),
        ("reply yes to Omar", {"person": "Omar", "text": "yes"}),
    ],
)
def test_what_is_to_be_written_is_taken_as_it_stands(asked, words, arguments):
    assert given(REPLY, asked(words)) == arguments


def test_a_word_for_a_mail_is_not_what_it_says(asked):
    assert given(DRAFT, asked("draft a mail to Omar")) == ("text",)


def test_what_something_new_is_called_is_nobody_whom_to_invite(asked):
    words = "Trage Kaffee mit Omar ein"
    assert given(CREATE_WITH, asked(words)) == {"title": "Kaffee mit Omar"}


def test_a_name_of_a_day_is_no_choice_that_begins_like_it(asked):
    words = "Mittagessen mit Ana am Montag"
    assert "repeat" not in given(CREATE_WITH, asked(words))


def test_a_word_of_a_description_mends_none_of_the_request(asked):
    mending = msgspec.structs.replace(SEARCH, description="Find mail.\n\nLeave out the rest.")
    words = "mails from Karen about the lease"
    assert given(mending, asked(words)) == {"text": "lease", "sender": "Karen"}


def test_a_word_that_could_be_somebody_or_a_topic_is_for_the_model(asked):
    engine = ScriptedEngine([{"sender": "priya"}])
    found = fill(engine, SEARCH, asked("mails priya"), lambda call: None, attempts=1)
    form = engine.requests[0]["tools"][0]["function"]["parameters"]
    assert form["properties"]["text"]["enum"] == ["priya"]
    assert found.call.arguments == {"sender": "priya"}


CHART = spec(
    "health.chart",
    {
        "metric": text(
            "What was measured, such as heart rate (heart, cœur), Puls, resting heart rate "
            "(resting pulse), steps or weight (weigh, schwer, nehme ich zu)."
        )
    },
    "metric",
)


@pytest.mark.parametrize(
    ("words", "metric"),
    [
        ("plot my resting heart rate", "resting heart rate"),
        ("zeichne meinen Puls", "puls"),
        ("how much do I weigh?", "weight"),
        ("nehme ich zu?", "weight"),
        ("my resting pulse, please", "resting heart rate"),
        ("die einzelnen Pulsmessungen", "puls"),
    ],
)
def test_words_that_a_description_names_are_taken_where_they_are_said(asked, words, metric):
    assert given(CHART, asked(words)) == {"metric": metric}


def test_a_misspelt_word_that_a_description_names_is_taken_as_named(asked):
    router = Router(ScriptedEngine([]))
    filled = router.fill(CHART, asked("plot my restng heart rate"), lambda call: None)
    assert filled.call.arguments == {"metric": "resting heart rate"}


def test_a_call_with_somebody_has_no_name_of_its_own(asked):
    during = spec(
        "health.during",
        {"text": text("Words of the title."), "person": text("Who takes part in it.")},
        description="The pulse in meetings and calls.",
    )
    assert given(during, asked("my pulse in the call with Karen")) == {"person": "Karen"}


def test_a_required_word_that_nothing_describes_is_chosen_by_the_model(asked):
    engine = ScriptedEngine([{"metric": "Blutdruck"}])
    fill(engine, CHART, asked("zeig mir den Blutdruck"), lambda call: None, attempts=1)
    form = engine.requests[0]["tools"][0]["function"]["parameters"]
    assert form["properties"]["metric"]["enum"] == ["Blutdruck"]


def test_a_question_about_a_document_is_not_its_name(asked):
    table = spec(
        "files.table",
        {"document": text("Name of the spreadsheet."), "question": text("What to compute.")},
        "document",
        "question",
    )
    words = "which region had the most returns in the sales figures"
    assert given(table, asked(words)) == {"document": "sales figures", "question": words}


def test_the_day_of_a_file_is_not_part_of_its_name(asked):
    day = {"type": "string", "format": "date"}
    opened = spec("files.open", {"document": text("Name of the file."), "day": day}, "document")
    assert given(opened, asked("open yesterday's travel plan")) == {
        "document": "travel plan",
        "day": "2026-11-23",
    }


def test_a_reminder_or_a_file_that_nobody_names_is_asked_for(asked):
    assert given(REMIND, asked("remind me")) == ("what",)


def test_a_field_is_for_what_its_name_and_description_say():
    said = {
        "sender": text("Who sent it."),
        "folder": text("Name of the folder that it lies in."),
        "document": text("Name of the file, or what it is."),
        "draft": text("The id of the draft to send, if known."),
        "name": text("Its new name, without a folder."),
        "what": text("What to be reminded of."),
        "limit": {"type": "integer"},
    }
    roles = [role(name, schema) for name, schema in said.items()]
    assert roles == ["author", "label", "thing", "id", "name", "task", None]


FREE = spec(
    "calendar.free",
    {
        "after": text("Words of the event that comes before it."),
        "before": text("Words of the event that follows it."),
        "during": text("Words of the event in whose time it is."),
    },
    description="Say whether I am free.",
    examples=("bin ich am Freitag frei?", "wann bin ich frei?"),
)
REMIND_BESIDE = spec(
    "calendar.remind",
    {"what": text("What to be reminded of."), "before": text("Words of the event.")},
    "what",
    effect="write",
)


@pytest.mark.parametrize(
    ("tool", "words", "arguments"),
    [
        (FREE, "am I free after the review?", {"after": "review"}),
        (FREE, "bin ich nach dem Zahnarzt frei?", {"after": "Zahnarzt"}),
        (FREE, "am I free before the lunch with Ana?", {"before": "lunch with Ana"}),
        (FREE, "am I free during the ski week?", {"during": "ski week"}),
        (FREE, "am I free on Papa's birthday?", {"during": "Papa's birthday"}),
        (
            REMIND_BESIDE,
            "remind me before the review to print the plan",
            {"what": "print the plan", "before": "review"},
        ),
        (REMIND_BESIDE, "remind me before the dentist", {"what": "dentist", "before": "dentist"}),
    ],
)
def test_an_event_can_say_when_it_is(asked, tool, words, arguments):
    found = fill(ScriptedEngine([]), tool, asked(words), lambda call: None, attempts=1)
    assert found.call.arguments == arguments


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("add a call with Omar", "call with Omar"),
        ("add a meeting with Priya and Omar", "meeting with Priya and Omar"),
        ("trag Zahnarzt ein", "Zahnarzt"),
        ("neuer Termin: Kino mit Lena", "Kino mit Lena"),
    ],
)
def test_a_title_is_all_that_something_new_is_called(asked, words, title):
    people = {"people": {**PEOPLE, "description": "Names of who takes part."}}
    create = spec(
        "calendar.create", {"title": text("What it is."), **people}, "title", effect="write"
    )
    found = fill(ScriptedEngine([]), create, asked(words), lambda call: None, attempts=1)
    assert found.call.arguments == {"title": title}


def test_a_weekday_in_a_description_stands_for_each(asked):
    repeat = {"type": "string", "enum": ["weekly", "daily"]}
    said = "weekly: every Monday, tous les Mondays; daily: every day."
    tool = spec("calendar.list", {"repeat": {**repeat, "description": said}})
    for words in ("what is there every Thursday?", "tous les vendredis"):
        found = fill(ScriptedEngine([]), tool, asked(words), lambda call: None, attempts=1)
        assert found.call.arguments == {"repeat": "weekly"}


WRITE = spec(
    "mail.send",
    {
        "to": {"type": "array", "items": {"type": "string"}, "description": "The addresses."},
        "text": text("The text of the mail."),
        "subject": text("The subject."),
        "cc": {"type": "array", "items": {"type": "string"}, "description": "Who gets a copy."},
    },
    "to",
    "text",
    effect="write",
)
READ = spec(
    "mail.look",
    {
        "person": text("Whose mail."),
        "about": text("Words from the mail."),
        "file_name": text("A part of the file's name."),
        "unread": {"type": "boolean", "description": "Only unread, or only read mail."},
        "mine": {"type": "boolean", "description": "A mail that I wrote. mine: my mail, did I."},
    },
)


@pytest.mark.parametrize(
    ("tool", "words", "arguments"),
    [
        (
            WRITE,
            "send lee@example.net this: it is here. Subject: Keys",
            {"to": ["lee@example.net"], "text": "it is here", "subject": "Keys"},
        ),
        (
            WRITE,
            "note to Lee, cc Ana: the roof is done",
            {"to": ["Lee"], "text": "the roof is done", "cc": ["Ana"]},
        ),
        (
            WRITE,
            "Lee asks if it is on. Tell him yes, after two",
            {"to": ["Lee"], "text": "yes, after two"},
        ),
        (READ, "read between the lines of the coach's last message", {"person": "coach"}),
        (READ, "what have I already read by Lee?", {"person": "Lee", "unread": False}),
        (READ, "what haven't I read by Lee?", {"person": "Lee", "unread": True}),
        (READ, "show my mail to Lee", {"person": "Lee", "mine": True}),
        (WRITE, "write Frau Sommer: it is here", {"to": ["Frau Sommer"], "text": "it is here"}),
        (READ, "what did people write about the roof?", {"about": "roof"}),
        (READ, "the form the bank sent", {"person": "bank", "file_name": "form"}),
    ],
)
def test_what_a_mail_is_made_of_is_told_apart(asked, tool, words, arguments):
    assert given(tool, asked(words)) == arguments
