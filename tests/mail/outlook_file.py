"""A writer of small Outlook letters (.msg, [MS-OXMSG]) in a compound file ([MS-CFB]), for the tests of their reader."""

import struct
from dataclasses import dataclass
from typing import Union

Tree = dict[str, Union[bytes, "Tree"]]

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096
_STRING, _BINARY, _NUMBER = 0x001F, 0x0102, 0x0003


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int  # 1 storage, 2 stream, 5 root
    content: bytes = b""
    child: int = _FREE
    right: int = _FREE
    start: int = _END
    size: int = 0


def outlook_letter(texts: dict[int, str], files: dict[str, bytes], page: bytes = b"") -> bytes:
    """Return a .msg with these text properties (by id), its HTML body and its attached files."""
    numbers = {0x3FDE: 65001}  # the code page of the page: UTF-8
    tree = _properties(32, texts, {0x1013: page} if page else {}, numbers)
    for count, (name, content) in enumerate(files.items()):
        held = _properties(8, {0x3707: name, 0x370E: "text/plain"}, {0x3701: content}, {0x3705: 1})
        tree[f"__attach_version1.0_#{count:08X}"] = held
    return compound_file(tree)


def compound_file(tree: Tree) -> bytes:
    """Return a compound file of at most 60 KB."""
    entries = [_Entry("Root Entry", 5)]
    _enter(tree, 0, entries)
    small = bytearray()
    small_fat: list[int] = []
    for entry in (one for one in entries if one.kind == 2 and 0 < len(one.content) < _CUTOFF):
        entry.start, entry.size = len(small_fat), len(entry.content)
        small += _padded(entry.content, _SMALL)
        small_fat += _chain(len(small_fat), len(small) // _SMALL - len(small_fat))
    chains: list[bytes] = [b"\0" * _padded_size(len(entries) * 128), _numbers(small_fat), _padded(bytes(small), _SECTOR)]
    big = [one for one in entries if one.kind == 2 and len(one.content) >= _CUTOFF]
    chains += [_padded(one.content, _SECTOR) for one in big]
    fat: list[int] = []
    starts = []
    for chain in chains:
        starts.append(len(fat) if chain else _END)
        fat += _chain(len(fat), len(chain) // _SECTOR)
    for entry, start in zip(big, starts[3:], strict=True):
        entry.start, entry.size = start, len(entry.content)
    entries[0].start, entries[0].size = starts[2], len(small)
    chains[0] = _padded(b"".join(_packed(one) for one in entries), _SECTOR)
    place_of_fat = len(fat)
    fat.append(_FAT)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6, 0, 1, starts[0], 0, _CUTOFF,
        starts[1], len(chains[1]) // _SECTOR, _END, 0, place_of_fat)  # fmt: skip
    return b"".join([header.ljust(_SECTOR, b"\xff"), *chains, _numbers(fat)])


def _properties(head: int, texts: dict[int, str], octets: dict[int, bytes], numbers: dict[int, int]) -> Tree:
    tree: Tree = {}
    listed = [struct.pack("<HHIII", _NUMBER, pid, 6, value, 0) for pid, value in numbers.items()]
    values = [(pid, _STRING, text.encode("utf-16-le")) for pid, text in texts.items()]
    for pid, kind, value in [*values, *((pid, _BINARY, value) for pid, value in octets.items())]:
        tree[f"__substg1.0_{pid:04X}{kind:04X}"] = value
        listed.append(struct.pack("<HHIII", kind, pid, 6, len(value) + (2 if kind == _STRING else 0), 0))
    tree["__properties_version1.0"] = b"\0" * head + b"".join(listed)
    return tree


def _enter(tree: Tree, parent: int, entries: list[_Entry]) -> None:
    before = -1
    for name, content in tree.items():
        here = len(entries)
        entries.append(_Entry(name, 2, content) if isinstance(content, bytes) else _Entry(name, 1))
        if before < 0:
            entries[parent].child = here
        else:
            entries[before].right = here
        before = here
        if not isinstance(content, bytes):
            _enter(content, here, entries)


def _packed(entry: _Entry) -> bytes:
    name = (entry.name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", name, len(name), entry.kind, 1, _FREE, entry.right, entry.child, entry.start, entry.size)  # fmt: skip


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), _END] if count else []


def _numbers(values: list[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values) + b"\xff" * (-len(values) * 4 % _SECTOR)


def _padded(content: bytes, size: int) -> bytes:
    return content + b"\0" * (-len(content) % size)


def _padded_size(size: int) -> int:
    return size + -size % _SECTOR
