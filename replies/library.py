"""Finds and fills the text of a reply. The folder tree is the index:

templates/<reply>/<language>/<part>.txt           part: subject, body or chat
templates/<reply>/<kind>/<language>/<part>.txt    where one kind of letter needs words of its own
templates/common/<language>/<piece>.txt           pieces that the others include
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from jinja2 import FunctionLoader, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError, meta, nodes

from replies.catalogue import FREE_TEXT, RECEIPTS
from replies.facts import CaseFacts
from replies.faults import BrokenTemplate, MissingFact, NoSuchReply
from replies.html import page
from replies.sandbox import COMMON, TemplateEnvironment
from replies.shelf import OWN, read_shelf
from replies.tidy import one_line, tidy
from rules.kinds import Kind, Language

__all__ = ["BrokenTemplate", "Library", "MissingFact", "NoSuchReply", "Rendered"]

TALLINN: Final = ZoneInfo("Europe/Tallinn")
LONGEST_LETTER: Final = 500_000  # characters
LINE_BETWEEN: Final = "\n" + "-" * 60 + "\n\n"
# Which language stands in where a reply is not written in the reader's own.
STAND_IN: Final = {Language.UNKNOWN: Language.ESTONIAN}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished text. `template_hash` names the very words of the templates it was made from."""

    subject: str  # one line
    text: str
    html: str
    template_hash: str
    parts: tuple[tuple[Language, str], ...] = ()  # the same text by language


class Library:
    """All templates of the house, read once. A missing fact is an error, never an empty space in a letter."""

    def __init__(self, roots: Sequence[Path] = (OWN,), zone: tzinfo = TALLINN) -> None:
        """Read `roots`, the agency's own first; the house's templates stand last, named or not."""
        self.shelf: Final = read_shelf((*roots, OWN))
        self.environment: Final = TemplateEnvironment(FunctionLoader(self._loaded), zone)
        self._pieces: Final[dict[str, tuple[str, ...]]] = {}

    def render(self, reply: str, language: Language, facts: Mapping[str, object], kind: Kind | None = None) -> Rendered:
        """Return the reply as a letter in `language` alone.

        Raises NoSuchReply, MissingFact and BrokenTemplate.
        """
        subject, text = self._letter(reply, language, facts, kind)
        parts = ((language, text),)
        return Rendered(subject, text, page(subject, parts), self._hash(reply, language, kind), parts)

    def render_bilingual(
        self,
        reply: str,
        language: Language,
        facts: Mapping[str, object],
        kind: Kind | None = None,
        *,
        translated: Mapping[str, object] | None = None,
    ) -> Rendered:
        """Return the Estonian letter, and below it the courtesy translation for a reader of `language` (KeeleS § 12).

        Readers of a language we do not write get English. `translated` holds in that language what a person
        wrote (substance, reason, question, positions): without it the translation misses that fact.
        """
        other = self.courtesy_language(reply, language, kind)
        if other is Language.ESTONIAN:
            return self.render(reply, Language.ESTONIAN, facts, kind)
        own_words = {name: fact for name, fact in facts.items() if name not in FREE_TEXT} | dict(translated or {})
        subject, text = self._letter(reply, Language.ESTONIAN, facts, kind)
        other_subject, other_text = self._letter(reply, other, own_words, kind)
        above, line = self._above(reply, other), self._piece("courtesy_line", other)
        both = f"{subject} / {other_subject}"
        parts = ((other, above), (Language.ESTONIAN, text), (other, f"{line}\n{other_text}"))
        hashes = self._hash(reply, Language.ESTONIAN, kind) + self._hash(reply, other, kind)
        return Rendered(
            subject=both,
            text=LINE_BETWEEN.join(words for _, words in parts),
            html=page(both, parts),
            template_hash=hashlib.sha256((hashes + above + line).encode()).hexdigest(),
            parts=parts,
        )

    def chat(self, reply: str, language: Language, facts: Mapping[str, object], kind: Kind | None = None) -> str:
        """Return the reply as a message of the chat: plain text, not escaped, in English for languages we do not write."""
        for choice in (language, STAND_IN.get(language, Language.ENGLISH)):
            if self._name(reply, choice, "chat", kind):
                return self.part(reply, choice, "chat", facts, kind).rstrip("\n")
        raise NoSuchReply(reply, language, "chat")

    def part(
        self, reply: str, language: Language, part: str, facts: Mapping[str, object], kind: Kind | None = None
    ) -> str:
        """Return one part of a reply, subject, body or chat, in `language` alone; raises as `render` does."""
        name = self._name(reply, language, part, kind)
        if not name:
            raise NoSuchReply(reply, language, part)
        return self._filled(name, _given(reply, language, facts), reply, language)

    def courtesy_language(self, reply: str, language: Language, kind: Kind | None = None) -> Language:
        """Return the language that stands below the Estonian text: the reader's if we write it, else English."""
        written = language is Language.ESTONIAN or self._name(reply, language, "body", kind)
        return language if written else Language.ENGLISH

    def files(self, reply: str, language: Language, part: str, kind: Kind | None = None) -> tuple[str, ...]:
        """Return the names of the files a text is made from, the pieces it includes among them."""
        name = self._name(reply, language, part, kind)
        if not name:
            raise NoSuchReply(reply, language, part)
        return name, *self.pieces(name)

    def pieces(self, name: str) -> tuple[str, ...]:
        """Return the names of the files that a file includes. Raises BrokenTemplate."""
        if name not in self._pieces:
            named = meta.find_referenced_templates(self.tree(name))
            self._pieces[name] = tuple(sorted({piece for piece in named if piece}))
        return self._pieces[name]

    def tree(self, name: str) -> nodes.Template:
        """Return a parsed template. Raises BrokenTemplate."""
        source = self.shelf[name]
        with _faults_of(str(source.path)):
            return self.environment.parse(self._loaded(name)[0], name, str(source.path))

    def _letter(
        self, reply: str, language: Language, facts: Mapping[str, object], kind: Kind | None
    ) -> tuple[str, str]:
        subject = self.part(reply, language, "subject", facts, kind)
        return one_line(subject), self.part(reply, language, "body", facts, kind)

    def _above(self, reply: str, language: Language) -> str:
        """Return the line that leads a reader to the translation; in a receipt the emergency numbers come before it."""
        note = self._piece("courtesy_above", language)
        return f"{self._piece('danger', language)}\n{note}" if reply in RECEIPTS else note

    def _piece(self, piece: str, language: Language) -> str:
        return self._filled(f"{COMMON}{language}/{piece}.txt", {"language": language}, COMMON + piece, language)

    def _filled(self, name: str, facts: Mapping[str, object], reply: str, language: Language) -> str:
        file = str(self.shelf[name].path) if name in self.shelf else name
        try:
            with _faults_of(file):
                return tidy(_limited(self.environment.get_template(name).generate(facts), file))
        except UndefinedError as absent:
            raise MissingFact(str(absent.message), reply, language) from absent

    def _name(self, reply: str, language: Language, part: str, kind: Kind | None) -> str:
        """Return the file to fill, "" if there is none: what is written for the kind stands before what is for all."""
        own = (f"{reply}/{kind}/{language}/{part}.txt",) if kind else ()
        return next((name for name in (*own, f"{reply}/{language}/{part}.txt") if name in self.shelf), "")

    def _hash(self, reply: str, language: Language, kind: Kind | None) -> str:
        names = [name for part in ("subject", "body") for name in self.files(reply, language, part, kind)]
        words = "\0".join(f"{name}\0{self.shelf[name].text}" for name in names)
        return hashlib.sha256(words.encode()).hexdigest()

    def _loaded(self, name: str) -> tuple[str, str, Callable[[], bool]]:
        source = self.shelf.get(name)
        if source is None:
            raise TemplateNotFound(name)
        if source.fault:
            raise BrokenTemplate(str(source.path), 0, source.fault)
        return source.text, str(source.path), lambda: True


