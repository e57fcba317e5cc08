"""The compliance matrix as its readers get it: what stands in it, in which form, and that it is only a text."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ouch_conformance.cli import main
from ouch_conformance.compliance import scenarios
from ouch_conformance.compliance.page import compliance_page
from ouch_conformance.compliance.run import read_kept
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.traceability import Seen as Reported
from tests.report.hand_made import failing, passing, record

from .kept_runs import SHOWN, known, write_run


class Seen(HTMLParser):
    """The elements of a page in their order, its texts, and the text inside each element with an id."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, str] = {}
        self.text = ""
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_data(self, data: str) -> None:
        """Note a text; what a script or a style holds is none."""
        if self._inside in ("script", "style"):
            self.raw[self._inside] = self.raw.get(self._inside, "") + data
        else:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        """What follows is no script."""
        self._inside = ""

    def all(self, tag: str, name: str) -> list[str]:
        """The values of an attribute on all elements of a kind that have it."""
        return [value or "" for kind, given in self.tags if kind == tag for key, value in given.items() if key == name]

    @property
    def ids(self) -> list[str]:
        """Every id of the page."""
        return [str(given["id"]) for _, given in self.tags if "id" in given]


@pytest.fixture(scope="module")
def markup(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a run with one scenario for each kind of outcome."""
    return compliance_page(read_kept(write_run(tmp_path_factory.mktemp("run"))))


@pytest.fixture(scope="module")
def page(markup: str) -> Seen:
    """The same, taken apart."""
    return Seen(markup)


def between(page: Seen, start: str, end: str) -> str:
    """The text from one heading to the next, in one line."""
    # The list of contents has every heading first.
    text = page.text[page.text.index("How to read this page") :]
    return " ".join(text[text.index(start) : text.index(end)].split())


def test_the_verdict_stands_in_front_with_sums_that_close(page: Seen) -> None:
    """In words, with the exit status and both sums."""
    opening = page.text[: page.text.index("What to look at")]

    assert "OUCH conformance of Gateway 4.2.1" in opening
    assert "✘ Not conforming" in opening
    assert "Exit status 1." in opening
    assert "scenarios  4 selected = 1 pass + 1 observed + 1 known deviation + 1 fail" in opening
    assert "checks     5 selected = 1 pass + 2 observed + 1 known deviation + 1 fail" in opening
    assert "Left out of this run: 1 requirement that the suite can judge." in opening
    assert "1 listed deviation of the venue, expired or to expire within 30 days." in opening


def test_what_somebody_has_to_look_at_comes_first(page: Seen) -> None:
    """Worst first: the sentence that was judged, expected, observed, and a link to the evidence."""
    shown = between(page, "Requirements that somebody has to look at", "What was examined")

    assert shown.index("OUCH50-2.2-04") < shown.index("OUCH50-2.2-03")
    assert "the existing order is canceled: expected Order Canceled; observed Rejected evidence 1" in shown


def test_the_page_says_what_was_examined_and_by_what(page: Seen) -> None:
    """Venue, product, version, protocol, revision, time, suite, and checksums of what the verdicts rest on."""
    shown = between(page, "What was examined", "Clause by clause")

    for words in (
        "VenueRack 2",
        "ProductGateway",
        "Version4.2.1",
        "ProtocolNasdaq OUCH 5.0 (nasdaq-ouch-5.0, revision 1.05)",
        "Begun26 November 2026, 09:30:00 UTC",
        "Suiteouch-conformance 0.1.0",
        f"profilewhen the run began{'ab' * 32}",
    ):
        assert words in shown
    assert re.search(r"events\.jsonlas the run left it[0-9a-f]{64}", shown)


def test_each_clause_has_its_row(markup: str, page: Seen) -> None:
    """Requirement, level, verdict, sentence, who judged it, which defect proves it; a reason where nobody did."""
    rows = {str(given["id"]): given for tag, given in page.tags if tag == "tr" and "data-verdict" in given}
    standings = {name: (given["data-verdict"], given["data-level"]) for name, given in rows.items()}

    assert standings == {
        "OUCH50-2.2-04": ("fail", "must"),
        "OUCH50-2.2-05": ("observed", "observe"),
        "OUCH50-2.2-03": ("known deviation", "derived"),
        "OUCH50-2.1-01": ("pass", "must"),
        "OUCH50-2.3-01": ("not in this run", "must"),
        "OUCH50-2.5-02": ("filed", "must"),
    }
    assert rows["OUCH50-2.2-04"]["data-areas"] == "Replace"
    assert "operator-action: Nobody can." in page.text
    assert "<code>replace-invalid-keeps-order</code>" in markup
    assert "A cancel states the new size. (also in 3.4)" in page.text


def test_a_failure_has_its_text_its_messages_and_its_bytes(markup: str, page: Seen) -> None:
    """Folded under its scenario: the text of the terminal, the sequence as picture and as text, table, bytes."""
    shown = between(page, "Scenarios that did not pass (2)", "The other scenarios (2)")

    assert "fail: the existing order is canceled requirement OUCH50-2.2-04, section 2.2 (must)" in shown
    assert "> 0010 00 13 reason invalid quantity (19)" in shown
    assert "sentUnsequenced DataReplaceOrderRequest (U)" in shown
    pictures = page.all("img", "src")
    assert [each.split(",")[0] for each in pictures] == ["data:image/svg+xml;base64"] * 2
    assert b"<svg" in base64.b64decode(pictures[0].split(",")[1])
    assert markup.count('<details class="scenario disturbed">') == 2


def test_deviations_say_why_who_and_how_long(page: Seen) -> None:
    """Reason, owner, link, last day, and the days that are left on the day of the run."""
    shown = between(page, "Known deviations, the first to expire first", "Round trips")

    assert "Known since <spring>." in shown
    assert "gateway & co" in shown
    assert "2026-12-06: 10 days left, soon" in shown
    assert "https://tracker.example/GW-17" in page.all("a", "href")


def test_round_trips_are_information(page: Seen) -> None:
    """The table has the numbers, each plot says them in words, and the section says that it judges nothing."""
    shown = between(page, "Round tripsInformation", "HistoryNo")

    assert "Information, never a verdict." in shown
    # Sent at 1 ms, answered at 3 ms, in each of three scenarios.
    assert "Replace Order Request32.002.002.002.00" in shown
    assert "p50 2.00, p90 2.00, p99 2.00, maximum 2.00 milliseconds" in shown


def test_areas_and_open_questions_have_their_tables(page: Seen) -> None:
    """The verdict of an area with the points of the regulation; each question with the venue's answer and its proof."""
    areas = between(page, "Points of Article 9(3)", "Behaviour of the venue")
    questions = between(page, "Questions that the documents leave open", "Known deviationsDays")

    assert "Replace(a), (b)Nasdaq OUCH 5.0✘ fail" in areas
    assert "ThrottlenoneNasdaq OUCH 5.0– noneNo sentence limits a rate." in areas
    assert "Which reason that cancel carries is not said." in questions
    assert "(proven by: marker)" in questions


def test_nothing_of_a_venue_is_markup(markup: str, page: Seen) -> None:
    """The answer of a hostile venue stands there as the text that it is, and no element came of it."""
    assert SHOWN in page.text
    assert "\u202e" not in markup
    assert Counter(tag for tag, _ in page.tags)["script"] == 1
    assert {given.get("alt", "").split(" ")[0] for tag, given in page.tags if tag == "img"} == {"Sequence"}  # type: ignore[union-attr]
    assert not any(name.startswith("on") for _, given in page.tags for name in given)


def test_only_the_page_s_own_script_may_run_and_nothing_is_loaded(page: Seen) -> None:
    """The policy names script and style by their hashes; no address of a resource leads out of the page."""
    (policy,) = [given["content"] for _, given in page.tags if given.get("http-equiv") == "Content-Security-Policy"]
    for kind in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(page.raw[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in str(policy)
    assert str(policy).startswith("default-src 'none'; ")
    assert all(each.startswith("data:") for tag in ("img", "script", "link", "iframe") for each in page.all(tag, "src"))
    assert page.all("link", "href") == []
    assert "url(" not in page.raw["style"] and "@import" not in page.raw["style"]


def test_headings_are_in_order_and_links_lead_somewhere(page: Seen) -> None:
    """One main heading, no level left out, ids once, and every link within the page has its target."""
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]

    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [name for name, count in Counter(page.ids).items() if count > 1] == []
    assert {each[1:] for each in page.all("a", "href") if each.startswith("#")} <= set(page.ids)
    labelled = {each for tag, given in page.tags for each in [given.get("aria-labelledby")] if each}
    assert labelled <= set(page.ids)


def test_it_can_be_read_without_eyes_and_used_without_a_mouse(page: Seen) -> None:
    """Language, captions, scopes, a label for every control; regions that scroll have a name and can be reached."""
    assert page.all("html", "lang") == ["en"]
    scopes = [given.get("scope") for tag, given in page.tags if tag == "th"]
    assert set(scopes) == {"col", "row", "rowgroup"}
    assert len([1 for tag, _ in page.tags if tag == "table"]) == len([1 for tag, _ in page.tags if tag == "caption"])
    controls = {str(given["id"]) for tag, given in page.tags if tag in ("select", "input")}
    assert controls == set(page.all("label", "for"))
    regions = [given for _, given in page.tags if given.get("tabindex") == "0"]
    assert len(regions) > 20
    assert all(given.get("aria-label") for given in regions)


def test_without_its_script_the_page_is_whole(page: Seen) -> None:
    """The filters are hidden, and no row is."""
    hidden = [tag for tag, given in page.tags if "hidden" in given]
    assert hidden == ["form"]


PAIRS = [("text", "ground"), ("text", "surface"), ("quiet", "ground"), ("quiet", "surface"), ("link", "ground")]
PAIRS += [(tone, f"{tone}-ground") for tone in ("good", "bad", "warn", "open", "seen", "none")]
PAIRS += [("text", f"{tone}-ground") for tone in ("good", "bad", "open")]


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
def test_colours_have_the_contrast_of_wcag(page: Seen, scheme: int) -> None:
    """4.5 to 1 for every text on its ground, in each scheme (WCAG 2.2, 1.4.3)."""
    blocks = re.findall(r":root \{(.*?)\}", page.raw["style"], re.DOTALL)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", blocks[scheme]))

    found = {}
    for pair in PAIRS:
        dark, light = sorted(luminance(colours[name]) for name in pair)
        found[pair] = (light + 0.05) / (dark + 0.05)
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize(
    ("scenarios", "status", "words"),
    [
        ([passing()], None, "✔ Conforming"),
        ([passing(), known()], None, "✔ Conforming, but for 1 known deviation"),
        ([record("It stays open", Verdict.INCONCLUSIVE)], None, "? Incomplete: no violation seen"),
        ([passing()], 2, "? Interrupted"),
        ([failing()], None, "✘ Not conforming"),
    ],
)
def test_the_verdict_is_the_one_of_the_exit_status(
    scenarios: list[object], status: int | None, words: str, tmp_path: Path
) -> None:
    """A sign and words; an interrupted run has a sum that says what is missing."""
    shown = Seen(compliance_page(read_kept(write_run(tmp_path, scenarios, status=status)))).text  # type: ignore[arg-type]

    assert words in shown
    assert ("1 not run (interrupted)" in shown) == (status == 2)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"target": "embedded"}, "The target is the suite's own reference venue"),
        (
            {"defects": ["accepted-price-worse"]},
            "Defects of the reference venue were switched on: accepted-price-worse.",
        ),
        ({"strict": True}, "A strict run"),
        ({"judged_again": True}, "Judged again, without a venue, from a record of 21 September 2026, 14:13:20 UTC."),
        ({"product": "", "product_version": ""}, "OUCH conformance of Rack 2"),
    ],
)
def test_what_changes_the_meaning_is_said_in_front(facts: dict[str, Any], words: str, tmp_path: Path) -> None:
    """A reader of the verdict knows what it was that was examined."""
    shown = Seen(compliance_page(read_kept(write_run(tmp_path, [passing()], **facts)))).text

    assert words in shown[: shown.index("What to look at")]


