"""What is known of one defect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Defect:
    """One switchable fault. `requirements` are the ids it violates, `doc` says what the venue then does wrong.

    `reach` says why scenarios of other requirements go red, too, where some do. `found_by` is the file of scenarios,
    made from the layout, that find it where the features do not.
    """

    name: str
    requirements: tuple[str, ...]
    layer: Literal["session", "orders"]
    protocol: str
    doc: str
    reach: str = ""
    found_by: str = ""
