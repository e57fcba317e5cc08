"""The three editions of OUCH 4.2 against the table of what differs between them."""

from __future__ import annotations

import pytest

from ouch_conformance.spec.library import protocol

SPEC = protocol("nasdaq-ouch-4.2")
BASE_REJECTS = "THZSDCLMRXNW" + "abcdefghijklmn"
CODES = {
    "Display": {"psx": "AYNPIMW", "bx": "AYNPIMOTQ", "nasdaq": "AYNPIMWLOTQmn"},
    "AcceptedDisplay": {"psx": "AYNPIMWZ", "bx": "AYNPIMOTQZ", "nasdaq": "AYNPIMWLOTQmnZ"},
    "CrossType": {"psx": "NOC", "bx": "NOCR", "nasdaq": "NOCHSRE"},
    "IntermarketSweepEligibility": {"psx": "YNy", "bx": "YNy", "nasdaq": "YNy"},
    "CancelReason": {"psx": "UITSDQZE", "bx": "UITSDQZE", "nasdaq": "UITSDQZCKHXEFG"},
    "RejectReason": {"psx": BASE_REJECTS, "bx": BASE_REJECTS + "q", "nasdaq": BASE_REJECTS + "Ooqu"},
    "LiquidityFlag": {
        "psx": "AROMCLHKJmkV",
        "bx": "ARJmkjrtq78pN",
        "nasdaq": "AROMCLHKJmk078ejrt456gn" + "Wdf",
    },
}
LENGTHS = {"psx": 48, "bx": 48, "nasdaq": 49}
ABSENT = {
    "psx": {"TradeNow", "TradeNowAccepted", "ExecutedWithReferencePrice", "TradeCorrection"},
    "bx": {"ExecutedWithReferencePrice", "TradeCorrection"},
    "nasdaq": set[str](),
}


@pytest.mark.parametrize("market", list(LENGTHS))
@pytest.mark.parametrize("enum", list(CODES))
def test_an_edition_has_its_own_codes(enum: str, market: str) -> None:
    """A code that one market has and another has not is bound to its edition."""
    found = {value.value for value in SPEC.enums[enum].values if SPEC.has(value, f"4.2-{market}")}
    assert found == set(CODES[enum][market])


@pytest.mark.parametrize("market", list(LENGTHS))
def test_an_edition_has_its_own_messages(market: str) -> None:
    """Trade Now is unknown to PSX, reference prices and corrections are Nasdaq's alone."""
    assert {message.name for message in SPEC.messages if not SPEC.has(message, f"4.2-{market}")} == ABSENT[market]


@pytest.mark.parametrize("market", list(LENGTHS))
def test_enter_order_is_as_long_as_the_market_says(market: str) -> None:
    """Customer Type makes 49 bytes at Nasdaq; Accepted and Replaced take 66 and 80 everywhere."""
    lengths = {
        message.name: 1 + sum(field.width or 0 for field in message.fields if SPEC.has(field, f"4.2-{market}"))
        for message in SPEC.messages
    }
    assert (lengths["EnterOrder"], lengths["Accepted"], lengths["Replaced"]) == (LENGTHS[market], 66, 80)


def test_the_nasdaq_edition_is_the_default() -> None:
    """A profile or a venue that names no revision means Nasdaq."""
    assert SPEC.revisions == ("4.2-psx", "4.2-bx", "4.2-nasdaq")


def test_cancel_reasons_and_seconds_to_live_are_open() -> None:
    """Further capital letters are to be expected (3.5.1), and any number of seconds is a time in force (2.1)."""
    assert {enum.name for enum in SPEC.enums.values() if enum.open} == {"CancelReason", "TimeInForce"}


def test_answers_name_the_fields_that_they_give_back() -> None:
    """Accepted gives back four fields as entered and bounds price and time in force (3.3)."""
    accepted = SPEC.message("Accepted").fields
    same = {field.name for field in accepted if field.echo_of and field.echo == "same"}

    assert same == {"orderToken", "buySellIndicator", "stock", "crossType"}
    assert {field.name: field.echo for field in accepted if field.echo.startswith("equal")} == {
        "price": "equal-or-better",
        "timeInForce": "equal-or-shorter",
    }
    assert {field.name for field in accepted if not field.echo_of} == {
        "timestamp",
        "orderReferenceNumber",
        "orderState",
        "bboWeightIndicator",
    }
