"""Shows how the texts that people see differ from the kept ones; with `--write` keeps the new ones.

python -m tests.report.renew          # the difference, exit status 1 where there is one
python -m tests.report.renew --write  # the same, and the files are renewed
"""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path

from tests.report.snapshot_cases import CASES, FOLDER


def difference(name: str, text: str, folder: Path = FOLDER) -> str:
    """How a text differs from the kept one, as a unified diff; nothing where it does not."""
    file = folder / f"{name}.txt"
    kept = file.read_text(encoding="utf-8") if file.exists() else ""
    return "".join(unified_diff(kept.splitlines(True), f"{text}\n".splitlines(True), f"kept/{name}", f"now/{name}"))


def renew(folder: Path = FOLDER, *, write: bool) -> str:
    """The differences of all cases, and of files that no case makes any more; `write` makes the files agree."""
    told = []
    for name, make in CASES.items():
        text = make()
        told.append(difference(name, text, folder))
        if write:
            folder.mkdir(exist_ok=True)
            (folder / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
    for file in sorted(folder.glob("*.txt")):
        if file.stem not in CASES:
            told.append(f"no case makes {file.name}\n")
            if write:
                file.unlink()
    return "".join(told)


if __name__ == "__main__":
    found = renew(write="--write" in sys.argv[1:])
    sys.stdout.write(found or "nothing differs\n")
    sys.exit(bool(found) and "--write" not in sys.argv[1:])
