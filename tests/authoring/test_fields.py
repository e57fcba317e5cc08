"""`ouch-conformance fields`: what is said of each column, against the layouts of the documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from ouch_conformance.authoring.fields import Column, columns, find_message, find_protocol
from ouch_conformance.authoring.pages import FIELDS_COMMAND
from ouch_conformance.spec.model import Message, Protocol

from .commands import told

ROOT = Path(__file__).parents[2]


def column(message: str, name: str, protocol: str = "nasdaq-ouch-5.0") -> Column:
    """One column of a message."""
    found = find_protocol(protocol)
    return next(each for each in columns(found, find_message(found, message)) if each.column == name)


def test_a_number_of_shares() -> None:
    """OUCH 5.0 2.1: Quantity is an unsigned integer of four bytes; the profile has its limit, one lot is sent."""
    quantity = column("EnterOrder", "quantity")
    assert quantity.type == "4 bytes, unsigned"
    assert quantity.unit == "shares, 100 for one lot"
    assert quantity.default == "100"
    assert quantity.boundaries == "min 1, max: the profile's max-quantity; the field holds 4,294,967,295"


def test_a_price() -> None:
    """OUCH 5.0 2.1: Price has eight bytes and four implied decimals, and a value of its own for market orders."""
    price = column("EnterOrder", "price")
    assert price.type == "8 bytes, unsigned"
    assert price.unit == "price, two decimals on the reference scale; 4 implied on the wire"
    assert price.words == "market"
    assert price.default == "10.00"


def test_a_price_with_the_decimals_of_its_instrument() -> None:
    """Osaka 4.1.1: the decimals of a price are those of its order book, told by the market's directory, not 0."""
    assert column("EnterOrder", "price", "jpx-ouch-5.0").unit == (
        "price, two decimals on the reference scale; on the wire with the decimals of its instrument, "
        "which the profile says"
    )


def test_the_instruments_that_a_protocol_speaks_of() -> None:
    """What is an instrument of Nasdaq's alone is offered to nobody who writes for Osaka."""
    assert column("EnterOrder", "order book id", "jpx-ouch-5.0").words == "main, second, halted, unknown, combination"
    assert "sweeps refused" in column("EnterOrder", "symbol").words


def test_what_a_replace_may_leave_as_it_is() -> None:
    """Osaka 4.1.3: price, quantity, open or close and three texts have bytes that change nothing, the tokens none."""
    found = find_protocol("jpx-ouch-5.0")
    words = {each.column: each.words for each in columns(found, find_message(found, "ReplaceOrder"))}
    assert {name for name, text in words.items() if text.endswith("unchanged")} == {
        "price",
        "quantity",
        "open close",
        "client account",
        "customer info",
        "exchange info",
    }
    assert words["open close"].startswith("no change (0), ")
    assert "unchanged" not in column("EnterOrder", "price", "jpx-ouch-5.0").words


def test_a_code() -> None:
    """OUCH 5.0 2.1: the sides with their codes, in the words of a feature."""
    assert column("EnterOrder", "side").words == "buy ('B'), sell ('S'), sell short ('T'), sell short exempt ('E')"
    assert column("EnterOrder", "time in force").default == "day"


def test_an_option_says_its_tag_and_that_it_is_not_sent() -> None:
    """OUCH 5.0 appendix A: option 3 is MinQty, option 15 ExpireTime in seconds up to a day."""
    assert column("EnterOrder", "min qty").field == "minQty (option 3)"
    assert column("EnterOrder", "min qty").default == "not sent"
    expire = column("EnterOrder", "expire time")
    assert (expire.unit, expire.boundaries) == ("seconds to live", "min 0, max 86,399")


def test_defaults_of_other_requests() -> None:
    """A replace repeats the order, a cancel takes all of it, a number counts up."""
    assert column("ReplaceOrderRequest", "quantity").default == "as the order has it"
    assert column("ReplaceOrderRequest", "user ref num").default == "the next one"
    assert column("CancelOrderRequest", "quantity").default == "0: the whole order"
    assert column("CancelOrderRequest", "user ref num").default == "the sentence says it"
    assert column("Enter Order", "order token", "nasdaq-ouch-4.2").default == "a new one"


def test_a_message_that_is_received_has_no_defaults() -> None:
    """What the venue sends has a timestamp in nanoseconds and no defaults."""
    assert column("OrderAccepted", "timestamp").unit == "nanoseconds past midnight"
    assert {each.default for each in columns(*_received())} == {""}


def _received() -> tuple[Protocol, Message]:
    found = find_protocol("nasdaq-ouch-5.0")
    return found, find_message(found, "OrderAccepted")


def test_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """A message is found by its name or title, however spelt; without one the messages are listed."""
    text = told(capsys, "fields", "enter", "order")
    assert text.startswith("EnterOrder, section 2.1: the member sends it\n")
    assert "    boundaries  min 0, max 86,399\n" in text
    assert "CancelOrderRequest, section 2.3: the member sends it\n" in told(capsys, "fields")
    assert "buySellIndicator" in told(capsys, "fields", "EnterOrder", "--protocol", "nasdaq-ouch-4.2")


def test_a_message_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest message is named, or all of them."""
    assert told(capsys, "fields", "EntrOrder", status=4) == (
        "ouch-conformance: nasdaq-ouch-5.0 has no message 'EntrOrder'; did you mean 'EnterOrder'?\n"
    )
    assert "allowed: EnterOrder, ReplaceOrderRequest" in told(capsys, "fields", "zzz", status=4)
    assert "no protocol is named 'x'" in told(capsys, "fields", "--protocol", "x", status=4)


def test_the_page_is_what_the_command_writes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """docs/fields.md is up to date."""
    told(capsys, "fields", "--markdown", str(tmp_path / "fields.md"))
    assert (tmp_path / "fields.md").read_text("utf-8") == (ROOT / "docs/fields.md").read_text("utf-8"), (
        f"docs/fields.md is behind the layouts: run `{FIELDS_COMMAND}` or `make pages`"
    )
