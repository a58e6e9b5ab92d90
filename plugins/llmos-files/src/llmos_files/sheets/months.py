"""Names of months and weekdays in the languages that sheets come in."""

from __future__ import annotations

_LANGUAGES = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
)
_SHORT = (
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "jän feb mrz apr mai jun jul aug sept okt nov dez",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "ene feb mar abr may jun jul ago sep oct nov dic",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
)
MONTHS: dict[str, int] = {
    name: number
    for language in (*_SHORT, *_LANGUAGES)
    for number, name in enumerate(language.split(), 1)
}
"""From a month's name, in lower case, to its number."""

ENGLISH = _LANGUAGES[0].title().split()
"""The months in English, for wording."""
