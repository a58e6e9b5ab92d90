"""A first look at a source, without an index: how much lies there, and whose mail it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from llmos_mail.index.visible import Visible
from llmos_mail.reading import layouts
from llmos_mail.reading.addresses import addresses
from llmos_mail.reading.folders import is_sent
from llmos_mail.reading.found import Found
from llmos_mail.reading.limits import HEADER_BYTES
from llmos_mail.reading.message import read_message
from llmos_mail.reading.parts import Part

_SAMPLE = 300
"""Messages of a folder that are looked into."""

_SHARE = 0.2
_MOST = 5
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to")


def count(kind: str, path: Path, visible: Visible) -> int:
    """How many visible messages a source holds; raises OSError if it cannot be opened."""
    if visible.is_all_mail:
        return layouts.count(kind, path)
    return sum(1 for _ in _seen(layouts.listing(kind, path), visible))


def own_addresses(places: Iterable[tuple[str, Path]], visible: Visible) -> list[str]:
    """The addresses that most of this mail was sent from or delivered to, likeliest first."""
    sent: Counter[str] = Counter()
    delivered: Counter[str] = Counter()
    written: Counter[str] = Counter()
    read = received = 0
    for found in _samples(places, visible):
        try:
            header = Part(found.read()[0][: 2 * HEADER_BYTES])
        except OSError:
            continue
        read += 1
        if is_sent(found.folder):
            sent.update(_in(header, "from"))
        else:
            received += 1
            delivered.update(_in(header, *_DELIVERED) or _in(header, "to"))
            written.update(_in(header, "from"))
    # Without a folder of sent mail, only who both writes and gets mail can be the owner.
    got = Counter({one: n for one, n in delivered.items() if sent or one in written})
    likely = [one for one, n in sent.items() if n >= _SHARE * (read - received)]
    likely += [one for one, n in got.items() if n >= _SHARE * received and one not in likely]
    return sorted(likely, key=lambda one: -(sent[one] + delivered[one]))[:_MOST]


def _samples(places: Iterable[tuple[str, Path]], visible: Visible) -> Iterator[Found]:
    for kind, path in places:
        for folder in layouts.by_folder(kind, path):
            yield from islice(_seen(folder, visible), _SAMPLE)


def _seen(all_found: Iterable[Found], visible: Visible) -> Iterator[Found]:
    for found in all_found:
        if visible.has_folder(found.folder) and (not visible.is_dated or _is_in(found, visible)):
            yield found


def _is_in(found: Found, visible: Visible) -> bool:
    try:
        raw, arrived = found.read()
    except OSError:
        return False
    return visible.has_moment(read_message(raw[: 2 * HEADER_BYTES], arrived=arrived).sent)


def _in(header: Part, *fields: str) -> set[str]:
    values = [value for field in fields for value in header.fields.get(field, ())]
    return {person.address for value in values for person in addresses(value) if person.address}
