"""Requests that follow each other: one turn for all of them, and what the last ones brought.

The turn's flow remembers what was said and read since the conversation began, so that other
people's words of an hour ago still count when something is to be sent now. Of what was shown only
the latest is held here; all of a chat's turns lie in the memory, where a request finds them again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import msgspec

from llmos.blocks import Items, Output, Text
from llmos.calls import Call, Request, ToolSpec
from llmos.kernel.recalling import MOST, recall, recalled
from llmos.kernel.references import value_for
from llmos.kernel.turn import Answer, Turn
from llmos.labels import Label
from llmos.memory import Fact, Memory, Past, resolved, said_of, told
from llmos.router.following import followed
from llmos.router.offer import offered
from llmos.router.planning import FACETS, Plan, Step
from llmos.router.pointing import (
    Mention,
    Pointed,
    completed,
    id_field,
    pointed_at,
    standing_alone,
)
from llmos.router.roles import role

_BUDGET = 12_000
"""Characters of what was shown that are held; older turns are found in the memory alone."""

_SHORT = 6
"""Words up to which what follows a question in a chat is taken for its answer."""


@dataclass(frozen=True)
class Meant:
    """What a request means: a finished call, or words to be routed and the record pointed at."""

    text: str
    call: Call | None = None
    pointed: Pointed | None = None


@dataclass
class Conversation:
    """What a door keeps between requests, as long as it holds it.

    A chat is `kept`: its turns lie in the memory too, and outlive it. `unanswered` is the request
    that could not be done as it stood, `lacks` its step that lacks something, `replied` what was
    typed to that.
    """

    turn: Turn
    memory: Memory
    kept: bool = False
    recent: list[Answer] = field(default_factory=list)
    unanswered: str = ""
    lacks: Step | None = None
    replied: str = ""

    def by_itself(self, request: Request) -> Answer | None:
        """The answer to what is about the conversation, not about what a tool knows."""
        if request.foreground and (fact := told(request.text)):
            return self._remembered(request, fact)
        if facts := said_of(request.text, self.memory.facts()):
            said = [f"You told me: {one.said}." for one in facts]
            return Answer(request, output=Output({}, [Text(text) for text in said]))
        wanted = recall(request) if self.kept else None
        if wanted is None:
            return None
        turns = self.memory.find(wanted.words, wanted.since, wanted.until, limit=MOST)
        untrusted = any(one.label == "untrusted" for one in turns)
        label: Label = "untrusted" if untrusted else "trusted"
        output = recalled(turns)
        self.turn.flow.recalled(label, [one.shown for one in turns])
        return Answer(request, output=output, label=label)

    def knowing(self, request: Request) -> tuple[Request, tuple[str, ...]]:
        """The request with the user's facts put in, and which were used; what answers a question
        is put behind the request that it was about.
        """
        asked, self.unanswered = self.unanswered, ""
        answers = bool(asked) and (request.door == "ask" or len(request.text.split()) <= _SHORT)
        self.replied = request.text if answers else ""
        whole = f"{asked} {request.text}" if answers else request.text
        text, used = resolved(whole, self.memory.facts())
        notes = tuple(f"As you told me: {fact.said}." for fact in used)
        return msgspec.structs.replace(request, text=text), notes

    def meant(self, request: Request, tools: Sequence[ToolSpec]) -> Meant:
        """What a request means after those before it."""
        if self.replied:
            return Meant(request.text)
        self.lacks = None
        for latest, answer in enumerate(reversed(self.recent)):
            if answer.call is None:
                continue
            mentions = mentions_of(answer)
            if latest and len(mentions) < 2:
                continue  # only a list can be meant once something else was shown
            for known in (mentions, _spoken_of(answer.call, tools)):
                if call := followed(request, answer.call, known, tools):
                    return Meant(request.text, call)
                if pointed := pointed_at(request.text, known):
                    text = standing_alone(pointed, tools, answer.call)
                    return Meant(text, pointed=pointed)
        return Meant(request.text)

    def completed(self, plan: Plan, tools: Sequence[ToolSpec], meant: Meant) -> Plan:
        """The plan, its first step about the record that is pointed at, or the only one there is.

        What was missing because the record was not named is then not missing.
        """
        plan = self._completed(plan, tools, meant)
        self.lacks = next((step for step in plan.steps if step.missing), None)
        return plan

    def _completed(self, plan: Plan, tools: Sequence[ToolSpec], meant: Meant) -> Plan:
        if not plan.steps:
            return plan
        first, *others = plan.steps
        tool = next(tool for tool in tools if tool.name == first.tool)
        if self.replied and (said := self._reply(first, tool)):
            whole = msgspec.structs.replace(first, arguments=first.arguments | said, missing=())
            return msgspec.structs.replace(plan, steps=(whole, *others), question="")
        mention = meant.pointed.mention if meant.pointed else self._only_one(first, tool)
        field = id_field(tool)
        if mention is None:
            return plan
        if not field:
            field, mention = self._of_kind(tool, mention, tools)
        if not field:
            return plan
        call = completed(Call(first.tool, first.arguments), field, mention)
        missing = tuple(name for name in first.missing if name != field)
        step = msgspec.structs.replace(first, arguments=call.arguments, missing=missing)
        question = plan.question if missing or not first.missing else ""
        return msgspec.structs.replace(plan, steps=(step, *others), question=question)

    def _reply(self, step: Step, tool: ToolSpec) -> dict[str, object]:
        """What was typed, as it stands, for the one field that lacked words, if it is for words to
        be taken so or still lacks them.
        """
        if self.lacks is None or self.lacks.tool != step.tool or len(self.lacks.missing) != 1:
            return {}
        (name,) = self.lacks.missing
        schema = offered(tool.parameters)["properties"][name]
        kind = role(name, schema)
        if kind is None or (kind != "message" and name not in step.missing):
            return {}
        return {name: [self.replied] if schema.get("type") == "array" else self.replied}

    def _of_kind(
        self, tool: ToolSpec, mention: Mention, tools: Sequence[ToolSpec]
    ) -> tuple[str, Mention]:
        """The parameter that takes a record of the mentioned one's kind, and the record by what
        that parameter knows it by; no parameter if there is none.
        """
        specs = {one.name: one for one in tools}
        for answer in reversed(self.recent):
            if answer.call is None or answer.output is None or answer.call.tool not in specs:
                continue
            yields = specs[answer.call.tool].yields
            for name, kind in tool.takes.items():
                if kind in FACETS:
                    continue
                if value := value_for(kind, mention.id, answer.output, yields):
                    return name, replace(mention, id=value)
        return "", mention

    def _only_one(self, step: Step, tool: ToolSpec) -> Mention | None:
        """The one record shown last, for a step of the same plugin that names none."""
        before = self.recent[-1] if self.recent else None
        said = {"id", "person", "about", "since", "until"} & (
            step.arguments.keys() | step.references.keys()
        )
        if before is None or before.call is None or before.call.plugin != tool.plugin or said:
            return None
        mentions = mentions_of(before)
        return mentions[0] if len(mentions) == 1 and id_field(tool) == "id" else None

    def answered(self, answer: Answer) -> Answer:
        """Hold what was answered, and let the oldest go that is too much."""
        self.recent.append(answer)
        room = _BUDGET
        for place in range(len(self.recent) - 1, -1, -1):
            room -= len(shown_text(self.recent[place]))
            if room < 0:
                del self.recent[:place]
                break
        return answer

    def keep(self, typed: str, answer: Answer, words: Sequence[str] = ()) -> None:
        """Put into the memory what was typed and shown, with the model's words about it."""
        if not self.kept or answer.output is None or answer.call is None:
            return
        whole = (*answer.steps, answer)
        untrusted = any(each.label == "untrusted" for each in whole)
        self.memory.keep(
            Past(
                at=answer.request.now,
                asked=typed,
                shown="\n".join((*words, shown_text(answer))),
                label="untrusted" if untrusted else "trusted",
                plugins=tuple(dict.fromkeys(one for each in whole for one in each.plugins)),
            )
        )

    def forget(self) -> int:
        """Forget what was shown, here and in the memory; how many turns lay there.

        What was read still counts for the flow.
        """
        self.recent, self.unanswered = [], ""
        return self.memory.forget_turns()

    def _remembered(self, request: Request, fact: Fact) -> Answer:
        self.memory.remember(fact)
        used = f" I read “{fact.what}” as {fact.value} from now on." if fact.what else ""
        said = f"I remember: {fact.said}.{used} /facts lists what I remember."
        return Answer(request, output=Output({"said": fact.said}, [Text(said)]))


def _spoken_of(call: Call, tools: Sequence[ToolSpec]) -> list[Mention]:
    """The one record that a call was about, whatever others its answer mentions."""
    tool = next((one for one in tools if one.name == call.tool), None)
    id = call.arguments.get(id_field(tool)) if tool else None
    return [Mention(str(id), "")] if id else []


def mentions_of(answer: Answer) -> list[Mention]:
    """The records that an answer cites, in the order in which they are shown, with their words."""
    if answer.output is None:
        return []
    words = {
        item.cites: f"{item.title} {item.detail} {item.note}"
        for block in answer.output.blocks
        if isinstance(block, Items)
        for item in block.items
        if item.cites
    }
    cited = {one.id: f"{one.title} {one.where}" for one in answer.output.citations}
    when = {one.id: one.when for one in answer.output.citations}
    ids = [id for id in words if id in cited] or list(cited)
    return [Mention(id, f"{cited[id]} {words.get(id, '')}", when[id]) for id in ids]


def shown_text(answer: Answer) -> str:
    """What was shown, as text."""
    from llmos.answers import records_of  # only a chat keeps it

    outputs = [each.output for each in (*answer.steps, answer) if each.output is not None]
    return "\n".join(record.whole for output in outputs for record in records_of(output))
