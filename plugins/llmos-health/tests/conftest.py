"""Exports, stores and runs for the tests of llmos-health, made by the test that uses them."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from llmos import Context, Source
from llmos.scope import Scope
from llmos_health.generating.body import Body
from llmos_health.generating.export import write_xml, write_zip
from llmos_health.settings import HealthSettings
from llmos_health.store.schema import open_store
from llmos_health.store.updating import Changes, update

BERLIN = ZoneInfo("Europe/Berlin")
FIXTURES = Path(__file__).parents[4] / "shared" / "fixtures" / "health"

Export = Callable[..., Path]
Run = Callable[..., Context]


def record(
    type_: str = "HKQuantityTypeIdentifierStepCount",
    start: str = "2026-03-02 10:00:00 +0100",
    end: str | None = None,
    value: str | None = "100",
    source: str = "Mira's iPhone",
    unit: str | None = "count",
    inside: str = "",
    more: str = "",
) -> str:
    """One record as an export writes it."""
    written = "".join(
        f' {name}="{said}"'
        for name, said in (
            ("type", type_),
            ("sourceName", source),
            ("unit", unit),
            ("creationDate", start),
            ("startDate", start),
            ("endDate", end or start),
            ("value", value),
        )
        if said is not None
    )
    return (
        f" <Record{written}{more}>{inside}</Record>\n" if inside else f" <Record{written}{more}/>\n"
    )


def document(*elements: str) -> str:
    """A whole export around these elements."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<HealthData locale="de_DE">\n'
        + "".join(elements)
        + "</HealthData>\n"
    )


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Write an export of these elements; a name that ends in .zip makes it an archive."""

    def write(*elements: str, name: str = "export.xml", inside: str = "export.xml") -> Path:
        path = tmp_path / name
        text = document(*elements)
        if path.suffix == ".zip":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(f"apple_health_export/{inside}", text)
        else:
            path.write_text(text, "utf-8")
        return path

    return write


def small_body(**changes: object) -> Body:
    """Ten days with few records, across the night in which the clocks go forward."""
    usual = {
        "first": date(2026, 3, 22),
        "days": 10,
        "density": 0.15,
        "gap": 4,
        "zone": "Europe/Berlin",
    }
    return Body(**(usual | changes))  # type: ignore[arg-type]  # fields of Body


def text_of(body: Body) -> bytes:
    """The XML of a synthetic export."""
    target = io.BytesIO()
    write_xml(body, target)
    return target.getvalue()


@pytest.fixture
def synthetic(tmp_path: Path) -> Export:
    """Write a synthetic export as an archive."""

    def write(body: Body | None = None, name: str = "export.zip") -> Path:
        path = tmp_path / name
        write_zip(body or small_body(), path)
        return path

    return write


class Store:
    """A store on disk, and what a test wants to know of it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def read(self, *paths: Path, intimate: bool = False) -> Changes:
        """Bring it up to date with these exports."""
        return update(
            self.connection,
            paths,
            lambda metric: intimate or not metric.is_reproductive,
            "intimate" if intimate else "",
            lambda *_: None,
        )

    def days(self, metric: str) -> dict[str, float]:
        """The daily figures of a metric by day."""
        query = (
            "SELECT date(day * 86400, 'unixepoch'), value FROM daily JOIN metrics ON id = metric"
            " WHERE name = ? ORDER BY day"
        )
        return dict(self.connection.execute(query, (metric,)))

    def problems(self) -> list[str]:
        """What could not be read."""
        return [why for (why,) in self.connection.execute("SELECT why FROM problems")]

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What is in its tables."""
        return self.connection.execute(query).fetchall()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with closing(open_store(tmp_path / "health.db")) as connection:
        yield Store(connection)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run of a tool with these exports; keywords are limits of the grant."""
    data = tmp_path / "data"
    data.mkdir()

    def make(*paths: Path, now: str = "2026-04-01T12:00", **limits: object) -> Context:
        return Context(
            plugin="health",
            data=data,
            now=datetime.fromisoformat(now).replace(tzinfo=BERLIN),
            sources=tuple(Source("archive", path) for path in paths),
            settings=HealthSettings(),
            scopes={"health:read": Scope(**limits), "calendar:read": Scope()},  # type: ignore[arg-type]  # fields of Scope
        )

    return make


@pytest.fixture
def fixtures() -> Path:
    """Exports of other projects' tests, where the checkout has them."""
    if not FIXTURES.is_dir():
        pytest.skip("the shared health fixtures are not here")
    return FIXTURES
