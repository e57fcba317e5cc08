"""The audit of our own bytes: what a member sends is read by a second decoder, strictly, from the specification alone.

It shares no code with the encoder, so that one mistake in both cannot hide. A fault is one of the suite and never
speaks of the venue (a harness error). Bytes that a scenario writes itself are left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ouch_conformance.judge.audit_fields import UNSAID, Fault, FaultKind, Reading
from ouch_conformance.spec import model

HEADER = 2
"""Bytes in front of a SoupBinTCP packet: its length, which counts what follows (1.1)."""
TAIL = "appendage"
"""The name under which `Asked.free` leaves everything behind the fixed fields to the scenario."""


class Asked(NamedTuple):
    """What the bytes were made of: the message's name, its values by field, its options by name or tag.

    Without `options` there is no appendage. An option whose value is bytes is sent as it is, whatever the document says
    of it. The fields of `free` hold bytes that the scenario wrote itself.
    """

    name: str
    values: Mapping[str, Any]
    options: Sequence[tuple[str | int, Any]] | None = None
    free: frozenset[str] = frozenset()


class Audited(NamedTuple):
    """What was found in a message or packet. `payload` is what a data packet carries, None in all others."""

    faults: tuple[Fault, ...]
    payload: bytes | None = None


class Audit:
    """The audit of one protocol in one revision, of the messages of one direction: ours, where nothing is said."""

    def __init__(self, protocol: model.Protocol, revision: str, direction: model.Direction = "incoming") -> None:
        self._protocol = protocol
        self._revision = revision
        self._messages = [
            each for each in protocol.messages if each.direction in (None, direction) and protocol.has(each, revision)
        ]

    def packet(self, data: bytes) -> Audited:
        """Audit one SoupBinTCP packet with its length in front; the offsets of faults count from its type byte."""
        said, body = int.from_bytes(data[:HEADER], "big"), data[HEADER:]
        found = self.message(body)
        if said == len(body) and len(data) >= HEADER:
            return found
        wrong = Fault("packet", "length", -HEADER, FaultKind.LENGTH, str(len(body)), str(said))
        return Audited((wrong, *found.faults), found.payload)

    def message(self, data: bytes, asked: Asked | None = None) -> Audited:
        """Audit one message, or packet without its length; against what it was made of, where that is known."""
        spec = self._find(data, asked)
        if spec is None:
            name, got = asked.name if asked else "message", data[:1].hex() or "no bytes"
            return Audited((Fault(name, "", 0, FaultKind.TYPE, "the type of a message that may be sent", got),))
        reading = Reading(self._protocol, self._revision, spec.name, data, asked.free if asked else frozenset())
        values = UNSAID if asked is None else asked.values
        payload = self._rest(reading, spec, asked) if reading.fields(spec.fields, values) else None
        return Audited(tuple(_discreet(spec, reading.faults)), payload)

    def _find(self, data: bytes, asked: Asked | None) -> model.Message | None:
        """The message of a type byte; of several in different groups the one that was asked for, else the last."""
        known = [each for each in self._messages if data[:1] == bytes((each.id,))]
        if asked is not None:
            known = [each for each in known if each.name == asked.name]
        return known[-1] if known else None

    def _rest(self, reading: Reading, spec: model.Message, asked: Asked | None) -> bytes | None:
        """What stands behind the fixed fields: a payload, an appendage or nothing."""
        if TAIL in reading.free:
            return None
        if spec.payload is not None:
            payload = reading.data[reading.position :]
            return payload if spec.payload == "message" else None
        appendage = self._protocol.appendage(spec, self._revision)
        if appendage is not None:
            _Options(self._protocol, self._revision, reading, spec, appendage).read(asked)
        elif reading.left:
            reading.fault(
                "", reading.position, FaultKind.LENGTH, "the end of the message", f"{reading.left} bytes more"
            )
        return None


class _Options:
    """Reads one appendage: its length, then elements of Length, OptionTag and OptionValue (OUCH 5.0, 1.2 and A)."""

    def __init__(
        self,
        protocol: model.Protocol,
        revision: str,
        reading: Reading,
        message: model.Message,
        appendage: model.Appendage,
    ) -> None:
        self._protocol = protocol
        self._reading = reading
        self._appendage = appendage
        self._allowed = {
            tag
            for tag in protocol.allowed_tags(message, revision)
            if protocol.has(protocol.options[tag].value, revision)
        }
        self._seen: dict[int, bytes] = {}

    def read(self, asked: Asked | None) -> None:
        """Audit everything behind the fixed fields."""
        reading, spec = self._reading, self._appendage
        wanted = None if asked is None else asked.options
        if not reading.left and spec.presence != "always":
            if wanted is not None:
                reading.fault(TAIL, reading.position, FaultKind.TAG, f"{len(wanted)} options", "no appendage")
            return
        size = reading.count(spec.length_field, spec.length_type)
        if size is None:
            return
        if size != reading.left:
            reading.fault(spec.length_field, reading.position, FaultKind.LENGTH, str(reading.left), size)
        self._elements(None if asked is None else list(wanted or ()))
        self._channel()

    def _elements(self, wanted: list[tuple[str | int, Any]] | None) -> None:
        reading, count = self._reading, 0
        while reading.left:
            start, size = reading.position, reading.data[reading.position]
            raw = reading.take(TAIL, 1 + max(size, 1))
            if raw is None:
                return
            if size == 0:
                reading.fault(TAIL, start, FaultKind.LENGTH, "a Length of 1 and more", size)
                return
            self._element(start, raw[1], raw[2:], self._asked(wanted, count, start, raw[1]))
            count += 1
        if wanted is not None and count < len(wanted):
            reading.fault(TAIL, reading.position, FaultKind.TAG, f"option {wanted[count][0]}", "the end")

    def _asked(self, wanted: list[tuple[str | int, Any]] | None, place: int, start: int, tag: int) -> Any:
        """The value that was asked for in this place; a fault where another option was, or none."""
        if wanted is None:
            return UNSAID
        key, value = wanted[place] if place < len(wanted) else ("none", UNSAID)
        option = self._protocol.options.get(tag)
        if key not in (tag, option.name if option else None):
            self._reading.fault(TAIL, start, FaultKind.TAG, f"option {key}", f"tag {tag}")
            return UNSAID
        return value

    def _element(self, start: int, tag: int, raw: bytes, asked: Any) -> None:
        if isinstance(asked, bytes | bytearray):
            # The scenario's own bytes, under a tag of its own: they only have to arrive as they were written.
            if raw != asked:
                self._reading.fault(TAIL, start, FaultKind.VALUE, bytes(asked).hex(" "), raw.hex(" "))
            return
        if tag not in self._allowed or tag in self._seen:
            why = "each option once" if tag in self._seen else "an option that may stand here"
            self._reading.fault(TAIL, start + 1, FaultKind.TAG, why, f"tag {tag}")
            return
        self._seen[tag] = raw
        self._option(start, self._protocol.options[tag].value, raw, asked)

    def _option(self, start: int, field: model.Field, raw: bytes, asked: Any) -> None:
        reading, name = self._reading, f"{TAIL}.{field.name}"
        if field.width != len(raw):
            reading.fault(name, start, FaultKind.LENGTH, f"{(field.width or 0) + 1}", len(raw) + 1)
            return
        end, reading.position = reading.position, start + 2
        reading.field(field, asked, name)
        reading.position = end

    def _channel(self) -> None:
        """A length that stands for the sake of a channel alone needs one that is not 0."""
        tag = self._appendage.channel_tag
        if self._appendage.presence == "with-channel" and not any(self._seen.get(tag or 0, b"")):
            self._reading.fault(TAIL, self._reading.position, FaultKind.TAG, f"a channel in tag {tag}", "none")


def _discreet(spec: model.Message, faults: Sequence[Fault]) -> Sequence[Fault]:
    """Faults as anybody may read them: in a message that holds a secret no bytes are shown."""
    if not any(each.role == "secret" for each in spec.fields):
        return faults
    return [each._replace(observed="not shown: a secret stands near") for each in faults]
