"""Plans carried out with real workers: values by reference, and where a plan ends early."""

from __future__ import annotations

import pytest

from llmos.errors import Cancelled, PermissionDenied
from llmos.kernel.carrying import Stopped, carry_out
from llmos.router.planning import MOST_STEPS, Plan, Ref, Step

SHELF = '''
"""A shelf with books: finds them, lends them, writes about them."""
from typing import Annotated
from llmos import Citation, Context, Destination, Permission, Result, Takes, ToolError
from llmos import hookimpl, tool

class Books(Result):
    books: list[dict]
    def citations(self):
        return [Citation(one["id"], one["title"]) for one in self.books]

class Lent(Result):
    id: str
    what: str
    def undoing(self):
        return {"id": self.id}

class Written(Result):
    to: list[str]
    text: str

BOOKS = [
    {"id": "b1", "title": "Dune", "readers": ["ana@example.org", "me@example.org"]},
    {"id": "b2", "title": "Emma", "readers": []},
]

@tool(yields={"book": "books[].id", "person": "books[].readers", "title": "books[].title"})
def find(title: str = "") -> Books:
    """Find books."""
    return Books(books=[one for one in BOOKS if title in one["title"]])

@tool(effect="write", needs=[Permission("files:write")], yields={"words": "what"})
def lend(ctx: Context, book: Annotated[str, Takes("book")]) -> Lent:
    """Lend a book."""
    (ctx.data / "lent").write_text(book)
    return Lent(id=book, what=f"{book} is lent")

@tool()
def write(ctx: Context, to: Annotated[list[str], Takes("person")], text: str) -> Written:
    """Write about a book."""
    return Written(to=to, text=text)

@tool()
def fail() -> Books:
    """Find nothing."""
    raise ToolError("The shelf is locked.")

@hookimpl
def llmos_tools():
    return [find, lend, write, fail]
'''
MANIFEST = """
id = "shelf"
api = 1
summary = "Books."
[permissions]
"files:write" = "Lend books."
"""
DUNE = Step("shelf.find", {"title": "Dune"})
EVERY = Step("shelf.find", {})
LEND = Step("shelf.lend", references={"book": Ref(0, "book", "books[].id")})
WRITE = Step(
    "shelf.write",
    references={"to": Ref(0, "person", "books[].readers"), "text": Ref(1, "words", "what")},
)
FAIL = Step("shelf.fail")


@pytest.fixture
def carried(home, install, remember, open_kernel, answering):
    """Carries out these steps for a user who gives these answers; `lent` says what was lent."""
    install("shelf", SHELF, MANIFEST)
    remember()

    def carry(*steps, answers=("always", "yes", "yes"), watcher=lambda progress: None):
        carry.user = answering(*answers)
        kernel = carry.kernel = open_kernel(carry.user)
        kernel.set_profile(name="Me", addresses=["me@example.org"])
        request = kernel.request("lend Dune", door="ask")
        return carry_out(kernel.conversation().turn, Plan(steps), request, watcher)

    def lent():
        return next((file.read_text() for file in home.data.rglob("lent")), None)

    carry.lent = lent
    return carry


def test_values_flow_from_step_to_step(carried):
    answer = carried(DUNE, LEND, WRITE)
    assert carried.lent() == "b1"
    assert answer.output.value["text"] == "b1 is lent"
    assert [step.call.tool for step in answer.steps] == ["shelf.find", "shelf.lend"]


def test_all_people_are_meant_but_the_user(carried):
    assert carried(DUNE, LEND, WRITE).output.value["to"] == ["ana@example.org"]


def test_of_several_records_the_user_is_asked_which(carried):
    stopped = carried(EVERY, LEND).stopped
    assert "Several could be meant: Dune; Emma" in stopped.message
    assert carried.lent() is None


def test_nothing_found_ends_the_plan(carried):
    answer = carried(Step("shelf.find", {"title": "Ulysses"}), LEND)
    assert "found nothing that fits" in answer.stopped.message
    assert carried.lent() is None


def test_a_failing_step_says_what_was_done_and_what_not(carried):
    answer = carried(DUNE, LEND, FAIL, WRITE)
    assert "Step 3 of 4, shelf.fail, was not done: The shelf is locked." in answer.stopped.message
    assert "Done before it: shelf.find, shelf.lend." in answer.stopped.message
    assert "Not done either: shelf.write." in answer.stopped.message
    assert carried.lent() == "b1"
    assert answer.steps[0].call.tool == "shelf.find"


def test_a_call_is_not_made_twice(carried):
    answer = carried(DUNE, DUNE)
    assert "only do once more" in answer.stopped.message


def test_what_a_plan_needs_is_asked_for_once_and_before_anything_runs(carried):
    ran = []
    carried(DUNE, LEND, WRITE, answers=("once", "yes"), watcher=lambda seen: ran.append(seen))
    (asked,) = [one for one in carried.user.questions if one.wants]
    assert [want.permission for want in asked.wants] == ["files:write"]
    assert asked.call.tool == "shelf.lend"
    assert carried.lent() == "b1"


def test_a_plan_that_is_not_allowed_runs_no_step(carried):
    seen = []
    with pytest.raises(PermissionDenied, match="No step has run"):
        carried(DUNE, LEND, answers=("no",), watcher=seen.append)
    assert seen == []


def test_each_step_passes_the_broker_though_the_plan_was_allowed(carried):
    def take_back(progress):
        if progress.done == 1:
            carried.kernel.revoke("shelf", "files:write")

    answer = carried(DUNE, LEND, answers=("always", "no"), watcher=take_back)
    assert answer.stopped.exit_code == PermissionDenied.exit_code
    assert carried.lent() is None


def test_a_plan_is_cut_at_the_limit_of_steps(carried):
    steps = [Step("shelf.find", {"title": title}) for title in "abcdefgh"]
    assert len(carried(*steps).steps) == MOST_STEPS - 1


def test_a_first_step_that_fails_is_an_error_with_what_was_not_done(carried):
    with pytest.raises(Stopped, match=r"Not done either: shelf\.lend"):
        carried(FAIL, LEND)


def test_each_effect_can_be_taken_back(carried):
    answer = carried(DUNE, LEND)
    assert answer.undo is not None


def test_ctrl_c_between_steps_says_what_was_done_and_leaves_it_to_be_taken_back(carried):
    def press(progress):
        if progress.done == 2:
            raise KeyboardInterrupt

    answer = carried(DUNE, LEND, WRITE, watcher=press)
    assert answer.stopped.exit_code == Cancelled.exit_code
    assert "Step 3 of 3, shelf.write, was not done: You stopped it." in answer.stopped.message
    assert "Done before it: shelf.find, shelf.lend." in answer.stopped.message
    assert carried.lent() == "b1"
    assert answer.undo is not None
