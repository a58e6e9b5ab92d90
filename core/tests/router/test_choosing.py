"""Which tool a request means: likeness, the model's scores, and what belongs elsewhere."""

from __future__ import annotations

import re
import zlib

import msgspec
import pytest

from llmos.calls import ToolSpec
from llmos.engines import ScriptedEngine
from llmos.router import Router
from llmos.router.choosing import Choice, Chooser
from llmos.router.likeness import Likeness
from llmos.router.phrases import by_answer

numpy = pytest.importorskip("numpy")
pytest.importorskip("instructor")


class Scoring(ScriptedEngine):
    """Answers nothing, and finds some names likelier than others."""

    def __init__(self, **likely: float) -> None:
        super().__init__([])
        self.likely = likely
        self.asked: list[str] = []

    def encode(self, text):
        """A row in which each word has a place of its own."""
        row = numpy.zeros(512, numpy.float32)
        row[[zlib.crc32(word.encode()) % 512 for word in re.findall(r"\w+", text.casefold())]] = 1
        return row

    def score(self, messages, opening, names):
        """The given likelihoods; all other names are far less likely."""
        self.asked.append(messages[0]["content"])
        return [self.likely.get(name.strip('"').replace(".", "_"), -20.0) for name in names]


def chooser(engine, tools):
    return Chooser(engine, Likeness(by_answer(tools), None), tools, read=False)


def test_a_request_like_an_example_needs_no_model(asked, tools):
    engine = Scoring()
    chosen = chooser(engine, tools).choose(asked("find the invoice from the plumber"))
    assert chosen.tool.name == "mail.search"
    assert engine.asked == []


def test_what_belongs_elsewhere_is_refused(asked, tools):
    engine = Scoring(none=-0.1)
    chosen = chooser(engine, tools).choose(asked("what will the weather be on Sunday"))
    assert chosen.tool is None
    assert chosen.absent == ""


def test_a_well_known_plugin_that_is_not_installed_is_named(asked, tools, check):
    engine = Scoring(none=-0.1)
    route = Router(engine).route(asked("am I free on Thursday"), tools, check)
    assert route.call is None
    assert "pip install llmos-calendar" in route.remark


def test_an_installed_plugin_is_not_recommended(tools):
    answers = by_answer(tools)
    assert "absent.mail" not in answers
    assert "absent.calendar" in answers


class Torn(Router):
    """A router to which the first two tools are always as likely."""

    def choose(self, request, tools):
        """The first one, with the second as its rival."""
        return Choice(tools[0], rival=tools[1].name)


def doing(*names):
    no_fields = {"type": "object", "properties": {}}
    return [
        ToolSpec(name, name.partition(".")[0], f"Do {name}.", no_fields, (), examples=("do it",))
        for name in names
    ]


class Given:
    """A likeness that is known beforehand."""

    def __init__(self, **alike):
        self.alike = {name.replace("_", "."): value for name, value in alike.items()}

    def of(self, text):
        """The same for every text."""
        return self.alike


@pytest.fixture
def two(tools):
    return [tool for tool in tools if tool.name in ("mail.read", "mail.search")]


def well_known(tools):
    """The same with many phrases each."""
    phrases = tuple(f"phrase {number}" for number in range(30))
    return [msgspec.structs.replace(tool, phrases=phrases) for tool in tools]


def test_a_tool_that_little_is_said_for_is_also_scored_by_what_it_does(asked, two):
    torn = Given(mail_read=0.1, mail_search=0.1, elsewhere_talk=0.2)
    engine = Scoring(mail_read=-0.1, none=-8.0)
    chosen = Chooser(engine, torn, two, read=True).choose(asked("it"))
    assert chosen.tool.name == "mail.read"
    assert all(tool.summary in engine.asked[0] for tool in two)
    assert Chooser(engine, torn, well_known(two), read=True).choose(asked("it")).tool is None


def test_the_model_decides_where_likeness_does_not(asked, two):
    torn = Given(mail_read=0.3, mail_search=0.35, elsewhere_talk=0.3)
    engine = Scoring(mail_read=-0.1, none=-8.0)
    chosen = Chooser(engine, torn, two, read=False).choose(asked("it"))
    assert chosen.tool.name == "mail.read"


def test_two_tools_that_are_as_likely_are_asked_about(asked, two):
    close = Given(mail_read=0.5, mail_search=0.49, elsewhere_talk=0.1)
    chosen = Chooser(Scoring(), close, well_known(two), read=True).choose(asked("it"))
    assert (chosen.tool.name, chosen.rival) == ("mail.read", "mail.search")
    apart = Given(mail_read=0.5, mail_search=0.4, elsewhere_talk=0.1)
    assert Chooser(Scoring(), apart, well_known(two), read=True).choose(asked("it")).rival == ""


def test_what_belongs_elsewhere_is_nobodys_rival(asked, two):
    close = Given(mail_read=0.5, mail_search=0.1, elsewhere_talk=0.46)
    chosen = Chooser(Scoring(), close, well_known(two), read=True).choose(asked("it"))
    assert (chosen.tool.name, chosen.rival) == ("mail.read", "")


@pytest.mark.parametrize(
    ("names", "question"),
    [
        (("mail.read", "files.read"), "Mail or files?"),
        (("mail.read", "mail.send"), "Which is meant: “Do mail.read.” or “Do mail.send.”?"),
    ],
)
def test_the_question_is_in_the_words_of_the_plugins(asked, names, question):
    route = Torn(Scoring()).route(asked("do it"), doing(*names), lambda call: None)
    assert (route.call, route.question) == (None, question)


