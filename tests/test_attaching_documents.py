"""One plugin asks another: a document goes with a mail, with a permission of the mail plugin's."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from llmos.errors import PermissionDenied, ToolError
from llmos.testing import Host

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 300


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    """An empty Maildir."""
    for part in ("cur", "new", "tmp"):
        (tmp_path / "Maildir" / part).mkdir(parents=True)
    return tmp_path / "Maildir"


@pytest.fixture
def host(llmos_host: Host, maildir: Path, tmp_path: Path) -> Host:
    """A host with a lease among its documents, whose user may write drafts."""
    pytest.importorskip("llmos_files")
    pytest.importorskip("llmos_mail")
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "Lease Kanalweg.pdf").write_bytes(PDF)
    (tmp_path / "secret.txt").write_text("not granted")
    host = llmos_host.source("files", folder).source("mail", maildir)
    host.profile("Mira", "me@example.org")
    return host.granting("mail", "mail:read", "mail:write", "profile:read").confirming()


def drafts(maildir: Path) -> list[EmailMessage]:
    files = maildir.glob(".Drafts/cur/*")
    return [message_from_bytes(file.read_bytes(), policy=default) for file in files]


def draft(host: Host, document: str) -> dict[str, object]:
    arguments = {"to": ["bo@example.org"], "text": "Here it is.", "attach": [document]}
    return dict(host.call("mail.draft", **arguments).value)


def test_a_document_is_attached_with_its_bytes_once_the_mail_plugin_may_read_documents(
    host: Host, maildir: Path
) -> None:
    with pytest.raises(PermissionDenied, match=r"files\.content may not run"):
        draft(host, "Lease Kanalweg.pdf")
    assert drafts(maildir) == []
    host.granting("mail", "files:read")
    value = draft(host, "Lease Kanalweg.pdf")
    assert value["attachments"] == [
        {"name": "Lease Kanalweg.pdf", "type": "application/pdf", "size": len(PDF)}
    ]
    (file,) = drafts(maildir)[0].iter_attachments()
    assert file.get_content() == PDF


def test_what_is_no_document_of_the_granted_folders_is_not_attached(
    host: Host, maildir: Path, tmp_path: Path
) -> None:
    host.granting("mail", "files:read")
    with pytest.raises(ToolError, match=r"There is no file .* in the folders that you allowed"):
        draft(host, str(tmp_path / "secret.txt"))
    assert drafts(maildir) == []


def test_the_model_does_not_hear_of_the_tool_that_gives_documents_away(host: Host) -> None:
    assert "files.content" in host.kernel.hooks.tools
    assert "files.content" not in {spec.name for spec in host.kernel.hooks.specs}
    (spec,) = [spec for spec in host.kernel.hooks.specs if spec.name == "mail.draft"]
    assert "attach" in spec.parameters["properties"]
    assert "enclose" not in spec.parameters["properties"]
