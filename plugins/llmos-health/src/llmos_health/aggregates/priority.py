"""Which source counts where several measured at the same time.

Apple's Health adds up a day so: what the user typed in comes first, then Apple's own devices, the
watch before the phone, then everything else. A record of a later source counts only for the part
of its time in which no earlier source measured anything. The order that a user may have set by hand
is not in an export, so it cannot be followed; within one group the names decide. Exports of other
makers follow the same order: what is worn on the body comes before phones.
"""

from __future__ import annotations

USER, WATCH, PHONE, OTHER = range(4)


def rank_of(source: str, device: str) -> int:
    """The group of a source; lower counts first. What was typed in is marked on each record."""
    described = f"{device} {source}".replace("\N{NO-BREAK SPACE}", " ").casefold()
    if any(name in described for name in ("apple watch", "model:watch", "type:watch")):
        return WATCH
    if any(name in described for name in ("iphone", "ipad", "ipod", "type:phone")):
        return PHONE
    return OTHER
