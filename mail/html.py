"""The text of an HTML letter as a person sees it: hidden words left out, nothing ever fetched."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mail.charsets import clean

HTML_LIMIT = 4_000_000  # signs
NODE_LIMIT = 400_000
DEPTH_LIMIT = 1_500

_SILENT = {
    "script",
    "style",
    "head",
    "title",
    "template",
    "noscript",
    "svg",
    "math",
    "object",
    "iframe",
    "select",
    "datalist",
    "meta",
    "link",
}
_BLOCK = {
    "p", "div", "table", "tr", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "form",
    "section", "article", "header", "footer", "main", "aside", "address", "fieldset", "center", "caption", "figure", "body", "thead",
    "tbody", "tfoot", "nav", "figcaption", "legend",
}  # fmt: skip
_PARAGRAPH = {"p", "blockquote", "table", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
_DATA_URI = re.compile(r"""(?i)data:[a-z]+/[^"'\s>)]{200,}""")
_HIDDEN = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|font-size:0(?:px|pt|em|rem|%)?(?:;|$|!)|opacity:0(?:\.0+)?(?:;|$|!)"
    r"|text-indent:-\d{3,}|left:-\d{4,}|top:-\d{4,}|max-height:0(?:px)?(?:;|$|!)|clip:rect\(0"
)
_SAME_COLOUR = re.compile(r"(?:^|;)color:([^;]+)(?:;|$)")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;]+)(?:;|$)")
_NESTING = re.compile(
    r"(?i)<(/?)(?:div|span|table|blockquote|ul|ol|b|i|u|font|a|em|strong|center|section|form|fieldset|d[a-z]+|s[a-z]+)\b"
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SCRIPT = re.compile(r"(?i)<(script|style)\b")
_SCRIPT_END = {name: re.compile(rf"(?i)</{name}>") for name in ("script", "style")}
_SPACE = re.compile(r"[ \t\n\r\f\u00a0]+")


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader of a page sees; `marked` has ">" before quoted lines, as a plain letter would."""

    text: str
    marked: str
    defects: tuple[str, ...]


class _Lines:
    """The lines of the page as they grow, each with the depth of quoting it stands in."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, str]] = []
        self.line: list[str] = []
        self.depth = 0
        self.preformatted = 0
        self.hidden = 0  # signs left out
        self.held_open = False  # by a space that may not break, as editors write an empty line

    def say(self, text: str) -> None:
        if not self.preformatted:
            self.held_open |= "\u00a0" in text
            self.line.append(_SPACE.sub(" ", text))
            return
        first, *rest = text.split("\n")
        self.line.append(first)
        for line in rest:
            self.end_line()
            self.line.append(line)

    def end_line(self) -> None:
        self.lines.append((self.depth, re.sub("  +", " ", "".join(self.line)).strip(" ")))
        self.line, self.held_open = [], False

    def break_block(self, blank: bool) -> None:
        if "".join(self.line).strip():
            self.end_line()
        blank = blank or self.held_open
        self.line, self.held_open = [], False
        if blank and self.lines and self.lines[-1][1]:
            self.lines.append((self.depth, ""))

    def text(self) -> str:
        return _tidy(text for _, text in self.lines)

    def marked(self) -> str:
        return _tidy(f"{'>' * min(depth, 8)} {text}".strip() if depth else text for depth, text in self.lines)


def read_page(html: str) -> Page:
    """Return what a reader of the page sees."""
    defects: list[str] = []
    html = _DATA_URI.sub("", html)
    if len(html) > HTML_LIMIT:
        html = html[:HTML_LIMIT]
        defects.append("html_too_long")
    if _too_deep(html):
        return _stripped(html, [*defects, "html_too_deep"])
    tree = LexborHTMLParser(html)
    lines = _Lines()
    if tree.root is not None:
        _walk(tree.root, lines, defects)
    lines.break_block(False)
    if lines.hidden:
        defects.append("hidden_text")
    text, marked = lines.text(), lines.marked()
    if not text and lines.hidden and tree.root is not None:  # a letter that hides every word is still a letter
        text = marked = " ".join(tree.root.text(separator=" ").split())
    return Page(clean(text), clean(marked), tuple(defects))


def html_text(html: str) -> str:
    """Return the text a reader of the page sees."""
    return read_page(html).text


def _tidy(lines: Iterable[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _too_deep(html: str) -> bool:
    """Tell whether elements nest so deep that a parser's time would grow with the square of the depth."""
    if html.count("<") < DEPTH_LIMIT:
        return False
    depth = 0
    for found in _NESTING.finditer(html):
        depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > DEPTH_LIMIT:
            return True
    return False


def _stripped(html: str, defects: list[str]) -> Page:
    """Return the words of a page that is too deep to be read as a tree, its tags simply taken out."""
    text = unescape(_TAG.sub("\n", _without_scripts(html)))
    text = clean(_tidy(" ".join(line.split()) for line in text.split("\n") if line.strip()))
    return Page(text, text, tuple(defects))


def _without_scripts(html: str) -> str:
    """Return the page without its scripts and styles. What follows one that never ends is kept; each end is looked for once."""
    kept, at, never = list[str](), 0, set[str]()
    for found in _SCRIPT.finditer(html):
        name = found[1].lower()
        if found.start() < at or name in never:
            continue
        end = _SCRIPT_END[name].search(html, found.end())
        if end is None:
            never.add(name)
            continue
        kept.append(html[at : found.start()])
        at = end.end()
    return " ".join([*kept, html[at:]])


def _walk(root: LexborNode, lines: _Lines, defects: list[str]) -> None:
    """Walk the tree without recursion, in order, entering and leaving each element."""
    node: LexborNode | None = root
    for _ in range(NODE_LIMIT):
        if node is None:
            return
        child = _visit(node, lines)
        if child is not None:
            node = child
            continue
        while node is not None and node.next is None:
            node = node.parent
            if node is None or node.mem_id == root.mem_id:
                return
            _leave(node.tag or "", lines)
        node = node.next if node is not None else None
    defects.append("html_too_long")


def _visit(node: LexborNode, lines: _Lines) -> LexborNode | None:
    """Say what stands at the node; return its first child if the walk goes on within it."""
    tag = node.tag or ""
    if tag == "-text":
        lines.say(node.text_content or "")
        return None
    if tag in _SILENT or (tag.startswith("-") and tag != "-document"):
        return None
    if _is_hidden(node):
        lines.hidden += len((node.text(deep=True) or "").strip())
        return None
    _enter(tag, lines)
    child = node.child
    if child is None:
        _leave(tag, lines)
    return child


def _enter(tag: str, page: _Lines) -> None:
    if tag == "br":
        page.end_line()
    elif tag in ("td", "th"):
        page.line.append(" ")
    elif tag in _BLOCK:
        page.break_block(tag in _PARAGRAPH)
    page.depth += tag == "blockquote"
    page.preformatted += tag == "pre"


def _leave(tag: str, page: _Lines) -> None:
    if tag in ("td", "th"):
        page.line.append(" ")
    elif tag in _BLOCK:
        page.break_block(tag in _PARAGRAPH)
    page.depth -= tag == "blockquote"
    page.preformatted -= tag == "pre"


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    if not style:
        return False
    style = "".join(style[:2_000].lower().split())
    if _HIDDEN.search(style):
        return True
    colour, ground = _SAME_COLOUR.search(style), _BACKGROUND.search(style)
    return bool(colour and ground and colour[1] == ground[1] and colour[1] not in ("inherit", "transparent"))
