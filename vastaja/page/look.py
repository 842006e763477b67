"""How the page looks: its templates filled, each word made safe by the engine, times as the office writes them."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.words import has, refusal, say_plain
from reading.topic import topic_name
from rules.kinds import Language, kind_name
from vastaja.page.guard import HEADERS
from vastaja.page.words import said

STATIC: Final[Mapping[str, str]] = {"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml"}


class Look:
    """Fills templates for one office."""

    def __init__(self, base: str, office: str, zone: tzinfo) -> None:
        self._base, self._office, self._zone = base, office, zone
        self._templates = Environment(loader=FunctionLoader(read), autoescape=True, undefined=StrictUndefined,
                                      trim_blocks=True, lstrip_blocks=True)  # fmt: skip
        self._templates.filters.update(moment=self.moment, clock=self.clock, day=day, size=size)

    def page(self, name: str, language: Language, status: int = 200, **facts: Any) -> HTMLResponse:
        """Return a page in this language."""
        text = self._templates.get_template(f"{name}.html").render(
            base=self._base, office=self._office, language=language.value, t=lambda key, **more: said(language, key, **more),
            knows=has, topic=lambda slug: topic_name(slug) or slug,
            chat=lambda key, **more: say_plain(language, key, **more), kind=lambda one: kind_name(one, language), **facts)  # fmt: skip
        return HTMLResponse(text, status, HEADERS)

    def moment(self, value: datetime) -> str:
        return f"{value.astimezone(self._zone):%d.%m.%Y %H.%M}"

    def clock(self, value: datetime) -> str:
        return f"{value.astimezone(self._zone):%H.%M}"


def why_refused(language: Language, error: Exception) -> str:
    """Return the chat's own sentence of a refusal, without tags."""
    from bot.text import without_tags

    return without_tags(refusal(language, error))


def day(value: date | None) -> str:
    return f"{value:%d.%m.%Y}" if value else "–"


def size(octets: int) -> str:
    """Return a size as people read it."""
    if octets < 1024 * 1024:
        return f"{max(1, round(octets / 1024))} KB"
    return f"{octets / 1024 / 1024:.1f} MB".replace(".", ",")


def read(name: str) -> str:
    """Return the text of a file of the page."""
    return files("vastaja").joinpath("page", "static", name).read_text(encoding="utf-8")
