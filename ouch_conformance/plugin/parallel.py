"""What a worker of pytest-xdist hands to the process that started it, beside the verdicts of its scenarios."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.traceability import Seen

_KEY = "ouch"
_REFUSED = "ouch_refused"
_RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}


def hand_over(
    output: dict[str, Any],
    facts: Mapping[str, object],
    invariants: Sequence[Seen],
    adrift: Sequence[str],
    *,
    selected: Sequence[int],
    left: Sequence[str],
) -> None:
    """Put into a worker's output what belongs to its whole run: plain text, whatever the channel can carry."""
    told: dict[str, object] = {"facts": dict(facts), "invariants": [check._asdict() for check in invariants]}
    told |= {"adrift": list(adrift), "selected": list(selected), "left": list(left)}
    output[_KEY] = json.dumps(told, default=str)


def refuse(output: dict[str, Any], why: object) -> None:
    """Put into a worker's output that it does not run, and why: what it says itself nobody hears."""
    output[_REFUSED] = str(why)


class Workers:
    """What all workers handed over. Each of them collected everything, ran a part, and saw a venue of its own."""

    def __init__(self) -> None:
        self.facts: dict[str, object] = {}
        self.adrift: list[str] = []
        self.selected: list[int] = []
        self.left: list[str] = []
        self.refused = ""
        self._invariants: dict[str, Seen] = {}

    def add(self, output: Mapping[str, Any]) -> None:
        """Take in the output of a worker that has ended; one that ran no scenario has none."""
        self.refused = self.refused or output.get(_REFUSED, "")
        told = json.loads(output.get(_KEY, "null"))
        if told is None:
            return
        self.facts = self.facts or told["facts"]
        self.adrift = self.adrift or told["adrift"]
        self.selected = self.selected or told["selected"]
        self.left = list(dict.fromkeys([*self.left, *told["left"]]))
        for values in told["invariants"]:
            seen = Seen(**{**values, "verdict": Verdict(values["verdict"])})
            known = self._invariants.get(seen.id)
            if known is None or _RANK[seen.verdict] < _RANK[known.verdict]:
                self._invariants[seen.id] = seen

    @property
    def invariants(self) -> list[Seen]:
        """One check for each invariant, the worst of what the workers saw."""
        return [self._invariants[name] for name in sorted(self._invariants)]


class Pools:
    """Which worker has which pool. One that replaces a worker that is gone has its pool."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def take(self, worker: str) -> int:
        """The lowest pool that nobody has."""
        self._taken[worker] = next(number for number in count(1) if number not in self._taken.values())
        return self._taken[worker]

    def give_back(self, worker: str) -> None:
        """A worker is gone."""
        self._taken.pop(worker, None)
