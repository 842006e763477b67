"""The limit: fetch over IMAP, read with the standard library, register in one durable commit a batch, send the receipt.

    python pipeline.py IMAP_PORT USER PASSWORD SMTP_PORT

No case, no understanding, no threading: what any program must do that loses no letter, and nothing else.
"""

import email
import email.policy
import smtplib
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor

from imapclient import IMAPClient

BATCH = 50
CONNECTIONS = 4
RECEIPT = (
    "From: info@ska.example\r\nTo: {to}\r\nSubject: Kiri on kätte saadud ({number})\r\nMessage-ID: <r{number}@ska.example>\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n\r\nOleme Teie kirja kätte saanud. Number: {number}.\r\n"
)


def main(imap_port: int, user: str, password: str, smtp_port: int) -> None:
    store = sqlite3.connect("pipeline.db")
    store.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE letter (id INTEGER PRIMARY KEY, sender, subject, text, raw, sent)")
    lines = [smtplib.SMTP("127.0.0.1", smtp_port) for _ in range(CONNECTIONS)]
    with IMAPClient("127.0.0.1", imap_port, ssl=False) as box, ThreadPoolExecutor(CONNECTIONS) as senders:
        box.login(user, password)
        box.select_folder("INBOX")
        uids = box.search()
        for start in range(0, len(uids), BATCH):
            batch = uids[start : start + BATCH]
            rows = [_read(one[b"BODY[]"]) for one in box.fetch(batch, ["BODY.PEEK[]"]).values()]
            numbered = [(store.execute("INSERT INTO letter (sender, subject, text, raw) VALUES (?, ?, ?, ?)", row).lastrowid, row[0]) for row in rows]
            store.commit()
            list(senders.map(_send, [(lines[at], numbered[at::CONNECTIONS]) for at in range(CONNECTIONS)]))
            store.executemany("UPDATE letter SET sent = 1 WHERE id = ?", [(number,) for number, _ in numbered])
            store.commit()
            box.add_flags(batch, [b"\\Seen"])


def _read(raw: bytes) -> tuple[str, str, str, bytes]:
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    sender = email.utils.parseaddr(str(message["From"]))[1]
    plain = next((part for part in message.walk() if part.get_content_type() == "text/plain"), None)
    text = (plain.get_payload(decode=True) or b"").decode("utf-8", "replace") if plain else ""
    return sender, str(message["Subject"]), text, raw


def _send(work: tuple[smtplib.SMTP, list[tuple[int, str]]]) -> None:
    line, letters = work
    for number, to in letters:
        line.sendmail("info@ska.example", [to], RECEIPT.format(to=to, number=number).encode())


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
