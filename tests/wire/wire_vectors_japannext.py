"""Every message of Japannext's and Osaka Digital Exchange's OUCH as bytes written by hand."""

from __future__ import annotations

from typing import Any

from tests.wire.wire_vector import NINE_THIRTY, STAMP, Vector

REFERENCE = "72 65 66 20 31 20 20 20 20 20"  # "ref 1", left-justified in 10 bytes
Values = dict[str, Any]

ENTERED: Values = {
    "orderToken": 66_051,
    "clientReference": "ref 1",
    "side": "B",
    "quantity": 500,
    "orderbookId": "8729",
    "group": "DAYX",
    "price": 12_345,
    "timeInForce": 99_999,
    "firmId": 7,
    "display": "P",
    "capacity": "A",
    "minimumQuantity": 0,
    "orderClassification": "3",
    "cashMarginType": "5",
}
ENTER = (
    "4f          # 0  Type O",
    "00 01 02 03 # 1  Order Token 66,051",
    f"{REFERENCE} # 5 Client Reference",
    "42          # 15 Side B",
    "00 00 01 f4 # 16 Quantity 500",
    "38 37 32 39 # 20 Orderbook Id 8729",
    "44 41 59 58 # 24 Group DAYX",
    "00 00 30 39 # 28 Price 1,234.5",
    "00 01 86 9f # 32 Time in Force: day",
    "00 00 00 07 # 36 Firm Id",
    "50          # 40 Display P",
    "41          # 41 Capacity A",
    "00 00 00 00 # 42 Minimum Quantity",
    "33          # 46 Order Classification 3",
    "35          # 47 Cash Margin Type 5",
)
IMMEDIATE: Values = {
    "orderToken": 0xFFFFFFFF,
    "clientReference": "",
    "side": "E",
    "quantity": 0x7FFFFFFF,
    "orderbookId": "285A",
    "group": "DAY",
    "price": 0x7FFFFFFE,
    "timeInForce": 0,
    "firmId": 0,
    "display": " ",
    "capacity": "P",
    "minimumQuantity": 100,
    "orderClassification": "1",
    "cashMarginType": "1",
}
IMMEDIATE_LINES = (
    "4f          # 0  Type O",
    "ff ff ff ff # 1  Order Token, the greatest",
    "20 20 20 20 20 20 20 20 20 20 # 5 Client Reference, blank",
    "45          # 15 Side E",
    "7f ff ff ff # 16 Quantity, the most",
    "32 38 35 41 # 20 Orderbook Id 285A",
    "44 41 59 20 # 24 Group DAY",
    "7f ff ff fe # 28 Price 214,748,364.6",
    "00 00 00 00 # 32 Time in Force: immediate",
    "00 00 00 00 # 36 Firm Id",
    "20          # 40 Display, unused",
    "50          # 41 Capacity P",
    "00 00 00 64 # 42 Minimum Quantity 100",
    "31          # 46 Order Classification 1",
    "31          # 47 Cash Margin Type 1",
)
REPLACE: Values = {
    "existingOrderToken": 66_051,
    "replacementOrderToken": 66_052,
    "quantity": 400,
    "price": 1,
    "timeInForce": 0,
    "display": " ",
    "minimumQuantity": 258,
}
REPLACE_LINES = (
    "55          # 0  Type U",
    "00 01 02 03 # 1  Existing Order Token",
    "00 01 02 04 # 5  Replacement Order Token",
    "00 00 01 90 # 9  Quantity 400",
    "00 00 00 01 # 13 Price 0.1",
    "00 00 00 00 # 17 Time in Force: immediate",
    "20          # 21 Display, unused",
    "00 00 01 02 # 22 Minimum Quantity 258",
)
CANCEL = Vector(
    "CancelOrder",
    "incoming",
    {"orderToken": 66_052, "quantity": 0},
    ("58 # 0 Type X", "00 01 02 04 # 1 Order Token", "00 00 00 00 # 5 Quantity, reserved"),
)
EVENT = Vector(
    "SystemEvent",
    "outgoing",
    {"timestamp": NINE_THIRTY, "systemEvent": "S"},
    ("53 # 0 Type S", f"{STAMP} # 1 Timestamp", "53 # 9 System Event S"),
)
ACCEPTED: Values = ENTERED | {"timestamp": NINE_THIRTY, "orderNumber": 0x0102030405060708, "orderState": "L"}
ACCEPTED_LINES = (
    "41          # 0  Type A",
    f"{STAMP}    # 1  Timestamp",
    "00 01 02 03 # 9  Order Token",
    f"{REFERENCE} # 13 Client Reference",
    "42          # 23 Side B",
    "00 00 01 f4 # 24 Quantity 500",
    "38 37 32 39 # 28 Orderbook Id 8729",
    "44 41 59 58 # 32 Group DAYX",
    "00 00 30 39 # 36 Price 1,234.5",
    "00 01 86 9f # 40 Time in Force: day",
    "00 00 00 07 # 44 Firm Id",
    "50          # 48 Display P",
    "41          # 49 Capacity A",
    "01 02 03 04 05 06 07 08 # 50 Order Number",
    "00 00 00 00 # 58 Minimum Quantity",
    "4c          # 62 Order State L",
    "33          # 63 Order Classification 3",
    "35          # 64 Cash Margin Type 5",
)
REPLACED: Values = {
    "timestamp": NINE_THIRTY,
    "replacementOrderToken": 66_052,
    "side": "S",
    "quantity": 360,
    "orderbookId": "8729",
    "group": "NGHT",
    "price": 12_344,
    "timeInForce": 99_999,
    "display": " ",
    "orderNumber": 9,
    "minimumQuantity": 0,
    "orderState": "D",
    "previousOrderToken": 66_051,
}
REPLACED_LINES = (
    "55          # 0  Type U",
    f"{STAMP}    # 1  Timestamp",
    "00 01 02 04 # 9  Replacement Order Token",
    "53          # 13 Side S",
    "00 00 01 68 # 14 Quantity 360",
    "38 37 32 39 # 18 Orderbook Id 8729",
    "4e 47 48 54 # 22 Group NGHT",
    "00 00 30 38 # 26 Price 1,234.4",
    "00 01 86 9f # 30 Time in Force: day",
    "20          # 34 Display, unused",
    "00 00 00 00 00 00 00 09 # 35 Order Number",
    "00 00 00 00 # 43 Minimum Quantity",
    "44          # 47 Order State D",
    "00 01 02 03 # 48 Previous Order Token, behind everything",
)
CANCELED = Vector(
    "OrderCanceled",
    "outgoing",
    {"timestamp": NINE_THIRTY, "orderToken": 66_051, "decrementQuantity": 300, "reason": "L"},
    (
        "43          # 0  Type C",
        f"{STAMP}    # 1  Timestamp",
        "00 01 02 03 # 9  Order Token",
        "00 00 01 2c # 13 Decrement Quantity 300",
        "4c          # 17 Reason L",
    ),
)
PREVENTED: Values = {
    "timestamp": NINE_THIRTY,
    "orderToken": 66_051,
    "decrementQuantity": 500,
    "reason": "M",
    "quantityPreventedFromTrading": 300,
    "executionPrice": 12_345,
    "liquidityIndicator": "A",
}
PREVENTED_LINES = (
    "44          # 0  Type D",
    f"{STAMP}    # 1  Timestamp",
    "00 01 02 03 # 9  Order Token",
    "00 00 01 f4 # 13 Decrement Quantity 500",
    "4d          # 17 Reason M",
    "00 00 01 2c # 18 Quantity Prevented from Trading 300",
    "00 00 30 39 # 22 Execution Price 1,234.5",
    "41          # 26 Liquidity Indicator A",
)
EXECUTED: Values = {
    "timestamp": NINE_THIRTY,
    "orderToken": 66_051,
    "executedQuantity": 25,
    "executionPrice": 12_345,
    "liquidityIndicator": "R",
    "matchNumber": 0x0A0B0C0D,
}
EXECUTED_LINES = (
    "45          # 0  Type E",
    f"{STAMP}    # 1  Timestamp",
    "00 01 02 03 # 9  Order Token",
    "00 00 00 19 # 13 Executed Quantity 25",
    "00 00 30 39 # 17 Execution Price 1,234.5",
    "52          # 21 Liquidity Indicator R",
    "00 00 00 00 0a 0b 0c 0d # 22 Match Number",
)
REJECTED = Vector(
    "OrderRejected",
    "outgoing",
    {"timestamp": NINE_THIRTY, "orderToken": 66_051, "reason": "c"},
    (
        "4a          # 0  Type J",
        f"{STAMP}    # 1  Timestamp",
        "00 01 02 03 # 9  Order Token",
        "63          # 13 Reason c",
    ),
)

