"""Zip files that are documents: members by name, within limits that a bomb cannot pass."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO

from lxml import etree

from llmos_files.reading import limits
from llmos_files.reading.document import Unreadable, broken, encrypted

_ENCRYPTED = 0x1
_LEAST_SUSPICIOUS = limits.MIB
_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The members of a zip file, unpacked one at a time."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except _FAILURES as error:
            raise broken("It is not a whole zip file, which its format is made of.") from error
        self._members = {info.filename: info for info in self._zip.infolist()}
        if len(self._members) > limits.MEMBERS:
            raise Unreadable("too large", f"It has more than {limits.MEMBERS:,} members.")
        self._left = limits.UNPACKED_BYTES

    @property
    def names(self) -> list[str]:
        """The members' names, in the file's order."""
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """A member's content."""
        with self.open(name) as member:
            try:
                # One byte more than the directory admits: it may lie.
                content = member.read(self._members[name].file_size + 1)
            except (*_FAILURES, RuntimeError) as error:
                raise broken(f"Its part {name} is damaged.") from error
        return content

    def open(self, name: str) -> IO[bytes]:
        """A member as a stream."""
        info = self._members.get(name)
        if info is None:
            raise broken(f"Its part {name} is missing.")
        self._check(info)
        try:
            return self._zip.open(info)
        except (*_FAILURES, RuntimeError) as error:
            raise broken(f"Its part {name} cannot be unpacked.") from error

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """The elements with these tags as they end; each is emptied when the next is asked for."""
        with self.open(name) as member:
            yield from elements(member, *tags)

    def tree(self, name: str) -> etree._Element:
        """A small member as a whole tree."""
        return parse(self.read(name))

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part of an OOXML file points to: by id, the kind and the target's name."""
        folder, _, base = name.rpartition("/")
        rels = f"{folder}/_rels/{base}.rels".lstrip("/")
        if rels not in self:
            return {}
        found = {}
        for one in self.tree(rels).iter(RELATIONS):
            if one.get("TargetMode") != "External":
                kind = one.get("Type", "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/" + folder, one.get("Target", "")))
                found[one.get("Id", "")] = (kind, target.lstrip("/"))
        return found

    def _check(self, info: zipfile.ZipInfo) -> None:
        if info.flag_bits & _ENCRYPTED:
            raise encrypted()
        size, packed = info.file_size, max(info.compress_size, 1)
        if size > _LEAST_SUSPICIOUS and size / packed > limits.RATIO:
            raise Unreadable("a bomb", f"Its part {info.filename} unpacks {size // packed:,}:1.")
        self._left -= size
        if size > limits.MEMBER_BYTES or self._left < 0:
            raise Unreadable("too large", f"Its part {info.filename} is too large unpacked.")


def parse(content: bytes) -> etree._Element:
    """A small XML document; entities are not followed and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken("Its XML is damaged.") from error
    if root is None:
        raise broken("Its XML is empty.")
    return root


def elements(stream: IO[bytes], *tags: str) -> Iterator[etree._Element]:
    """The elements with these tags as they end, in a stream of XML of any length."""
    events = etree.iterparse(
        stream, tag=tags, resolve_entities=False, no_network=True, recover=True
    )
    try:
        for _, element in events:
            yield element
            element.clear(keep_tail=True)
    except (etree.XMLSyntaxError, *_FAILURES) as error:
        raise broken("Its XML is damaged.") from error
