"""One strict reader of addresses: no encoded word, comment, quote or NUL moves an address."""

import time

import pytest

from mail.addresses import domain_defects, one_address, read_addresses, within
from mail.letter import Address

# fmt: off
READINGS: list[tuple[str, list[Address], list[str]]] = [
    ("Mari Mets <mari@x.example>",                       [Address("Mari Mets", "mari@x.example")], []),
    ("mari@x.example",                                   [Address("", "mari@x.example")], []),
    ("<mari@x.example>",                                 [Address("", "mari@x.example")], []),
    ("mari@x.example (Mari (Mets))",                     [Address("Mari (Mets)", "mari@x.example")], []),
    ('"Mets, Mari" <mari@x.example>, Jüri <j@x.example>', [Address("Mets, Mari", "mari@x.example"), Address("Jüri", "j@x.example")], []),
    ("Mets, Mari <mari@x.example>",                      [Address("Mets, Mari", "mari@x.example")], []),
    (r'"Mari \"Mann\" Mets" <mari@x.example>',           [Address('Mari "Mann" Mets', "mari@x.example")], []),
    ("=?utf-8?Q?M=C3=A4ri?= =?utf-8?Q?_Mets?= <m@x.example>", [Address("Märi Mets", "m@x.example")], []),
    ('"=?utf-8?Q?M=C3=A4ri?=" <m@x.example>',            [Address("Märi", "m@x.example")], []),
    ("=?utf-8?Q?Mets,_Mari?= <m@x.example>",             [Address("Mets, Mari", "m@x.example")], []),
    ("Max Kohl | [firma.example] <kohl@x.example>",      [Address("Max Kohl | [firma.example]", "kohl@x.example")], []),
    ("mari@x.example <mari@x.example>",                  [Address("mari@x.example", "mari@x.example")], []),
    ("<@relee.example:mari@x.example>",                  [Address("", "mari@x.example")], []),
    ("<mailto:mari@x.example>",                          [Address("", "mari@x.example")], []),
    ('"mari mets"@x.example',                            [Address("", '"mari mets"@x.example')], []),
    ("mari@[192.0.2.1]",                                 [Address("", "mari@[192.0.2.1]")], []),
    ("ants..tamm@x.example",                             [Address("", "ants..tamm@x.example")], []),
    ("õie@näide.example",                                [Address("", "õie@näide.example")], []),
    ("a@x.example; b@x.example",                         [Address("", "a@x.example"), Address("", "b@x.example")], []),
    (", a@x.example, ,",                                 [Address("", "a@x.example")], []),
    ("Toimkond: a@x.example, b@x.example;, c@x.example", [Address("", f"{who}@x.example") for who in "abc"], []),
    ("undisclosed-recipients:;",                         [], []),
    ("",                                                 [], []),
    ("Mari Mets",                                        [Address("Mari Mets", "")], ["address_unreadable"]),
    ("MAILER-DAEMON",                                    [Address("MAILER-DAEMON", "")], ["address_unreadable"]),
    ("Mari Mets mari@x.example",                         [Address("Mari Mets", "mari@x.example")], ["address_without_brackets"]),
    ("Mari <mari@x.example",                             [Address("Mari", "mari@x.example")], []),
    ("a@x.example b@y.example",                          [Address("a@x.example b@y.example", "")], ["address_unreadable", "name_looks_like_address"]),
    ("<a@x.example> <b@y.example>",                      [Address("a@x.example", "")], ["address_unreadable", "name_looks_like_address"]),
    ("a@x.example)<b@y.example>",                        [Address("a@x.example)", "b@y.example")], ["address_odd", "name_looks_like_address"]),
    ("<mari@x.example b@y.example>",                     [Address("mari@x.example b@y.example", "")], ["address_unreadable", "name_looks_like_address"]),
    ("=?utf-8?q?a=40x.example?=@y.example",              [Address("", "=?utf-8?q?a=40x.example?=@y.example")], ["encoded_address"]),
    ("Mari <=?utf-8?q?a=40x.example?=@y.example>",       [Address("Mari", "=?utf-8?q?a=40x.example?=@y.example")], ["encoded_address"]),
    ("=?utf-8?q?a=40x=2Eexample?=",                      [Address("a@x.example", "")], ["address_unreadable"]),
    ("=?utf-8?q?Mari_=3Ca=40x=2Eexample=3E?= <b@y.example>", [Address("Mari <a@x.example>", "b@y.example")], ["name_looks_like_address"]),
]
# fmt: on


@pytest.mark.parametrize(
    ("header", "addresses", "defects"), READINGS, ids=[reading[0] or "nothing" for reading in READINGS]
)
def test_an_address_header_has_one_reading(header: str, addresses: list[Address], defects: list[str]) -> None:
    read = read_addresses(header)
    assert (read.addresses, read.defects) == (addresses, defects)


def test_a_header_with_two_addresses_is_no_single_address() -> None:
    assert one_address("a@x.example, b@x.example") == ""
    assert one_address("<a@x.example>") == "a@x.example"
    assert one_address("<>") == ""


def test_mixed_scripts_in_a_domain_are_told() -> None:
    assert domain_defects("info@аmet.example") == ["mixed_script_domain"]
    assert domain_defects("info@асе.example") == ["lookalike_domain"]
    assert domain_defects("info@xn--80ak6aa92e.example") == ["lookalike_domain"]
    assert domain_defects("info@почта.example") == []
    assert domain_defects("info@õpetaja.example") == []


def test_a_suffix_matches_whole_labels() -> None:
    assert within("post.amet.example", ("amet.example",))
    assert not within("kuriamet.example", ("amet.example",))


@pytest.mark.parametrize("flood", ["(", '"', '"\\', "<", '<"', "a:", ",", "@", "a ", ";:", "=?a?q?", "a@b,"])
def test_a_flood_of_signs_is_read_in_time(flood: str) -> None:
    began = time.process_time()
    read_addresses(flood * (240_000 // len(flood)) + "m@x.example;")
    assert time.process_time() - began < 2
