"""Whatever happens to a file, the loader answers with a protocol or with SpecError."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ouch_conformance.spec.errors import SpecError
from ouch_conformance.spec.loader import load_catalogue, load_protocol
from tests.spec.spec_wrong import CATALOGUE, MESSAGES

# Pieces that the files are made of, so that a mutilation is often well-formed and gets past the parser.
PIECES = st.sampled_from(
    [
        *("", '"', "x", "0", "-1", "<", "/>", "&x;", "\u00e9", "None", "Side", "byte", "str_ascii_n", "fields"),
        *('name="side"', 'def="price"', 'ref="Leg"', 'default="B"', 'message-id="A"', 'id=""', "always", "optional"),
        *("<field/>", '<field name="a" type="record:Leg"/>', "<o:appendage/>", "<o:tags>3</o:tags>"),
        *("P-1", "observe", "<sentence/>"),
    ]
)
PLACES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), PIECES), min_size=1, max_size=4)


def mutilated(text: str, places: list[tuple[float, int, str]]) -> str:
    """The text with pieces put in the place of others, each place given as a share of the text."""
    for share, length, piece in places:
        start = int(share * len(text))
        text = text[:start] + piece + text[start + length :]
    return text


def swapped(text: str, places: list[tuple[float, int, str]]) -> str:
    """The text with values of attributes exchanged, so that it stays well-formed more often."""
    parts = text.split('"')
    for share, _, piece in places:
        value = int(share * (len(parts) // 2 - 1)) * 2 + 1
        parts[value] = piece.replace('"', "").replace("<", "").replace("&x;", "")
    return '"'.join(parts)


@settings(max_examples=150, deadline=None)
@given(places=PLACES, exchange=st.booleans(), catalogue=st.booleans())
def test_a_mutilated_file_never_escapes(places: list[tuple[float, int, str]], exchange: bool, catalogue: bool) -> None:
    """No mutilation ends in another exception, and every error says what is allowed."""
    text = (swapped if exchange else mutilated)(CATALOGUE if catalogue else MESSAGES, places)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "messages.xml"
        file.write_text(text, encoding="utf-8")
        try:
            (load_catalogue if catalogue else load_protocol)(file)
        except SpecError as fault:
            assert fault.file == file
            assert fault.allowed
