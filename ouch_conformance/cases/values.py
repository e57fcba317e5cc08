"""Cases of one field or option: its limits, and what its type can carry and its document does not allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ouch_conformance.cases.case import Case
from ouch_conformance.judge.dialect import Dialect, Kind, Role
from ouch_conformance.spec import model
from ouch_conformance.spec.model import Field, Message
from ouch_conformance.steps.cells import CellError, FieldType, read_sent
from ouch_conformance.steps.tables import columns_of
from ouch_conformance.wire import Codec, Sample, boundaries, invalid

LIMITS = {
    "least": "min",
    "one above the least": "min+1",
    "one below the most": "max-1",
    "most": "max",
}
"""What a feature calls a limit of a number of shares: the profile says which number that is at its venue.

What lies beyond the document's limits is written as it stands on the wire: above a venue's own limit a number may be
one that the document allows.
"""
OF_A_NUMBER = ("least", "most")
"""The limits that are tried of the number of an order: those beside them may be orders that exist."""
SOME_NAME = ("padded with NUL", "justified to the wrong side")
"""Texts that a venue could take for the name of an instrument, on which nobody may trade."""


@dataclass(frozen=True)
class Values:
    """The cases of the fields and options of one message."""

    codec: Codec
    dialect: Dialect
    message: Message
    kind: Kind

    def cases(self) -> Iterator[Case]:
        """Every case, field by field, options behind them."""
        for name, column in self._columns():
            for case, sample in self._samples(column):
                yield Case(case, name, _cell(sample, column), sample.label, column.field.name, sample.label)

    def _columns(self) -> Iterator[tuple[str, FieldType]]:
        """The fields and options of the revision that can be said, each with its column's name."""
        protocol, revision, message = self.codec.protocol, self.codec.revision, self.message
        tags, seen = protocol.allowed_tags(message, revision), set()
        length = message.appendage.length_field if message.appendage else None
        for column in columns_of(protocol.name, message.name).values():
            field, place = column.field, (column.field.name, column.tag)
            missing = column.tag not in tags if column.tag is not None else not protocol.has(field, revision)
            if place in seen or missing or field.name == length or field.width is None:
                continue
            seen.add(place)
            yield self._name(column), column

    def _name(self, column: FieldType) -> str:
        """The column's name; that of an option says so where a field has the same."""
        twin = column.tag is not None and any(each.name == column.field.name for each in self.message.fields)
        return f"option {column.field.words}" if twin else column.field.words

    def _samples(self, column: FieldType) -> Iterator[tuple[str, Sample]]:
        field = column.field
        legal, wrong = boundaries(field, self.codec), invalid(field, self.codec)
        if field.name in self._names():
            new = self.kind in self.dialect.consuming and not self._names_another(field)
            # The number of a new request is its name: but for 0 it would use up those of a day, or repeat another's.
            kept = ("least",) if new else OF_A_NUMBER
            legal = [each for each in legal if each.label in kept or not (column.numeric or new)]
            wrong = [] if new and not column.numeric else wrong
        if column.role is Role.SYMBOL:
            legal, wrong = [], [each for each in wrong if each.label not in SOME_NAME]
        yield from (("boundary", each) for each in legal)
        yield from ((_case_of(column), each) for each in wrong)

    def _names(self) -> frozenset[str]:
        """The fields that name a request or an order, by number or token."""
        roles = (Role.KEY, Role.ORIGINAL, Role.REFERENCE)
        return frozenset({self.dialect.name(self.kind, role) for role in roles})

    def _names_another(self, field: Field) -> bool:
        """Whether a field names an order that there is already."""
        return field.name == self.dialect.name(self.kind, Role.ORIGINAL)


def _case_of(column: FieldType) -> str:
    """What a sample that the document does not allow is called."""
    if column.enum is not None or column.field.type == "boolean":
        return "code"
    return "beyond" if column.numeric else "text"


def _cell(sample: Sample, column: FieldType) -> str:
    """A sample as a feature says it: in words where it can, else its bytes."""
    for cell in _words(sample, column):
        try:
            read_sent(cell, column)
        except CellError:
            continue
        return cell
    return f"reserved 0x{sample.raw.hex().upper()}"


def _words(sample: Sample, column: FieldType) -> Iterator[str]:
    field, value = column.field, sample.value
    if column.enum is not None:
        known = {each.value: each.words for each in column.enum.values}
        if value in known and sample.label == model.words(getattr(value, "name", "")):
            yield known[value]
    elif column.numeric:
        if column.shares and field.maximum is not None and sample.label in LIMITS:
            yield LIMITS[sample.label]
        if value >= 0:
            yield f"raw {value}"
    elif sample.label in ("one character", "full length", "blank") and column.role is not Role.FIRM:
        yield value or "empty"
