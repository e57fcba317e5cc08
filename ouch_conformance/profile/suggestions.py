"""The word that was meant by a misspelt one."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

AS_NEAR = 0.04
"""How much less like a word may be than the likest one to be suggested beside it."""
SURELY = 0.7
"""How much like a known word one must be to be no shortening of another."""
LONGEST_SHORTENING = 4


def nearest(word: str, known: Sequence[str]) -> str:
    """A suggestion: the nearest known word, or several that are as near; else all of them."""
    matches = difflib.get_close_matches(word, dict.fromkeys(known), n=3)
    best = [each for each in matches if _likeness(word, matches[0]) - _likeness(word, each) < AS_NEAR]
    shortened = [] if best and _likeness(word, best[0]) > SURELY else [each for each in known if _shortens(word, each)]
    meant = list(dict.fromkeys([*shortened, *best]))
    return (
        f"did you mean {' or '.join(map(repr, meant[:3]))}?" if meant else "known: " + ", ".join(dict.fromkeys(known))
    )


def _shortens(word: str, name: str) -> bool:
    """Whether a short word is what one makes of a name in haste: `qty` of "quantity", `tif` of "time in force"."""
    letters = iter(name)
    return 2 < len(word) <= LONGEST_SHORTENING and word[0] == name[:1] and all(letter in letters for letter in word)


def _likeness(word: str, other: str) -> float:
    return difflib.SequenceMatcher(None, other, word).ratio()
