"""The small language of the templates: words, facts, conditions, loops over facts. Nothing that calls, counts or grows.

Two walls: what is not on the list below is refused before anything runs, and Jinja's own
sandbox stands behind it. So no text of ours can take more time than its facts are long.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import tzinfo
from typing import Final

from jinja2 import BaseLoader, StrictUndefined, TemplateRuntimeError, UndefinedError, nodes, pass_context
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from replies import dates, wording
from replies.faults import BrokenTemplate
from rules.kinds import Language, kind_name

COMMON: Final = "common/"  # pieces that several letters share
LONGEST_TEMPLATE: Final = 64_000  # characters
DEEPEST_LOOP: Final = 2
LONGEST_LIST: Final = 1_000  # items
LONGEST_SEPARATOR: Final = 10  # characters
PLAIN_FILTERS: Final = ("length", "lower", "upper", "first", "last")

# fmt: off
ALLOWED: Final = frozenset({
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Getattr,
    nodes.Filter, nodes.If, nodes.For, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
    nodes.Not, nodes.Include,
})
REFUSED: Final = {
    nodes.Call: "a template may not call anything",   nodes.Getitem: "a template may not pick items by key or number",
    nodes.Mul:  "a template may not multiply",        nodes.Pow:     "a template may not raise to a power",
    nodes.Assign: "a template may not set names",     nodes.Macro:   "a template may not define macros",
    nodes.Import: "a template may only include",      nodes.FromImport: "a template may only include",
}
# fmt: on


class _Absent(StrictUndefined):
    """Undefined whose error is the bare name, so that the fact can be asked for."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja with the small language. Raises BrokenTemplate where a template leaves it."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    longest = LONGEST_TEMPLATE

    def __init__(self, loader: BaseLoader, zone: tzinfo) -> None:
        super().__init__(
            loader=loader,
            undefined=_Absent,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self.globals.clear()
        self.tests.clear()
        self.filters = (
            {name: FILTERS[name] for name in PLAIN_FILTERS}
            | _own_filters(zone)
            | {
                "join": _joined,
                "written": _written,
                "listed": _listed,
            }
        )

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        raise TemplateRuntimeError(f"a template may not calculate with {operator}")

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        file = filename or name or "template"
        if len(source) > self.longest:
            raise BrokenTemplate(file, 0, f"a template may not be longer than {self.longest} characters")
        tree = super()._parse(source, name, filename)
        for line, sentence in _refusals(tree, name or "", frozenset(self.filters)):
            raise BrokenTemplate(file, line, sentence)
        for output in tree.find_all(nodes.Output):
            output.nodes = [_guarded(piece) for piece in output.nodes]
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "listed", [], [], None, None, lineno=loop.lineno)
        tree.set_environment(self)
        return tree


def _own_filters(zone: tzinfo) -> dict[str, Callable[..., object]]:
    writers: dict[str, Callable[..., str]] = {
        "day": dates.day,
        "on_day": dates.on_day,
        "until_day": dates.until_day,
        "short_day": dates.short_day,
        "weekday": dates.weekday,
        "moment": dates.moment_at(zone),
        "as_kind": wording.as_kind,
        "kind_name": kind_name,
    }
    return {name: _in_language_of_letter(writer) for name, writer in writers.items()}


def _in_language_of_letter(writer: Callable[..., str]) -> Callable[..., str]:
    @pass_context
    def filled(context: Context, value: object) -> str:
        try:
            return writer(value, Language(context["language"]))
        except (AttributeError, TypeError, ValueError, KeyError, IndexError) as wrong:
            raise TemplateRuntimeError(f"{writer.__name__} cannot write a {type(value).__name__}") from wrong

    return filled


def _written(value: object, name: str) -> object:
    """Let through what is worth printing: a blank in a letter is a missing fact, not an empty space."""
    if (
        isinstance(value, StrictUndefined)
        or value is None
        or value == ()
        or (isinstance(value, str) and not value.strip())
    ):
        raise UndefinedError(name)
    return value


def _listed(values: object) -> Sequence[object]:
    """Let through a list that is short enough to walk, and walk no text letter by letter."""
    if isinstance(values, StrictUndefined):
        raise UndefinedError(str(values._undefined_name))
    if not isinstance(values, list | tuple) or len(values) > LONGEST_LIST:
        raise TemplateRuntimeError(f"a loop needs a list of at most {LONGEST_LIST} items")
    return values


def _joined(values: object, separator: str = "") -> str:
    if len(separator) > LONGEST_SEPARATOR:
        raise TemplateRuntimeError(f"a separator has at most {LONGEST_SEPARATOR} characters")
    return separator.join(str(value) for value in _listed(values))


def _guarded(piece: nodes.Expr) -> nodes.Expr:
    """Put `written` round each fact that is printed, under its name as the template writes it."""
    if isinstance(piece, nodes.Filter) and piece.node is not None:
        piece.node = _guarded(piece.node)
    elif isinstance(piece, nodes.CondExpr):
        piece.expr1 = _guarded(piece.expr1)
        piece.expr2 = piece.expr2 and _guarded(piece.expr2)
    elif isinstance(piece, nodes.Name | nodes.Getattr):
        name = nodes.Const(dotted(piece), lineno=piece.lineno)
        return nodes.Filter(piece, "written", [name], [], None, None, lineno=piece.lineno)
    return piece


def dotted(node: nodes.Node | None) -> str:
    """Return a fact's name as the template writes it (case.answer_by), or "" for anything else."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and (owner := dotted(node.node)):
        return f"{owner}.{node.attr}"
    return ""


def _refusals(tree: nodes.Template, name: str, filters: frozenset[str]) -> Iterator[tuple[int, str]]:
    for node in tree.find_all(nodes.Node):
        if type(node) not in ALLOWED:
            yield node.lineno, REFUSED.get(type(node), f"a template may not use {type(node).__name__.lower()}")
        elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            yield node.lineno, "a template may not reach inside its facts"
        elif isinstance(node, nodes.Filter) and node.name not in filters:
            yield node.lineno, f"there is no filter {node.name}"
        elif isinstance(node, nodes.For) and (node.recursive or _depth(node) > DEEPEST_LOOP):
            yield node.lineno, f"loops may stand at most {DEEPEST_LOOP} deep"
        elif isinstance(node, nodes.For) and node.find(nodes.Include):
            yield node.lineno, "a loop may not include a file"
        elif isinstance(node, nodes.Include):
            yield from _wrong_include(node, name)


def _wrong_include(node: nodes.Include, name: str) -> Iterator[tuple[int, str]]:
    # Pieces do not include pieces: a chain of doublings would be a bomb.
    target = node.template.value if isinstance(node.template, nodes.Const) else ""
    if name.startswith(COMMON):
        yield node.lineno, f"a piece of {COMMON} may not include others"
    elif not isinstance(target, str) or not target.startswith(COMMON) or node.ignore_missing:
        yield node.lineno, f"a template may only include a file of {COMMON}, by its name"


def _depth(loop: nodes.For) -> int:
    return 1 + max((_depth(inner) for part in loop.body + loop.else_ for inner in _loops_in(part)), default=0)


def _loops_in(node: nodes.Node) -> Iterator[nodes.For]:
    if isinstance(node, nodes.For):
        yield node
    else:
        yield from node.find_all(nodes.For)
