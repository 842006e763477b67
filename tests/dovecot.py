"""A real Dovecot on loopback, of its own folder and ports, for tests and for the bench."""

import os
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from imapclient import IMAPClient, SocketTimeout

from tests.certificates import Certificates

PASSWORD = "parool"
FOLDERS = ("Junk", "Sent", "Archive")
_PLACES = ("/usr/sbin", "/usr/local/sbin", "/opt/dovecot/sbin")


def available() -> bool:
    """Tell whether Dovecot can be started here: it is installed, and we may act as its users."""
    return bool(_program()) and os.geteuid() == 0


class Dovecot:
    """Every user name is a mailbox of its own, made when it is first used; all have the same password.

    `port` speaks plain IMAP and, with `tls`, STARTTLS; `tls_port` speaks IMAP over
    TLS, to be trusted by `ca_file`. Letters given to `deliver` come by LMTP, as from
    a mail server, so that IDLE sees them.
    """

    def __init__(self, password: str = PASSWORD, tls: bool = False) -> None:
        self.password = password
        self.tls = tls
        self.host = "127.0.0.1"
        self.port, self.tls_port, self.lmtp_port = _free_ports(3)
        self.ca_file = ""
        self._folder = Path()
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Dovecot":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        if not self._folder.name:
            # Not under pytest's own folder: only root may pass through that, and letters belong to nobody.
            self._folder = Path(tempfile.mkdtemp(prefix="vastaja-dovecot-"))
            self._folder.chmod(0o755)
            (self._folder / "mail").mkdir()
            shutil.chown(self._folder / "mail", "nobody", "nogroup")
            if self.tls:
                self.ca_file = str(Certificates(self._folder).authority)
            (self._folder / "dovecot.conf").write_text(self._settings(), encoding="utf-8")
        program = [_program(), "-F", "-c", str(self._folder / "dovecot.conf")]
        self._server = subprocess.Popen(program, start_new_session=True)
        _wait_for(self.port, self._server)
        _wait_for(self.lmtp_port, self._server)

    def halt(self) -> None:
        """Stop the server and keep its letters: `start` goes on with them."""
        if self._server is not None:
            # Asked in good order, it waits a second and leaves the processes of living connections behind.
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait(10)
            self._server = None

    def stop(self) -> None:
        self.halt()
        if self._folder.name:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = Path()

    def deliver(self, user: str, *letters: bytes, sender: str = "") -> None:
        """Hand letters in by LMTP; `sender` is the envelope's, "" as with a delivery report."""
        with smtplib.LMTP(self.host, self.lmtp_port) as line:
            for raw in letters:
                line.sendmail(sender, [f"{user}@localhost"], raw)

    def fill(self, user: str, letters: Iterable[bytes]) -> None:
        """Lay letters into a mailbox nobody has open, as files: thousands in a second."""
        home = self._folder / "mail" / user
        for name in ("cur", "new", "tmp"):
            (home / "mail" / name).mkdir(parents=True, exist_ok=True)
        for number, raw in enumerate(letters):
            (home / "mail" / "new" / f"{int(time.time())}.M{number:06d}P1.here").write_bytes(raw)
        for path in (home, *home.rglob("*")):
            shutil.chown(path, "nobody", "nogroup")

    @contextmanager
    def client(self, user: str) -> Iterator[IMAPClient]:
        """Give a logged-in client of the library, to look at the mailbox or to meddle with it."""
        with IMAPClient(self.host, self.port, ssl=False, timeout=SocketTimeout(5, 10)) as client:
            client.login(user, self.password)
            yield client

    def letters(self, user: str, folder: str = "INBOX") -> dict[int, bytes]:
        """Return the letters of a folder by UID."""
        with self.client(user) as client:
            client.select_folder(folder, readonly=True)
            answers = client.fetch(client.search(), ["BODY.PEEK[]"])
        return {uid: answer[b"BODY[]"] for uid, answer in answers.items()}

    def _settings(self) -> str:
        folder = self._folder
        ssl = "no"
        if self.tls:
            ssl = f"yes\nssl_cert = <{folder}/certificate.pem\nssl_key = <{folder}/key.pem"
        mailboxes = "\n".join(
            f"  mailbox {name} {{\n    special_use = \\{name}\n    auto = subscribe\n  }}" for name in FOLDERS
        )
        return f"""
protocols = imap lmtp
listen = {self.host}
base_dir = {folder}/run
state_dir = {folder}/state
instance_name = {folder.name}
log_path = {folder}/log
ssl = {ssl}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:~/mail
mail_uid = nobody
mail_gid = nogroup
first_valid_uid = 1
mail_max_userip_connections = 200
mailbox_list_index = yes
default_client_limit = 2000
auth_username_format = %Ln
passdb {{
  driver = static
  args = password={self.password}
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={folder}/mail/%n allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
{mailboxes}
}}
service imap-login {{
  service_count = 0
  client_limit = 1000
  inet_listener imap {{
    port = {self.port}
  }}
  inet_listener imaps {{
    port = {self.tls_port if self.tls else 0}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {self.lmtp_port}
  }}
}}
service stats {{
  client_limit = 2000
}}
service anvil {{
  client_limit = 2000
  # No growing pause after a wrong password: the tests give many.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


def _program() -> str:
    return shutil.which("dovecot", path=os.pathsep.join((os.environ.get("PATH", ""), *_PLACES))) or ""


def _free_ports(count: int) -> list[int]:
    places = [socket.socket() for _ in range(count)]
    for place in places:
        place.bind(("127.0.0.1", 0))
    ports = [place.getsockname()[1] for place in places]
    for place in places:
        place.close()
    return ports


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.01)
        else:
            return
    raise RuntimeError(f"Dovecot did not open port {port}")
