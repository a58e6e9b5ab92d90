"""What searching and reading give back."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from llmos import Block, Citation, Item, Items, Result, Table, Text
from llmos_files.results.wording import named, notes_of, sized, spoken


class Passage(BaseModel):
    """A passage and its place, for example `page 3` or `sheet “Sales”, A1:D8`."""

    model_config = ConfigDict(frozen=True)

    text: str
    place: str


class FileLine(BaseModel):
    """A file in a list; `id` names it for other tools, `passages` say why it was found."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    title: str
    kind: str
    folder: str
    path: str
    size: int
    changed: datetime
    passages: list[Passage] = []
    unread: str = ""

    def item(self) -> Item:
        """The file as an entry of a list, with its best passage."""
        best = self.passages[0] if self.passages else None
        where = [best.place] if best and best.place else []
        about = [*where, named(self.folder), spoken(self.changed), sized(self.size)]
        return Item(
            named(self.name), best.text if best else self.unread, " · ".join(about), cites=self.id
        )

    def citation(self) -> Citation:
        """The file as a source of what is said about it."""
        places = ", ".join(dict.fromkeys(p.place for p in self.passages if p.place))
        return Citation(self.id, named(self.name), places or named(self.folder), self.changed)


class FilesResult(Result):
    """Files in a list."""

    heading: str
    files: list[FileLine]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A list of files, or that there is none."""
        items = [line.item() for line in self.files]
        blocks: list[Block] = [Items(items, self.heading)] if items else [Text("No file fits.")]
        return [*blocks, *notes_of(self.notes)]

    def citations(self) -> list[Citation]:
        """The listed files."""
        return [line.citation() for line in self.files]


class ReadResult(Result):
    """Passages of one document, word for word; `more` if there are others that are not given."""

    manner = "passages"
    document: FileLine
    more: bool
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The passages, each below its place."""
        blocks: list[Block] = [Text(named(self.document.name), "heading")]
        for passage in self.document.passages:
            blocks += [Text(passage.place, "note")] * bool(passage.place) + [Text(passage.text)]
        if not self.document.passages:
            blocks.append(Text(self.document.unread or "Nothing in it fits."))
        more = ["There is more in this document."] * self.more
        return [*blocks, *notes_of([*more, *self.notes])]

    def citations(self) -> list[Citation]:
        """The document."""
        return [self.document.citation()]


class Copies(BaseModel):
    """Files with the same content."""

    model_config = ConfigDict(frozen=True)

    size: int
    files: list[FileLine]


class DuplicatesResult(Result):
    """Groups of files with the same content, those that take up most first."""

    groups: list[Copies]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A list for each group."""
        if not self.groups:
            return [Text("No two files have the same content."), *notes_of(self.notes)]
        wasted = sum(group.size * (len(group.files) - 1) for group in self.groups)
        lists: list[Block] = [
            Items(
                [
                    Item(named(f.name), named(f.folder), spoken(f.changed), cites=f.id)
                    for f in group.files
                ],
                f"{len(group.files)} copies of {sized(group.size)}",
            )
            for group in self.groups
        ]
        return [Text(f"Copies take up {sized(wasted)}."), *lists, *notes_of(self.notes)]

    def citations(self) -> list[Citation]:
        """Every file of every group."""
        return [line.citation() for group in self.groups for line in group.files]


class Memory(BaseModel):
    """A passage of the user's own that has to do with a question."""

    model_config = ConfigDict(frozen=True)

    id: str
    document: str
    place: str
    changed: datetime
    text: str


class RecallResult(Result):
    """What the user's documents and notes say about something, the most telling first."""

    manner = "passages"
    memories: list[Memory]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The passages with where they stand."""
        if not self.memories:
            return [Text("Your documents say nothing about that."), *notes_of(self.notes)]
        items = [
            Item(
                named(one.document),
                one.text,
                " · ".join(filter(None, [one.place, spoken(one.changed)])),
                cites=one.id,
            )
            for one in self.memories
        ]
        return [Items(items, "From your documents"), *notes_of(self.notes)]

    def citations(self) -> list[Citation]:
        """The documents that the passages stand in."""
        return [Citation(m.id, named(m.document), m.place, m.changed) for m in self.memories]


_SHOWN_OVER = 5
"""Of the files of one reason, on the screen; --json has more."""


class Reason(BaseModel):
    """Why files and folders are passed over, how many they are, and the first of them."""

    reason: str
    why: str
    count: int
    files: list[str]


class StatusResult(Result):
    """How many files are indexed, by kind, and which are not and why."""

    indexed: dict[str, int]
    passages: int
    waiting: int
    unread: list[dict[str, str]]
    passed_over: list[Reason]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """Counts, then reasons."""
        files = sum(self.indexed.values())
        rows = [[kind, f"{count:,}"] for kind, count in self.indexed.items()]
        blocks: list[Block] = [
            Text(f"{files:,} files are indexed, in {self.passages:,} passages.", "heading"),
            Table(["kind", "files"], rows),
        ]
        if self.unread:
            listed = [[one["file"], one["reason"], one["why"]] for one in self.unread]
            blocks.append(Table(["only the name is known of", "reason", "why"], listed))
        if self.passed_over:
            blocks.append(Table(["passed over", "", "files and folders"], self._over()))
        return [*blocks, *notes_of(self.notes)]

    def _over(self) -> list[list[str]]:
        rows = []
        for one in self.passed_over:
            rows.append([one.reason, one.why, f"{one.count:,}"])
            rows += [["", file, ""] for file in one.files[:_SHOWN_OVER]]
        return rows


class IndexReport(Result):
    """What an index run found and did."""

    files: int
    added: int
    updated: int
    moved: int
    removed: int
    unread: int
    embedded: int
    seconds: float
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The counts in a sentence."""
        text = (
            f"{self.files:,} files ({self.added:,} added, {self.updated:,} updated, "
            f"{self.moved:,} moved, {self.removed:,} removed) in {self.seconds:.1f} s."
        )
        unread = [
            f"Of {self.unread:,} only the name is known; `llmos index status files` says why."
        ]
        return [Text(text), *notes_of([*unread * bool(self.unread), *self.notes])]


class FolderReport(Result):
    """How many files each folder holds, without reading any."""

    folders: dict[str, int]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A table of the folders."""
        rows = [[folder, f"{files:,}"] for folder, files in self.folders.items()]
        return [Table(["folder", "files"], rows), *notes_of(self.notes)]
