"""Words of English, German and French that checking an answer takes."""

from __future__ import annotations

from llmos.answers.folding import folded


def _numbered(*lines: str, start: int = 1) -> dict[str, int]:
    return {
        folded(word): number
        for line in lines
        for number, words in enumerate(line.split(), start)
        for word in words.split("/")
    }


MONTHS = _numbered(
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug "
    "september/sep/sept october/oct november/nov december/dec",
    "januar/jänner februar märz april mai juni juli august september oktober/okt november "
    "dezember/dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
)

DAYS = _numbered(
    "monday/mon/mondays tuesday/tue/tues/tuesdays wednesday/wed/wednesdays "
    "thursday/thu/thur/thurs/thursdays friday/fri/fridays saturday/sat/saturdays "
    "sunday/sun/sundays",
    "montag/mo/montags dienstag/di/dienstags mittwoch/mi/mittwochs donnerstag/do/donnerstags "
    "freitag/fr/freitags samstag/sa/sonnabend/samstags sonntag/so/sonntags",
    "lundi/lundis mardi/mardis mercredi/mercredis jeudi/jeudis vendredi/vendredis "
    "samedi/samedis dimanche/dimanches",
)
"""By weekday, Monday is 1."""

SHORT_DAYS = frozenset("mo di mi do fr sa so sun sat mon wed fri".split())
"""Those that are other words too; they count only with a capital, and not as first word."""

RELATIVE = {
    folded(word): days
    for days, line in (
        (-2, "vorgestern"),
        (-1, "yesterday gestern hier"),
        (0, "today tonight heute aujourd'hui aujourd’hui"),  # noqa: RUF001 as it is typed
        (1, "tomorrow demain"),
        (2, "übermorgen"),
    )
    for word in line.split()
}

NUMBERS: dict[str, int] = {
    **_numbered(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty",
        "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
        "sechzehn siebzehn achtzehn neunzehn zwanzig",
        "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
        "dix-sept dix-huit dix-neuf vingt",
        "second/twice third/thrice fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
        "zweite/zweiter/zweiten/zweimal dritte/dritter/dritten/dreimal vierte/vierten "
        "fünfte/fünften sechste/sechsten siebte/siebten achte/achten neunte/neunten zehnte/zehnten",
        "deuxième/seconde troisième quatrième cinquième sixième septième huitième neuvième dixième",
        start=2,
    ),
    **{
        folded(word): number
        for number, words in {
            30: "thirty dreißig trente",
            40: "forty vierzig quarante",
            50: "fifty fünfzig cinquante",
            60: "sixty sechzig soixante",
            70: "seventy siebzig",
            80: "eighty achtzig",
            90: "ninety neunzig",
            100: "hundred hundert cent",
            1000: "thousand tausend mille",
            1_000_000: "million millionen millions",
        }.items()
        for word in words.split()
    },
}
"""Without "one", which is an article and a pronoun as well."""

STARTERS = frozenset(
    folded(word)
    for word in """
    the a an this that these those it its he she they we you i your his her their our my there here
    in on at by for from to with without of and or but if when while since until after before as
    no not yes none both all each some any many most another one other only also then however
    according regarding concerning please thanks because so what who whom which where how why
    der die das den dem des ein eine einen einem einer es er sie wir ihr ich du dein deine mein
    meine sein seine im in am an auf mit ohne bei von vom zu zum zur für und oder aber wenn als da
    nein nicht ja kein keine keinen beide alle jede jeder jedes laut nach vor seit bis um aus sie
    ihre ihren dies diese dieser dieses hier dort dann auch nur was wer wo wann wie warum
    le la les l un une des du de d il elle ils elles nous vous je tu on ce cette ces ça votre vos
    ton ta tes mon ma mes son sa ses leur leurs dans sur pour par avec sans et ou mais si quand
    selon non oui aucun aucune tous toutes chaque après avant depuis à au aux en pas ne y c n s
    """.split()
)
"""What may begin a sentence, and stand in it with a capital, without naming anybody."""

DENIALS = frozenset(
    folded(word)
    for word in """
    no not none never neither nor nobody nothing without cannot can't unable forbidden
    nicht nichts kein keine keinen keiner keinem keines nie niemand ohne weder verboten
    ne pas jamais rien aucun aucune sans personne ni interdit interdite
    """.split()
)
"""Words by which something is denied; "n't" is one too."""

LIMITS = DENIALS | frozenset(
    folded(word)
    for word in """
    refuse refuses refused except unless ausser sauf
    """.split()
)
"""Words of a record that a denial may stand on."""

TELLING = frozenset(
    folded(word)
    for word in """
    record records say says said mention mentions mentioned state states stated write writes wrote
    written tell tells told mean means ask asks asked find found information according answer email
    mail message document note notes text list lists listed include includes included
    scheduled located called named based given planned plan start starts begin begins end ends
    steht stehen sagt sagen schreibt schrieb geschrieben laut gibt findet
    dit disent écrit écrite mentionne indique
    """.split()
)
"""Words by which an answer refers to what it answers from; they state nothing."""
