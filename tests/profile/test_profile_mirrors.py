"""The mirrors of a venue: which a profile may name, and what it says beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ouch_conformance.profile import ProfileError
from tests.profile.profile_text import EMBEDDED, RIGHT, features, load, refused

MIRRORED = features(mirrored_ports=True)


def with_mirrors(text: str, mirrors: str) -> str:
    """A profile that names mirrors, in line 5."""
    return text.replace("endpoint", f"mirrors = {mirrors}\nendpoint", 1)


def told(error: ProfileError) -> tuple[int | None, str, str]:
    """Line, fault and what would be right."""
    return error.line, error.problem, error.allowed


def test_mirrors_are_places(tmp_path: Path) -> None:
    """Each as a host and a port, in the order of the profile; none where it names none."""
    named = load(tmp_path, with_mirrors(RIGHT, '["venue-2.example:9000", "venue.example:9001"]') + MIRRORED)

    assert named.mirrors == (("venue-2.example", 9000), ("venue.example", 9001))
    assert load(tmp_path, RIGHT).mirrors == ()


def test_the_embedded_venue_has_embedded_mirrors(tmp_path: Path) -> None:
    """As many as the profile lists."""
    assert load(tmp_path, with_mirrors(EMBEDDED, '["embedded", "embedded"]') + MIRRORED).mirrors == (None, None)


def test_mirrors_do_not_follow_to_another_target(tmp_path: Path) -> None:
    """They are hosts of the venue that the profile names."""
    profile = load(tmp_path, with_mirrors(RIGHT, '["venue-2.example:9000"]') + MIRRORED)

    assert profile.with_target("other.example", 9000).mirrors == ()


OTHER = "HOST:PORT of another host is expected"


@pytest.mark.parametrize(
    ("mirrors", "problem", "allowed"),
    [
        ('"venue-2.example:9000"', "mirrors = 'venue-2.example:9000' in [venue]", "a list of strings is expected"),
        (
            '["venue-2.example"]',
            "mirrors in [venue]: 'venue-2.example' is no HOST:PORT with a port from 1 to 65535",
            OTHER,
        ),
        ('["venue.example:9000"]', "mirrors in [venue]: the endpoint 'venue.example:9000' itself", OTHER),
        ('["b:1", "b:1"]', "mirrors in [venue]: 'b:1', which is listed twice", OTHER),
        ('["b:1", "embedded"]', "mirrors in [venue]: 'embedded' beside the endpoint 'venue.example:9000'", OTHER),
    ],
)
def test_mirrors_that_cannot_be(tmp_path: Path, mirrors: str, problem: str, allowed: str) -> None:
    """What is no host of its own is named, with what would be right."""
    assert told(refused(tmp_path, with_mirrors(RIGHT, mirrors) + MIRRORED)) == (5, problem, allowed)


@pytest.mark.parametrize(
    ("mirror", "fault"),
    [("b:1", "'b:1' beside the endpoint 'embedded'"), ("b", "'b' is no HOST:PORT with a port from 1 to 65535")],
)
def test_the_embedded_venue_has_no_other_mirrors(tmp_path: Path, mirror: str, fault: str) -> None:
    """It is in this process, and so are they."""
    error = refused(tmp_path, with_mirrors(EMBEDDED, f'["{mirror}"]') + MIRRORED)

    assert told(error) == (5, f"mirrors in [venue]: {fault}", '"embedded" is expected: so is the endpoint')


def test_the_flag_needs_mirrors(tmp_path: Path) -> None:
    """Without a further host nothing could be examined."""
    line = 18 + [name.split(" ")[0] for name in MIRRORED.splitlines()[1:]].index("mirrored-ports")
    right = 'mirrors = ["HOST:PORT", ...] under [venue]: the further hosts of the accounts\' ports'

    for none in (RIGHT, RIGHT.replace("endpoint", "mirrors = []\nendpoint", 1)):
        error = refused(tmp_path, none + MIRRORED)
        assert told(error) == (
            line + (none != RIGHT),
            "mirrored-ports = true, and no mirror is named",
            right,
        )


def test_mirrors_need_the_flag(tmp_path: Path) -> None:
    """What the profile names and says not to have contradicts itself."""
    error = refused(tmp_path, with_mirrors(RIGHT, '["b:1"]') + features())

    assert told(error) == (
        5,
        "mirrors in [venue] without mirrored-ports = true",
        "mirrored-ports = true in [features], or no mirrors",
    )
