"""What the editions for bonds and of Osaka Digital Exchange have otherwise than the one they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FIRST = "japannext-ouch-2.01"
PREFIX = "JNX-"


@dataclass(frozen=True, slots=True)
class Change:
    """A text of the first edition's file and what stands in its place, so many times in the file."""

    old: str
    new: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: how its ids begin, what changes in which file, the features that it lacks or has alone."""

    protocol: str
    prefix: str
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    lacks: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()


def _gone(line: str, times: int = 1) -> Change:
    """A line that an edition does not have."""
    return Change(line + "\n", "", times)


def _value(name: str, description: str, code: str, times: int = 1) -> Change:
    return _gone(f'      <value name="{name}" description="{description}">{code}</value>', times)


MADE = (
    "  The files of japannext-bonds-ouch-2.01 and odx-ouch-2.0 are made of this one: "
    "python -m tests.family writes them.\n"
)
CATALOGUES = MADE.replace("files", "catalogues")
PROFILES = MADE.replace("files", "profiles").replace("  The", "# The")
DOCUMENT = "Japannext PTS OUCH, equities, 2.01 of 2026-01-16"
THERE = f"# Made of profiles/reference-{FIRST}.toml by python -m tests.family: a change belongs there.\n"
HERE = "  Made of specs/japannext-ouch-2.01 by python -m tests.family: a change belongs there, or into tests/family.\n"
PRICE = '<field name="{}" type="{}" o:title="{}" o:decimals="{}" {}o:maximum="0x7FFFFFFE"{}/>'


def _yield(name: str, title: str) -> Change:
    """A price of equities that is a yield for bonds: signed, three decimals."""
    lowest, note = 'o:minimum="-2147483648" ', ' o:note="a yield"'
    old = PRICE.format(name, "uint_4_be", title, 1, "", "")
    return Change(old, PRICE.format(name, "int_4_be", title, 3, lowest, note))


COUNTERPARTY = """        <field def="liquidityIndicator"/>
        <field name="counterParty" type="str_ascii_n" length="12" o:title="Counter Party"/>
        <field def="matchNumber"/>"""

BONDS = Edition(
    "japannext-bonds-ouch-2.01",
    "JNXB-",
    {
        "messages.xml": (
            Change(DOCUMENT, DOCUMENT.replace("equities", "bonds")),
            Change(MADE, HERE),
            Change(
                f'"{FIRST}" o:title="Japannext OUCH 2.01, equities"',
                '"japannext-bonds-ouch-2.01" o:title="Japannext OUCH 2.01, bonds"',
            ),
            _value("SellShort", "Sell short", "T"),
            _value("SellShortExempt", "Sell short exempt", "E"),
            _value("MarginOpenNegotiable", "Negotiable margin, opened", "2"),
            _value("MarginCloseNegotiable", "Negotiable margin, closed", "3"),
            _value("MarginOpenStandardized", "Standardized margin, opened", "4"),
            _value("MarginCloseStandardized", "Standardized margin, closed", "5"),
            _value("OrderValueLimit", "Above the limit of an order's value", "V", 2),
            _value("ShortSellRestriction", "Short sell restriction", "i", 2),
            Change(
                '<field name="orderbookId" type="str_ascii_n" length="4" o:title="Orderbook Id" o:note="SICC code"/>',
                '<field name="orderbookId" type="uint_4_be" o:title="Orderbook Id" o:note="SICC bond code"/>',
            ),
            Change("DAY, NGHT, DAYX or DAYU: the market", "DJGB: the market of Japanese government bonds"),
            _yield("price", "Price"),
            _yield("executionPrice", "Execution Price"),
            Change(
                '"OrderExecuted" message-id="E" direction="outgoing" o:title="Order Executed"',
                '"OrderExecutedWithCounterParty" message-id="E" direction="outgoing" '
                'o:title="Order Executed with Counter Party"',
            ),
            Change('        <field def="liquidityIndicator"/>\n        <field def="matchNumber"/>', COUNTERPARTY),
        ),
        "requirements.xml": (
            Change("asks of a venue for equities", "asks of a venue for bonds"),
            Change(CATALOGUES, HERE),
            Change(DOCUMENT, DOCUMENT.replace("equities", "bonds")),
            Change(f'"{FIRST}"', '"japannext-bonds-ouch-2.01"'),
            _gone('    <feature name="short-sale">Orders may be sold short</feature>'),
            Change(
                "A price is a number without sign and with one decimal.",
                "A price is a yield, signed and with three decimals: one below 0 is taken and given back.",
            ),
            Change("The price is read with the decimals of another market.", "The price is read without its sign."),
            Change(
                "  <!-- Not a sentence of the document: it follows from what a quantity is. -->\n",
                """  <!-- The document has the field and no rule about it. -->
  <requirement id="JNXB-P40" section="7.6" level="observe" observable="second-account">
    <sentence>Whom does Executed name as the counterparty?</sentence>
  </requirement>
  <!-- Not a sentence of the document: it follows from what a quantity is. -->
