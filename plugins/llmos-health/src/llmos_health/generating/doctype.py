"""The document type at the head of an export."""

from __future__ import annotations

_DATED = (
    ("sourceName", True),
    ("sourceVersion", False),
    ("device", False),
    ("creationDate", False),
    ("startDate", True),
    ("endDate", True),
)
_SHAPES: dict[str, tuple[str, tuple[tuple[str, bool], ...]]] = {
    "HealthData": (
        "(ExportDate,Me?,(Record|Correlation|Workout|ActivitySummary)*)",
        (("locale", True),),
    ),
    "ExportDate": ("EMPTY", (("value", True),)),
    "Record": (
        "(MetadataEntry*)",
        (("type", True), ("unit", False), ("value", False), *_DATED),
    ),
    "Correlation": ("((MetadataEntry|Record)*)", (("type", True), *_DATED)),
    "Workout": (
        "((MetadataEntry|WorkoutEvent|WorkoutRoute|WorkoutStatistics)*)",
        (("workoutActivityType", True), ("duration", False), ("durationUnit", False), *_DATED),
    ),
    "MetadataEntry": ("EMPTY", (("key", True), ("value", True))),
}


def _declared(name: str) -> str:
    content, attributes = _SHAPES[name]
    lines = "".join(
        f"  {attribute} CDATA {'#REQUIRED' if required else '#IMPLIED'}\n"
        for attribute, required in attributes
    )
    return f"<!ELEMENT {name} {content}>\n<!ATTLIST {name}\n{lines}>\n"


DOCTYPE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n'
    "<!-- HealthKit Export Version: 14 -->\n" + "".join(map(_declared, _SHAPES)) + "]>\n"
)
