"""Deciding about a call: allowed, to be asked, or denied, always with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from llmos.blocks import Block
from llmos.broker.flow import UNCHECKED, FlowDecision
from llmos.broker.grants import Grant, Grants, Lasting
from llmos.broker.limits import Going
from llmos.broker.narrowing import is_narrower
from llmos.broker.question import Answer, Asker, Question, Want
from llmos.broker.session import session
from llmos.broker.standing import Need, Standing, standing
from llmos.calls import Call, Effect
from llmos.errors import PermissionDenied
from llmos.installed import Plugin
from llmos.permissions import Permission
from llmos.scope import Scope


@dataclass(frozen=True)
class Wish:
    """A call that wants to run: everything that the decision depends on.

    `opens` maps a permission to the places that it would open; `goes` is where the call would go,
    and `flow` what the data-flow rule says about that. `agreed` is what the user has allowed for
    this request alone; an answer "once" is added to it.
    """

    plugin: Plugin
    call: Call
    needs: tuple[str, ...]
    effect: Effect = "read"
    foreground: bool = True
    opens: dict[str, tuple[str, ...]] | None = None
    goes: tuple[Going, ...] = ()
    flow: FlowDecision = UNCHECKED
    agreed: list[Grant] = field(default_factory=list)

    def need(self, permission: str) -> Need:
        """One of the permissions, with what this call would do with it."""
        return Need(
            plugin=self.plugin.id,
            distribution=self.plugin.distribution,
            permission=permission,
            foreground=self.foreground,
            places=(self.opens or {}).get(permission, ()),
            goes=self.goes,
        )


@dataclass(frozen=True)
class Decision:
    """The verdict, why, and how each of the needed permissions stands."""

    verdict: Literal["allow", "ask", "deny"]
    reason: str
    standings: tuple[Standing, ...] = ()

    @property
    def missing(self) -> tuple[Standing, ...]:
        """What is still to be asked for."""
        return tuple(one for one in self.standings if one.verdict == "ask")

    @property
    def scopes(self) -> dict[str, Scope]:
        """The permissions that the call has if it runs, and how far each of them reaches."""
        return {one.need.permission: one.scope for one in self.standings}


class Broker:
    """Default deny: what no grant in force covers is asked for, or refused.

    `accept` is told of each plugin that the user says yes to, before anything comes of it;
    `narrowed` of each whose answers allow less than before, after that is kept.
    """

    def __init__(
        self,
        grants: Grants,
        accept: Callable[[Plugin], None],
        narrowed: Callable[[str], None],
    ) -> None:
        self._grants = grants
        self._accept = accept
        self._narrowed = narrowed

    def decide(self, wish: Wish) -> Decision:
        """What the grants say about this call, without asking anybody."""
        standings = tuple(self._standing(wish, permission) for permission in wish.needs)
        if denied := [one for one in standings if one.verdict == "deny"]:
            return Decision("deny", denied[0].why, standings)
        if missing := [one for one in standings if one.verdict == "ask"]:
            return Decision("ask", _reasons(missing), standings)
        return Decision(
            "allow", "granted: " + (", ".join(wish.needs) or "needs nothing"), standings
        )

    def permit(self, wish: Wish, asker: Asker | None) -> Decision:
        """Let the call have what it needs or raise `PermissionDenied`; asks once for all that is
        missing. A call that only reads may then run; any other must pass the gate besides.
        """
        decision = self.decide(wish)
        if decision.verdict == "ask":
            decision = self._ask(wish, decision, asker)
        if decision.verdict == "deny":
            raise self._denied(wish, decision)
        self._grants.mark_used(wish.plugin.id, wish.needs, foreground=wish.foreground)
        return decision

    def permit_all(self, wishes: Sequence[Wish], asker: Asker | None) -> list[Grant]:
        """Let the calls of a plan have what they need before the first of them runs, or raise
        `PermissionDenied`; asks once for all that is missing. Gives back what was allowed once.

        Each call is decided again when its turn comes; then more may be known of it.
        """
        asked: list[tuple[Wish, tuple[Standing, ...]]] = []
        for wish, decision in [(wish, self.decide(wish)) for wish in wishes]:
            if decision.verdict == "deny":
                raise self._denied(wish, decision)
            known = {_subject(one) for _, missing in asked for one in missing}
            if missing := tuple(one for one in decision.missing if _subject(one) not in known):
                asked.append((wish, missing))
        if not asked:
            return []
        if asker is None:
            raise _all_denied(asked, "nobody can be asked")
        first, *more = [question_of(wish, missing) for wish, missing in asked]
        answer = asker.ask(replace(first, more=tuple(more)))
        for wish, missing in asked:
            self._heard(wish, missing, answer)
        if answer in ("no", "never"):
            raise _all_denied(asked, f"you answered {answer}")
        return [_kept(one, "once") for _, missing in asked for one in missing if answer == "once"]

    def gate(self, wish: Wish, asker: Asker | None, preview: Sequence[Block] = ()) -> str:
        """Show what the call is about to do, and let it if the data-flow rule or the user does.

        Gives back why it may, or raises `PermissionDenied`.
        """
        question = replace(question_of(wish), preview=tuple(preview))
        if wish.flow.verdict == "allow":
            if asker is not None and preview:
                asker.show(question)
            return wish.flow.reason
        if asker is None or not asker.confirm(question):
            raise _unconfirmed(wish, asker)
        return f"you confirmed: {wish.flow.reason}"

    def kept(self, plugin: Plugin, foreground: bool) -> dict[str, Scope]:
        """How far the answers that are kept let this plugin go, whatever it runs."""
        found = {
            permission: self._grants.in_force(plugin.id, permission, foreground=foreground)
            for permission in plugin.manifest.permissions
        }
        return {
            permission: grant.scope
            for permission, grants in found.items()
            for grant in sorted(grants, key=lambda one: one.answer, reverse=True)
            if grant.answer != "never" and grant.distribution == plugin.distribution
        }

    def keep(self, plugin: Plugin, grants: Iterable[Grant]) -> None:
        """Keep the user's answers about this plugin as it is now."""
        self._accept(plugin)
        kept = list(grants)
        before = {one: self._before(one) for one in kept}
        self._grants.add(kept)
        if any(is_narrower(one, old) for one, others in before.items() for old in others):
            self._narrowed(plugin.id)

    def _before(self, grant: Grant) -> list[Grant]:
        return self._grants.in_force(grant.plugin, grant.permission, foreground=grant.foreground)

    def _standing(self, wish: Wish, permission: str) -> Standing:
        need = wish.need(permission)
        if permission not in wish.plugin.manifest.permissions:
            why = f"{wish.plugin.id} does not ask for {permission} in its manifest"
            return Standing(need, "deny", why)
        kept = self._grants.in_force(wish.plugin.id, permission, foreground=wish.foreground)
        once = [
            grant
            for grant in wish.agreed
            if (grant.plugin, grant.permission) == (wish.plugin.id, permission)
        ]
        return standing(need, [*kept, *once], self._grants.now())

    def _ask(self, wish: Wish, decision: Decision, asker: Asker | None) -> Decision:
        if asker is None:
            return replace(decision, verdict="deny")
        answer: Answer = asker.ask(question_of(wish, decision.missing))
        self._heard(wish, decision.missing, answer)
        verdict: Literal["allow", "deny"] = "deny" if answer in ("no", "never") else "allow"
        return replace(decision, verdict=verdict, reason=f"you answered {answer}")

    def _heard(self, wish: Wish, missing: tuple[Standing, ...], answer: Answer) -> None:
        """Keep an answer, or know for this request alone that it was a yes."""
        if answer in ("session", "always", "never"):
            self.keep(wish.plugin, [_kept(one, answer) for one in missing])
        if answer == "once":
            self._accept(wish.plugin)
            wish.agreed.extend(_kept(one, answer) for one in missing)

    def _denied(self, wish: Wish, decision: Decision) -> PermissionDenied:
        wanted = decision.missing or tuple(s for s in decision.standings if s.verdict == "deny")
        return PermissionDenied(
            f"{wish.call.tool} may not run: {decision.reason}.",
            plugin=wish.plugin.id,
            permissions=[one.need.permission for one in wanted],
            hint="To grant it: " + " && ".join(one.command for one in wanted),
        )


