"""What is put in order without a question, and what is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

from ouch_conformance.authoring.tidy import Change, tidy
from ouch_conformance.authoring.uses import own_files
from ouch_conformance.plugin.source import read_feature, table_rows
from ouch_conformance.plugin.tags import requirement_tags


def told(text: str) -> tuple[str, list[Change]]:
    """A text put in order, written without its margin."""
    return tidy(dedent(text).lstrip("\n"))


def test_a_table_is_aligned_like_its_first_row() -> None:
    """Cells are as wide as the widest of their column; an escaped bar is no end of a cell."""
    text, changes = told(
        r"""
        Feature: F
            | a | long column |
          | wide \| cell | 1 |
        """
    )
    assert text == "Feature: F\n    | a            | long column |\n    | wide \\| cell | 1           |\n"
    assert changes == [Change(2, "table aligned"), Change(3, "table aligned")]


def test_a_table_with_a_missing_cell_is_left_alone() -> None:
    """What is no table is for the lint to find."""
    broken = "Feature: F\n  | a | b |\n  | 1 |\n"
    assert tidy(broken) == (broken, [])


def test_two_tables_are_aligned_apart() -> None:
    """A step between them parts two tables."""
    text, _ = told(
        """
        | a |
        | long |
        Then x
        | b |
        """
    )
    assert text == "| a    |\n| long |\nThen x\n| b |\n"


def test_requirements_come_before_the_families() -> None:
    """The order of requirements stays, for the first is the main one; a tag stands once."""
    text, changes = told("  @cost:slow @OUCH50-2.2-04 @layer:orders @pics:modify @OUCH50-2.1-01 @OUCH50-2.2-04\n")
    assert text == "  @OUCH50-2.2-04 @OUCH50-2.1-01 @pics:modify @layer:orders @cost:slow\n".lstrip()
    assert changes == [Change(1, "tags put in order")]
    commented = "@cost:slow @OUCH50-2.1-01 # why\n"
    assert tidy(commented) == (commented, [])


def test_a_doc_string_is_left_as_it_is() -> None:
    """Spaces, bars and tags in a doc string are its content."""
    text = 'Given x\n  """\n  | a |  \n  @b:c @D   \n  """\n'
    assert tidy(text) == (text, [])


def test_white_space_at_the_ends() -> None:
    """Trailing space goes, and the file ends with one line end."""
    assert tidy("Feature: F  \n\n\n") == ("Feature: F\n", [Change(1, "trailing space taken out")])
    assert tidy("Feature: F") == ("Feature: F\n", [Change(1, "the end of the file put right")])
    assert tidy("Feature: F\n") == ("Feature: F\n", [])


def meaning(path: Path) -> Iterator[object]:
    """All that a run takes from a file, line by line."""
    for scenario in read_feature(path).scenarios:
        for row in scenario.rows():
            tags = scenario.tags_of(row)
            yield scenario.title, scenario.line, row.id, requirement_tags(tags), {tag.name for tag in tags}
            for step in scenario.render(row).steps:
                yield step.type, step.name, step.line_number, table_rows(step), step.docstring


def test_no_feature_means_anything_else_afterwards(tmp_path: Path) -> None:
    """Every shipped feature says the same when it is put in order, and is not put in order twice."""
    for path in own_files():
        text, _ = tidy(path.read_text("utf-8"))
        copy = tmp_path / path.name
        copy.write_text(text, encoding="utf-8")
        assert list(meaning(copy)) == list(meaning(path))
        assert tidy(text) == (text, [])


def test_the_features_of_the_suite_are_in_order() -> None:
    """They are what an author copies from, and `lint` has nothing to say of them."""
    assert [path.name for path in own_files() if tidy(path.read_text("utf-8"))[1]] == []
