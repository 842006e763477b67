"""A template of the agency may fill in facts, and can do nothing else."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from replies.library import LONGEST_LETTER, BrokenTemplate, Library
from rules.kinds import Language

Write = Callable[..., Library]
FACTS = {"name": "Mari", "items": tuple(range(1000)), "many": tuple(range(1001)), "office": object()}

# fmt: off
HOSTILE = {
    "class":            "{{ ''.__class__ }}",
    "class of a fact":  "{{ name.__class__ }}",
    "class by key":     "{{ name['__class__'] }}",
    "attr filter":      "{{ name | attr('__class__') }}",
    "mro":              "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "globals":          "{{ cycler.__init__.__globals__ }}",
    "format":           "{{ '{0.__class__}'.format(name) }}",
    "long text":        "{{ 'a' * 10**9 }}",
    "power":            "{{ 9 ** 9 ** 8 }}",
    "sum":              "{{ name + name }}",
    "modulo":           "{{ '%1000000000d' % 1 }}",
    "centre":           "{{ 'a' | center(1000000000) }}",
    "ljust":            "{{ 'a'.ljust(1000000000) }}",
    "range":            "{% for i in range(1000000000) %}{% endfor %}",
    "deep loops":       "{% for a in items %}{% for b in items %}{% for c in items %}{% endfor %}{% endfor %}{% endfor %}",
    "include in loop":  "{% for a in items %}{% include 'common/et/foot.txt' %}{% endfor %}",
    "loop over text":   "{% for a in name %}{% endfor %}",
    "long list":        "{% for a in many %}{% endfor %}",
    "join of text":     "{{ name | join(name) }}",
    "long separator":   "{{ items | join('xxxxxxxxxxx') }}",
    "concatenation":    "{{ name ~ name }}",
    "recursive loop":   "{% for a in items recursive %}{{ loop(items) }}{% endfor %}",
    "doubling":         "{% set x = 'ab' %}{% set x = x ~ x %}{{ x }}",
    "macro":            "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "import":           "{% import 'common/et/foot.txt' as foot %}",
    "extends":          "{% extends 'common/et/foot.txt' %}",
    "include of fact":  "{% include name %}",
    "include upwards":  "{% include '../../../etc/passwd' %}",
    "include of reply": "{% include 'answer/et/body.txt' %}",
    "filter block":     "{% filter upper %}x{% endfilter %}",
    "with":             "{% with a = 1 %}{{ a }}{% endwith %}",
    "test":             "{{ name is defined }}",
    "default hides":    "{{ nothing | default('x') }}",
}
# fmt: on


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_template_that_wants_more_is_refused_at_once(written: Write, text: str) -> None:
    library = written(note__et__chat=f"Tere\n{text}")
    began = time.process_time()

    with pytest.raises(BrokenTemplate) as broken:
        library.chat("note", Language.ESTONIAN, FACTS)

    assert time.process_time() - began < 1
    assert broken.value.file.endswith("note/et/chat.txt")
    assert broken.value.line in (0, 2)  # 0: what shows only when the text is filled
    assert broken.value.sentence


def test_a_text_cannot_grow_past_all_measure(written: Write) -> None:
    library = written(
        note__et__chat="{% for a in items %}{% for b in items %}" + "x" * 1000 + "{% endfor %}{% endfor %}"
    )

    with pytest.raises(BrokenTemplate, match=f"grows past {LONGEST_LETTER}"):
        library.chat("note", Language.ESTONIAN, FACTS)


def test_pieces_do_not_include_pieces(written: Write) -> None:
    library = written(note__et__chat="{% include 'common/et/a.txt' %}", common__et__a="{% include 'common/et/a.txt' %}")

    with pytest.raises(BrokenTemplate, match="may not include others"):
        library.chat("note", Language.ESTONIAN, FACTS)


# fmt: off
BADLY_WRITTEN = [
    ("{{ name",                                "unexpected end"),
    ("{% if name %}x",                         "Unexpected end"),
    ("{{ name | nosuch }}",                    "there is no filter nosuch"),
    ("{% include 'common/et/nosuch.txt' %}",   "there is no file common/et/nosuch.txt to include"),
    ("{{ " + "(" * 5000 + ")" * 5000 + " }}",  "nested too deep"),
    ("{% if name %}" * 200 + "{% endif %}" * 200, "nested too deep"),
    ("x" * 64_001,                             "longer than 64000"),
    ("{{ name | day }}",                       "day cannot write a str"),
]
# fmt: on


@pytest.mark.parametrize(("text", "sentence"), BADLY_WRITTEN)
def test_a_badly_written_template_is_a_sentence(written: Write, text: str, sentence: str) -> None:
    with pytest.raises(BrokenTemplate, match=sentence):
        written(note__et__chat=text).chat("note", Language.ESTONIAN, FACTS)


def test_calculating_is_refused_behind_the_first_wall_too(written: Write) -> None:
    environment = written().environment

    assert {"*", "**"} <= environment.intercepted_binops
    with pytest.raises(Exception, match="may not calculate"):
        environment.call_binop(environment.from_string("x").new_context(), "*", "a", 10**9)


def test_a_file_that_is_not_utf_8_is_named(agency: Path, written: Write) -> None:
    (agency / "note/et").mkdir(parents=True)
    (agency / "note/et/chat.txt").write_bytes("pöördumine".encode("latin-1"))

    with pytest.raises(BrokenTemplate, match="cannot be read as UTF-8"):
        written().chat("note", Language.ESTONIAN, FACTS)
