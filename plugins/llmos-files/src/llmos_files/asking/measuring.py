"""The words that say what is measured: headers, units, adjectives and verbs.

In English, German and French, already folded. A quantity is one kind of thing that numbers say.
"""

from __future__ import annotations

from dataclasses import dataclass

from llmos_files.asking.tokens import stem
from llmos_files.asking.words import MEANINGS

_HEADERS = {
    "money": "price cost amount revenue profit salary fee rate fare rent bill postage premium"
    " charge money eur euro usd dollar gbp pound chf pln sek gebuhr porto miete beitrag tarif"
    " € $ frais loyer honoraire total net gross netto brutto gesamt",
    "duration": "hour duration time zeit temps day tag jour",
    "distance": "distance route weg",
    "weight": "weight gramm gram",
    "height": "height hohe hauteur altitude elevation",
    "length": "length lange longueur",
    "width": "width breite largeur",
    "depth": "depth tiefe profondeur",
    "area": "area flache surface sqm hectare hektar acre",
    "volume": "volume volumen litre liter cbm gallon",
    "temperature": "temperature temperatur celsius",
    "speed": "speed geschwindigkeit vitesse tempo kmh mph",
    "age": "age alter",
    "pages": "page seite",
    "energy": "kwh wh energy energie electricity strom power",
    "size": "size kb mb gb grosse taille",
    "people": "guest pupil person people personne visitor listener reader viewer participant"
    " attendee head headcount besucher teilnehmer zuschauer zuhorer leser leute",
}
HEADERS = {
    quantity: frozenset([*words.split(), *map(stem, words.split())]).union(
        form
        for word in words.split()
        for other in MEANINGS
        for form in (other, stem(other))
        if MEANINGS.get(word, frozenset()) & MEANINGS[other]
        and not any(other in said.split() for name, said in _HEADERS.items() if name != quantity)
    )
    for quantity, words in _HEADERS.items()
}
"""By quantity the words of headers that say it, and their stems."""

_SCALES = {
    "sec": ("duration", 1 / 60), "second": ("duration", 1 / 60), "sekunde": ("duration", 1 / 60),
    "min": ("duration", 1), "minute": ("duration", 1),
    "h": ("duration", 60), "hr": ("duration", 60), "hour": ("duration", 60),
    "std": ("duration", 60), "stunde": ("duration", 60), "heure": ("duration", 60),
    "day": ("duration", 1440), "tag": ("duration", 1440), "jour": ("duration", 1440),
    "week": ("duration", 10080), "woche": ("duration", 10080), "semaine": ("duration", 10080),
    "km": ("distance", 1), "kilometre": ("distance", 1), "kilometer": ("distance", 1),
    "mile": ("distance", 1.609344), "meile": ("distance", 1.609344),
    "kg": ("weight", 1), "kilo": ("weight", 1), "kilogram": ("weight", 1),
    "kilogramm": ("weight", 1), "gramm": ("weight", 0.001), "gram": ("weight", 0.001),
    "tonne": ("weight", 1000), "lb": ("weight", 0.45359237),
    "litre": ("volume", 1), "liter": ("volume", 1), "gallon": ("volume", 3.785411784),
    "m": ("length", 1), "metre": ("length", 1), "meter": ("length", 1), "cm": ("length", 0.01),
    "mm": ("length", 0.001), "ft": ("length", 0.3048), "feet": ("length", 0.3048),
    "page": ("pages", 1), "seite": ("pages", 1),
    "euro": ("money", 0), "eur": ("money", 0), "€": ("money", 0), "dollar": ("money", 0),
    "usd": ("money", 0), "$": ("money", 0), "pound": ("money", 0), "gbp": ("money", 0),
    "people": ("people", 0), "person": ("people", 0), "leute": ("people", 0),
    "degree": ("temperature", 0), "grad": ("temperature", 0), "degre": ("temperature", 0),
}  # fmt: skip
SCALES = {stem(unit): meaning for unit, meaning in _SCALES.items()}
"""By the stems of units what they measure, and how many of its first unit; 0 if not fixed."""


@dataclass(frozen=True)
class Adjective:
    """What an adjective is said of, the likeliest first; `is_much` if more of it is more.

    A quantity with "-" is one of which little is much: what is fast takes a short time. One that is
    `wide` is said of anything: without such a column, "the highest" is the usual one's.
    """

    quantities: tuple[str, ...]
    is_much: bool = True
    is_wide: bool = False


_LONG = ("duration", "distance", "length", "pages")
_SHORT = (*_LONG, "height")
_BIG = ("size", "area", "volume", "length", "height", "weight")
_HIGH = ("height", "length")
_FAR = ("distance", "length")
_FAST = ("speed", "-duration")
_OLD = ("age", "-year")

