"""The permissions that the tools need."""

from __future__ import annotations

from llmos import Permission

MAIL = Permission("mail:read")
PROFILE = Permission("profile:read")
WRITE = Permission("mail:write")
SEND = Permission("mail:send")
FILES = Permission("files:write")
