"""Defects of Genium OUCH. One that another dialect has too is the same switch under one name."""

from __future__ import annotations

from ouch_conformance.venue.defects.defect import Defect


def _defect(name: str, numbers: str, doc: str, reach: str = "") -> Defect:
    """Several requirements where they are one and the same fault."""
    ids = tuple(f"JPX-J{number}" for number in numbers.split())
    return Defect(name, ids, "orders", "jpx-ouch-5.0", doc, reach)


OPENING = "Other scenarios, too, enter an order that opens a position."
MARKER = "It is the marker that proves a silence: without its answer nothing is proven."

DEFECTS: tuple[Defect, ...] = (
    # 3 The gateway and its messages
    _defect(
        "mass-cancel-longer-by-a-byte",
        "1",
        "Mass Cancel Accepted has a byte behind its last field.",
        reach="Every mass cancel is answered so, whatever its scenario is about.",
    ),
    _defect("accounts-share-tokens", "3", "A token that another account used is taken for a used one."),
    _defect("done-token-free-again", "4 32", "The token of an order that is done enters another one."),
    _defect("repeat-ignored", "32 14", "A repeated token is ignored in silence."),
    _defect("repeat-has-another-code", "32", "A repeated token is refused as an unknown one."),
    _defect(
        "quantity-little-endian",
        "44",
        "Order Accepted has the quantity in the wrong byte order.",
        reach="No accepted order has its quantity, whatever its scenario is about.",
    ),
    _defect(
        "unlisted-deal-source",
        "45",
        "The second fill of an order has a deal source that no list has.",
        reach="Every order that is filled twice has it.",
    ),
    _defect(
        "timestamps-since-midnight",
        "54",
        "The timestamp of Order Accepted of an order that opens a position counts from midnight.",
        reach=OPENING,
    ),
    _defect(
        "timestamps-in-local-time",
        "54",
        "The timestamp of Order Accepted of an order that opens a position has the time of Tokyo.",
        reach=OPENING,
    ),
    _defect(
        "replaced-stamped-back",
        "46",
        "Order Replaced of an order that grew is stamped two seconds back.",
        reach="Other scenarios, too, replace an order by a greater total.",
    ),
    _defect(
        "rejected-twice",
        "50",
        "Order Rejected of an unknown book comes twice.",
        reach="Other scenarios, too, enter an order in an unknown book.",
    ),
    # 4.1.1 and 4.1.2 Entering orders
    _defect("accepted-twice", "7", "Order Accepted of an order that closes a position comes twice."),
    _defect(
        "unknown-book-ignored",
        "7 47",
        "An order in a book that there is not is ignored.",
        reach="Other scenarios, too, enter an order in an unknown book.",
    ),
    _defect(
        "replaced-turns-the-side",
        "8",
        "Order Replaced of a sell shows a buy.",
        reach="Other scenarios, too, replace a sell.",
    ),
    _defect("odd-lots-accepted", "9", "A quantity that is no multiple of the round lot is accepted."),
    _defect("combinations-refused", "10", "An order in a combination series is refused as one in an unknown book."),
    _defect("unlisted-time-in-force-accepted", "47", "A time in force outside its list is taken for a day order."),
    _defect("fill-or-kill-fills-in-part", "38", "Fill-or-kill trades what it can."),
    _defect(
        "fill-and-kill-rests",
        "38",
        "What a fill-and-kill could not trade rests.",
        reach="A cancel is tried on a fill-and-kill order, too.",
    ),
    _defect("market-makers-order-refused", "11", "Enter MM Order is refused."),
    # 4.1.3 Replacing orders
    _defect("original-token-forgotten", "13", "Only the latest token of a chain finds the order."),
    _defect("used-replacement-token-accepted", "14", "A replacement may have a token that was used."),
    _defect(
        "replaced-twice", "15", "Order Replaced of a sell comes twice.", reach="Other scenarios, too, replace a sell."
    ),
    _defect("failed-replace-unanswered", "15", "A replace that fails is not answered."),
    _defect("failed-replace-cancels", "39", "A replace that fails takes the order out."),
    _defect("unchanged-price-is-a-price", "16", "The price 0x80000000 is refused like any price that cannot be."),
    _defect("zero-price-leaves-the-price", "51", "A replace to a price of 0 leaves the price as it was."),
    _defect("zero-price-refused", "51", "An order with a price of 0 is refused."),
    _defect(
        "replace-quantity-is-open",
        "17",
        "The quantity of a replace is what shall be open.",
        reach="The total of every replace of a partly filled order is read so.",
    ),
    _defect("low-total-refused", "18", "A replace to a total that was executed is refused."),
    _defect("unset-texts-become-blank", "19", "Texts that a replace leaves unset become blank."),
    # 4.1.4 to 4.1.6 Cancelling orders
    _defect(
        "unknown-cancel-ignored",
        "20",
        "A cancel of a token that no live order has is ignored in silence.",
        reach=MARKER,
    ),
    _defect("cancel-reaches-other-accounts", "40", "A cancel finds the orders of other accounts."),
    _defect(
        "cancel-keeps-some",
        "21",
        "A cancel of more than ten leaves ten.",
        reach="What is cancelled with more than ten left stays in the book, and trades with what comes after.",
    ),
    _defect("token-reaches-inactivated-orders", "52", "Cancel Order cancels an order that was inactivated."),
    _defect("order-id-without-its-side", "22", "Cancel by Order ID does not look at the side."),
    _defect("unknown-order-id-ignored", "22", "Cancel by Order ID of no order is ignored."),
    _defect("order-id-of-own-session-only", "41", "Cancel by Order ID finds orders of its own session only."),
    _defect("mass-cancel-tells-one-more", "23", "Mass Cancel Accepted counts an order too many."),
    _defect("mass-cancel-of-none-has-another-token", "23", "Mass Cancel Accepted of no orders has a token of its own."),
    _defect("mass-cancel-leaves-one", "23", "Mass Cancel leaves an order in the book."),
    _defect("mass-cancel-in-any-scope", "35", "Mass Cancel does not look at the scope."),
    # 4.2 What the venue tells
    _defect(
        "accepted-loses-exchange-info",
        "24",
        "Order Accepted has a blank exchange info.",
        reach="Other scenarios, too, enter an exchange info.",
    ),
    _defect("fills-before-acceptance", "25", "Fills of an order that matches in part come before its acceptance."),
    _defect(
        "acceptance-shows-what-was-entered",
        "26",
        "Order Accepted shows the order before it matched.",
        reach="Every order that trades at once is shown as it was entered.",
    ),
    _defect(
        "order-id-of-the-order-beside",
        "42",
        "An order has the order id of another one that rests.",
        reach="Other scenarios, too, have several orders in the book.",
    ),
    _defect("odd-token-comes-back-blank", "27", "Order Rejected has a blank token where that has more than letters."),
    _defect("operators-cancel-untold", "43", "An order that the operator cancels is gone without a word."),
    _defect("own-change-repeats-the-token", "28", "Order Replaced for the venue's own change has the token twice."),
    _defect("own-change-names-the-former-token", "28", "Order Replaced for the venue's own change has a former token."),
    _defect("own-change-untold", "28", "The venue's own change of an order is not told."),
    _defect("canceled-in-another-book", "8", "Order Canceled of a sell that grew is told in another book."),
    _defect("canceled-turns-the-side", "8", "Order Canceled of a sell that grew shows a buy."),
    _defect("canceled-has-another-order-id", "58", "Order Canceled of a sell that grew has another order id."),
    _defect("canceled-twice", "50", "Order Canceled of an order that closes a position comes twice."),
    _defect("orders-outlive-the-connection", "29", "Orders rest on when their connection is lost."),
    _defect("inactivation-untold", "29", "An order is inactivated without a word."),
    _defect("inactivated-as-by-system", "29", "An order is inactivated with the reason of a cancel by the system."),
    _defect("inactivated-order-has-no-id", "29", "Cancel by Order ID finds no order that was inactivated."),
    _defect(
        "second-fill-untold",
        "30",
        "Fills behind the first one of an order are not told.",
        reach="Every order that is filled twice lacks the second one.",
    ),
    _defect("second-fill-in-another-book", "30", "Fills behind the first one of an order are told in another book."),
    _defect("combination-told-as-one", "36", "A fill of a combination is told once, in the combination's book."),
    _defect("second-leg-untold", "36", "A fill of a combination is told of its first leg alone."),
    _defect("match-ids-run-back", "31", "Match ids count down."),
    _defect("combo-group-outside-combinations", "37", "The combo group id is 7."),
    _defect(
        "executed-for-more-than-was-open",
        "48",
        "The second fill of an order tells ten thousand too many.",
        reach="Every order that is filled twice has it.",
    ),
    _defect(
        "executed-beyond-the-limit",
        "49",
        "An order is executed beyond its price.",
        reach="Other scenarios, too, fill an order at a better price than its own.",
    ),
)
