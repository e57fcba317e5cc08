"""One kind per type of the XML: how a value becomes bytes and bytes become a value.

These are the careful, interpreted forms: they name what they refuse and report what is wrong. The generated code of a
message does the same in one `struct` call and falls back to them.
"""

from __future__ import annotations

import struct
from abc import ABC, abstractmethod
from collections.abc import Mapping
from enum import Enum
from typing import Any, ClassVar, Literal

from ouch_conformance.spec.model import CHAR_TYPES, FIXED_STRING_TYPES, INTEGER_TYPES, EnumType, Field
from ouch_conformance.wire.findings import FindingKind, Problem, RefusedError
from ouch_conformance.wire.reader import Reader

Order = Literal["big", "little"]
FREE_ROLES = frozenset({"token", "free-alpha"})
"""Roles of alphas that may begin with a space although they are left-justified."""


def clean(text: str, charset: str) -> bool:
    """Whether a text is printable in its charset: ASCII 32 to 126, in ISO 8859-1 also 160 to 255."""
    return all(" " <= c <= "~" or (charset != "ascii" and c >= "\xa0") for c in text)


def charset_problem(text: str, charset: str) -> Problem | None:
    """The stretch of a text from its first to its last unprintable character."""
    bad = [place for place, c in enumerate(text) if not clean(c, charset)]
    if not bad:
        return None
    span = text[bad[0] : bad[-1] + 1]
    return Problem(FindingKind.CHARSET, bad[0], len(span), f"printable {charset}", span.encode("latin-1").hex(" "))


class Kind(ABC):
    """How one field travels. `width` is None where the bytes themselves say how long the value is."""

    width: int | None = None

    def __init__(self, field: Field) -> None:
        self.field = field

    @property
    @abstractmethod
    def zero(self) -> Any:
        """The value of a field that was not given."""

    def accept(self, value: Any) -> Any:
        """A value as the message keeps it."""
        return value

    @abstractmethod
    def encode(self, value: Any) -> bytes:
        """The bytes of a value; RefusedError where its type cannot carry it."""

    @abstractmethod
    def read(self, reader: Reader, name: str) -> Any:
        """The value at the reader's position, with its findings reported."""


class FixedKind(Kind):
    """A kind of fixed width. `code` is its letter for `struct`; `order` is None where byte order means nothing."""

    width: int
    code: str
    order: Order | None = None

    @abstractmethod
    def decode(self, raw: bytes) -> tuple[Any, tuple[Problem, ...]]:
        """The value of exactly `width` bytes, and what is wrong with them."""

    def partial(self, raw: bytes) -> Any:
        """The value of a field that is cut off: what is missing reads as zero."""
        return self.decode(raw.ljust(self.width, b"\0"))[0]

    def read(self, reader: Reader, name: str) -> Any:
        offset = reader.position
        raw = reader.take(name, self.width)
        if len(raw) < self.width:
            value: Any = self.partial(raw)
        else:
            value, problems = self.decode(raw)
            reader.report(name, offset, self.reserved(raw) or problems)
        reader.cell(name, self.field, offset, value)
        return value

    def reserved(self, raw: bytes) -> tuple[Problem, ...]:
        """The problem of filler bytes that do not hold their fill."""
        if self.field.role != "reserved":
            return ()
        fill = self.encode(self.zero)
        if raw == fill:
            return ()
        return (Problem(FindingKind.RESERVED, 0, self.width, fill.hex(" "), raw.hex(" ")),)


class IntegerKind(FixedKind):
    """Integers of 1, 2, 4 and 8 bytes, signed or not, of both byte orders."""

    _CODES: ClassVar[Mapping[int, str]] = {1: "b", 2: "h", 4: "i", 8: "q"}

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.width, self.signed, order = INTEGER_TYPES[field.type]
        self.order = None if self.width == 1 else order
        letter = self._CODES[self.width]
        self.code = letter if self.signed else letter.upper()
        self._struct = struct.Struct((">" if order == "big" else "<") + self.code)
        half = 1 << (8 * self.width - 1)
        self.low, self.high = (-half, half - 1) if self.signed else (0, 2 * half - 1)

    @property
    def wanted(self) -> str:
        """What the type can carry, in words."""
        return f"an integer {self.low:,} to {self.high:,} ({self.field.type}, {_bytes(self.width)})"

    @property
    def zero(self) -> int:
        return int(self.field.default or "0", 0)

    def encode(self, value: Any) -> bytes:
        try:
            return self._struct.pack(value)
        except struct.error:
            raise RefusedError(self.wanted) from None

    def decode(self, raw: bytes) -> tuple[Any, tuple[Problem, ...]]:
        return self._struct.unpack(raw)[0], ()


