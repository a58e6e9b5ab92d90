"""The few facts about words that routing without a model needs. English, German and French."""

from __future__ import annotations

import re

_STEM = 5  # letters; enough to tell words apart, few enough to forgive their endings

_TIME = """
    today tonight tomorrow yesterday morning evening night noon day days week weeks weekend month
    months year years hour hours minute minutes ago last past next since until before after
    recent recently lately now
    heute morgen gestern vorgestern übermorgen abend nacht tag tage tagen woche wochen wochenende
    monat monate monaten monats jahr jahre jahren jahres stunde stunden minuten seit bis vor nach
    letzte letzten letzter letztes nächste nächsten nächster kürzlich neulich
    aujourd hui hier demain soir matin nuit jour jours semaine semaines mois an ans année heure
    heures depuis jusqu avant après dernier dernière derniers prochain prochaine
"""

# Names of days, months and seasons; with an s behind them they are meant too.
_CALENDAR = """
    monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag
    freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche
    january february march april may june july august september october november december
    januar jänner februar märz mai juni juli oktober dezember
    janvier février mars avril juin juillet août septembre octobre novembre décembre
    spring summer autumn winter frühling sommer herbst easter christmas ostern weihnachten
"""

NUMBERS: dict[str, float] = {
    word: number
    for words in (
        "one two three four five six seven eight nine ten eleven twelve",
        "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        "un deux trois quatre cinq six sept huit neuf dix onze douze",
    )
    for number, word in enumerate(words.split(), start=1)
}


def stems(text: str) -> set[str]:
    """The beginnings of the words of a text, without case."""
    return {word[:_STEM] for word in words(text)}


def words(text: str) -> list[str]:
    """The words of a text, without case; figures count as words."""
    return re.findall(r"\w+", text.casefold())


def mentions_time(text: str) -> bool:
    """Whether a text says anything about when: a word of time, or a figure."""
    return any(word in _TIME_WORDS or word[0].isdigit() for word in words(text))


_TIME_WORDS = {*words(_TIME), *words(_CALENDAR), *(f"{name}s" for name in words(_CALENDAR))}
