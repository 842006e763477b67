"""From the settings of a mailbox or of SMTP to an account as the mail room knows one."""

from pathlib import Path

from mail.accounts import Account
from mail.oauth import Grant, Tokens
from vastaja.settings import MailboxSettings, OAuthSettings, SmtpSettings


def imap_account(mailbox: MailboxSettings) -> Account:
    return _account(mailbox.name, mailbox)


def smtp_account(smtp: SmtpSettings) -> Account:
    return _account("smtp", smtp)


def _account(name: str, server: MailboxSettings | SmtpSettings) -> Account:
    return Account(
        name=name, host=server.host, port=server.port, security=server.security, user=server.user,
        password=server.password.get_secret_value(), token=_tokens(server.oauth) if server.oauth else None,
        ca_file=server.ca_file,
    )  # fmt: skip


def _tokens(oauth: OAuthSettings) -> Tokens:
    kept = Path(oauth.refresh_token_file) if oauth.refresh_token_file else None
    return Tokens(Grant(oauth.token_url, oauth.client_id, oauth.secret.get_secret_value(), oauth.scope, kept))
