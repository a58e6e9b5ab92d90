"""The words about time and number in English, German and French, each with what it stands for.

One table for the three languages: a request mixes them freely, and few words mean two things.
Those that do ("morgen", "mai", "mars", "second") are told apart by what stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

Meaning = tuple[str, str | int]
"""A kind and a value, such as ("weekday", 0) for Monday."""

_WEEKDAYS = (
    "monday mondays mon montag montags lundi lundis|"
    "tuesday tuesdays tue tues dienstag dienstags mardi mardis|"
    "wednesday wednesdays wed mittwoch mittwochs mercredi mercredis|"
    "thursday thursdays thu thur thurs donnerstag donnerstags jeudi jeudis|"
    "friday fridays fri freitag freitags vendredi vendredis|"
    "saturday saterday saturdays sat samstag samstags sonnabend samedi samedis|"
    "sunday sundays sun sonntag sonntags dimanche dimanches"
)
_MONTHS = (
    "january jan januar jänner janvier|february feb februar février fevrier|"
    "march mar märz maerz mars|april apr avril|may mai|june jun juni juin|july jul juli juillet|"
    "august aug août aout|september sep sept septembre|october oct oktober okt octobre|"
    "november nov novembre|december dec dezember dez décembre decembre decmber"
)
_UNITS = {
    "minute": "minute minutes min mins minuten",
    "hour": "hour hours hr hrs h stunde stunden std heure heures",
    "day": "day days tag tage tagen jour jours journée journees",
    "week": "week weeks weak woche wochen semaine semaines",
    "weekend": "weekend weekends wochenende wochenenden week-end",
    "month": "month months monat monate monaten monats mois",
    "quarter": "quarter quarters quartal quartale trimestre trimestres",
    "year": "year years jahr jahre jahren jahres an ans année années",
}
_PARTS = {
    "morning": "morning mornings vormittag vormittags früh morgens matin matinée",
    "noon": "noon midday lunchtime mittag mittags midi",
    "afternoon": "afternoon afternoons nachmittag nachmittags après-midi",
    "evening": "evening evenings abend abends soir soirée",
    "night": "night nachts nacht nuit",
}
_OFFSETS = {
    0: "today heute aujourd'hui todays today's",
    -1: "yesterday gestern hier yesterdays yesterday's yestarday",
    1: "tomorrow tomorow tommorow tomorrows tomorrow's demain",
    -2: "vorgestern avant-hier",
    2: "übermorgen uebermorgen après-demain overmorrow",
}
_RELATIVE = {
    "last": "last previous letzte letzten letzter letztes letztem dernier dernière derniers "
    "dernières vergangene vergangenen vergangener vergangenes vorige "
    "voriges vorigen vorheriger précédent précédente",
    "past": "past passé passée",
    "next": "next coming following upcoming nächste nächsten nächster nächstes nächstem "
    "naechste naechsten kommende kommenden kommender kommendes prochain prochaine prochains "
    "prochaines",
    "this": "this current diese dieser diesen dieses diesem ce cet cette",
}
_BEYOND = "übernächste übernächsten übernächster übernächstes übernächstem"
_JOINING = {
    "since": "since seit depuis",
    "from": "from starting von vom ab dès",
    "until": "until till til by through bis jusqu'à jusqu'au jusque",
    "to": "to - \N{EN DASH} au à a bis",
    "between": "between zwischen entre",
    "and": "and und et &",
    "before": "before vor avant",
    "after": "after nach après",
    "on": "on am an le",
    "in": "in im within innerhalb dans en binnen",
    "at": "at um à @ gegen around vers about ca",
    "of": "of de du d' des",
    "the": "the der die das den dem la les l' le",
    "ago": "ago back",
    "for": "for für pendant über",
}
_SEASONS = {
    "spring": "spring frühling frühjahr printemps",
    "summer": "summer sommer été",
    "autumn": "autumn fall herbst automne",
    "winter": "winter hiver",
}
_EDGES = {
    "begin": "beginning begin start early anfang début",
    "middle": "middle mid mitte mi",
    "end": "end late ende fin",
    "rest": "rest remainder later reste später",
    "so far": "earlier",
}
_ORDINALS = (
    "first erste ersten erster premier première|second zweite zweiten deuxième|"
    "third dritte dritten troisième|fourth vierte vierten quatrième|fifth fünfte fünften "
    "cinquième|sixth sechste sechsten sixième|seventh siebte siebten septième|eighth achte achten "
    "huitième|ninth neunte neunten neuvième|tenth zehnte zehnten dixième|eleventh elfte elften|"
    "twelfth zwölfte zwölften|thirteenth dreizehnte dreizehnten|fourteenth vierzehnte "
    "vierzehnten|fifteenth fünfzehnte fünfzehnten|sixteenth|seventeenth|eighteenth|nineteenth|"
    "twentieth zwanzigste zwanzigsten"
)
_NUMBERS = (
    "one ein eine einen einem einer eins un une|two zwei deux couple|three drei trois few|"
    "four vier quatre|five fünf cinq|six sechs|seven sieben sept|eight acht huit|nine neun neuf|"
    "ten zehn dix|eleven elf onze|twelve zwölf douze|thirteen dreizehn treize|"
    "fourteen vierzehn quatorze|fifteen fünfzehn quinze|sixteen sechzehn seize|"
    "seventeen siebzehn|eighteen achtzehn|nineteen neunzehn"
)
_TENS = {
    20: "twenty zwanzig vingt",
    30: "thirty dreißig trente",
    40: "forty vierzig quarante",
    50: "fifty fünfzig cinquante",
    60: "sixty sechzig soixante",
    80: "eighty achtzig",
    90: "ninety neunzig",
}
_GERMAN_ONES = "ein zwei drei vier fünf sechs sieben acht neun".split()
_MEALS = {
    "breakfast": "breakfast frühstück",
    "lunch": "lunch mittagessen mittagspause déjeuner",
    "dinner": "dinner supper abendessen dîner",
    "work": "work arbeit feierabend büroschluss travail",
}


@cache
def meanings() -> dict[str, tuple[Meaning, ...]]:
    """What each word can stand for."""
    table: dict[str, list[Meaning]] = {}

    def add(words: str, kind: str, value: str | int) -> None:
        for word in words.casefold().split():
            table.setdefault(word, []).append((kind, value))

    for kind, lines, first in (
        ("weekday", _WEEKDAYS, 0),
        ("month", _MONTHS, 1),
        ("ordinal", _ORDINALS, 1),
        ("number", _NUMBERS, 1),
    ):
        for value, words in enumerate(lines.split("|"), start=first):
            add(words, kind, value)
    for tens, words in _TENS.items():
        add(words, "number", tens)
    for word, number in _german_numbers():
        add(word, "number", number)
        add(f"{word}ste {word}sten {word}ster", "ordinal", number)
    add("thirtieth dreißigste dreißigsten", "ordinal", 30)
    add("anderthalb", "and a half", 1)
    for ones, word in enumerate(_GERMAN_ONES, start=1):
        add(f"{word}einhalb", "and a half", ones)
    add(_BEYOND, "beyond", 1)
    for offset, words in _OFFSETS.items():
        add(words, "offset", offset)
    for kind, groups in (
        ("unit", _UNITS),
        ("part", _PARTS),
        ("relative", _RELATIVE),
        ("joining", _JOINING),
        ("season", _SEASONS),
        ("edge", _EDGES),
        ("meal", _MEALS),
    ):
        for name, words in groups.items():
            add(words, kind, name)
    return {word: tuple(found) for word, found in table.items()}


def _german_numbers() -> Iterator[tuple[str, int]]:
    """Those that German writes in one word: "fünfundzwanzig"."""
    for tens, words in _TENS.items():
        ten = words.split()[1]
        for ones, one in enumerate(_GERMAN_ONES, start=1):
            yield f"{one}und{ten}", tens + ones
