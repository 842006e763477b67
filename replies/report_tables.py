"""The report for programs: .csv that no program takes for formulas, .xlsx with numbers as numbers."""

import csv
import io
from typing import Final

from replies.report import PERCENT, Cell, Report, Table

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a table program would take for a formula, or for the end of a cell
LONGEST_SHEET: Final = 31  # signs of a sheet's name (Excel)


def as_csv(report: Report) -> bytes:
    """Return one long table: period, table, row, measure, value; UTF-8 with its mark, so that Excel reads õ and ж rightly.

    Keys are the same in every language and never change their meaning: the table is fit for open data.
    """
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(("from", "to", "table", "row", "measure", "value"))
    first, last = report.first, report.last
    for number in report.numbers:
        rows.writerow(map(safe, (first, last, "all", "", number.key, number.value)))
    for table in report.tables:
        for row in table.rows:
            for measure, value in _measures(table, row):
                rows.writerow(map(safe, (first, last, table.key, _row_name(table, row), measure, value)))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(report: Report) -> bytes:
    """Return a workbook: a sheet of the figures, and one for each table."""
    import xlsxwriter

    octets = io.BytesIO()
    book = xlsxwriter.Workbook(octets, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    bold, big = book.add_format({"bold": True, "bottom": 1}), book.add_format({"bold": True, "font_size": 16})
    percent = book.add_format({"num_format": '0" %"'})
    sheet = book.add_worksheet(_sheet(report.title, set()))
    sheet.write_string(0, 0, report.title, big)
    sheet.write_string(1, 0, f"{report.period} · {report.office}")
    for number, one in enumerate(report.numbers, 3):
        sheet.write_string(number, 0, one.label)
        sheet.write_string(number, 1, one.written)
    for number, note in enumerate((*report.notes, report.made), len(report.numbers) + 4):
        sheet.write_string(number, 0, note)
    sheet.set_column(0, 0, 34)
    taken = {report.title.casefold()}
    for table in report.tables:
        _add_sheet(book, table, taken, bold, percent)
    book.close()
    return octets.getvalue()


def safe(cell: Cell) -> str:
    """Return a cell as text that is no formula: what begins like one gets an apostrophe before it."""
    if isinstance(cell, int | float) or cell is None:
        return "" if cell is None else str(cell)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _measures(table: Table, row: tuple[Cell, ...]) -> list[tuple[str, Cell]]:
    """Return the numbers of a row by the key of their column; the words before them name the row."""
    return [(key, value) for key, value in zip(table.keys, row, strict=True) if isinstance(value, int | float)]


def _row_name(table: Table, row: tuple[Cell, ...]) -> str:
    return " > ".join(str(value) for value in row if isinstance(value, str))


def _add_sheet(book: object, table: Table, taken: set[str], bold: object, percent: object) -> None:
    sheet = book.add_worksheet(_sheet(table.title, taken))  # type: ignore[attr-defined]
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, bold)
    for number, row in enumerate(table.rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(number, column, value, percent if table.keys[column].endswith(PERCENT) else None)
            elif value is not None:
                sheet.write_string(number, column, value)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, max(len(table.columns) - 1, 1), 16)
    sheet.freeze_panes(1, 0)


def _sheet(title: str, taken: set[str]) -> str:
    """Return a name a sheet may bear: short, without the signs Excel forbids, once."""
    plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title).strip()[: LONGEST_SHEET - 3] or "x"
    name, number = plain, 2
    while name.casefold() in taken:
        name, number = f"{plain} {number}", number + 1
    taken.add(name.casefold())
    return name
