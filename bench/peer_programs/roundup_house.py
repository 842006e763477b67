"""Roundup's classic tracker with its own mail gateway, on SQLite; whoever writes gets a copy, which is its receipt.

    python roundup_house.py set-up|run IMAP_PORT USER PASSWORD SMTP_PORT     (in a folder of its own)
"""

import imaplib
import sys
from pathlib import Path

from roundup import admin
from roundup.scripts import roundup_mailgw

HOME = "tracker"
SAID = {
    "email": "info", "domain": "ska.example", "host": "127.0.0.1", "web": "http://127.0.0.1/", "messages_to_author": "yes",
    "email_registration_confirmation": "no", "password_pbkdf2_default_rounds": "1000",  # else each new writer costs a password
}  # fmt: skip


def set_up(smtp_port: int) -> None:
    _ask("install", HOME, "classic", "sqlite")
    file = Path(HOME, "config.ini")
    lines, section = [], ""
    for line in file.read_text().splitlines():
        section = line.strip() if line.startswith("[") else section
        name = line.partition("=")[0].strip(" #")
        if name in SAID and "=" in line and (section, name) != ("[web]", "host"):
            line = f"{name} = {SAID[name]}"
        if section == "[mail]" and name == "port" and "=" in line:
            line = f"port = {smtp_port}"
        lines.append(line)
    file.write_text("\n".join(lines) + "\n")
    schema = Path(HOME, "schema.py")  # anybody may write, as a letter to an agency
    schema.write_text(schema.read_text() + "\ndb.security.addPermissionToRole('Anonymous', 'Email Access')\n"
                      "db.security.addPermissionToRole('Anonymous', 'Register', 'user')\n")  # fmt: skip
    _ask("initialise", HOME, "admin-of-a-bench")


def _ask(*words: str) -> None:
    tool = admin.AdminTool()
    sys.argv = ["roundup-admin", "-i", HOME, *(word for word in words if word != HOME)]
    if tool.main():
        raise SystemExit(f"roundup-admin {words[0]} failed")


def run(imap_port: int, user: str, password: str) -> None:
    class ThisPort(imaplib.IMAP4):  # the gateway knows the usual port only
        def __init__(self, host: str = "") -> None:
            super().__init__(host, imap_port)

    imaplib.IMAP4 = ThisPort  # type: ignore[misc]
    sys.exit(roundup_mailgw.main([HOME, "imap", f"{user}:{password}@127.0.0.1"]))


if __name__ == "__main__":
    if sys.argv[1] == "set-up":
        set_up(int(sys.argv[5]))
    else:
        run(int(sys.argv[2]), sys.argv[3], sys.argv[4])