def _given(reply: str, language: Language, facts: Mapping[str, object]) -> dict[str, object]:
    """Return the facts as the reply may see them: what is blank is missing, and a receipt sees the least."""
    given: dict[str, object] = {"positions": (), "more_time": (), **{name: fact for name, fact in facts.items() if not _blank(fact)}}
    if reply in RECEIPTS:
        given = {name: fact for name, fact in given.items() if name in ("office", "case")}
        if isinstance(case := given.get("case"), CaseFacts):
            given["case"] = case.receipt
    return given | {"language": language}


def _blank(fact: object) -> bool:
    return fact is None or (isinstance(fact, str) and not fact.strip())


def _limited(pieces: Iterable[str], file: str) -> str:
    text, length = [], 0
    for piece in pieces:
        length += len(piece)
        if length > LONGEST_LETTER:
            raise BrokenTemplate(file, 0, f"the text grows past {LONGEST_LETTER} characters")
        text.append(piece)
    return "".join(text)


@contextmanager
def _faults_of(file: str) -> Iterator[None]:
    """Turn what Jinja raises into BrokenTemplate; an undefined fact is told apart by its own class."""
    try:
        yield
    except (UndefinedError, BrokenTemplate):
        raise
    except TemplateNotFound as absent:
        raise BrokenTemplate(file, 0, f"there is no file {absent.name} to include") from absent
    except TemplateSyntaxError as wrong:
        raise BrokenTemplate(wrong.filename or file, wrong.lineno, wrong.message or "not a template") from wrong
    except TemplateError as wrong:
        raise BrokenTemplate(file, 0, wrong.message or type(wrong).__name__) from wrong
    except (RecursionError, MemoryError, SyntaxError) as wrong:  # Python's own limits on what Jinja wrote for it
        raise BrokenTemplate(file, 0, "the template is nested too deep") from wrong
