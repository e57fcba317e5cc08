"""The options behind a message's fixed fields: TagValue elements (Length, OptionTag, OptionValue) end to end."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from ouch_conformance.spec import model
from ouch_conformance.wire.findings import FieldError, Finding, FindingKind, RefusedError
from ouch_conformance.wire.kinds import FixedKind, IntegerKind
from ouch_conformance.wire.reader import Reader

MAX_VALUE: Final = 254
"""The Length byte of an element counts the tag and the value."""


class Element(NamedTuple):
    """One option. `name` is None for a tag that the protocol does not know; `value` is then the bytes themselves.

    `raw` is None until the message was encoded; outside of a message a named option has no `tag` either.
    """

    tag: int | None
    name: str | None
    value: Any
    raw: bytes | None

    @property
    def key(self) -> tuple[str | int | None, Any]:
        """What makes two elements equal: the name (or the unknown tag) and the value."""
        return (self.tag if self.name is None else self.name, self.value)


@dataclass(frozen=True, slots=True)
class OptionKind:
    """One option with the kind of its value."""

    option: model.Option
    kind: FixedKind


@dataclass(frozen=True, slots=True)
class AppendageShape:
    """What a message allows behind its fixed fields."""

    spec: model.Appendage
    length: IntegerKind
    options: Mapping[int, OptionKind]
    tags: frozenset[int]

    def find(self, key: str | int | None) -> OptionKind | None:
        """The option of a name or a tag."""
        if isinstance(key, int):
            return self.options.get(key)
        return next((option for option in self.options.values() if option.option.name == key), None)


class Appendage:
    """The options of a message: ordered, typed, immutable.

    Items are `(name, value)`; `(tag, bytes)` stands for an element that is sent as it is, whatever the document says
    about it.
    """

    __slots__ = ("_elements", "_shape")

    def __init__(self, items: Iterable[tuple[str | int, Any] | Element] = ()) -> None:
        self._elements = tuple(_unbound(item) for item in items)
        self._shape: AppendageShape | None = None

    @classmethod
    def _bound(cls, elements: Iterable[Element], shape: AppendageShape) -> Appendage:
        made = cls.__new__(cls)
        made._elements = tuple(elements)
        made._shape = shape
        return made

    def named(self, shape: AppendageShape) -> Appendage:
        """The same options with what a message knows about them: names, tags, enum members. Refuses nothing."""
        return Appendage(_named(element, shape) for element in self._elements)

    def belongs_to(self, shape: AppendageShape) -> bool:
        """Whether the options were bound to this message, or decoded from one."""
        return self._shape is shape

    def bind(self, message: str, shape: AppendageShape) -> Appendage:
        """The same options with tags and bytes for one message; FieldError for an option that cannot stand there."""
        if self._shape is shape:
            return self
        bound: list[Element] = []
        for element in self._elements:
            made = _bind(message, element, shape)
            # Elements given as bytes may repeat: they are sent as they are.
            if element.raw is None and any(made.tag == other.tag for other in bound):
                raise FieldError(message, "appendage", "each option once", made.name)
            bound.append(made)
        return Appendage._bound(bound, shape)

    def encode(self) -> bytes:
        """The elements end to end, the Appendage Length not included. Only for an appendage of a message."""
        return b"".join(_wire(element) for element in self._elements)

    def get(self, name: str | int, default: Any = None) -> Any:
        """The value of the first option of a name (or tag), or the default."""
        return next((element.value for element in self._elements if name in {element.name, element.tag}), default)

    def __getitem__(self, name: str | int) -> Any:
        for element in self._elements:
            if name in {element.name, element.tag}:
                return element.value
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return any(name in {element.name, element.tag} for element in self._elements)

    def __iter__(self) -> Iterator[Element]:
        return iter(self._elements)

    def __len__(self) -> int:
        return len(self._elements)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Appendage):
            return NotImplemented
        return [element.key for element in self._elements] == [element.key for element in other._elements]

    def __copy__(self) -> Appendage:
        return self

    def __deepcopy__(self, _: object) -> Appendage:
        return self

    def __hash__(self) -> int:
        return hash(tuple(element.key[0] for element in self._elements))

    def __repr__(self) -> str:
        return f"Appendage({[element.key for element in self._elements]!r})"


EMPTY: Final = Appendage()


def _wire(element: Element) -> bytes:
    """The bytes of an element of a message, which has both its tag and its value's bytes."""
    raw = element.raw or b""
    return bytes((len(raw) + 1, element.tag or 0)) + raw


def _unbound(item: tuple[str | int, Any] | Element) -> Element:
    """An item as an element without a message."""
    if isinstance(item, Element):
        return item
    key, value = item
    if isinstance(key, int):
        return Element(key, None, value, bytes(value) if isinstance(value, bytes | bytearray) else None)
    return Element(None, key, value, None)


def _named(element: Element, shape: AppendageShape) -> Element:
    """An element with its name, tag and typed value, as far as the protocol knows them."""
    option = shape.find(element.key[0])
    if option is None:
        return element
    if element.raw is not None:
        return Element(option.option.tag, option.option.name, _raw_value(element.raw, option), element.raw)
    return Element(option.option.tag, option.option.name, option.kind.accept(element.value), None)


def _raw_value(raw: bytes, option: OptionKind) -> Any:
    """The value of an option's bytes where they have its width, the bytes themselves otherwise."""
    return option.kind.decode(raw)[0] if len(raw) == option.kind.width else raw


