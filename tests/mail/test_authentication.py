"""What our own server's Authentication-Results prove of the sender's domain."""

import pytest

from mail.authentication import proves_domain

TIIU = "tiiu@kodu.example"


@pytest.mark.parametrize(("results", "proved"), [
    ("mx.amet.example; dmarc=pass (p=reject) header.from=kodu.example",                              True),
    ("mx.amet.example; dmarc=pass header.from=paha.example",                                         False),
    ("mx.amet.example; dmarc=fail header.from=kodu.example; spf=pass smtp.mailfrom=x@kodu.example",  False),
    ("mx.amet.example; spf=pass smtp.mailfrom=tiiu@kodu.example",                                    True),
    ("mx.amet.example; spf=pass smtp.mailfrom=paha.example",                                         False),
    ("mx.amet.example; spf=softfail smtp.mailfrom=kodu.example",                                     False),
    ("mx.amet.example; dkim=pass header.d=kodu.example header.s=k1",                                 True),
    ("mx.amet.example; dkim=pass header.i=@kodu.example",                                            True),
    ("mx.amet.example; dkim=pass header.d=post.kodu.example",                                        False),
    ("mx.amet.example; dkim=pass header.d=example",                                                  False),
    ("mx.amet.example; dkim=fail header.d=kodu.example; spf=none",                                   False),
    ("mx.amet.example; dkim=pass (dmarc=pass; header.d=kodu.example) header.d=paha.example",         False),
    ("mx.amet.example; arc=pass header.d=kodu.example",                                              False),
    ("mx.amet.example; none",                                                                        False),
    ("",                                                                                             False),
])  # fmt: skip
def test_only_a_pass_in_line_with_from_proves_the_domain(results: str, proved: bool) -> None:
    assert proves_domain(results, TIIU) is proved


def test_a_domain_above_proves_those_below_it() -> None:
    assert proves_domain("mx.amet.example; dkim=pass header.d=kodu.example", "tiiu@post.kodu.example")


def test_nothing_proves_a_sender_without_an_address() -> None:
    assert not proves_domain("mx.amet.example; dmarc=pass", "")
