"""Which plugins are installed, and what they declare. Nothing of a plugin is imported here.

inventory.py    the whole of it: usable plugins and those set aside
discovery.py    entry points and manifests, read as metadata and files
fingerprint.py  what changes when a plugin changes
describing.py   what a plugin's code declares, remembered by fingerprint
"""

from llmos.plugins.describing import Describe
from llmos.plugins.discovery import Found, discover
from llmos.plugins.inventory import Inventory

__all__ = ["Describe", "Found", "Inventory", "discover"]