""",
            ),
        ),
        "conduct.xml": (
            Change(MADE, HERE),
            Change(f'"{FIRST}"', '"japannext-bonds-ouch-2.01"'),
            Change('field="group" text="DAY"', 'field="group" text="DJGB"'),
            Change('"OrderExecuted"', '"OrderExecutedWithCounterParty"'),
            Change("JNX-P14 JNX-P20 JNX-P38", "JNX-P14 JNX-P20 JNX-P38 JNX-P40"),
        ),
        "profile": (
            Change("Japannext OUCH for equities", "Japannext OUCH for bonds"),
            Change(f"--ouch-protocol {FIRST}", "--ouch-protocol japannext-bonds-ouch-2.01"),
            Change(PROFILES, THERE),
            Change(f'"{FIRST}"', '"japannext-bonds-ouch-2.01"'),
            Change("A tick of 0.1 yen, so that prices use their decimal.", "Yields of 1 % and a tick of 0.001."),
            Change('base-price = "1000.0"', 'base-price = "1.000"'),
            Change('tick = "0.1"', 'tick = "0.001"'),
            _gone("short-sale = true"),
        ),
    },
    lacks=frozenset({"6.1_short_sales.feature"}),
    own=frozenset({"5_yields.feature", "7.6_counterparty.feature"}),
)

OSAKA = "Osaka Digital Exchange PTS OUCH, equities, 2.0 of 2023-03-31"
ODX = Edition(
    "odx-ouch-2.0",
    "ODX-",
    {
        "messages.xml": (
            Change(DOCUMENT, OSAKA),
            Change(MADE, HERE),
            Change(
                f'"{FIRST}" o:title="Japannext OUCH 2.01, equities" o:revisions="2.01"',
                '"odx-ouch-2.0" o:title="ODX OUCH 2.0, equities" o:revisions="2.0"',
            ),
            Change("SICC code", "quick code of four letters or digits"),
            Change("DAY, NGHT, DAYX or DAYU: the market", "DAY: daytime"),
        ),
        "requirements.xml": (
            Change("What Japannext OUCH asks", "What the OUCH of Osaka Digital Exchange asks"),
            Change(CATALOGUES, HERE),
            Change(DOCUMENT, OSAKA),
            Change(f'"{FIRST}"', '"odx-ouch-2.0"'),
            Change("one active connection at a port.", "one active connection at a machine."),
            Change(
                "each with one Canceled of reason L that nobody asked for.",
                "and a Canceled of reason L for each is there when the member is back.",
            ),
        ),
        "conduct.xml": (
            Change("Japannext OUCH are for", "the OUCH of Osaka Digital Exchange are for"),
            Change(MADE, HERE),
            Change(f'"{FIRST}"', '"odx-ouch-2.0"'),
        ),
        "profile": (
            Change("Japannext OUCH for equities", "the OUCH of Osaka Digital Exchange"),
            Change(f"--ouch-protocol {FIRST}", "--ouch-protocol odx-ouch-2.0"),
            Change(PROFILES, THERE),
            Change(f'"{FIRST}"', '"odx-ouch-2.0"'),
            Change('revision = "2.01"', 'revision = "2.0"'),
        ),
    },
)

EDITIONS = (BONDS, ODX)