def test_evidence_of_every_scenario_on_demand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--evidence always` shows the messages of what passed, too."""
    run = write_run(tmp_path / "run", [passing()])

    pictures = []
    for choice in ("failures", "always"):
        assert main(["matrix", str(run), "--html", "--evidence", choice]) == 0
        pictures.append(len(Seen(capsys.readouterr().out).all("img", "src")))
    assert pictures == [0, 1]


@pytest.mark.parametrize(
    ("lost", "told"),
    [("events.jsonl", "events.jsonl: cannot be read"), ("traceability.json", "traceability.json: cannot be read")],
)
def test_a_missing_file_is_told_in_one_line(
    lost: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 4, with the file that is missing."""
    run = write_run(tmp_path)
    (run / lost).unlink()

    assert main(["matrix", str(run), "--html"]) == 4
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line


def test_files_of_two_runs_make_no_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run that was killed leaves its stream beside the traceability of the run before it."""
    run = write_run(tmp_path / "a")
    other = write_run(tmp_path / "b", started="2026-11-27T09:30:00+00:00")
    (other / "events.jsonl").replace(run / "events.jsonl")

    assert main(["matrix", str(run), "--html"]) == 4
    assert "of another run than" in capsys.readouterr().err


def test_a_venue_that_fails_everything_does_not_fill_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many failing scenarios the first have their messages; each of the others has its text."""
    monkeypatch.setattr(scenarios, "MOST_SHOWN", 2)
    made = [failing() for _ in range(4)]
    for number, each in enumerate(made):
        each.id += f"[{number}]"

    page = Seen(compliance_page(read_kept(write_run(tmp_path, made))))

    assert len(page.all("img", "src")) == 2
    assert page.text.count("What went wrong") == 4
    assert "The first 2 with their messages; those of the others are in events.jsonl." in page.text


def test_an_invariant_of_several_workers_has_what_was_observed(tmp_path: Path) -> None:
    """The process that started the workers knows no more of it; the page says that much."""
    broken = Reported("OUCH50-2.1-01@invariant", "OUCH50-2.1-01", Verdict.FAIL, True, "violated in 2 messages")

    page = Seen(compliance_page(read_kept(write_run(tmp_path, [passing()], invariants=[broken]))))

    shown = between(page, "Requirements that somebody has to look at", "What was examined")
    assert "OUCH50-2.1-01✘ failA valid order is accepted. (section 2.1, must)violated in 2 messages" in shown
    assert "all messages of the run: violated in 2 messages" in page.text


def test_a_run_that_was_stopped_in_its_first_scenario_has_a_page(tmp_path: Path) -> None:
    """Nothing was judged: the sum says so, and nothing else is claimed."""
    shown = Seen(compliance_page(read_kept(write_run(tmp_path, [], status=2, judged_again=True)))).text

    assert "scenarios  1 selected = 1 not run (interrupted)" in shown
    assert "Nothing: no requirement was violated, and none was left open." not in shown
