"""The data-flow rule: other people's words must not steer what is changed or sent, and where to.

A `Flow` remembers what one request said and what its calls brought in; `decide` looks at the next
call. Both are deterministic: no model, no classifier, nothing read from disk. A destination is
trusted if it is the user's: named in the request, the user's own address, found in the address
book, or the id of a record that this request looked up with the same plugin. All else, and each
deletion, is put before the user.

The rule is about where things go, not about what is in them: the words of a mail to a trusted
address are the plugin's preview's business. And which of several records that were looked up is
meant stays the model's choice, which is why an id never suffices for a deletion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from llmos.blocks import Output
from llmos.broker.provenance import Provenance, named, strings, typed
from llmos.calls import ToolSpec
from llmos.labels import Label, is_address_book

_RECORDS = frozenset({"path", "event", "id"})
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class FlowDecision:
    """The verdict on where a call goes, why, and the source of each of its destinations."""

    verdict: Literal["allow", "confirm"]
    reason: str
    destinations: tuple[Provenance, ...] = ()


UNCHECKED = FlowDecision("confirm", "llmos has not checked where it goes")
"""For calls that no flow was asked about."""


@dataclass(frozen=True)
class Read:
    """What one run brought in: the ids of its records, and the addresses that it vouches for."""

    tool: str
    plugin: str
    label: Label
    records: tuple[str, ...]
    addresses: frozenset[str]
    texts: tuple[str, ...]


@dataclass
class Flow:
    """What is known while one request is served. A conversation goes on with the same one."""

    words: list[str] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    reads: list[Read] = field(default_factory=list)

    def begin(self, words: str, own: Iterable[str]) -> None:
        """Hear the user's own words, and know the user's own addresses."""
        if words not in self.words:
            self.words.append(words)
        self.own.update(address for one in own if (address := typed("address", one)))

    def ran(self, spec: ToolSpec, arguments: dict[str, Any], output: Output, label: Label) -> None:
        """Remember what a call brought in, changes too: they tell the ids of what they made."""
        self.reads.append(
            Read(
                tool=spec.name,
                plugin=spec.plugin,
                label=label,
                records=tuple(citation.id for citation in output.citations),
                addresses=self._vouched(spec, arguments, output),
                texts=tuple(strings(output.value)),
            )
        )

    def recalled(self, label: Label, texts: Iterable[str]) -> None:
        """Remember what an earlier conversation brought in and is shown again."""
        self.reads.append(Read("an earlier turn", "", label, (), frozenset(), tuple(texts)))

    @property
    def untrusted(self) -> list[Read]:
        """The reads that carry other people's words, the newest first."""
        return [read for read in reversed(self.reads) if read.label == "untrusted"]

    def source(self, kind: str, value: str, plugin: str) -> tuple[str, bool]:
        """Where a value of that kind comes from, and whether that is to be trusted."""
        own = typed(kind, value)
        if own is None:
            return f"not readable as {kind}", False
        if any(own in named(kind, words) for words in self.words):
            return "in your request", True
        if kind == "address" and own in self.own:
            return "your own address", True
        for read in self.reads:
            if _vouches(read, kind, own, plugin):
                return f"looked up by {read.tool}", True
        for read in self.untrusted:
            if any(own in named(kind, text) for text in read.texts):
                return f"from untrusted {read.tool}", False
        return "of unknown origin", False

    def _vouched(self, spec: ToolSpec, arguments: dict[str, Any], output: Output) -> frozenset[str]:
        """The addresses that an address book gave.

        Once other people's words were read, they may have chosen whom to look up. Then a lookup
        counts only if it was made in the user's words and found one address.
        """
        if spec.effect != "read" or not is_address_book(spec.needs):
            return frozenset()
        values = {typed("address", text) for text in strings(output.value)}
        found = frozenset(value for value in values if value)
        steered = self.untrusted and not (self._in_request(arguments) and len(found) == 1)
        return frozenset() if steered else found

    def _in_request(self, arguments: dict[str, Any]) -> bool:
        heard = [_spelled(words) for words in self.words]
        asked = [_spelled(text) for text in strings(arguments)]
        return bool(asked) and all(
            one.strip() and any(one in words for words in heard) for one in asked
        )


def decide(spec: ToolSpec, arguments: dict[str, Any], flow: Flow) -> FlowDecision:
    """Whether this call may run as far as its destinations go, or must be confirmed first."""
    if spec.effect == "read":
        return FlowDecision("allow", "it only reads")
    destinations = tuple(
        Provenance(parameter, value, *flow.source(kind, value, spec.plugin))
        for parameter, kind in spec.destinations.items()
        for value in strings(arguments.get(parameter))
        if value
    )
    objection = _objection(spec, destinations, flow)
    if objection:
        return FlowDecision("confirm", objection, destinations)
    return FlowDecision("allow", "nothing but the user says where it goes", destinations)


def _objection(spec: ToolSpec, destinations: tuple[Provenance, ...], flow: Flow) -> str:
    """Why the call must be confirmed, without any of its contents; empty if it need not be."""
    if spec.effect not in ("write", "send"):
        return "it deletes or cancels"
    doubtful = {place.parameter: place.source for place in destinations if not place.trusted}
    if doubtful:
        return "; ".join(f"“{name}” is {source}" for name, source in doubtful.items())
    if spec.effect == "send" and not destinations and flow.untrusted:
        return f"it sends after reading {flow.untrusted[0].tool}, and does not say where to"
    return ""


def _vouches(read: Read, kind: str, value: str, plugin: str) -> bool:
    if kind == "address":
        return value in read.addresses
    # Ids of different plugins are different ids, even if they are written alike.
    same_owner = kind in _RECORDS and read.plugin == plugin
    return same_owner and value in {typed(kind, record) for record in read.records}


def _spelled(text: str) -> str:
    """The words of a text, one blank around each, so that only whole words are found in it."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