class BooleanKind(FixedKind):
    """One byte, 0 or 1."""

    width = 1
    code = "B"
    encoding: ClassVar[Mapping[Any, Any]] = {False: 0, True: 1}
    decoding: ClassVar[Mapping[Any, Any]] = {0: False, 1: True}

    @property
    def zero(self) -> bool:
        return self.field.default in {"True", "true", "1"}

    def encode(self, value: Any) -> bytes:
        try:
            return bytes([self.encoding[value]])
        except (KeyError, TypeError):
            raise RefusedError("True or False (boolean, 1 byte)") from None

    def decode(self, raw: bytes) -> tuple[Any, tuple[Problem, ...]]:
        value = self.decoding.get(raw[0])
        if value is None:
            return raw[0], (Problem(FindingKind.ENUM, 0, 1, "00 or 01", raw.hex()),)
        return value, ()


class CharKind(FixedKind):
    """One character."""

    width = 1
    code = "c"

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.charset = CHAR_TYPES[field.type]

    @property
    def zero(self) -> str:
        return self.field.default or " "

    def encode(self, value: Any) -> bytes:
        return _text(value, self.charset, 1, f"one character ({self.field.type}, 1 byte)", exact=True)

    def decode(self, raw: bytes) -> tuple[Any, tuple[Problem, ...]]:
        text = raw.decode("latin-1")
        problem = charset_problem(text, self.charset)
        return text, (problem,) if problem else ()


class FixedStringKind(FixedKind):
    """Characters in a field of fixed width, justified to one side and padded with spaces on the other."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.charset = FIXED_STRING_TYPES[field.type]
        self.width = int(field.length or 0)
        self.code = f"{self.width}s"
        self.left = field.justify == "left"
        self.may_start_blank = field.role in FREE_ROLES

    @property
    def zero(self) -> str:
        return self.field.default or ""

    @property
    def wanted(self) -> str:
        """What the field can carry, in words."""
        return f"at most {self.width} {self.charset} characters ({self.field.type}, {_bytes(self.width)})"

    def encode(self, value: Any) -> bytes:
        raw = _text(value, self.charset, self.width, self.wanted)
        return raw.ljust(self.width) if self.left else raw.rjust(self.width)

    def strip(self, text: str) -> str:
        """The text without its padding."""
        return text.rstrip(" ") if self.left else text.lstrip(" ")

    def partial(self, raw: bytes) -> Any:
        return self.strip(raw.decode("latin-1"))

    def decode(self, raw: bytes) -> tuple[Any, tuple[Problem, ...]]:
        text = raw.decode("latin-1")
        value = self.strip(text)
        if self.field.unchanged is not None and raw[0] == self.field.unchanged[0]:
            # The document names the first byte alone: it says that the text is left as it is.
            return value, ()
        problems = (self._fill_problem(text), self._side_problem(value), self._charset_problem(text))
        return value, tuple(problem for problem in problems if problem)

    def _fill_problem(self, text: str) -> Problem | None:
        """NUL bytes on the side of the padding."""
        body = text.rstrip("\0") if self.left else text.lstrip("\0")
        count = len(text) - len(body)
        start = len(body) if self.left else 0
        return Problem(FindingKind.PADDING, start, count, "spaces (20)", "00 " * (count - 1) + "00") if count else None

    def _side_problem(self, value: str) -> Problem | None:
        """Spaces on the side where the text has to begin (or, right-justified, to end)."""
        body = value.lstrip(" ") if self.left else value.rstrip(" ")
        count = len(value) - len(body)
        if not count or self.may_start_blank:
            return None
        start = 0 if self.left else self.width - count
        side = "left" if self.left else "right"
        return Problem(FindingKind.PADDING, start, count, f"{side}-justified text", f"{count} spaces on the {side}")

    def _charset_problem(self, text: str) -> Problem | None:
        """Unprintable characters, apart from the NUL bytes that were reported as wrong padding."""
        body = text.rstrip("\0") if self.left else text.lstrip("\0")
        problem = charset_problem(body, self.charset)
        if problem and not self.left:
            return problem._replace(start=problem.start + len(text) - len(body))
        return problem


class Members:
    """The values of an enum in one revision, and what is said of others."""

    def __init__(self, enum: EnumType, members: type[Enum]) -> None:
        self.enum = enum
        self.by_value: dict[Any, Enum] = {member.value: member for member in members}

    def wanted(self, travels_as: str) -> str:
        """The words of the enum and what they travel as."""
        names = ", ".join(f"{member.name} {_plain(value)!r}" for value, member in self.by_value.items())
        return f"one of {self.enum.name}: {names} ({travels_as})"

    def accept(self, value: Any) -> Any:
        """The member of a value, or the value itself where there is none."""
        try:
            return self.by_value.get(value, value)
        except TypeError:
            return value

    def check(self, value: Any, travels_as: str) -> None:
        """RefusedError for a value that is not the enum's; an open enum lets any value but none pass."""
        try:
            known = value in self.by_value
        except TypeError:
            known = False
        if not known and not (self.enum.open and value is not None):
            raise RefusedError(self.wanted(travels_as))

    def look_up(self, value: Any, raw: bytes, problems: tuple[Problem, ...]) -> tuple[Any, tuple[Problem, ...]]:
        """The member of a decoded value; where there is none the value with its problems."""
        member = self.by_value.get(value)
        if member is not None:
            return member, ()
        if self.enum.open:
            return value, problems
        codes = ", ".join(str(_plain(known)) for known in self.by_value)
        return value, (Problem(FindingKind.ENUM, 0, len(raw), f"one of {codes}", raw.hex(" ")),)


