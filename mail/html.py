"""The text of an HTML letter as a person sees it: hidden words left out, nothing ever fetched."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mail.charsets import clean

HTML_LIMIT = 4_000_000  # signs
NODE_LIMIT = 400_000

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
_SPACE = re.compile(r"[ \t\n\r\f\u00a0]+")


class _Page:
    """The lines of the page as they grow. A quoted block's lines begin with "> " where the quotes are wanted."""

    def __init__(self, quotes: bool) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quotes = quotes
        self.depth = 0
        self.hidden = 0  # signs left out

    def say(self, text: str, kept: bool) -> None:
        if kept:
            first, *rest = text.split("\n")
            self.line.append(first)
            for line in rest:
                self.end_line()
                self.line.append(line)
        else:
            self.line.append(_SPACE.sub(" ", text))

    def end_line(self) -> None:
        text = re.sub("  +", " ", "".join(self.line)).strip(" ")
        self.lines.append(f"{self.mark()} {text}".strip() if self.mark() else text)
        self.line = []

    def break_block(self, blank: bool) -> None:
        if "".join(self.line).strip():
            self.end_line()
        self.line = []
        if blank and self.lines and self.lines[-1].strip("> "):
            self.lines.append(self.mark())

    def mark(self) -> str:
        return ">" * min(self.depth, 8) if self.quotes else ""

    def text(self) -> str:
        self.break_block(False)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip()


def html_text(html: str, quotes: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return the text a reader of the page sees, and the defects met.

    With `quotes` the lines of quoted blocks begin with ">", as they would in a plain letter.
    """
    defects: list[str] = []
    html = _DATA_URI.sub("", html)
    if len(html) > HTML_LIMIT:
        html = html[:HTML_LIMIT]
        defects.append("html_too_long")
    page = _Page(quotes)
    tree = LexborHTMLParser(html)
    shown = _walk(tree.root, page, defects) if tree.root is not None else ""
    if page.hidden:
        defects.append("hidden_text")
    if not shown and page.hidden:  # a letter that hides every word is still a letter
        shown = clean(" ".join(tree.root.text(separator=" ").split())) if tree.root is not None else ""
    return clean(shown), tuple(defects)


def _walk(root: LexborNode, page: _Page, defects: list[str]) -> str:
    """Walk the tree without recursion, in order, entering and leaving each element."""
    node: LexborNode | None = root
    seen = preformatted = 0
    while node is not None:
        seen += 1
        if seen > NODE_LIMIT:
            defects.append("html_too_long")
            break
        child = None
        tag = node.tag or ""
        if tag == "-text":
            page.say(node.text_content or "", preformatted > 0)
        elif not tag.startswith("-") or tag == "-document":
            if tag in _SILENT:
                pass
            elif _is_hidden(node):
                page.hidden += len((node.text(deep=True) or "").strip())
            else:
                _enter(tag, page)
                preformatted += tag == "pre"
                child = node.child
                if child is None:
                    _leave(tag, page)
                    preformatted -= tag == "pre"
        if child is not None:
            node = child
            continue
        while node is not None and node.next is None:
            node = node.parent
            if node is None or node.mem_id == root.mem_id:
                return page.text()
            _leave(node.tag or "", page)
            preformatted -= node.tag == "pre"
        node = node.next if node is not None else None
    return page.text()


def _enter(tag: str, page: _Page) -> None:
    if tag == "br":
        page.end_line()
    elif tag in ("td", "th"):
        page.line.append(" ")
    elif tag in _BLOCK:
        page.break_block(tag in _PARAGRAPH)
    if tag == "blockquote":
        page.depth += 1


def _leave(tag: str, page: _Page) -> None:
    if tag in ("td", "th"):
        page.line.append(" ")
    elif tag in _BLOCK:
        page.break_block(tag in _PARAGRAPH)
    if tag == "blockquote":
        page.depth -= 1


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
