"""What the bytes of a message break: the codec's findings and the echo rule, each under its requirement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ouch_conformance.judge.dialect import Dialect, Kind, Role
from ouch_conformance.judge.heard import Breach, Heard
from ouch_conformance.judge.order import TAIL, Order
from ouch_conformance.judge.repeats import echo_faults, later_faults, source_of
from ouch_conformance.wire import Finding, FindingKind, WireMessage

_RULE_OF = {
    FindingKind.TRUNCATED: "one-message",
    FindingKind.TRAILING: "one-message",
    FindingKind.EMPTY: "one-message",
    FindingKind.UNKNOWN_TYPE: "listed-value",
    FindingKind.PADDING: "encoding",
    FindingKind.CHARSET: "encoding",
    FindingKind.RESERVED: "encoding",
    FindingKind.ENUM: "listed-value",
    FindingKind.UNKNOWN_TAG: "listed-value",
    FindingKind.TAG_NOT_ALLOWED: "listed-value",
    FindingKind.REPEATED_TAG: "listed-value",
    FindingKind.APPENDAGE_LENGTH: "element-length",
    FindingKind.ELEMENT_LENGTH: "element-length",
}


_OF_CONTENT = frozenset({FindingKind.PADDING, FindingKind.CHARSET, FindingKind.ENUM})
"""What is wrong with a value, and not with the bytes of a message."""


def byte_faults(heard: Heard, dialect: Dialect, order: Order | None = None) -> Iterator[Breach]:
    """One breach for each finding in the bytes of a message.

    What gives back bytes that the scenario altered in the request of `order` is none: no document says what a venue
    makes of them.
    """
    for finding in heard.findings:
        if order is not None and order.altered and _gives_back(finding, heard, order):
            continue
        rule = _rule(finding, heard.message)
        yield Breach(dialect.rules.get(rule), rule, finding.expected, finding.observed, heard.frame, finding.field)


def _gives_back(finding: Finding, heard: Heard, order: Order) -> bool:
    """Whether a finding is in what repeats altered bytes: in a field of the same name, or an echo of one."""
    field = next((each for each in heard.message.SPEC.fields if each.name == finding.field), None)
    if field is None:
        return order.is_altered(TAIL)
    spec = order.request.SPEC
    source = source_of(field, order.request) or field.name
    known = any(each.name == source for each in spec.fields)
    return known and finding.kind in _OF_CONTENT and order.is_altered(source)


def _rule(finding: Finding, message: Any) -> str:
    if finding.kind is FindingKind.PRESENCE:
        return "appendage-absent"
    appendage = message.SPEC.appendage if isinstance(message, WireMessage) else None
    if appendage and finding.kind is FindingKind.TRUNCATED and finding.field == appendage.length_field:
        return "appendage-present"
    return _RULE_OF[finding.kind]


def answer_faults(order: Order, heard: Heard, dialect: Dialect) -> Iterator[Breach]:
    """What a message about an order gives back otherwise than it was sent or told, each under the rule that says so."""
    kind = dialect.kind_of(heard.message)
    if kind not in _ECHOES or dialect.is_own_change(heard.message):
        yield from later_faults(order, heard, dialect)
        return
    if order.request is None:
        return
    requirement = dialect.rules.get(_ECHOES[kind])
    yield from _echoes(order, heard, requirement)
    if kind is Kind.ACCEPTED and order.kind is Kind.ENTER:
        if not order.is_altered(dialect.name(Kind.ENTER, Role.PRICE)):
            yield from price_fault(order.request, heard, dialect)
        if not order.is_altered(dialect.name(Kind.ENTER, Role.TIME)):
            yield from time_fault(order.request, heard, dialect)
    if kind is Kind.REPLACED and "echo-original" in dialect.rules:
        yield from _original_faults(order, heard, dialect)


_ECHOES = {Kind.ACCEPTED: "echo-accepted", Kind.REPLACED: "echo-replaced", Kind.REJECTED: "echo-rejected"}


def _original_faults(order: Order, heard: Heard, dialect: Dialect) -> Iterator[Breach]:
    """What a replacement does not take over from the order that its chain began with."""
    *later, first = order.chain
    if not later or first.request is None:
        return
    side = dialect.name(Kind.REPLACED, Role.SIDE)
    modified = any(link.sides_changed for link in order.chain)
    for breach in _echoes(first, heard, dialect.rules["echo-original"]):
        if breach.field != side or not modified:
            yield breach


def _echoes(order: Order, heard: Heard, requirement: str | None) -> Iterator[Breach]:
    """What an answer does not repeat of an order's request; what becomes of altered bytes is nowhere said."""
    return echo_faults(order.request, order.request_bytes, heard, requirement, order.is_altered)


def price_fault(request: Any, heard: Heard, dialect: Dialect) -> Iterator[Breach]:
    """A price that is worse for the member than the limit it entered (OUCH 5.0 3.2, 4.2 3.3)."""
    entered, accepted = dialect.read(request, Role.PRICE), dialect.read(heard.message, Role.PRICE)
    worse = accepted > entered if dialect.read(request, Role.SIDE) == dialect.buy else accepted < entered
    if is_limit(request, dialect) and (worse or not is_limit(heard.message, dialect)):
        rule = "accepted-price"
        yield Breach(
            dialect.rules.get(rule),
            rule,
            f"{entered} or better",
            str(accepted),
            heard.frame,
            dialect.name(Kind.ACCEPTED, Role.PRICE),
        )


def time_fault(request: Any, heard: Heard, dialect: Dialect) -> Iterator[Breach]:
    """A time in force that is longer than the one entered, where it counts seconds (OUCH 4.2 3.3)."""
    entered, accepted = dialect.read(request, Role.TIME), dialect.read(heard.message, Role.TIME)
    if isinstance(entered, int) and isinstance(accepted, int) and accepted > entered:
        rule, at = "accepted-time", dialect.name(Kind.ACCEPTED, Role.TIME)
        yield Breach(dialect.rules.get(rule), rule, f"at most {entered}", str(accepted), heard.frame, at)


def is_limit(message: Any, dialect: Dialect) -> bool:
    """Whether the price of a message is a limit: above the highest price stand the marks of market orders (1.2)."""
    at = dialect.name(dialect.kind_of(message), Role.PRICE)
    field = next(field for field in message.SPEC.fields if field.name == at)
    return field.maximum is None or bool(getattr(message, at) <= field.maximum)
