"""Confinement of the process that a plugin's code runs in, enforced by the operating system.

`confine` is called once, in the worker, after its helpers are imported and before the plugin is:
resource limits, no new privileges, not dumpable, an end with the process that started it, Landlock
for paths, seccomp for system calls.
Standard library only; works as root and as an ordinary user, on Linux for x86_64 and aarch64.
Elsewhere `tier` says "not enforced here", and whether to run plugins then is not decided here.

What it does not stop, so that nobody relies on it:

- Foreign paths can be looked up: whether they exist, their size, times and link targets
  (`stat`, `readlink`). Landlock has no right for that. Their contents, and the names inside
  foreign folders, stay closed.
- A file that a grant opens for reading can also be locked with `flock`.
- A write folder can be filled: the file-size limit is for one file, not for the disk.
- Descriptors that were open before stay usable: whoever starts the worker hands over only its
  channel, which must be a stream, and keeps the environment to an allow-list.

A worker cannot change owners, modes, times or attributes, not even of its own files, and makes no
links: `shutil.copyfile` works there, `shutil.copy` does not.
"""

from llmos.sandbox.confinement import confine
from llmos.sandbox.paths import base_read_paths
from llmos.sandbox.policy import Policy
from llmos.sandbox.tiers import Tier, tier
from llmos.sandbox.unavailable import SandboxUnavailable

__all__ = ["Policy", "SandboxUnavailable", "Tier", "base_read_paths", "confine", "tier"]
