"""The permissions that the tools declare."""

from __future__ import annotations

from llmos import Permission

READ = Permission("files:read")
WRITE = Permission("files:write")
OPEN = Permission("files:open")
