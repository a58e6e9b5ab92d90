"""Where a worker may import from: what this process imports from, and the plugin itself."""

from __future__ import annotations

import sys
from pathlib import Path

from llmos.installed import Plugin


def import_roots(plugin: Plugin) -> tuple[Path, ...]:
    """The folders of `sys.path`, in order, without the folder of the running script.

    The worker skips site-packages' start-up files, so paths that an editable install added are
    handed over here. One that works by an import hook has only its own package's folder to give.
    """
    script = Path(sys.argv[0]).resolve().parent
    known = [Path(entry) for entry in sys.path if entry and Path(entry).is_dir()]
    roots = [path for path in known if path.resolve() != script]
    own = plugin.folder.parent
    return tuple(roots) if own in roots else (*roots, own)
