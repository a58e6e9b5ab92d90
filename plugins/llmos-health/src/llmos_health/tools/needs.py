"""The permissions that the tools need."""

from __future__ import annotations

from llmos import Permission

HEALTH = Permission("health:read")
CALENDAR = Permission("calendar:read")
