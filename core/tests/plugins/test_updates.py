"""A new version that asks for more waits for the user; one that asks for the same does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from llmos.kernel import Kernel
from llmos.plugins import Accepted, discover, read_accepted
from llmos.plugins.updates import held

Install = Callable[..., Path]

READ, SEND, NOTES = "mail:read", "mail:send", "post:notes"


@dataclass(frozen=True)
class Version:
    """One version of the plugin `post`, as far as an update can change it."""

    version: str = "1.0"
    permissions: dict[str, str] = field(default_factory=lambda: {READ: "Read.", SEND: "Send."})
    sources: dict[str, str] = field(default_factory=lambda: {"box": 'entries = ["a", "b"]'})
    opened_by: str = READ
    code: str = '"""A plugin without tools."""'
    distribution: str = "llmos-post"
    editable: bool = False

    def install(self, install: Install) -> None:
        permissions = "\n".join(f'"{name}" = "{why}"' for name, why in self.permissions.items())
        sources = "\n".join(
            f'[sources.{kind}]\npermission = "{self.opened_by}"\nsummary = "A box."\n{marks}'
            for kind, marks in self.sources.items()
        )
        install(
            "post",
            self.code,
            f'id = "post"\napi = 1\nsummary = "Post."\n[permissions]\n{permissions}\n{sources}\n',
            version=self.version,
            distribution=self.distribution,
            editable=self.editable,
        )


FIRST = Version()
NEXT = replace(FIRST, version="1.1")
BOTH = FIRST.permissions
BOX = 'starts = "From "'


def start(mark: str) -> Version:
    return replace(NEXT, sources={"box": mark})


OLD_BOX = replace(start(BOX), version="1.0")

PASSES: dict[str, tuple[Version, Version]] = {
    "nothing changed": (FIRST, FIRST),
    "a new version that asks for the same": (FIRST, NEXT),
    "an older version that asks for the same": (NEXT, FIRST),
    "new code in a new version": (FIRST, replace(NEXT, code='"""Other code."""')),
    "one permission less": (FIRST, replace(NEXT, permissions={READ: "Read."})),
    "no permission any more": (FIRST, replace(NEXT, permissions={}, sources={})),
    "permissions in another order": (
        FIRST,
        replace(NEXT, permissions={SEND: "Send.", READ: "Read."}),
    ),
    "one kind of source less": (FIRST, replace(NEXT, sources={})),
    "a kind that asks for more marks": (FIRST, start('entries = ["a", "b", "c"]')),
    "a file that has to begin with more": (OLD_BOX, start('starts = "From me"')),
    "a kind that is looked for elsewhere": (
        FIRST,
        start('entries = ["a", "b"]\nplaces = ["~/Post"]'),
    ),
    "other files in a developer's own tree": (
        replace(FIRST, editable=True),
        replace(FIRST, editable=True, code='"""Other code."""'),
    ),
    "an installed package becomes a developer's own tree": (FIRST, replace(FIRST, editable=True)),
    "another distribution, which inherits nothing": (
        FIRST,
        replace(NEXT, distribution="llmos-imposter", permissions={**BOTH, NOTES: "Note."}),
    ),
}

HELD: dict[str, tuple[Version, Version, str]] = {
    "one permission more": (
        FIRST,
        replace(NEXT, permissions={**BOTH, "contacts:read": "Know people."}),
        "asks for contacts:read too, “Know people.”",
    ),
    "a permission of its own more": (
        FIRST,
        replace(NEXT, permissions={**BOTH, NOTES: "Note."}),
        "asks for post:notes too",
    ),
    "one permission more in another spelling of the distribution": (
        FIRST,
        replace(NEXT, distribution="LLMOS_post", permissions={**BOTH, NOTES: "Note."}),
        "asks for post:notes too",
    ),
    "one permission more in an older version": (
        NEXT,
        replace(FIRST, permissions={**BOTH, NOTES: "Note."}),
        "asks for post:notes too",
    ),
    "one permission instead of another": (
        FIRST,
        replace(NEXT, permissions={READ: "Read.", NOTES: "Note."}),
        "asks for post:notes too",
    ),
    "one permission more in a developer's own tree": (
        replace(FIRST, editable=True),
        replace(FIRST, editable=True, permissions={**BOTH, NOTES: "Note."}),
        "asks for post:notes too",
    ),
    "another reason": (
        FIRST,
        replace(NEXT, permissions={**BOTH, READ: "Train a model."}),
        "asks for mail:read for another reason, “Train a model.”, which was “Read.”",
    ),
    "one kind of source more": (
        FIRST,
        replace(NEXT, sources={**FIRST.sources, "file": BOX}),
        "reads places of the kind file too, with mail:read",
    ),
    "a kind that needs fewer marks": (FIRST, start('entries = ["a"]'), "takes more places"),
    "a kind that takes files too": (
        FIRST,
        start(f'entries = ["a", "b"]\n{BOX}'),
        "takes more places for the kind box",
    ),
    "a file that has to begin with less": (OLD_BOX, start('starts = "F"'), "takes more places"),
    "a kind that another permission opens": (
        FIRST,
        replace(NEXT, opened_by=SEND),
        "takes more places for the kind box, with mail:send",
    ),
    "the same version with other files": (
        FIRST,
        replace(FIRST, code='"""Other code."""'),
        "is version 1.0 again, but with other files",
    ),
    "a developer's own tree becomes an installed package": (
        replace(FIRST, editable=True),
        FIRST,
        "is version 1.0 again, but with other files",
    ),
}


def accepted(version: Version, install: Install) -> Accepted:
    version.install(install)
    return Accepted.now(discover().plugins["post"])


def update(after: Version, install: Install, site: Path) -> None:
    """Install over what is there, as pip does: what was there goes first."""
    for info in site.glob("*.dist-info"):
        for file in info.iterdir():
            file.unlink()
        info.rmdir()
    for package in site.glob("llmos_*"):
        for file in package.iterdir():
            file.unlink()
        package.rmdir()
    after.install(install)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.mark.parametrize("case", PASSES)
def test_what_asks_for_the_same_or_less_passes(case: str, install: Install, site: Path) -> None:
    before, after = PASSES[case]
    agreed = accepted(before, install)
    update(after, install, site)
    assert held(discover().plugins["post"], agreed) is None


@pytest.mark.parametrize("case", HELD)
def test_what_asks_for_more_is_held_and_says_how(case: str, install: Install, site: Path) -> None:
    before, after, said = HELD[case]
    agreed = accepted(before, install)
    update(after, install, site)
    waiting = held(discover().plugins["post"], agreed)
    assert waiting is not None
    assert said in waiting.set_aside.reason
    assert "llmos plugins accept post" in waiting.set_aside.reason


def test_a_wheel_that_calls_itself_editable_is_not_believed(install: Install, site: Path) -> None:
    agreed = accepted(FIRST, install)
    update(replace(FIRST, code='"""Other code."""'), install, site)
    info = next(site.glob("*.dist-info"))
    (info / "direct_url.json").write_text('{"dir_info": {"editable": true}, "url": "file:///"}')
    assert held(discover().plugins["post"], agreed) is not None


def test_what_an_installer_writes_itself_is_no_change(install: Install, site: Path) -> None:
    agreed = accepted(FIRST, install)
    record = next(site.glob("*.dist-info")) / "RECORD"
    lines = record.read_text().splitlines()
    made = [
        "llmos_post/__pycache__/plugin.cpython-311.pyc,,",
        f"{record.parent.name}/INSTALLER,sha256=abc,3",
        "../../../bin/post,sha256=abc,3",
    ]
    record.write_text("\n".join([*made, *reversed(lines)]))
    assert Accepted.now(discover().plugins["post"]) == agreed


@pytest.fixture
def granted(open_kernel: Any, install: Install) -> Kernel:
    """A kernel in which the first version was granted both of its permissions."""
    replace(FIRST, sources={}).install(install)
    kernel: Kernel = open_kernel()
    kernel.grant("post", READ)
    kernel.grant("post", SEND)
    data = kernel.home.plugin_data("post")
    data.mkdir(parents=True)
    (data / "index").write_text("what was derived")
    return kernel


WIDER = replace(NEXT, sources={}, permissions={**BOTH, NOTES: "Note."})
NARROWER = replace(NEXT, sources={}, permissions={READ: "Read."})


def test_a_held_plugin_does_not_run_until_it_is_accepted(
    granted: Kernel, open_kernel: Any, install: Install, site: Path
) -> None:
    update(replace(WIDER, code="raise SystemExit('it ran')"), install, site)
    kernel: Kernel = open_kernel()
    assert list(kernel.inventory.plugins) == []
    assert [gone.name for gone in kernel.inventory.set_aside] == ["post"]
    assert len(kernel.grants.all()) == 2
    assert list(read_accepted(kernel.home.state)) == ["post"]
    update(WIDER, install, site)
    kernel = open_kernel()
    kernel.accept(kernel.inventory.held["post"])
    assert list(kernel.inventory.plugins) == ["post"]
    assert {grant.permission for grant in kernel.grants.all()} == {READ, SEND}
    assert list(open_kernel().inventory.plugins) == ["post"]


def test_what_is_no_longer_asked_for_is_taken_back_and_asking_again_is_asking_for_more(
    granted: Kernel, open_kernel: Any, install: Install, site: Path
) -> None:
    update(NARROWER, install, site)
    kernel: Kernel = open_kernel()
    assert list(kernel.inventory.plugins) == ["post"]
    assert [grant.permission for grant in kernel.grants.all()] == [READ]
    update(replace(FIRST, sources={}, version="1.2"), install, site)
    assert list(open_kernel().inventory.held) == ["post"]


def test_removal_takes_the_grants_and_what_was_derived_and_is_said_once(
    granted: Kernel, install: Install, site: Path
) -> None:
    for info in site.glob("*.dist-info"):
        info.rename(info.with_name("gone"))
    said: list[str] = []
    for _ in range(2):
        with Kernel(granted.home, asker=None, engines=granted._engines, tell=said.append) as later:
            assert list(later.inventory.plugins) == []
            assert later.grants.all() == []
    assert len(said) == 1
    assert "post (llmos-post) is no longer installed. Removed: 2 grants, 1 files" in said[0]
    assert not granted.home.plugin_data("post").exists()


def test_another_distribution_of_the_same_id_finds_neither_grants_nor_data(
    granted: Kernel, open_kernel: Any, install: Install, site: Path
) -> None:
    update(replace(FIRST, sources={}, distribution="llmos-imposter"), install, site)
    kernel: Kernel = open_kernel()
    assert list(kernel.inventory.plugins) == ["post"]
    assert kernel.grants.all() == []
    assert not kernel.home.plugin_data("post").exists()


def test_a_plugin_that_is_only_broken_keeps_its_grants(
    granted: Kernel, open_kernel: Any, install: Install, site: Path
) -> None:
    (site / "llmos_post" / "plugin.toml").write_text("id =")
    kernel: Kernel = open_kernel()
    assert list(kernel.inventory.plugins) == []
    assert len(kernel.grants.all()) == 2


def test_a_plugin_without_grants_is_never_held(
    granted: Kernel, open_kernel: Any, install: Install, site: Path
) -> None:
    granted.revoke("post")
    update(WIDER, install, site)
    assert list(open_kernel().inventory.plugins) == ["post"]
