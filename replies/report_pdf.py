"""The report as a page to print: the figures, the bars as text tables, set by typst from the same data."""

import json
from typing import Any, Final

from replies.report import Report, Table, written

_PAGE: Final = """#let told = json(bytes(sys.inputs.report))
#set document(title: told.title)
#set page(paper: "a4", margin: (x: 2cm, y: 2cm), numbering: "1 / 1")
#set text(font: "Libertinus Serif", size: 10.5pt, lang: told.language)
#set table(stroke: none, inset: (x: 5pt, y: 4pt))
#text(size: 20pt, weight: "bold", told.title)
#linebreak()
#text(size: 11pt, fill: rgb("#4a5560"), told.period + "  ·  " + told.office)
#v(6pt)
#grid(columns: (1fr,) * 5, row-gutter: 12pt,
  ..told.numbers.map(pair => [#text(size: 18pt, weight: "bold", pair.at(1)) #linebreak() #text(size: 9pt, fill: rgb("#4a5560"), pair.at(0))]))
#v(4pt)
#for one in told.tables [
  #block(breakable: false, above: 14pt, below: 6pt)[#text(size: 12pt, weight: "bold", one.title)]
  #table(columns: (3.2fr,) + (1fr,) * (one.columns.len() - 1),
    align: (column, row) => if one.numeric.at(column) { right } else { left },
    table.header(..one.columns.map(name => text(size: 8.5pt, fill: rgb("#4a5560"), name)), table.hline(stroke: 0.5pt)),
    ..one.rows.flatten())
]
#v(10pt)
#for note in told.notes [#text(size: 8.5pt, fill: rgb("#4a5560"), note) #linebreak()]
#text(size: 8.5pt, fill: rgb("#4a5560"), told.made)
"""


def as_pdf(report: Report) -> bytes:
    """Return the report as PDF octets. Loads typst: for a process of its own."""
    import typst

    told = {"title": report.title, "period": report.period, "office": report.office, "made": report.made, "language": report.language,
            "numbers": [(one.label, one.written) for one in report.numbers], "notes": report.notes, "tables": [_table(one) for one in report.tables]}  # fmt: skip
    made = typst.compile(_PAGE.encode(), sys_inputs={"report": json.dumps(told, ensure_ascii=False)})
    assert isinstance(made, bytes)  # noqa: S101  # one document gives one file; the library's type also knows pages
    return made


def _table(table: Table) -> dict[str, Any]:
    numeric = [any(isinstance(row[at], int | float) for row in table.rows) for at in range(len(table.keys))]
    rows = [[written(key, cell) for key, cell in zip(table.keys, row, strict=True)] for row in table.rows]
    return {"title": table.title, "columns": table.columns, "numeric": numeric, "rows": rows}
