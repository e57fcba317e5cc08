"""Tables of words as text, as Markdown, and as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape

from ouch_conformance.report.failure import aligned
from ouch_conformance.report.sheets import Cell, Page, Sheet

_WIDEST = 64
"""Characters of a name in a line of text; the other forms have it whole."""


def as_text(page: Page) -> str:
    """Plain text in columns, a line for each row: of several texts in a cell the first, and how many more there are."""
    parts = [page.title, "\n".join(aligned(page.facts))]
    for sheet in page.sheets:
        rows = [sheet.header, *(tuple(map(_short, row)) for row in sheet.rows)]
        if sheet.boxes:
            rows = [(box, *row) for box, row in zip(_boxes(sheet, "", "[ ]"), rows, strict=True)]
        parts.append("\n".join([sheet.title, "-" * len(sheet.title), *aligned(rows)]))
    return "\n\n".join(parts) + "\n"


def _boxes(sheet: Sheet, header: str, box: str) -> list[str]:
    """The column of a checklist's boxes, its header first."""
    return [header, *(box if due else "" for due in sheet.boxes)]


def _short(cell: Cell) -> str:
    if isinstance(cell, str):
        return " ".join(cell.split())
    first = cell[0] if len(cell[0]) <= _WIDEST else cell[0][: _WIDEST - 3] + "..."
    return first + (f" (+{len(cell) - 1})" if len(cell) > 1 else "")


def as_markdown(page: Page) -> str:
    """Markdown with tables, in which no text of the venue's own becomes markup."""
    parts = [f"# {_plain(page.title)}", "\n".join(f"- {_plain(name)}: {_plain(text)}" for name, text in page.facts)]
    for sheet in page.sheets:
        parts += [f"## {_plain(sheet.title)}", _plain(sheet.caption), "\n".join(_markdown_table(sheet))]
    return "\n\n".join(parts) + "\n"


def _markdown_table(sheet: Sheet) -> Iterator[str]:
    rows = [sheet.header, *(tuple("<br>".join(map(_plain, _lines(cell))) for cell in row) for row in sheet.rows)]
    if sheet.boxes:
        rows = [(box, *row) for box, row in zip(_boxes(sheet, "done", "☐"), rows, strict=True)]
    yield f"| {' | '.join(rows[0])} |"
    yield "| --- " * len(rows[0]) + "|"
    for row in rows[1:]:
        yield f"| {' | '.join(row)} |"


def _lines(cell: Cell) -> tuple[str, ...]:
    return cell if isinstance(cell, tuple) else tuple(cell.splitlines()) or ("",)


def _plain(text: str) -> str:
    marked = "".join(f"\\{letter}" if letter in "\\`*_[]|" else letter for letter in text)
    return marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; padding: .5rem 0; }
th, td { border: 1px solid #8888; padding: .3rem .5rem; text-align: start; vertical-align: top; }
thead th { position: sticky; top: 0; background: Canvas; }
tbody th { font-weight: 600; white-space: nowrap; }
ul { margin: 0; padding-inline-start: 1.1rem; }
nav ul { columns: 16rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
@media print { thead th { position: static; } .scroll { overflow: visible; } tr { break-inside: avoid; } }
"""


def as_html(page: Page) -> str:
    """One page without scripts and without anything from outside: headings, a list of contents, tables with headers."""
    title = escape(page.title)
    facts = "\n".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in page.facts)
    contents = "\n".join(f'<li><a href="#s{n}">{escape(sheet.title)}</a></li>' for n, sheet in enumerate(page.sheets))
    tables = "\n".join(_html_table(number, sheet) for number, sheet in enumerate(page.sheets))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the tables</a>
<header>
<h1>{title}</h1>
<dl>
{facts}
</dl>
<nav aria-label="Tables">
<ul>
{contents}
</ul>
</nav>
</header>
<main id="main">
{tables}
</main>
</body>
</html>
"""


def _html_table(number: int, sheet: Sheet) -> str:
    names = ("done", *sheet.header) if sheet.boxes else sheet.header
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    boxes = sheet.boxes or (None,) * len(sheet.rows)
    body = "\n".join(_html_row(row, due) for row, due in zip(sheet.rows, boxes, strict=True))
    # A region that scrolls can be reached by keyboard, and has a name.
    return f"""<section aria-labelledby="s{number}">
<h2 id="s{number}">{escape(sheet.title)}</h2>
<div class="scroll" role="region" aria-labelledby="s{number}" tabindex="0">
<table>
<caption>{escape(sheet.caption)}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
</table>
</div>
</section>"""


def _html_row(row: tuple[Cell, ...], due: bool | None) -> str:
    """One row; `due` says whether a checklist has a box in it, None that there are no boxes."""
    first, *others = map(_html_cell, row)
    box = f'<input type="checkbox" aria-label="done: {escape(_short(row[0]))}">' if due else ""
    cells = "".join(f"<td>{cell}</td>" for cell in others)
    return f'<tr>{"" if due is None else f"<td>{box}</td>"}<th scope="row">{first}</th>{cells}</tr>'


def _html_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return escape(cell).replace("\n", "<br>")
    return escape(cell[0]) if len(cell) == 1 else f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in cell)}</ul>"


RENDERERS: Mapping[str, Callable[[Page], str]] = {"text": as_text, "markdown": as_markdown, "html": as_html}
"""Each form by its name."""
