"""The words that questions to tables are made of, in English and German, already folded.

`MEANINGS` joins words for one thing across languages, so that a question in one language finds a
header in another.
"""

from __future__ import annotations

from typing import Literal

Order = Literal["", "up", "down"]

MEASURES: dict[str, str] = {
    "how many different": "distinct",
    "how many distinct": "distinct",
    "how many unique": "distinct",
    "number of different": "distinct",
    "wie viele verschiedene": "distinct",
    "wieviele verschiedene": "distinct",
    "anzahl verschiedener": "distinct",
    "anzahl der verschiedenen": "distinct",
    "how many": "many",
    "number of": "many",
    "count of": "many",
    "count": "many",
    "wie viele": "many",
    "wieviele": "many",
    "wieviel": "much",
    "anzahl der": "many",
    "anzahl": "many",
    "wie oft": "count",
    "how often": "count",
    "how much": "much",
    "wie viel": "much",
    "on average": "average",
    "average": "average",
    "mean": "average",
    "avg": "average",
    "im durchschnitt": "average",
    "im schnitt": "average",
    "durchschnitt": "average",
    "durchschnittliche": "average",
    "durchschnittlicher": "average",
    "durchschnittlichen": "average",
    "durchschnittliches": "average",
    "mittlere": "average",
    "mittlerer": "average",
    "median": "median",
    "total": "sum",
    "sum": "sum",
    "altogether": "sum",
    "together": "sum",
    "in all": "sum",
    "overall": "sum",
    "combined": "sum",
    "summe": "sum",
    "gesamt": "sum",
    "insgesamt": "sum",
    "zusammen": "sum",
    "in summe": "sum",
    "what share": "share",
    "share": "share",
    "what percentage": "share",
    "percentage": "share",
    "what part": "share",
    "anteil": "share",
    "wie viel prozent": "share",
    "wieviel prozent": "share",
    "prozentualer anteil": "share",
    "add up to": "sum",
    "adds up to": "sum",
    "added up": "sum",
    "come to": "sum",
    "amount to": "sum",
    "amounts to": "sum",
    "kommt zusammen": "sum",
    "combien de fois": "count",
    "combien de": "many",
    "combien d": "many",
    "nombre de": "many",
    "combien": "much",
    "en tout": "sum",
    "au total": "sum",
    "en moyenne": "average",
    "moyenne": "average",
    "mediane": "median",
}
"""A phrase to a measure; "many" and "much" depend on what is counted."""

MOST: dict[str, Order] = {
    "most": "down", "best": "down", "maximum": "down", "max": "down", "greatest": "down",
    "top": "down", "strongest": "down", "meisten": "down", "meiste": "down", "beste": "down",
    "besten": "down", "maximal": "down", "starkste": "down", "starksten": "down", "le plus": "down",
    "least": "up", "fewest": "up", "minimum": "up", "min": "up", "worst": "up", "weakest": "up",
    "wenigsten": "up", "wenigste": "up", "schlechteste": "up", "schwachste": "up",
    "schwachsten": "up", "le moins": "up",
}  # fmt: skip
"""Superlatives that do not say what they measure; those that do are in measuring.py."""

LATEST: dict[str, Order] = {
    "latest": "down", "last": "down", "newest": "down", "most recent": "down", "letzte": "down",
    "letzten": "down", "letzter": "down", "neueste": "down", "neuesten": "down",
    "zuletzt": "down", "first": "up", "earliest": "up", "oldest": "up", "erste": "up",
    "ersten": "up", "erster": "up", "alteste": "up", "altesten": "up", "fruheste": "up",
    "zuerst": "up",
}  # fmt: skip
PER = ("for each", "for every", "broken down by", "grouped by", "split by", "in each", "per", "by",
       "each", "every", "je", "pro", "nach", "aufgeteilt nach", "fur jeden", "fur jede",
       "fur jedes", "in jedem", "in jeder")  # fmt: skip
NOT = ("not", "without", "except", "excluding", "other than", "apart from", "isn t", "are not",
       "is not", "no", "nicht", "ohne", "ausser", "keine", "kein", "abgesehen von")  # fmt: skip
