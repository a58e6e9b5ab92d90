"""Which plugins are installed, and what they declare. Nothing of a plugin is imported here.

inventory.py    the whole of it: usable plugins and those set aside
discovery.py    entry points and manifests, read as metadata and files
fingerprint.py  what changes when a plugin changes
describing.py   what a plugin's code declares, remembered by fingerprint
phrases.py      what people say for its tools, from a file beside the code
updates.py      whether a plugin asks for more than the user accepted
accepted.py     what the user accepted
"""

from llmos.plugins.accepted import SCHEMA, AcceptedPlugins, read_accepted
from llmos.plugins.describing import Describe
from llmos.plugins.discovery import Found, discover
from llmos.plugins.inventory import Inventory
from llmos.plugins.updates import Accepted, Held, narrower

__all__ = [
    "SCHEMA",
    "Accepted",
    "AcceptedPlugins",
    "Describe",
    "Found",
    "Held",
    "Inventory",
    "discover",
    "narrower",
    "read_accepted",
]
