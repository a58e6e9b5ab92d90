"""Which plugins are installed, and what they declare. Nothing of a plugin is imported here.

discovery.py    entry points and manifests, read as metadata and files
fingerprint.py  what changes when a plugin changes
describing.py   what a plugin's code declares, remembered by fingerprint
"""

from llmos.plugins.describing import Describe, Descriptions
from llmos.plugins.discovery import Found, discover

__all__ = ["Describe", "Descriptions", "Found", "discover"]