EQUITIES = (
    Vector("EnterOrder", "incoming", ENTERED, ENTER),
    Vector("EnterOrder", "incoming", IMMEDIATE, IMMEDIATE_LINES),
    Vector("ReplaceOrder", "incoming", REPLACE, REPLACE_LINES),
    CANCEL,
    EVENT,
    Vector("OrderAccepted", "outgoing", ACCEPTED, ACCEPTED_LINES),
    Vector("OrderReplaced", "outgoing", REPLACED, REPLACED_LINES),
    CANCELED,
    Vector("OrderAIQCanceled", "outgoing", PREVENTED, PREVENTED_LINES),
    Vector("OrderExecuted", "outgoing", EXECUTED, EXECUTED_LINES),
    REJECTED,
)


def _line(lines: tuple[str, ...], changes: dict[int, str]) -> tuple[str, ...]:
    """The lines of a message, some of them others."""
    return tuple(changes.get(place, line) for place, line in enumerate(lines))


CASH = {"cashMarginType": "1"}
BOND: Values = {"orderbookId": 2_949_121, "group": "DJGB", "price": -50} | CASH
BOOK, GROUP = "00 2d 00 01 # Orderbook Id 2,949,121", "44 4a 47 42 # Group DJGB"
NEGATIVE, MARGIN = "ff ff ff ce # Price: a yield of -0.050", "31 # Cash Margin Type 1"

