"""What can be wrong with a venue that speaks SoupBinTCP 4.00 or 4.10 and would be right in 3.00."""

from __future__ import annotations

from ouch_conformance.venue.defects.defect import Defect


def _defect(name: str, requirement: str, protocol: str, doc: str, reach: str = "") -> Defect:
    return Defect(name, (requirement,), "session", protocol, doc, reach)


UNSEQUENCED, TIMEOUT = "soupbintcp-4.00", "soupbintcp-4.10"

SESSION4_DEFECTS: tuple[Defect, ...] = (
    _defect(
        "unsequenced-is-counted",
        "SOUP-U4",
        UNSEQUENCED,
        "Login Accepted tells a number that counts the Unsequenced Data that the member was sent.",
        reach="Every scenario behind that resumes trusts the number it is told.",
    ),
    _defect("unsequenced-sent-twice", "SOUP-U4", UNSEQUENCED, "Every Unsequenced Data packet is sent twice."),
    _defect("unsequenced-cut-short", "SOUP-U4", UNSEQUENCED, "Unsequenced Data lacks its last byte."),
    _defect(
        "unsequenced-out-of-order", "SOUP-U4", UNSEQUENCED, "Of two Unsequenced Data packets the second comes first."
    ),
    _defect(
        "stated-timeout-ignored",
        "SOUP-H7",
        TIMEOUT,
        "A silent member is cut off at a limit of the venue's own, whatever its login stated.",
    ),
    _defect(
        "stated-timeout-unkept",
        "SOUP-H7",
        TIMEOUT,
        "A silent member is never cut off.",
        reach="Another scenario waits for a member to be cut off.",
    ),
)
