"""The list of known deviations: read, refused with its line, written back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ouch_conformance.profile import ProfileError
from ouch_conformance.profile.deviations import Deviation, deviations_text, load_deviations

LIST = """# What is known.
[[deviation]]
check = "OUCH50-2.3-01@nasdaq-ouch-5.0/2.3_cancel_order.feature::a-cancel-states-the-new-size"
verdict = "fail"
observed = "Order Canceled with quantity *"
reason = "The gateway counts open shares."
link = "https://tracker.example/GW-17"
owner = "gateway team"
expires = 2027-03-31

[[deviation]]
check = "SOUP-L5@soupbintcp-3.00/2.2.1_login_accepted.feature::a-rule[one: two, three]"
verdict = "inconclusive"
observed = "nothing"
reason = "r"
owner = "o"
expires = 2026-12-01
"""


def written(tmp_path: Path, text: str) -> Path:
    """The list as a file."""
    path = tmp_path / "deviations.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_list_is_read_with_the_line_of_each_entry(tmp_path: Path) -> None:
    """Every key of an entry, the file and the line of its head; a link may be left out."""
    path = written(tmp_path, LIST)

    first, second = load_deviations(path)

    assert first == Deviation(
        check="OUCH50-2.3-01@nasdaq-ouch-5.0/2.3_cancel_order.feature::a-cancel-states-the-new-size",
        verdict="fail",
        observed="Order Canceled with quantity *",
        reason="The gateway counts open shares.",
        owner="gateway team",
        expires=date(2027, 3, 31),
        link="https://tracker.example/GW-17",
        file=str(path),
        line=2,
    )
    assert first.place == f"{path}:2"
    assert (second.link, second.line) == ("", 11)
    assert second.requirement == "SOUP-L5"
    assert second.scenario == "soupbintcp-3.00/2.2.1_login_accepted.feature::a-rule[one: two, three]"


def test_an_empty_list_has_no_entry(tmp_path: Path) -> None:
    """A file of comments alone is a list of nothing."""
    assert load_deviations(written(tmp_path, "# nothing is known\n")) == ()


@pytest.mark.parametrize(
    ("pinned", "observed", "expected"),
    [
        ("nothing (marker)", "nothing (marker)", True),
        ("nothing (marker)", "nothing (window)", False),
        ("nothing", "nothing (marker)", False),
        ("num *", "num 341", True),
        ("num *, reason user", "num 341, reason user", True),
        ("num *, reason user", "num 341, reason system", False),
        ("a.c", "abc", False),
        ("*", "anything\nat all", True),
        ("two  lines", "two\nlines", True),
    ],
)
def test_an_observation_is_matched_word_for_word_but_for_stars(pinned: str, observed: str, expected: bool) -> None:
    """Only a star stands for anything; spaces and line ends are alike."""
    assert Deviation("c", "fail", pinned, "r", "o", date(2027, 1, 1)).expects(observed) is expected


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("owner = ", "ower = ", 8, "unknown key 'ower' in [[deviation]]; did you mean 'owner'?"),
        ('owner = "gateway team"\n', "", 2, "[[deviation]] lacks 'owner'; it must be given"),
        (
            '"fail"',
            '"pass"',
            4,
            "verdict = 'pass'; one of fail, warning, inconclusive is expected",
        ),
        ("2027-03-31", '"soon"', 9, "expires = 'soon'; a date such as 2027-03-31 is expected"),
        ("2027-03-31", "2027-03-31T10:00:00", 9, "expires = datetime.datetime("),
        ('"gateway team"', '" "', 8, "owner = ' '; a non-empty string is expected"),
        ('"gateway team"', "17", 8, "owner = 17; a non-empty string is expected"),
        ("::a-cancel", ":a-cancel", 3, "check = 'OUCH50-2.3-01@"),
        ("SOUP-L5@", "soup@", 12, "check = 'soup@"),
        ("# What is known.", 'version = "1"', 1, "'version' is unknown; [[deviation]] opens each entry"),
        ("[[deviation]]\ncheck", "[deviation]\ncheck", None, "no valid TOML: "),
        ("2027-03-31", "2027-03-3x", 9, "no valid TOML: "),
    ],
)
def test_a_malformed_list_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, line: int | None, problem: str
) -> None:
    """The message says what is wrong, at which line, and what would be right."""
    path = written(tmp_path, LIST.replace(old, new, 1))

    with pytest.raises(ProfileError) as error:
        load_deviations(path)

    assert line is None or error.value.line == line
    assert str(error.value).partition(": ")[2].startswith(problem)


def test_a_table_in_place_of_the_entries_is_refused(tmp_path: Path) -> None:
    """One [deviation] is no list of them."""
    with pytest.raises(ProfileError, match="deviation is no list of tables"):
        load_deviations(written(tmp_path, '[deviation]\ncheck = "x"\n'))


def test_a_check_is_listed_once(tmp_path: Path) -> None:
    """The second entry of a check is refused, with the line of the first."""
    text = LIST + LIST.partition("\n")[2]
    with pytest.raises(ProfileError) as error:
        load_deviations(written(tmp_path, text))
    assert error.value.line == 19
    assert "is listed twice, first at line 2" in str(error.value)


@pytest.mark.parametrize("content", [None, b"\xff"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None) -> None:
    """A list that is not there is not the same as an empty one."""
    path = tmp_path / "deviations.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ProfileError, match="the deviations cannot be read: "):
        load_deviations(path)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """Quotes, backslashes, control characters and other alphabets survive; the heading is a comment."""
    entry = Deviation(
        'P-1@p/f::s[a "b" \\c]',
        "fail",
        'tab\tquote" back\\slash \x7f \u00e9',
        "r\u2026",
        "o",
        date(2027, 1, 2),
        "https://x",
    )
    text = deviations_text([entry], "One line.\nAnother.")
    assert text.startswith("# One line.\n# Another.\n\n[[deviation]]\ncheck = ")

    (found,) = load_deviations(written(tmp_path, text))

    names = ("check", "verdict", "observed", "reason", "owner", "expires", "link")
    assert [getattr(found, name) for name in names] == [getattr(entry, name) for name in names]