def _subject(one: Standing) -> tuple[str, str, tuple[str, ...]]:
    """What a standing is about: the same for two calls that need the same."""
    return one.need.plugin, one.need.permission, one.opens


def _all_denied(asked: list[tuple[Wish, tuple[Standing, ...]]], why: str) -> PermissionDenied:
    every = [one for _, missing in asked for one in missing]
    tools = ", ".join(dict.fromkeys(wish.call.tool for wish, _ in asked))
    return PermissionDenied(
        f"No step has run: {tools} may not, because {why}.",
        plugin=asked[0][0].plugin.id,
        permissions=[one.need.permission for one in every],
        hint="To grant it: " + " && ".join(one.command for one in every),
    )


def _reasons(missing: list[Standing]) -> str:
    names: dict[str, list[str]] = {}
    for one in missing:
        names.setdefault(one.why, []).append(one.need.permission)
    return "; ".join(f"{why}: {', '.join(those)}" for why, those in names.items())


def _kept(asked: Standing, answer: Lasting | Literal["once"]) -> Grant:
    need = asked.need
    return Grant(
        plugin=need.plugin,
        distribution=need.distribution,
        permission=need.permission,
        foreground=need.foreground,
        answer=answer,
        opens=asked.opens,
        scope=asked.scope,
        session=session() if answer == "session" else "",
    )


def _unconfirmed(wish: Wish, asker: Asker | None) -> PermissionDenied:
    why = "you did not confirm it" if asker else "it needs your confirmation, and nobody can ask"
    return PermissionDenied(
        f"{wish.call.tool} may not run: {why} ({wish.flow.reason}). Nothing was changed or sent.",
        plugin=wish.plugin.id,
        permissions=wish.needs,
        hint="Run it in a terminal, where you can see and confirm it.",
    )


def question_of(wish: Wish, missing: tuple[Standing, ...] = ()) -> Question:
    """What the user is shown of a wish, and asked for where something is missing."""
    return Question(
        plugin=wish.plugin.id,
        distribution=wish.plugin.distribution,
        version=wish.plugin.version,
        wants=tuple(_want(wish.plugin, one) for one in missing),
        call=wish.call,
        effect=wish.effect,
        foreground=wish.foreground,
        destinations=wish.flow.destinations,
        doubt=wish.flow.reason if wish.flow.verdict == "confirm" else "",
    )


def _want(plugin: Plugin, asked: Standing) -> Want:
    permission = asked.need.permission
    return Want(
        permission=permission,
        meaning=Permission(permission).meaning,
        reason=plugin.manifest.permissions[permission],
        opens=asked.opens,
        limits=asked.scope.in_words(),
        why="" if asked.is_new else asked.why,
    )
