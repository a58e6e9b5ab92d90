"""Fixed phrases that introduce no value: "in a nutshell", "auf einen Blick", "tout de suite"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PHRASES = r"""
    in a nutshell | in short | in brief | in full | in detail | in general | in total |
    in a row | in advance | in the end | in case | in one go | at a glance | at all |
    at any point | at some point | at once | at least | at last | at the moment |
    by any chance | by the way | by now | by hand | for once | for now | for good |
    for example | for me | for us | of course | of mine | on average | on top of each other |
    on the whole | as usual | as well | as soon as | as far as | right away | first thing |
    if possible | so far | no longer | any more | from now on | from scratch | over the top |
    out of line | on the list | a nudge | a shout | a hand | a ring | a heads up |
    a quick look | an eye out | an eye on | in mind | last time | next time | first time |
    this time | any time | same time | dernière fois | prochaine fois | the thing with |
    get shot of | get rid of | get hold of | bank holiday | public holiday |
    quick check | quick question | so kind as to | so good as to | guest list | back and forth |
    to and fro | word for word | step by step | from start to finish | on earth |
    no more | on its way | on their way | in \w+ lines | in \w+ words | in \w+ sentences |
    to be honest | between the lines | come across | comes across | came across | tl;?dr |
    right now | the moment | de ma part | de sa part | de ta part | de votre part |
    de notre part | to begin with | in ruhe |
    letzte mal | letztes mal | nächste mal | nächstes mal | das mit | auf einen blick |
    auf einmal | auf jeden fall | für mich | für uns | im überblick | im großen und ganzen |
    in kürze | in aller kürze | im detail | im schnitt | zum beispiel | zum glück | von mir |
    hin und her | von anfang an | kurze frage | so nett | so freundlich | so bald wie möglich |
    en bref | en détail | en entier | en moyenne | en gros | tout de suite | par hasard |
    pour moi | d un coup d œil
"""
_FORM = re.compile(
    rf"\b(?:{'|'.join(one.strip() for one in _PHRASES.split('|'))})\b".replace(" ", r"\W"), re.I
)


def fixed(text: str) -> Iterator[tuple[int, int]]:
    """From where to where such phrases stand in a text."""
    return (hit.span() for hit in _FORM.finditer(text))