def _bind(message: str, element: Element, shape: AppendageShape) -> Element:
    """An element with its tag, name, value and bytes in one message."""
    option = shape.find(element.tag if element.name is None else element.name)
    if element.raw is not None and element.tag is not None:
        return _raw_element(message, element.tag, element.raw, option)
    if option is None:
        raise FieldError(message, "appendage", _known_names(element, shape), element.key[0])
    if option.option.tag not in shape.tags:
        raise FieldError(message, "appendage", f"an option that may stand here ({_names(shape)})", option.option.name)
    value = option.kind.accept(element.value)
    try:
        return Element(option.option.tag, option.option.name, value, option.kind.encode(value))
    except RefusedError as refused:
        raise FieldError(message, f"appendage.{option.option.name}", refused.wanted, element.value) from None


def _raw_element(message: str, tag: int, raw: bytes, option: OptionKind | None) -> Element:
    """An element of given bytes; its value is decoded where the bytes have the option's width."""
    if not 0 <= tag <= 255:
        raise FieldError(message, "appendage", "a tag 0 to 255", tag)
    if len(raw) > MAX_VALUE:
        raise FieldError(message, "appendage", f"at most {MAX_VALUE} bytes of value", raw)
    if option is None:
        return Element(tag, None, raw, raw)
    return Element(tag, option.option.name, _raw_value(raw, option), raw)


def _names(shape: AppendageShape) -> str:
    return ", ".join(shape.options[tag].option.name for tag in sorted(shape.tags))


def _known_names(element: Element, shape: AppendageShape) -> str:
    """What to say about an unknown option: the nearest name where there is one."""
    names = [option.option.name for option in shape.options.values()]
    near = difflib.get_close_matches(str(element.name), names, n=1)
    return f"an option of the protocol (did you mean {near[0]}?)" if near else f"an option ({_names(shape)})"


def read_appendage(reader: Reader, shape: AppendageShape) -> Appendage | None:
    """The appendage at the reader's position, its length field included; None where the message ends before it."""
    if reader.exhausted and shape.spec.presence != "always":
        return None
    name = shape.spec.length_field
    start = reader.position
    raw = reader.take(name, shape.length.width)
    size = int(shape.length.partial(raw)) if len(raw) == shape.length.width else 0
    reader.cell(name, shape.length.field, start, size)
    present = min(size, max(len(reader.data) - reader.position, 0))
    if present < size:
        reader.findings.append(
            Finding(start, len(raw), name, FindingKind.APPENDAGE_LENGTH, f"{present} (bytes that follow)", str(size))
        )
    elements = _Elements(reader, shape).read(reader.position + present)
    _check_channel(reader, shape, start, elements)
    return Appendage._bound(elements, shape) if elements else EMPTY


def _check_channel(reader: Reader, shape: AppendageShape, start: int, elements: list[Element]) -> None:
    """A "with-channel" appendage stands only where it carries a non-zero channel."""
    spec = shape.spec
    if spec.presence != "with-channel" or any(e.tag == spec.channel_tag and e.value for e in elements):
        return
    channel = shape.find(spec.channel_tag)
    name = channel.option.name if channel else "channel"
    length = reader.position - start
    expected = f"no Appendage Length without a non-zero {name}"
    reader.findings.append(
        Finding(start, length, spec.length_field, FindingKind.PRESENCE, expected, f"an appendage without {name}")
    )


class _Elements:
    """The elements of one appendage, read up to its end."""

    def __init__(self, reader: Reader, shape: AppendageShape) -> None:
        self.reader = reader
        self.shape = shape
        self.found: list[Element] = []

    def read(self, end: int) -> list[Element]:
        reader = self.reader
        while reader.position < end:
            start = reader.position
            size = reader.data[start]
            if size == 0 or start + 1 + size > end:
                self._stop(start, size, end)
                break
            self._element(start, reader.data[start + 1], reader.data[start + 2 : start + 1 + size])
        reader.position = max(reader.position, end)
        return self.found

    def _stop(self, start: int, size: int, end: int) -> None:
        """An element that cannot be walked over: the rest of the appendage stays unread."""
        left = end - start - 1
        self._report(start, None, FindingKind.ELEMENT_LENGTH, f"1 to {left}" if left else "an element", str(size))
        self.reader.position = end
        self.reader.cell("element", None, start, self.reader.data[start:end])

    def _element(self, start: int, tag: int, raw: bytes) -> None:
        self.reader.position = start + 2 + len(raw)
        option = self.shape.options.get(tag)
        name = option.option.name if option else None
        if option is None:
            self._report(start + 1, None, FindingKind.UNKNOWN_TAG, "a tag of the protocol", str(tag))
        elif tag not in self.shape.tags:
            allowed = f"one of {_names(self.shape)}" if self.shape.tags else "no option"
            self._report(start + 1, name, FindingKind.TAG_NOT_ALLOWED, allowed, option.option.name)
        if any(tag == other.tag for other in self.found):
            self._report(start + 1, name, FindingKind.REPEATED_TAG, "each tag once", f"tag {tag} again")
        value = self._value(start, raw, option) if option else raw
        self.found.append(Element(tag, name, value, raw))
        self.reader.cell(name or f"tag {tag}", option.option.value if option else None, start, value)

    def _value(self, start: int, raw: bytes, option: OptionKind) -> Any:
        name, width = option.option.name, option.kind.width
        if len(raw) != width:
            self._report(start, name, FindingKind.ELEMENT_LENGTH, str(width + 1), str(len(raw) + 1))
            return raw
        value, problems = option.kind.decode(raw)
        self.reader.report(name, start + 2, problems)
        return value

    def _report(self, offset: int, name: str | None, kind: FindingKind, want: str, got: str) -> None:
        self.reader.findings.append(Finding(offset, 1, name, kind, want, got))
