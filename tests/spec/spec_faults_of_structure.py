"""What the schemas refuse, in message files and in catalogues."""

from __future__ import annotations

from tests.spec.spec_wrong import Fault

CHILDREN = "<enums-root>, <fielddef-root>, <records-root>, <o:options>, <messages-root>"
FIELD = (
    "name, def, type, ref, length, default, array, length_type, endian, description, o:title, o:note, o:role, "
    "o:decimals, o:minimum, o:maximum, o:market, o:unchanged, o:scaled, "
    "o:justify, o:echo-of, o:echo, o:since, o:until"
)

IN_MESSAGES = [
    Fault(
        "unknown element",
        "fielddef-root",
        "fieldef-root",
        11,
        "<fieldef-root> does not belong into <root> (nearest: fielddef-root)",
        CHILDREN,
    ),
    Fault(
        "element of no known name",
        "<o:options>",
        "<o:options><zzz/>",
        19,
        "<zzz> does not belong into <o:options>",
        "<o:option>",
    ),
    Fault(
        "element inside a field",
        '<field name="side" type="enum:Side"/>',
        '<field name="side" type="enum:Side"><fields/></field>',
        26,
        "<fields> does not belong into <field>",
        "nothing",
    ),
    Fault(
        "unknown attribute",
        '<field name="minQty" type',
        '<field name="minQty" lenght="4" type',
        20,
        '<field> has an unknown attribute "lenght" (nearest: length)',
        FIELD,
    ),
    Fault(
        "unknown extension",
        "o:decimals",
        "o:decimal",
        12,
        '<field> has an unknown attribute "o:decimal" (nearest: o:decimals)',
        FIELD,
    ),
    Fault(
        "unknown extension of the root",
        "o:revisions",
        "o:revision",
        1,
        '<root> has an unknown attribute "o:revision" (nearest: o:revisions)',
        "o:protocol, o:title, o:revisions",
    ),
    Fault(
        "fault beside an attribute of another namespace",
        'o:revisions="1 2 3"',
        'o:revisions="1 2 3" xmlns:x="urn:x" x:y="z" colour="red"',
        1,
        '<root> has an unknown attribute "colour"',
        "o:protocol, o:title, o:revisions",
    ),
    Fault(
        "missing attribute",
        '<enum id="Side" type="char_ascii">',
        '<enum id="Side">',
        3,
        '<enum> has no attribute "type"',
        "with id, type",
    ),
    Fault(
        "word that is not listed",
        'direction="incoming"',
        'direction="in"',
        24,
        'attribute direction of <message> is "in"',
        "incoming, outgoing",
    ),
    Fault(
        "value of another form",
        'o:decimals="4"',
        'o:decimals="four"',
        12,
        'attribute o:decimals of <field> is "four"',
        "a whole number",
    ),
    Fault(
        "text among elements",
        "<messages-root>\n",
        "<messages-root>\nhello\n",
        23,
        '<messages-root> holds the text "hello"',
        "<message>",
    ),
    Fault(
        "text behind an element",
        "</enums-root>",
        "</enums-root>hello",
        1,
        '<root> holds the text "hello"',
        CHILDREN,
    ),
    Fault(
        "element twice",
        "<fielddef-root>",
        "<enums-root/><fielddef-root>",
        11,
        "<root> holds <enums-root> twice",
        "one <enums-root>",
    ),
    Fault(
        "fields behind ours",
        "<fields>\n" + '<field name="side" type="enum:Side"/>',
        '<o:appendage presence="always"/><fields>\n' + '<field name="side" type="enum:Side"/>',
        25,
        "<fields> stands too late in <message>",
        "in this order: <fields>, <o:appendage>",
    ),
    Fault(
        "missing element",
        '<fields><field def="price"/></fields>',
        "",
        15,
        "<record> has no <fields>",
        "<fields>",
    ),
]

MEANS = "session, reconnect, time, self-trade, second-account, phase, operator, configuration, none"

IN_CATALOGUES = [
    Fault(
        "another root",
        "requirements",
        "requirement-list",
        1,
        "the root element is <requirement-list>",
        "<requirements>",
    ),
    Fault(
        "unknown level",
        'level="must"',
        'level="should"',
        5,
        'attribute level of <requirement> is "should"',
        "must, derived, observe",
    ),
    Fault(
        "unknown means",
        'observable="session time"',
        'observable="session clock"',
        8,
        'attribute observable of <requirement> is "session clock"',
        MEANS,
    ),
    Fault(
        "no sentence",
        "<sentence>It answers.</sentence>",
        "",
        5,
        "<requirement> has no <sentence>",
        "<sentence>, <cause>, <oracle>, <not-tested>",
    ),
    Fault(
        "unknown category",
        'category="pending"',
        'category="later"',
        10,
        'attribute category of <not-tested> is "later"',
        "operator-action, clients-duty, implied-by, not-observable, pending",
    ),
    Fault(
        "requirement twice",
        'id="P-2"',
        'id="P-1"',
        8,
        "requirement P-1 is defined twice, first in line 5",
        "each id once",
    ),
    Fault(
        "unknown feature",
        'features="mass-cancel"',
        'features="mass-cancels"',
        5,
        'requirement P-1 needs the unknown feature "mass-cancels" (nearest: mass-cancel)',
        "mass-cancel",
    ),
    Fault(
        "feature twice",
        "</features>",
        '<feature name="mass-cancel">Again</feature></features>',
        4,
        "feature mass-cancel is defined twice",
        "each feature once",
    ),
    Fault(
        "empty sentence",
        "<sentence>It answers.</sentence>",
        "<sentence> </sentence>",
        6,
        "the sentence of P-1 is empty",
        "a sentence",
    ),
    Fault(
        "empty cause",
        "<sentence>It answers.</sentence>",
        "<sentence>It answers.</sentence><cause/>",
        6,
        "the cause of P-1 is empty",
        "a sentence",
    ),
    Fault(
        "cause before the sentence",
        "<sentence>It answers.</sentence>",
        "<cause>A timer.</cause><sentence>It answers.</sentence>",
        6,
        "<sentence> stands too late in <requirement>",
        "in this order: <sentence>, <cause>, <oracle>, <not-tested>",
    ),
    Fault(
        "empty reason",
        "Not yet.",
        "",
        10,
        "the reason why P-2 is not tested is empty",
        "a sentence",
    ),
]
