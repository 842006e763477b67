"""The service as a process of its own, without a chat: what is measured and broken here is mail."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.walks.agency import Agency


class MailAgency(Agency):
    """An agency whose mailbox and mail server may stand behind other ports; its log lies in the folder."""

    imap_port = 0  # 0: Dovecot's own
    smtp_port = 0  # 0: the sink's own

    def table(self) -> dict[str, Any]:
        table = super().table()
        table["smtp"] = {**table["smtp"], "port": self.smtp_port or self.sink.port}
        table["mailbox"] = [{**table["mailbox"][0], "port": self.imap_port or self.dovecot.port}]
        for name in ("telegram", "chats"):
            del table[name]
        return table

    def start(self, **environment: str) -> "subprocess.Popen[bytes]":
        return self.start_module(["vastaja"], **environment)

    def start_module(self, module: list[str], **environment: str) -> "subprocess.Popen[bytes]":
        """Start `python -m MODULE run`: the service itself, or a runner that breaks it at a place."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *module, "run", "--config", str(self.write_settings())], stdout=log, stderr=log,
                env={**os.environ, **environment}, start_new_session=True, cwd=Path(__file__).parents[1])  # fmt: skip
        return self._process

    @property
    def has_died(self) -> bool:
        return self._process is not None and self._process.poll() is not None
