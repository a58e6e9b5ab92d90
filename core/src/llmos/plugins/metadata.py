"""A distribution's name and version, from the head of its metadata file.

`importlib_metadata` would parse the whole file as a mail message, long description and all, and
loading the parser for that takes longer than everything else a listing does.
"""

from __future__ import annotations

from llmos.plugins.distribution import Distribution


def name_and_version(distribution: Distribution) -> tuple[str, str]:
    """Both fields as they are written; a `ValueError` if one is missing."""
    text = distribution.read_text("METADATA") or distribution.read_text("PKG-INFO") or ""
    head = text.partition("\n\n")[0].splitlines()
    fields = dict(line.split(": ", 1) for line in head if line.startswith(("Name: ", "Version: ")))
    if set(fields) != {"Name", "Version"}:
        raise ValueError("the metadata name no package or no version")
    return fields["Name"].strip(), fields["Version"].strip()
