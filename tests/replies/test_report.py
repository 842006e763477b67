"""A report as picture, page, workbook and open data."""

import asyncio
import csv
import io
import json
import struct
import zipfile
from dataclasses import asdict, replace

import pypdfium2
import pytest

from replies.report import Chart, Number, Report, Table, report_from, written
from replies.report_files import MADE_BY, file_made_apart, file_of
from replies.report_picture import TALLEST, specification
from replies.report_words import WORDS

REPORT = Report(
    "Pöördumised", "01.11.2026–30.11.2026", "Näidisamet", "Koostatud 30.11.2026", "et", "2026-11-01", "2026-11-30",
    (Number("came", "Saabus", "1 248", 1248), Number("in_time_percent", "Tähtajaks", "–", None)),
    (Chart("Vastused liigi järgi", (("Tähtajaks", "#2e7d5b"), ("Hiljem", "#c8553d")), (("märgukiri", (30, 2)), ("обращение", (1, 0)))),
     Chart("Nädala kaupa", (("Saabus", "#999999"), ("Vastatud", "#333333")), (("02.11", (3, 2)), ("09.11", (5, 5))), upright=True)),
    (Table("by_topic", "Teema järgi", ("topic", "came", "in_time_percent", "median_days"), ("Teema", "Saabus", "Tähtajaks", "Mediaan"),
           (("=HYPERLINK(\"http://x\")", 7, 96, 12.5), ("@lapsed, „õ“", 1, None, None))),),
    ("Päevad on kalendripäevad.",),
)  # fmt: skip


def test_what_json_carries_is_the_same_report() -> None:
    assert report_from(json.loads(json.dumps(asdict(REPORT)))) == REPORT


def test_open_data_has_one_row_a_figure_and_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(file_of(REPORT, ".csv").decode("utf-8-sig"))))
    assert rows[0] == ["from", "to", "table", "row", "measure", "value"]
    assert rows[1] == ["2026-11-01", "2026-11-30", "all", "", "came", "1248"]
    assert rows[3] == ["2026-11-01", "2026-11-30", "by_topic", "'=HYPERLINK(\"http://x\")", "came", "7"]
    assert [row[3] for row in rows[1:] if row[3].startswith(("=", "+", "-", "@"))] == []
    assert rows[-1] == ["2026-11-01", "2026-11-30", "by_topic", "'@lapsed, „õ“", "came", "1"]


def test_a_workbook_holds_numbers_as_numbers_and_words_as_words() -> None:
    with zipfile.ZipFile(io.BytesIO(file_of(REPORT, ".xlsx"))) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        words = book.read("xl/sharedStrings.xml").decode()
    assert "=HYPERLINK" in words
    assert not any("<f>" in sheet or "hyperlink" in sheet for sheet in sheets)
    assert "<v>12.5</v>" in sheets[1]


def test_a_picture_is_one_phone_wide_and_no_taller_than_telegram_keeps() -> None:
    octets = file_of(REPORT, ".png")
    assert octets[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", octets[16:24])
    assert width > 1000
    assert height < TALLEST
    tall = replace(REPORT, charts=(Chart("x", (("a", "#000000"),), tuple((f"{n}", (n,)) for n in range(60))),))
    width, height = struct.unpack(">II", file_of(tall, ".png")[16:24])
    assert height <= TALLEST * 1.04


def test_what_a_picture_says_stands_in_its_specification() -> None:
    said = json.dumps(specification(REPORT), ensure_ascii=False)
    assert [word for word in ("Pöördumised", "1 248", "märgukiri", "обращение", "32 (2)", "02.11") if word not in said] == []


def test_a_page_holds_its_words_in_both_alphabets() -> None:
    page = pypdfium2.PdfDocument(file_of(replace(REPORT, title="Обращения õäöü"), ".pdf"))[0].get_textpage().get_text_range()
    assert "Обращения õäöü" in page
    assert "HYPERLINK" in page
    assert "12,5" in page


async def test_a_picture_is_made_in_a_process_of_its_own() -> None:
    assert (await file_made_apart(REPORT, ".pdf"))[:5] == b"%PDF-"
    assert (await asyncio.wait_for(file_made_apart(REPORT, ".csv"), 5)).startswith(b"\xef\xbb\xbffrom,to")


@pytest.mark.parametrize(("key", "cell", "said"), [
    ("x_percent", 96, "96 %"), ("x", 12.5, "12,5"), ("x", 12.0, "12"), ("x", 1248, "1 248"), ("x", None, "–"), ("x", "", "–"), ("x", "a", "a"),
])  # fmt: skip
def test_cells_are_written_as_people_write_them(key: str, cell: float | str | None, said: str) -> None:
    assert written(key, cell) == said


def test_every_word_of_a_report_is_there_in_three_languages() -> None:
    assert [len(words) for words in WORDS.values()] == [len(next(iter(WORDS.values())))] * 3
    assert all(word for words in WORDS.values() for word in words.values())
    assert set(MADE_BY) == {".png", ".pdf", ".csv", ".xlsx"}
