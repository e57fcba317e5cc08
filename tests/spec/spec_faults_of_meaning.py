"""What fits the schema and is wrong all the same: names that are missing or taken, values that do not fit."""

from __future__ import annotations

from tests.spec.spec_wrong import Fault

INTEGERS = (
    "byte, int_2, int_2_be, uint_2, uint_2_be, int_4, int_4_be, uint_4, uint_4_be, int_8, int_8_be, uint_8, uint_8_be"
)
ENUM_TYPES = f"char_ascii, char_iso-8859-1, str_ascii, str_iso-8859-1, {INTEGERS}"
FIELD_TYPES = (
    "char_ascii, char_iso-8859-1, str_ascii_n, str_iso-8859-1_n, str_ascii, str_iso-8859-1, "
    f"{INTEGERS}, boolean, enum:Side, enum:Code, record:Leg"
)
IDENTIFIER = "a Python identifier that is no keyword"
CHANNEL = 'channel-tag with presence "with-channel", and only there'
SIDE = '<field name="side" type="enum:Side"/>'
FINE = '<value name="Fine">0</value>'
LENGTH = '<field name="length" type="uint_2_be"/>\n'
APPENDAGE = '<o:appendage presence="always"><o:tags>3</o:tags></o:appendage>'


def side(attributes: str, line: int, problem: str, allowed: str, name: str) -> Fault:
    """A fault in the field of line 26."""
    return Fault(name, SIDE, f"<field {attributes}/>", line, problem, allowed)


def appendage(attributes: str, tags: str, problem: str, allowed: str, name: str) -> Fault:
    """A fault in the appendage of line 29."""
    return Fault(name, APPENDAGE, f"<o:appendage {attributes}>{tags}</o:appendage>", 29, problem, allowed)


REVISIONS = [
    Fault("revision twice", '"1 2 3"', '"1 2 1"', 1, "revision 1 is listed twice", "each revision once"),
    side(
        'name="side" type="byte" o:since="2.1"',
        26,
        'unknown revision: "2.1" (nearest: 2)',
        "1, 2, 3",
        "unknown revision",
    ),
    Fault(
        "unknown revision among those without a value",
        FINE,
        FINE.replace(">0", ' o:except="2 2.1">0'),
        8,
        'unknown revision: "2.1" (nearest: 2)',
        "1, 2, 3",
    ),
    Fault(
        "revisions the wrong way round",
        'direction="incoming">',
        'direction="incoming" o:since="3" o:until="2">',
        24,
        "since 3 is later than until 2",
        "since not later than until",
    ),
]

ENUMS = [
    Fault(
        "enum of an unknown type",
        '<enum id="Side" type="char_ascii">',
        '<enum id="Side" type="char_asci">',
        3,
        'unknown type of enum Side: "char_asci" (nearest: char_ascii)',
        ENUM_TYPES,
    ),
    Fault("enum twice", 'id="Code"', 'id="Side"', 7, "enum Side is defined twice", "each enum once"),
    Fault("enum that is no identifier", 'id="Side"', 'id="Si-de"', 3, 'enum is named "Si-de"', IDENTIFIER),
    Fault("keyword", 'name="Fine"', 'name="None"', 8, 'value of enum Code is named "None"', IDENTIFIER),
    Fault("two characters", ">S</value>", "> S</value>", 5, 'value Sell is " S"', "exactly one character"),
    Fault("no character", ">S</value>", "></value>", 5, 'value Sell is ""', "exactly one character"),
    Fault("foreign character", ">S</value>", ">\u00e9</value>", 5, 'value Sell is "\u00e9"', "characters of ascii"),
    Fault("name twice", 'name="Sell"', 'name="Buy"', 5, "enum Side names Buy twice", "each name once"),
    Fault(
        "value twice",
        ">S</value>",
        ">B</value>",
        5,
        "value Sell of enum Side: Buy has 'B' already",
        "each value once in a revision",
    ),
    Fault(
        "value twice in a revision between others",
        ">S</value>",
        ' o:except="1 3">B</value>',
        5,
        "value Sell of enum Side: Buy has 'B' already",
        "each value once in a revision",
    ),
    Fault(
        "no number",
        FINE,
        FINE.replace("0", "zero"),
        8,
        'value Fine is "zero"',
        "a whole number from 0 to 65535 (uint_2_be)",
    ),
    Fault(
        "number out of range",
        FINE,
        FINE.replace("0", "0x10000"),
        8,
        'value Fine is "0x10000"',
        "a whole number from 0 to 65535 (uint_2_be)",
    ),
]

