"""One protocol through its revisions."""

from __future__ import annotations

import pytest

from ouch_conformance.wire import FieldError, codec
from tests.wire.wire_vector import NINE_THIRTY
from tests.wire.wire_vectors import VECTORS

OUCH = "nasdaq-ouch-5.0"


def test_the_newest_revision_is_the_default() -> None:
    """Codecs are built once."""
    assert codec(OUCH).revision == "1.05"
    assert codec(OUCH) is codec(OUCH)
    assert codec(OUCH, "1.04") is not codec(OUCH)


def test_messages_appear_with_their_revision() -> None:
    """1.02 knows no Mass Cancel."""
    mass_cancel = next(vector.data for vector in VECTORS if vector.name == "MassCancelRequest")

    assert "MassCancelRequest" not in codec(OUCH, "1.02").classes
    assert codec(OUCH, "1.02").decode(mass_cancel, "incoming").findings[0].kind == "unknown-type"
    assert codec(OUCH, "1.03").decode(mass_cancel, "incoming").findings == ()


def test_options_appear_with_their_revision() -> None:
    """The AIQ options came with 1.05."""
    values = VECTORS[0].values | {"appendage": [("aiqStrategy", "D")]}

    assert "aiqStrategy" not in codec(OUCH, "1.04").options
    with pytest.raises(FieldError, match="wanted an option"):
        codec(OUCH, "1.04")["EnterOrder"](**values).encode()
    assert codec(OUCH)["EnterOrder"](**values).encode().endswith(b"\x02\x1d\x44")


def test_optional_appendages_appear_with_their_revision() -> None:
    """Before 1.04 a Canceled had 18 bytes and never an Appendage Length."""
    with_channel = bytes.fromhex("43 0000000000000001 00000001 000000c8 55 0003 021c07")

    assert codec(OUCH, "1.03").decode(with_channel[:18], "outgoing").findings == ()
    assert codec(OUCH, "1.03").decode(with_channel, "outgoing").findings[0].kind == "trailing"
    assert codec(OUCH, "1.04").decode(with_channel, "outgoing").findings == ()


def test_enum_values_change_their_names() -> None:
    """Reject code 0x0024 was called otherwise before 1.04."""
    values = {"timestamp": NINE_THIRTY, "userRefNum": 1, "reason": 0x24, "clOrdID": ""}

    assert codec(OUCH, "1.03")["Rejected"](**values).reason.name == "RiskOrderTypeRestricted"
    assert codec(OUCH, "1.04")["Rejected"](**values).reason.name == "RiskIsoNotAllowed"
