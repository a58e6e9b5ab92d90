"""`plugin.toml`: what a plugin says about itself before any of its code runs."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import msgspec

from llmos.errors import ManifestError
from llmos.permissions import VOCABULARY, is_known
from llmos.sources import SourceKind

API_VERSION = 1
FILE_NAME = "plugin.toml"

_ID = re.compile(r"[a-z][a-z0-9_]*")
_SOURCE_KEYS = frozenset(SourceKind.__struct_fields__)


class Manifest(msgspec.Struct, frozen=True):
    """The static part of a plugin.

    `permissions` maps each permission that the plugin may ask for to the reason the user reads;
    `sources` maps each kind of source to its description. `accounts` names the setting that lists
    accounts on servers, if there is one: a plugin with an account needs no source.
    """

    id: str
    api: int
    summary: str
    permissions: dict[str, str] = {}
    sources: dict[str, SourceKind] = {}
    accounts: str = ""


def parse_manifest(text: str, *, where: str) -> Manifest:
    """Read a manifest; `where` names the file or distribution in error messages."""
    try:
        data: dict[str, Any] = tomllib.loads(text)
        manifest = msgspec.convert(data, Manifest)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ManifestError(where, f"The manifest of {where} cannot be read: {error}.") from error
    _check(manifest, where)
    _check_keys(data, where)
    return manifest


def is_id(name: str) -> bool:
    """Whether a plugin could be called so; only such a name is ever made part of a path."""
    return bool(_ID.fullmatch(name))


def _check(manifest: Manifest, where: str) -> None:
    if not is_id(manifest.id):
        raise ManifestError(
            where,
            f"The manifest of {where} has the id {manifest.id!r}; "
            "an id is lower-case letters, digits and underscores.",
        )
    if manifest.api != API_VERSION:
        raise ManifestError(
            where,
            f"The plugin {manifest.id} is written for API {manifest.api}; "
            f"this llmos speaks API {API_VERSION}.",
            hint="Update the plugin or llmos.",
        )
    _check_permissions(manifest, where)


def _check_permissions(manifest: Manifest, where: str) -> None:
    for name in manifest.permissions:
        if not is_known(name, manifest.id):
            raise ManifestError(
                where,
                f"The plugin {manifest.id} asks for the permission {name!r}, which does not exist.",
                hint="Known ones: " + ", ".join(VOCABULARY) + f", and {manifest.id}:<action>.",
            )
    for kind, source in manifest.sources.items():
        for permission in filter(None, (source.permission, source.change)):
            if permission not in manifest.permissions:
                raise ManifestError(
                    where,
                    f"The plugin {manifest.id} has a source {kind!r} that {permission} opens, "
                    "but does not ask for that permission.",
                )


def _check_keys(data: dict[str, Any], where: str) -> None:
    unknown = set(data) - set(Manifest.__struct_fields__)
    for name, source in data.get("sources", {}).items():
        unknown.update(f"sources.{name}.{key}" for key in set(source) - _SOURCE_KEYS)
    if unknown:
        raise ManifestError(
            where, f"The manifest of {where} has unknown entries: {', '.join(sorted(unknown))}."
        )
