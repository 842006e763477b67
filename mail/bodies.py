"""The shown text of a letter: which parts are its body, and their words, format=flowed undone."""

import re
from dataclasses import dataclass, field

from mail.charsets import decode
from mail.html import read_page
from mail.parts import Part, uudecode

BODY_LIMIT = 2_000_000  # signs
STUB = 40  # words of a plain text that may only say that there is a page
LONG_WORD = 25  # octets, white space with it

_UU = re.compile(rb"(?m)^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n((?:[ -`]{1,80}\r?\n){1,2000000})(?:`\r?\n)?end\b")
_CHARSET_IN_PAGE = re.compile(rb"(?i)<meta[^>]{0,200}charset=[\"']?([\w.:-]{2,40})")


Forms = dict[int, set[int]]  # by leaf, the alternatives it stands in


@dataclass(slots=True)
class Body:
    """The shown text, the same with quotes marked where the letter is a page, and the parts that make it up."""

    text: str = ""
    marked: str = ""
    shown: list[Part] = field(default_factory=list)
    loose: list[tuple[str, bytes]] = field(default_factory=list)  # uuencoded files that stood in the text
    defects: list[str] = field(default_factory=list)


def read_body(root: Part) -> Body:
    """Return the body: all inline plain parts joined, else the text of the pages (HTML)."""
    body = Body()
    leaves = root.leaves()
    plain = [leaf for leaf in leaves if leaf.type == "text/plain" and _is_inline(leaf)]
    plain = [leaf for leaf in plain if not leaf.filename or leaf.container in _ALTERNATIVE] or plain[:1]
    pages = [leaf for leaf in leaves if leaf.type in ("text/html", "application/xhtml+xml") and _is_inline(leaf)]
    pages = [leaf for leaf in pages if not leaf.filename or leaf.container in _ALTERNATIVE] or pages[:1]
    other = [leaf for leaf in leaves if leaf.type in _OTHER_TEXT and _is_inline(leaf) and not leaf.filename]
    forms = _forms(root, {})
    plain, stubs = _without_stubs(plain, pages, forms)
    body.shown = [*plain, *stubs]
    body.text = body.marked = _joined([_plain(leaf, body) for leaf in plain])
    if body.text.strip():
        _add_pages(body, plain, pages, leaves, forms)
    elif pages:
        read = [_page(leaf, body) for leaf in pages]
        body.text, body.marked = _joined([text for text, _ in read]), _joined([marked for _, marked in read])
        body.shown += pages
    elif other:
        body.text = body.marked = _joined([_plain(leaf, body) for leaf in other])
        body.shown += other
    if not body.text.strip():
        body.text = body.marked = _before_the_parts(root)
    body.shown += [leaf for leaf in leaves if leaf.type in _OTHER_FORMS and leaf.container == "multipart/alternative"]
    return body


def part_text(part: Part) -> str:
    """Return the words of a text part, whatever place it has."""
    body = Body()
    return _page(part, body)[0] if part.type in ("text/html", "application/xhtml+xml") else _plain(part, body)


def unflow(text: str, delete_space: bool) -> str:
    """Return the text with soft line breaks undone (RFC 3676), quote depth kept."""
    out: list[str] = []
    open_depth = -1  # depth of the paragraph that goes on, -1 for none
    for line in text.split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        if bare.startswith(" "):
            bare = bare[1:]
        flows = bare.endswith(" ") and bare != "-- "
        words = bare[:-1] if flows and delete_space else bare
        if open_depth == depth and bare != "-- ":
            out.append(words)
        else:
            out += ["\n", ">" * depth + " " if depth else "", words]
        open_depth = depth if flows else -1
    return "".join(out[1:])


_ALTERNATIVE = ("multipart/alternative", "")
_OTHER_TEXT = ("text/enriched", "text/richtext", "text/markdown", "text/x-markdown", "text/x-plain", "text/text")
_OTHER_FORMS = ("text/x-amp-html", "text/watch-html", "text/enriched", "text/richtext")


def _is_inline(part: Part) -> bool:
    return part.disposition != "attachment"


