"""What a generated module stands on: the bases of its classes, and what builds those from its specification.

A generated module declares its classes for readers and type checkers, attribute by attribute; the decorators of
`Module` put the working class of the same name into each declaration's place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from ouch_conformance.generate.checked import CheckedMaker
from ouch_conformance.generate.session import ClientSession, Factory, OnClose, OnMessage, Received, connect
from ouch_conformance.spec import model
from ouch_conformance.wire import Appendage, Codec, FieldError, Finding, Row, Unknown, WireMessage
from ouch_conformance.wire.describe import short
from ouch_conformance.wire.findings import FindingKind
from ouch_conformance.wire.shape import EnumClass

__all__ = [
    "Appendage",
    "ClientSession",
    "Factory",
    "FieldError",
    "Message",
    "Module",
    "OnClose",
    "OnMessage",
    "Received",
    "Record",
    "UnknownMessage",
    "connect",
    "model",
]

T = TypeVar("T")
U = TypeVar("U", bound="UnknownMessage")

if TYPE_CHECKING:

    class MessageBase:
        """What a type checker may know of a message: `WireMessage` lets any attribute pass."""

        __slots__ = ()

        SPEC: ClassVar[model.Message]
        CODEC: ClassVar[Codec]

        def encode(self) -> bytes:
            """The message's bytes; FieldError for a field that has to be set and was not."""

        def table(self) -> list[Row]:
            """The fields with their offsets, bytes, values and meaning."""

else:
    MessageBase = WireMessage


class Message(MessageBase):
    """The base of a generated module's messages.

    A value that its field cannot carry is refused when it is assigned: FieldError (a ValueError) names message, field,
    type, width and value. Messages are equal where all their fields are; printing one gives one line.
    """

    __slots__ = ()

    UNKNOWN: ClassVar[type[Any]]

    @classmethod
    def decode(cls, data: bytes, direction: model.Direction = "outgoing") -> tuple[Message, tuple[Finding, ...]]:
        """The message in some bytes, and everything that is wrong with them. Total: no bytes make it raise."""
        message, findings = cls.CODEC.decode(data, direction)
        if isinstance(message, Unknown):
            return cast("Message", cls.UNKNOWN(message.type, message.data)), findings
        return cast("Message", message), findings

    def to_bytes(self) -> tuple[int, bytes]:
        """The number of the message's bytes, and the bytes; raises as `encode` does."""
        data = self.encode()
        return len(data), data

    @classmethod
    def from_bytes(cls, data: bytes, direction: model.Direction = "outgoing") -> tuple[int, Message]:
        """How many bytes a message took of `data`, and the message. What is wrong with the bytes: see `decode`."""
        message, findings = cls.decode(data, direction)
        if not findings:
            return len(data), message
        left = sum(finding.length for finding in findings if finding.kind is FindingKind.TRAILING)
        return len(data) - left, message


class UnknownMessage:
    """A message of a type byte that the specification does not have in this direction. `type` is -1 for no bytes."""

    __slots__ = ("data", "type")

    if TYPE_CHECKING:
        CODEC: ClassVar[Codec]

    def __init__(self, type: int, data: bytes) -> None:
        self.type = type
        self.data = data

    def encode(self) -> bytes:
        """The bytes as they came."""
        return self.data

    def table(self) -> list[Row]:
        """One row with all the bytes."""
        return self.CODEC.table(self.data, "outgoing")

    def __eq__(self, other: object) -> bool:
        return self.data == other.data if isinstance(other, UnknownMessage) else NotImplemented

    __hash__ = None  # type: ignore[assignment] # as the other messages

    def __repr__(self) -> str:
        return f"UnknownMessage(type={self.type}, data={self.data.hex(' ')})"


class Record:
    """The base of a generated module's records; their attributes are checked as those of messages are."""

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]]

    def __repr__(self) -> str:
        parts = (f"{name}={short(None, getattr(self, name, None))}" for name in self.__match_args__)
        return f"{type(self).__name__}({', '.join(parts)})"


class Module:
    """Builds the classes of one generated module.

    `message` is the module's own base, `enums` its enums by their names in the XML.
    """

    def __init__(
        self, message: type[Message], protocol: model.Protocol, revision: str, enums: Mapping[str, EnumClass]
    ) -> None:
        self._message = message
        self.codec = message.CODEC = Codec(protocol, revision, maker=CheckedMaker(message, Record, enums))

    def unknown(self, declared: type[U]) -> type[U]:
        """Take the class of messages of unknown types."""
        self._message.UNKNOWN = declared
        return declared

    def message(self, name: str) -> Callable[[type[T]], type[T]]:
        """Puts the working class of a message, by its name in the XML, into its declaration's place."""
        return partial(_adopted, self.codec.classes[name])

    def record(self, name: str) -> Callable[[type[T]], type[T]]:
        """Puts the working class of a record, by its name in the XML, into its declaration's place."""
        return partial(_adopted, self.codec.records[name])


def _adopted(made: Any, declared: type[T]) -> type[T]:
    """The working class with the declaration's name, text and place."""
    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(made, name, getattr(declared, name))
    return cast("type[T]", made)
