"""A capture as tshark tells of it: one dictionary of fields for each packet."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from ouch_conformance.evidence.frames import Entry
from ouch_conformance.evidence.pcapng import write_pcapng

CHECKED = ("-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE")


class Dissected(NamedTuple):
    """One packet: the raw value and the printed text of each field, by the field's name in Wireshark."""

    values: dict[str, str]
    printed: dict[str, str]

    def of(self, field: str) -> str | None:
        """What stands behind the field's label; nothing where the packet has no such field."""
        text = self.printed.get(field)
        return text.partition(": ")[2].split(" (")[0].strip() if text else None

    @property
    def time_ns(self) -> int:
        """When the packet was captured, UNIX nanoseconds."""
        seconds, _, rest = self.values["timestamp"].partition(".")
        return int(seconds) * 10**9 + int(rest.ljust(9, "0"))


def tshark(*words: str) -> bytes:
    """What tshark prints."""
    program = shutil.which("tshark")
    assert program, "tshark is missing: install it to run these tests"
    return subprocess.run([program, *words], capture_output=True, timeout=60, check=True).stdout


def dissected(entries: Iterable[Entry], path: Path) -> list[Dissected]:
    """Every packet of a record, written as a capture to `path` and read again by tshark; checksums are checked."""
    write_pcapng(path, entries)
    told = tshark("-r", str(path), "-d", "tcp.port==9000,soupbintcp", *CHECKED, "-T", "pdml")
    return [_packet(each) for each in etree.fromstring(told).iterfind("packet")]


def _packet(packet: etree._Element) -> Dissected:
    fields = [*packet.iter("field"), *packet.iter("proto")]
    values = {each.get("name", ""): each.get("value") or each.get("show") or "" for each in fields}
    return Dissected(values, {each.get("name", ""): each.get("showname", "") for each in fields})
