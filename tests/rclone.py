"""A real S3-compatible server of the tests' own: rclone over a folder, which checks the signature of every request."""

import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

BUCKET: Final = "vastaja-originals"


@dataclass(slots=True)
class Storage:
    """The server: its objects are files under `folder`."""

    folder: Path
    port: int
    running: "subprocess.Popen[bytes] | None" = None

    @property
    def toml(self) -> str:
        """Return what an operator writes, but the keys."""
        return f'[storage.s3]\nendpoint = "http://127.0.0.1:{self.port}"\nkey_id = "{KEY_ID}"\nkey_file = "s3-key"\nnear = "near"\n'

    @property
    def objects(self) -> dict[str, bytes]:
        """Return every object under its name in the bucket."""
        bucket = self.folder / BUCKET
        return {str(file.relative_to(bucket)): file.read_bytes() for file in bucket.rglob("*") if file.is_file()}

    def start(self) -> None:
        command = [Path(sysconfig.get_path("scripts")) / "rclone", "serve", "s3", self.folder, "--addr", f"127.0.0.1:{self.port}",
                   "--auth-key", f"{KEY_ID},{KEY}", "--config", "", "--vfs-cache-mode", "off"]  # fmt: skip
        self.running = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError("the server of objects does not answer")

    def stop(self) -> None:
        if self.running:
            self.running.terminate()
            self.running.wait(10)
            self.running = None


KEY_ID: Final = "vastaja"
KEY: Final = "a-key-that-nobody-may-see"


@contextmanager
def storage(folder: Path) -> Iterator[Storage]:
    """Run a server with one empty bucket."""
    (folder / BUCKET).mkdir(parents=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        one = Storage(folder, int(probe.getsockname()[1]))
    one.start()
    try:
        yield one
    finally:
        one.stop()
