"""Short alphas - symbols, firms - repeat: what was checked once is looked up afterwards."""

from __future__ import annotations

from typing import Final

from ouch_conformance.wire.findings import RefusedError
from ouch_conformance.wire.kinds import FixedStringKind

SHORT: Final = 8
"""Widths up to this are remembered; longer alphas are tokens, which hardly come twice."""
MOST: Final = 512
"""Texts remembered per field: hostile bytes cannot make it grow further."""


class KnownTexts(dict[bytes, str]):
    """Bytes of a field that are without fault, with their text; KeyError for faulty ones."""

    def __init__(self, kind: FixedStringKind) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, raw: bytes) -> str:
        text, problems = self._kind.decode(raw)
        if problems:
            raise KeyError(raw)
        if len(self) < MOST:
            self[raw] = text
        return str(text)


class KnownBytes(dict[str, bytes]):
    """Texts that fit a field, with their padded bytes; KeyError for others."""

    def __init__(self, kind: FixedStringKind) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, text: str) -> bytes:
        try:
            raw = self._kind.encode(text)
        except RefusedError:
            raise KeyError(text) from None
        if len(self) < MOST:
            self[text] = raw
        return raw
