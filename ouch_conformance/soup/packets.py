"""SoupBinTCP packets as values: build them, parse them, never trip over them. Section numbers are those of 3.00.

A packet is `length` (2 bytes, unsigned big-endian: the type byte plus the payload), `type` (1 byte) and the payload
(1.1). Character fields are ASCII (1.5). They are kept as they stand on the wire, padding included, decoded as Latin-1
so that any byte survives; the properties give the trimmed text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from ouch_conformance.soup.versions import Version

HEADER_SIZE = 3
MAX_PAYLOAD = 65_534
"""The 16-bit length also counts the type byte (1.1)."""
MAX_PACKET = HEADER_SIZE + MAX_PAYLOAD

USERNAME_WIDTH = 6
PASSWORD_WIDTH = 10
SESSION_WIDTH = 10
SEQUENCE_WIDTH = 20
TIMEOUT_WIDTH = 5
"""The heartbeat time-out at the end of a login of 4.10 (2.3.1 there)."""
LOGIN_REQUEST_PAYLOAD = USERNAME_WIDTH + PASSWORD_WIDTH + SESSION_WIDTH + SEQUENCE_WIDTH
LOGIN_ACCEPTED_PAYLOAD = SESSION_WIDTH + SEQUENCE_WIDTH
LOGIN_REJECTED_PAYLOAD = 1
PASSWORD_OFFSET = HEADER_SIZE + USERNAME_WIDTH
"""Where the password stands in a Login Request, counted from the packet's first byte (2.3.1)."""


class Justification(StrEnum):
    """Where the text of a padded field stands."""

    LEFT = "left"
    RIGHT = "right"
    FULL = "full width"
    BLANK = "blank"
    MIDDLE = "padded on both sides"


def justification(text: str) -> Justification:
    """How a field of fixed width was padded with spaces."""
    if not text.strip(" "):
        return Justification.BLANK
    before, after = text.startswith(" "), text.endswith(" ")
    if before and after:
        return Justification.MIDDLE
    if before:
        return Justification.RIGHT
    return Justification.LEFT if after else Justification.FULL


def number(text: str) -> int | None:
    """The value of a field of ASCII digits padded with spaces on either side; None where it is anything else.

    At most 20 digits wide (2.2.1, 2.3.1), which also bounds the work that hostile text can cause.
    """
    digits = text.strip(" ")
    if len(digits) > SEQUENCE_WIDTH or not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits)


@dataclass(frozen=True, slots=True)
class Debug:
    """Debug Packet `+`, either way: free text that software ignores (2.1)."""

    NAME: ClassVar[str] = "Debug"
    TYPE: ClassVar[int] = ord("+")
    text: bytes


@dataclass(frozen=True, slots=True)
class LoginRequest:
    """Login Request `L`, client to server (2.3.1). The password does not show in the repr.

    `timeout` is the heartbeat time-out of 4.10 as it stands; empty in a login of the other versions.
    """

    NAME: ClassVar[str] = "Login Request"
    TYPE: ClassVar[int] = ord("L")
    username: str
    password: str = field(repr=False)
    session: str
    sequence: str
    timeout: str = ""

    @property
    def sequence_number(self) -> int | None:
        """The requested sequence number; None where the field is not a number."""
        return number(self.sequence)

    @property
    def timeout_ms(self) -> int | None:
        """The heartbeat time-out in milliseconds; None where there is none, or the field is not a number."""
        return number(self.timeout)


@dataclass(frozen=True, slots=True)
class LoginAccepted:
    """Login Accepted `A`, server to client (2.2.1): the session and the number of the next Sequenced Data packet."""

    NAME: ClassVar[str] = "Login Accepted"
    TYPE: ClassVar[int] = ord("A")
    session: str
    sequence: str

    @property
    def session_id(self) -> str:
        """The session without its padding, whichever side it stands on."""
        return self.session.strip(" ")

    @property
    def sequence_number(self) -> int | None:
        """The number of the next Sequenced Data packet; None where the field is not a number."""
        return number(self.sequence)


@dataclass(frozen=True, slots=True)
class LoginRejected:
    """Login Rejected `J`, server to client (2.2.2): `A` not authorized, `S` session not available."""

    NAME: ClassVar[str] = "Login Rejected"
    TYPE: ClassVar[int] = ord("J")
    reason: str


