"""Every message of Osaka Exchange's OUCH as bytes written by hand."""

from __future__ import annotations

from typing import Any

from tests.wire.wire_vector import Vector

TOKEN = "54 4f 4b 45 4e 20 30 30 37 20 20 20 20 20"  # "TOKEN 007", left-justified in 14 bytes
OTHER = "54 4f 4b 45 4e 20 30 30 38 20 20 20 20 20"  # "TOKEN 008"
ACCOUNT = "41 43 43 54 20 37" + " 20" * 10  # "ACCT 7" in 16
CUSTOMER = "63 75 73 74 20 35" + " 20" * 9  # "cust 5" in 15
EXCHANGE = "4f 53 45 20 e9" + " 20" * 27  # "OSE é" in 32, ISO-8859-1
STAMP = "17 b7 47 d2 49 60 80 01"
NANOSECONDS = 0x17B747D249608001
BOOK = "ff ff ff fe"  # -2: the order book id is signed
PRICE = "ff ff ff 9c"  # -100

ORDER: dict[str, Any] = {"orderToken": "TOKEN 007", "orderBookId": -2, "side": "B", "quantity": 0x0102030405060708}
ORDER |= {"price": -100, "clientAccount": "ACCT 7", "exchangeInfo": "OSE é"}
SHOWN: dict[str, Any] = {"timestamp": NANOSECONDS, "orderBookId": -2, "side": "S", "orderId": 0xFFFFFFFFFFFFFFFF}

