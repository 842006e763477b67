"""The picture of a report: one column that a phone shows whole, large figures first, then bars with their numbers written out."""

from typing import Any, Final

from replies.report import Chart, Report

FONT: Final = "Liberation Sans"  # comes along with the converter: Estonian and Cyrillic letters, the same on every machine
WIDTH: Final = 344  # units; a phone is 360 wide
SCALE: Final = 3.0  # pixels a unit
TALLEST: Final = 2_500  # pixels
INK, PALE, PAPER = "#1f2933", "#61707f", "#ffffff"
ROW: Final = 30  # units of a bar with its label above it
LABEL: Final = 46  # letters of a label that fit above a bar


def picture(report: Report) -> bytes:
    """Return the report as PNG octets. Loads a JavaScript engine of some 80 MB: for a process of its own."""
    import vl_convert

    made: bytes = vl_convert.vegalite_to_png(specification(report), scale=min(SCALE, TALLEST / height_of(report)))
    return made


def height_of(report: Report) -> int:
    """Return how tall the picture is about, in units: Telegram shrinks what is taller than TALLEST pixels."""
    charts = sum(190 if one.upright else 60 + ROW * len(one.rows) for one in report.charts)
    return 54 + 52 * -(-len(report.numbers) // 3) + charts + 16 * (3 + len(report.charts)) + 90


def specification(report: Report) -> dict[str, Any]:
    """Return the Vega-Lite specification of the picture."""
    parts = [_head(report), _tiles(report), *(_upright(one) if one.upright else _lying(one) for one in report.charts), _foot(report)]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "background": PAPER, "padding": 8, "spacing": 16,
        "vconcat": parts, "resolve": {"scale": {"color": "independent"}, "legend": {"color": "independent"}},
        "config": {
            "font": FONT, "view": {"stroke": None}, "axis": {"labelColor": INK, "labelFontSize": 11, "domain": False, "ticks": False, "grid": False},
            "title": {"anchor": "start", "frame": "group", "color": INK, "fontSize": 14, "offset": 8}, "concat": {"align": "none"},
        },
    }  # fmt: skip


def _head(report: Report) -> dict[str, Any]:
    lines = [_text(report.title, 0, 10, 22, bold=True), _text(report.period, 0, 32, 13, PALE)]
    if report.office:
        lines.append(_text(report.office, 0, 48, 11, PALE))
    return {"width": WIDTH, "height": 54, "layer": lines}


def _tiles(report: Report) -> dict[str, Any]:
    """The numbers, three in a row, each above its words."""
    layers, across = [], 3
    wide = WIDTH / across
    for number, one in enumerate(report.numbers):
        left, top = number % across * wide, number // across * 52
        layers += [_text(one.written, left, top + 14, 22, bold=True), _text(_short(one.label, 20), left, top + 34, 11, PALE)]
    rows = -(-len(report.numbers) // across)
    return {"width": WIDTH, "height": rows * 52, "layer": layers}


def _lying(chart: Chart) -> dict[str, Any]:
    """Bars that lie, each below its own label, the sum at its end."""
    names, highest = [name for name, _ in chart.parts], max((sum(values) for _, values in chart.rows), default=1) or 1
    bars = [{"at": at, "part": names[place], "place": place, "value": value}
            for at, (_, values) in enumerate(chart.rows) for place, value in enumerate(values) if value]  # fmt: skip
    labels = [{"at": at, "label": _short(label, LABEL), "sum": sum(values), "told": _told(values)} for at, (label, values) in enumerate(chart.rows)]
    y = {"field": "at", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0, "paddingOuter": 0}}
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [0, highest * 1.18]}}
    scale = {"domain": names, "range": [colour for _, colour in chart.parts]}
    legend = {"orient": "top", "title": None, "labelFontSize": 11, "symbolType": "square", "offset": 2} if len(names) > 1 else None
    return {
        "title": chart.title, "width": WIDTH, "height": ROW * len(chart.rows),
        "layer": [
            {"data": {"values": bars}, "mark": {"type": "bar", "height": 11, "yOffset": 6},
             "encoding": {"y": y, "x": {**x, "field": "value", "stack": "zero"}, "order": {"field": "place"},
                          "color": {"field": "part", "type": "nominal", "scale": scale, "legend": legend}}},
            {"data": {"values": labels}, "mark": {"type": "text", "align": "left", "dy": -7, "fontSize": 12, "color": INK, "x": 0},
             "encoding": {"y": y, "text": {"field": "label"}}},
            {"data": {"values": labels}, "mark": {"type": "text", "align": "left", "dx": 5, "dy": 6, "fontSize": 11, "color": INK, "fontWeight": "bold"},
             "encoding": {"y": y, "x": {**x, "field": "sum"}, "text": {"field": "told"}}},
        ],
    }  # fmt: skip


def _upright(chart: Chart) -> dict[str, Any]:
    """Bars that stand beside each other for each time, the newest at the right; few enough labels to be read."""
    names = [name for name, _ in chart.parts]
    bars = [{"label": label, "part": names[place], "value": value} for label, values in chart.rows for place, value in enumerate(values)]
    every = -(-len(chart.rows) // 7)
    shown = [label for number, (label, _) in enumerate(chart.rows) if (len(chart.rows) - 1 - number) % every == 0]
    axis = {"labelAngle": 0, "title": None, "values": shown, "labelOverlap": False}
    scale = {"domain": names, "range": [colour for _, colour in chart.parts]}
    x = {"field": "label", "type": "ordinal", "sort": None, "axis": axis, "scale": {"paddingInner": 0.25}}
    y = {"field": "value", "type": "quantitative", "title": None, "axis": {"grid": True, "tickCount": 4, "gridColor": "#e4e7eb", "format": "d"}}
    legend = {"orient": "top", "title": None, "labelFontSize": 11, "symbolType": "square", "offset": 14}
    layers: list[dict[str, Any]] = [{"mark": "bar"}]
    if len(chart.rows) <= 6:
        layers.append({"mark": {"type": "text", "dy": -6, "fontSize": 10}, "encoding": {"text": {"field": "value"}, "color": {"value": INK}}})
    return {
        "title": chart.title, "width": WIDTH - 26, "height": 120, "data": {"values": bars}, "layer": layers,
        "encoding": {"x": x, "y": y, "xOffset": {"field": "part", "sort": names},
                     "color": {"field": "part", "type": "nominal", "scale": scale, "legend": legend}},
    }  # fmt: skip


def _foot(report: Report) -> dict[str, Any]:
    lines = [line for note in (*report.notes, report.made) for line in _wrapped(note, 62)]
    return {"width": WIDTH, "height": 13 * len(lines),
            "layer": [_text(line, 0, 6 + 13 * number, 10, PALE) for number, line in enumerate(lines)]}  # fmt: skip


def _text(words: str, x: float, y: float, size: int, colour: str = INK, bold: bool = False) -> dict[str, Any]:
    return {"data": {"values": [{}]}, "mark": {"type": "text", "text": words, "x": x, "y": y, "align": "left", "baseline": "middle",
            "fontSize": size, "color": colour, "fontWeight": "bold" if bold else "normal"}}  # fmt: skip


def _told(values: tuple[int, ...]) -> str:
    """Return the sum, and of two parts the second where there is one: 12, or 12 (3)."""
    return f"{sum(values)} ({values[1]})" if len(values) > 1 and values[1] else f"{sum(values)}"


def _short(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def _wrapped(words: str, longest: int) -> list[str]:
    lines, line = [], ""
    for word in words.split():
        if line and len(line) + len(word) + 1 > longest:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line] if line else lines
