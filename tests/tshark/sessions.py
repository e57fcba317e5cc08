"""Real sessions with the reference venue, as the recorder holds them."""

from __future__ import annotations

from ouch_conformance.client import connect_async
from ouch_conformance.evidence.frames import Entry
from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.soup import packets as soup
from ouch_conformance.venue import EmbeddedVenue, VenueSettings
from ouch_conformance.wire import WireMessage, codec

PASSWORD = "alpha-pass"
OUCH50, OUCH42 = codec("nasdaq-ouch-5.0"), codec("nasdaq-ouch-4.2")

ORDER50 = OUCH50["EnterOrder"](
    userRefNum=1,
    side="B",
    quantity=500,
    symbol="OUCHA",
    price=99_000,
    timeInForce="0",
    display="Y",
    capacity="A",
    interMarketSweepEligibility="N",
    crossType="N",
    clOrdID="TSHARK",
)
CANCEL50 = OUCH50["CancelOrderRequest"](userRefNum=1, quantity=0)

ORDER42 = OUCH42["EnterOrder"](
    orderToken="TSHARK1",
    buySellIndicator="B",
    shares=500,
    stock="OUCHA",
    price=99_000,
    timeInForce=99_999,
    firm="",
    display="Y",
    capacity="A",
    intermarketSweepEligibility="N",
    minimumQuantity=0,
    crossType="N",
    customerType=" ",
)
CANCEL42 = OUCH42["CancelOrder"](orderToken="TSHARK1", shares=200)


async def session(protocol: str, *messages: WireMessage) -> list[Entry]:
    """One member's session: the messages with a debug packet behind the first of them, four answers, a logout."""
    recorder = Recorder()
    with EmbeddedVenue(VenueSettings(protocol=protocol)) as venue:
        member = await connect_async(venue.address, "MEMBRA", PASSWORD, "", 1, recorder=recorder, codec=codec(protocol))
        first, *others = messages
        member.send_message(first)
        member.send_packet(soup.debug("between"))
        for message in others:
            member.send_message(message)
        await member.wait_for(lambda each: each.events if len(each.events) >= 4 else None, 5)
        await member.close()
    return recorder.since(0).entries
