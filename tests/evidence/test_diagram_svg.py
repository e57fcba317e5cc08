"""The sequence diagram as SVG: text for people and machines, of itself complete, harmless, bounded."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from ouch_conformance.evidence import frames as evidence_frames
from ouch_conformance.evidence.diagram import Diagram, Kind, Pointer, Remark, diagram
from ouch_conformance.evidence.diagram_svg import SIGN, diagram_svg
from ouch_conformance.evidence.frames import Entry, Mark, SessionMark, keep_secret
from ouch_conformance.wire import codec
from tests.evidence.evidence_samples import BAD_REASON, CONVERSATION, ENTER, LOGIN, NOON, received, sent

OUCH = codec("nasdaq-ouch-5.0")
SVG = "{http://www.w3.org/2000/svg}"
MS = 1_000_000


def parsed(drawn: Diagram) -> etree._Element:
    """The document, as a strict reader of XML sees it."""
    return etree.fromstring(diagram_svg(drawn).encode(), etree.XMLParser(resolve_entities=False))


def words(root: etree._Element) -> list[str]:
    """Every line of text, in the order of drawing."""
    return ["".join(str(part) for part in text.itertext()) for text in root.iter(f"{SVG}text")]


def example() -> Diagram:
    """An order, a wrong answer, a second member, a step and something that never came."""
    record: list[Entry] = [
        SessionMark(NOON, "A", Mark.CONNECTED, "127.0.0.1:9000"),
        sent(ENTER, NOON + MS),
        received(BAD_REASON, 7, NOON + 2 * MS),
        sent(LOGIN, NOON + 3 * MS, "B"),
    ]
    pointers = {2: [Pointer("reason", "fail: the reason is listed")]}
    told = [Remark(NOON + MS, "When the member cancels"), Remark(NOON + 4 * MS, "nothing came", Kind.VIOLATION)]
    return diagram("An order is cancelled", record, OUCH, pointers, told)


def test_it_says_everything_in_text() -> None:
    """Title, columns, times, messages, fields, steps, and what is wrong with a sign of its own."""
    told = words(parsed(example()))

    assert told[:5] == [
        *("An order is cancelled", "ms since 14:13:20.123456 UTC", "member A", "venue", "member B"),
    ]
    assert {"2.000", "EnterOrder (O)", "OrderCanceled (C) #7", "When the member cancels"} <= set(told)
    assert f"userRefNum=1, quantity=100, {SIGN} reason='?'" in told
    assert f"{SIGN} fail: the reason is listed" in told
    assert f"{SIGN} nothing came" in told


def test_title_and_description_stand_for_the_picture() -> None:
    """A screen reader hears what it is and what is marked in it."""
    root = parsed(example())
    assert root.get("role") == "img"
    assert root.get("aria-label") == "An order is cancelled"
    assert root.findtext(f"{SVG}title") == "An order is cancelled"
    assert root.findtext(f"{SVG}desc") == (
        "3 packets drawn, from 14:13:20.123456 UTC. Marked: fail: the reason is listed. Marked: nothing came."
    )


def test_the_arrows_point_at_the_one_who_hears() -> None:
    """The member's order runs to the right, the venue's answer to the left, the second member's login to the left."""
    root = parsed(example())
    lines = [line for line in root.iter(f"{SVG}line") if str(line.get("class")).startswith("o-shaft")]
    order, answer, login = ((int(str(line.get("x1"))), int(str(line.get("x2")))) for line in lines)
    assert order[0] < order[1]
    assert answer[0] > answer[1]
    assert login[0] > login[1] > order[0]
    assert [line.get("class") for line in lines] == ["o-shaft", "o-shaft-bad", "o-shaft"]


def test_it_is_readable_in_light_and_dark() -> None:
    """A ground of its own in both schemes, and every colour of the one has its counterpart in the other."""
    style = parsed(example()).findtext(f"{SVG}style") or ""
    light, dark = style.split("@media (prefers-color-scheme:dark)")

    def coloured(text: str) -> dict[str, str]:
        return dict(re.findall(r"\.(o-[a-z-]+)\{[^}]*?(?:fill|stroke):(#[0-9a-f]{6})", text))

    assert coloured(light).keys() == coloured(dark).keys() >= {"o-ground", "o-text", "o-bad"}
    for scheme in (coloured(light), coloured(dark)):
        for kind in ("o-text", "o-quiet", "o-bad"):
            assert contrast(scheme[kind], scheme["o-ground"]) >= 4.5
            assert contrast(scheme[kind], scheme["o-band"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.1, 1.4.3)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.1)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_hostile_words_stay_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Markup, entities, characters that XML forbids, direction marks, a password: none of them gets through."""
    monkeypatch.setattr(evidence_frames, "_secrets", [])
    keep_secret("alpha-pass")
    hostile = "</text><script>x()</script>&x;\x00\x0b\ufffe\ud800\u202e alpha-pass \"' ]]>"
    record: list[Entry] = [
        sent(LOGIN),
        received(b"\x00\x1b+</svg><script> alpha-pass"),
        SessionMark(NOON, "A", Mark.NOTE, hostile),
    ]
    drawn = diagram(hostile, record, OUCH, {0: [Pointer("username", hostile)]}, [Remark(NOON, hostile)])
    root = parsed(drawn)

    assert {etree.QName(each).localname for each in root.iter()} == {
        *("svg", "title", "desc", "style", "rect", "text", "tspan", "line", "path"),
    }
    assert "alpha-pass" not in diagram_svg(drawn).lower()
    assert any("</text><script>x()</script>&x;" in line for line in words(root))
    assert not re.search("[\x00-\x08\x0b\u202e]", diagram_svg(drawn))


def test_nothing_is_loaded_from_elsewhere() -> None:
    """No reference, no script, no handler: it shows the same in a report that is opened from a disk."""
    text = diagram_svg(example()).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"href|url\(|src=|\son[a-z]+=|@import|https?:|<!", text)


def test_its_size_is_bounded() -> None:
    """A flood with long texts in it fits into a report."""
    flood = [received(b"\xff\xff+" + b"\xff" * 65_534)] * 20_000
    pointers = {index: [Pointer(None, "x" * 10_000)] for index in range(20_000)}
    steps = [Remark(NOON, "y" * 10_000)] * 20_000
    assert len(diagram_svg(diagram("z" * 10_000, flood, OUCH, pointers, steps))) < 500_000


def test_every_text_stays_inside_the_picture() -> None:
    """No line is wider than the picture or below its end, also with a single member and the oddest packets."""
    for drawn in (example(), diagram("t", CONVERSATION, OUCH)):
        root = parsed(drawn)
        width, height = int(str(root.get("width"))), int(str(root.get("height")))
        for text in root.iter(f"{SVG}text"):
            if text.get("text-anchor") is None:
                length = len("".join(str(part) for part in text.itertext()))
                assert int(str(text.get("x"))) + 7.3 * length <= width
            assert int(str(text.get("y"))) < height
