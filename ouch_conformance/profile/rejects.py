"""What a profile says under [rejects]: faults of a request, each with the venue's reasons for it.

The faults that the features of a protocol name are its conditions, listed in its `conduct.xml`. A profile may name
others, for features of the user's own; what is much like a listed one is a slip of the pen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from ouch_conformance.profile.errors import Fault
from ouch_conformance.profile.suggestions import nearest
from ouch_conformance.spec.conduct import Conduct
from ouch_conformance.spec.library import conduct
from ouch_conformance.spec.model import INTEGER_TYPES, EnumType, Field, Protocol

MUCH_LIKE = 0.8
"""From which likeness on an unlisted condition is taken for a listed one."""

AS_NUMBER = "a number in quotes is expected: the document lists no reasons"


def conditions_of(protocol: str) -> Mapping[str, str]:
    """The conditions of a protocol, each with its meaning; none where nothing is known of what its messages are for."""
    known = conduct(protocol)
    return known.conditions if known else {}


def misspelt(protocol: str, conditions: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The conditions that a protocol does not list and that are much like one that it does, with that one."""
    known = conditions_of(protocol)
    for name in conditions:
        near = [] if name in known else get_close_matches(name, known, n=1, cutoff=MUCH_LIKE)
        if near:
            yield name, near[0]


def wrong_reasons(protocol: Protocol, revision: str, rejects: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    """The reasons that Rejected cannot give in a revision.

    One that the document does not list goes by its number, or by its character where reasons are characters.
    """
    fields, whole = list(_reason_fields(protocol)), f"{protocol.name}, revision {revision}"
    enums = [protocol.enums[field.enum] for field in fields if field.enum]
    known = sorted({each.words for enum in enums for each in enum.values if protocol.has(each, revision)})
    numbers = any(_number(field, protocol.enums.get(field.enum or "")) for field in fields)
    for condition, reasons in rejects.items():
        for reason in reasons:
            if reason not in known and not (_is_number(reason) if numbers else len(reason) == 1):
                right = nearest(reason, known) if known else AS_NUMBER
                yield Fault(f"{reason!r} is no reason of {whole}", right, "rejects", condition)


def _reason_fields(protocol: Protocol) -> Iterator[Field]:
    """The fields in which Rejected gives its reason; without a `conduct.xml` those of that name."""
    known: Conduct | None = conduct(protocol.name)
    named = set(known.fields_of("rejected", "reason")) if known else None
    for message in protocol.messages:
        for field in message.fields:
            if field.name == "reason" if named is None else (message.name, field.name) in named:
                yield field


def _number(field: Field, enum: EnumType | None) -> bool:
    return (enum.type if enum else field.type) in INTEGER_TYPES


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdigit()
