"""Workbooks as people make them: titles, merged headers, totals, text for numbers, hidden rows.

Plain tables lie beside them as .csv files, in tables/. Every one is small enough to work out its
answers by hand; the files `questions….toml` hold them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copy
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Row = list[Any]
TABLES = Path(__file__).parent / "tables"


def make_all(folder: Path) -> dict[str, Path]:
    """Write every workbook; by the name that the questions call it."""
    made = {path.name: Path(copy(path, folder)) for path in TABLES.iterdir()}
    for name, write in WORKBOOKS.items():
        path = folder / name
        write(path)
        made[name] = path
    return made


def _sheet(title: str) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return book, sheet


def sales(path: Path) -> None:
    book, sheet = _sheet("Week 47")
    sheet.append(["Sales figures, week 47"])
    sheet.merge_cells("A1:D1")
    sheet.append([])
    for row in (
        ["Region", "Bikes", "Revenue EUR", "Returns"],
        ["North", 61, 280600, 2],
        ["South", 47, 218550, 4],
        ["Benelux", 31, 141050, 1],
        ["United Kingdom", 12, 55200, 2],
        ["Total", "=SUM(B4:B7)", "=SUM(C4:C7)", "=SUM(D4:D7)"],
    ):
        sheet.append(row)
    sheet["A11"] = "Source: till system, without the test dealers"
    book.save(path)


def household(path: Path) -> None:
    book, sheet = _sheet("Ausgaben")
    for row in (
        ["Datum", "Kategorie", "Empfänger", "Betrag", "Bezahlt"],
        ["02.10.2026", "Miete", "Petersen", "1.480,00 €", "ja"],
        ["05.10.2026", "Lebensmittel", "Rewe", "86,40 €", "ja"],
        ["11.10.2026", "Strom", "Stadtwerke", "74,00 €", "ja"],
        ["19.10.2026", "Lebensmittel", "Edeka", "112,35 €", "ja"],
        ["28.10.2026", "Kleidung", "Globetrotter", "249,90 €", "ja"],
        ["02.11.2026", "Miete", "Petersen", "1.480,00 €", "ja"],
        ["06.11.2026", "Lebensmittel", "Rewe", "94,10 €", "ja"],
        ["13.11.2026", "Strom", "Stadtwerke", "74,00 €", "ja"],
        ["17.11.2026", "Lebensmittel", "Edeka", "67,25 €", "nein"],
        ["20.11.2026", "Skiurlaub", "Bergbahn", "312,00 €", "nein"],
        ["Summe", None, None, "4.030,00 €", None],
    ):
        sheet.append(row)
    book.save(path)


def orders(path: Path) -> None:
    book, sheet = _sheet("Orders")
    long, short, family = 3490, 2890, 4190
    for row in (
        ["Open orders"],
        ["Order", "Customer", "Model", "Qty", "Unit price", "Order date", "Delivered"],
        [4466, "Whitfield Cycles", "Long", 6, long, date(2026, 9, 14), date(2026, 10, 2)],
        [4471, "Whitfield Cycles", "Short", 10, short, date(2026, 10, 5), date(2026, 10, 30)],
        [4478, "Rad & Tat", "Long", 4, long, date(2026, 10, 12), None],
        [4480, "Fietshuis Utrecht", "Family", 8, family, date(2026, 10, 20), date(2026, 11, 12)],
        [4483, "Rad & Tat", "Short", 5, short, date(2026, 10, 27), None],
        [4490, "Fietshuis Utrecht", "Short", 12, short, date(2026, 11, 9), None],
        [4492, "Velo Baltik", "Family", 3, family, date(2026, 11, 16), None],
        [],
        [],
        ["Price list 2026"],
        ["Model", "List price", "Weight kg"],
        ["Short", short, 24.5],
        ["Long", long, 28],
        ["Family", family, 31.5],
        ["Cargo XL", 5290, 38],
    ):
        sheet.append(row)
    sheet.row_dimensions[7].hidden = True
    book.save(path)


def trips(path: Path) -> None:
    book, sheet = _sheet("School trips")
    for row in (
        ["Class", 2025, None, 2026, None],
        [None, "Pupils", "Cost", "Pupils", "Cost"],
        ["3a", 24, 480, 26, 546],
        ["3b", 22, 440, 25, 525],
        ["4a", 27, 594, 24, 528],
        ["4b", 25, 550, 23, 529],
    ):
        sheet.append(row)
    for cells in ("A1:A2", "B1:C1", "D1:E1"):
        sheet.merge_cells(cells)
    book.save(path)


def power(path: Path) -> None:
    book, sheet = _sheet("Stromverbrauch")
    for row in (
        ["Stromverbrauch 2026 in kWh"],
        ["Gerät", "Jan", "Feb", "Mär", "Apr"],
        ["Kühlschrank", 21, 19, 22, 20],
        ["Waschmaschine", 14, 12, 15, 11],
        ["Herd", 30, 28, 33, 25],
        ["Computer", 18, 17, 19, 16],
    ):
        sheet.append(row)
    book.save(path)


def staff(path: Path) -> None:
    book, sheet = _sheet("Staff")
    for row in (
        ["Name", "Department", "Salary USD", "Start date", "Office", "Remote"],
        ["Ada Park", "Sales", "52,400", "03/15/2019", "Boston", "yes"],
        ["Ben Ito", "Sales", "48,900", "07/01/2021", "Boston", "no"],
        ["Cleo Marsh", "Engineering", "71,250", "11/20/2018", "Denver", "yes"],
        ["Dev Rao", "Engineering", "68,000", "02/28/2022", "Boston", "no"],
        ["Eva Lind", "Support", "43,100", "09/05/2023", "Denver", "yes"],
        ["Finn O'Shea", "Support", "41,750", "01/13/2020", "Austin", "no"],
        ["Gia Costa", "Engineering", "75,500", "05/22/2017", "Austin", "yes"],
    ):
        sheet.append(row)
    book.save(path)


def plan(path: Path) -> None:
    book, sheet = _sheet("Plan 2026")
    for row in (
        ["Bikes, plan and sales 2026"],
        ["Month", "Planned", "Sold", "Returned"],
        ["January", 40, 38, 1],
        ["February", 45, 52, 2],
        ["March", 60, 60, 0],
        ["April", 80, 91, 3],
        ["May", 90, 84, 4],
        ["Total", 315, 325, 10],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    book.save(path)


def projects(path: Path) -> None:
    book, sheet = _sheet("Projekte")
    for row in (
        ["Projekt", "Leitung", "Budget", "Ausgaben", "Frist", "Fertig"],
        ["Hof", "Nowak", "12.000 €", "13.450 €", date(2026, 3, 31), date(2026, 4, 12)],
        ["Dach", "Haddad", "30.000 €", "28.900 €", date(2026, 6, 30), date(2026, 6, 30)],
        ["Halle", "Nowak", "8.500 €", "9.100 €", date(2026, 9, 15), date(2026, 9, 1)],
        ["Tor", "Raman", "4.000 €", "2.750 €", date(2026, 10, 1), None],
    ):
        sheet.append(row)
    book.save(path)


def invoices(path: Path) -> None:
    book, sheet = _sheet("Factures")
    for row in (
        ["Facture", "Client", "Date", "Montant HT", "TVA", "Statut"],
        ["F-101", "Boulangerie Morel", date(2026, 3, 4), "1 250,00", "250,00", "payée"],
        ["F-102", "Librairie Colas", date(2026, 3, 18), "480,50", "96,10", "payée"],
        ["F-103", "Boulangerie Morel", date(2026, 4, 2), "990,00", "198,00", "en retard"],
        ["F-104", "Atelier Petit", date(2026, 4, 21), "3 400,00", "680,00", "payée"],
        ["F-105", "Librairie Colas", date(2026, 5, 6), "515,00", "103,00", "ouverte"],
    ):
        sheet.append(row)
    book.save(path)


def workshop(path: Path) -> None:
    book, sheet = _sheet("Hours")
    for row in (
        ["Workshop hours, week 46"],
        ["Team", "Person", "Hours", "Shift"],
        ["Assembly", "Jo", 32, "early"],
        [None, "Kim", 28.5, "late"],
        [None, "Lee", 40, "early"],
        ["Subtotal", None, 100.5, None],
        ["Painting", "Max", 36, "late"],
        [None, "Nia", 30, "early"],
        ["Subtotal", None, 66, None],
        ["Total", None, 166.5, None],
    ):
        sheet.append(row)
    sheet.merge_cells("A3:A5")
    sheet.merge_cells("A7:A8")
    book.save(path)


def weather(path: Path) -> None:
    path.write_text(
        "Datum;Ort;Temperatur;Niederschlag\n"
        "01.07.2026;Hamburg;21,4;0,0\n"
        "02.07.2026;Hamburg;18,9;6,2\n"
        "01.07.2026;München;27,8;0,0\n"
        "02.07.2026;München;24,1;12,5\n"
        "03.07.2026;Hamburg;19,5;3,1\n"
        "03.07.2026;München;22,0;8,4\n",
        "utf-8",
    )


def stock(path: Path) -> None:
    header = ["Part", "Bin", "On hand", "Minimum"]
    _ods(
        path,
        {
            "Hamburg": [
                header,
                ["Saddle", "A1", 40, 20],
                ["Chain", "B2", 12, 25],
                ["Brake pad", "B3", 80, 60],
                ["Bell", "C1", 5, 10],
            ],
            "Leeds": [
                header,
                ["Saddle", "L1", 15, 10],
                ["Chain", "L2", 30, 25],
                ["Brake pad", "L4", 22, 40],
                ["Bell", "L9", 18, 10],
            ],
        },
    )


_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""


def _ods(path: Path, sheets: dict[str, list[Row]]) -> None:
    def cell(value: Any) -> str:
        if isinstance(value, int | float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        text = escape(str(value))
        kind = 'office:value-type="string"'
        return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"

    _save_ods(
        path,
        {
            name: "".join(
                f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows
            )
            for name, rows in sheets.items()
        },
    )


def spread(path: Path, sheet: str, rows: int, columns: int) -> None:
    """An .ods file with one value in A1, and one after as many empty rows and columns."""
    value = '<table:table-cell office:value-type="float" office:value="1"/>'
    row = "<table:table-row>{}</table:table-row>"
    _save_ods(
        path,
        {
            sheet: row.format(value)
            + f'<table:table-row table:number-rows-repeated="{rows}"/>'
            + row.format(f'<table:table-cell table:number-columns-repeated="{columns}"/>{value}')
        },
    )


def _save_ods(path: Path, sheets: dict[str, str]) -> None:
    tables = "".join(
        f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets.items()
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST.format(kind=kind))
        archive.writestr("content.xml", content)


WORKBOOKS: dict[str, Callable[[Path], None]] = {
    "sales-figures-week-47.xlsx": sales,
    "haushaltsbuch.xlsx": household,
    "orders-autumn.xlsx": orders,
    "school-trips.xlsx": trips,
    "stromverbrauch.xlsx": power,
    "staff.xlsx": staff,
    "factures-2026.xlsx": invoices,
    "plan-2026.xlsx": plan,
    "projekte.xlsx": projects,
    "workshop-hours.xlsx": workshop,
    "wetter-juli.csv": weather,
    "stock.ods": stock,
}
