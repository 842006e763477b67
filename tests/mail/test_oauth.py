"""Access tokens: asked for, kept, renewed, and never told to anyone."""

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from mail.accounts import Account, Security
from mail.oauth import Grant, TokenRefused, Tokens, TokenTrouble, TokenUnreachable

SECRET = "saladus"


class Authority:
    """An identity provider that answers what it is told to."""

    def __init__(self) -> None:
        self.forms: list[dict[str, str]] = []
        self.answers: list[tuple[int, object]] = []
        self.url = ""

    def answer(self, status: int = 200, **words: object) -> None:
        self.answers.append((status, words))


@contextmanager
def authority() -> Iterator[Authority]:
    told = Authority()

    class Desk(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            told.forms.append({name: values[0] for name, values in form.items()})
            status, answer = told.answers.pop(0)
            body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:1/")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Desk) as server:
        told.url = f"http://127.0.0.1:{server.server_port}/tenant/token?x=1"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield told
        server.shutdown()
        thread.join()


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def own_rights(url: str) -> Grant:
    return Grant(url, "vastaja", SECRET, "https://outlook.example/.default")


def test_the_agencys_own_rights_bring_a_token_that_is_kept_until_shortly_before_its_end() -> None:
    clock = Clock()
    with authority() as told:
        told.answer(access_token="üks", expires_in=3600)
        told.answer(access_token="kaks", expires_in="3600")
        tokens = Tokens(own_rights(told.url), clock)
        assert tokens() == tokens() == "üks"
        clock.now += 3600 - 121
        assert tokens() == "üks"
        clock.now += 2
        assert tokens() == "kaks"
    assert (
        told.forms
        == [
            {
                "grant_type": "client_credentials",
                "client_id": "vastaja",
                "client_secret": SECRET,
                "scope": "https://outlook.example/.default",
            }
        ]
        * 2
    )


def test_a_persons_consent_is_renewed_and_the_new_one_is_kept_in_its_file(tmp_path: Path) -> None:
    file = tmp_path / "refresh"
    file.write_text("esimene\n")
    with authority() as told:
        told.answer(access_token="a", expires_in=3600, refresh_token="teine")
        told.answer(access_token="b", expires_in=3600)
        told.answer(access_token="c", expires_in=3600)
        tokens = Tokens(Grant(told.url, "vastaja", refresh_token_file=file))
        assert tokens() == "a"
        assert file.read_text() == "teine\n"
        assert file.stat().st_mode & 0o777 == 0o600
        tokens.forget()
        assert tokens() == "b"
        assert Tokens(Grant(told.url, "vastaja", refresh_token_file=file))() == "c"
    assert [form["refresh_token"] for form in told.forms] == ["esimene", "teine", "teine"]
    assert "client_secret" not in told.forms[0]
    assert list(tmp_path.iterdir()) == [file]


def test_a_consent_that_cannot_be_stored_still_serves_until_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "refresh"
    file.write_text("esimene")
    (tmp_path / "refresh.new").mkdir()  # in the way
    with authority() as told:
        told.answer(access_token="a", expires_in=1, refresh_token="teine")
        told.answer(access_token="b", expires_in=3600)
        tokens = Tokens(Grant(told.url, "vastaja", refresh_token_file=file), Clock())
        assert tokens() == "a"
        tokens.forget()
        assert tokens() == "b"
    assert told.forms[1]["refresh_token"] == "teine"


@pytest.mark.parametrize("content", [None, "", "\n", "õ"])
def test_without_a_stored_consent_the_file_is_named(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "refresh"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(TokenRefused, match="refresh token file refresh is missing"):
        Tokens(Grant("http://127.0.0.1:1/", "vastaja", refresh_token_file=file))()


@pytest.mark.parametrize(
    ("status", "answer", "kind", "words"),
    [
        (400, {"error": "invalid_grant", "error_description": f"bad {SECRET}"}, TokenRefused, "give the consent anew"),
        (401, {"error": "invalid_client"}, TokenRefused, "invalid_client"),
        (401, {"error": f"<{SECRET}>"}, TokenRefused, "status 401"),
        (403, ["x"], TokenRefused, "status 403"),
        (302, {}, TokenRefused, "status 302"),
        (500, {}, TokenUnreachable, "status 500"),
        (429, {"error": "slow_down"}, TokenUnreachable, "slow_down"),
        (503, b"<html>busy", TokenUnreachable, "no token from"),
        (200, b"", TokenUnreachable, "no token from"),
        (200, {"token": "x"}, TokenUnreachable, "without a token"),
        (200, {"access_token": None}, TokenUnreachable, "without a token"),
    ],
)
def test_a_refusal_is_told_apart_from_a_fault_and_tells_no_secret(
    status: int, answer: object, kind: type[TokenTrouble], words: str
) -> None:
    with authority() as told:
        told.answers.append((status, answer))
        with pytest.raises(kind, match=words) as raised:
            Tokens(own_rights(told.url))()
    assert SECRET not in raised.value.sentence
    assert len(told.forms) == 1


def test_a_token_without_a_known_life_lives_shortly() -> None:
    clock = Clock()
    with authority() as told:
        told.answer(access_token="a")
        told.answer(access_token="b", expires_in=60)
        tokens = Tokens(own_rights(told.url), clock)
        assert tokens() == "a"
        clock.now += 200
        assert tokens() == "b"
        clock.now += 29
        assert tokens() == "b"


@pytest.mark.parametrize("url", ["http://login.example/token", "ftp://127.0.0.1/x", "", "login.example/token"])
def test_a_secret_goes_only_over_https(url: str) -> None:
    with pytest.raises(TokenRefused, match="https://"):
        Tokens(own_rights(url))()


def test_nobody_at_the_desk_is_not_a_refusal() -> None:
    with pytest.raises(TokenUnreachable, match="no token from"):
        Tokens(own_rights("http://127.0.0.1:1/"))()


def test_one_token_is_asked_for_however_many_need_it() -> None:
    with authority() as told:
        told.answer(access_token="a", expires_in=3600)
        tokens = Tokens(own_rights(told.url))
        got: list[str] = []
        threads = [threading.Thread(target=lambda: got.append(tokens())) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert got == ["a"] * 8
    assert len(told.forms) == 1


def test_an_account_lets_a_refused_token_go() -> None:
    with authority() as told:
        told.answer(access_token="a", expires_in=3600)
        told.answer(access_token="b", expires_in=3600)
        tokens = Tokens(own_rights(told.url))
        account = Account("info", "mail.amet.example", 993, Security.TLS, "info", token=tokens)
        assert tokens() == "a"
        account.forget_token()
        assert tokens() == "b"
    Account("info", "mail.amet.example", 993, Security.TLS, token=lambda: "x").forget_token()
    assert SECRET not in repr(account) + repr(own_rights("x"))
