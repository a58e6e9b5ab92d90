"""What every worker may read: the interpreter and what it needs to run, and nothing of the user.

Worked out in the process that starts workers, used in the worker: `/proc/self` must reach the
worker unresolved, or it would open the starter's own entry.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

_LIBRARIES = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/etc/ld.so.cache",
    "/nix/store",
)
# Not /etc/ssl as a whole: it also keeps private keys.
_CERTIFICATES = (
    "/etc/ssl/certs",
    "/etc/ssl/cert.pem",
    "/etc/ssl/openssl.cnf",
    "/etc/pki/tls/certs",
    "/etc/pki/tls/openssl.cnf",
    "/etc/pki/ca-trust/extracted",
    "/etc/crypto-policies",
    "/etc/ca-certificates",
    "/usr/share/ca-certificates",
    "/usr/local/share/ca-certificates",
)
_TIME_ZONES = ("/usr/share/zoneinfo", "/etc/zoneinfo", "/etc/localtime", "/etc/timezone")
# The standard library opens these tables wherever it sees them, and does not forgive a refusal.
_MIME_TYPES = (
    "/etc/mime.types",
    "/etc/httpd/mime.types",
    "/etc/httpd/conf/mime.types",
    "/etc/apache/mime.types",
    "/etc/apache2/mime.types",
    "/usr/local/etc/mime.types",
)
# What Tesseract knows of alphabets: public data, which plugins that read pictures need.
_ALPHABETS = ("/usr/share/tesseract-ocr", "/usr/share/tessdata")
_LANGUAGES = ("/usr/share/locale", "/usr/share/i18n")
_MACHINE = (
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
    "/dev/null",
    "/dev/zero",
    "/dev/random",
    "/dev/urandom",
)
# Not /proc/self as a whole: its net folder lists the machine's connections.
_OWN_PROCESS = tuple(
    f"/proc/self/{name}"
    for name in (
        *("auxv", "cgroup", "cmdline", "fd", "limits", "maps"),
        *("mountinfo", "stat", "statm", "status"),
    )
)


def base_read_paths(import_roots: Iterable[Path] = ()) -> tuple[Path, ...]:
    """The interpreter, shared libraries, certificates, time zones and what describes the machine.

    `import_roots` are the worker's import roots: site-packages, and the source folders of
    editable installs. What this machine does not have is left out.
    """
    system = (_LIBRARIES, _CERTIFICATES, _TIME_ZONES, _MIME_TYPES, _ALPHABETS, _LANGUAGES, _MACHINE)
    wanted = [*import_roots, *_interpreter()]
    wanted += [Path(path) for group in (*system, _OWN_PROCESS) for path in group]
    return tuple(path for path in dict.fromkeys(wanted) if os.path.exists(path))


def _interpreter() -> list[Path]:
    """The program, its standard library and the libraries shipped beside it (conda, pyenv)."""
    base = Path(sys.base_prefix)
    program = Path(os.path.realpath(sys.executable))
    library = [Path(os.__file__).parent, Path(sys.base_exec_prefix, sys.platlibdir)]
    beside = [base / "lib", base / "ssl"]
    return [program, Path(sys.prefix, "pyvenv.cfg"), *library, *beside]
