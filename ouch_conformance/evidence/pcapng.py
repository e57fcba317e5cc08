"""A record as a pcapng file, which Wireshark opens with its own SoupBinTCP and OUCH dissectors. Credentials are masked.

Format: https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-03.html, little-endian, one section, one interface with
times in nanoseconds. What is said of a packet (a violation that a check points at) stands as its comment.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ouch_conformance.evidence.frames import Entry, Frame, Mark, SessionMark, Way, masked
from ouch_conformance.evidence.printable import account_of, mirror_of, printable
from ouch_conformance.evidence.segments import Connection, Segment, member_endpoint, venue_endpoint

EXTENSION = ".pcapng"
MAX_COMMENT = 1_000
"""Characters of one packet's comment."""
_MAX_STEM = 160
_ETHERNET = 1
_NANOSECONDS = b"\x09"
_OUTBOUND, _INBOUND = 2, 1

# Block types.
_SECTION, _INTERFACE, _NAMES, _PACKET = 0x0A0D0D0A, 1, 4, 6
# Options: of every block, of the section, of the interface, of a packet.
_COMMENT, _APPLICATION, _NAME, _DESCRIPTION, _RESOLUTION, _FLAGS = 1, 4, 2, 3, 9, 2

_DESCRIBED = "made from the record of ouch-conformance: addresses, ports and TCP's own packets are made up"


def pcapng(entries: Iterable[Entry], comments: Mapping[int, str] | None = None) -> bytes:
    """The whole file. `comments` are words about entries, by their index among `entries`."""
    entries = list(entries)
    blocks = [_HEAD, _interface(), _names(entries)]
    blocks += _packets(entries, comments or {})
    return b"".join(blocks)


def write_pcapng(path: Path, entries: Iterable[Entry], comments: Mapping[int, str] | None = None) -> int:
    """Write the file, and its folder where there is none; the number of bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.write_bytes(pcapng(entries, comments))


def is_ours(path: Path) -> bool:
    """Whether a file was written here: its section header names this program."""
    with path.open("rb") as file:
        return file.read(len(_HEAD)) == _HEAD


def file_name(scenario: str) -> str:
    """A name for the capture of a scenario, by its id `protocol/file::slug[row]`; two ids never share one.

    What a file system might not take is replaced, and a long name is cut; such a name ends in a digest of the id.
    """
    base, _, row = scenario.partition("[")
    plain = base.replace(".feature::", "__", 1).replace("/", "__", 1)
    stem = _safe(plain)[:_MAX_STEM]
    if row or stem != plain or stem.count("__") != 2:
        digest = hashlib.sha256(scenario.encode()).hexdigest()[:8]
        stem = "-".join(part for part in (stem, _safe(row)[:40].strip("-"), digest) if part)
    return stem + EXTENSION


def _safe(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", text)


# ------------------------------------------------------------------------------------------------------- the packets


def _packets(entries: list[Entry], comments: Mapping[int, str]) -> Iterator[bytes]:
    connections = _Connections()
    for index, entry in enumerate(entries):
        segments = [*connections.segments(entry)]
        # A packet in several segments is put together in the last of them: what is said of it stands there.
        words = [*[""] * (len(segments) - 1), comments.get(index, "")]
        yield from (_packet(entry.time_ns, segment, said) for segment, said in zip(segments, words, strict=False))


class _Connections:
    """The connections of a record, each made at its first entry."""

    def __init__(self) -> None:
        self._open: dict[str, Connection] = {}
        self._hosts: dict[str, int] = {}
        self._made = 0

    def segments(self, entry: Entry) -> Iterator[Segment]:
        """What went over the wire with one entry; of a note nothing."""
        if isinstance(entry, Frame):
            return self._of(entry.session).carried(entry.way, masked(entry).data)
        return self._marked(entry)

    def _marked(self, entry: SessionMark) -> Iterator[Segment]:
        match entry.mark:
            case Mark.CONNECTED:
                return self._new(entry.session).opened()
            case Mark.REFUSED:
                return self._new(entry.session).refused()
            case Mark.CLOSED_BY_MEMBER:
                return self._of(entry.session).closed(Way.SENT)
            case Mark.CLOSED_BY_VENUE:
                return self._of(entry.session).closed(Way.RECEIVED)
            case Mark.RESET_BY_VENUE:
                return self._of(entry.session).reset()
        return iter(())

    def _of(self, session: str) -> Connection:
        """The connection of a session; one whose beginning is not in the record has no handshake."""
        return self._open.get(session) or self._new(session)

    def _new(self, session: str) -> Connection:
        host = self._hosts.setdefault(account_of(session), len(self._hosts))
        self._open[session] = Connection(member_endpoint(host, self._made), venue_endpoint(mirror_of(session)))
        self._made += 1
        return self._open[session]


# -------------------------------------------------------------------------------------------------------- the blocks


def _packet(time_ns: int, segment: Segment, comment: str) -> bytes:
    data = segment.data
    fixed = struct.pack("<IIIII", 0, time_ns >> 32, time_ns & 0xFFFFFFFF, len(data), len(data))
    flags = struct.pack("<I", _OUTBOUND if segment.way is Way.SENT else _INBOUND)
    told = [(_COMMENT, printable(comment)[:MAX_COMMENT].encode())] if comment else []
    return _block(_PACKET, fixed + _padded(data) + _options([*told, (_FLAGS, flags)]))


def _interface() -> bytes:
    options = [(_NAME, b"record"), (_DESCRIPTION, _DESCRIBED.encode()), (_RESOLUTION, _NANOSECONDS)]
    return _block(_INTERFACE, struct.pack("<HHI", _ETHERNET, 0, 0) + _options(options))


def _names(entries: list[Entry]) -> bytes:
    """The made-up addresses by name: `venue`, `venue-mirror-1`, `member-A`."""
    accounts = dict.fromkeys(account_of(entry.session) for entry in entries)
    mirrors = sorted({mirror_of(entry.session) for entry in entries} - {0})
    names = {venue_endpoint().address: "venue"}
    names |= {venue_endpoint(number).address: f"venue-mirror-{number}" for number in mirrors}
    names |= {member_endpoint(host, 0).address: f"member-{_safe(name)}" for host, name in enumerate(accounts)}
    records = [(1, address + name.encode() + b"\0") for address, name in names.items()]
    return _block(_NAMES, _options(records))


def _options(options: Iterable[tuple[int, bytes]]) -> bytes:
    """Code, length, value on a 32-bit boundary; closed by code 0. The records of the names look alike."""
    told = [struct.pack("<HH", code, len(value)) + _padded(value) for code, value in options]
    return b"".join(told) + struct.pack("<HH", 0, 0)


def _block(kind: int, body: bytes) -> bytes:
    size = struct.pack("<I", 12 + len(body))
    return struct.pack("<I", kind) + size + body + size


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 4)


_HEAD = _block(_SECTION, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1) + _options([(_APPLICATION, b"ouch-conformance")]))