@dataclass(frozen=True, slots=True)
class SequencedData:
    """Sequenced Data `S`, server to client (2.2.3): one message of the upper protocol, counted by both sides."""

    NAME: ClassVar[str] = "Sequenced Data"
    TYPE: ClassVar[int] = ord("S")
    payload: bytes


@dataclass(frozen=True, slots=True)
class UnsequencedData:
    """Unsequenced Data `U`, client to server (2.3.2), from 4.00 on either way: one message of the upper protocol."""

    NAME: ClassVar[str] = "Unsequenced Data"
    TYPE: ClassVar[int] = ord("U")
    payload: bytes


@dataclass(frozen=True, slots=True)
class ServerHeartbeat:
    """Server Heartbeat `H` (2.2.4)."""

    NAME: ClassVar[str] = "Server Heartbeat"
    TYPE: ClassVar[int] = ord("H")


@dataclass(frozen=True, slots=True)
class ClientHeartbeat:
    """Client Heartbeat `R` (2.3.3)."""

    NAME: ClassVar[str] = "Client Heartbeat"
    TYPE: ClassVar[int] = ord("R")


@dataclass(frozen=True, slots=True)
class EndOfSession:
    """End of Session `Z`, server to client (2.2.5)."""

    NAME: ClassVar[str] = "End of Session"
    TYPE: ClassVar[int] = ord("Z")


@dataclass(frozen=True, slots=True)
class LogoutRequest:
    """Logout Request `O`, client to server (2.3.4)."""

    NAME: ClassVar[str] = "Logout Request"
    TYPE: ClassVar[int] = ord("O")


@dataclass(frozen=True, slots=True)
class Malformed:
    """Bytes that are no packet of SoupBinTCP: `type` is the type byte where there is one.

    `data` does not show in the repr: a login of a wrong length still holds a password.
    """

    NAME: ClassVar[str] = "Malformed"
    type: int | None
    problem: str
    data: bytes = field(repr=False)


Packet = (
    Debug
    | LoginRequest
    | LoginAccepted
    | LoginRejected
    | SequencedData
    | UnsequencedData
    | ServerHeartbeat
    | ClientHeartbeat
    | EndOfSession
    | LogoutRequest
    | Malformed
)

BARE: dict[int, ServerHeartbeat | ClientHeartbeat | EndOfSession | LogoutRequest] = {
    packet.TYPE: packet for packet in (ServerHeartbeat(), ClientHeartbeat(), EndOfSession(), LogoutRequest())
}
"""The packets without a payload, by type byte: one object each, since they say nothing but their type."""

FIXED_PAYLOAD: dict[int, int] = {
    LoginRequest.TYPE: LOGIN_REQUEST_PAYLOAD,
    LoginAccepted.TYPE: LOGIN_ACCEPTED_PAYLOAD,
    LoginRejected.TYPE: LOGIN_REJECTED_PAYLOAD,
    **dict.fromkeys(BARE, 0),
}
NAMES: dict[int, str] = {
    cls.TYPE: cls.NAME for cls in (Debug, LoginRequest, LoginAccepted, LoginRejected, SequencedData, UnsequencedData)
} | {kind: packet.NAME for kind, packet in BARE.items()}
"""The document's name of each packet type."""


def parse(packet: bytes, version: Version | None = None) -> Packet:
    """One packet, header included, as a value. Total: what is no packet comes back as `Malformed`.

    Without a version a login may have the length of any.
    """
    problem = _framing_problem(packet, version)
    if problem is not None:
        return Malformed(packet[2] if len(packet) >= HEADER_SIZE else None, problem, packet)
    kind, payload = packet[2], packet[HEADER_SIZE:]
    if kind in BARE:
        return BARE[kind]
    if kind == SequencedData.TYPE:
        return SequencedData(payload)
    if kind == UnsequencedData.TYPE:
        return UnsequencedData(payload)
    if kind == Debug.TYPE:
        return Debug(payload)
    return _parse_login(kind, payload.decode("latin-1"))


def _framing_problem(packet: bytes, version: Version | None) -> str | None:
    """What keeps these bytes from being one whole packet of a known type and length; None where nothing does."""
    if len(packet) < 2:
        return f"cut off after {len(packet)} of the 2 bytes of the length"
    length = int.from_bytes(packet[:2], "big")
    if length == 0:
        return "length 0 leaves no room for the packet type"
    if len(packet) != 2 + length:
        return f"length {length} announces {2 + length} bytes, {len(packet)} are there"
    kind = packet[2]
    if kind not in NAMES:
        return f"unknown packet type 0x{kind:02X}"
    wanted = FIXED_PAYLOAD.get(kind, length - 1)
    if kind == LoginRequest.TYPE and _states_timeout(length, version):
        wanted += TIMEOUT_WIDTH
    if length != 1 + wanted:
        return f"{NAMES[kind]} has length {1 + wanted}, not {length}"
    return None