FIELDS = [
    side('type="byte"', 26, 'field is named ""', IDENTIFIER, "field without a name"),
    side('name="class" type="byte"', 26, 'field is named "class"', IDENTIFIER, "field that is a keyword"),
    side(
        'name="side" type="uint_4_bee"',
        26,
        'unknown type of field side: "uint_4_bee" (nearest: uint_4_be)',
        FIELD_TYPES,
        "unknown type",
    ),
    side(
        'name="side" type="enum:Sied"',
        26,
        'unknown enum of field side: "Sied" (nearest: Side)',
        "Side, Code",
        "missing enum",
    ),
    side(
        'name="side" type="record:Lag"',
        26,
        'unknown record of field side: "Lag" (nearest: Leg)',
        "Leg",
        "missing record",
    ),
    side('name="side" ref="Xyz"', 26, 'unknown record of field side: "Xyz"', "Leg", "missing record of a ref"),
    side('def="prise"', 26, 'unknown field definition: "prise" (nearest: price)', "price", "missing definition"),
    side('name="side"', 26, "field side needs one of type and ref", "type or ref, not both", "no type"),
    side(
        'name="side" type="byte" ref="Leg"',
        26,
        "field side needs one of type and ref",
        "type or ref, not both",
        "type and ref",
    ),
    side(
        'name="side" type="str_ascii_n"',
        26,
        "field side of type str_ascii_n has no length",
        "length of 1 and more",
        "no length",
    ),
    side(
        'name="side" type="str_ascii_n" length="70000"',
        26,
        'length of field side is "70000"',
        "a whole number from 0 to 65535 (uint_2)",
        "length out of range",
    ),
    side(
        'name="side" type="byte" array="true" length_type="int_3"',
        26,
        'unknown length type of array side: "int_3" (nearest: int_8)',
        INTEGERS,
        "unknown length type",
    ),
    side(
        'name="side" type="byte" o:justify="right"',
        26,
        "field side of type byte is justified",
        "strings of fixed length",
        "justified number",
    ),
    side(
        'name="side" type="str_ascii" o:decimals="4" o:maximum="1"',
        26,
        "field side of type str_ascii has decimals, maximum",
        "integer types",
        "decimals of a string",
    ),
    side(
        'name="side" type="byte" o:maximum="256"',
        26,
        'maximum of field side is "256"',
        "a whole number from 0 to 255 (byte)",
        "limit out of range",
    ),
    side(
        'name="side" type="int_2" o:market="1 x"',
        26,
        'market value of field side is "x"',
        "a whole number from -32768 to 32767 (int_2)",
        "sentinel that is no number",
    ),
    side(
        'name="side" type="enum:Side" default="Z"',
        26,
        'unknown default of field side (enum Side): "Z"',
        "B, S",
        "default outside of an enum",
    ),
    side(
        'name="side" type="record:Leg" default="Z"',
        26,
        'default of field side is "Z"',
        "no default for records and arrays",
        "default of a record",
    ),
    side(
        'name="side" type="byte" default="x"',
        26,
        'default of field side is "x"',
        "a whole number from 0 to 255 (byte)",
        "default that is no number",
    ),
    side(
        'name="side" type="boolean" default="yes"',
        26,
        'default of field side is "yes"',
        "True, False, true, false, 1, 0",
        "default that is no truth",
    ),
    side(
        'name="side" type="char_ascii" default="xy"',
        26,
        'default of field side is "xy"',
        "exactly one character",
        "default of two characters",
    ),
    side(
        'name="side" type="str_ascii_n" length="2" default="xyz"',
        26,
        'default of field side is "xyz"',
        "at most 2 characters",
        "default that is too long",
    ),
    Fault(
        "field twice",
        LENGTH,
        LENGTH.replace("length", "side"),
        27,
        "message Enter has two fields named side",
        "each name once",
    ),
    Fault(
        "definition by definition",
        "</fielddef-root>",
        '<field name="b" def="price"/></fielddef-root>',
        13,
        "a field definition refers to another one",
        "a type or a ref",
    ),
    Fault(
        "definition twice",
        "</fielddef-root>",
        '<field name="price" type="byte"/></fielddef-root>',
        13,
        "field definition price is defined twice",
        "each field definition once",
    ),
    Fault(
        "definition of an unknown type",
        '<field name="price" type="uint_8_be"',
        '<field name="price" type="price"',
        12,
        'unknown type of field price: "price"',
        FIELD_TYPES,
    ),
    Fault(
        "record twice",
        "</records-root>",
        '<record id="Leg"><fields/></record></records-root>',
        18,
        "record Leg is defined twice",
        "each record once",
    ),
    Fault(
        "record inside itself",
        "</records-root>",
        '<record id="A"><fields><field name="b" ref="B"/></fields></record>\n'
        '<record id="B"><fields><field name="a" type="record:A" array="true"/></fields></record></records-root>',
        18,
        "record A holds itself",
        "records without a circle",
    ),
    Fault("record that is no identifier", 'id="Leg"', 'id="1"', 15, 'record is named "1"', IDENTIFIER),
]

