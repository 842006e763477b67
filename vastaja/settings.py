"""What the house must be told before it opens: read once at the door, every fault told at once, no secret ever printed."""

from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, Final, Literal, cast
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator

from mail.accounts import CONNECTIONS, Security, is_loopback
from rules.signing import SIGNATORIES as USUAL_SIGNATORIES
from rules.workdays import Opening
from vastaja.faults import faults_of
from vastaja.sources import BadSettings, read_file, told_by
from vastaja.values import (
    Addresses,
    DatabaseUrl,
    Duration,
    Hours,
    KindWord,
    Listen,
    MailAddress,
    ObjectPlace,
    OriginalsPlace,
    Place,
    TimeOfDay,
    Url,
    Words,
    Zone,
    over_tls,
)

__all__ = ["BadSettings", "Settings", "load_settings", "secrets_of"]

DEFAULT_FILE: Final = Path("vastaja.toml")
IMAP_PORTS: Final = {Security.TLS: 993, Security.STARTTLS: 143, Security.PLAIN: 143}
SMTP_PORTS: Final = {Security.TLS: 465, Security.STARTTLS: 587, Security.PLAIN: 25}
Signatory = Literal["handler", "head", "outside"]
SIGNATORIES: Final = cast("Mapping[str, Signatory]", dict(USUAL_SIGNATORIES))

Port = Annotated[int, Field(ge=1, le=65_535)]
Path_ = Annotated[Path, Place()]
FileName = Annotated[str, Place()]


class Part(BaseModel):
    """One section of vastaja.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class OfficeSettings(Part):
    name: str = ""
    unit: str = ""
    address: MailAddress = ""  # From of all our mail
    language: Literal["et", "ru", "en"] = "et"
    time_zone: Zone = ZoneInfo("Europe/Tallinn")
    country: Literal["EE"] = "EE"
    hours: Hours = Opening(time(8), time(17))
    friday: Hours = Opening(time(8), time(16))
    folder: Path_ = Path("office")
    registry_code: str = ""
    phone: str = ""
    postal_address: str = ""
    website: str = ""
    privacy_url: str = ""
    press_phone: str = ""
    press_mail: MailAddress = ""
    series: str = ""  # of the document register


class S3Settings(Part):
    """An S3-compatible storage. Without an endpoint it is Amazon's own."""

    key_id: Annotated[str, Field(min_length=1)]
    key: SecretStr
    endpoint: Url = ""
    region: str = ""
    ca_file: FileName = ""
    near: Path_ = Path("var/near")  # what is used now lies here too, for a day


class StorageSettings(Part):
    """Where what is remembered lies. The order of the fields matters: a later one is checked against the earlier."""

    ca_file: FileName = ""  # whose certificate the database's server shows, where that is no public authority
    database: DatabaseUrl = Field(default="sqlite:///var/vastaja.db", repr=False)  # may hold a password
    s3: S3Settings | None = None
    originals: OriginalsPlace = Path("var/originals")

    @field_validator("database")
    @classmethod
    def _over_tls(cls, database: str, told: ValidationInfo) -> str:
        return over_tls(database, told.data.get("ca_file", ""))

    @field_validator("originals")
    @classmethod
    def _with_keys(cls, originals: Path | ObjectPlace, told: ValidationInfo) -> Path | ObjectPlace:
        if isinstance(originals, ObjectPlace) and told.data.get("s3", "wrong") is None:
            raise ValueError("s3:// needs [storage.s3] with key_id and key_file")
        return originals

    @property
    def folder(self) -> Path:
        """Return the folder of the originals, or of their near copies where they live elsewhere."""
        if isinstance(self.originals, Path):
            return self.originals
        return self.s3.near if self.s3 else Path("var/near")


class OAuthSettings(Part):
    token_url: Url
    client_id: str
    secret: SecretStr = SecretStr("")
    refresh_token_file: FileName = ""
    scope: str = ""


