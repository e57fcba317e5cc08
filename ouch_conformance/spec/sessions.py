"""The protocols of the session layer: the versions of SoupBinTCP, each with those that it is built on.

Rows that the versions have in common keep one id in all their catalogues, and stand in the features of the oldest: what
is asked of 3.00 is asked of 4.00 and 4.10, too, where their catalogues do not retire it.
"""

from __future__ import annotations

from collections.abc import Mapping

OLDEST, NEWEST = "soupbintcp-3.00", "soupbintcp-4.10"
SESSIONS: Mapping[str, tuple[str, ...]] = {
    OLDEST: (OLDEST,),
    "soupbintcp-4.00": (OLDEST, "soupbintcp-4.00"),
    NEWEST: (OLDEST, "soupbintcp-4.00", NEWEST),
}
"""Each version, and the protocols whose features examine it."""
