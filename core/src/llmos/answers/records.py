"""What was found, as the records that an answer stands on: what the user is shown, cut up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llmos.answers.folding import content
from llmos.blocks import Block, Citation, Items, Output, Table, Text


@dataclass(frozen=True)
class Record:
    """One message, row or passage. `id` is that of its citation, if it is known."""

    number: int
    title: str
    text: str
    id: str = ""

    @property
    def whole(self) -> str:
        """The title and the text."""
        return f"{self.title}\n{self.text}".strip()


def records_of(output: Output) -> list[Record]:
    """The records of an answer in the order in which they are shown."""
    cited = {citation.id: citation for citation in output.citations}
    alone = output.citations[0] if len(output.citations) == 1 else None
    parts = [part for part in _parts(output.blocks) if part.text.strip() or part.title.strip()]
    return [_numbered(number, part, cited, alone) for number, part in enumerate(parts, start=1)]


def nearest(records: Sequence[Record], question: str, *, room: int) -> list[Record]:
    """The records that share most with the question, in their order, as many as the room takes.

    The room is in characters; the last one may be cut.
    """
    wanted = content(question)
    ranked = sorted(records, key=lambda one: (-len(wanted & content(one.whole)), one.number))
    kept: list[Record] = []
    for record in ranked:
        if room < _SHORTEST:
            break
        text = record.text[:room]
        room -= len(text) + len(record.title)
        kept.append(Record(record.number, record.title, text, record.id))
    return sorted(kept, key=lambda one: one.number)


_SHORTEST = 80
"""Characters; less of a record says nothing."""


def _numbered(
    number: int, part: Record, cited: dict[str, Citation], alone: Citation | None
) -> Record:
    source = cited.get(part.id) or alone
    return Record(
        number,
        part.title or (source.title if source else ""),
        part.text,
        source.id if source else "",
    )


def _parts(blocks: Sequence[Block]) -> Iterator[Record]:
    """The entries of lists, the rows of tables, and texts below a heading as one."""
    heading, texts = "", list[str]()
    for block in blocks:
        if isinstance(block, Text) and block.style != "drawing":
            if block.style == "heading" and texts:
                yield Record(0, heading, "\n".join(texts))
                texts = []
            if block.style == "heading":
                heading = block.text
            else:
                texts.append(block.text)
        elif isinstance(block, Items):
            head = f"{block.heading}: " if block.heading else ""
            for item in block.items:
                yield Record(
                    0, f"{head}{item.title}", f"{item.detail}\n{item.note}".strip(), item.cites
                )
        elif isinstance(block, Table) and any(block.columns):
            yield from _rows(block)
        elif isinstance(block, Table):  # names and values, such as who wrote the text below
            texts += [" ".join(row) for row in block.rows]
    if texts:
        yield Record(0, heading, "\n".join(texts))


def _rows(table: Table) -> Iterator[Record]:
    for row in table.rows:
        pairs = zip(table.columns, row, strict=True)
        cells = "; ".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)
        yield Record(0, table.caption, cells)
