"""Which tool a request means, and with which arguments; never runs anything.

router.py      the way from a request to a call
choosing.py    which tool: likeness to phrases; of many tools also how likely the model finds a name
likeness.py    a request beside the phrases of every answer
solving.py     the equations behind it; writing.py the likeness of letters
overlaps.py    tools that take requests from each other
openings.py    without the text that it hands over
phrases.py     what stands for each tool, and (elsewhere.toml) for what no tool does
filling.py     the arguments of the chosen tool
dates.py       those about time
values.py      what a request offers for ids, numbers, choices and files
stories.py     clauses that only tell, and ask for nothing
segments.py    a request cut into runs of words (business.py: those that say nothing; cues.py)
marking.py     what each word of it does (pieces.py, idioms.py); predicates.py what somebody does
roles.py       what a field for words is for; slots.py gives each the run that is meant
persons.py     whether a run is somebody; nouns.py by what noun it stands
spelling.py    a request read as it was meant; sayings.py words that are taken as they stand
following.py   requests that lean on the ones before (pointing.py, shifting.py, moves.py)
resolving/     phrases about time, resolved by rules
shortlist.py   the tools nearest to a request, where there are many
matching.py    by the rare words that they share
vectors.py     by what they mean: rows that are computed once
states.py      what the language model makes of phrases: rows that come with the distributions
arrays.py      files of such rows
strangers.py   tools without example requests: nearness chooses, the model writes
prompt.py      what the model reads
schema.py      what the model may answer, as a pydantic class
offer.py       a tool's parameters as the model is offered them
grounding.py   arguments that the request does not bear out are taken away
evaluating/    labelled requests and figures over them
"""

from __future__ import annotations

from llmos.router.phrases import elsewhere, of_tool
from llmos.router.router import Route, Router
from llmos.router.schema import Check
from llmos.router.states import ship

__all__ = ["Check", "Route", "Router", "elsewhere", "of_tool", "ship"]