OPTIONS = [
    Fault("option tag twice", 'tag="28"', 'tag="3"', 21, "option tag 3 is defined twice", "each option tag once"),
    Fault("option twice", '"userRefIdx"', '"minQty"', 21, "option minQty is defined twice", "each option once"),
    Fault(
        "tag out of range",
        'tag="28"',
        'tag="300"',
        21,
        'tag of an option is "300"',
        "a whole number from 0 to 255 (byte)",
    ),
    Fault(
        "no length field",
        LENGTH,
        "",
        28,
        "an appendage that is always present follows no length field",
        "an integer as the last field of the message",
    ),
    appendage(
        'presence="optional" length-field="n"',
        "",
        'an appendage with presence "optional" does not name its length',
        "length-field and length-type",
        "length without a type",
    ),
    appendage(
        'presence="optional" length-field="n" length-type="u16"',
        "",
        'unknown type of the appendage\'s length: "u16"',
        INTEGERS,
        "length of an unknown type",
    ),
    appendage(
        'presence="always"', "<o:tags>3 29</o:tags>", 'unknown option tag: "29" (nearest: 28)', "3, 28", "unknown tag"
    ),
    appendage(
        'presence="always"',
        '<o:tags>3</o:tags><o:tags since="2">3</o:tags>',
        "tag 3 is defined twice",
        "each tag once",
        "tag twice",
    ),
    appendage(
        'presence="always" channel-tag="28"',
        "<o:tags>28</o:tags>",
        'an appendage with presence "always" has a channel-tag',
        CHANNEL,
        "channel where there is none",
    ),
    appendage(
        'presence="with-channel" length-field="n" length-type="uint_2_be"',
        "<o:tags>28</o:tags>",
        'an appendage with presence "with-channel" has no channel-tag',
        CHANNEL,
        "no channel",
    ),
    appendage(
        'presence="with-channel" length-field="n" length-type="uint_2_be" channel-tag="3"',
        "<o:tags>28</o:tags>",
        'unknown channel tag: "3"',
        "28",
        "channel that is not allowed",
    ),
    appendage(
        'presence="optional" length-field="n" length-type="uint_2_be" since="4"',
        "",
        'unknown revision: "4"',
        "1, 2, 3",
        "appendage of an unknown revision",
    ),
]

MESSAGES = [
    Fault(
        "message-id of two characters",
        'message-id="A"',
        'message-id="AB"',
        31,
        'message-id of Accepted is "AB"',
        "one character, or a decimal number from 0 to 255",
    ),
    Fault(
        "message-id out of range",
        'message-id="A"',
        'message-id="256"',
        31,
        'message-id of Accepted is "256"',
        "one character, or a decimal number from 0 to 255",
    ),
    Fault(
        "message-id and direction twice",
        'message-id="A" direction="outgoing"',
        'message-id="79" direction="incoming"',
        31,
        "message Accepted has the message-id and direction of Enter",
        "each message-id once in a group and direction",
    ),
    Fault("message twice", 'id="Accepted"', 'id="Enter"', 31, "message Enter is defined twice", "each message once"),
    Fault("message that is no identifier", 'id="Accepted"', 'id="2nd"', 31, 'message is named "2nd"', IDENTIFIER),
    Fault(
        "echo of an unknown message",
        "Enter.side",
        "Entry.side",
        31,
        'unknown message in the echo of Accepted.side: "Entry" (nearest: Enter)',
        "Enter, Accepted",
    ),
    Fault(
        "echo of an unknown field",
        "Enter.side",
        "Enter.sid",
        31,
        'unknown field of Enter in the echo of Accepted.side: "sid" (nearest: side)',
        "side",
    ),
]

ALL = [*REVISIONS, *ENUMS, *FIELDS, *OPTIONS, *MESSAGES]
