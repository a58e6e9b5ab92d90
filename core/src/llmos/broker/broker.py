"""Deciding about a call: allowed, to be asked, or denied, always with the reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from llmos.broker.flow import UNCHECKED, FlowDecision
from llmos.broker.grants import Grant, Grants, Lasting
from llmos.broker.question import Answer, Asker, Question, Want
from llmos.broker.session import session
from llmos.calls import Call, Effect
from llmos.errors import PermissionDenied
from llmos.installed import Plugin
from llmos.permissions import Permission


@dataclass(frozen=True)
class Wish:
    """A call that wants to run: everything that the decision depends on.

    `opens` maps a permission to the places that it would open; `flow` is what the data-flow rule
    says about where the call goes.
    """

    plugin: Plugin
    call: Call
    needs: tuple[str, ...]
    effect: Effect = "read"
    foreground: bool = True
    opens: dict[str, tuple[str, ...]] | None = None
    flow: FlowDecision = UNCHECKED

    def opened_by(self, permission: str) -> tuple[str, ...]:
        """The places that this permission would open."""
        return (self.opens or {}).get(permission, ())


@dataclass(frozen=True)
class Decision:
    """The verdict, why, and which permissions are still to be asked for."""

    verdict: Literal["allow", "ask", "deny"]
    reason: str
    missing: tuple[str, ...] = ()


class Broker:
    """Default deny: what no grant in force covers is asked for, or refused."""

    def __init__(self, grants: Grants) -> None:
        self._grants = grants

    def decide(self, wish: Wish) -> Decision:
        """What the grants say about this call, without asking anybody."""
        for permission in wish.needs:
            if permission not in wish.plugin.manifest.permissions:
                return Decision(
                    "deny", f"{wish.plugin.id} does not ask for {permission} in its manifest"
                )
            if any(grant.answer == "never" for grant in self._in_force(wish, permission)):
                return Decision("deny", f"you said never to {permission} for {wish.plugin.id}")
        missing = tuple(name for name in wish.needs if not self._covered(wish, name))
        if missing:
            return Decision("ask", "not granted: " + ", ".join(missing), missing)
        return Decision("allow", "granted: " + (", ".join(wish.needs) or "needs nothing"))

    def authorize(self, wish: Wish, asker: Asker | None) -> Decision:
        """Let the call run or raise `PermissionDenied`; asks once for all that is missing."""
        decision = self.decide(wish)
        if decision.verdict == "ask":
            decision = self._ask(wish, decision, asker)
        if decision.verdict == "deny":
            raise self._denied(wish, decision)
        if wish.effect != "read":
            decision = self._gated(wish, decision, asker)
        self._grants.mark_used(wish.plugin.id, wish.needs, foreground=wish.foreground)
        return decision

    def keep(self, wish: Wish, permissions: tuple[str, ...], answer: Lasting) -> None:
        """Keep the user's answer about these permissions of the plugin."""
        self._grants.add(
            Grant(
                plugin=wish.plugin.id,
                distribution=wish.plugin.distribution,
                permission=permission,
                foreground=wish.foreground,
                answer=answer,
                opens=wish.opened_by(permission),
                session=session() if answer == "session" else "",
            )
            for permission in permissions
        )

    def _in_force(self, wish: Wish, permission: str) -> list[Grant]:
        return self._grants.in_force(wish.plugin.id, permission, foreground=wish.foreground)

    def _covered(self, wish: Wish, permission: str) -> bool:
        return any(
            grant.covers(wish.plugin.distribution, wish.opened_by(permission))
            for grant in self._in_force(wish, permission)
        )

    def _ask(self, wish: Wish, decision: Decision, asker: Asker | None) -> Decision:
        if asker is None:
            return Decision("deny", decision.reason, decision.missing)
        answer: Answer = asker.ask(_question(wish, decision.missing))
        if answer in ("session", "always", "never"):
            self.keep(wish, decision.missing, answer)
        if answer in ("no", "never"):
            return Decision("deny", f"you answered {answer}", decision.missing)
        return Decision("allow", f"you answered {answer}")

    def _gated(self, wish: Wish, decision: Decision, asker: Asker | None) -> Decision:
        """The decision with what the data-flow rule adds to it: a confirmation, or its reason."""
        if wish.flow.verdict == "allow":
            return replace(decision, reason=f"{decision.reason}; {wish.flow.reason}")
        if asker is None or not asker.confirm(_question(wish, ())):
            raise _unconfirmed(wish, asker)
        return replace(decision, reason=f"{decision.reason}; you confirmed: {wish.flow.reason}")

    def _denied(self, wish: Wish, decision: Decision) -> PermissionDenied:
        permissions = decision.missing or wish.needs
        return PermissionDenied(
            f"{wish.call.tool} may not run: {decision.reason}.",
            plugin=wish.plugin.id,
            permissions=permissions,
            hint="To grant it: "
            + " && ".join(f"llmos permissions grant {wish.plugin.id} {p}" for p in permissions),
        )


def _unconfirmed(wish: Wish, asker: Asker | None) -> PermissionDenied:
    why = "you did not confirm it" if asker else "it needs your confirmation, and nobody can ask"
    return PermissionDenied(
        f"{wish.call.tool} may not run: {why} ({wish.flow.reason}). Nothing was changed or sent.",
        plugin=wish.plugin.id,
        permissions=wish.needs,
        hint="Run it in a terminal, where you can see and confirm it.",
    )


def _question(wish: Wish, missing: tuple[str, ...]) -> Question:
    return Question(
        plugin=wish.plugin.id,
        distribution=wish.plugin.distribution,
        version=wish.plugin.version,
        wants=tuple(
            Want(
                permission=name,
                meaning=Permission(name).meaning,
                reason=wish.plugin.manifest.permissions[name],
                opens=wish.opened_by(name),
            )
            for name in missing
        ),
        call=wish.call,
        effect=wish.effect,
        foreground=wish.foreground,
        destinations=wish.flow.destinations,
        doubt=wish.flow.reason if wish.flow.verdict == "confirm" else "",
    )
