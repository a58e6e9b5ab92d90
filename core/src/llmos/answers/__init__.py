"""Written answers: what the model says about what was found, as far as it stands there.

wish.py        whether a request wants an answer in words
records.py     what was found, as numbered records
writing.py     asks the model, and lets through what is borne out, sentence by sentence
sentences.py   sentences out of pieces of text
checking.py    which records bear a sentence out, or why none does
claims.py      what a sentence states that can be looked up
figures.py     numbers, in figures or as words
moments.py     days, months and hours
lexicon.py     the words of three languages that this takes

The model only writes words here: it has no tools, what it reads is framed as data, and what it
writes is shown and leads to nothing. No sentence is shown whose numbers, names, dates or addresses
do not stand together in a record.
"""

from llmos.answers.checking import borne_out
from llmos.answers.claims import LINK
from llmos.answers.records import Record, records_of
from llmos.answers.wish import wants_words
from llmos.answers.writing import Sentence, shown, written

__all__ = [
    "LINK",
    "Record",
    "Sentence",
    "borne_out",
    "records_of",
    "shown",
    "wants_words",
    "written",
]
