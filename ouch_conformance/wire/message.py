"""What every generated message class is, and what decoding gives back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from ouch_conformance.spec import model
from ouch_conformance.wire.appendage import Appendage
from ouch_conformance.wire.findings import Finding

if TYPE_CHECKING:
    from ouch_conformance.wire.codec import Codec


class Row(NamedTuple):
    """One line of a message's field table.

    `offset` and `length` are in bytes from the type byte; `raw` is what stands there (less than `length` where the
    message ends early); `value` is the decoded value and `text` its meaning for a reader.
    """

    name: str
    title: str
    offset: int
    length: int
    raw: bytes
    value: object
    text: str
    finding: Finding | None


class WireMessage:
    """The base of the generated message classes.

    Attributes are named as in the XML. Prices are raw wire integers; enum fields hold the enum's member, or the plain
    value where the wire carried one that the document does not list; alphas are without padding.
    """

    __slots__ = ()

    SPEC: ClassVar[model.Message]
    CODEC: ClassVar[Codec]

    if TYPE_CHECKING:
        appendage: Appendage | None

        def __init__(self, *values: Any, **named: Any) -> None: ...

        def __getattr__(self, name: str) -> Any: ...

        def __setattr__(self, name: str, value: Any) -> None: ...

        def encode(self) -> bytes:
            """The message's bytes; FieldError where a field holds what its type cannot carry."""

    def table(self) -> list[Row]:
        """The fields with their offsets, bytes, values and meaning; encodes the message first."""
        return self.CODEC.table(self.encode(), self.SPEC.direction or "incoming")

    def __repr__(self) -> str:
        return self.CODEC.line(self)


class Unknown(NamedTuple):
    """A message of an unknown type byte; `type` is -1 for an empty payload."""

    type: int
    data: bytes


class Decoded(NamedTuple):
    """A decoded message and what is wrong with its bytes, in wire order."""

    message: WireMessage | Unknown
    findings: tuple[Finding, ...]
