"""The draft as text: what was seen, what is a guess, and what is left empty for a person."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ouch_conformance.draft.seen import Guess, Seen
from ouch_conformance.draft.write import Known, draft_text
from ouch_conformance.soup.packets import Justification

DAY = date(2026, 11, 26)
KNOWN = Known("venue:9000", "nasdaq-ouch-5.0", "1.05", False, "USERA", 'password-env = "SECRET_A"')


def draft(known: Known = KNOWN, **seen: Any) -> str:
    """A draft of what was seen."""
    return draft_text(known, Seen(**seen), DAY)


def line(text: str, key: str) -> str:
    """The one line of a key."""
    (found,) = [each for each in text.splitlines() if each.startswith((f"{key} = ", f"# {key} = "))]
    return found


def test_it_is_toml_that_says_what_is_known() -> None:
    """Place, user and the password's source come from the command line; what only a person knows is empty."""
    said = tomllib.loads(draft())

    assert said["venue"]["endpoint"] == "venue:9000"
    assert said["accounts"]["A"] == {"user": "USERA", "password-env": "SECRET_A", "firm": ""}
    assert said["instruments"]["main"] == {"symbol": "", "exclusive": False}


def test_every_guess_has_a_comment() -> None:
    """Each key but those that the command line named says what it rests on, or that a person has to fill it in."""
    text = draft()
    bare = {each.partition(" = ")[0] for each in text.splitlines() if " = " in each and "#" not in each}

    assert bare == {"endpoint", "protocol", "password-env", "base-price", "tick", "lot", "max-quantity", "adapter"}
    assert text.count("FILL IN: not probed") == 22


def test_fields_on_the_other_side_are_stated() -> None:
    """The document fills the fields of Login Accepted up on the left (2.2.1); only what stands otherwise is written."""
    left, right, full = Justification.LEFT, Justification.RIGHT, Justification.FULL
    assert "padding" not in draft(paddings=(right, right)) + draft(paddings=(full, right)) + draft()
    told = draft(paddings=(right, left))
    assert line(told, "sequence-padding").startswith('sequence-padding = "right"  # seen: ')
    assert "session-padding" not in told


def test_the_session_below_is_said_where_it_is_not_the_usual_one() -> None:
    """The command line names it, so it needs no comment."""
    assert "protocol" not in tomllib.loads(draft())["session"]
    said = tomllib.loads(draft(replace(KNOWN, session_protocol="soupbintcp-4.10")))
    assert said["session"]["protocol"] == "soupbintcp-4.10"


@pytest.mark.parametrize(
    ("seen", "wanted"),
    [
        (
            {"told": 9, "next": 9},
            'sequence-zero = "next"  # seen: a login from 0 was told number 9, and the next message had it',
        ),
        (
            {"told": 8, "first": 8, "next": 9},
            'sequence-zero = "last"  # seen: a login from 0 was told number 8, and that message came again',
        ),
        (
            {"told": 1, "next": 1},
            '# sequence-zero = "next"  # FILL IN: a login from 0 was told number 1: an empty stream does not tell',
        ),
        (
            {"told": 9},
            '# sequence-zero = "next"  # FILL IN: a login from 0 was told number 9, and no message followed',
        ),
    ],
)
def test_the_reading_of_sequence_zero(seen: dict[str, Any], wanted: str) -> None:
    """The first numbers tell which message a login from 0 starts with, unless there was none (SoupBinTCP 2.3.1)."""
    assert line(draft(**seen), "sequence-zero") == wanted


@pytest.mark.parametrize(
    ("gaps", "comment"),
    [
        ([0.05, 0.06, 0.05], "seen: a heartbeat every 0.05 s; the document's second is what they are held to"),
        ([], "the document's; seen: not two heartbeats within 3 s of silence"),
    ],
)
def test_heartbeats_are_held_to_the_documents_second(gaps: list[float], comment: str) -> None:
    """Faster ones are legal, slower ones are for the suite to find: what was seen is a comment (1.3)."""
    assert line(draft(gaps=gaps, listened=3.0), "heartbeat") == f"heartbeat = 1.0  # {comment}"


def test_a_flag_that_was_seen() -> None:
    """A flag has the answer that the venue gave, with what it was."""
    text = draft(flags={"modify": Guess(True, "a modify was answered by Order Modified")})

    assert line(text, "modify") == "modify = true  # seen: a modify was answered by Order Modified"
    assert line(text, "retail") == "retail = false  # FILL IN: not probed"


def test_a_flag_that_another_needs() -> None:
    """Answers never contradict each other: what nobody tried follows from what was seen."""
    text = draft(flags={"aiq-options": Guess(True, "an order with it was accepted")})

    wanted = "self-match-prevention = true  # FILL IN: not probed, and aiq-options = true needs it"
    assert line(text, "self-match-prevention") == wanted


def test_what_went_wrong_stands_at_the_top() -> None:
    """An order that may still rest is told before anything else."""
    text = draft(open=["17"], notes=["a plain order in TESTA was rejected (halted): no others were tried"])

    assert text.splitlines()[4:6] == [
        "# NOTE: a plain order in TESTA was rejected (halted): no others were tried",
        "# WARNING: the cancel of order 17 was not confirmed: it may still rest.",
    ]


def test_reasons_and_debug_packets() -> None:
    """A reason for a fault, and packets that come unasked."""
    text = draft(rejects={"unknown symbol": "invalid symbol"}, debugs=3)

    assert tomllib.loads(text)["rejects"] == {"unknown symbol": ["invalid symbol"]}
    assert "# seen: 3 debug packets while nothing was asked; they may come at any time" in text
