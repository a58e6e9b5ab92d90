"""`ctx.secret` and `llmos secrets`: in the keyring, for one plugin, never anywhere else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from llmos.calls import Call
from llmos.cli.app import app
from llmos.config import Home
from llmos.errors import ConfigError, StoreError, ToolError
from llmos.kernel import Kernel
from llmos.secrets import system_ring

pytest.importorskip("keyring", reason="secrets need llmos[local]")

VALUE = "correct-horse-battery-staple"
READ = "return Found(value=len(ctx.secret(at)))"


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[tuple[str, str], str]]:
    """The keyring of this test, chosen as the library documents it."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "memory_keyring.Keyring")
    from memory_keyring import Keyring

    yield Keyring.kept
    Keyring.kept.clear()


@pytest.fixture
def llmos(home: Home, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command line in this process, because the keyring is here too."""

    def run(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, ["secrets", *arguments], input=typed)

    return run


def look(kernel: Kernel, name: str, plugin: str = "probe") -> Any:
    call = Call(f"{plugin}.look", {"at": name})
    output = kernel.call(kernel.request("", door="test"), call).output
    assert output is not None
    return output.value["value"]


def test_a_plugin_reads_the_secret_that_it_was_given(
    kernel: Kernel, probe: Callable[..., Path], llmos: Callable[..., Result]
) -> None:
    probe(READ)
    kept = llmos("set", "probe", "imap", "--stdin", typed=f"{VALUE}\n")
    assert (kept.exit_code, VALUE in kept.output) == (0, False)
    assert look(kernel, "imap") == len(VALUE)
    assert json.loads(llmos("list", "--json").output) == [{"plugin": "probe", "name": "imap"}]


def test_the_ledger_has_the_name_and_nothing_on_disk_has_the_value(
    kernel: Kernel, probe: Callable[..., Path], home: Home
) -> None:
    probe(READ)
    kernel.secrets.put(kernel.inventory.plugin("probe"), "imap", VALUE)
    look(kernel, "imap")
    entry = next(one for one in kernel.ledger.entries() if one.tool == "probe.secret")
    assert (entry.outcome, entry.decision) == ("done", "its own secret imap")
    kernel.close()
    files = [path for path in home.data.rglob("*") if path.is_file()]
    assert home.state in files
    assert [path for path in files if VALUE.encode() in path.read_bytes()] == []


def test_a_secret_that_is_not_set_is_an_error_with_the_command_that_sets_it(
    kernel: Kernel, probe: Callable[..., Path]
) -> None:
    probe(READ)
    with pytest.raises(ToolError) as raised:
        look(kernel, "imap")
    assert raised.value.hint == "llmos secrets set probe imap"


def test_no_plugin_reads_the_secrets_of_another(kernel: Kernel, probe: Callable[..., Path]) -> None:
    probe(READ)
    probe(READ, id="other")
    kernel.secrets.put(kernel.inventory.plugin("probe"), "imap", VALUE)
    home, names = kernel.home.data, ("imap", "probe/imap", "../probe/imap", "")
    for name in (*names, f"{home}:llmos-probe/probe/imap"):
        with pytest.raises((ToolError, ConfigError)):
            look(kernel, name, plugin="other")


def test_a_plugin_that_another_calls_reads_its_own_secrets_not_the_callers(
    kernel: Kernel, probe: Callable[..., Path]
) -> None:
    probe('return Found(value=ctx.call("other.look", at=at)["value"])')
    probe(READ, id="other")
    kernel.secrets.put(kernel.inventory.plugin("probe"), "imap", VALUE)
    with pytest.raises(ToolError, match="other needs the secret imap"):
        look(kernel, "imap")


def test_another_distribution_that_takes_the_id_reads_nothing(
    open_kernel: Callable[..., Kernel], install: Callable[..., Path], probe: Callable[..., Path]
) -> None:
    probe(READ)
    kernel = open_kernel()
    plugin = kernel.inventory.plugin("probe")
    kernel.secrets.put(plugin, "imap", VALUE)
    assert kernel.secrets.get(plugin, "imap") == VALUE
    import msgspec

    other = msgspec.structs.replace(plugin, distribution="llmos-thief")
    assert kernel.secrets.get(other, "imap") is None


def test_a_plugin_that_is_removed_leaves_no_secret_behind(
    open_kernel: Callable[..., Kernel],
    install: Callable[..., Path],
    ring: dict[tuple[str, str], str],
) -> None:
    package = install()
    kernel = open_kernel()
    kernel.grant("greeter", "profile:read")
    kernel.secrets.put(kernel.inventory.plugin("greeter"), "imap", VALUE)
    assert list(ring.values()) == [VALUE]
    for info in package.parent.glob("*.dist-info"):
        (info / "entry_points.txt").unlink()
    assert "greeter" not in open_kernel().inventory.plugins
    assert ring == {}


def test_a_secret_can_be_removed_also_when_the_keyring_has_lost_it(
    kernel: Kernel,
    probe: Callable[..., Path],
    llmos: Callable[..., Result],
    ring: dict[tuple[str, str], str],
) -> None:
    probe(READ)
    kernel.secrets.put(kernel.inventory.plugin("probe"), "imap", VALUE)
    ring.clear()
    assert "Removed" in llmos("remove", "probe", "imap").output
    assert "no secret called imap" in llmos("remove", "probe", "imap").output


def test_one_call_reads_only_so_many(kernel: Kernel, probe: Callable[..., Path]) -> None:
    probe("return Found(value=[ctx.secret(at) for _ in range(40)])")
    kernel.secrets.put(kernel.inventory.plugin("probe"), "imap", VALUE)
    with pytest.raises(ToolError, match="32 secrets"):
        look(kernel, "imap")


def test_without_a_terminal_nothing_is_typed(
    probe: Callable[..., Path], llmos: Callable[..., Result]
) -> None:
    probe(READ)
    refused = llmos("set", "probe", "imap", typed=f"{VALUE}\n")
    assert refused.exit_code == 2
    assert "--stdin" in refused.output


@pytest.mark.parametrize(("name", "value"), [("a b", "x"), ("imap", ""), ("imap", "x" * 20_000)])
def test_what_cannot_be_kept_is_a_sentence(
    kernel: Kernel, probe: Callable[..., Path], name: str, value: str
) -> None:
    probe(READ)
    with pytest.raises(ConfigError):
        kernel.secrets.put(kernel.inventory.plugin("probe"), name, value)


def test_a_machine_without_a_keyring_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr("llmos.secrets._BACKENDS", ("keyring.backends.nowhere.Keyring",))
    with pytest.raises(StoreError) as raised:
        system_ring()
    assert "GNOME Keyring" in raised.value.hint


def test_what_a_keyring_raises_becomes_a_sentence_without_the_secret(
    kernel: Kernel, probe: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from memory_keyring import Keyring

    def locked(self: object, service: str, user: str, value: str) -> None:
        raise RuntimeError(f"cannot keep {value}")

    monkeypatch.setattr(Keyring, "set_password", locked)
    probe(READ)
    with pytest.raises(StoreError) as raised:
        kernel.secrets.put(kernel.inventory.plugin("probe"), "imap", VALUE)
    assert VALUE not in f"{raised.value.message} {raised.value.hint}"
    assert raised.value.__suppress_context__


def test_a_package_that_declares_a_keyring_does_not_run_here(
    kernel: Kernel,
    probe: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    package = probe(READ)
    canary = tmp_path / "canary"
    (package / "ring.py").write_text(f"open({str(canary)!r}, 'w').close()\n")
    for info in package.parent.glob("*.dist-info"):
        with (info / "entry_points.txt").open("a") as file:
            file.write(f"[keyring.backends]\nevil = {package.name}.ring\n")
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    monkeypatch.setattr("llmos.secrets._BACKENDS", ("memory_keyring.Keyring",))
    kernel.secrets.put(kernel.inventory.plugin("probe"), "imap", VALUE)
    assert not canary.exists()
