"""One account as the judge follows it, whatever OUCH it speaks: told of bytes, it answers with breaches."""

from __future__ import annotations

import struct

from ouch_conformance.evidence.frames import Frame, Way
from ouch_conformance.judge.dialect import Dialect
from ouch_conformance.judge.faults import answer_faults, byte_faults
from ouch_conformance.judge.fills import Combinations
from ouch_conformance.judge.heard import Breach, Heard
from ouch_conformance.judge.ledger import Ledger
from ouch_conformance.judge.orders import AccountModel, Order
from ouch_conformance.wire import Codec

RECEIVED = 1_764_172_800_000_000_000
"""When a message is heard, where no test says otherwise: nanoseconds since 1970."""


def heard_by(codec: Codec, payload: bytes, *, foreign: bool = False, at: int = RECEIVED) -> Heard:
    """A message as a member hears it: in a Sequenced Data packet, decoded."""
    frame = Frame(at, "A", Way.RECEIVED, struct.pack(">H", 1 + len(payload)) + b"S" + payload, 1)
    message, findings = codec.decode(payload, "outgoing")
    return Heard(message, frame, payload, 1, findings, foreign)


class FollowedAccount:
    """What it sends and hears goes into an order model and a ledger, as a member's does."""

    def __init__(self, dialect: Dialect, codec: Codec, combinations: Combinations | None = None) -> None:
        self._dialect, self._codec = dialect, codec
        self.model = AccountModel(dialect, combinations)
        self.ledger = Ledger()

    def sends(self, *requests: bytes) -> Order | None:
        """Tell the model of requests; the order, or the request, that the last one speaks of."""
        order = None
        for data in requests:
            order = self.model.sent(self._codec.decode(data, "incoming").message, data)
        return order

    def hears(self, *messages: bytes) -> list[Breach]:
        """Everything that is wrong with messages of the venue."""
        return [breach for payload in messages for breach in self._hear(heard_by(self._codec, payload))]

    def _hear(self, each: Heard) -> list[Breach]:
        dialect = self._dialect
        breaches = [*byte_faults(each, dialect), *self.model.heard(each), *self.ledger.look(each, dialect)]
        order = self.model.about(each)
        return breaches + (list(answer_faults(order, each, dialect)) if order is not None else [])

    def order(self, name: str) -> Order:
        """An order of the model, by its token."""
        return self.model.orders[0, name]
