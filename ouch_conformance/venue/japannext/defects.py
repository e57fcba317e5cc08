"""Defects of the Japannext dialect. One that another protocol has, too, is the same switch under one name.

The three protocols number their rules alike, so that one list serves them: it names the rules by their numbers, and
says where an edition has no such rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from ouch_conformance.venue.defects.defect import Defect

BONDS = "japannext-bonds-ouch-2.01"
PREFIXES = {"japannext-ouch-2.01": "JNX-", BONDS: "JNXB-", "odx-ouch-2.0": "ODX-"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault, and the numbers of the rules that it breaks; `only` is the one edition that can have it."""

    name: str
    rules: str
    doc: str
    reach: str = ""
    only: str = ""

    def of(self, protocol: str) -> Defect:
        """The defect of one edition; several rules where they are one and the same fault."""
        ids = tuple(PREFIXES[protocol] + rule for rule in self.rules.split())
        return Defect(self.name, ids, "orders", protocol, self.doc, self.reach)


FAULTS = (
    # Connections
    Fault("mirror-tells-nothing", "P1", "A mirrored host sends only the answers to its own requests."),
    Fault(
        "lost-host-withdraws-orders",
        "P3",
        "The orders of a member that lost its first host are withdrawn, whether or not it is logged in at a mirror.",
    ),
    Fault("second-login-beside-the-first", "P2", ""),
    Fault(
        "orders-outlive-their-member",
        "P3",
        "The orders of a member without a connection stay in the book.",
        reach="What a scenario could not cancel is still there in a later one.",
    ),
    Fault("withdrawn-as-user-cancel", "P3", "Orders of a member without a connection are cancelled with U."),
    # Data types and tokens
    Fault(
        "executed-longer-behind-a-replace",
        "P30",
        "Executed of a replacement has a byte behind its last field.",
        reach="Every fill of a replacement is told so, whatever its scenario is about.",
    ),
    Fault(
        "minimum-quantity-little-endian",
        "P31 P15",
        "Accepted has the minimum quantity in the wrong byte order.",
        reach="Every order with a minimum quantity is answered so, whatever its scenario is about.",
    ),
    Fault(
        "short-reference-ends-in-nul",
        "P31 P15",
        "Accepted has NUL behind a client reference that does not fill its field.",
        reach="Every order with such a reference is answered so, whatever its scenario is about.",
    ),
    Fault(
        "timestamps-in-milliseconds", "P32", "Timestamps count milliseconds.", "Time passes in other scenarios, too."
    ),
    Fault(
        "cheaper-replace-stamped-since-the-epoch",
        "P32",
        "The timestamp of Replaced of a buy that became cheaper counts from 1970.",
        reach="Every such Replaced has such a timestamp, whatever its scenario is about.",
    ),
    Fault(
        "cheaper-replace-stamped-back",
        "P33",
        "The timestamp of Replaced of a buy that became cheaper lies a second back.",
        reach="Every such Replaced has such a timestamp, whatever its scenario is about.",
    ),
    Fault(
        "accounts-share-tokens",
        "P34",
        "The last token that another account used is taken for a used one.",
        reach="The tokens of two accounts, which both count up, may meet in any scenario.",
    ),
    Fault(
        "accepted-price-loses-a-decimal",
        "P35 P15",
        "Accepted has 0 for the last decimal of the price.",
        reach="Every order at a price with such a decimal is answered so, whatever its scenario is about.",
    ),
    Fault("negative-yield-refused", "P35", "A yield below 0 is refused.", only=BONDS),
    # Requests in general
    Fault("repeated-replace-cancels", "P4", "A replace that comes again cancels the order it made."),
    Fault(
        "orders-change-places",
        "P4",
        "Two orders that arrive in one segment are processed second first.",
        reach="Scenarios that enter two orders at once count on their order: the first one is then out of sequence.",
    ),
    # Enter Order
    Fault(
        "used-token-rejected",
        "P5",
        "An order with a token out of sequence is rejected, not ignored.",
        reach="Scenarios of other rules, too, wait in silence for an order whose token was used.",
    ),
    Fault("accepted-twice", "P5", "Accepted of an order for own account is sent twice."),
    Fault("unused-lower-token-accepted", "P23", "A token below the last one is accepted where nobody used it."),
    Fault(
        "seconds-to-live-accepted",
        "P6",
        "An order with any other time in force is accepted for the day.",
        reach="Scenarios about rejects and invalid replaces count on this one.",
    ),
    Fault("minimum-quantity-ignored", "P7", "Orders trade below their minimum quantity."),
    Fault(
        "day-order-keeps-its-minimum",
        "P7 P24",
        "A day order with a minimum quantity is accepted.",
        reach="Scenarios about rejects and invalid replaces count on this one.",
    ),
    Fault(
        "day-minimum-rejected-as-other",
        "P24",
        "A day order with a minimum quantity is rejected with O.",
        reach="The scenario on one reject for each reason counts on this one.",
    ),
    Fault(
        "client-reference-validated",
        "P8",
        "A client reference with other characters than letters, digits and spaces is refused.",
        reach="A scenario on the echo of all fields has such a reference, too.",
    ),
    # Replace Order
    Fault(
        "unknown-replace-rejected",
        "P9 P21",
        "A replace of an order that is not live is rejected, not ignored.",
        reach="A replace that is sent again or too late names no live order either.",
    ),
    Fault("used-replacement-rejected", "P9", "A replace to a token out of sequence is rejected, not ignored."),
    Fault("used-replacement-cancels", "P9", "A replace to a token out of sequence cancels the order."),
    Fault("invalid-replace-ignored", "P10", "A replace with invalid details leaves the order as it is."),
    Fault("invalid-replace-rejected", "P10 P21", "A replace with invalid details is rejected, and the order stays."),
    Fault("invalid-replace-consumes", "P10", "A replace with invalid details uses its new token up."),
    Fault(
        "replace-quantity-is-open",
        "P11",
        "The quantity of a replace is taken as the open one.",
        reach="Other rules, too, are seen at the replace of an order that is filled in part.",
    ),
    Fault(
        "low-total-comes-dead",
        "P12",
        "A total below what was executed is answered with Replaced of state D.",
        reach="The question whether the new token is free begins with such a total.",
    ),
    Fault("equal-total-cancels", "P12", "A total that equals what was executed cancels the existing order."),
    # Cancel Order
    Fault("cancel-quantity-is-a-size", "P13", "A cancel with a quantity leaves so much of the order."),
    Fault(
        "superfluous-cancel-answered",
        "P13",
        "A cancel of an order that is done is answered with 0.",
        reach="A cancel that is sent again or too late is superfluous in scenarios of other rules.",
    ),
    # Outbound
    Fault(
        "resting-order-cancelled-unasked",
        "P25",
        "An order that rests for a while is cancelled with U.",
        reach="The cancel comes to any order that rests for some time.",
    ),
    Fault(
        "bad-time-has-unlisted-reason",
        "P26",
        "Rejected of an order with another time in force has a reason that no list has.",
        reach="Every such order is answered so, whatever its scenario is about.",
    ),
    Fault("start-of-day-missing", "P14", "The day begins without Start of Day."),
    Fault("orders-after-end-of-day", "P14", "Orders are taken and trade behind End of Day."),
    Fault(
        "dead-order-is-cancelled",
        "P15 P16",
        "A Canceled follows an Accepted or Replaced of state D.",
        reach="An immediate order that finds nothing proves in several scenarios that nothing rests, and is dead.",
    ),
    Fault(
        "accepted-shows-agency",
        "P15",
        "Accepted of an order for own account has the capacity of an agent.",
        reach="Scenarios on what is accepted have such an order, too.",
    ),
    Fault("order-numbers-stand-still", "P36", "All orders have one order number."),
    Fault(
        "replaced-names-itself",
        "P16",
        "Replaced of a buy that became cheaper has its own token as the old one.",
        reach="Every such Replaced is told so, whatever its scenario is about.",
    ),
    Fault(
        "replaced-shows-the-total",
        "P16 P11",
        "Replaced has the quantity asked for, not what is outstanding.",
        reach="Other rules, too, are seen at the replace of an order that is filled in part.",
    ),
    Fault(
        "replaced-twice",
        "P16",
        "Replaced of a buy that became cheaper is sent twice.",
        reach="Every such Replaced is told so, whatever its scenario is about.",
    ),
    Fault(
        "sell-cancel-tells-the-size",
        "P17 P38",
        "Canceled of a sell that its member cancels counts its executed quantity, too.",
        reach="What a scenario leaves partly filled is cancelled when it ends, and that Canceled counts too much, too.",
    ),
    Fault(
        "immediate-rest-cancelled-as-user",
        "P37",
        "What an immediate order leaves is cancelled with U.",
        reach="Immediate orders are filled in part in scenarios of other rules, and nobody asked for that cancel.",
    ),
    Fault("self-match-trades", "P19", "Self-trade prevention lets orders trade."),
    Fault("prevented-tells-the-decrement", "P19", "AIQ Canceled has the decrement for the quantity prevented."),
    Fault(
        "executed-quantity-adds-up",
        "P20",
        "Executed tells all that was executed so far.",
        reach="Every second execution of an order counts too much, whatever its scenario is about.",
    ),
    Fault(
        "match-numbers-differ",
        "P20",
        "Buyer and seller are told different match numbers.",
        reach="Whatever looks at both sides of a trade sees it.",
    ),
    Fault(
        "rejected-order-is-cancelled",
        "P39",
        "A Canceled of 0 follows Rejected of a day order with a minimum.",
        reach="Every such order is answered so, whatever its scenario is about.",
    ),
)

DEFECTS: tuple[Defect, ...] = tuple(
    fault.of(protocol) for protocol in PREFIXES for fault in FAULTS if fault.only in ("", protocol)
)
