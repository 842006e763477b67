"""The HTML alternative: the same words, nothing fetched, nothing that runs."""

from html.parser import HTMLParser

from replies.html import page
from replies.library import Library
from replies.samples import sample_facts
from rules.kinds import Language

ET = Language.ESTONIAN


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(html: str) -> Words:
    words = Words()
    words.feed(html)
    return words


def test_words_are_escaped() -> None:
    html = page("<i>&", [(ET, '<script>alert("x")</script> & <img src=x>\n')])

    assert "<title>&lt;i&gt;&amp;</title>" in html
    assert "<p>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &lt;img src=x&gt;</p>" in html


def test_paragraphs_lines_and_lists_are_told_apart() -> None:
    html = page("x", [(ET, "Esimene\nrida\n\n- üks\n- kaks\n\nViimane\n")])

    assert "<p>Esimene<br>\nrida</p>\n<ul>\n<li>üks</li>\n<li>kaks</li>\n</ul>\n<p>Viimane</p>" in html


def test_a_list_right_below_its_line_is_a_list() -> None:
    html = page("x", [(ET, "Vastame:\n- üks\n- kaks\nja lõpuks\n")])

    assert "<p>Vastame:</p>\n<ul>\n<li>üks</li>\n<li>kaks</li>\n</ul>\n<p>ja lõpuks</p>" in html


def test_only_web_addresses_become_links_and_lead_where_they_say() -> None:
    html = page("x", [(ET, 'Vt (https://a.example/b?c=1&d="2"). javascript:alert(1) mailto:x@a.example\n')])

    assert (
        '(<a href="https://a.example/b?c=1&amp;d=">https://a.example/b?c=1&amp;d=</a>&quot;2&quot;). javascript:'
        in html
    )
    assert html.count("<a ") == 1


def test_the_page_says_its_language_and_fetches_nothing() -> None:
    letter = Library().render("answer", ET, sample_facts("answer"))
    words = read(letter.html)

    assert '<html lang="et">' in letter.html
    assert set(words.tags) <= {"html", "head", "meta", "title", "body", "div", "p", "br", "ul", "li", "a", "hr"}


def test_the_page_has_the_words_of_the_text() -> None:
    letter = Library().render("answer", ET, sample_facts("answer"))
    body = letter.html.split("<body", 1)[1].split(">", 1)[1]

    assert "".join(read(body).words).split() == letter.text.replace("- ", "").split()
