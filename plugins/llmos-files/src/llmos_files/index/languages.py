"""Words of homes and offices in English and German: what is asked in one is found in the other."""

from __future__ import annotations

_PAIRS = """
address adresse | agreement vereinbarung | allergic allergisch verträgt | apartment flat wohnung
apple apfel | appointment termin | attic dachboden | balcony balkon | bank konto | bath bad
battery akku | bicycle bike fahrrad rad | bill invoice rechnung | birthday geburtstag | book buch
boiler heizung heating | breakfast frühstück | building haus | cake kuchen | car auto | cat katze
cellar basement keller | chapter kapitel | child kind kinder | children kinder
church kirche | clause klausel | clothes kleidung | commute fahrten pendeln | company firma
consent zustimmung | contract vertrag | cost kosten | customer kunde | damage schaden
date datum | daughter tochter
days tage | deductible selbstbeteiligung | delivery lieferung | dentist zahnarzt | deposit kaution
dinner abendessen | doctor arzt | dog hund | donation spende | door tür | drill bohren
electricity strom | evening abend | expenses ausgaben | family familie | father papa vater
flight flug | floor stock | food essen | friday freitag | garbage rubbish trash müll | garden garten
gift present geschenk | glass glas | groceries lebensmittel | guest gast | hall flur
holiday vacation urlaub | hospital krankenhaus | hotel unterkunft | hours stunden zeiten
household haushalt | insurance versicherung | keys key schlüssel | kitchen küche
landlord vermieter
laundry waschküche wäsche | lease mietvertrag | letter brief | library bibliothek
lunch mittagessen
meeting besprechung | meter zähler | monday montag | money geld | month monat | mother mama mutter
mountain berge | neighbour nachbar | night nacht | noise lärm | notes notizen
notice kündigung kündigungsfrist | nuts nüsse | office büro | order bestellung | paint farbe
parents eltern | payment zahlung | pets haustiere tiere | photo foto | picture bild | plan planung
plane flugzeug | plumber klempner | potato kartoffel | price preis | quiet ruhe ruhezeiten
reading vorlesen lesen | receipt beleg quittung | recipe rezept | refund erstattung | rent miete
repair reparatur | returns rücksendungen | room zimmer | salary gehalt | saturday samstag
school schule | skiing ski skifahren skiurlaub | soup suppe | stairs treppenhaus treppe
storm sturm | street straße | sunday sonntag | tax steuer | tenant mieter | theft diebstahl
thursday donnerstag | ticket fahrkarte | tools werkzeug | train zug bahn | trip journey reise
tuesday dienstag | wall wand | warranty garantie | washing waschen | water wasser | wedding hochzeit
wednesday mittwoch | week woche | weight gewicht | wine wein | winter winter | workshop werkstatt
pack packed packing eingepackt mitgenommen packliste | grill barbecue grillen | insured versichert
"""

OTHERS: dict[str, tuple[str, ...]] = {}
for _group in _PAIRS.replace("\n", " | ").split("|"):
    for _word in _group.split():
        _rest = tuple(other for other in _group.split() if other != _word)
        OTHERS[_word] = (*OTHERS.get(_word, ()), *_rest)
"""From a word, in lower case, to the words that say the same in either language."""


def others(word: str) -> tuple[str, ...]:
    """Words for the same in either language."""
    folded = word.casefold()
    for ending in ("", "s", "e", "n", "en", "es"):
        if folded.endswith(ending):
            found = OTHERS.get(folded.removesuffix(ending) if ending else folded)
            if found:
                return found
    return ()
