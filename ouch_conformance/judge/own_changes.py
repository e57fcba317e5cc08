"""Changes that the venue makes on its own: a replacement without a new name, after which the order keeps its own."""

from __future__ import annotations

from collections.abc import Mapping

from ouch_conformance.judge.dialect import Dialect, Kind, Role
from ouch_conformance.judge.heard import Breach, Heard
from ouch_conformance.judge.order import DONE, LIVE, Key, Order


class OwnChanges:
    """Tells such a change from an answer, and follows it; a dialect without them has none."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    def is_one(self, heard: Heard) -> bool:
        """Whether a message tells of such a change."""
        return self._dialect.is_own_change(heard.message)

    def meant(self, heard: Heard, channel: int, orders: Mapping[Key, Order]) -> Order | None:
        """The order that was changed: under whichever of its names, it is its newest link that can be."""
        named = orders.get((channel, self._dialect.read(heard.message, Role.ORIGINAL)))
        return named and named.latest

    def take(self, heard: Heard, order: Order) -> list[Breach]:
        """Note what an order has become; whether it was called by another name than its own, or is done."""
        told, at = self._dialect.read(heard.message, Role.ORIGINAL), self._dialect.name(Kind.REPLACED, Role.ORIGINAL)
        if told != order.key[1]:
            breaches = [self._breach(heard, f"{order.key[1]}, as it is called now", str(told), at)]
        else:
            breaches = [] if order.live else [self._breach(heard, "a change of a live order", f"it is {order.state}")]
        if order.live:
            order.open = self._dialect.read(heard.message, Role.QUANTITY)
            order.price = self._dialect.read(heard.message, Role.PRICE)
            order.state = LIVE if order.open else DONE
        return breaches

    def _breach(self, heard: Heard, expected: str, observed: str, at: str | None = None) -> Breach:
        rule = "own-change"
        return Breach(self._dialect.rules.get(rule), rule, expected, observed, heard.frame, at)
