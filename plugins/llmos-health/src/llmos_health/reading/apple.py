"""Apple Health: `export.xml` with the routes, electrocardiograms and clinical records beside it."""

from __future__ import annotations

from collections.abc import Iterator

from llmos_health.reading.archive import Member, Package
from llmos_health.reading.document import DocumentReader, Element
from llmos_health.reading.elements import correlation, rings, workout
from llmos_health.reading.papers import papers
from llmos_health.reading.problems import UnreadableExport
from llmos_health.reading.routes import Route, read_route
from llmos_health.reading.sink import Contents, Sink

_DATE_CHARS = 40


def read_apple(package: Package, member: Member, sink: Sink) -> None:
    """Read the export whose XML file `member` is; raises `UnreadableExport`."""
    contents = sink.contents
    reader = DocumentReader(sink.records, lambda tree: _take(contents, tree), sink.problems)
    with package.open(member) as stream:
        reader.read(stream, lambda done: sink.report(done, member.size))
    contents.papers += papers(package, sink.problems)
    contents.routes |= dict(_routes(package, sink))


def _take(contents: Contents, element: Element) -> None:
    if element.name == "ExportDate":
        contents.written = element.attributes.get("value", "")[:_DATE_CHARS]
    elif element.name == "Workout" and (one := workout(element)):
        contents.workouts.append(one)
    elif element.name == "Correlation" and (pair := correlation(element)):
        contents.correlations.append(pair)
    elif element.name == "ActivitySummary" and (day := rings(element)):
        contents.rings.append(day)


def _routes(package: Package, sink: Sink) -> Iterator[tuple[str, Route]]:
    wanted = {one.route for one in sink.contents.workouts if one.route}
    for member in package.members() if wanted else ():
        name = next(
            (one for one in (member.name, member.name.partition("/")[2]) if one in wanted), ""
        )
        if name:
            try:
                with package.open(member) as stream:
                    yield name, read_route(stream)
            except (UnreadableExport, OSError) as error:
                sink.problems.add(str(error))