ADJECTIVES = {
    **dict.fromkeys(("long", "lang", "longue", "lengthy"), Adjective(_LONG)),
    **dict.fromkeys(("short", "kurz", "court", "courte"), Adjective(_SHORT, is_much=False)),
    **dict.fromkeys(("far", "weit", "loin"), Adjective(_FAR)),
    **dict.fromkeys(("near", "close", "nah", "proche"), Adjective(_FAR, is_much=False)),
    **dict.fromkeys(("heavy", "schwer", "lourd", "lourde"), Adjective(("weight",))),
    **dict.fromkeys(("light", "leicht", "leger", "legere"), Adjective(("weight",), is_much=False)),
    "tall": Adjective(_HIGH),
    **dict.fromkeys(("high", "hoch", "haut", "haute"), Adjective(_HIGH, is_wide=True)),
    **dict.fromkeys(("low", "niedrig"), Adjective(_HIGH, is_much=False, is_wide=True)),
    **dict.fromkeys(("big", "gross", "grand", "grande", "large"), Adjective(_BIG, is_wide=True)),
    **dict.fromkeys(
        ("small", "klein", "petit", "petite", "gering"),
        Adjective(_BIG, is_much=False, is_wide=True),
    ),
    **dict.fromkeys(
        ("expensive", "dear", "costly", "pricey", "teuer", "cher", "chere"), Adjective(("money",))
    ),
    **dict.fromkeys(
        ("cheap", "inexpensive", "billig", "gunstig", "preiswert"),
        Adjective(("money",), is_much=False),
    ),
    **dict.fromkeys(("fast", "quick", "schnell", "rapide"), Adjective(_FAST)),
    **dict.fromkeys(("slow", "langsam", "lent", "lente"), Adjective(_FAST, is_much=False)),
    **dict.fromkeys(("old", "alt", "vieux", "ancien"), Adjective(_OLD)),
    **dict.fromkeys(("young", "jung", "jeune"), Adjective(_OLD, is_much=False)),
    **dict.fromkeys(("warm", "hot", "heiss", "chaud"), Adjective(("temperature",))),
    **dict.fromkeys(("cold", "cool", "kalt", "froid"), Adjective(("temperature",), is_much=False)),
    **dict.fromkeys(("wide", "broad", "breit"), Adjective(("width", "length"))),
    **dict.fromkeys(("deep", "tief", "profond"), Adjective(("depth", "length"))),
    **dict.fromkeys(("thick", "dick", "epais"), Adjective(("depth", "pages"))),
    **dict.fromkeys(("thin", "dunn", "mince"), Adjective(("depth", "pages"), is_much=False)),
}  # fmt: skip

IRREGULAR = {
    "farther": ("far", "comparative"), "further": ("far", "comparative"),
    "farthest": ("far", "superlative"), "furthest": ("far", "superlative"),
    "hoher": ("hoch", "comparative"), "hohere": ("hoch", "comparative"),
    "nachste": ("nah", "superlative"), "lange": ("lang", "positive"),
}  # fmt: skip

_VERBS = {
    "money": "spend spends spent pay pays paid cost costs owe owes owed earn earns earned"
    " ausgegeben ausgeben bezahlt bezahlen bezahlte gezahlt zahlen zahlte kosten kostet kostete"
    " gekostet verdient verdienen eingenommen depense depenses depenser coute coutent coutait paye"
    " payes payer gagne",
    "duration": "lasted dauern dauert dauerte gedauert dure duraient",
    "weight": "weigh weighs weighed wiegen wiegt wog gewogen pese pesent",
}
_NOUNS = {
    "money": "money expense expenses spending geld ausgabe ausgaben argent depenses prix price"
    " prices preis preise",
    "duration": "time zeit temps unterwegs",
    "volume": "fuel petrol benzin sprit kraftstoff diesel essence carburant",
}
VERBS = {word: quantity for quantity, words in _VERBS.items() for word in words.split()}
NOUNS = {word: quantity for quantity, words in _NOUNS.items() for word in words.split()}
"""What says what is measured: what is done, and what there is so much of."""

SPENDING = frozenset(
    "spend spends spent spending pay paid ausgegeben ausgeben bezahlt bezahlen gezahlt depense"
    " depenses depenser paye payer gekostet".split()
)
"""Verbs of which the prices of several things are added up."""

EACH = frozenset({"height", "width", "depth", "speed", "age", "year", "temperature"})
"""Quantities of one thing each, which nobody adds up."""
