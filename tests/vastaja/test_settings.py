"""Settings: read once, all faults at once, no secret ever shown."""

import tomllib
from datetime import time, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from pydantic import BaseModel

from mail.accounts import Security
from rules.workdays import Opening
from vastaja.accounts import imap_account, smtp_account
from vastaja.settings import BadSettings, Settings, load_settings, secrets_of
from vastaja.values import public_authorities

HUSH = "hush-hush-42"
BOX = {"name": "info", "host": "imap.amet.example"}


def of(**told: object) -> Settings:
    return Settings.of(told, Path("/srv/vastaja"))


def faults(**told: object) -> tuple[str, ...]:
    with pytest.raises(BadSettings) as bad:
        of(**told)
    return bad.value.faults


def write(folder: Path, text: str) -> Path:
    file = folder / "vastaja.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_everything_is_at_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings(None, {})
    assert settings.storage.database == f"sqlite:///{tmp_path}/var/vastaja.db"
    assert settings.storage.originals == tmp_path / "var/originals"
    assert settings.office.folder == tmp_path / "office"
    assert settings.office.hours == Opening(time(8), time(17))
    assert settings.office.friday == Opening(time(8), time(16))
    assert settings.receipts.backlog_age == timedelta(days=3)
    assert settings.alarms.census == time(3)
    assert settings.privacy.content == "page"
    assert (settings.has_smtp, settings.has_bot, settings.mailbox) == (False, False, ())


def test_a_named_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"other.toml: there is no such file; `vastaja init` writes one"):
        load_settings(tmp_path / "other.toml", {})


def test_a_file_that_is_no_toml_is_told_by_its_place_and_not_by_its_words(tmp_path: Path) -> None:
    file = write(tmp_path, f'[smtp]\npassword = "{HUSH}" {HUSH}\n')
    with pytest.raises(BadSettings, match=r"is not TOML .at line 2") as bad:
        load_settings(file, {})
    assert HUSH not in str(bad.value)


def test_all_faults_are_told_at_once_each_with_its_path() -> None:
    told = faults(
        offise={"name": "x"},
        office={"nam": "x", "hours": "early", "friday": "17:00-08:00", "time_zone": "Europe/Tartu", "name": 3},
        mailbox=[{**BOX, "port": "many"}, {"host": "imap.amet.example"}],
        smtp={"host": "smtp.amet.example", "security": "none", "password": HUSH, "pasword": HUSH},
        receipts={"backlog_age": "3 dayz", "backlog": "maybe", "per_hour": -1},
        alarms={"mail": ["Mari <mari@amet.example>"], "census": "25:00"},
        chats={"duty": "duty room"},
        approval={"signatory": {"vai": "head", "vaie": "boss"}},
        storage={"database": f"mysql://root:{HUSH}@db/x"},
        web={"listen": "8080"},
    )
    begins = {fault.split(": ")[0] + ": " + fault.split(": ")[1] for fault in told if fault.startswith("[[")} | {
        fault.split(":")[0] for fault in told if not fault.startswith("[[")
    }
    assert begins == {
        "[offise]", "[office] nam", "[office] hours", "[office] friday", "[office] time_zone", "[office] name",
        "[[mailbox]] info: port", "[[mailbox]] no. 2: name", "[smtp] security", "[smtp] pasword",
        "[receipts] backlog_age", "[receipts] backlog", "[receipts] per_hour", "[alarms] mail no. 1", "[alarms] census",
        "[chats] duty", "[approval] signatory.vai", "[approval] signatory.vaie", "[storage] database", "[web] listen",
    }  # fmt: skip
    assert HUSH not in "\n".join(told)
    assert "[offise]: there is no such section; did you mean office?" in told
    assert "[smtp] pasword: there is no such setting; did you mean password?" in told
    assert "[[mailbox]] info: port: must be a whole number" in told


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("0", timedelta(0)), ("1 day", timedelta(days=1)), ("10 minutes", timedelta(minutes=10)),
        ("90 seconds", timedelta(seconds=90)), ("2 hours", timedelta(hours=2)), ("3days", timedelta(days=3)),
    ],
)  # fmt: skip
def test_a_duration_is_a_whole_number_and_a_unit(told: str, wanted: timedelta) -> None:
    assert of(approval={"undo": told}).approval.undo == wanted


@pytest.mark.parametrize("told", ["", "3", "-1 days", "1.5 hours", "three days", "999999999 days", 3, True, None])
def test_what_is_no_duration_is_refused(told: object) -> None:
    assert "[approval] undo: must be a whole number with seconds" in faults(approval={"undo": told})[0]


