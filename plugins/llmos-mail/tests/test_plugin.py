"""The plugin inside llmos: the real kernel, a real worker, real grants."""

from __future__ import annotations

import subprocess
import sys

import pytest

from llmos.errors import InvalidArguments, PermissionDenied
from llmos_mail import plugin
from llmos_mail.language import language_of


@pytest.fixture
def host(llmos_host, letter, maildir):
    """A host that knows one Maildir, with nothing granted."""
    maildir.add(letter("When do you arrive?", subject="Trip"))
    return llmos_host.source("mail", maildir.path)


def test_llmos_tools_declares_what_the_model_may_call_with_examples_in_two_languages():
    declared = plugin.llmos_tools()
    assert {tool.name for tool in declared} >= {"search", "read", "follow_ups", "draft", "send"}
    for tool in filter(lambda one: one.offered, declared):
        assert 4 <= len(tool.examples) <= 16
        assert any(language_of(example) == "de" for example in tool.examples), tool.name


def test_llmos_index_llmos_inspect_and_llmos_status_are_not_for_the_model():
    hidden = {one().name for one in (plugin.llmos_index, plugin.llmos_inspect, plugin.llmos_status)}
    assert hidden == {"refresh", "inspect", "status"}
    assert not hidden & {tool.name for tool in plugin.llmos_tools()}


def test_llmos_settings_work_without_being_set():
    assert plugin.llmos_settings()().follow_up_days == 60


def test_without_a_grant_no_mail_is_read(host):
    with pytest.raises(PermissionDenied, match="mail:read"):
        host.call("mail.search", text="arrive")


def test_with_the_grant_mail_is_found_and_cited(host):
    output = host.granting("mail", "mail:read").call("mail.search", text="arrive")
    (line,) = output.value["messages"]
    assert line["subject"] == "Trip"
    assert [citation.id for citation in output.citations] == [line["id"]]


def test_follow_ups_need_the_profile_too(host):
    host.profile("Mira", "me@example.org").granting("mail", "mail:read")
    with pytest.raises(PermissionDenied, match="profile:read"):
        host.call("mail.follow_ups", since="2026-10-01")
    output = host.granting("mail", "profile:read").call("mail.follow_ups", since="2026-10-01")
    assert [line["sentence"] for line in output.value["mine"]] == ["When do you arrive?"]


def test_arguments_that_do_not_fit_never_reach_the_mail(host):
    host.granting("mail", "mail:read")
    for arguments in ({"limit": 0}, {"since": "someday"}, {"folders": "x"}):
        with pytest.raises(InvalidArguments):
            host.call("mail.search", **arguments)


def test_indexing_and_inspecting_run_in_the_worker_and_tell_how_far_they_are(host, letter, maildir):
    for _ in range(60):
        maildir.add(letter())
    host.granting("mail", "mail:read")
    told = []
    report = host.kernel.index("mail", told.append).output.value
    assert (report["messages"], report["added"]) == (61, 61)
    assert (told[0].done, told[0].total, told[0].unit) == (50, 61, "messages")
    sources = host.kernel.inspect("mail").output.value["sources"]
    assert [source["messages"] for source in sources] == [61]


def test_no_tool_writes_into_a_maildir(host, maildir):
    before = {path: path.stat().st_mtime_ns for path in maildir.path.rglob("*")}
    host.granting("mail", "mail:read").call("mail.search", text="arrive")
    assert {path: path.stat().st_mtime_ns for path in maildir.path.rglob("*")} == before


def test_the_rooms_know_nothing_of_llmos():
    rooms = "llmos_mail.reading.mbox, llmos_mail.index.search, llmos_mail.followups.report"
    code = f"import sys, {rooms}; sys.exit('llmos' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