class _Server(Part):
    """An account on a mail server. The order of the fields matters: a later one is checked against the earlier."""

    host: str
    security: Security = Security.TLS
    user: str = ""
    password: SecretStr = SecretStr("")
    oauth: OAuthSettings | None = None
    ca_file: FileName = ""

    @field_validator("security")
    @classmethod
    def _secret_off_this_machine(cls, security: Security, told: ValidationInfo) -> Security:
        host = told.data.get("host", "")
        if security is Security.PLAIN and host and not is_loopback(host):
            raise ValueError('"plain" is allowed only to a server on this machine; write "tls" or "starttls"')
        return security


class MailboxSettings(_Server):
    name: Annotated[str, Field(pattern=r"^[\w.@+-]{1,64}$")]
    host: Annotated[str, Field(min_length=1)]
    port: Port = Field(default_factory=lambda told: IMAP_PORTS.get(told.get("security", ""), 993))
    folder: str = "INBOX"
    junk: str = "Junk"
    done_folder: str = ""
    plus_addresses: bool = False
    duty: int = 0  # the group of the unit whose mailbox it is; 0: [chats] duty


class SmtpSettings(_Server):
    """Where our mail goes out. Without a host there is no such door."""

    host: str = ""
    port: Port = Field(default_factory=lambda told: SMTP_PORTS.get(told.get("security", ""), 465))
    sent_folder: str = ""
    connections: Annotated[int, Field(ge=1, le=50)] = CONNECTIONS


class ReceiptSettings(Part):
    per_correspondent_day: Annotated[int, Field(ge=1)] = 5
    per_hour: Annotated[int, Field(ge=0)] = 600  # 0: no limit
    backlog: Literal["ask", "send", "none"] = "ask"
    backlog_age: Duration = timedelta(days=3)


class AlarmSettings(Part):
    mail: Addresses = ()
    danger_repeat: Duration = timedelta(minutes=10)
    canary: Duration = timedelta(0)
    census: TimeOfDay = time(3)
    surge: Annotated[int, Field(ge=0)] = 3
    surge_within: Duration = timedelta(days=7)


