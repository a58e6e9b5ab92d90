"""A labelled mailbox: everything that is open in it is found, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

QUOTE = "\n\nOn Mon, 2 Nov 2026, Ana Duarte wrote:\n> Can you bring the keys?\n"

CROWD = [f"p{number}@example.org" for number in range(20)]

CONVERSATIONS = {
    # name: ([(who, days ago, what, more)], {(direction, kind, who said it, due)})
    "a question to me": (
        [("ana", 5, "Hi Mira,\nwhen do you arrive?\n\nAna", {})],
        {("mine", "question", "ana", None)},
    ),
    "eine Frage an mich": (
        [("bo", 4, "Hallo Mira,\nkannst du am Samstag den Schlüssel mitbringen?\nGruß Bo", {})],
        {("mine", "question", "bo", None)},
    ),
    "a request with a deadline": (
        [("ines", 6, "Please send me the slides by Friday.", {})],
        {("mine", "request", "ines", date(2026, 11, 20))},
    ),
    "eine Bitte mit Frist": (
        [("ines", 2, "Bitte schick mir die Zahlen bis 30. November.", {})],
        {("mine", "request", "ines", date(2026, 11, 30))},
    ),
    "answered": ([("ana", 5, "When do you arrive?", {}), ("me", 4, "At nine.", {})], set()),
    "answered with thanks": (
        [("ana", 5, "Here are the keys. Do you have them?", {}), ("me", 4, "Thanks, got it!", {})],
        set(),
    ),
    "asked again": (
        [("ana", 9, "When do you arrive?", {}), ("ana", 3, "Did you see my mail?", {})],
        {("mine", "question", "ana", None)},
    ),
    "withdrawn": (
        [("ana", 9, "Where is the key?", {}), ("ana", 8, "Never mind, I found it.", {})],
        set(),
    ),
    "zurückgezogen": (
        [("bo", 9, "Wo ist der Schlüssel?", {}), ("bo", 8, "Hat sich erledigt, danke!", {})],
        set(),
    ),
    "a colleague answered": (
        [
            ("ana", 5, "Hi both, which room do we have?", {"to": "me ines"}),
            ("ines", 4, "Room 4.", {"to": "ana me"}),
        ],
        set(),
    ),
    "meant for somebody else": (
        [("ana", 5, "Hi Ines,\ncan you book the room?", {"to": "ines me"})],
        set(),
    ),
    "somebody else is called by name": (
        [("ana", 5, "Hi both,\nInes, can you book the room?", {"to": "ines me"})],
        set(),
    ),
    "called by name among others": (
        [("ana", 5, "Hi both,\nMira, can you book the room?", {"to": "ines me"})],
        {("mine", "question", "ana", None)},
    ),
    "only a copy": ([("ana", 5, "Can you book the room?", {"to": "ines"})], set()),
    "to everybody": (
        [
            (
                "ana",
                5,
                "Who brings cake?",
                {"to": "me " + " ".join(f"p{n}@x.org" for n in range(20))},
            )
        ],
        set(),
    ),
    "only the quote asks": ([("ana", 5, "See you there." + QUOTE, {})], set()),
    "only the signature asks": (
        [("ana", 5, "See you.\n\n-- \nAna\nHungry? Cake!", {})],
        set(),
    ),
    "how are you": ([("ana", 5, "Hi Mira, how are you? All is well here.", {})], set()),
    "wie geht's": ([("bo", 5, "Hallo Mira,\nwie geht es dir? Hier scheint die Sonne.", {})], set()),
    "right": ([("ana", 5, "See you at nine then, right?", {})], set()),
    "rhetorical": (
        [("ana", 5, "Can you believe it? Who would have thought?", {})],
        set(),
    ),
    "any questions": ([("ana", 5, "All is set. Any questions? Just call.", {})], set()),
    "a link with a question mark": ([("ana", 5, "Look: https://x.example/a?b=c", {})], set()),
    "a newsletter": (
        [("ana", 5, "Have you seen our boots?", {"bulk": True})],
        set(),
    ),
    "a machine": ([("shop", 5, "Did you like it? Please rate us.", {"bulk": True})], set()),
    "my question": (
        [("me", 5, "Can you send me the photos?", {})],
        {("theirs", "question", "me", None)},
    ),
    "meine Frage": (
        [("me", 5, "Auf welche Kostenstelle soll ich das buchen?", {})],
        {("theirs", "question", "me", None)},
    ),
    "my question was answered": (
        [("me", 5, "Can you send me the photos?", {}), ("ana", 4, "Here they are.", {})],
        set(),
    ),
    "an absence note is no answer": (
        [("me", 5, "Can you call me?", {}), ("ana", 5, "I am away.", {"bulk": True})],
        {("theirs", "question", "me", None)},
    ),
    "my question to a machine": ([("me", 5, "Where is my parcel?", {"to": "shop"})], set()),
    "a note to myself": ([("me", 5, "Buy milk?", {"to": "me"})], set()),
    "i found it myself": (
        [("me", 5, "Where is the file?", {}), ("me", 4, "Forget it, found it.", {})],
        set(),
    ),
    "my promise": (
        [("ana", 8, "When do I get it?", {}), ("me", 8, "I'll send it by Friday.", {})],
        {("mine", "promise", "me", date(2026, 11, 20))},
    ),
    "mein Versprechen": (
        [("bo", 8, "Wann kommt es?", {}), ("me", 8, "Schicke ich dir bis Freitag.", {"to": "bo"})],
        {("mine", "promise", "me", date(2026, 11, 20))},
    ),
    "my promise is not due yet": (
        [("me", 1, "I'll call you on Thursday.", {})],
        {("mine", "promise", "me", date(2026, 11, 26))},
    ),
    "my promise without a day": (
        [("me", 6, "Sure, I'll look into it.", {})],
        {("mine", "promise", "me", None)},
    ),
    "kept with an attachment": (
        [("me", 8, "I'll send it by Friday.", {}), ("me", 5, "Voilà.", {"attachments": ["a.pdf"]})],
        set(),
    ),
    "kept in words": (
        [("me", 8, "I'll send it by Friday.", {}), ("me", 6, "Here is the report.", {})],
        set(),
    ),
    "gehalten": (
        [("me", 8, "Ich schicke es dir bis Freitag.", {}), ("me", 6, "Anbei der Bericht.", {})],
        set(),
    ),
    "only thanks since": (
        [("me", 8, "I'll send it by Friday.", {}), ("me", 7, "Thanks for waiting!", {})],
        {("mine", "promise", "me", date(2026, 11, 20))},
    ),
    "not yet": (
        [("me", 8, "I'll send it by Friday.", {}), ("me", 6, "I am still working on it.", {})],
        {("mine", "promise", "me", date(2026, 11, 20))},
    ),
    "promised anew": (
        [
            ("me", 9, "I'll send it by Monday.", {}),
            ("me", 7, "Sorry, it will be late: I'll send it by Friday.", {}),
        ],
        {("mine", "promise", "me", date(2026, 11, 20))},
    ),
    "they have got it": (
        [("me", 8, "I'll send it by Friday.", {}), ("ana", 3, "The parcel has arrived.", {})],
        set(),
    ),
    "no longer needed": (
        [("me", 8, "I'll send it by Friday.", {}), ("ana", 3, "No longer needed, thanks.", {})],
        set(),
    ),
    "their promise": (
        [("ines", 8, "I'll send you the draft by Friday.", {})],
        {("theirs", "promise", "ines", date(2026, 11, 20))},
    ),
    "ihr Versprechen": (
        [("bo", 9, "Den Entwurf schicke ich Ihnen bis 19. November.", {})],
        {("theirs", "promise", "bo", date(2026, 11, 19))},
    ),
    "their promise is due today": ([("ines", 4, "I'll send it by Tuesday.", {})], set()),
    "their promise has no day and is a week old": (
        [("ines", 8, "I'll send you the draft.", {})],
        {("theirs", "promise", "ines", None)},
    ),
    "their promise has no day and is young": ([("ines", 6, "I'll send you the draft.", {})], set()),
    "what they do has no day and is not for me": (
        [("ines", 8, "Sure, I'll bring a salad.", {})],
        set(),
    ),
    "they kept it": (
        [
            ("ines", 8, "I'll send you the draft by Friday.", {}),
            ("ines", 5, "As promised.", {"attachments": ["draft.pdf"]}),
        ],
        set(),
    ),
    "a polite if": ([("me", 8, "I'll let you know if anything changes.", {})], set()),
    "no promise": ([("me", 8, "I won't send it by Friday. See you on Monday.", {})], set()),
    "kein Versprechen": (
        [("me", 8, "Ich melde mich nicht mehr.", {})],
        set(),
    ),
    "a promise in the quote": ([("me", 5, "OK.\n\n> I'll send it by Friday.\n", {})], set()),
    "both at once": (
        [
            ("ana", 6, "Can you send me the plan?", {}),
            ("me", 5, "Will do by Friday. Which format do you want?", {}),
        ],
        {("mine", "promise", "me", date(2026, 11, 20)), ("theirs", "question", "me", None)},
    ),
}


def conversation(name, says):
    messages = []
    for who, days_ago, text, more in CONVERSATIONS[name][0]:
        after = messages[-1] if messages else None
        messages.append(says(who, days_ago, text, after=after, **more))
    return messages


def found(items):
    names = {"Mira Sommer": "me"}
    return {
        (
            item.direction,
            item.kind,
            names.get(item.message.sender.name, item.message.sender.name.split()[0].lower()),
            item.due,
        )
        for item in items
    }


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_each_conversation_by_itself(name, says, still_open):
    assert found(still_open(conversation(name, says))) == CONVERSATIONS[name][1]


def test_the_whole_mailbox_has_full_precision_and_recall(says, still_open):
    messages, expected = [], []
    for name, (_, labels) in CONVERSATIONS.items():
        one = conversation(name, says)
        messages += one
        expected += [(one[0].subject, *label[:2], label[3]) for label in labels]
    items = [
        (item.message.subject.removeprefix("Re: "), item.direction, item.kind, item.due)
        for item in still_open(messages[::-1])
    ]
    assert sorted(map(str, items)) == sorted(map(str, expected))
