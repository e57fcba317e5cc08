"""Cases of a message as a whole: cut short, lengthened, of another type, with options that break the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ouch_conformance.cases.case import Case
from ouch_conformance.spec.model import INTEGER_TYPES, Appendage, Message, Option
from ouch_conformance.steps.altered import APPENDAGE, CUT, ITSELF, LONGER, TYPE
from ouch_conformance.wire import Codec, boundaries

MOST_TAG = 255


def shape_cases(codec: Codec, message: Message) -> Iterator[Case]:
    """Every case of one message in the codec's revision."""
    yield from (Case("cut", CUT, str(size), comment) for size, comment in _cuts(codec, message).items())
    yield from (Case("extended", LONGER, cell, comment) for cell, comment in _tails())
    yield from (Case("type", TYPE, f"{code:02X}", comment) for code, comment in _types(codec, message).items())
    appendage = codec.protocol.appendage(message, codec.revision)
    if appendage is not None:
        rows: dict[str, str] = {}
        for cell, comment in _Appendages(codec, message, appendage).rows():
            rows.setdefault(cell, comment)
        yield from (Case("appendage", APPENDAGE, cell, comment) for cell, comment in rows.items())


def _cuts(codec: Codec, message: Message) -> dict[int, str]:
    """The lengths at which a message is cut off: before each of its fields, and in the last byte."""
    found = {0: "no byte at all", 1: "the type alone"}
    offset = 1
    for field in message.fields:
        if not codec.protocol.has(field, codec.revision):
            continue
        if field.width is None:
            return found
        found.setdefault(offset, f"ends before {field.title or field.words}")
        offset += field.width
    appendage = codec.protocol.appendage(message, codec.revision)
    if appendage is not None and appendage.presence == "always":
        found.setdefault(offset, "ends before Appendage Length")
        offset += INTEGER_TYPES[appendage.length_type][0]
    if offset > 1:
        found.setdefault(offset - 1, "the last byte is missing")
    else:
        del found[1]  # The type alone is the message.
    return found


def _tails() -> Iterable[tuple[str, str]]:
    return (
        ("00", "one byte more, NUL"),
        ("20", "one byte more, a space"),
        ("00 00 00 00 00 00 00 00", "eight bytes more"),
        (ITSELF, "the same message behind it in one packet"),
    )


def _types(codec: Codec, message: Message) -> dict[int, str]:
    """Type bytes that no message of a member has: usual suspects, and one of the venue's own messages."""
    known = {each.id for each in codec.protocol.messages if each.direction != "outgoing"}
    own = [each for each in codec.protocol.messages if each.direction == "outgoing" and each.id not in known]
    found = {0: "NUL", 0x20: "a space", 0xFF: "all bits set", ord(message.letter.swapcase()): "the letter's other case"}
    found |= {each.id: f"the type of {each.title or each.name}, which a venue sends" for each in own[:1]}
    return {code: comment for code, comment in found.items() if code not in known}


class _Appendages:
    """Appendages that break the rules of one message, each as bytes from its length on."""

    def __init__(self, codec: Codec, message: Message, appendage: Appendage) -> None:
        self._codec, protocol = codec, codec.protocol
        self._width, _, self._order = INTEGER_TYPES[appendage.length_type]
        tags = protocol.allowed_tags(message, codec.revision)
        self._allowed = {tag: protocol.options[tag] for tag in tags}
        self._others = [each for tag, each in sorted(protocol.options.items()) if tag not in tags]
        self._unknown = [tag for tag in range(MOST_TAG + 1) if tag not in protocol.options]

    def rows(self) -> Iterator[tuple[str, str]]:
        """Each appendage in hex, and what is wrong with it."""
        if self._width > 1:
            yield "00", "half a length"
        yield self._hex(b"", 1), "a length of 1 and nothing behind it"
        yield self._hex(b"\0"), "an element of length 0"
        yield self._hex(b"\1"), "an element whose tag is missing"
        yield self._hex(b"\xff\1"), "an element longer than the appendage"
        for tag in dict.fromkeys((self._unknown[0], self._unknown[-1], self._unknown[len(self._unknown) // 2])):
            yield self._hex(bytes([2, tag, 1])), f"tag {tag}, which nobody knows"
        for other in self._others[:1]:
            element = _element(other.tag, self._value(other))
            yield self._hex(element), f"tag {other.tag}, {other.value.words}: of other messages"
        yield from self._of_each_option()

    def _of_each_option(self) -> Iterator[tuple[str, str]]:
        for tag, option in self._allowed.items():
            name, value = option.value.words, self._value(option)
            sound = _element(tag, value)
            yield self._hex(_element(tag, b"")), f"{name} without a value"
            if len(value) > 1:
                yield self._hex(_element(tag, value[:-1])), f"{name} with a byte too few"
            yield self._hex(_element(tag, value + value[-1:])), f"{name} with a byte too many"
            yield self._hex(sound + sound), f"{name} twice"
            yield self._hex(sound, len(sound) + 1), f"a length beyond {name}, the last byte"
            yield self._hex(sound, len(sound) - 1), f"a length that ends within {name}"
            yield self._hex(sound, 0), f"{name} behind a length of 0"

    def _value(self, option: Option) -> bytes:
        """A value that is sound in itself."""
        return boundaries(option.value, self._codec)[0].raw

    def _hex(self, elements: bytes, size: int | None = None) -> str:
        length = (len(elements) if size is None else size).to_bytes(self._width, self._order)
        return f"{length.hex(' ')} {elements.hex(' ')}".strip().upper()


def _element(tag: int, value: bytes) -> bytes:
    return bytes([len(value) + 1, tag]) + value