COMPARE = {
    "more than": ">", "greater than": ">", "higher than": ">", "larger than": ">", "above": ">",
    "over": ">", "exceeding": ">", "mehr als": ">", "grosser als": ">", "uber": ">",
    "at least": "≥", "or more": "≥", "no less than": "≥", "mindestens": "≥", "ab": "≥",
    "less than": "<", "fewer than": "<", "lower than": "<", "smaller than": "<", "below": "<",
    "under": "<", "weniger als": "<", "kleiner als": "<", "unter": "<",
    "at most": "≤", "up to": "≤", "or less": "≤", "no more than": "≤", "hochstens": "≤",
    "maximal": "≤", "bis zu": "≤", "plus de": ">", "moins de": "<", "au moins": "≥",
    "exactly": "=", "genau": "=", "of exactly": "=",
}  # fmt: skip
COMPARE_COLUMNS = COMPARE | {
    "exceeded": ">", "exceeds": ">", "exceed": ">", "ubersteigt": ">",
    "ubertrifft": ">", "ubertroffen": ">", "same as": "=", "equal to": "=", "as much as": "=",
    "as many as": "=", "so viel wie": "=", "so viele wie": "=", "gleich": "=",
    "different from": "≠", "not equal to": "≠", "ungleich": "≠", "anders als": "≠",
}  # fmt: skip
COMPARE_DAYS = {
    "after": ">", "nach": ">",
    "before": "<", "vor": "<",
    "same as": "=",
}  # fmt: skip
COMPARE_AFTER = {
    "uberschritten": ">", "ubertroffen": ">", "unterschritten": "<", "eingehalten": "≤",
    "was exceeded": ">", "were exceeded": ">", "was kept": "≤",
}  # fmt: skip
"""What follows the column that another is compared with."""

MORE = {
    "more": ">", "higher": ">", "larger": ">", "greater": ">", "later": ">", "mehr": ">",
    "hoher": ">", "hohere": ">", "grosser": ">", "grossere": ">", "spater": ">", "less": "<",
    "fewer": "<", "lower": "<", "smaller": "<", "earlier": "<", "weniger": "<", "kleiner": "<",
    "niedriger": "<", "niedrigere": "<", "geringer": "<", "geringere": "<", "fruher": "<",
}  # fmt: skip
THAN = ("than", "als", "que")
AS = ("as", "wie")
AS_MANY = frozenset({"as", "so", "genauso", "ebenso"})
BETWEEN = ("between", "zwischen")
TO = ("to", "till", "through", "until", "bis", "and", "und")
SINCE = ("since", "from", "after", "starting", "seit", "ab", "nach", "von")
UNTIL = ("until", "before", "up to", "till", "bis", "vor")
STRICT = frozenset({"after", "before", "nach", "vor"})
"""Of these, the day itself is not meant."""

OF = ("in", "from", "of", "according to", "im", "aus", "laut", "von", "vom", "dans", "selon")
"""Words before the name of the file that is asked."""

DIRECTIONS = (
    frozenset("from von ab aus de depuis start origin abfahrt departure".split()),
    frozenset("to into nach zu a vers ziel destination arrival ankunft".split()),
)
"""Words before a place, and headers of the columns that hold it."""
BLANK = ("no", "without a", "without an", "without", "missing", "empty", "ohne", "kein", "keine",
         "keinen", "fehlt", "fehlende")  # fmt: skip
YES = frozenset({"yes", "true", "ja", "wahr", "x", "y", "oui", "si", "✓", "✔", "1"})
NO = frozenset({"no", "false", "nein", "falsch", "n", "non", "0", "✗", ""})

PARTS = {
    "year": "year", "jahr": "year", "yearly": "year", "jahrlich": "year",
    "quarter": "quarter", "quartal": "quarter", "quarterly": "quarter",
    "month": "month", "monat": "month", "monthly": "month", "monatlich": "month",
    "week": "week", "woche": "week", "kalenderwoche": "week", "kw": "week", "weekly": "week",
    "day": "day", "tag": "day", "daily": "day", "taglich": "day",
}  # fmt: skip

LISTING = ("list", "show", "which", "what are", "give me", "display", "liste", "zeig", "zeige",
           "welche", "welcher", "welches", "nenne", "who", "wer", "where", "wo", "when",
           "wann", "whose", "wessen", "wem", "quel", "quelle", "quels",
           "quelles", "qui", "quand")  # fmt: skip

WHICH = frozenset(
    "which who welche welcher welches wer quel quelle quels quelles qui list liste".split()
)
WHO = frozenset({"who", "wer", "qui"})

FILLER = frozenset(
    (
        "a about again all also am an and any are as at be been by can could did do does entries "
        "entry file figure figures find for from get give go got had has have her his how i if in "
        "into is it its just list lists make me many much my need no of on only or our out please "
        "row rows say says sheet show so spreadsheet table tell than that the their them then "
        "there these they this those to us value values was we were what when where which who "
        "whole whose will with would year you your workbook excel xlsx csv data record records "
        "column columns one ones made sold sell come came brought bring taken take took total "
        "number amount big high large line lines item items happen happened worth bought buy down "
        "up during within called "
        "alle allem allen aller alles als am an auch auf aus bei bitte da dann das dass datei dem "
        "den denn der des die dies diese diesem diesen dieser dieses du ein eine einem einen "
        "einer eines es etwas gab gebe gibt haben hat hatte hatten hast ich im in ist jahr kann "
        "liste man mein meine mir mit nach noch nur oder sheet sich sie sind so steht stehen "
        "tabelle um und uns unser unsere verkauft viel viele vom von vor war waren was welche "
        "welchem welchen welcher welches wer werden wert wie wir wird wo wurde wurden zeig zeige "
        "zeilen zeile zu zum zur eintrage eintrag gross hoch bin bist fur ihr ihre habe habt "
        "a ai as au aux avec avons avez ce ces cette dans de des du elle elles en est et etait "
        "etaient eu il ils je l la le les leur ma mes mon nos notre nous on ont ou par pour qu "
        "que qui sa ses son sont sur ta tes ton tous tout toute toutes tu un une vos votre vous y"
    ).split()
)
"""Words that a question may hold without saying anything of the table."""