def _states_timeout(length: int, version: Version | None) -> bool:
    """Whether a login of some length has to end with a heartbeat time-out: by its version, or by its length."""
    if version is None:
        return length == 1 + LOGIN_REQUEST_PAYLOAD + TIMEOUT_WIDTH
    return version.login_states_timeout


def _parse_login(kind: int, text: str) -> LoginRequest | LoginAccepted | LoginRejected:
    if kind == LoginRequest.TYPE:
        return LoginRequest(text[:6], text[6:16], text[16:26], text[26:46], text[46:])
    if kind == LoginAccepted.TYPE:
        return LoginAccepted(text[:SESSION_WIDTH], text[SESSION_WIDTH:])
    return LoginRejected(text)


def build(kind: int, payload: bytes = b"") -> bytes:
    """A packet of any type byte; ValueError above 65,534 payload bytes."""
    length = 1 + len(payload)
    if length > 0xFFFF:
        raise ValueError(f"a packet carries at most {MAX_PAYLOAD} payload bytes, not {len(payload)}")
    return length.to_bytes(2, "big") + bytes((kind,)) + payload


def sequenced(payload: bytes) -> bytes:
    """A Sequenced Data packet (2.2.3)."""
    return build(SequencedData.TYPE, payload)


def unsequenced(payload: bytes) -> bytes:
    """An Unsequenced Data packet (2.3.2)."""
    return build(UnsequencedData.TYPE, payload)


def debug(text: bytes | str) -> bytes:
    """A Debug Packet (2.1); a str is encoded as Latin-1."""
    return build(Debug.TYPE, text.encode("latin-1") if isinstance(text, str) else text)


def login_request(
    user: str, password: str, session: str = "", sequence: int | str = 0, timeout: int | str | None = None
) -> bytes:
    """A Login Request (2.3.1): user 6, password 10, session 10, sequence 20 characters.

    With a `timeout` it is one of 4.10: 5 characters more, the heartbeat time-out in milliseconds.

    User, password and session are padded on the right. The document states no justification for the sequence: a number
    is padded on the right as in the captures of venues; a text of 20 characters passes as it is. The time-out likewise.
    Raises ValueError for a value that is too wide, naming the field and never the value.
    """
    return build(
        LoginRequest.TYPE,
        _padded("username", user, USERNAME_WIDTH)
        + _padded("password", password, PASSWORD_WIDTH)
        + _padded("session", session, SESSION_WIDTH)
        + _padded("sequence", str(sequence), SEQUENCE_WIDTH)
        + (b"" if timeout is None else _padded("heartbeat timeout", str(timeout), TIMEOUT_WIDTH)),
    )


def login_accepted(session: str, sequence: int) -> bytes:
    """A Login Accepted (2.2.1): session 10 and sequence 20 characters, both padded on the left."""
    return build(
        LoginAccepted.TYPE,
        _padded("session", session.rjust(SESSION_WIDTH), SESSION_WIDTH)
        + _padded("sequence", str(sequence).rjust(SEQUENCE_WIDTH), SEQUENCE_WIDTH),
    )


def login_rejected(reason: str) -> bytes:
    """A Login Rejected (2.2.2): `A` not authorized or `S` session not available; any one character is built."""
    return build(LoginRejected.TYPE, _padded("reason", reason, LOGIN_REJECTED_PAYLOAD))


def _padded(name: str, text: str, width: int) -> bytes:
    if len(text) > width:
        raise ValueError(f"{name} is at most {width} characters wide, {len(text)} were given")
    try:
        return text.encode("latin-1").ljust(width)
    except UnicodeEncodeError:
        # The chained error would carry the text, and the text may be the password.
        raise ValueError(f"{name} holds a character outside Latin-1") from None


SERVER_HEARTBEAT = build(ServerHeartbeat.TYPE)
CLIENT_HEARTBEAT = build(ClientHeartbeat.TYPE)
END_OF_SESSION = build(EndOfSession.TYPE)
LOGOUT = build(LogoutRequest.TYPE)
