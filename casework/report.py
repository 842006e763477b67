"""The figures of a period put into words: the report that the chat shows and the files are made from."""

from collections.abc import Sequence
from datetime import date

from casework.figures import Figures, Line
from casework.turn import Turn
from reading.topic import topic_name
from replies.report import Chart, Number, Report, Table, written
from replies.report_words import word
from rules.kinds import Kind, Language, kind_name

GREEN, RED, BLUE, GREY = "#2e7d5b", "#c8553d", "#3b6ea5", "#9aa5b1"  # told apart also by who sees no red and green
TOP, TOPICS = 8, 6  # bars of one chart

_LINE_KEYS = ("came", "answered", "in_time_count", "in_time_percent", "median_days", "slowest_days")


def report_of(turn: Turn, found: Figures, language: Language, *, people: bool) -> Report:
    """Return the report. `people`: with the lines of officials, which are for heads only."""
    tables = [_lines(language, "by_kind", "kind", [_named(one, _kind(one.name, language)) for one in found.kinds]),
              _lines(language, "by_topic", "topic", [_named(one, topic_name(one.name) or word(language, "no_topic")) for one in found.topics])]  # fmt: skip
    if people:
        tables.append(_lines(language, "by_handler", "handler",
                             [_named(one, one.name or word(language, "nobody")) for one in found.handlers]))  # fmt: skip
    tables += _further(found, language)
    notes = [word(language, "note.days")] if found.whole.answered else []
    notes += [word(language, "note.extensions")] if found.extended else []
    return Report(
        title=word(language, "title"), period=period_words(found.first, found.last), office=turn.office.facts.name,
        made=word(language, "made").format(day=f"{turn.today:%d.%m.%Y}"), language=str(language),
        first=found.first.isoformat(), last=found.last.isoformat(), numbers=_numbers(found, language),
        charts=_charts(found, language), tables=tuple(one for one in tables if one.rows),
        notes=(word(language, "none"),) if found.is_empty else tuple(notes),
    )  # fmt: skip


def period_words(first: date, last: date) -> str:
    """Return the period as figures: 01.11.2026–30.11.2026."""
    return f"{first:%d.%m.%Y}–{last:%d.%m.%Y}" if first != last else f"{first:%d.%m.%Y}"


def percent(line: Line) -> int | None:
    """Return how many of a hundred answers were in time; rounded down, so that 100 means all. None where none had a day."""
    return line.in_time * 100 // line.timed if line.timed else None


def _numbers(found: Figures, language: Language) -> tuple[Number, ...]:
    whole, share = found.whole, percent(found.whole)
    told: dict[str, float | None] = {
        "came": whole.came, "answered": whole.answered, "in_time_percent": share, "median_days": whole.median_days,
        "slowest_days": whole.slowest_days, "extended": found.extended, "open": found.open_now, "late_now": found.late_now,
        "press_came": found.press.came,
    }  # fmt: skip
    return tuple(Number(key, word(language, key.removesuffix("_percent").removesuffix("_days")), written(key, value), value)
                 for key, value in told.items())  # fmt: skip


def _lines(language: Language, title: str, first: str, lines: Sequence[Line]) -> Table:
    columns = [word(language, key) for key in (first, "came", "answered", "in_time_count", "in_time", "median", "slowest")]
    rows = [(one.name, one.came, one.answered, one.in_time, percent(one), one.median_days, one.slowest_days) for one in lines]
    return Table(title, word(language, title), (first, *_LINE_KEYS), tuple(columns), tuple(rows))


def _further(found: Figures, language: Language) -> list[Table]:
    def say(key: str) -> str:
        return word(language, key)

    def counts(key: str, head: str, rows: Sequence[tuple[str, int | float | None]]) -> Table:
        return Table(key, say(key), (head, "count"), (say(head), say("count")), tuple(rows))

    press = found.press
    share = press.in_time * 100 // press.timed if press.timed else None
    weeks = tuple((f"{one.monday:%d.%m.%Y}", one.came, one.answered) for one in found.weeks if one.came or one.answered)
    return [
        Table("by_week", say("by_week"), ("week", "came", "answered"), (say("week"), say("came"), say("answered")), weeks),
        counts("extensions", "reason", [(say(f"sort.{sort}"), count) for sort, count in found.extension_sorts]),
        counts("outcomes", "outcome", [(say(f"outcome.{outcome}"), count) for outcome, count in found.outcomes]),
        Table("press", say("press"), ("came", "answered", "in_time_percent", "withdrawn"),
              (say("press_came"), say("answered"), say("in_time"), say("press_withdrawn")),
              ((press.came, press.answered, share, press.withdrawn),) if press.came else ()),
        Table("children", say("children"), ("count", "median_minutes"), (say("count"), say("child_minutes")),
              ((found.children, found.child_minutes),) if found.children else ()),
        Table("corrections", say("corrections"), ("field", "was", "became", "count"), (say("field"), say("was"), say("became"), say("count")),
              tuple((say(f"field.{field}"), _value(field, was, language), _value(field, became, language), count)
                    for field, was, became, count in found.corrections)),
        counts("feedback", "what", [(say("helped"), found.helped), (say("not_helped"), found.not_helped)]
               if found.helped or found.not_helped else []),
    ]  # fmt: skip


def _charts(found: Figures, language: Language) -> tuple[Chart, ...]:
    answered = sorted((one for one in found.kinds if one.answered), key=lambda one: -one.answered)[:TOP]
    kinds = Chart(word(language, "chart_kinds"), ((word(language, "in_time"), GREEN), (word(language, "late"), RED)),
                  tuple((_kind(one.name, language), (one.in_time + one.answered - one.timed, one.timed - one.in_time)) for one in answered))  # fmt: skip
    weeks = Chart(word(language, "chart_weeks"), ((word(language, "came"), GREY), (word(language, "answered"), BLUE)),
                  tuple((f"{one.monday:%d.%m}", (one.came, one.answered)) for one in found.weeks[-27:]), upright=True)  # fmt: skip
    named = [(topic_name(one.name), one.came) for one in found.topics if topic_name(one.name) and one.came][:TOPICS]
    topics = Chart(word(language, "chart_topics"), ((word(language, "came"), GREY),), tuple((name, (count,)) for name, count in named))
    shown = (kinds, weeks if any(sum(values) for _, values in weeks.rows) else None, topics)
    return tuple(one for one in shown if one and one.rows)


def _named(line: Line, name: str) -> Line:
    return Line(name, line.came, line.answered, line.timed, line.in_time, line.median_days, line.slowest_days)


def _kind(kind: str, language: Language) -> str:
    return kind_name(Kind(kind), language)


def _value(field: str, value: str, language: Language) -> str:
    if field == "kind" and value in set(Kind):
        return kind_name(Kind(value), language)
    if field == "topic":
        return topic_name(value) or value
    return word(language, f"value.{value}")
