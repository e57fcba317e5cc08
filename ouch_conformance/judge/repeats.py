"""What a message has to repeat of what was said before: later messages of their order, answers of their request.

The layout says which field gives back which (`o:echo-of`). Raw slices are compared, so that the codec has no say in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from ouch_conformance.evidence.decoding import OPTION
from ouch_conformance.judge.dialect import ANSWER_TO, Dialect, Kind, Role
from ouch_conformance.judge.heard import Breach, Heard
from ouch_conformance.judge.order import Order
from ouch_conformance.spec.model import Field, words
from ouch_conformance.wire import WireMessage, offset_of

_NUMBERS = (Role.KEY, Role.ORIGINAL, Role.MATCH)
"""What finds the order or the trade that a message is about has rules of its own."""
_GENERAL = {Kind.MASS_CANCELED: "echo-mass-canceled", Kind.DISABLED: "echo-disabled", Kind.ENABLED: "echo-enabled"}


class _Said(NamedTuple):
    """A field as it was said before: its bytes, and whether the scenario wrote them."""

    data: bytes
    altered: bool


def later_faults(order: Order, heard: Heard, dialect: Dialect) -> Iterator[Breach]:
    """What a message tells of its order otherwise than the order was entered, or was told of before.

    What the nearest link of its chain said is what counts. The venue's own number has a rule of its own.
    """
    message = heard.message
    kind = dialect.kind_of(message)
    if not isinstance(message, WireMessage):
        return
    own = {dialect.name(kind, role) for role in _NUMBERS}
    for field in message.SPEC.fields:
        said = _said(order, field, heard) if field.echo == "same" and field.name not in own else None
        told = slice_of(heard.payload, message, field.name)
        if said is None or said.altered or said.data == told:
            continue
        rule = _rule(kind, field.name, dialect)
        expected, observed = in_bytes(field, said.data), in_bytes(field, told)
        yield Breach(dialect.rules.get(rule), rule, expected, observed, heard.frame, field.name)


def _rule(kind: Kind | None, field: str, dialect: Dialect) -> str:
    if kind is Kind.BROKEN:
        return "echo-broken"
    return "echo-reference" if field == dialect.name(kind, Role.REFERENCE) else "echo-later"


def _said(order: Order, field: Field, heard: Heard) -> _Said | None:
    """What was last said of a field before a message, by the request or the venue; None where nothing was."""
    for link in order.chain:
        for before in reversed(link.heard):
            if before is not heard and (name := source_of(field, before.message)):
                return _Said(slice_of(before.payload, before.message, name), altered=False)
        if name := source_of(field, link.request):
            return _Said(slice_of(link.request_bytes, link.request, name), link.is_altered(name))
    return None


def echo_faults(
    request: Any,
    request_bytes: bytes,
    heard: Heard,
    requirement: str | None,
    is_open: Callable[[str], bool] = lambda _: False,
) -> Iterator[Breach]:
    """Where an answer does not repeat its request: raw slices are compared, so that the codec has no say in it.

    Fields marked with a freer echo (an accepted value, a better price, a shorter time) are left to their own rules.
    `is_open` says of a field of the request that nothing states what the answer gives back of it.
    """
    if not isinstance(heard.message, WireMessage):
        return
    for field in heard.message.SPEC.fields:
        source = source_of(field, request)
        if source is None or field.echo != "same" or is_open(source):
            continue
        sent, told = slice_of(request_bytes, request, source), slice_of(heard.payload, heard.message, field.name)
        if sent != told:
            yield Breach(requirement, "echo", in_bytes(field, sent), in_bytes(field, told), heard.frame, field.name)


class _Request(NamedTuple):
    """A request of the account as a whole that waits for its answer."""

    message: Any
    data: bytes


class AccountRequests:
    """The requests of an account as a whole, and whether what answers them gives them back."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._waiting: dict[Kind, list[_Request]] = {ANSWER_TO[kind]: [] for kind in _GENERAL}

    def asked(self, kind: Kind, message: Any, data: bytes) -> None:
        """Note a request as it went out, if it is one of them."""
        if kind in self._waiting:
            self._waiting[kind].append(_Request(message, data))

    def answered(self, kind: Kind, heard: Heard) -> list[Breach]:
        """What an answer gives back otherwise than the request that it can best belong to."""
        waiting = self._waiting.get(ANSWER_TO[kind])
        if not waiting:
            return []
        found = min(((self._faults(kind, each, heard), each) for each in waiting), key=lambda pair: len(pair[0]))
        waiting.remove(found[1])
        return found[0]

    def _faults(self, kind: Kind, request: _Request, heard: Heard) -> list[Breach]:
        rule = _GENERAL[kind]
        requirement, is_open = self._dialect.rules.get(rule), partial(self._is_open, request)
        fields = echo_faults(request.message, request.data, heard, requirement, is_open)
        found = [*fields, *_option_faults(request, heard, requirement)]
        return [replace(each, rule=rule) for each in found]

    def _is_open(self, request: _Request, name: str) -> bool:
        """Whether nothing says what the answer has in a field: for bytes of the scenario's own, and a blank firm.

        Which firm the answer names where the request left that open is not stated (OUCH 5.0 2.5 to 2.7).
        """
        sent = slice_of(request.data, request.message, name)
        blank_firm = name == self._dialect.name(None, Role.FIRM) and not sent.strip(b" ")
        return blank_firm or sent != slice_of(request.message.encode(), request.message, name)


def _option_faults(request: _Request, heard: Heard, requirement: str | None) -> Iterator[Breach]:
    """Options that an answer lacks or has otherwise than its request, and those that nobody asked for.

    An option of zeros or blanks says as much as none. Bytes of the scenario's own ask for nothing in particular.
    """
    if not isinstance(heard.message, WireMessage) or request.data != request.message.encode():
        return
    asked = request.message.CODEC.decode(request.data, "incoming").message
    sent, told = _options(asked), _options(heard.message)
    for name in (each for each in {**sent, **told} if sent.get(each) != told.get(each)):
        expected, observed = (_option_in_bytes(name, options.get(name)) for options in (sent, told))
        yield Breach(requirement, "echo", expected, observed, heard.frame, OPTION + name)


def _options(message: Any) -> dict[str, bytes]:
    """The bytes of a message's options by their names, of those that say something."""
    found = ((each.name, each.raw) for each in getattr(message, "appendage", None) or ())
    return {name: raw for name, raw in found if name and raw and raw.strip(b"\0 ")}


def _option_in_bytes(name: str, data: bytes | None) -> str:
    return f"{words(name)} {data.hex(' ')}" if data else f"no {words(name)}"


def source_of(field: Field, message: Any) -> str | None:
    """The field of a message that another one gives back; None where it gives back none of it."""
    name = message.SPEC.name if isinstance(message, WireMessage) else ""
    for path in (field.echo_of or "").split():
        source, _, at = path.partition(".")
        if source == name:
            return at
    return None


def in_bytes(field: Field, data: bytes) -> str:
    """The bytes of a field behind its name: what a list of deviations pins of it is then no other field's."""
    return f"{field.words} {data.hex(' ')}"


def slice_of(data: bytes, message: WireMessage, field: str) -> bytes:
    """The bytes of a field in a message as it went over the wire."""
    offset, length = offset_of(message.SPEC, field)
    return data[offset : offset + length]
