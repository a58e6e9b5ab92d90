"""The programs of this computer: opening a file for the user to see. Workers can start nothing."""

from llmos.desktop.opening import open_file, within
from llmos.desktop.slideshow import show_slides

__all__ = ["open_file", "show_slides", "within"]
