"""The tool of each clause, in the light of what earlier steps find and of what the verb allows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import msgspec

from llmos.calls import Request, ToolSpec
from llmos.router.planning import linking
from llmos.router.planning.clauses import parted, told
from llmos.router.planning.plan import Drafted
from llmos.router.planning.pointing import Pointing, kinds_named, object_kind, pointing
from llmos.router.planning.verbs import READING, effects
from llmos.router.router import Router
from llmos.router.schema import Check
from llmos.router.words import mentions_time

_MAKING = frozenset(
    """
    put add schedule block book enter plan create trag trage setze plane mets ajoute planifie
    """.split()
)
_FINDS = re.compile(
    r"(?:please\s+|bitte\s+)?(?:find|search|look\s+for|finde|suche|such|trouve|cherche)\b(?!\s+out\b)",
    re.I,
)
_MAKES_NEW = re.compile(
    rf"(?:{'|'.join(sorted(_MAKING))})\s+"
    r"(?:an?\s|eine?n?\s|une?\s|.*\b(?:calendar|diary|kalender|agenda|calendrier)\b)",
    re.I,
)
_TEXTS = {"mail", "file", "draft"}
_TELLING = frozenset("tell inform notify let sag sage informiere préviens dis".split())


class Unserved(Exception):
    """A clause that no tool serves, or that could mean two; `question` then asks which."""

    def __init__(self, question: str = "") -> None:
        super().__init__(question)
        self.question = question


class Picking:
    """Picks among the tools for one request."""

    def __init__(
        self, router: Router, request: Request, tools: Sequence[ToolSpec], check: Check
    ) -> None:
        self._router = router
        self._request = request
        self._tools = tools
        self._check = check

    def tool(self, clause: str, head: str, at: Pointing, before: Sequence[Drafted]) -> ToolSpec:
        """The tool of a clause whose head, without what is told, points at this."""
        if (told(head) or (at.people and tells(head))) and (teller := self._teller()):
            return teller
        kind = at.kind or linking.yielding(set(), before)
        rest = clause[len(head) :]
        if at.things and kind:
            text = at.spelled(kind) + rest
            try:
                return self.chosen(text, clause, before)
            except Unserved:
                taking = [one.name for one in self._tools if kind in one.takes.values()]
                return self.chosen(text, clause, before, taking)
        if at.there and before:
            makers = self._makers() if _makes(head) else ()
            return self.chosen(at.timed().clause + rest, clause, before, makers)
        spec = self.chosen(clause, clause, before)
        if spec not in (fitting := self._that_fit(clause)) and fitting:
            return self.chosen(clause, clause, before, [one.name for one in fitting])
        return spec

    def _that_fit(self, clause: str) -> list[ToolSpec]:
        """The tools that a clause leaves, by the way it is said; empty if it leaves all: what is to
        be found is listed, what is called a mail is no file, and what is put at a time is made.
        """
        fitting = self._listing() if _FINDS.match(clause) else list(self._tools)
        if effects(clause) == READING and (kind := object_kind(clause)):
            fitting = [
                one
                for one in fitting
                if one.effect == "read" and kind in {*one.takes.values(), *one.yields}
            ]
        if len(fitting) < len(self._tools):
            return fitting
        if _MAKES_NEW.match(clause) and mentions_time(clause) and not kinds_named(clause) & _TEXTS:
            return [tool for tool in self._tools if tool.name in self._makers()]
        return []

    def leading_on(
        self, spec: ToolSpec, clause: str, following: str, before: Sequence[Drafted]
    ) -> ToolSpec:
        """This tool, or the one that finds what the next clause goes on with: "find the lease and
        tell me what it says" looks for a file, because only a file is read so.
        """
        at = pointing(parted(following)[0])
        kinds = [kind for kind in spec.yields if kind not in linking.FACETS]
        named = {at.kind} if at.kind else kinds_named(clause)
        if not at.things or not kinds or named & set(kinds):
            return spec
        try:
            after = self.chosen(at.spelled(kinds[0]), following, before)
        except Unserved:
            return spec
        wanted = set(after.takes.values()) - linking.FACETS
        if after == spec and not wanted:  # what is found is found by another than what goes on
            finders = [
                one.name for one in self._listing() if "moment" in one.yields and one != spec
            ]
        elif not wanted or wanted & set(kinds):
            return spec
        else:
            finders = [
                one.name
                for one in self._listing()
                if any("[" in one.yields.get(kind, "") for kind in wanted)
            ]
        try:
            return self.chosen(clause, clause, before, finders) if finders else spec
        except Unserved:
            return spec

    def chosen(
        self, text: str, clause: str, before: Sequence[Drafted], among: Collection[str] = ()
    ) -> ToolSpec:
        """The tool for a text, one that does no more than the verb of the clause allows; raises
        `Unserved`.
        """
        found = self._pick(text, among)
        allowed = effects(clause)
        fitting = [tool for tool in found if tool.effect in allowed]
        if not fitting:
            named = [one.name for one in self._tools if one.effect in allowed]
            fitting = self._pick(text, [name for name in named if not among or name in among])
        if len(fitting) == 1:
            return fitting[0]
        if one := _going_on(fitting, before):
            return one
        raise Unserved(f"In “{text}”, do you mean {fitting[0].name} or {fitting[1].name}?")

    def _pick(self, text: str, among: Collection[str]) -> list[ToolSpec]:
        """The tool for a text and, if it is as likely, another one; raises `Unserved`."""
        request = msgspec.structs.replace(self._request, text=text)
        choice = self._router.pick(request, self._tools, self._check, among)
        if choice.tool is None:
            raise Unserved
        return [choice.tool, *(tool for tool in self._tools if tool.name == choice.rival)]

    def _listing(self) -> list[ToolSpec]:
        """The tools that only read and list several records."""
        return [
            tool
            for tool in self._tools
            if tool.effect == "read" and any("[" in path for path in tool.yields.values())
        ]

    def _makers(self) -> list[str]:
        """The tools that put something new at a time."""
        return [
            tool.name
            for tool in self._tools
            if tool.effect == "write"
            and "moment" in tool.takes.values()
            and set(tool.takes.values()) <= linking.FACETS
        ]

    def _teller(self) -> ToolSpec | None:
        """The tool that writes to somebody without sending it, and answers nothing."""
        for tool in self._tools:
            takes = set(tool.takes.values())
            writes = tool.effect == "write" and "address" in tool.destinations.values()
            if writes and {"person", "words"} <= takes and not takes & {"mail", "event", "draft"}:
                return tool
        return None


def tells(head: str) -> bool:
    """Whether this begins with telling somebody something."""
    return bool(head.split()) and re.split(r"[\s-]", head.strip())[0].casefold() in _TELLING


def _makes(head: str) -> bool:
    return bool(head.split()) and head.split()[0].casefold() in _MAKING


def _going_on(rivals: Sequence[ToolSpec], before: Sequence[Drafted]) -> ToolSpec | None:
    """The one that can go on with what was found; of two that only read, the likelier one."""
    found = {kind for drafted in before for kind in drafted.spec.yields}
    going_on = [tool for tool in rivals if (set(tool.takes.values()) - linking.FACETS) & found]
    if len(going_on) == 1:
        return going_on[0]
    return rivals[0] if all(tool.effect in READING for tool in rivals) else None
