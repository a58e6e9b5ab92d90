"""Making a sample home: the same every time, all or nothing, and never over anything else."""

from __future__ import annotations

import mailbox
import os
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from llmos.demo import SampleHome, build
from llmos.errors import LlmosError, StoreError

from .conftest import NOW, Mail, read_mail

DIES_HALFWAY = """
import os, sys
from datetime import datetime
from pathlib import Path
from llmos.demo import building
building.write_maildir = lambda *_: os._exit(9)
building.build(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
"""


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_same_present_gives_the_same_bytes(tmp_path: Path, now: datetime) -> None:
    build(tmp_path / "one", now)
    build(tmp_path / "two", now)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    build(tmp_path / "one", NOW)
    code = "import sys; from pathlib import Path; from datetime import datetime; "
    code += "from llmos.demo import build; "
    code += "build(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))"
    # Other hashes, and a zone in which it is the same moment but another day.
    command = [sys.executable, "-c", code, str(tmp_path / "two"), "2026-03-11T23:00-10:00"]
    subprocess.run(
        command, check=True, env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    )
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_it_says_whose_home_it_is_and_where_the_mail_lies(tmp_path: Path) -> None:
    sample = build(tmp_path / "life", NOW)
    assert sample.profile.name == "Mira Sommer"
    assert len(sample.profile.addresses) == 2
    assert sample.time_zone == "Europe/Berlin"
    assert [(source.kind, source.path) for source in sample.sources["mail"]] == [
        ("maildir", tmp_path / "life" / "mail"),
        ("mbox", tmp_path / "life" / "archive.mbox"),
    ]


def test_the_oldest_third_lies_in_the_archive(sample: SampleHome, mail: Mail) -> None:
    with closing(mailbox.mbox(sample.sources["mail"][1].path)) as archive:
        archived: list[str] = [message["Message-ID"] for message in archive]
    assert archived == [m["Message-ID"] for m in mail[: len(mail) // 3]]


def test_every_expected_follow_up_cites_a_message_on_disk(sample: SampleHome, mail: Mail) -> None:
    known = {message["Message-ID"] for message in mail}
    assert {label.message for label in sample.expected} <= known


def test_the_maildir_holds_an_inbox_and_sent_mail(sample: SampleHome) -> None:
    box = mailbox.Maildir(sample.sources["mail"][0].path, create=False)
    assert box.list_folders() == ["Sent"]
    assert len(box) > 40
    assert all("Mira Sommer" not in message["From"] for message in box)
    sent = box.get_folder("Sent")
    assert len(sent) > 10
    assert all("Mira Sommer" in message["From"] for message in sent)


def test_unread_mail_is_new_and_answered_mail_is_marked(sample: SampleHome) -> None:
    box = mailbox.Maildir(sample.sources["mail"][0].path, create=False)
    sent = [str(m["In-Reply-To"]) for m in box.get_folder("Sent")]
    for message in box:
        is_new = message.get_subdir() == "new"
        assert is_new == ("S" not in message.get_flags())
        assert ("R" in message.get_flags()) == (message["Message-ID"] in sent)
    flagged = [message["Subject"] for message in box if "F" in message.get_flags()]
    assert flagged == ["Meeting about the dealer portal"]
    assert 5 < sum(message.get_subdir() == "new" for message in box) < 20


def test_archived_mail_is_read_and_its_answers_are_marked(sample: SampleHome) -> None:
    with closing(mailbox.mbox(sample.sources["mail"][1].path)) as archive:
        flags = {message["Message-ID"]: message.get_flags() for message in archive}
        subjects = {m["Subject"]: m.get_flags() for m in archive if "doyle@" in m["From"]}
    assert all("R" in flag and "O" in flag for flag in flags.values())
    assert "A" in subjects["Your new lease, Kanalweg 12"]


def test_a_newer_sample_replaces_an_older_one_whole(tmp_path: Path) -> None:
    folder = tmp_path / "life"
    old = read_mail(build(folder, NOW))
    new = read_mail(build(folder, NOW + timedelta(days=7)))
    assert len(new) == len(old)
    assert max(m["Date"].datetime for m in old) < max(m["Date"].datetime for m in new)
    assert [path.name for path in tmp_path.iterdir()] == ["life"]


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_a_place_with_other_content_is_refused_and_left_alone(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "life"
    diary = folder / "diary.txt" if kind == "folder" else folder
    diary.parent.mkdir(exist_ok=True)
    diary.write_text("dear diary")
    with pytest.raises(LlmosError) as caught:
        build(folder, NOW)
    assert f"{folder} holds something that is not a sample home" in caught.value.message
    assert diary.read_text() == "dear diary"
    assert list(tmp_path.iterdir()) == [folder]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "life").mkdir()
    assert build(tmp_path / "life", NOW).sources["mail"][1].path.is_file()


@pytest.mark.parametrize("before", ["nothing", "older sample"])
def test_a_failure_halfway_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    folder = tmp_path / "life"
    if before == "older sample":
        build(folder, NOW)
    there = contents(tmp_path)

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("llmos.demo.building.write_maildir", full_disk)
    with pytest.raises(StoreError, match="No space left on device"):
        build(folder, NOW + timedelta(days=3))
    assert contents(tmp_path) == there
    assert folder.exists() == (before == "older sample")


def test_an_older_sample_comes_back_if_the_newer_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "life"
    build(folder, NOW)
    there = contents(tmp_path)
    rename = Path.rename

    def refuse_the_newer(path: Path, target: Path) -> Path:
        if path.name.endswith("-new"):
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse_the_newer)
    with pytest.raises(StoreError, match="Permission denied"):
        build(folder, NOW + timedelta(days=3))
    assert contents(tmp_path) == there


def test_what_a_killed_build_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "life"
    command = [sys.executable, "-c", DIES_HALFWAY, str(folder), NOW.isoformat()]
    assert subprocess.run(command, check=False).returncode == 9
    assert not folder.exists()
    assert [path.name for path in tmp_path.iterdir()] == [".life-new"]
    build(folder, NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["life"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permission bits")
def test_only_the_user_can_look_inside(sample: SampleHome) -> None:
    assert sample.sources["mail"][0].path.parent.stat().st_mode & 0o077 == 0
