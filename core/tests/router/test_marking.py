"""What the words of a request do in it, seen in the fields that they fill."""

from __future__ import annotations

import pytest

from llmos.calls import ToolSpec
from llmos.engines import ScriptedEngine
from llmos.router.filling import fill

pytest.importorskip("instructor")
pytest.importorskip("jsonschema")


def text(description):
    return {"type": "string", "description": description}


def spec(name, properties, *required, effect="read", examples=()):
    parameters = {"type": "object", "properties": properties, "required": list(required)}
    plugin = name.partition(".")[0]
    return ToolSpec(name, plugin, "Do it.", parameters, (), effect, examples=examples)


SEARCH = spec(
    "mail.search",
    {
        "text": text("Words the mail should contain."),
        "sender": text("Name or address of who wrote it."),
    },
    examples=("mails from Ada about the boat", "mails about the lease"),
)
NEXT = spec(
    "calendar.next", {"text": text("Words of its title."), "person": text("Who takes part.")}
)
CANCEL = spec("calendar.cancel", {"event": text("Which event.")}, "event", effect="destructive")
INVITE = spec(
    "calendar.invite",
    {
        "event": text("Which event."),
        "people": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Whom to invite.",
        },
    },
    "event",
    "people",
    effect="send",
)
OPEN = spec("files.open", {"file": text("Which document.")}, "file")
NOTE = spec(
    "files.write", {"file": text("Name of it."), "text": text("What it says.")}, "text",
    effect="write",
)  # fmt: skip


def given(tool, request):
    """The arguments, with a model that fails when it is asked anything."""
    found = fill(ScriptedEngine([]), tool, request, lambda call: None, attempts=1)
    return found.call.arguments if found.call else found.missing


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("where Fred explains the thermostat", {"sender": "Fred", "text": "thermostat"}),
        ("has Nora ever been asking for the keys", {"sender": "Nora", "text": "keys"}),
    ],
)
def test_a_name_after_a_question_word_does_what_follows(asked, words, arguments):
    assert given(SEARCH, asked(f"the mail {words}")) == arguments


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("les mails de Nadia à propos de l'assurance", {"sender": "Nadia", "text": "assurance"}),
        ("les mails de Nadia au sujet du loyer", {"sender": "Nadia", "text": "loyer"}),
        ("Mails von Katja wegen des Umzugs", {"sender": "Katja", "text": "Umzugs"}),
        ("mails from Fred with regard to the roof", {"sender": "Fred", "text": "roof"}),
    ],
)
def test_a_preposition_may_have_several_words(asked, words, arguments):
    assert given(SEARCH, asked(words)) == arguments


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("Wann sehe ich Katja das nächste Mal?", {"person": "Katja"}),
        ("Wann singt der Chor wieder?", {"text": "Chor"}),
    ],
)
def test_german_words_without_a_capital_are_no_nouns(asked, words, arguments):
    assert given(NEXT, asked(words)) == arguments


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("cancel the call with the bank", "call with the bank"),
        ("please drop the check-in at four", "check-in"),
    ],
)
def test_no_verb_stands_behind_an_article(asked, words, event):
    assert given(CANCEL, asked(words)) == {"event": event}


def test_a_verb_may_be_followed_by_the_one_whom_it_is_for(asked):
    arguments = {"people": ["grandpa"], "event": "school play"}
    assert given(INVITE, asked("invite grandpa to school play")) == arguments


def test_names_in_a_row_are_as_many_people(asked):
    arguments = {"people": ["Rosa", "Emil", "Finn"], "event": "harvest party"}
    assert given(INVITE, asked("invite Rosa, Emil and Finn to the harvest party")) == arguments
    arguments = {"people": ["Rosa", "Emil"], "event": "harvest party"}
    words = "Rosa and Emil should get an invitation to the harvest party"
    assert given(INVITE, asked(words)) == arguments


def test_two_people_are_two(asked):
    arguments = {"people": ["Rosa", "Emil"], "event": "harvest party"}
    assert given(INVITE, asked("send the harvest party to Rosa and Emil")) == arguments


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("bills that my landlady has recently sent me", {"sender": "landlady", "text": "bills"}),
        ("Hat der Notar gestern etwas geschickt?", {"sender": "Notar"}),
        ("ce que la voisine m'a envoyé", {"sender": "voisine"}),
    ],
)
def test_small_words_may_stand_between_a_writer_and_the_verb(asked, words, arguments):
    assert given(SEARCH, asked(words)) == arguments