class EnumKind(FixedKind):
    """One of the values of an enum, travelling as a character, a fixed string or an integer."""

    def __init__(self, field: Field, enum: EnumType, members: type[Enum]) -> None:
        super().__init__(field)
        self.base = fixed_kind(field)
        self.width, self.order = self.base.width, self.base.order
        self.members = Members(enum, members)
        self.by_value = self.members.by_value
        is_char = isinstance(self.base, CharKind)
        self.code = "B" if is_char else self.base.code
        # Keyed by member: a message holds members, and what is identical is found without comparing.
        self.encoding: dict[Any, Any] = {m: self._wire(value, is_char) for value, m in self.by_value.items()}
        self.decoding: dict[Any, Enum] = {self.encoding[member]: member for member in self.by_value.values()}

    def _wire(self, value: Any, is_char: bool) -> Any:
        """What `struct` packs for a value."""
        if isinstance(value, int):
            return value
        return self.base.encode(value)[0] if is_char else self.base.encode(value)

    @property
    def zero(self) -> Any:
        if self.field.default is None:
            return None
        text = self.field.default
        return self.accept(int(text, 0) if isinstance(self.base, IntegerKind) else text)

    def accept(self, value: Any) -> Any:
        return self.members.accept(value)

    def encode(self, value: Any) -> bytes:
        self.members.check(value, f"{self.field.type}, {_bytes(self.width)}")
        return self.base.encode(value)

    def decode(self, raw: bytes) -> tuple[Any, tuple[Problem, ...]]:
        value, problems = self.base.decode(raw)
        return self.members.look_up(value, raw, problems)


def _plain(value: Any) -> Any:
    """The value of an enum member without its class."""
    return str(value) if isinstance(value, str) else int(value)


def _bytes(count: int) -> str:
    return "1 byte" if count == 1 else f"{count} bytes"


def _text(value: Any, charset: str, limit: int, wanted: str, *, exact: bool = False) -> bytes:
    """The bytes of a text that has at most (or exactly) `limit` characters."""
    if not isinstance(value, str) or len(value) > limit or (exact and len(value) != limit):
        raise RefusedError(wanted)
    try:
        return value.encode(charset)
    except UnicodeEncodeError:
        raise RefusedError(wanted) from None


def fixed_kind(field: Field) -> FixedKind:
    """The kind of a field that is neither enum, record, array nor counted string."""
    if field.type in INTEGER_TYPES:
        return IntegerKind(field)
    if field.type in CHAR_TYPES:
        return CharKind(field)
    if field.type in FIXED_STRING_TYPES:
        return FixedStringKind(field)
    return BooleanKind(field)