@pytest.mark.parametrize(("security", "imap", "smtp"), [("tls", 993, 465), ("starttls", 143, 587), ("plain", 143, 25)])
def test_the_port_follows_from_the_security(security: str, imap: int, smtp: int) -> None:
    settings = of(
        mailbox=[{"name": "info", "host": "127.0.0.1", "security": security}],
        smtp={"host": "localhost", "security": security},
    )
    assert (settings.mailbox[0].port, settings.smtp.port) == (imap, smtp)
    assert imap_account(settings.mailbox[0]).security is Security(security)
    assert smtp_account(settings.smtp).port == smtp


def test_tls_is_the_default() -> None:
    settings = of(mailbox=[BOX], smtp={"host": "smtp.amet.example"})
    assert (settings.mailbox[0].security, settings.mailbox[0].port) == (Security.TLS, 993)
    assert (settings.smtp.security, settings.smtp.port) == (Security.TLS, 465)


def test_plain_is_refused_off_this_machine_at_every_door() -> None:
    told = faults(
        mailbox=[{**BOX, "security": "plain", "oauth": {"token_url": "http://login.example/token", "client_id": "x"}}],
        smtp={"host": "10.0.0.1", "security": "plain"},
        telegram={"base_url": "http://api.telegram.org", "webhook_url": "http://amet.example/telegram"},
    )
    assert len(told) == 5
    assert {fault.rpartition(": ")[0].split(": must")[0] for fault in told} >= {
        "[[mailbox]] info: security", "[smtp] security", "[telegram] base_url", "[telegram] webhook_url",
        "[[mailbox]] info: oauth.token_url",
    }  # fmt: skip


def test_the_environment_stands_over_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, '[office]\nname = "A"\nunit = "U"\n[[mailbox]]\nname = "info-ru"\nhost = "h.example"\n')
    settings = load_settings(file, {
        "VASTAJA_OFFICE__NAME": "B", "VASTAJA_MAILBOX__INFO_RU__PASSWORD": HUSH, "VASTAJA_MAILBOX__INFO_RU__PORT": "1993",
        "VASTAJA_ALARMS__MAIL": "a@amet.example, b@amet.example", "VASTAJA_CHATS__DUTY": "-1001234567890",
        "VASTAJA_APPROVAL__FOUR_EYES": "false", "VASTAJA_APPROVAL__SIGNATORY__VAIE": "head", "VASTAJA_CONFIG": "ignored",
        "VASTAJA_APPROVAL__UNDO": "0", "PATH": "/bin",
    })  # fmt: skip
    assert (settings.office.name, settings.office.unit) == ("B", "U")
    assert settings.mailbox[0].password.get_secret_value() == HUSH
    assert settings.mailbox[0].port == 1993
    assert settings.alarms.mail == ("a@amet.example", "b@amet.example")
    assert settings.chats.duty == -1001234567890
    assert settings.approval.four_eyes is False
    assert settings.approval.signatory == {"default": "handler", "jarelparimine": "head", "vaie": "head", "kohus": "outside"}


def test_a_wrong_name_in_the_environment_is_a_fault_too(tmp_path: Path) -> None:
    file = write(tmp_path, '[office]\nname = "A"\n')
    with pytest.raises(BadSettings) as bad:
        load_settings(file, {
            "VASTAJA_OFFICE__NAMM": "B", "VASTAJA_MAILBOX__INFI__PASSWORD": HUSH, "VASTAJA_OFFICE__NAME__X": "y",
            "VASTAJA_MAILBOX__PASSWORD": HUSH,
        })  # fmt: skip
    told = "\n".join(bad.value.faults)
    assert "[office] namm: there is no such setting; did you mean name?" in told
    assert "[[mailbox]] infi: host: is missing" in told
    assert "VASTAJA_OFFICE__NAME__X" in told
    assert "VASTAJA_MAILBOX__PASSWORD" in told
    assert HUSH not in told


def test_a_password_in_the_environment_alone_harms_no_command_that_needs_no_mailbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings(None, {"VASTAJA_MAILBOX__INFO__PASSWORD": HUSH, "VASTAJA_SMTP__PASSWORD": HUSH})
    assert (settings.mailbox, settings.has_smtp) == ((), False)


