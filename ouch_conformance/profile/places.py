"""Where a key of a profile stands: found by looking, since TOML values do not keep it."""

from __future__ import annotations

import re
from collections.abc import Iterable


def line_of(lines: Iterable[str], section: str, name: str) -> int | None:
    """The line of a key, or of its section's header; of the section above where there is neither."""
    header, found, lines = "", None, list(lines)
    for number, line in enumerate(lines, 1):
        if match := re.match(r"\s*\[([^\]]+)\]", line):
            header = match[1].strip()
            found = number if header == section and found is None else found
        elif name and header == section and re.match(rf'\s*"?{re.escape(name)}"?\s*=', line):
            return number
    parent, _, key = section.rpartition(".")
    return line_of(lines, parent, key) if found is None and parent else found
