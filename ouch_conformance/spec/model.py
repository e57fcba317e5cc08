"""The immutable model of one protocol, read from its `messages.xml`.

Names are those of the XML: a message `EnterOrder`, a field `userRefNum`, an enum value `SellShort`. `title` is the name
as the protocol's document prints it. Revisions are compared by their place in `Protocol.revisions`, never as numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Direction = Literal["incoming", "outgoing"]
Presence = Literal["always", "optional", "with-channel"]
Echo = Literal["same", "accepted", "equal-or-better", "equal-or-shorter"]

ByteOrder = Literal["big", "little"]
BYTE_ORDERS: tuple[tuple[str, ByteOrder], ...] = (("", "little"), ("_be", "big"))

INTEGER_TYPES: Mapping[str, tuple[int, bool, ByteOrder]] = {
    "byte": (1, False, "little"),
    **{
        f"{'' if signed else 'u'}int_{size}{suffix}": (size, signed, order)
        for size in (2, 4, 8)
        for signed in (True, False)
        for suffix, order in BYTE_ORDERS
    },
}
"""Width in bytes, signedness and byte order of every integer type of the XML."""

CHAR_TYPES: Mapping[str, str] = {"char_ascii": "ascii", "char_iso-8859-1": "iso-8859-1"}
FIXED_STRING_TYPES: Mapping[str, str] = {"str_ascii_n": "ascii", "str_iso-8859-1_n": "iso-8859-1"}
COUNTED_STRING_TYPES: Mapping[str, str] = {"str_ascii": "ascii", "str_iso-8859-1": "iso-8859-1"}


def words(name: str) -> str:
    """A name of the XML as words: `SellShort` is "sell short", `timeInForce` is "time in force"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name).lower()


def key(text: str) -> str:
    """What two spellings of one name share: letters and digits only, lower case."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


@dataclass(frozen=True, slots=True)
class EnumValue:
    """One value of an enum: `value` is a one-character string, or an integer for enums over integer types.

    `absent` names revisions between `since` and `until` that do not have it.
    """

    name: str
    value: str | int
    description: str = ""
    since: str | None = None
    until: str | None = None
    absent: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The value as features and reports write it."""
        return words(self.name)


@dataclass(frozen=True, slots=True)
class EnumType:
    """The values that a field may take; `type` is the XML type they travel as."""

    name: str
    type: str
    values: tuple[EnumValue, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message, record or option.

    `type` is an XML type of nasdaq-protocols ("uint_4_be", "str_ascii_n", ...), `enum` or `record` the name behind
    `enum:` and `record:`. `length` is in bytes and given for `..._n` strings only. `decimals` marks a price: the wire
    integer is the price times ten to that power, or to the power that each instrument has of its own (`scaled`).
    `maximum` and `market` are wire integers. `unchanged` are the bytes that leave a value as it is in a replacement,
    where the document has some. `echo_of` names the fields that this one gives back, as `EnterOrder.side`, several
    parted by spaces (whichever was sent); `echo` says how closely: "same" value, "accepted" (the venue's own value, the
    document allows it to differ), "equal-or-better" price, "equal-or-shorter" time.
    """

    name: str
    type: str
    title: str = ""
    length: int | None = None
    enum: str | None = None
    record: str | None = None
    array: str | None = None
    length_type: str | None = None
    default: str | None = None
    decimals: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    market: tuple[int, ...] = ()
    justify: Literal["left", "right"] = "left"
    echo_of: str | None = None
    role: str | None = None
    note: str = ""
    since: str | None = None
    until: str | None = None
    echo: Echo = "same"
    unchanged: bytes | None = None
    scaled: bool = False

    @property
    def width(self) -> int | None:
        """Bytes on the wire; nothing for a record, an array or a length-prefixed string."""
        if self.array or self.record or self.type in COUNTED_STRING_TYPES:
            return None
        if self.type in INTEGER_TYPES:
            return INTEGER_TYPES[self.type][0]
        return self.length if self.type in FIXED_STRING_TYPES else 1

    @property
    def words(self) -> str:
        """The field as a column of a feature's table: lower case words."""
        return words(self.name)


@dataclass(frozen=True, slots=True)
class Option:
    """One option of an appendage: `tag` is its OptionTag, `value` the layout of its OptionValue."""

    tag: int
    value: Field
    section: str = ""

    @property
    def name(self) -> str:
        """The option's name in the XML."""
        return self.value.name


@dataclass(frozen=True, slots=True)
class Appendage:
    """The TagValue elements behind a message's fixed fields.

    `presence` says when the length field stands: "always", "optional" (the sender may leave it out when there is no
    option) or "with-channel" (only where a non-zero channel option is carried). `tags` holds every tag of any revision;
    `since` and `until` map a tag to the first and last revision that allow it here. `first_revision` is the revision
    that brought the length field, where it is not as old as the message.
    """

    presence: Presence
    length_field: str
    length_type: str
    tags: tuple[int, ...]
    since: Mapping[int, str] = field(default_factory=dict)
    channel_tag: int | None = None
    until: Mapping[int, str] = field(default_factory=dict)
    first_revision: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A named group of fields."""

    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message or packet. `id` is the type byte; `fields` are what follows it, appendage apart."""

    name: str
    id: int
    direction: Direction | None
    fields: tuple[Field, ...]
    title: str = ""
    section: str = ""
    group: str | None = None
    appendage: Appendage | None = None
    payload: str | None = None
    since: str | None = None
    until: str | None = None
    line: int = 0

    @property
    def letter(self) -> str:
        """The type byte as a character."""
        return chr(self.id)


@dataclass(frozen=True, slots=True)
class Protocol:
    """One frozen revision history of one document."""

    name: str
    title: str
    revisions: tuple[str, ...]
    enums: Mapping[str, EnumType]
    records: Mapping[str, Record]
    messages: tuple[Message, ...]
    options: Mapping[int, Option]
    source: Path | None = None

    def has(self, item: EnumValue | Field | Message, revision: str) -> bool:
        """Whether an item exists in a revision: from its `since` on, up to and including its `until`."""
        if isinstance(item, EnumValue) and revision in item.absent:
            return False
        return self._within(item.since, item.until, revision)

    def appendage(self, message: Message, revision: str) -> Appendage | None:
        """The appendage that a message has in a revision; None where it has none there."""
        appendage = message.appendage
        if appendage is None or not self._within(appendage.first_revision, None, revision):
            return None
        return appendage

    def allowed_tags(self, message: Message, revision: str) -> tuple[int, ...]:
        """The option tags that a message may carry in a revision."""
        appendage = self.appendage(message, revision)
        if appendage is None:
            return ()
        since, until = appendage.since, appendage.until
        return tuple(tag for tag in appendage.tags if self._within(since.get(tag), until.get(tag), revision))

    def _within(self, since: str | None, until: str | None, revision: str) -> bool:
        place = self.revisions.index(revision)
        first = self.revisions.index(since) if since else 0
        last = self.revisions.index(until) if until else len(self.revisions) - 1
        return first <= place <= last

    def message(self, name: str) -> Message:
        """The message of a name; KeyError where there is none."""
        for message in self.messages:
            if message.name == name:
                return message
        raise KeyError(name)
