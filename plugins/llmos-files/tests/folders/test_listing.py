"""Listing folders: what may be read, what is passed over and why, and that nothing leads out."""

from __future__ import annotations

import os
import socket
import sys

import pytest

from llmos_files.folders.beneath import Outside, opened, root_of, shown
from llmos_files.folders.listing import listing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and modes of POSIX")


def found(folder, *ignore) -> set[str]:
    start = len(os.fsencode(folder)) + 1
    return {shown(file.path[start:]) for file in listing(folder, ignore).files}


def reasons(folder, *ignore) -> dict[str, str]:
    start = len(os.fsencode(folder)) + 1
    return {shown(o.path[start:]): o.reason for o in listing(folder, ignore).passed_over}


def test_files_are_found_in_all_folders_with_what_tells_them_apart(folder, put):
    put("a/b/c.txt", "12345")
    (file,) = listing(folder).files
    status = (folder / "a/b/c.txt").stat()
    assert file[1:] == (status.st_dev, status.st_ino, 5, status.st_mtime_ns)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (".hidden.txt", "hidden"),
        (".config/x.txt", "hidden"),
        (".ssh/config", "secret"),
        ("deep/.gnupg/x", "secret"),
        ("server.pem", "secret"),
        ("backup/id_rsa.old", "secret"),
        ("Passwords.kdbx", "secret"),
        ("my-passwords.txt", "secret"),
        ("aws-credentials.csv", "secret"),
        ("p/node_modules/x.js", "made by programs"),
        ("p/__pycache__/x.pyc", "made by programs"),
    ],
)
def test_secrets_hidden_things_and_what_programs_made_are_never_read(folder, put, name, reason):
    put(name)
    assert found(folder) == set()
    assert set(reasons(folder).values()) == {reason}


def test_gitignore_files_count_from_where_they_lie_and_deeper_ones_are_stronger(folder, put):
    put("a/.gitignore", "*.log\n/drafts/\n!keep.log\n")
    put("a/sub/.gitignore", "!special.log\n")
    for name in ("a/x.log", "a/keep.log", "a/sub/y.log", "a/sub/special.log", "a/drafts/z.txt"):
        put(name)
    put("x.log")
    put("drafts/z.txt")
    assert found(folder) == {"a/keep.log", "a/sub/special.log", "x.log", "drafts/z.txt"}
    assert reasons(folder)["a/drafts"] == "ignored"


def test_the_users_own_patterns_count_for_the_whole_folder(folder, put):
    put("a/x.tmp")
    put("b/y.txt")
    assert found(folder, "*.tmp", "b/") == set()


def test_links_lead_nowhere(folder, put, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.txt").write_text("x")
    (folder / "file.txt").symlink_to(tmp_path / "outside/secret.txt")
    (folder / "dir").symlink_to(tmp_path / "outside")
    (folder / "loop").symlink_to(folder)
    assert found(folder) == set()
    assert set(reasons(folder).values()) == {"a link"}


def test_a_hard_link_to_a_file_elsewhere_is_not_read_and_one_inside_is(folder, put, tmp_path):
    (tmp_path / "elsewhere.txt").write_text("x")
    os.link(tmp_path / "elsewhere.txt", folder / "linked.txt")
    put("one.txt")
    os.link(folder / "one.txt", folder / "two.txt")
    assert found(folder) == {"one.txt", "two.txt"}
    assert reasons(folder) == {"linked.txt": "linked elsewhere"}


def test_pipes_and_sockets_are_not_opened(folder):
    os.mkfifo(folder / "pipe.txt")
    here = os.getcwd()
    os.chdir(folder)  # a socket's path must be short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("socket.txt")
    finally:
        os.chdir(here)
    assert found(folder) == set()
    assert set(reasons(folder).values()) == {"not a file"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root opens everything")
def test_what_the_user_may_not_open_is_said(folder, put):
    put("closed/x.txt")
    (folder / "closed").chmod(0)
    try:
        assert reasons(folder) == {"closed": "cannot be opened"}
    finally:
        (folder / "closed").chmod(0o700)


def test_names_in_any_encoding_are_found_and_can_be_shown(folder):
    name = b"caf\xe9 \xff\n.txt"
    with open(os.path.join(os.fsencode(folder), name), "wb") as file:
        file.write(b"x")
    (one,) = listing(folder).files
    with opened(folder, one.path) as file:
        assert file.read() == b"x"
    assert shown(one.path).encode()


def test_paths_of_four_thousand_characters_and_more_are_read(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    for _ in range(30):  # 6,000 characters: longer than the system takes in one call
        os.mkdir("d" * 200, dir_fd=descriptor)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = below
    with os.fdopen(os.open("end.txt", os.O_WRONLY | os.O_CREAT, dir_fd=descriptor), "w") as file:
        file.write("deep")
    os.close(descriptor)
    (one,) = listing(folder).files
    assert len(one.path) > 6000
    with opened(folder, one.path) as opened_file:
        assert opened_file.read() == b"deep"


def test_folders_without_end_are_left(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    for _ in range(140):
        os.mkdir("d", dir_fd=descriptor)
        below = os.open("d", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = below
    os.close(descriptor)
    assert "too deep" in reasons(folder).values()


@pytest.mark.parametrize("path", ["x/../../out.txt", "./a.txt", "x//a.txt", "../Documents2/a.txt"])
def test_a_path_that_is_not_plain_is_outside(folder, path):
    with pytest.raises(Outside), opened(folder, os.fsencode(folder) + b"/" + path.encode()):
        pass


def test_a_folder_whose_name_begins_alike_is_outside(folder):
    with pytest.raises(Outside, match="does not lie in the folders that you allowed"):
        root_of([folder], os.fsencode(folder) + b"2/a.txt")


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_becomes_a_link_between_looking_and_opening_is_not_followed(
    folder, put, tmp_path, what
):
    put("in/a.txt", "harmless")
    (one,) = listing(folder).files
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a.txt").write_text("secret")
    if what == "file":
        (folder / "in/a.txt").unlink()
        (folder / "in/a.txt").symlink_to(tmp_path / "out/a.txt")
    else:
        (folder / "in").rename(folder / "was")
        (folder / "in").symlink_to(tmp_path / "out")
    with pytest.raises(Outside, match="link"), opened(folder, one.path):
        pass


def test_a_file_that_becomes_a_pipe_is_not_waited_for(folder, put):
    put("a.txt")
    (one,) = listing(folder).files
    (folder / "a.txt").unlink()
    os.mkfifo(folder / "a.txt")
    with pytest.raises(Outside, match="no ordinary file"), opened(folder, one.path):
        pass
