"""Every check of the project, one session each. `nox` runs those that guard each change."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import nox

ROOT = Path(__file__).parent
PLUGINS = sorted(path.name for path in (ROOT / "plugins").iterdir() if path.is_dir())
DEVELOPMENT = ["--group", "dev"]
ALL_CORES = ["-n", "auto", "--dist", "loadfile"]
PROJECTS = ["core", *(f"plugins/{name}" for name in PLUGINS)]
EXAMPLES = [f"docs/examples/{name}" for name in ("llmos-greeter", "llmos-notebook")]

# pip rather than uv: what pip once built (llama.cpp takes minutes) lies in pip's own cache.
nox.options.default_venv_backend = "virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = [
    "lint",
    "types",
    "layers",
    "tests",
    "alone",
    "docs",
    "publish_check",
    "security",
    "e2e",
]


def install(session: nox.Session, *wanted: str) -> None:
    """Install once: a second run with the same project files reuses what is there."""
    texts = [path.read_text() for path in sorted(ROOT.glob("**/pyproject.toml")) if _own(path)]
    state = hashlib.sha256("\0".join([*wanted, *texts]).encode()).hexdigest()
    stamp = Path(session.virtualenv.location) / "llmos-installed"
    if stamp.exists() and stamp.read_text() == state:
        return
    session.install(*wanted)
    stamp.write_text(state)


def _own(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return parts[0] in ("pyproject.toml", "core", "plugins") and ".nox" not in parts


def editable(*projects: str) -> list[str]:
    """Arguments that install these projects from this checkout."""
    return [part for project in projects for part in ("-e", project)]


@nox.session
def lint(session: nox.Session) -> None:
    install(session, "ruff")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    install(session, *DEVELOPMENT, *editable("core[desktop,local]", *PROJECTS[1:]))
    for project in PROJECTS:
        session.run("mypy", f"{project}/src")


@nox.session
def layers(session: nox.Session) -> None:
    install(session, *DEVELOPMENT, *editable("core"))
    session.run("lint-imports")


@nox.session
def tests(session: nox.Session) -> None:
    """All tests that need no weights."""
    install(session, *DEVELOPMENT, *editable("core[desktop,local]", *PROJECTS[1:]))
    chosen = ("-m", "not model and not security")
    session.run("pytest", *chosen, *ALL_CORES, *session.posargs)


@nox.session
@nox.parametrize("plugin", PLUGINS)
def alone(session: nox.Session, plugin: str) -> None:
    """A plugin with nothing but the light core, as its authors and pip have it."""
    install(session, *DEVELOPMENT, *editable("core", f"plugins/{plugin}"))
    session.run("pytest", f"plugins/{plugin}/tests", *ALL_CORES, *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Examples run, and the generated reference says what the code says."""
    install(session, *DEVELOPMENT, *editable("core", *PROJECTS[1:], *EXAMPLES))
    session.run("pytest", "docs", *session.posargs)


@nox.session
def security(session: nox.Session) -> None:
    """What must not get through: attacks, injections, kills, full disks."""
    install(
        session,
        *DEVELOPMENT,
        "-r",
        "benchmarks/security/requirements.txt",
        *editable("core[local]", *PROJECTS[1:]),
    )
    # The last line runs AgentDojo itself and prints its figures, so its test need not.
    skipped = "--ignore=tests/security/test_agentdojo.py"
    killed = "plugins/llmos-mail/tests/index/test_kill.py"
    session.run("pytest", "core/tests/sandbox", "tests/security", killed, skipped, *session.posargs)
    session.run("python", "benchmarks/security/agentdojo_workspace.py")


@nox.session
def e2e(session: nox.Session) -> None:
    """Real requests with the real default model, from routing to the answer."""
    install(session, *DEVELOPMENT, *editable("core[local]", *PROJECTS[1:]))
    session.run("llmos", "models", "pull")
    session.run("llmos", "models", "pull", "smollm2-135m-instruct")  # the engine's own tests
    session.run("pytest", "-m", "model", "-rs", *session.posargs)


@nox.session
def oracle(session: nox.Session) -> None:
    """Five thousand generated series, counted by llmos-calendar and by other libraries."""
    install(session, *DEVELOPMENT, *editable("core", "plugins/llmos-calendar"))
    wanted = {"LLMOS_ORACLE_RULES": "5000"}
    session.run("pytest", "plugins/llmos-calendar/tests/recurring/test_oracle.py", env=wanted)


@nox.session
def eval(session: nox.Session) -> None:
    """How well the labelled requests are understood: the split that nothing is tuned on."""
    install(session, *DEVELOPMENT, *editable("core[local]", *PROJECTS[1:]))
    session.run("llmos", "models", "pull")
    folder = Path("benchmarks/understanding")
    files = [str(folder / "requests.jsonl"), "--tools", str(folder / "tools.toml")]
    session.run("llmos", "eval", *files, "--split", "report", *session.posargs)


@nox.session
def states(session: nox.Session) -> None:
    """Let the default model read the phrases that have changed, to ship what it makes of them."""
    install(session, *DEVELOPMENT, *editable("core[local]", *PROJECTS[1:]))
    session.run("llmos", "models", "pull")
    session.run("python", "benchmarks/states.py")


@nox.session
def bench(session: nox.Session) -> None:
    """Measures against peers and floors; prints ratios from one run. Takes its time."""
    install(session, *editable("core[local]", *PROJECTS[1:]))
    for script in session.posargs or sorted(map(str, Path("benchmarks").glob("*.py"))):
        session.run("python", script)


@nox.session
def outside(session: nox.Session) -> None:
    """Understanding beside other people's labelled sets and plain Instructor. Takes hours.

    `nox -s outside -- benchmarks/bfcl.py --each 20` runs one of them, with its arguments.
    """
    install(session, *editable("core[local]", *PROJECTS[1:]))
    session.install("--no-deps", "bfcl-eval==2026.3.23")  # the rest of it are vendors' clients
    session.run("llmos", "models", "pull")
    if session.posargs:
        session.run("python", *session.posargs, success_codes=[0, 1])  # 1: not reached
        return
    for name in ("seal_tools", "slurp", "bfcl", "routing"):
        session.run("python", f"benchmarks/{name}.py", success_codes=[0, 1])  # 1: not reached


@nox.session
def publish_check(session: nox.Session) -> None:
    """Wheels and sdists of every distribution build, are well described, and install."""
    install(session, "build", "twine")
    target = Path(session.create_tmp()) / "dist"
    for project in PROJECTS:
        session.run("python", "-m", "build", "--outdir", str(target), project, silent=True)
    files = sorted(map(str, target.iterdir()))
    session.run("twine", "check", "--strict", *files)
    fresh = Path(session.create_tmp()) / "fresh"
    session.run("python", "-m", "venv", "--clear", str(fresh))
    wheels = [file for file in files if file.endswith(".whl")]
    python = fresh / ("Scripts" if os.name == "nt" else "bin") / "python"
    session.run(str(python), "-m", "pip", "install", "-q", *wheels, external=True)
    session.run(str(python.with_name("llmos")), "plugins", "list", external=True)
