"""Markup from texts: nothing that a venue writes becomes an element, an attribute or a link that does something."""

from __future__ import annotations

import pytest

from ouch_conformance.compliance.html import Html, el, join, link, row, table, text


@pytest.mark.parametrize(
    ("words", "markup"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("\"quoted\" and 'quoted'", "&quot;quoted&quot; and &#x27;quoted&#x27;"),
        ("</script><script>", "&lt;/script&gt;&lt;script&gt;"),
        ("one\ntwo\tthree", "one\ntwo\tthree"),
        ("nul\x00 escape\x1b[31m turned\u202e soft\u00ad", "nul\ufffd escape\ufffd[31m turned\ufffd soft\ufffd"),
        ("no\u00a0break", "no break"),
    ],
)
def test_a_text_is_a_text(words: str, markup: str) -> None:
    """What has a meaning in markup is escaped; what cannot be seen or turns the order of reading is replaced."""
    assert text(words) == markup


def test_an_element_escapes_its_texts_and_its_attributes() -> None:
    """Markup that was made here is taken as it is, any other text is escaped; so is the value of an attribute."""
    made = el("p", "<b>", Html("<i>i</i>"), None, ["x", el("br")], title='"><script>', hidden=True, id=None, data_x=1)

    assert made == '<p title="&quot;&gt;&lt;script&gt;" hidden data-x="1">&lt;b&gt;<i>i</i>x<br></p>'


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//venue.example", "file:///etc"])
def test_an_address_that_could_do_something_is_no_link(address: str) -> None:
    """Only a place on the page and a page of the web are links."""
    assert link(address, "here") == "here"
    assert link("#s1", "here") == '<a href="#s1">here</a>'
    assert link("https://tracker.example/1?a=b&c", "<1>") == (
        '<a href="https://tracker.example/1?a=b&amp;c">&lt;1&gt;</a>'
    )


def test_a_table_says_what_each_cell_is() -> None:
    """A caption, headers with their scope, and in each cell the name of its column for a narrow screen."""
    made = table("Two things", ("Name", "Value"), [row("a", "1"), row("b", join("2", " & 3"))])

    assert "<caption>Two things</caption>" in made
    assert made.count('<th scope="col" role="columnheader">') == 2
    assert '<th scope="row" role="rowheader">b</th><td role="cell" data-name="Value">2 &amp; 3</td>' in made


def test_a_row_that_does_not_fit_its_header_is_a_mistake_of_ours() -> None:
    """A cell too many would stand under no name."""
    with pytest.raises(ValueError, match="argument"):
        table("Two things", ("Name", "Value"), [row("a", "1", "2")])