VECTORS = (
    Vector(
        "EnterOrder",
        "incoming",
        ORDER | {"timeInForce": 3, "openClose": 2, "customerInfo": "cust 5"},
        (
            "4f # 0 Type O",
            f"{TOKEN} # 1 Order Token",
            f"{BOOK} # 15 Order Book Id -2",
            "42 # 19 Side B",
            "01 02 03 04 05 06 07 08 # 20 Quantity",
            f"{PRICE} # 28 Price -100",
            "03 # 32 Time in Force: fill and kill",
            "02 # 33 Open Close: close or net",
            f"{ACCOUNT} # 34 Client Account",
            f"{CUSTOMER} # 50 Customer Info",
            f"{EXCHANGE} # 65 Exchange Info",
        ),
    ),
    Vector(
        "EnterMMOrder",
        "incoming",
        ORDER,
        (
            "50 # 0 Type P",
            f"{TOKEN} # 1 Order Token",
            f"{BOOK} # 15 Order Book Id",
            "42 # 19 Side B",
            "01 02 03 04 05 06 07 08 # 20 Quantity",
            f"{PRICE} # 28 Price",
            f"{ACCOUNT} # 32 Client Account",
            f"{EXCHANGE} # 48 Exchange Info",
        ),
    ),
    Vector(
        "ReplaceOrder",
        "incoming",
        {
            "existingOrderToken": "TOKEN 007",
            "replacementOrderToken": "TOKEN 008",
            "quantity": 950,
            "price": -(1 << 31),
            "openClose": 4,
            "clientAccount": "ACCT 7",
            "customerInfo": "cust 5",
            "exchangeInfo": "OSE é",
        },
        (
            "55 # 0 Type U",
            f"{TOKEN} # 1 Existing Order Token",
            f"{OTHER} # 15 Replacement Order Token",
            "00 00 00 00 00 00 03 b6 # 29 Quantity 950",
            "80 00 00 00 # 37 Price: unchanged",
            "04 # 41 Open Close: default for the account",
            f"{ACCOUNT} # 42 Client Account",
            f"{CUSTOMER} # 58 Customer Info",
            f"{EXCHANGE} # 73 Exchange Info",
        ),
    ),
    Vector("CancelOrder", "incoming", {"orderToken": "TOKEN 007"}, ("58 # 0 Type X", f"{TOKEN} # 1 Order Token")),
    Vector(
        "CancelByOrderId",
        "incoming",
        {"orderBookId": 1301, "side": "S", "orderId": 0xFFFFFFFFFFFFFFFF},
        (
            "59 # 0 Type Y",
            "00 00 05 15 # 1 Order Book Id 1301",
            "53 # 5 Side S",
            "ff ff ff ff ff ff ff ff # 6 Order Id",
        ),
    ),
    Vector(
        "MassCancel",
        "incoming",
        {"orderToken": "TOKEN 007", "underlyingId": 77, "scope": 1, "clientAccount": "ACCT 7"},
        (
            "4d # 0 Type M",
            f"{TOKEN} # 1 Order Token",
            "00 00 00 4d # 15 Underlying Id 77",
            "01 # 19 Scope: participant",
            f"{ACCOUNT} # 20 Client Account",
        ),
    ),
    Vector(
        "OrderAccepted",
        "outgoing",
        SHOWN
        | {"orderToken": "TOKEN 007", "quantity": 200, "price": 995, "timeInForce": 0, "openClose": 1}
        | {"clientAccount": "ACCT 7", "orderState": 1, "customerInfo": "cust 5", "exchangeInfo": "OSE é"},
        (
            "41 # 0 Type A",
            f"{STAMP} # 1 Timestamp",
            f"{TOKEN} # 9 Order Token",
            f"{BOOK} # 23 Order Book Id",
            "53 # 27 Side S",
            "ff ff ff ff ff ff ff ff # 28 Order Id",
            "00 00 00 00 00 00 00 c8 # 36 Quantity 200",
            "00 00 03 e3 # 44 Price 995",
            "00 # 48 Time in Force: day",
            "01 # 49 Open Close: open",
            f"{ACCOUNT} # 50 Client Account",
            "01 # 66 Order State: on book",
            f"{CUSTOMER} # 67 Customer Info",
            f"{EXCHANGE} # 82 Exchange Info",
        ),
    ),
    Vector(
        "MassCancelAccepted",
        "outgoing",
        {"timestamp": NANOSECONDS, "orderToken": "TOKEN 007", "status": 3},
        ("4d # 0 Type M", f"{STAMP} # 1 Timestamp", f"{TOKEN} # 9 Order Token", "00 00 00 03 # 23 Status: 3 orders"),
    ),
    Vector(
        "OrderRejected",
        "outgoing",
        {"timestamp": NANOSECONDS, "orderToken": "TOKEN 007", "rejectCode": -800_002},
        (
            "4a # 0 Type J",
            f"{STAMP} # 1 Timestamp",
            f"{TOKEN} # 9 Order Token",
            "ff f3 ca fe # 23 Reject Code -800,002",
        ),
    ),
    Vector(
        "OrderReplaced",
        "outgoing",
        SHOWN
        | {"replacementOrderToken": "TOKEN 008", "previousOrderToken": "TOKEN 007", "quantity": 0, "price": -100}
        | {"timeInForce": 4, "openClose": 3, "clientAccount": "ACCT 7", "orderState": 2, "customerInfo": "cust 5"}
        | {"exchangeInfo": "OSE é"},
        (
            "55 # 0 Type U",
            f"{STAMP} # 1 Timestamp",
            f"{OTHER} # 9 Replacement Order Token",
            f"{TOKEN} # 23 Previous Order Token",
            f"{BOOK} # 37 Order Book Id",
            "53 # 41 Side S",
            "ff ff ff ff ff ff ff ff # 42 Order Id",
            "00 00 00 00 00 00 00 00 # 50 Quantity",
            f"{PRICE} # 58 Price",
            "04 # 62 Time in Force: fill or kill",
            "03 # 63 Open Close: mandatory close",
            f"{ACCOUNT} # 64 Client Account",
            "02 # 80 Order State: not on book",
            f"{CUSTOMER} # 81 Customer Info",
            f"{EXCHANGE} # 96 Exchange Info",
        ),
    ),
    Vector(
        "OrderCanceled",
        "outgoing",
        SHOWN | {"orderToken": "TOKEN 007", "reason": 43},
        (
            "43 # 0 Type C",
            f"{STAMP} # 1 Timestamp",
            f"{TOKEN} # 9 Order Token",
            f"{BOOK} # 23 Order Book Id",
            "53 # 27 Side S",
            "ff ff ff ff ff ff ff ff # 28 Order Id",
            "2b # 36 Reason: self-trade",
        ),
    ),
    Vector(
        "OrderExecuted",
        "outgoing",
        {
            "timestamp": NANOSECONDS,
            "orderToken": "TOKEN 007",
            "orderBookId": -2,
            "tradedQuantity": 300,
            "tradePrice": -100,
            "matchId": 0x0102030405060708,
            "comboGroupId": 0,
            "dealSource": 20,
        },
        (
            "45 # 0 Type E",
            f"{STAMP} # 1 Timestamp",
            f"{TOKEN} # 9 Order Token",
            f"{BOOK} # 23 Order Book Id",
            "00 00 00 00 00 00 01 2c # 27 Traded Quantity 300",
            f"{PRICE} # 35 Trade Price -100",
            "01 02 03 04 05 06 07 08 # 39 Match Id",
            "00 00 00 00 # 47 Combo Group Id",
            "14 # 51 Deal Source: end of an auction",
        ),
    ),
)
