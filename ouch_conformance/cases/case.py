"""One case: what is done to one message, and how it is told from others."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """One row of an outline. `name` is what an oracle calls it: "boundary", "cut" and so on.

    `column` and `cell` are what the table of a feature says; `comment` is what the row is about. `field` is the name
    of a field or option in the XML, empty where the message is altered as a whole; `label` that of its sample.
    """

    name: str
    column: str
    cell: str
    comment: str
    field: str = ""
    label: str = ""
