"""Lets the evil plugin loose on a real kernel, and prints what became of each of its deeds.

Started by the tests as `python -I -S -B siege.py REQUEST`, as the user that is to be tested.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any, ClassVar

REQUEST: dict[str, Any] = json.loads(sys.argv[1])
sys.path[:0] = [REQUEST["site"], REQUEST["source"]]
sys.path += REQUEST["roots"]

from field import SECRET, Field  # noqa: E402  the path is known only now

import llmos.plugins.discovery  # noqa: E402
import llmos.runner.confinement  # noqa: E402
from llmos.broker import Choice, Question  # noqa: E402
from llmos.calls import Call  # noqa: E402
from llmos.config import Home, Profile  # noqa: E402
from llmos.errors import LlmosError, WorkerError  # noqa: E402
from llmos.kernel import Kernel  # noqa: E402
from llmos.runner import Runner  # noqa: E402
from llmos.runner.runner import Patience  # noqa: E402
from llmos.sandbox import Tier  # noqa: E402
from llmos.sources import Source  # noqa: E402

PATIENCE = Patience(silence=12.0, total=15.0, stopping=2.0)
WEARING = ("take_all_descriptors", "take_all_memory", "hoard_memory_in_nameless_files")
"""Deeds after which a worker is of no more use."""


class Ground(Field):
    """The field, with the folders of a real home, put back without replacing what is granted."""

    def __init__(self, root: Path, home: Home) -> None:
        super().__init__(root)
        self.home = home
        self.own = home.plugin_data("evil")
        self.other = home.plugin_data("diary")
        self.package = Path(REQUEST["site"]) / "llmos_evil"
        self._code = (self.package / "__init__.py").read_bytes()

    def lay_out(self) -> None:
        """Put everything back as it was before the last deed; granted folders stay the same."""
        for folder in (self.granted, self.shelf, self.own, self.other, self.foreign):
            folder.mkdir(parents=True, exist_ok=True)
            for path in folder.iterdir():
                if path != self.single:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
        for path in (self.letter, self.single, self.beside, self.secret):
            path.write_bytes(SECRET)
        for path in (self.database, self.secret_database):
            path.write_bytes(self._table)
        (self.package / "__init__.py").write_bytes(self._code)
        (self.other / "index.db").write_bytes(SECRET)
        (self.own / "way_out").symlink_to(self.secret)

    def told(self) -> dict[str, str]:
        """What an attacker is told: addresses and paths, as it could guess them."""
        paths = {
            name: getattr(self, name)
            for name in (
                *("root", "granted", "letter", "database", "shelf", "single", "beside"),
                *("package", "other", "foreign", "secret", "secret_database"),
            )
        }
        paths |= {"state": self.home.state, "config": self.home.config_file}
        paths |= {"remembered": self.home.cache / "plugins.json", "log": self.home.log("diary")}
        return {name: str(path) for name, path in paths.items()} | {
            "kernel": str(self.kernel),
            "memory": str(ctypes.addressof(self.memory)),
            "tcp": str(self.tcp.getsockname()[1]),
            "udp": str(self.udp.getsockname()[1]),
            "elsewhere": str(self.elsewhere.getsockname()[1]),
            "stream_path": self.stream_path,
            "datagram_path": self.datagram_path,
            "abstract_name": self.abstract_name,
        }


class User:
    """Allows the one connection that the field hands over, and nothing else."""

    def __init__(self, place: str) -> None:
        self._place = place

    def ask(self, question: Question) -> str:
        """Yes, once, to that place."""
        opened = [place for want in question.wants for place in want.opens]
        return "once" if opened == [self._place] else "no"

    def confirm(self, question: Question) -> bool:
        """Never."""
        return False

    def show(self, question: Question) -> None:
        """Look away."""

    def hold(self, question: Question, seconds: int) -> None:
        """Do not wait."""

    def choose(self, choice: Choice) -> int | None:
        """None of them."""
        return None


class Siege:
    """One kernel, the evil plugin in its worker, and another plugin beside it."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        host, port = ground.tcp.getsockname()
        self.kernel = Kernel(
            ground.home, asker=User(f"{host}:{port}"), engines=_Obedient, ring=_Ring
        )
        self._runner = self.kernel.__dict__["_runner"] = Runner(ground.home, PATIENCE)

    def prepare(self) -> dict[str, str]:
        """Set the home up as a user would; the kind of each deed, by name."""
        sources = [Source("any", self._ground.granted), Source("any", self._ground.single)]
        self.kernel.adopt(Profile("Bea"), "", {"evil": sources})
        if not REQUEST["confined"]:
            self._trust_everybody()
        specs = [tool for tool in self.kernel.hooks.specs if tool.plugin == "evil"]
        assert not self.kernel.inventory.set_aside, self.kernel.inventory.set_aside
        self.kernel.grant("evil", "files:read")
        for id, name in (("diary", "pin"), ("evil", "own")):
            self.kernel.secrets.put(self.kernel.inventory.plugin(id), name, SECRET.decode())
        (self._ground.own.parent / "scoped-0123456789abcdef").mkdir(parents=True, exist_ok=True)
        self._check_that_others_work()
        kinds = {tool.name.partition(".")[2]: tool.summary.partition(":")[0] for tool in specs}
        only = REQUEST["only"]
        return {name: kind for name, kind in kinds.items() if not only or name in only}

    def outcome(self, name: str) -> str:
        """What became of a deed: `through`, or what stopped it."""
        self._ground.lay_out()
        descriptors = len(os.listdir("/proc/self/fd"))
        words = self._called(name)
        if name in WEARING or not REQUEST["confined"]:
            self._runner.stop("evil")
        if len(os.listdir("/proc/self/fd")) > descriptors + 4:
            return "through: the kernel has lost descriptors"
        return words

    def _called(self, name: str) -> str:
        call = Call(f"evil.{name}", {"ground": self._ground.told()})
        try:
            answer = self.kernel.call(self.kernel.request("", door="siege"), call)
            return str(answer.output.value["words"])
        except LlmosError as error:
            if isinstance(error, WorkerError):
                self._check_that_others_work()
            return f"stopped: {type(error).__name__}: {error.message}"

    def _check_that_others_work(self) -> None:
        answer = self.kernel.call(self.kernel.request("", door="siege"), Call("diary.greet"))
        assert answer.output.value == {"text": "hello"}

    def _trust_everybody(self) -> None:
        """The system confines nobody, and the user has named these plugins all the same."""
        with self.kernel.home.config_file.open("a") as file:
            file.write('\n[unconfined]\nplugins = ["llmos-evil", "llmos-diary"]\n')
        llmos.runner.confinement.tier = lambda: Tier("plan9")


def main() -> None:
    """Print one JSON object: for attacks and for controls, what became of each, by name."""
    signal.signal(signal.SIGURG, signal.SIG_IGN)
    llmos.plugins.discovery.GROUP = "llmos.siege-plugins"
    os.environ["MAIL_PASSWORD"] = SECRET.decode()
    root = Path(REQUEST["folder"])
    ground = Ground(root, Home.at(root / "home"))
    ground.lay_out()
    siege = Siege(ground)
    outcomes: dict[str, dict[str, str]] = {"Attack": {}, "Control": {}}
    for name, kind in siege.prepare().items():
        outcomes[kind][name] = siege.outcome(name)
    siege.kernel.close()
    sys.stdout.write(json.dumps(outcomes))


class _Obedient:
    """A model that answers everything at once."""

    name = "obedient"

    def complete(self, **request: Any) -> dict[str, Any]:
        """Yes."""
        message = {"role": "assistant", "content": "Yes."}
        return {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}

    def close(self) -> None:
        """Nothing to free."""


class _Ring:
    """A keyring in memory."""

    _kept: ClassVar[dict[tuple[str, str], str]] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept there."""
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self._kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Keep it no longer."""
        del self._kept[service, username]


main()
