"""Reading records as bytes gives exactly what the parser gives, whatever the document is."""

from __future__ import annotations

import io
from random import Random

import numpy as np
import pytest

from llmos_health.reading.document import DocumentReader, Element
from llmos_health.reading.pieces import Known
from llmos_health.reading.problems import Problems, UnreadableExport
from llmos_health.reading.records import Records

from ..conftest import document, record, small_body, text_of


class Slices(io.BytesIO):
    """A stream that gives blocks of changing size."""

    def __init__(self, text: bytes, seed: int) -> None:
        super().__init__(text)
        self._random = Random(seed)

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(self._random.choice((17, 300, 5_000, 40_000)))


def read(text: bytes, *, quickly: bool, seed: int = 1) -> tuple[object, ...]:
    """Everything that comes out of a document, in an order that does not depend on the way."""
    seen, trees, problems = [], [], Problems()
    records = Records(lambda rows: seen.append(rows.copy()), problems)
    failed = ""
    try:
        reader = DocumentReader(records, trees.append, problems)
        reader.read(Slices(text, seed), lambda done: None, quickly=quickly)
    except UnreadableExport as error:
        failed = str(error)
    told = [
        (
            kind.type,
            kind.source,
            kind.unit,
            row["start"],
            row["seconds"],
            _value(records, kind, row),
            row["offset"],
            row["end_offset"],
            row["flags"],
        )
        for rows in seen
        for row in rows
        for kind in [records.kinds[row["kind"]]]
    ]
    return (
        sorted(map(str, told)),
        [_tree(one) for one in trees],
        sorted(problems.sentences()),
        failed,
    )


def _value(records: Records, kind: object, row: np.void) -> object:
    value = float(row["value"])
    return records.words[int(value)] if kind.is_category and value == value else str(value)


def _tree(one: Element) -> object:
    return one.name, sorted(one.attributes.items()), [_tree(child) for child in one.children]


def assert_same(text: bytes) -> None:
    slowly = read(text, quickly=False)
    for seed in (1, 2, 3):
        assert read(text, quickly=True, seed=seed) == slowly


METADATA = '<MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="2"/>'
RECORD = record()
ODD = {
    "comment around records": f"<!-- {RECORD * 3} -->",
    "comment that ends late": f"<!-- a > b \n{RECORD}\n-->{RECORD * 3}",
    "cdata": f"<Workout><![CDATA[ {RECORD} ]]></Workout>{RECORD}",
    "records in a correlation": f"<Correlation>{RECORD * 2}</Correlation>{RECORD * 2}",
    "metadata": record(inside=METADATA) * 3 + RECORD,
    "nested lists": record(
        inside="<HeartRateVariabilityMetadataList><A/></HeartRateVariabilityMetadataList>"
    ),
    "entities in names": record(source="A &amp; B &#8217;") * 3,
    "newline in an attribute": record(source="A\nB") * 3,
    "no value": record(value=None) * 2 + RECORD,
    "empty value": record(value="") * 2 + RECORD,
    "odd numbers": "".join(
        record(value=v) for v in ("1e3", "-5", ".5", "1_0", "0x1", "nan", "inf", "1,5")
    ),
    "impossible dates": record(start="2026-13-02 10:00:00 +0100")
    + record(start="2026-02-30 10:00:00 +0100"),
    "odd dates": record(start="2026-03-02T10:00:00+0100") + record(start="") + RECORD,
    "backwards": record(end="2026-03-01 10:00:00 +0100") + RECORD,
    "other order": ' <Record value="1" endDate="2026-03-02 10:00:00 +0100" startDate="2026-03-02 '
    '10:00:00 +0100" sourceName="x" type="HKQuantityTypeIdentifierStepCount"/>' + RECORD * 2,
    "duplicate attribute": record(more=' value="2"') + RECORD,
    "more attributes": record(more=' other="2"') * 3,
    "unknown type": record("HKQuantityTypeIdentifierNewThing", unit="furlong") * 3,
    "category": record("HKCategoryTypeIdentifierMindfulSession", value=None, unit=None) * 3,
    "no source": RECORD.replace(' sourceName="Mira\'s iPhone"', "") * 3,
    "no type": RECORD.replace(' type="HKQuantityTypeIdentifierStepCount"', "") * 3,
    "text between": f"words {RECORD} more &amp; words {RECORD}",
    "tag left open": f"{RECORD}<Workout>{RECORD}",
    "tag left open in a tag": f'{RECORD}<Workout a="{RECORD * 2}',
    "bare ampersand": f"{RECORD} & {RECORD}",
    "half an entity": f"{RECORD} &am{RECORD}p; {RECORD}",
    "closed too early": f"{RECORD * 2}</HealthData>{RECORD * 2}",
    "processing instruction": f"<?x {RECORD} ?>{RECORD * 2}",
    "control characters": record(source="a\x01b") + RECORD,
    "greater than in a name": record(source="a>b") * 3,
}


@pytest.mark.parametrize("inside", ODD.values(), ids=ODD.keys())
def test_an_odd_document_reads_the_same(inside):
    assert_same(document(RECORD * 3, inside, "\n", RECORD * 3).encode())


def test_a_synthetic_export_reads_the_same():
    assert_same(text_of(small_body(days=3)))


def test_bytes_that_are_no_utf8_read_the_same():
    text = document(RECORD * 3, record(source="X") * 2, RECORD).encode()
    assert_same(text.replace(b'"X"', b'"\xff\xfe"'))


def test_another_encoding_reads_the_same():
    text = document(record(source="Küche") * 4).replace("UTF-8", "ISO-8859-1")
    assert_same(text.encode("latin-1"))


def test_attributes_with_defaults_read_the_same():
    doctype = '<!DOCTYPE HealthData [<!ATTLIST Record unit CDATA "km">]>\n<HealthData'
    assert_same(document(record(unit=None) * 4).replace("<HealthData", doctype, 1).encode())


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_export_reads_the_same(seed):
    random = Random(seed)
    text = bytearray(text_of(small_body(days=1, density=0.02)))
    for _ in range(random.randrange(1, 4)):
        place = random.randrange(1_500, len(text))
        kind = random.randrange(3)
        if kind == 0:
            text[place] = random.choice(b'<>"&/= x\x00\xc3')
        elif kind == 1:
            del text[place : place + random.randrange(1, 400)]
        else:
            begin = random.randrange(1_500, len(text))
            text[place:place] = text[begin : begin + random.randrange(1, 800)]
    assert_same(bytes(text))


def test_an_export_that_breaks_off_reads_the_same():
    text = text_of(small_body(days=1, density=0.05))
    for length in range(len(text) // 2, len(text), len(text) // 23):
        assert_same(text[:length])


def test_plain_records_are_not_shown_to_the_parser(monkeypatch):
    text = document(RECORD * 500).encode()
    fed = []
    feed = DocumentReader.feed
    monkeypatch.setattr(
        DocumentReader, "feed", lambda self, piece: (fed.append(len(piece)), feed(self, piece))[1]
    )
    read(text, quickly=True)
    assert sum(fed) < len(text) / 10


def test_what_repeats_is_checked_by_the_parser_once(monkeypatch):
    checked = []
    check = Known._check
    monkeypatch.setattr(
        Known, "_check", lambda self, rest: (checked.append(rest), check(self, rest))[1]
    )
    read(document(RECORD * 500).encode(), quickly=True)
    assert len(checked) <= 3