BONDS = (
    Vector(
        "EnterOrder",
        "incoming",
        ENTERED | BOND,
        _line(ENTER, {5: BOOK, 6: GROUP, 7: NEGATIVE, 14: MARGIN}),
    ),
    Vector(
        "EnterOrder",
        "incoming",
        IMMEDIATE | {"side": "S", "orderbookId": 4_294_967_295, "group": "DJGB", "price": -0x80000000},
        _line(
            IMMEDIATE_LINES,
            {
                3: "53 # Side S",
                5: "ff ff ff ff # Orderbook Id, the greatest",
                6: GROUP,
                7: "80 00 00 00 # Price: the lowest yield",
            },
        ),
    ),
    Vector(
        "ReplaceOrder", "incoming", REPLACE | {"price": -1}, _line(REPLACE_LINES, {4: "ff ff ff ff # Price -0.001"})
    ),
    CANCEL,
    EVENT,
    Vector(
        "OrderAccepted",
        "outgoing",
        ACCEPTED | BOND,
        _line(ACCEPTED_LINES, {6: BOOK, 7: GROUP, 8: NEGATIVE, 17: MARGIN}),
    ),
    Vector(
        "OrderReplaced",
        "outgoing",
        REPLACED | {"orderbookId": 2_949_121, "group": "DJGB", "price": -50},
        _line(REPLACED_LINES, {5: BOOK, 6: GROUP, 7: NEGATIVE}),
    ),
    CANCELED,
    Vector(
        "OrderAIQCanceled",
        "outgoing",
        PREVENTED | {"executionPrice": -50},
        _line(PREVENTED_LINES, {6: NEGATIVE}),
    ),
    Vector(
        "OrderExecutedWithCounterParty",
        "outgoing",
        EXECUTED | {"executionPrice": -50, "counterParty": "BROKER 1"},
        (
            *_line(EXECUTED_LINES, {4: NEGATIVE})[:6],
            "42 52 4f 4b 45 52 20 31 20 20 20 20 # 22 Counter Party",
            "00 00 00 00 0a 0b 0c 0d # 34 Match Number",
        ),
    ),
    REJECTED,
)

FAMILY = {"japannext-ouch-2.01": EQUITIES, "japannext-bonds-ouch-2.01": BONDS, "odx-ouch-2.0": EQUITIES}
"""The vectors of each protocol; the layouts of both kinds of equities are byte for byte the same."""
