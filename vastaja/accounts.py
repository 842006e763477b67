"""The accounts on mail servers that the settings name, as mail/ wants them."""

from pathlib import Path

from mail.accounts import Account
from mail.oauth import Grant, Tokens
from vastaja.settings import MailboxSettings, OAuthSettings, SmtpSettings


def mailbox_account(box: MailboxSettings) -> Account:
    """Return the account of one mailbox, under the mailbox's own name."""
    return _account(box.name, box, box.port)


def smtp_account(smtp: SmtpSettings) -> Account:
    """Return the account our letters are sent by."""
    return _account("smtp", smtp, smtp.port)


def _account(name: str, server: MailboxSettings | SmtpSettings, port: int) -> Account:
    return Account(
        name=name, host=server.host, port=port, security=server.security, user=server.user,
        password=server.password.get_secret_value(), ca_file=server.ca_file,
        token=_tokens(server.oauth, server.ca_file) if server.oauth else None,
    )  # fmt: skip


def _tokens(oauth: OAuthSettings, ca_file: str) -> Tokens:
    return Tokens(Grant(
        token_url=oauth.token_url, client_id=oauth.client_id, secret=oauth.secret.get_secret_value(), scope=oauth.scope,
        refresh_token_file=Path(oauth.refresh_token_file) if oauth.refresh_token_file else None, ca_file=ca_file,
    ))  # fmt: skip
