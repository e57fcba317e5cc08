"""Hand-made protocols: the types and shapes that no shipped specification has all of."""

from __future__ import annotations

from typing import Any

from ouch_conformance.spec.model import (
    Appendage,
    EnumType,
    EnumValue,
    Field,
    Message,
    Option,
    Protocol,
    Record,
)


def enum(name: str, kind: str, *values: tuple[str, str | int], **more: Any) -> EnumType:
    """An enum without descriptions."""
    return EnumType(name, kind, tuple(EnumValue(word, value) for word, value in values), **more)


def make(*messages: Message, **more: Any) -> Protocol:
    """A protocol of some messages."""
    parts: dict[str, Any] = {"revisions": ("1",), "enums": {}, "records": {}, "options": {}}
    return Protocol(name="hand", title="Hand-made", messages=messages, **(parts | more))


SIDE = enum("Side", "char_ascii", ("Buy", "B"), ("Sell", "S"))
STATE = enum("State", "char_ascii", ("Live", "L"), ("Dead", "D"))
REASON = enum("Reason", "uint_2_be", ("Halted", 7), ("Other", 15))

STAMP = Field("timestamp", "uint_8_be", role="timestamp")
NUMBER = Field("userRefNum", "uint_4_be", title="UserRefNum")
PRICE = Field("price", "uint_8_be", decimals=4, maximum=1_999_999_900, market=(2_147_483_647, 2_000_000_000))
TOKEN = Field("clOrdID", "str_ascii_n", length=14, role="token")
OPTIONS = {
    1: Option(1, Field("firm", "str_ascii_n", length=4)),
    3: Option(3, Field("minQty", "uint_4_be")),
    7: Option(7, Field("pegOffset", "int_4_be", decimals=4)),
    27: Option(27, Field("side", "char_ascii", enum="Side")),
    28: Option(28, Field("userRefIdx", "byte")),
}

ENTER = Message(
    "Enter",
    ord("O"),
    "incoming",
    (
        NUMBER,
        Field("side", "char_ascii", enum="Side"),
        Field("quantity", "uint_4_be"),
        Field("symbol", "str_ascii_n", length=8),
        PRICE,
        TOKEN,
    ),
    appendage=Appendage("always", "appendageLength", "uint_2_be", (1, 3, 7, 28)),
)
CANCEL = Message(
    "Cancel",
    ord("X"),
    "incoming",
    (NUMBER, Field("quantity", "uint_4_be")),
    appendage=Appendage("optional", "appendageLength", "uint_2_be", (28,)),
)
QUERY = Message(
    "Query", ord("Q"), "incoming", (), appendage=Appendage("optional", "appendageLength", "uint_2_be", (28,))
)
ACCEPTED = Message(
    "Accepted",
    ord("A"),
    "outgoing",
    (STAMP, NUMBER, Field("state", "char_ascii", enum="State"), TOKEN),
    appendage=Appendage("always", "appendageLength", "uint_2_be", (1, 3, 28)),
)
CANCELED = Message(
    "Canceled",
    ord("C"),
    "outgoing",
    (STAMP, NUMBER, Field("reason", "uint_2_be", enum="Reason")),
    appendage=Appendage("with-channel", "appendageLength", "uint_2_be", (28,), channel_tag=28),
)
EVENT = Message("Event", ord("S"), "outgoing", (STAMP, Field("state", "char_ascii", enum="State")))

TRADING = make(
    ENTER,
    CANCEL,
    QUERY,
    ACCEPTED,
    CANCELED,
    EVENT,
    enums={"Side": SIDE, "State": STATE, "Reason": REASON},
    options=OPTIONS,
)
"""A small dialect with every form of appendage."""

INTEGERS = [
    "byte",
    *(f"{sign}int_{size}{order}" for sign in ("", "u") for size in (2, 4, 8) for order in ("", "_be")),
]
LEG = Record("Leg", (Field("side", "char_ascii", enum="Side"), Field("price", "int_4_be"), Field("note", "str_ascii")))
PAIR = Record("Pair", (Field("left", "uint_2_be"), Field("right", "uint_2")))

TYPES = make(
    Message("Integers", ord("I"), None, tuple(Field(f"f_{kind}", kind) for kind in INTEGERS)),
    Message(
        "Texts",
        ord("T"),
        None,
        (
            Field("flag", "boolean"),
            Field("letter", "char_ascii"),
            Field("accent", "char_iso-8859-1"),
            Field("left", "str_ascii_n", length=4),
            Field("right", "str_ascii_n", length=4, justify="right"),
            Field("latin", "str_iso-8859-1_n", length=4),
            Field("name", "str_ascii"),
            Field("nom", "str_iso-8859-1"),
        ),
    ),
    Message(
        "Groups",
        71,
        None,
        (
            Field("pair", "record", record="Pair"),
            Field("legs", "record", record="Leg", array="single", length_type="uint_2_be"),
            Field("counts", "uint_4_be", array="single", length_type="byte"),
            Field("grid", "int_2", array="double", length_type="uint_2"),
            Field("sides", "char_ascii", enum="Side", array="single", length_type="uint_4_be"),
            Field("word", "str_ascii", enum="Word", default="yes"),
        ),
    ),
    enums={"Side": SIDE, "Word": enum("Word", "str_ascii", ("Yes", "yes"), ("No", "no"))},
    records={"Leg": LEG, "Pair": PAIR},
)
"""Every type of the XML, in both byte orders."""
