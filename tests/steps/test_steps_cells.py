"""The language of the cells: each form, what it stands for at a venue, and the text for one that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from ouch_conformance.profile import Scale
from ouch_conformance.steps.cells import CellError, FieldType, Value, read_expected, read_sent
from ouch_conformance.steps.tables import columns_of


@dataclass
class Venue:
    """What cells ask of a venue and a scenario: prices around 250.00 in ticks of 0.05, lots of 10 shares."""

    scale: Scale = field(default_factory=lambda: Scale(Decimal("250.00"), Decimal("0.05"), 10))
    max_quantity: int = 5_000

    def shares(self, count: int) -> int:
        """Shares at this venue."""
        return self.scale.shares(count)

    def symbol(self, role: str) -> str:
        """The instrument of a role."""
        return f"<{role}>"

    def firm(self, word: str) -> str:
        """The firm of a word."""
        return f"<{word}>"

    def token(self, ending: str) -> str:
        """A token with an ending."""
        return f"0000000A00{ending}"

    def field_of(self, order: str, name: str) -> Value:
        """A field of a named order."""
        known: dict[str, Value] = {"userRefNum": 7, "quantity": 40, "clOrdID": "OC1"}
        return known[name] if order == "the buy" else 0

    def common_number(self) -> int:
        """A number that is new everywhere."""
        return 99


def column(name: str, message: str = "EnterOrder") -> FieldType:
    """A column of a message by its words."""
    return columns_of("nasdaq-ouch-5.0", message)[name.replace(" ", "").lower()]


def sent(text: str, name: str, message: str = "EnterOrder") -> Value | bytes:
    """What a cell puts on the wire."""
    found = read_sent(text, column(name, message))
    return found.resolver(Venue()) if found.resolver else found.raw or b""


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        # Prices on the reference scale
        ("price", "10.00", 2_500_000),
        ("price", "10.01", 2_500_500),
        ("price", "9.90", 2_495_000),
        ("price", "0.00", 0),
        ("price", "market", 2_147_483_647),
        ("price", "max", 1_999_999_900),
        ("price", "max+1", 1_999_999_901),
        ("price", "min", 0),
        ("price", "raw 123", 123),
        # Signed offsets count ticks from nothing
        ("peg offset", "0.00", 0),
        ("peg offset", "0.02", 1_000),
        ("peg offset", "-0.02", -1_000),
        # Shares in lots of the venue
        ("quantity", "100", 10),
        ("quantity", "1,000", 100),
        ("quantity", "max", 5_000),
        ("quantity", "max+1", 5_001),
        ("quantity", "max-10", 4_990),
        ("quantity", "min", 1),
        ("quantity", "min-1", 0),
        ("quantity", "raw 7", 7),
        ("quantity", "empty", 0),
        ("min qty", "200", 20),
        ("quantity", 'same as "the buy"', 40),
        # Plain numbers, and numbers beside an order's
        ("user ref num", "12", 12),
        ("user ref num", "1,200", 1_200),
        ("user ref num", '"the buy"', 7),
        ("user ref num", '"the buy" + 1', 8),
        ("user ref num", '"the buy" - 3', 4),
        ("user ref num", "common", 99),
        ("user ref num", "max", 4_294_967_295),
        ("expire time", "30", 30),
        ("user ref idx", "max", 255),
        # Words of an enum, in any spelling that keeps its letters
        ("side", "sell short", "T"),
        ("side", "SellShort", "T"),
        ("time in force", "immediate or cancel", "3"),
        # Texts
        ("cl ord id", "ABC", "ABC"),
        ("cl ord id", '"AB   "', "AB   "),
        ("cl ord id", '"', '"'),
        ("cl ord id", "empty", ""),
        ("cl ord id", 'same as "the buy"', "OC1"),
        ("symbol", "second", "<second>"),
        ("symbol", "capped quantity", "<capped quantity>"),
        ("firm", "foreign", "<foreign>"),
        ("firm", "empty", ""),
        # Bytes that no value has
        ("side", "reserved 0x51", b"Q"),
        ("quantity", "reserved 0x000F4240", b"\x00\x0f\x42\x40"),
    ],
)
def test_a_cell_that_is_sent(name: str, text: str, value: Value | bytes) -> None:
    """Each form of the language has one meaning on the wire, in the units of the venue."""
    assert sent(text, name) == value


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("price", "10", "'10' is no price: two decimals are expected, such as 10.00"),
        ("price", "ten", "'ten' is no price: two decimals are expected, such as 10.00"),
        ("price", "-1.00", "'-1.00' does not fit 'price': no price is below 0.00"),
        ("price", "min-1", "'min-1' does not fit 'price': 0 to 18446744073709551615"),
        ("peg offset", "market", "'market' is no price: two decimals are expected, such as 10.00"),
        ("quantity", "a lot", "'a lot' is no number of shares: such as 100 or 1,000, max, max+1"),
        ("quantity", "-100", "'-100' is no number of shares: such as 100 or 1,000, max, max+1"),
        ("quantity", "min-2", "'min-2' does not fit 'quantity': 0 to 4294967295"),
        ("user ref num", "first", "'first' is no value of 'user ref num': a whole number is expected"),
        ("user ref num", "-1", "'-1' does not fit 'user ref num': 0 to 4294967295"),
        ("user ref num", "max+1", "'max+1' does not fit 'user ref num': 0 to 4294967295"),
        ("user ref idx", "256", "'256' does not fit 'user ref idx': 0 to 255"),
        ("user ref idx", "raw 256", "'raw 256' does not fit 'user ref idx': 0 to 255"),
        ("user ref num", '"the buy"+1', "'\"the buy\"+1' is no value of 'user ref num': a whole number is expected"),
        ("side", "bye", "'bye' is no value of 'side': did you mean 'buy'?"),
        ("side", "raw 5", "'raw 5' is no value of 'side': it carries no number"),
        ("side", "empty", "'empty' is no value of 'side': reserved 0x20 sends a space"),
        ("side", "max", "'max' is no value of 'side': known: buy, sell, sell short, sell short exempt"),
        ("cl ord id", "raw 5", "'raw 5' is no value of 'cl ord id': it carries no number"),
        ("cl ord id", "fifteen letters", "'fifteen letters' does not fit 'cl ord id': at most 14 characters"),
        ("symbol", "mian", "'mian' is no instrument: did you mean 'main'?"),
        ("symbol", "OUCHA", "'OUCHA' is no instrument: known: main, second, halted, unknown, restricted,"),
        ("firm", "owner", "'owner' is no firm: did you mean 'own'?"),
        ("side", "reserved 0x5151", "'reserved 0x5151' has 2 bytes: 'side' has 1"),
        ("quantity", "reserved 0x51", "'reserved 0x51' has 1 bytes: 'quantity' has 4"),
    ],
)
def test_a_cell_that_cannot_be_sent(name: str, text: str, problem: str) -> None:
    """What has no meaning in a column says so, with what would be right."""
    with pytest.raises(CellError) as caught:
        read_sent(text, column(name))

    assert str(caught.value).startswith(problem)


@pytest.mark.parametrize(
    ("name", "text", "right", "wrong"),
    [
        ("quantity", "100", [10], [100, 0]),
        ("quantity", "any", [0, 7], []),
        ("quantity", "not 100", [11], [10]),
        ("quantity", "one of 100, 1,000", [10, 100], [1, 0, 20]),
        ("quantity", ">= 100", [10, 11], [9]),
        ("quantity", "<= 100", [10, 9], [11]),
        ("user ref num", 'not "the buy" + 1', [7, 9], [8]),
        ("price", ">= 10.00", [2_500_000, 2_500_001], [2_499_999]),
        ("price", "one of 10.00, 10.01", [2_500_000, 2_500_500], [2_501_000]),
        ("order state", "dead", ["D"], ["L", "?"]),
        ("display", "not hidden", ["Y", "Z"], ["N"]),
        ("display", "one of visible, hidden", ["Y", "N"], ["A"]),
        ("cl ord id", 'same as "the buy"', ["OC1"], ["OC2", "oc1"]),
        ("aiq strategy", "empty", [""], ["F"]),
    ],
)
def test_a_cell_that_is_expected(name: str, text: str, right: list[Value], wrong: list[Value]) -> None:
    """One comparison with some values: nothing else holds."""
    expected = read_expected(text, column(name, "OrderAccepted"))

    assert [value for value in [*right, *wrong] if expected.holds(value, Venue())] == right


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("quantity", "not", "'not' is no number of shares"),
        ("quantity", "not any", "'any' is no number of shares"),
        ("quantity", "one of 100,200 and more", "'100,200 and more' is no number of shares"),
        ("quantity", ">= few", "'few' is no number of shares"),
        ("quantity", ">=100", "'>=100' is no number of shares"),
        (
            "order reference number",
            '"the buy"',
            "'\"the buy\"' is no value of 'order reference number': no order is ent",
        ),
        ("timestamp", 'not same as "the buy"', "'same as \"the buy\"' is no value of 'timestamp': no order is entered"),
        ("display", ">= visible", "'>= visible' compares numbers, and 'display' carries none"),
        ("order state", "one of live, undead", "'undead' is no value of 'order state': did you mean 'dead'?"),
        ("order state", "not alive", "'alive' is no value of 'order state': did you mean 'live'?"),
    ],
)
def test_a_cell_that_cannot_be_expected(name: str, text: str, problem: str) -> None:
    """Each part of a comparison is a cell of its own, and has to be one."""
    with pytest.raises(CellError) as caught:
        read_expected(text, column(name, "OrderAccepted"))

    assert str(caught.value).startswith(problem)


def test_what_is_wanted_can_be_shown() -> None:
    """The values of a comparison are those of the wire; `any` has none."""
    quantity = column("quantity", "OrderAccepted")

    assert read_expected("one of 100, 200", quantity).values(Venue()) == [10, 20]
    assert read_expected("any", quantity).values(Venue()) == []
