"""The first list of known deviations, made from the event stream of a run, and the command that writes it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ouch_conformance.cli import main
from ouch_conformance.deviations.first_list import DeviationsError, Terms, first_list, steady
from ouch_conformance.profile.deviations import load_deviations

TERMS = Terms("first run", "gateway team", date(2027, 3, 31), "https://x")


def check(requirement: str, verdict: str, observed: str = "b", *, fired: bool = True, **more: Any) -> dict[str, Any]:
    """A check as the stream tells it."""
    return {"requirement": requirement, "verdict": verdict, "observed": observed, "fired": fired, **more}


def scenario(name: str, verdict: str, *checks: dict[str, Any]) -> list[dict[str, Any]]:
    """The events of a scenario."""
    found = [{"event": "check", "scenario": name, "id": f"{each['requirement']}@{name}", **each} for each in checks]
    return [*found, {"event": "scenario finished", "scenario": name, "id": name, "verdict": verdict}]


START = {"event": "run started", "version": 1, "profile": "Mine", "target": "embedded"}
END = {"event": "run finished"}


def stream(path: Path, *events: Iterable[dict[str, Any]], end: bool = True) -> Path:
    """A stream of these scenarios."""
    told = [START, *(event for group in events for event in group), *([END] if end else [])]
    path.write_text("".join(json.dumps(event) + "\n" for event in told))
    return path


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """A run in which two checks failed."""
    return stream(
        tmp_path / "events.jsonl",
        scenario("p/f::a", "fail", check("P-1", "fail", "nothing (marker)"), check("P-2", "pass")),
        scenario(
            "p/f::b[x]",
            "fail",
            check("P-1", "fail", "num 17"),
            check("P-3", "inconclusive", "the scenario ended at line 7: it", fired=False),
        ),
        scenario("p/f::c", "inconclusive", check("P-4", "inconclusive", fired=False)),
        scenario("p/f::d", "warning", check("P-5", "warning")),
        scenario("p/f::e", "harness error", check("P-6", "fail")),
    )


def test_every_failed_check_is_listed(events: Path) -> None:
    """With its verdict and observation, and with the terms that were given."""
    found = first_list(events, TERMS)

    assert [(each.check, each.verdict, each.observed) for each in found.entries] == [
        ("P-1@p/f::a", "fail", "nothing (marker)"),
        ("P-1@p/f::b[x]", "fail", "num *"),
        ("P-3@p/f::b[x]", "inconclusive", "the scenario ended at line *: it"),
    ]
    (first, *_) = found.entries
    assert (first.reason, first.owner, first.expires, first.link) == (
        "first run",
        "gateway team",
        date(2027, 3, 31),
        "https://x",
    )


@pytest.mark.parametrize("name", ["P-4@p/f::c", "P-5@p/f::d", "P-6@p/f::e"])
def test_what_is_no_failure_of_the_venue_is_not_listed(events: Path, name: str) -> None:
    """Not what stayed open by itself, not a warning (unless a strict run fails it), not a fault of the suite."""
    assert name not in {each.check for each in first_list(events, TERMS).entries}


def test_an_entry_that_held_is_taken_over(tmp_path: Path) -> None:
    """A list made from a run that had one keeps the words of its entries; a stale one is listed anew if it fails."""
    entry = {
        "check": "P-1@p/f::a",
        "verdict": "fail",
        "observed": "num *",
        "reason": "old reason",
        "owner": "old owner",
        "expires": "2026-12-31",
        "link": "",
    }
    known = check("P-1", "known deviation", "num 17", listed={"found": "fail", "why": "", "deviation": entry})
    stale = check("P-2", "stale deviation", "now this", listed={"found": "fail", "why": "other", "deviation": entry})
    healed = check("P-3", "stale deviation", listed={"found": "pass", "why": "passes", "deviation": entry})
    path = stream(tmp_path / "events.jsonl", scenario("p/f::a", "stale deviation", known, stale, healed))

    first, second = first_list(path, TERMS).entries

    assert (first.check, first.observed, first.reason) == ("P-1@p/f::a", "num *", "old reason")
    assert (first.owner, first.expires) == ("old owner", date(2026, 12, 31))
    assert (second.check, second.observed, second.reason) == ("P-2@p/f::a", "now this", "first run")


@pytest.mark.parametrize(
    ("observed", "pinned"),
    [
        ("Order Canceled, quantity 500, reason user requested", "Order Canceled, quantity 500, reason user requested"),
        ("nothing (marker)", "nothing (marker)"),
        ("14", "14"),
        ("100900", "100900"),
        ("Account Query Response with next user ref num 341", "Account Query Response with next user ref num *"),
        ("Order Accepted with cl ord id 'SMALL ID 7'", "Order Accepted with cl ord id '*'"),
        ("nothing within 0.3 s", "nothing within * s"),
        ("closed after 12 s", "closed after * s"),
        ("52 again", "* again"),
        ("34200000000000", "*"),
        ("41 00 00 29 b4 2b ee 26 b0 00", "*"),
        ("exchange info 20 20 20 20 20 20 20 20 20 20", "exchange info *"),
        ("41 00 00", "41 00 00"),
        ("the replay begins with message 12", "the replay begins with message *"),
        ("two\nlines", "two lines"),
        ("", "*"),
    ],
)
def test_what_differs_from_run_to_run_is_not_pinned(observed: str, pinned: str) -> None:
    """Numbers of the day, times, bytes and made-up ids become stars; what tells the fault stays."""
    assert steady(observed) == pinned


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "cannot be read: No such file or directory; the events.jsonl of a run is expected"),
        ("", "no event stream; the events.jsonl of a run is expected"),
        ('{"event": "check"}\n', "no event stream"),
        ("{\n{}\n", ":1: not a line of JSON; the events.jsonl of a run is expected"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: str | None, problem: str) -> None:
    """The message names the file and what would be right."""
    path = tmp_path / "events.jsonl"
    if content is not None:
        path.write_text(content)
    with pytest.raises(DeviationsError) as error:
        first_list(path, TERMS)
    assert str(error.value).startswith(str(path))
    assert problem in str(error.value)


def test_the_command_writes_a_list_that_a_run_reads(events: Path, tmp_path: Path, capsys: Any) -> None:
    """One line says where it lies, how many checks it holds and until when."""
    path = tmp_path / "known.toml"

    status = main(
        [
            "deviations",
            "write",
            str(events),
            "--owner",
            "Ada",
            "--expires",
            "2027-01-31",
            "--reason",
            "r",
            "-o",
            str(path),
        ]
    )

    assert status == 0
    assert capsys.readouterr().out == f"wrote {path}: 3 checks, until 2027-01-31\n"
    assert path.read_text().startswith("# Known deviations of Mine (embedded). ")
    assert [each.check for each in load_deviations(path)] == ["P-1@p/f::a", "P-1@p/f::b[x]", "P-3@p/f::b[x]"]


def test_the_command_gives_entries_an_owner_and_a_last_day(events: Path, tmp_path: Path) -> None:
    """Whoever says nothing gets 90 days, and nobody as the owner."""
    path = tmp_path / "known.toml"
    assert main(["deviations", "write", str(events), "-o", str(path)]) == 0
    (first, *_) = load_deviations(path)
    assert (first.owner, first.reason) == ("nobody yet", "not looked at yet")
    assert first.expires in {date.today() + timedelta(days=days) for days in (89, 90)}


def test_the_command_overwrites_nothing(events: Path, tmp_path: Path, capsys: Any) -> None:
    """A list that is there stays as it is, unless --force says otherwise."""
    path = tmp_path / "known.toml"
    path.write_text("# mine\n")

    assert main(["deviations", "write", str(events), "-o", str(path)]) == 4
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith(f"{path} is there already; give another file with -o, or --force to replace it")
    assert path.read_text() == "# mine\n"

    assert main(["deviations", "write", str(events), "-o", str(path), "--force"]) == 0
    assert path.read_text() != "# mine\n"


def test_the_command_lists_nothing_where_nothing_failed(tmp_path: Path, capsys: Any) -> None:
    """A run without a failure leaves no file."""
    path = stream(tmp_path / "events.jsonl", scenario("p/f::a", "pass", check("P-1", "pass")))

    assert main(["deviations", "write", str(path), "-o", str(tmp_path / "known.toml")]) == 0

    assert capsys.readouterr().out == f"no check of {path} failed: nothing to list\n"
    assert not (tmp_path / "known.toml").exists()


def test_the_command_says_that_a_run_was_cut_short(tmp_path: Path, capsys: Any) -> None:
    """What an interrupted run did not judge is not known to pass."""
    path = stream(tmp_path / "events.jsonl", scenario("p/f::a", "fail", check("P-1", "fail")), end=False)

    assert main(["deviations", "write", str(path), "-o", str(tmp_path / "known.toml")]) == 0

    assert capsys.readouterr().out.startswith("the run did not come to its end: ")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--expires", "soon"), "'soon' is no date such as 2027-03-31"),
        (("--owner", " "), "a text is expected"),
        (("-o", "no/such/folder.toml"), "cannot be written: No such file or directory"),
    ],
)
def test_a_wrong_command_line_is_one_message(
    events: Path, words: tuple[str, ...], problem: str, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong option is status 2, a file that cannot be written status 4."""
    monkeypatch.chdir(events.parent)
    try:
        status = main(["deviations", "write", str(events), *words])
    except SystemExit as refused:
        status = int(str(refused.code))
    assert status in (2, 4)
    assert problem in capsys.readouterr().err
