"""What a member's requests hold that no encoder would write: an answer that gives it back breaks no rule."""

from __future__ import annotations

from typing import Any

from ouch_conformance.judge.order import TAIL, Key
from ouch_conformance.judge.orders import AccountModel, Order
from ouch_conformance.wire import Codec, WireMessage


class Alterations:
    """The altered requests of one member, by the names that their bytes give them."""

    def __init__(self, model: AccountModel, codec: Codec) -> None:
        self._model, self._codec = model, codec
        self._found: dict[Key, Order] = {}

    def mark(self, order: Order | None, message: Any, data: bytes, altered: frozenset[str]) -> None:
        """Remember which fields of a request are bytes of the scenario's own.

        Where those give it another name than the message has, Rejected may name what nobody else does.
        """
        if not altered:
            return
        if order is not None and order.request is message:
            order.altered = altered
        named = self._model.key_of(self._codec.decode(data, "incoming").message)
        self._found[named] = Order(named, request=message, altered=altered)
        self._model.unstated |= named != self._model.key_of(message)

    def about(self, key: Key) -> Order | None:
        """The order of a name, or an altered request of that name that is no order's."""
        return self._model.orders.get(key) or self._found.get(key)


def raw_options(message: WireMessage) -> frozenset[str]:
    """The options, where some of them are bytes that a scenario gave."""
    elements = getattr(message, "appendage", None) or ()
    return frozenset({TAIL} if any(each.raw is not None for each in elements) else ())
