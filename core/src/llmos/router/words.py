"""The few facts about words that routing needs without a model. English, German and French."""

from __future__ import annotations

import re

_STEM = 5  # letters; enough to tell words apart, few enough to forgive their endings

_FUNCTION = """
    i me my mine we us our you your he him his she her they them their it its the a an of to from
    in on at by for with and or not any some all is are was were be have has had do does did
    only other others who whom what which when where how this that these those
    ich mich mir mein meine meinen wir uns unser du dich dir er ihn ihm sie ihr es der die das den
    dem des ein eine einen einem einer von vom zu zum zur in im an am auf für mit und oder nicht
    ist sind war hat habe haben wer wen wem was welche nur alle andere anderen übrigen
    je me moi mon ma mes nous notre tu te vous il elle ils elles le la les un une des du de à au
    aux en dans sur pour par avec et ou ne pas est sont qui que quoi tout tous autres
"""

_LEADING = """
    the a an of to from in on at by for with about regarding into onto as per and or my our your
    his her their
    der die das den dem des ein eine einen einem einer von vom zu zum zur im an am auf für mit
    über und oder mein meine meinen wegen
    le la les l un une des du de d à au aux en dans sur pour par avec et ou mon ma mes
"""

_ASKING = """
    show find give tell get list please can could would should let make want need look search open
    see put set go do does did got have has any anything some everything thing things am is are
    zeig zeige zeigen finde such suche gib sag bitte kannst könntest mach will möchte brauche gibt
    montre cherche trouve donne dis peux voudrais veux mets est sont ai as
    how what when where which who whom why whether whose was wie wann wo welche welcher wer warum
    quel quelle quels quelles quand où comment combien pourquoi
    there here now just also then again still already really maybe out up off down back over
    email emails mail mails message messages antwort antworten answer reply
    know think say says said sum sums brief short version whole entire complete full please rest
    came come changed planned arrived received wrote written sent mailed saved stored written
    geschrieben bekommen liegt liegen steht dis ganze ganzen komplette kurz résumé résume tous toute
"""

_TIME = """
    today tonight tomorrow yesterday morning evening night noon day days week weeks weekend month
    months year years hour hours minute minutes ago since until recent recently lately
    heute morgen gestern vorgestern übermorgen abend nacht tag tage tagen woche wochen wochenende
    monat monate monaten monats jahr jahre jahren jahres stunde stunden minuten seit bis neulich
    aujourd demain soir matin nuit jour jours semaine semaines mois ans année heure heures depuis
"""

_CALENDAR = """
    monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    januar jänner februar märz mai juni juli oktober dezember
    lundi mardi mercredi jeudi vendredi samedi dimanche
    janvier février mars avril juin juillet août septembre octobre novembre décembre
    spring summer autumn winter easter christmas frühling sommer herbst ostern weihnachten
"""

# A year, a date or time in figures (3.12., 12/3, 9:30), or a day of the month (3rd, 3.).
_FIGURES = re.compile(r"\b(?:19|20)\d\d\b|\d[./:]\d|\d(?:st|nd|rd|th|am|pm)\b|\d\.(?=\s|$)")

NUMBERS: dict[str, float] = {
    word: number
    for line in (
        "one two three four five six seven eight nine ten eleven twelve",
        "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        "un deux trois quatre cinq six sept huit neuf dix onze douze",
    )
    for number, word in enumerate(line.split(), start=1)
}


def words(text: str) -> list[str]:
    """The words of a text, without case; figures count as words."""
    return re.findall(r"[^\W_]+", text.casefold())


def stems(text: str) -> set[str]:
    """The beginnings of the words that carry meaning, without case and plural."""
    return {word.removesuffix("s")[:_STEM] for word in words(text) if word not in FUNCTION_WORDS}


def mentions_time(text: str) -> bool:
    """Whether a text says anything about when."""
    said = set(words(text)) | {word.removesuffix("s") for word in words(text)}
    return bool(said & TIME_WORDS) or bool(_FIGURES.search(text))


FUNCTION_WORDS = frozenset(words(_FUNCTION))
ASKING_WORDS = frozenset(words(_ASKING))
ASKING_STEMS = frozenset(word[:_STEM] for word in ASKING_WORDS)
LEADING_WORDS = frozenset(words(_LEADING))
CALENDAR_STEMS = frozenset(word[:_STEM] for word in words(_CALENDAR))
TIME_WORDS = frozenset(words(_TIME)) | frozenset(words(_CALENDAR))
