"""Evolution's own copies of mail on IMAP servers: one file a message, named by its number there.

Below `folders`, each mail folder has its messages in `cur`, spread over folders of two figures, and
the folders in it in `subfolders`. What was only looked at in part is not there. Which messages are
unread stands in a database of Evolution's and is not read.
"""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import takewhile

from llmos_mail.reading.eml import EML
from llmos_mail.reading.folders import folder_name


def _name(path: str) -> str:
    _, *steps = path.split(os.sep)  # the first is "folders"
    # A folder may itself be called "cur" or "subfolders": what a step is, its place says.
    below = takewhile(
        lambda pair: pair[0] == "subfolders", zip(steps[1::2], steps[2::2], strict=False)
    )
    names = [*steps[:1], *(name for _, name in below)]
    return "Inbox" if names in (["INBOX"], ["Inbox"]) else folder_name(os.sep.join(names))


def _is_message(name: str) -> bool:
    return name.isascii() and name.isdigit()


EVOLUTION = replace(
    EML,
    holds=lambda folders, files: any(map(_is_message, files)),
    name=_name,
    is_message=_is_message,
)
