"""Reads one template file without filling it: what it asks for, and whether its readers may have that."""

from collections.abc import Iterator
from typing import Final

from jinja2 import nodes

from replies.catalogue import HIDDEN, RECEIPTS, REPLIES, WRITTEN
from replies.facts import CaseFacts, LetterStatus, MediaFacts, OfficeFacts, ReceiptFacts, RecipientFacts
from replies.faults import BrokenTemplate
from replies.leftovers import leftovers
from replies.library import Library
from replies.samples import SAMPLE
from replies.sandbox import COMMON, dotted
from replies.shelf import PARTS
from rules.kinds import Kind

ALWAYS: Final = frozenset({"office", "language", "loop"})
# What stands behind the dot of a fact.
FIELDS: Final[dict[str, type]] = {
    "office": OfficeFacts,
    "case": CaseFacts,
    "recipient": RecipientFacts,
    "media": MediaFacts,
    "letter": LetterStatus,
}


def faults_in(library: Library, name: str) -> Iterator[tuple[int, str]]:
    """Yield the line and a sentence for every fault of the file. Raises BrokenTemplate where it cannot be read at all."""
    if not well_placed(name):
        yield (
            0,
            "nothing reads this file: its path is <reply>/<language>/<part>.txt or <reply>/<kind>/<language>/<part>.txt",
        )
        return
    tree = library.tree(name)
    for piece in tree.find_all(nodes.TemplateData):
        for line, words in leftovers(piece.data):
            yield piece.lineno + line - 1, f"a gap is left in the text: {words}"
    own = {dotted(loop.target) for loop in tree.find_all(nodes.For)}
    for reply in _readers(library, name):
        for line, fact in facts_in(tree):
            if sentence := why_not(reply, fact, own):
                yield line, sentence


def well_placed(name: str) -> bool:
    """Return whether the library can ever find a file of this name."""
    if not name.endswith(".txt"):
        return False
    match name.removesuffix(".txt").split("/"):
        case ["common", language, _]:
            return language in WRITTEN
        case [_, language, part]:
            return language in WRITTEN and part in PARTS
        case [_, kind, language, part]:
            return kind in list(Kind) and language in WRITTEN and part in PARTS
    return False


def unset(library: Library, office: OfficeFacts) -> tuple[str, ...]:
    """Return the facts of the office that some text would print and that are blank: what `vastaja check` names."""
    printed = {fact for name in filter(well_placed, library.shelf) for _, fact in facts_in(library.tree(name))}
    fields = sorted(fact.removeprefix("office.") for fact in printed if fact.startswith("office."))
    return tuple(field for field in fields if not str(getattr(office, field, "")).strip())


def _readers(library: Library, name: str) -> Iterator[str]:
    """Yield the replies whose text the file gets into."""
    if not name.startswith(COMMON):
        yield name.split("/")[0]
        return
    for other in library.shelf:
        if not other.startswith(COMMON) and name in _includes(library, other):
            yield other.split("/")[0]


def _includes(library: Library, name: str) -> tuple[str, ...]:
    try:
        return library.pieces(name)
    except BrokenTemplate:
        return ()  # told where that file is read itself


def facts_in(node: nodes.Node) -> Iterator[tuple[int, str]]:
    """Yield each fact that is read, whole (case.answer_by, not case)."""
    if name := dotted(node):
        if not (isinstance(node, nodes.Name) and node.ctx == "store"):
            yield node.lineno, name
        return
    for child in node.iter_child_nodes():
        yield from facts_in(child)


def why_not(reply: str, fact: str, own: set[str]) -> str:
    """Return why a reply may not use a fact, "" where it may. `own`: the names that its loops give."""
    owner, _, field = fact.partition(".")
    known = frozenset(REPLIES[reply].facts) if reply in REPLIES else SAMPLE.keys()
    fields = ReceiptFacts if reply in RECEIPTS and owner == "case" else FIELDS.get(owner)
    if reply in RECEIPTS and (
        owner not in {"office", "language", "case"} or (owner == "case" and not _has(fields, field))
    ):
        return f"a receipt may not use {fact}: it goes out before any person has looked at the letter"
    if owner not in ALWAYS | own | known:
        return f"the reply {reply} has no fact {fact}"
    if field and fields and not _has(fields, field):
        return f"there is no fact {fact}"
    if fact in HIDDEN.get(reply, frozenset()):
        return f"the reply {reply} may not tell {fact}"
    return ""


def _has(fields: type | None, field: str) -> bool:
    return bool(field) and not field.startswith("_") and hasattr(fields, field.split(".")[0])
