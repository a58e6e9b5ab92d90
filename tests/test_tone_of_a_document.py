"""One plugin asks another: the tone of a text that lies in a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmos.errors import PermissionDenied
from llmos.testing import Host


@pytest.fixture
def host(llmos_host: Host, tmp_path: Path) -> Host:
    """A host with one letter among its documents, which llmos-files may read."""
    pytest.importorskip("llmos_files")
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "letter.txt").write_text("This is outrageous. I have had enough of your excuses!")
    return llmos_host.source("files", folder).granting("files", "files:read")


def test_llmos_mail_reads_the_document_only_with_a_permission_of_its_own(host: Host) -> None:
    with pytest.raises(PermissionDenied, match="files:read"):
        host.call("mail.tone", file="letter")
    value = host.granting("mail", "files:read").call("mail.tone", file="letter").value
    assert value["tone"] == "angry"
