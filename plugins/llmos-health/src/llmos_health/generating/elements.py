"""The text of one element of an export, in Apple's order of attributes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

QUANTITY = "HKQuantityTypeIdentifier"
CATEGORY = "HKCategoryTypeIdentifier"

Metadata = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Device:
    """What wrote a record: the name of the source, its version and the device's description."""

    source: str
    version: str
    description: str

    def attributes(self, session: int) -> str:
        """Its attributes; Apple writes an address in memory into the description."""
        device = self.description.format(pointer=f"0x{0x280000000 + session * 0x90:x}")
        written = f' device="{device}"' if device else ""
        return (
            f"sourceName={quoteattr(self.source)} sourceVersion={quoteattr(self.version)}{written}"
        )


_DEVICE = (
    "&lt;&lt;HKDevice: {{pointer}}&gt;, name:{name}, manufacturer:Apple Inc., "
    "model:{model}, hardware:{hardware}, software:{software}&gt;"
)


def apple_watch(source: str) -> Device:
    """A watch of that name."""
    description = _DEVICE.format(
        name="Apple Watch", model="Watch", hardware="Watch6,7", software="10.2"
    )
    return Device(source, "10.2", description)


def iphone(source: str) -> Device:
    """A phone of that name."""
    description = _DEVICE.format(
        name="iPhone", model="iPhone", hardware="iPhone14,5", software="17.2.1"
    )
    return Device(source, "17.2.1", description)


def record(
    head: str, created: str, start: str, end: str, value: str | None, metadata: Metadata = ()
) -> str:
    """One record; `head` holds everything up to the dates."""
    written = "" if value is None else f' value="{value}"'
    opening = (
        f' <Record {head} creationDate="{created}" startDate="{start}" endDate="{end}"{written}'
    )
    if not metadata:
        return f"{opening}/>\n"
    return f"{opening}>\n{entries(metadata)} </Record>\n"


def entries(metadata: Metadata) -> str:
    """The metadata of an element, one line each."""
    return "".join(
        f"  <MetadataEntry key={quoteattr(key)} value={quoteattr(value)}/>\n"
        for key, value in metadata
    )


def head(type_: str, device: Device, session: int, unit: str = "") -> str:
    """What stands before the dates of a record."""
    written = f' unit="{unit}"' if unit else ""
    return f'type="{type_}" {device.attributes(session)}{written}'