@pytest.mark.parametrize(
    ("words", "file"),
    [
        ("open the tax form on my laptop", "tax form"),
        ("öffne den Bauplan auf meinem Rechner", "Bauplan"),
        ("ouvre le plan dans mes documents", "plan"),
    ],
)
def test_where_everything_lies_is_not_what_is_meant(asked, words, file):
    assert given(OPEN, asked(words)) == {"file": file}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Notiere: Reifen wechseln", "Reifen wechseln"),
        ("écris quelque part que la clé est chez Luc", "la clé est chez Luc"),
        ("make a note that says buy stamps", "buy stamps"),
    ],
)
def test_the_words_before_what_is_written_down_are_no_name_of_a_file(asked, words, said):
    assert given(NOTE, asked(words)) == {"text": said}


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("I have no time to read it, mails about the fence", {"text": "fence"}),
        ("sorry to trouble you, mails about the fence", {"text": "fence"}),
        ("Ada's mails about the fence", {"sender": "Ada", "text": "fence"}),
        ("Hat die Bank wegen des Kredits geschrieben?", {"sender": "Bank", "text": "Kredits"}),
        ("mails about Christmas", {"text": "Christmas"}),
        ("les mails du syndic", {"sender": "syndic"}),
        (
            "clear up what my landlady wrote about the fence",
            {"sender": "landlady", "text": "fence"},
        ),
    ],
)
def test_verbs_names_and_feasts_are_told_apart(asked, words, arguments):
    assert given(SEARCH, asked(words)) == arguments


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("mark feed the cat as done", "feed the cat"),
        ("feed the cat can be ticked off", "feed the cat"),
        ("Katze füttern ist erledigt", "Katze füttern"),
    ],
)
def test_what_is_said_to_be_done_is_taken_whole(asked, words, event):
    assert given(CANCEL, asked(words)) == {"event": event}


@pytest.mark.parametrize(
    ("words", "said"), [("tell jim I am late", "I am late"), ("sag Eva ich komme", "ich komme")]
)
def test_what_somebody_is_told_may_follow_the_name(asked, words, said):
    assert given(NOTE, asked(words))["text"] == said


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("I have to skip pilates, remove it", "pilates"),
        ("the haircut needs to go", "haircut"),
        ("I don't want the book club anymore, delete it", "book club"),
    ],
)
def test_a_verb_between_somebody_and_what_is_meant_is_no_part_of_it(asked, words, event):
    assert given(CANCEL, asked(words)) == {"event": event}


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("in a nutshell, mails from Ada", {"sender": "Ada"}),
        ("the mails that Ada sent last time", {"sender": "Ada"}),
        ("the fence plan Ada mailed", {"text": "fence plan", "sender": "Ada"}),
        ("what does Ada want, roughly?", {"sender": "Ada"}),
        ("I was away all day, mails about the fence", {"text": "fence"}),
    ],
)
def test_fixed_phrases_and_what_is_told_are_no_values(asked, words, arguments):
    assert given(SEARCH, asked(words)) == arguments


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        (
            "Noor wants to come to the book launch, send her an invitation",
            {"event": "book launch", "people": ["Noor"]},
        ),
        ("invite the whole band to the jam", {"event": "jam", "people": ["band"]}),
        ("convie Léa à la fête", {"event": "fête", "people": ["Léa"]}),
    ],
)
def test_those_who_are_invited_may_be_said_in_many_ways(asked, words, arguments):
    assert given(INVITE, asked(words)) == arguments


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("Did the roofer ever respond about the fence?", {"sender": "roofer", "text": "fence"}),
        ("mails with the word admission", {"text": "admission"}),
        ("de quoi s'agit-il dans les mails de Luc ?", {"sender": "Luc"}),
        ("my aunt asks what Ada wrote about the fence", {"sender": "Ada", "text": "fence"}),
    ],
)
def test_who_does_what_is_seen_in_many_orders(asked, words, arguments):
    assert given(SEARCH, asked(words)) == arguments


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("I had an idea: a heated bird bath. Write that down", "a heated bird bath"),
        ("About the fence: write that it stands again", "it stands again"),
    ],
)
def test_what_is_to_be_done_with_a_text_is_no_part_of_it(asked, words, said):
    assert given(NOTE, asked(words))["text"] == said