def test_every_secret_may_lie_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{HUSH}\n")
    (tmp_path / "token").write_text(f"10001:{HUSH}\n")
    (tmp_path / "url").write_text(f"postgresql://vastaja:{HUSH}@db/vastaja\n")
    file = write(
        tmp_path,
        """
        [storage]
        database_file = "url"
        [[mailbox]]
        name = "info"
        host = "imap.amet.example"
        password_file = "secret"
        oauth = { token_url = "https://login.example/token", client_id = "x", secret_file = "secret" }
        [smtp]
        host = "smtp.amet.example"
        password_file = "secret"
        [telegram]
        token_file = "token"
        webhook_secret_file = "secret"
        """,
    )
    settings = load_settings(file, {})
    assert settings.smtp.password.get_secret_value() == HUSH
    assert settings.mailbox[0].password.get_secret_value() == HUSH
    assert settings.mailbox[0].oauth is not None
    assert settings.mailbox[0].oauth.secret.get_secret_value() == HUSH
    assert settings.telegram.token.get_secret_value() == f"10001:{HUSH}"
    assert settings.telegram.webhook_secret.get_secret_value() == HUSH
    assert settings.storage.database == f"postgresql+psycopg://vastaja:{HUSH}@db/vastaja?sslmode=verify-full&sslrootcert={public_authorities()}"
    assert set(secrets_of(settings)) == {HUSH, f"10001:{HUSH}"}
    assert HUSH not in repr(settings) + str(settings)


def test_a_secret_file_that_cannot_be_used_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n")
    file = write(
        tmp_path,
        f"""
        [smtp]
        host = "smtp.amet.example"
        password = "{HUSH}"
        password_file = "nothing"
        [telegram]
        token_file = "nothing"
        webhook_secret_file = "empty"
        """,
    )
    with pytest.raises(BadSettings) as bad:
        load_settings(file, {})
    assert bad.value.faults == (
        "[smtp] password: stands here and in password_file; leave one of them",
        "[telegram] token_file: there is no such file; its path counts from the folder of vastaja.toml",
        "[telegram] webhook_secret_file: is empty",
    )


def test_relative_paths_count_from_the_folder_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "conf").mkdir()
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path / "conf",
        """
        [office]
        folder = "meie"
        [storage]
        database = "sqlite:///data/v.db"
        originals = "/abs/originals"
        [smtp]
        host = "h.example"
        ca_file = "ca.pem"
        """,
    )
    settings = load_settings(Path("conf/vastaja.toml"), {})
    assert settings.office.folder == tmp_path / "conf/meie"
    assert settings.storage.database == f"sqlite:///{tmp_path}/conf/data/v.db"
    assert settings.storage.originals == Path("/abs/originals")
    assert settings.smtp.ca_file == str(tmp_path / "conf/ca.pem")
    assert settings.mailbox == ()


def test_an_absolute_database_stays_where_it_is() -> None:
    assert of(storage={"database": "sqlite:////var/lib/v.db"}).storage.database == "sqlite:////var/lib/v.db"


def test_two_mailboxes_need_two_names() -> None:
    assert "[[mailbox]] info: the name is given twice" in faults(mailbox=[BOX, {**BOX, "name": "INFO"}])


def test_one_pair_of_brackets_is_not_enough_for_a_mailbox() -> None:
    assert faults(mailbox=BOX) == ("[mailbox]: each mailbox is a table of its own, with two brackets: [[mailbox]]",)


def test_a_webhook_needs_its_address_and_its_secret() -> None:
    assert faults(telegram={"token": "1:x", "mode": "webhook"}) == (
        '[telegram] mode: "webhook" needs webhook_url and webhook_secret',
    )


def test_the_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        of().office.name = "Teine"


def _keys(model: type[BaseModel]) -> set[str]:
    return set(model.model_fields)


def test_the_sample_names_every_setting_and_can_be_read(tmp_path: Path) -> None:
    text = files("vastaja").joinpath("sample.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    assert load_settings(write(tmp_path, text), {}).privacy.content == "page"
    assert set(told) == _keys(Settings)
    for section, field in Settings.model_fields.items():
        part = text.partition(f"[{section}]")[2].partition("\n\n[")[0].partition("\n\n# One section")[0]
        model = (
            field.annotation if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel) else None
        )
        for key in _keys(model) if model else ():
            assert f"{key} = " in part or key == "oauth", f"[{section}] {key}"


def test_every_value_behind_a_hash_in_the_sample_is_the_default(tmp_path: Path) -> None:
    text = files("vastaja").joinpath("sample.toml").read_text(encoding="utf-8")
    switched_on = "\n".join(
        line.removeprefix("# ") if line.startswith("# ") and " = " in line.split("#")[1] and "oauth" not in line and "s3 = " not in line else line
        for line in text.splitlines() if not line.startswith("# Every value") and not line.startswith("# \"10")
        and not line.startswith("# What stands")
    )  # fmt: skip
    (tmp_path / "all").mkdir()
    assert load_settings(write(tmp_path / "all", switched_on), {}).model_dump(
        exclude={"storage", "office", "learning"}
    ) == load_settings(write(tmp_path, text), {}).model_dump(exclude={"storage", "office", "learning"})