_MEANINGS = (
    "revenue sales turnover umsatz erlos erlose einnahmen ventas omzet fatturato ingresos"
    " chiffre przychod income proceeds",
    "quantity qty units pieces pcs menge stuck stuckzahl anzahl quantite cantidad aantal quantita"
    " ilosc count",
    "price unitprice rate satz preis einzelpreis stuckpreis prix precio prijs prezzo cena",
    "amount betrag summe montant importe bedrag importo kwota sum value wert",
    "cost costs kosten expense expenses ausgaben ausgabe cout gastos spesa kosztow spending",
    "profit gewinn ertrag benefice beneficio winst utile margin marge",
    "date day datum tag fecha data giorno dzien",
    "customer client kunde kundin kunden cliente klant klient buyer kaufer",
    "supplier vendor lieferant proveedor fournisseur leverancier fornitore",
    "product article item model produkt artikel ware modell produit producto prodotto articulo",
    "category kategorie group gruppe categorie categoria kind type art typ sorte",
    "region area gebiet gegend zona gebied regione area",
    "country land pays pais paese kraj",
    "city town stadt ort ville ciudad stad citta miasto place location",
    "name person bezeichnung nom nombre naam nome nazwisko",
    "employee staff mitarbeiter mitarbeiterin angestellte employe empleado colleague",
    "department abteilung bereich departement departamento afdeling team",
    "salary wage earn earns verdient verdienen gehalt lohn salaire sueldo salaris stipendio pay",
    "returns returned retouren rucksendungen retours devoluciones resi ruckgaben",
    "order orders bestellung auftrag bestellungen auftrage commande pedido ordine bestelling",
    "invoice bill rechnung facture factura fattura factuur",
    "stock inventory lager bestand lagerbestand stock voorraad giacenza magazzino",
    "hours hour stunden stunde heures horas uren ore",
    "status state stand zustand estado etat stato",
    "due deadline fallig falligkeit frist termin vencimiento echeance",
    "weight heavy schwer wiegt weigh gewicht poids peso waga kg",
    "distance kilometre kilometer km strecke entfernung distancia afstand",
    "temperature temperatur temp",
    "age alter edad",
    "grade mark note score punkte points zensur",
    "room rooms zimmer raum",
    "month monat mois mes maand mese",
    "payment zahlung bezahlt paid paiement pago",
    "comment note notes bemerkung anmerkung kommentar remark",
    "sold sell verkauft verkaufen verkaufte absatz",
    "device gerat appliance machine maschine apparat",
    "project projekt projet proyecto progetto",
    "budget budgeted plan geplant planned soll target ziel",
    "actual ist real tatsachlich",
    "tax vat mwst steuer ust umsatzsteuer tva iva btw",
    "discount rabatt nachlass remise descuento korting sconto",
    "phone telephone telefon handy tel telefono",
    "channel kanal vertriebsweg",
    "owner besitzer inhaber responsible verantwortlich zustandig zustandige",
    "seller salesperson rep verkaufer verkauferin vendedor vendeur venditore vertreter",
    "guests guest gaste gast visitors besucher",
    "rain niederschlag rainfall regen precipitation",
    "start begin beginn anfang",
    "end ende schluss",
    "carrier spedition spediteur forwarder",
    "destination ziel zielort nach",
    "duration dauer length lange",
    "class klasse kurs course",
    "teacher lehrer lehrerin",
    "student pupil schuler schulerin",
)
MEANINGS: dict[str, frozenset[int]] = {}
for _number, _line in enumerate(_MEANINGS):
    for _word in _line.split():
        MEANINGS[_word] = MEANINGS.get(_word, frozenset()) | {_number}

PEOPLE = frozenset(
    number
    for word in (
        "customer",
        "supplier",
        "person",
        "employee",
        "seller",
        "owner",
        "teacher",
        "pupil",
    )
    for number in MEANINGS[word]
)
"""Meanings of columns that hold people."""
PEOPLE_AFTER = (["by"], ["par"], ["von"], ["durch"])
"""How headers of people end: "paid by"."""

RATES = frozenset(
    number
    for word in ("price", "temperature", "age", "grade", "hours", "salary", "stock", "budget")
    for number in MEANINGS[word]
) - frozenset(
    number for word in ("hours", "salary", "budget", "stock") for number in MEANINGS[word]
)
"""Meanings of columns whose values are not added up unless somebody says so."""