def _plain(part: Part, body: Body) -> str:
    octets = part.content()
    if b"\nbegin " in b"\n" + octets[:200_000] or b"\nbegin " in octets:
        octets = _take_out(octets, body)
    text, defect = decode(octets, part.charset())
    if defect:
        body.defects.append(defect)
    if part.parameters.get("format", "").lower() == "flowed":
        text = unflow(text, part.parameters.get("delsp", "").lower() == "yes")
    if part.type in ("text/enriched", "text/richtext"):
        text = re.sub(r"<[^<>]{0,100}>", "", text)
    return _bounded(text, body)


def _page(part: Part, body: Body) -> tuple[str, str]:
    octets = part.content()
    declared = part.charset()
    if not declared and (found := _CHARSET_IN_PAGE.search(octets, 0, 4_000)) is not None:
        declared = found[1].decode("ascii")
    html, defect = decode(octets, declared)
    page = read_page(html)
    body.defects += [*([defect] if defect else []), *page.defects]
    return _bounded(page.text, body), _bounded(page.marked, body)


def _take_out(octets: bytes, body: Body) -> bytes:
    """Take uuencoded files out of the text."""
    for found in _UU.finditer(octets):
        body.loose.append((decode(found[1])[0], uudecode(found[2].split(b"\n"))))
    return _UU.sub(b"", octets)


def _add_pages(body: Body, plain: list[Part], pages: list[Part], leaves: list[Part], forms: Forms) -> None:
    """Show pages beside plain text: the other form of it adds nothing, one with words of its own stands in its place among them."""
    body.shown += pages
    formed = set().union(*(forms.get(id(text), set()) for text in plain))
    words = set(_words_of(body.text))
    apart = [page for page in pages if formed.isdisjoint(forms.get(id(page), ()))]
    own = {id(page) for page in apart if _says_more(part_text(page), words)}
    if own:
        ours = own | {id(text) for text in plain}
        told = [_page(leaf, body) if id(leaf) in own else (_plain(leaf, Body()),) * 2 for leaf in leaves if id(leaf) in ours]
        body.text, body.marked = _joined([text for text, _ in told]), _joined([marked for _, marked in told])


def _forms(part: Part, found: Forms) -> Forms:
    """Return in which multipart/alternative each leaf stands, at whatever depth: they are forms of the same words."""
    for leaf in part.leaves() if part.type == "multipart/alternative" else ():
        found.setdefault(id(leaf), set()).add(id(part))
    for child in part.children:
        _forms(child, found)
    return found


def _without_stubs(plain: list[Part], pages: list[Part], forms: Forms) -> tuple[list[Part], list[Part]]:
    """Part plain texts from one that only says that there is a page: no mail program shows it where the page can be shown."""
    if len(plain) != 1 or len(pages) != 1 or forms.get(id(plain[0]), set()).isdisjoint(forms.get(id(pages[0]), ())):
        return plain, []
    return ([], plain) if _is_stub(plain[0], pages[0]) else (plain, [])


def _is_stub(text: Part, page: Part) -> bool:
    if len(text.encoded()) > STUB * LONG_WORD:  # so that the page of a usual letter need not be read
        return False
    said = _words_of(part_text(text))
    shown = _words_of(part_text(page)) if 0 < len(said) <= STUB else []
    known = set(shown)
    return len(shown) >= 2 * len(said) > 4 * sum(word in known for word in said)


def _says_more(text: str, words: set[str]) -> bool:
    """Tell whether a page that is no other form of the plain text says something that the text does not."""
    said = _words_of(text)
    return sum(word not in words for word in said) * 10 > len(said)


def _words_of(text: str) -> list[str]:
    return [word for word in text.lower().split() if any(sign.isalnum() for sign in word)]


def _before_the_parts(root: Part) -> str:
    """Return what a program wrote before the first part, where no mail program shows it, without what is said there of MIME."""
    text = decode(root.preamble)[0]
    before = re.sub(r"(?m)^--[^\n]*\s*\Z", "", text)  # the line that begins the first part
    return "\n\n".join(one for one in re.split(r"\n\s*\n", before) if "MIME" not in one).strip()


def _joined(texts: list[str]) -> str:
    return "\n\n".join(text.strip("\n") for text in texts if text.strip())


def _bounded(text: str, body: Body) -> str:
    if len(text) > BODY_LIMIT:
        body.defects.append("body_too_long")
    return text[:BODY_LIMIT]
