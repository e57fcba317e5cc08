"""Values worth trying in a field: those at the edges of what the document allows, and those beyond.

A sample always has the field's width, so `patch` can put it into any message. What a field's type cannot carry at all
(a negative number in an unsigned field) is not among them: no bytes stand for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ouch_conformance.spec import model
from ouch_conformance.wire.codec import Codec
from ouch_conformance.wire.kinds import BooleanKind, CharKind, EnumKind, FixedKind, FixedStringKind, IntegerKind


class Sample(NamedTuple):
    """One value of a field: what it is in words, as Python sees it, as bytes."""

    label: str
    value: Any
    raw: bytes


def boundaries(field: model.Field, codec: Codec) -> list[Sample]:
    """Legal values at the edges: limits, sentinels, every enum value, texts of least and full length."""
    kind = _fixed(field, codec)
    return _unique(Sample(label, value, kind.encode(value)) for label, value in _legal(kind))


def invalid(field: model.Field, codec: Codec) -> list[Sample]:
    """Values that the field can carry and the document does not allow. An open enum has none."""
    kind = _fixed(field, codec)
    legal = {sample.raw for sample in boundaries(field, codec)}
    samples = (Sample(label, kind.decode(raw)[0], raw) for label, raw in _illegal(kind) if raw not in legal)
    return _unique(samples)


def _fixed(field: model.Field, codec: Codec) -> FixedKind:
    """The kind of a field; TypeError for one without a fixed width."""
    kind = codec.kind(field)
    if not isinstance(kind, FixedKind):
        raise TypeError(f"{field.name} ({field.type}) has no fixed width: no samples can be patched into it")
    return kind


def _unique(samples: Iterable[Sample]) -> list[Sample]:
    """The first sample of each bytes."""
    kept: dict[bytes, Sample] = {}
    for sample in samples:
        kept.setdefault(sample.raw, sample)
    return list(kept.values())


def _legal(kind: FixedKind) -> list[tuple[str, Any]]:
    if isinstance(kind, EnumKind):
        return [(model.words(member.name), member) for member in kind.by_value.values()]
    if isinstance(kind, IntegerKind):
        low, high = _limits(kind)
        edges = [("least", low), ("one above the least", low + 1), ("one below the most", high - 1), ("most", high)]
        return [*edges, *((f"market ({value})", value) for value in kind.field.market)]
    if isinstance(kind, BooleanKind):
        return [("false", False), ("true", True)]
    if isinstance(kind, CharKind):
        return [("capital letter", "A"), ("small letter", "z"), ("digit", "0"), ("space", " ")]
    return [("one character", "A"), ("full length", "A" * kind.width), ("blank", "")]


def _limits(kind: IntegerKind) -> tuple[int, int]:
    """The least and the most that the document allows, the type's own limits where it sets none."""
    field = kind.field
    return (
        kind.low if field.minimum is None else field.minimum,
        kind.high if field.maximum is None else field.maximum,
    )


def _illegal(kind: FixedKind) -> list[tuple[str, bytes]]:
    if isinstance(kind, EnumKind):
        return _outside(kind)
    if isinstance(kind, IntegerKind):
        return _beyond(kind)
    if isinstance(kind, BooleanKind):
        return [("two", b"\x02"), ("all bits", b"\xff")]
    if isinstance(kind, FixedStringKind):
        return _texts(kind)
    return [("NUL", b"\0"), ("control character", b"\x1f"), ("delete", b"\x7f"), ("high bit", b"\x80")]


def _outside(kind: EnumKind) -> list[tuple[str, bytes]]:
    """Bytes that are no value of an enum: neighbours and case twins of its values, and usual suspects."""
    if kind.members.enum.open:
        return []
    width = kind.width
    known = [kind.encode(value) for value in kind.by_value]
    near = [raw.swapcase() for raw in known] + [raw[:-1] + bytes([(raw[-1] + 1) % 256]) for raw in known]
    suspects = [b" " * width, b"\0" * width, b"\xff" * width, b"?" * width]
    return [(f"not a value ({raw.hex(' ')})", raw) for raw in [*near, *suspects] if raw not in known]


def _beyond(kind: IntegerKind) -> list[tuple[str, bytes]]:
    """Integers outside the document's limits that the type still carries."""
    low, high = _limits(kind)
    candidates = [("one below the least", low - 1), ("zero", 0), ("one above the most", high + 1)]
    candidates += [("the type's least", kind.low), ("the type's most", kind.high)]
    return [
        (label, kind.encode(value))
        for label, value in candidates
        if kind.low <= value <= kind.high and not low <= value <= high
    ]


def _texts(kind: FixedStringKind) -> list[tuple[str, bytes]]:
    """Wrong padding and unprintable characters."""
    width = kind.width
    samples = [
        ("NUL bytes only", b"\0" * width),
        ("control characters", b"\x01" * width),
        ("delete characters", b"\x7f" * width),
        ("high bits", b"\x80" * width),
    ]
    if width > 1:
        samples.append(("padded with NUL", _justified(kind.left, width, b"\0")))
        if not kind.may_start_blank:
            samples.append(("justified to the wrong side", _justified(not kind.left, width, b" ")))
    return samples


def _justified(left: bool, width: int, fill: bytes) -> bytes:
    return b"A".ljust(width, fill) if left else b"A".rjust(width, fill)