def test_what_the_user_answers_is_called_at_once(asked):
    heard = []

    def which(request, question, choices):
        heard.append((question, list(choices)))
        return 1

    router = Torn(Scoring(), which=which)
    route = router.route(asked("do it"), doing("mail.read", "files.read"), lambda call: None)
    assert route.call.tool == "files.read"
    assert heard == [("Mail or files?", ["Do mail.read.", "Do files.read."])]


def test_a_plugin_that_waits_to_be_accepted_is_not_to_be_installed(asked, tools, check):
    engine = Scoring(none=-0.1)
    router = Router(engine, held=("calendar",))
    remark = router.route(asked("am I free on Thursday"), tools, check).remark
    assert "llmos plugins accept calendar" in remark
    assert "pip install" not in remark


@pytest.fixture
def many(tools):
    devices = [
        ToolSpec(f"home.device_{number}", "home", f"Switch device {number}.", {}, ())
        for number in range(100)
    ]
    return [*devices, *tools]


@pytest.fixture(params=["MOST_READ", "MOST_SOLVED"])
def too_many(request, monkeypatch):
    """There are more phrases than the model reads, or than can be told apart at once."""
    monkeypatch.setattr(f"llmos.router.router.{request.param}", 0)


def test_of_many_tools_the_likeliest_alone_are_scored_and_the_prompt_stays_short(
    asked, many, too_many
):
    engine = Scoring(mail_read=-0.1, none=-5.0)
    chosen = Router(engine).choose(asked("message 4c1f, the full mail"), many)
    assert chosen.tool.name == "mail.read"
    assert len(chosen.left_out) == len(many) - 8
    assert all("home.device_1" not in prompt for prompt in engine.asked)


def test_among_many_tools_a_request_like_an_example_needs_no_score(asked, many, too_many):
    engine = Scoring()
    chosen = Router(engine).choose(asked("find the invoice from the plumber"), many)
    assert chosen.tool.name == "mail.search"
    assert engine.asked == []


def test_where_the_model_has_read_the_phrases_it_is_not_asked_for_names(asked, many):
    engine = Scoring()
    router, known = Router(engine), well_known(many)
    router.prepare(known, asked("").now)
    chosen = router.choose(asked("phrase 7"), known)
    assert (chosen.left_out, engine.asked) == ((), [])


def test_of_many_tools_only_those_that_are_named_are_chosen(asked, many):
    chosen = Router(Scoring()).choose(asked("unread mail"), many, ["home.device_7"])
    assert chosen.tool.name == "home.device_7"


def test_a_plugin_whose_tools_are_not_near_is_not_recommended(tools):
    assert "absent.calendar" not in by_answer(tools, {"calendar"})


def test_what_is_learnt_about_the_tools_is_kept_and_used_again(asked, tools, tmp_path):
    text = "mails by Ada"
    first = Likeness(by_answer(tools), None, tmp_path)
    before = first.of(text)
    (kept,) = tmp_path.iterdir()
    written = kept.stat().st_mtime_ns
    assert Likeness(by_answer(tools), None, tmp_path).of(text) == pytest.approx(before)
    assert kept.stat().st_mtime_ns == written


def test_a_damaged_kept_file_is_made_anew(tools, tmp_path):
    Likeness(by_answer(tools), None, tmp_path).of("mails")
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"nothing")
    alike = Likeness(by_answer(tools), None, tmp_path).of("unread mail with attachments")
    assert max(alike, key=alike.__getitem__) == "mail.search"


def test_what_choosing_needs_can_be_read_beforehand_however_much_it_is(
    asked, tools, tmp_path, monkeypatch
):
    monkeypatch.setattr("llmos.router.router.MOST_READ", 0)
    engine = Scoring()
    Router(engine, kept=tmp_path).prepare(tools, asked("").now)
    assert "mail.search" in engine.asked[-1]  # its three tools are known by few phrases
    read = list(tmp_path.rglob("*.npz"))
    assert {file.parent.name for file in read} == {tmp_path.name, "vectors"}
    later = Router(engine, kept=tmp_path).choose(asked("find the invoice from the plumber"), tools)
    assert (later.left_out, len(engine.asked)) == ((), 1)


def test_a_text_behind_a_colon_does_not_say_which_tool_is_meant(tools):
    likeness = Likeness(by_answer(tools), None)
    bare = likeness.of("find the invoice:")
    assert likeness.of("find the invoice: will it rain on Sunday") == bare
    assert likeness.of("find the invoice at 10:30, will it rain") != bare


@pytest.mark.parametrize("beginning", ["Ada: ", "kappa: "])
def test_a_beginning_that_is_like_no_phrase_leaves_the_rest_to_say_it(tools, beginning):
    alike = Likeness(by_answer(tools), None).of(f"{beginning}unread mail with attachments")
    assert max(alike, key=alike.__getitem__) == "mail.search"


def test_a_phrase_speaks_for_the_other_tools_of_its_plugin_too(tools):
    answers = by_answer(tools)
    alone = {name: phrases for name, phrases in answers.items() if name.startswith("mail.")}
    family = Likeness(alone | {"talk.hello": ["good morning"]}, None).of("good morning")
    assert family["mail.search"] == pytest.approx(family["mail.read"], abs=0.1)
    said = Likeness(alone | {"mail.hello": ["good morning"]}, None).of("good morning")
    assert min(said["mail.search"], said["mail.read"]) > max(
        family["mail.search"], family["mail.read"]
    )
