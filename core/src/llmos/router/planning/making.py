"""One plan in the making: clause by clause, each linked to those before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from llmos.calls import Request, ToolSpec
from llmos.router.planning import linking
from llmos.router.planning.clauses import parted, told
from llmos.router.planning.lookups import found_first, through_mail, with_people, written_about
from llmos.router.planning.naming import described, names
from llmos.router.planning.picking import Picking, Unserved, tells
from llmos.router.planning.plan import MOST_STEPS, Drafted, Plan, Ref, Step
from llmos.router.planning.pointing import Pointing, pointing, spelled_out
from llmos.router.planning.saying import known_words, with_title, without_doubles
from llmos.router.planning.verbs import READING, effects
from llmos.router.router import Router
from llmos.router.schema import Check

_UNASKED = "“{clause}” does not say that I am to “{what}”. Say what to do."


class Making:
    """Makes the plan of one request."""

    def __init__(
        self, router: Router, request: Request, tools: Sequence[ToolSpec], check: Check
    ) -> None:
        self._router = router
        self._request = request
        self._tools = tools
        self._check = check
        self._picking = Picking(router, request, tools, check)
        self._before: list[Drafted] = []
        self._named: list[str] = []
        self._described = ""

    def of(self, clauses: Sequence[str]) -> Plan | None:
        """The plan of these clauses; None if not each of them is served by some tool."""
        try:
            for place, clause in enumerate(clauses):
                self._add(clause, clauses[place + 1] if place + 1 < len(clauses) else "")
        except Unserved as error:
            return Plan(question=error.question) if error.question else None
        return self._made()

    def through_mail(self, clause: str) -> Plan | None:
        """The plan of a request about something that somebody wrote about; None if the tool that
        serves it reads the mail by itself, or nothing can be found so.
        """
        try:
            spec = self._picking.chosen(clause, clause, ())
        except Unserved:
            return None
        written = written_about(clause)
        if written is None or "mail" in spec.takes.values():
            return None
        changes = spec.effect != "read"
        found = through_mail(written, self._tools, self._request, changes=changes)
        if found is None:
            return None
        self._before += found
        at = Pointing(written.clause, things=((0, 0),), kind=written.kind)
        refs = {
            name: msgspec.structs.replace(ref, like=0)
            for name, ref in linking.pointed(spec, at, self._before).items()
        }
        if not refs:
            return None
        self._append(spec, written.clause, refs, {})
        return self._made()

    def _made(self) -> Plan:
        steps = tuple(drafted.step for drafted in self._before)
        if len(steps) > MOST_STEPS:
            return Plan(question=f"That takes more than {MOST_STEPS} steps. Ask for it in parts.")
        for one in self._before:
            if one.spec.effect not in READING | effects(one.step.clause):
                what = one.spec.summary.rstrip(".")
                return Plan(question=_UNASKED.format(clause=one.step.clause, what=what))
        return Plan(steps, _asking(self._before))

    def _add(self, clause: str, following: str) -> None:
        """Append the steps of a clause; raises `Unserved`."""
        clause = spelled_out(clause, linking.yielding(set(), self._before))
        head, message = parted(clause)
        at = pointing(head)
        is_named = bool(at.people and self._named)
        if is_named:
            clause = at.naming(self._named[-1]) + clause[len(head) :]
            head, message = parted(clause)
            at = pointing(head)
        if self._described and (about := at.as_topic(self._described)):
            clause = head = about
            at = pointing(head)
        spec = self._picking.tool(clause, head, at, self._before)
        if spec.effect == "read" and following:
            spec = self._picking.leading_on(spec, clause, following, self._before)
        if at.people and not any("person" in one.spec.yields for one in self._before):
            self._before = with_people(self._before, self._tools, self._request)
        known = known_words(spec, clause, message, self._described, self._request)
        refs = self._links(spec, at, known, is_named=is_named)
        refs |= (people := linking.met(spec, known, self._before))
        known = {name: value for name, value in known.items() if name not in people}
        text = clause
        if message and "person" in spec.takes.values():
            text = at.bare() if refs else head
        elif refs:
            text = at.bare() + (f" {message}" if message else "")
        elif at.things and self._described:
            text = at.spelled("", self._described) + (f" {message}" if message else "")
        self._append(spec, text, refs, known)
        self._named += names(clause) or told(clause)
        if not at.things:
            self._described = described(clause) or self._described

    def _links(
        self, spec: ToolSpec, at: Pointing, known: dict[str, Any], *, is_named: bool
    ) -> dict[str, Ref]:
        refs = linking.pointed(spec, at, self._before)
        if is_named and not refs:
            refs = linking.lacking(spec, {}, (), self._before)
        takes = set(spec.takes.values())
        if {"person", "words"} <= takes and not any(spec.takes.get(n) == "words" for n in known):
            refs |= linking.saying_what_was_done(spec, self._before)
        return {name: ref for name, ref in refs.items() if name not in known}

    def _append(
        self, spec: ToolSpec, text: str, refs: dict[str, Ref], known: dict[str, Any]
    ) -> None:
        unsaid = _unsaid(spec, text, refs, known)
        narrow = linking.without(linking.narrowed(spec, refs), {*known, *unsaid})
        arguments, missing = self._given(narrow, text, loose=bool(refs or known or unsaid))
        nobodys = linking.called_like_people(spec, arguments)
        arguments = {name: value for name, value in arguments.items() if name not in nobodys}
        missing += (*unsaid, *nobodys)
        more = {} if refs else linking.lacking(spec, arguments | known, missing, self._before)
        more = {name: ref for name, ref in more.items() if name not in arguments | known}
        if missing and more:
            narrow = linking.without(linking.narrowed(spec, refs | more), set(known))
            again, missing = self._filled(narrow, text, loose=True)
            arguments |= again
            missing = tuple(name for name in missing if name not in arguments)
        still = tuple(name for name in missing if name not in more)
        said = msgspec.structs.replace(self._request, text=text)
        whole = with_title(spec, without_doubles(spec, arguments | known), said)
        step = Step(spec.name, whole, refs | more, text, still)
        self._before += found_first(
            step, spec, self._tools, len(self._before), self._request, self._before
        )

    def _given(
        self, spec: ToolSpec, text: str, *, loose: bool
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The arguments that a text gives; one that only says who is told has given all it has."""
        if told(text):
            return {}, tuple(spec.parameters.get("required", ()))
        return self._filled(spec, text, loose=loose)

    def _filled(
        self, spec: ToolSpec, text: str, *, loose: bool
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The arguments that a text gives. What lacks some yet is not the plugin's to check."""
        request = msgspec.structs.replace(self._request, text=text)
        check = (lambda call: None) if loose else self._check
        filled = self._router.fill(spec, request, check)
        return (dict(filled.call.arguments) if filled.call else {}), filled.missing


def _unsaid(
    spec: ToolSpec, text: str, refs: Mapping[str, Ref], known: Mapping[str, Any]
) -> tuple[str, ...]:
    """The words of a message that somebody shall be told, and that nothing says."""
    if not tells(text):
        return ()
    names = spec.parameters.get("required", ())
    words = [name for name in names if spec.takes.get(name) == "words"]
    return tuple(name for name in words if name not in refs and name not in known)


def _asking(drafted: Sequence[Drafted]) -> str:
    """What must be said before the plan can run."""
    lacking = [
        f"{one.spec.name} needs to know more: {_spoken(one.spec, name)}?"
        for one in drafted
        for name in one.step.missing
    ]
    return " ".join(lacking)


def _spoken(spec: ToolSpec, name: str) -> str:
    properties = spec.parameters.get("properties", {})
    return str(properties.get(name, {}).get("description") or name).rstrip(".")
