"""One side of a difference sheet: a protocol by its name or its message file, in one revision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ouch_conformance.judge.dialect import DIALECTS, Dialect
from ouch_conformance.spec.errors import SpecError, listed, nearest
from ouch_conformance.spec.library import catalogue, protocol
from ouch_conformance.spec.loader import load_catalogue, load_protocol
from ouch_conformance.spec.model import EnumType, EnumValue, Field, Message, Protocol
from ouch_conformance.spec.requirements import Catalogue, Requirement


@dataclass(frozen=True, slots=True)
class Spot:
    """A field where it stands in a message: at an offset in bytes from the type byte, or as the option of a tag.

    Both are None behind a field of no fixed width.
    """

    field: Field
    offset: int | None = None
    tag: int | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """A protocol in one revision, with what the judge and the catalogue know of it, where they do.

    A message file alone has an empty dialect and an empty catalogue.
    """

    protocol: Protocol
    revision: str
    dialect: Dialect
    catalogue: Catalogue

    @property
    def title(self) -> str:
        """The protocol as the document calls it, and its revision where there are several."""
        name = self.protocol.title or self.protocol.name
        return f"{name}, revision {self.revision}" if len(self.protocol.revisions) > 1 else name

    @property
    def messages(self) -> tuple[Message, ...]:
        """The messages of the revision."""
        return tuple(each for each in self.protocol.messages if self.protocol.has(each, self.revision))

    def fields(self, message: Message) -> tuple[Field, ...]:
        """The fixed fields of a message in the revision."""
        return tuple(each for each in message.fields if self.protocol.has(each, self.revision))

    def enum(self, field: Field) -> EnumType | None:
        """The list of values that a field takes, None where it takes any."""
        return self.protocol.enums[field.enum] if field.enum else None

    def values(self, enum: EnumType | None) -> tuple[EnumValue, ...]:
        """The values of an enum in the revision."""
        return tuple(each for each in enum.values if self.protocol.has(each, self.revision)) if enum else ()

    def spots(self, message: Message | None) -> list[Spot]:
        """The fields of a message in the order of the wire, then the options that it may carry; none of no message."""
        if message is None:
            return []
        tags = self.protocol.allowed_tags(message, self.revision)
        options = (Spot(self.protocol.options[tag].value, tag=tag) for tag in tags)
        return [*self._fixed(message), *options]

    def _fixed(self, message: Message) -> Iterator[Spot]:
        offset: int | None = 1
        for each in self.fields(message):
            yield Spot(each, offset)
            offset = None if offset is None or each.width is None else offset + each.width

    def length(self, message: Message) -> int | None:
        """Bytes of a message without its appendage, the type byte counted; None where that is not fixed."""
        widths = [each.width for each in self.fields(message)]
        return None if None in widths else 1 + sum(each or 0 for each in widths)

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """The requirements of the document in the revision; not those that are listed to say that it has none such."""
        place = self.protocol.revisions.index
        known = (each for each in self.catalogue if not each.retired and not _is_of_another(each))
        return tuple(each for each in known if not each.since or place(each.since) <= place(self.revision))


def _is_of_another(requirement: Requirement) -> bool:
    """Whether a requirement stands in a catalogue only to say that no clause of the document has it."""
    return requirement.section == "-" and requirement.not_tested_category == "not-observable"


def read_side(text: str) -> Side:
    """A protocol's name or the path of a message file, either with `@REVISION` behind it; the newest revision without.

    SpecError with the nearest name where there is no such protocol or revision, and for a file that is wrong.
    """
    name, at, revision = text.partition("@")
    path = Path(name)
    found = _of_file(path) if path.suffix == ".xml" or path.is_dir() else _of_name(name)
    known = found.protocol.revisions
    if at and revision not in known:
        problem = f'{found.protocol.name} has no revision "{revision}"{nearest(revision, known)}'
        raise SpecError(problem, listed(known))
    return Side(found.protocol, revision or known[-1], found.dialect, found.catalogue)


def _of_name(name: str) -> Side:
    found = protocol(name)
    file = found.source.with_name("requirements.xml") if found.source else None
    known = catalogue(name) if file and file.is_file() else Catalogue(name, "", {})
    return Side(found, found.revisions[-1], DIALECTS.get(name, Dialect(name)), known)


def _of_file(path: Path) -> Side:
    """A message file, or the folder that holds a `messages.xml`; the catalogue beside it is that of its protocol."""
    file = path / "messages.xml" if path.is_dir() else path
    found, beside = load_protocol(file), file.with_name("requirements.xml")
    known = load_catalogue(beside) if beside.is_file() else Catalogue(found.name, "", {})
    dialect = DIALECTS.get(found.name, Dialect(found.name))
    return Side(found, found.revisions[-1], dialect, known if known.protocol == found.name else Catalogue("", "", {}))
