"""Reading `export.xml` as a stream: records go to columns, everything else comes as small trees.

The parser is expat, which loads nothing from outside. A document that declares entities is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.parsers import expat

from llmos_health.reading.archive import Stream
from llmos_health.reading.limits import CHILDREN, DEPTH, FEED_BYTES, TAG_BYTES
from llmos_health.reading.problems import DamagedArchive, Problems, UnreadableExport
from llmos_health.reading.records import Records
from llmos_health.reading.skipping import Skipping


class Element(NamedTuple):
    """An element that is not a record, with what is inside it."""

    name: str
    attributes: dict[str, str]
    children: list[Element]

    def named(self, name: str) -> Iterator[Element]:
        """Its children of that name."""
        return (child for child in self.children if child.name == name)


class DocumentReader:
    """Feeds a document to the parser and sorts what comes out.

    Long runs of plain records are read as bytes where that gives the same; see `pieces`. The parser
    then sees the document without them, which is well-formed exactly if the whole document is,
    because a record is only left out between two elements inside the outermost one.
    """

    def __init__(
        self, records: Records, receive: Callable[[Element], None], problems: Problems
    ) -> None:
        self._records = records
        self._receive = receive
        self._problems = problems
        self._open: list[Element] = []
        self._depth = self._outside = self._inside = 0
        self._parser = self._make_parser()
        self._begun = False
        self._fed = 0
        self._tags = (-1, -1)
        self._may_skip = True
        self._skipping = Skipping(self, records)

    def read(self, stream: Stream, report: Callable[[int], None], *, quickly: bool = True) -> None:
        """Read all of it; `report` is told how many bytes are done.

        A document that breaks off keeps what was complete and is noted as a problem. Raises
        `UnreadableExport` if it is no export at all.
        """
        done = 0
        take = self._skipping.take if quickly else self.feed
        try:
            while block := stream.read(FEED_BYTES):
                take(block)
                done += len(block)
                report(done)
            self.feed(self._skipping.rest())
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            self._broken(error)
        except DamagedArchive as error:
            self._problems.add(f"{error} Reading stopped there.")
        self._records.flush()

    def feed(self, text: bytes) -> None:
        """Give text to the parser."""
        self._parser.Parse(text, False)
        self._fed += len(text)
        # The index is that of the last tag; what lies behind it waits for its end.
        if self._fed - max(self._parser.CurrentByteIndex, 0) > TAG_BYTES + FEED_BYTES:
            raise UnreadableExport("It has a tag of more than a million bytes.")

    def is_between(self, fed: bytes) -> bool:
        """Whether the parser, which was just fed this, stands between two elements at the top.

        It does if the last tag of the text is one that it has reported, and only white space
        follows; inside a comment or an unfinished tag it has not.
        """
        if not self._may_skip or self._depth != 1:
            return False
        last = fed.rfind(b"<")
        return (
            last >= 0
            and self._fed - len(fed) + last in self._tags
            and not fed[fed.rfind(b">") + 1 :].strip()
        )

    def _broken(self, error: expat.ExpatError) -> None:
        words = expat.ErrorString(error.code)
        if not self._begun:
            raise UnreadableExport(f"It is not an Apple Health export: {words}.") from error
        self._records.flush()
        where = f"after {self._records.count:,} records"
        self._problems.add(f"It breaks off or is damaged {where} ({words}); reading stopped there.")

    def _make_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = self._refuse_entity
        parser.XmlDeclHandler = self._declared
        parser.AttlistDeclHandler = self._attribute_declared
        if hasattr(parser, "SetReparseDeferralEnabled"):
            parser.SetReparseDeferralEnabled(False)
        return parser

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
            self._may_skip = False

    def _attribute_declared(
        self, element: str, name: str, type_: str, default: str | None, required: int
    ) -> None:
        if default is not None:
            self._may_skip = False

    def _refuse_entity(self, *declared: object) -> None:
        raise UnreadableExport("It declares entities, which no export does.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        depth = self._depth = self._depth + 1
        self._tags = (self._parser.CurrentByteIndex, -1)
        if depth == 1 or depth > DEPTH:
            self._check_place(name, depth)
        elif name == "Record":
            self._records.add(attributes)
            if self._open:
                self._nest(name, attributes)
        elif name == "MetadataEntry" and not self._open:
            self._records.describe(attributes.get("key", ""), attributes.get("value", ""))
        else:
            self._nest(name, attributes)

    def _check_place(self, name: str, depth: int) -> None:
        if depth > DEPTH:
            raise UnreadableExport(f"It nests elements more than {DEPTH} deep.")
        self._begun = name == "HealthData"
        if not self._begun:
            raise UnreadableExport("It is not an Apple Health export.")

    def _nest(self, name: str, attributes: dict[str, str]) -> None:
        element = Element(name, attributes, [])
        if not self._open:
            self._outside = self._depth - 1
            self._inside = 0
        elif self._inside < CHILDREN:
            self._inside += 1
            self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, name: str) -> None:
        depth = self._depth = self._depth - 1
        # An element without content ends where nothing begins; its start is what counts.
        self._tags = (self._tags[0], self._parser.CurrentByteIndex)
        if self._open and depth == self._outside + len(self._open) - 1:
            element = self._open.pop()
            if not self._open:
                self._receive(element)
