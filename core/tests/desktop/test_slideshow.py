"""A slideshow in the real LibreOffice on a screen that nobody sees; its slide is asked back."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmos.desktop import show_slides
from llmos.errors import LlmosError

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("draw", "drawing"), ("text", "text"))
)
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
_KIND = "application/vnd.oasis.opendocument.presentation"


@pytest.fixture
def slides(tmp_path: Path) -> Path:
    """A presentation of twelve slides."""
    pages = "".join(f'<draw:page draw:name="page{n}"/>' for n in range(1, 13))
    path = tmp_path / "talk.odp"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", _KIND)
        archive.writestr("META-INF/manifest.xml", _MANIFEST.format(kind=_KIND))
        body = f"<office:body><office:presentation>{pages}</office:presentation></office:body>"
        content = f'<office:document-content {_SPACES} office:version="1.2">{body}'
        archive.writestr("content.xml", f"{content}</office:document-content>")
    return path


@pytest.fixture
def screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A virtual screen, and a LibreOffice with a profile of its own that ends with the test."""
    if not (shutil.which("Xvfb") and shutil.which("soffice") and _has_uno()):
        pytest.skip("needs Xvfb, LibreOffice Impress and python3-uno")
    read, write = os.pipe()
    # Without -noreset the screen starts anew, and refuses everybody meanwhile, as soon as its last
    # program leaves it; LibreOffice's splash comes and goes before LibreOffice itself comes.
    options = ["-screen", "0", "800x600x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), *options],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(write)
        with os.fdopen(read) as told:
            monkeypatch.setenv("DISPLAY", f":{told.readline().strip()}")
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.setenv("HOME", str(tmp_path))
        yield
        server.terminate()  # LibreOffice ends with its screen


def _has_uno() -> bool:
    try:
        done = subprocess.run(["/usr/bin/python3", "-c", "import uno"], capture_output=True)
    except OSError:
        return False
    return done.returncode == 0


def test_the_show_is_really_on_the_wanted_slide(screen: None, slides: Path) -> None:
    assert show_slides(slides, 10) == 10
    with pytest.raises(LlmosError, match="it has only 12 slides"):
        show_slides(slides, 13)


def test_without_libreoffice_the_sentence_says_what_is_missing(
    slides: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":77")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(LlmosError, match="needs LibreOffice"):
        show_slides(slides, 1)
