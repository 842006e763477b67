"""A database on another machine is met over TLS and must prove its name; a server on this one need not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests.certificates import Certificates
from tests.vastaja.terminal import SETTINGS, Terminal
from vastaja.settings import Settings
from vastaja.values import public_authorities

URL = "postgresql+psycopg://vastaja:hush@{host}/vastaja"
PROVEN = "sslmode=verify-full&sslrootcert="


def address(database: str, ca_file: str = "") -> str:
    return Settings.of({"storage": {"database": database, "ca_file": ca_file}}, Path("/etc/vastaja")).storage.database


@pytest.mark.parametrize(("database", "ca_file", "asked"), [
    (URL.format(host="127.0.0.1"),                           "",       ""),
    (URL.format(host="[::1]:5433"),                          "",       ""),
    (URL.format(host="localhost"),                           "",       ""),
    ("postgresql:///vastaja?host=/run/postgresql",           "",       ""),
    (URL.format(host="db"),                                  "",       f"?{PROVEN}{public_authorities()}"),
    (URL.format(host="10.0.0.5") + "?connect_timeout=5",     "",       f"&{PROVEN}{public_authorities()}"),
    ("postgresql:///vastaja?host=127.0.0.1&host=db:5433",    "",       f"&{PROVEN}{public_authorities()}"),
    (URL.format(host="db"),                                  "ca.pem", f"?{PROVEN}/etc/vastaja/ca.pem"),
    (URL.format(host="127.0.0.1"),                           "ca.pem", f"?{PROVEN}/etc/vastaja/ca.pem"),
    (URL.format(host="db") + "?sslmode=disable",             "",       ""),  # somebody has said so: a network of containers
    ("sqlite:////var/lib/v.db",                              "",       ""),
])  # fmt: skip
def test_a_server_elsewhere_must_prove_itself_unless_its_address_says_otherwise(database: str, ca_file: str, asked: str) -> None:
    assert address(database, ca_file) == database.replace("postgresql:", "postgresql+psycopg:") + asked


@pytest.mark.needs("postgres")
def test_a_database_elsewhere_is_met_over_tls_and_must_prove_its_name(postgres_url: Callable[[], str], tmp_path: Path) -> None:
    url = postgres_url()
    authority = asked(url, "SHOW ssl_cert_file").replace("certificate.pem", "authority.pem")
    assert asked(address(url), "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") == "False"
    assert asked(address(url, authority), "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") == "True"
    with pytest.raises(OperationalError, match="does not match host name"):
        asked(address(url.replace("127.0.0.1", "localhost"), authority), "SELECT 1")
    with pytest.raises(OperationalError, match="certificate verify failed"):
        asked(address(url, str(Certificates(tmp_path).authority)), "SELECT 1")


@pytest.mark.needs("postgres")
def test_without_an_authority_of_the_agency_those_of_the_machine_are_trusted(
    postgres_url: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres_url()
    monkeypatch.setenv("SSL_CERT_FILE", asked(url, "SHOW ssl_cert_file").replace("certificate.pem", "authority.pem"))
    told = address(URL.format(host="db.amet.example")).partition("?")[2]
    assert asked(f"{url}?{told}", "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") == "True"


def asked(url: str, question: str) -> str:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return str(connection.execute(text(question)).scalar_one())
    finally:
        engine.dispose()


@pytest.mark.needs("postgres")
def test_check_says_why_a_server_is_not_trusted(terminal: Terminal, postgres_url: Callable[[], str]) -> None:
    other = Certificates(terminal.folder).authority
    terminal.settings(f'[storage]\ndatabase = "{postgres_url()}"\nca_file = "{other}"\n{SETTINGS}')
    told = terminal("check")
    assert "certificate verify failed" in " ".join(told.out.split())


@pytest.mark.needs("postgres")
def test_check_warns_of_an_address_that_lets_anybody_answer(terminal: Terminal, postgres_url: Callable[[], str]) -> None:
    terminal.settings(f'[storage]\ndatabase = "{postgres_url()}?sslmode=prefer"\n{SETTINGS}')
    assert "sslmode=prefer: whoever stands between" in " ".join(terminal("check").out.split())
