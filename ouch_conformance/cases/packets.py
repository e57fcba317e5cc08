"""Cases of the session below the orders: whole packets, their lengths right, that no member in his right mind sends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ouch_conformance.cases.outline import table
from ouch_conformance.spec.model import Message, Protocol
from ouch_conformance.spec.requirements import Catalogue

FILE = "session_packets.feature"
STRAY = {0x00: "NUL", 0x20: "a space", 0xFF: "all bits set", 0x7A: "a small letter"}
"""Types that no version of the document knows, and what each is."""
LOGGED_IN = "the member is logged in"
CONNECTED = "the member is connected but not logged in"


class Packet(NamedTuple):
    """One packet: the case that an oracle knows it by, what it is in a title, from which state it is sent."""

    name: str
    what: str
    given: str
    data: bytes
    comment: str


def packets(session: Protocol) -> Iterator[Packet]:
    """Every packet of one version of the session layer. A login is spoiled where none was answered yet."""
    members = [each for each in session.messages if each.direction == "incoming"]
    yield Packet("cut", "a packet that ends early", LOGGED_IN, b"", "a length of 0: not even a type")
    for each in members:
        yield from _of(each)
    known = {each.id for each in members}
    own = {each.id: f"{each.title or each.name}, which a venue sends" for each in session.messages}
    for code, comment in {**STRAY, **own}.items():
        if code not in known:
            yield Packet("type", "a packet of an unlisted type", LOGGED_IN, bytes([code]), comment)


def _of(message: Message) -> Iterator[Packet]:
    title = message.title or message.name
    size = sum(field.width or 0 for field in message.fields)
    if size:
        short, long = (bytes([message.id]) + b" " * count for count in (size - 1, size + 1))
        yield Packet("cut", "a login that ends early", CONNECTED, bytes([message.id]), f"{title}: the type alone")
        yield Packet("cut", "a login that ends early", CONNECTED, short, f"{title}: the last byte is missing")
        yield Packet("extended", "a login that goes on behind its end", CONNECTED, long, f"{title}: one byte more")
    elif not message.payload:
        data = bytes([message.id, 0])
        yield Packet("extended", "a packet that goes on behind its end", LOGGED_IN, data, f"{title}: one byte more")


def text(session: Protocol, book: Catalogue, serving: Iterable[str]) -> str:
    """The feature; empty where no oracle of the session's catalogue speaks of a packet."""
    found: dict[tuple[str, str, tuple[str, ...]], list[Packet]] = {}
    for each in packets(session):
        ids = tuple(rule.id for rule in book if any(each.name in oracle.cases for oracle in rule.oracles))
        if ids:
            found.setdefault((each.what, each.given, (*ids, *serving)), []).append(each)
    if not found:
        return ""
    lines = [
        f"# Made from the layout of {session.title}: docs/generated.md",
        "@layer:resilience",
        "Feature: Packets of the session, from their layout (1.1)",
        "  Packets whose length is right and that are none all the same.",
    ]
    for (what, given, tags), kept in found.items():
        lines += ["", *_outline(what, given, tags, kept)]
    return "\n".join([*lines, ""])


def _outline(what: str, given: str, tags: Iterable[str], kept: Iterable[Packet]) -> Iterator[str]:
    yield "  " + " ".join(f"@{tag}" for tag in tags)
    yield f"  Scenario Outline: What becomes of {what} is the venue's own"
    yield f"    Given {given}"
    yield "    When the member sends these bytes"
    yield from ('      """', "      <bytes>", '      """')
    yield "    Then what became of the connection of the member is recorded"
    yield "    And the venue still serves the member"
    yield ""
    yield "    Examples: from the layout"
    rows = [("bytes", "comment"), *((_hex(each.data), each.comment) for each in kept)]
    yield from (f"      {line}" for line in table(rows))


def _hex(data: bytes) -> str:
    """A packet behind its length, which counts type and payload (1.1)."""
    return f"{len(data).to_bytes(2, 'big').hex(' ')} {data.hex(' ')}".strip().upper()
