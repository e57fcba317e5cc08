"""Messages on the wire: classes generated from a protocol's model, with encode, decode and describe.

Decoding is strict and total: whatever is wrong with some bytes comes back as findings beside the message, and nothing
raises. Encoding refuses what a field cannot carry and names the field.
"""

from __future__ import annotations

from ouch_conformance.wire.appendage import EMPTY, Appendage, Element
from ouch_conformance.wire.codec import Codec, codec
from ouch_conformance.wire.findings import FieldError, Finding, FindingKind
from ouch_conformance.wire.message import Decoded, Row, Unknown, WireMessage
from ouch_conformance.wire.place import offset_of, patch
from ouch_conformance.wire.values import Sample, boundaries, invalid

__all__ = [
    "EMPTY",
    "Appendage",
    "Codec",
    "Decoded",
    "Element",
    "FieldError",
    "Finding",
    "FindingKind",
    "Row",
    "Sample",
    "Unknown",
    "WireMessage",
    "boundaries",
    "codec",
    "invalid",
    "offset_of",
    "patch",
]
