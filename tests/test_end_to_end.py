"""From the command line to the answer, with the real default model and the real mail plugin."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from llmos.models import Library, default

pytestmark = pytest.mark.model

NOW = "2026-03-12T10:00"
FOLLOW_UPS = "What am I forgetting to follow up on?"
WITH_FILES = "Show me messages with attachments"
ROUTES = {
    FOLLOW_UPS: "mail.follow_ups",
    "Who is still waiting for an answer from me?": "mail.follow_ups",
    "Which of my questions has nobody answered?": "mail.follow_ups",
    "Wem schulde ich noch eine Antwort?": "mail.follow_ups",
    "Find the mails about the lease": "mail.search",
    "Search my mail for invoices from February": "mail.search",
    "mails from Ines since last Monday": "mail.search",
    "Zeig mir die ungelesenen Mails": "mail.search",
    WITH_FILES: "mail.search",
    "Read message m12": "mail.read",
    "What will the weather be tomorrow?": None,
    "Turn off the lights in the kitchen": None,
    "What is the capital of France?": None,
}

Llmos = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def llmos(tmp_path_factory: pytest.TempPathFactory) -> Llmos:
    """The command line in a home of its own that holds the sample life."""
    if Library().status(default("language")).state != "installed":
        pytest.skip("the default model is not here; `llmos models pull` fetches it")
    home = tmp_path_factory.mktemp("home")
    command = str(Path(sys.executable).with_name("llmos"))
    environment = os.environ | {"LLMOS_HOME": str(home), "LLMOS_NOW": NOW}

    def run(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [command, "--demo", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == code, done.stderr
        return done

    run("demo")
    return run


def test_everyday_requests_are_routed_to_the_right_tool(llmos: Llmos, tmp_path: Path) -> None:
    batch = tmp_path / "requests.jsonl"
    batch.write_text("".join(json.dumps({"request": text}) + "\n" for text in ROUTES))
    lines = llmos("route", "--batch", str(batch)).stdout.splitlines()
    routed = dict(zip(ROUTES, (json.loads(line)["tool"] for line in lines), strict=True))
    if routed[WITH_FILES] == "mail.attachments":
        routed[WITH_FILES] = "mail.search"  # both list what has come with files
    assert routed == ROUTES


def test_a_request_is_answered_only_while_it_is_granted(llmos: Llmos, tmp_path: Path) -> None:
    refused = llmos("ask", FOLLOW_UPS, code=3)
    assert "llmos --demo permissions grant mail mail:read" in refused.stderr
    llmos("permissions", "grant", "mail", "mail:read")
    llmos("permissions", "grant", "mail", "profile:read")
    answer = json.loads(llmos("ask", "--json", FOLLOW_UPS).stdout)
    assert answer["tool"] == "mail.follow_ups"
    assert answer["citations"]
    gone = json.loads(llmos("permissions", "revoke", "mail", "--json").stdout)
    assert gone["files"] > 0
    llmos("ask", FOLLOW_UPS, code=3)
