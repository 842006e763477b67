"""No secret that the settings can hold shows itself: each is found by walking the settings, so that a new one cannot be left out."""

import io
from collections.abc import Iterator
from typing import Any, get_args

import structlog
from pydantic import BaseModel, SecretStr

from vastaja.logs import set_up_logs
from vastaja.settings import Settings, StorageSettings, secrets_of

PASSWORD = "secret-of-the-database"


def secrets_in(model: type[BaseModel], path: str = "") -> Iterator[str]:
    """Give the path of every secret that a section can hold, sections inside sections included."""
    for name, field in model.model_fields.items():
        for kind in (field.annotation, *get_args(field.annotation)):
            if kind is SecretStr:
                yield f"{path}{name}"
            elif isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from secrets_in(kind, f"{path}{name}.")


def filled(model: type[BaseModel], path: str = "") -> Any:
    """Return a section with every secret set to a word of its own; nothing is checked, as nothing but secrets stands in it."""
    told: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        kinds = (field.annotation, *get_args(field.annotation))
        inner = next((one for one in kinds if isinstance(one, type) and issubclass(one, BaseModel)), None)
        if SecretStr in kinds:
            told[name] = SecretStr(f"secret-of-{path}{name}")
        elif inner:
            section = filled(inner, f"{path}{name}.")
            told[name] = (section,) if name == "mailbox" else section
    if model is StorageSettings:
        told["database"] = f"postgresql+psycopg://vastaja:{PASSWORD}@db/vastaja"
    return model.model_construct(**told)


def test_every_secret_is_masked_in_logs_and_stands_in_no_representation() -> None:
    expected = {PASSWORD, *(f"secret-of-{path}" for path in secrets_in(Settings))}
    assert {PASSWORD, "secret-of-storage.s3.key", "secret-of-mailbox.oauth.secret", "secret-of-telegram.webhook_secret"} < expected
    settings = filled(Settings)
    assert set(secrets_of(settings)) == expected
    out = io.StringIO()
    set_up_logs(secrets_of(settings), out)
    try:
        for secret in expected:
            structlog.get_logger("vastaja").info(f"sign-in with {secret} failed", fact=secret)
    finally:
        structlog.reset_defaults()
    shown = out.getvalue() + repr(settings) + str(settings)
    assert out.getvalue().count("\n") == len(expected)
    assert [secret for secret in expected if secret in shown] == []
