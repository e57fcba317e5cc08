"""How silence is proven: by a request whose answer must come behind the answers to all that was asked before.

OUCH 5.0 has an Account Query for it. A protocol without a question has orders: one that is rejected by rule, since its
instrument does not exist, or one that rests far from the market and is cancelled at once. Where a cancel of an order
that there is not is refused, that cancel is the question.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from ouch_conformance.judge.dialect import Kind, Role
from ouch_conformance.judge.expect import CLOSED, FORBIDDEN, MARKER, WINDOW, Absence
from ouch_conformance.judge.heard import Heard
from ouch_conformance.steps.defaults import order_values
from ouch_conformance.steps.leftovers import cancel_request

if TYPE_CHECKING:
    from ouch_conformance.judge.orders import Order
    from ouch_conformance.profile import Instrument
    from ouch_conformance.steps.member import Member

FAR = Decimal("9.02")
"""Where a passive marker rests, on the features' scale: 98 ticks below the base price, where no scenario trades."""


class Marker(Protocol):
    """One way to prove a silence on the connections of one member."""

    def reconnected(self) -> None:
        """Another connection begins: what was asked on the last one may be answered late, or never."""

    async def put(self) -> Absence:
        """Ask, and wait for the answer; how the absence of everything else is known then."""
        ...


def marker_of(member: Member) -> Marker | None:
    """The marker that the protocol and the profile allow; None where only time can tell.

    Where the account could be asked and the profile forbids it no order stands in: each would use up a number, and
    scenarios count them.
    """
    run = member.run
    kinds = run.dialect.kinds.values()
    if Kind.QUERY in kinds:
        return QueryMarker(member) if run.may_query else None
    main, unknown = (run.profile.instruments.get(role) for role in ("main", "unknown"))
    passive = main if main is not None and main.exclusive else None
    refused = unknown if run.profile.marker == "engine" else None
    order = OrderMarker(member, refused, passive) if Kind.ENTER in kinds and (refused or passive) else None
    return CancelMarker(member, order) if run.dialect.marker is Kind.CANCEL else order


async def window(member: Member) -> Absence:
    """Wait for as long as patience lasts: the weakest proof there is, and why it has to do."""
    run = member.run
    if member.session is not None:
        await member.session.wait_for(lambda _: None, run.profile.patience)
    member.pump()
    return Absence(FORBIDDEN if Kind.ENTER in run.dialect.kinds.values() else WINDOW, run.profile.patience)


class OrderMarker:
    """An order whose answer is the marker. `refused` is an instrument that does not exist, `passive` one of our own.

    A venue that does not answer the refused order is asked by a passive one: what is broken there is not judged here.
    """

    def __init__(self, member: Member, refused: Instrument | None, passive: Instrument | None) -> None:
        self._member = member
        self._refused, self._passive = refused, passive

    def reconnected(self) -> None:
        """An order names its answer: nothing can be mistaken."""

    async def put(self) -> Absence:
        """Enter the order, wait for its answer, and take it out should it rest."""
        for instrument in filter(None, (self._refused, self._passive)):
            if await self._answered(self._enter(instrument)):
                return Absence(MARKER, 0)
        session, patience = self._member.session, self._member.run.profile.patience
        return Absence(CLOSED, 0) if session is None or session.closed else Absence(None, patience)

    def _enter(self, instrument: Instrument) -> Order | None:
        run = self._member.run
        values = order_values(run, run.dialect.buy, instrument.symbol)
        values[run.dialect.name(Kind.ENTER, Role.PRICE)] = run.profile.scale.price(FAR)
        values[run.dialect.name(Kind.ENTER, Role.KEY)] = run.take_key(self._member.name, 0)
        order, _ = self._member.send(run.codec[run.dialect.message_name(Kind.ENTER)](**values))
        return order

    async def _answered(self, order: Order | None) -> bool:
        if order is None:
            return False
        order.marker = True
        answered = await self._member.until(lambda: order.heard or None)
        if order.live:
            self._member.send(cancel_request(self._member, order))
            await self._member.until(lambda: None if order.live else True)
        return answered is not None


class CancelMarker:
    """A cancel of an order that there never was: the refusal names it, so nothing can be mistaken.

    A venue that does not refuse it is asked by an order: what is broken there is not judged here.
    """

    def __init__(self, member: Member, otherwise: OrderMarker | None) -> None:
        self._member = member
        self._otherwise = otherwise
        self._deaf = False

    def reconnected(self) -> None:
        """A refusal names the request that it answers."""

    async def put(self) -> Absence:
        """Cancel under a name that no order has, and wait for the refusal."""
        if self._deaf and self._otherwise:
            return await self._otherwise.put()
        member, run = self._member, self._member.run
        key = run.take_key(member.name, 0)
        message = run.codec[run.dialect.message_name(Kind.CANCEL)](**run.said(Kind.CANCEL, {Role.KEY: key}))
        request, _ = member.send(message)
        heard = None if request is None else await member.until(lambda: request.heard or None)
        if heard:
            return Absence(MARKER, 0)
        self._deaf = True
        if self._otherwise and member.session is not None and not member.session.closed:
            return await self._otherwise.put()
        gone = member.session is None or member.session.closed
        return Absence(CLOSED, 0) if gone else Absence(None, run.profile.patience)


class QueryMarker:
    """The account query, whose answers carry no name: they are told apart by counting."""

    def __init__(self, member: Member) -> None:
        self._member = member
        self._doubtful = 0

    def reconnected(self) -> None:
        """The questions of the last connection may be answered in the replay."""
        self._doubtful = self._member.model.requests.get(Kind.QUERY, 0)

    async def put(self) -> Absence:
        """Ask for the next number, and once more where an answer is missing."""
        member = self._member
        asked, before = 1 + self._doubtful, len(self._queried())
        complete = await self._ask(asked, lambda: self._all_answered(asked, before))
        if not complete and self._queried()[before:] and not self._doubtful:
            # An answer is missing: an earlier question's or the marker's. Whatever comes after one more tells.
            asked, answers = asked + 1, len(self._queried())
            complete = await self._ask(1, lambda: len(self._queried()) > answers)
        if not complete:
            gone = member.session is None or member.session.closed
            return Absence(CLOSED, 0) if gone else Absence(None, member.run.profile.patience)
        self._doubtful = min(self._doubtful, member.model.requests[Kind.QUERY])
        member.model.requests[Kind.QUERY] = self._doubtful
        for each in self._queried()[before:][-asked:]:
            member.model.general.remove(each)
        if member.run.profile.marker == "gateway":
            # The gateway answers on its own, so the engine's silence is only as good as a window behind it.
            return await window(member)
        return Absence(MARKER, 0)

    async def _ask(self, times: int, answered: Callable[[], bool]) -> bool:
        member = self._member
        for _ in range(times):
            member.send(member.run.codec[member.run.dialect.message_name(Kind.QUERY)]())
        return bool(await member.until(lambda: True if answered() else None))

    def _all_answered(self, asked: int, before: int) -> bool:
        """Whether everything that was asked has its answer.

        What was asked on a connection that is gone may be answered in the replay, or never: with so many questions
        more on this one, as many answers as there are questions show that one of these is answered.
        """
        if not self._member.model.requests[Kind.QUERY]:
            return True
        return self._doubtful > 0 and len(self._queried()) - before >= asked

    def _queried(self) -> list[Heard]:
        dialect = self._member.run.dialect
        return [each for each in self._member.model.general if dialect.kind_of(each.message) is Kind.QUERIED]