class TelegramSettings(Part):
    """The bot. Without a token there is no such door."""

    token: SecretStr = SecretStr("")
    base_url: Url = "https://api.telegram.org"
    webhook_url: Url = ""
    webhook_secret: SecretStr = SecretStr("")
    mode: Literal["polling", "webhook"] = "polling"
    citizens: bool = True

    @field_validator("token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr) -> SecretStr:
        if not all(sign.isascii() and sign.isprintable() and sign not in " /?#" for sign in token.get_secret_value()):
            raise ValueError("must be the token as @BotFather gave it: a number, a colon and letters")
        return token

    @field_validator("mode")
    @classmethod
    def _webhook_whole(cls, mode: str, told: ValidationInfo) -> str:
        secret = told.data.get("webhook_secret", SecretStr("-")).get_secret_value()
        if mode == "webhook" and not (told.data.get("webhook_url", "-") and secret):
            raise ValueError('"webhook" needs webhook_url and webhook_secret')
        return mode


class ChatSettings(Part):
    duty: int = 0
    press: int = 0
    heads: int = 0


class ChildSettings(Part):
    night_mail: MailAddress = ""
    night_chat: int = 0


class SenderSettings(Part):
    """Domain suffixes of our own and of authorities beside the built-in ones."""

    own: Words = ()
    authorities: Words = ()


class ApprovalSettings(Part):
    four_eyes: bool = True
    approvers: Literal["head", "official"] = "head"
    approver: Mapping[KindWord, Literal["head", "official"]] = {}
    signatory: Mapping[KindWord, Signatory] = SIGNATORIES
    superior: str = ""
    number_first: bool = False
    signed: bool = False  # answers are signed in DigiDoc, and say so
    undo: Duration = timedelta(minutes=2)
    attach: tuple[Literal["pdf", "docx"], ...] = ("pdf",)  # files that go with an answer by mail
    signature_issuers: FileName = ""  # PEM: whose certificates may sign our answers
    largest_mail: Annotated[int, Field(ge=1, le=150)] = 20  # MiB

    @field_validator("signatory")
    @classmethod
    def _beside_the_usual(cls, signatory: Mapping[str, Signatory]) -> Mapping[str, Signatory]:
        return {**SIGNATORIES, **signatory}


class FeedbackSettings(Part):
    """Of which kinds the answers ask whether they were of help: of none unless named."""

    kinds: tuple[KindWord, ...] = ()


class LearningSettings(Part):
    on: bool = False
    folder: Path_ = Path("var/models")


class PrivacySettings(Part):
    chat: Literal["masked", "reference"] = "masked"
    content: Literal["page", "chat"] = "page"
    reveal: Duration = timedelta(minutes=10)
    reconfirm: Duration = timedelta(days=180)  # 0: an account stays bound till it is taken off


class WebSettings(Part):
    listen: Listen = "127.0.0.1:8080"
    url: Url = ""  # by which officials reach the content page
    proxies: Words = ("127.0.0.1", "::1")  # whose word about a caller's address is believed

    @property
    def host(self) -> str:
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        return int(self.listen.rpartition(":")[2])

    @property
    def address(self) -> str:
        """Return where the page is reached: `url`, else the door itself where it is on this machine, else "" (nobody has said)."""
        return self.url or (f"http://{self.listen}" if is_loopback(self.host) and self.port else "")


class Settings(Part):
    """All of vastaja.toml, with the environment over it."""

    office: OfficeSettings = OfficeSettings()
    storage: StorageSettings = StorageSettings()
    mailbox: tuple[MailboxSettings, ...] = ()
    smtp: SmtpSettings = SmtpSettings()
    receipts: ReceiptSettings = ReceiptSettings()
    learning: LearningSettings = LearningSettings()
    alarms: AlarmSettings = AlarmSettings()
    telegram: TelegramSettings = TelegramSettings()
    chats: ChatSettings = ChatSettings()
    child: ChildSettings = ChildSettings()
    senders: SenderSettings = SenderSettings()
    approval: ApprovalSettings = ApprovalSettings()
    feedback: FeedbackSettings = FeedbackSettings()
    privacy: PrivacySettings = PrivacySettings()
    web: WebSettings = WebSettings()

    @property
    def has_smtp(self) -> bool:
        return bool(self.smtp.host)

    @property
    def has_bot(self) -> bool:
        return bool(self.telegram.token.get_secret_value())

    @classmethod
    def of(cls, told: Mapping[str, Any], folder: Path) -> "Settings":
        """Return the settings of a table as vastaja.toml holds it, for tests and the demo. Raises BadSettings."""
        return _validated(*told_by(cls, (dict(told), []), {}, folder))


def load_settings(path: Path | None, env: Mapping[str, str]) -> Settings:
    """Return the settings of `path`, or of ./vastaja.toml where there is one, with `env` over them. Raises BadSettings."""
    file = path or DEFAULT_FILE
    return _validated(*told_by(Settings, read_file(file, must_exist=path is not None), env, file.parent.absolute()))


def secrets_of(settings: BaseModel) -> tuple[str, ...]:
    """Return every secret of the settings, so that the logs can mask them."""
    found: list[str] = []
    for value in settings.__dict__.values():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, SecretStr):
                found.append(one.get_secret_value())
            elif isinstance(one, BaseModel):
                found += secrets_of(one)
    if isinstance(settings, StorageSettings):
        address = urlsplit(settings.database)
        found += [unquote(address.password or ""), *parse_qs(address.query).get("password", ())]
    return tuple(secret for secret in found if secret)


def _validated(told: dict[str, Any], faults: list[str]) -> Settings:
    settings = Settings()
    try:
        settings = Settings(**told)
    except ValidationError as wrong:
        faults += faults_of(wrong, Settings, told)
    if faults:
        raise BadSettings(tuple(dict.fromkeys(faults)))
    return settings
