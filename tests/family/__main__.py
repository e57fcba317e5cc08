"""Write the files of the other editions anew: `python -m tests.family`."""

from __future__ import annotations

from tests.family.derive import made
from tests.family.differences import EDITIONS


def main() -> None:
    """Write every file that is not as it would be made."""
    for edition in EDITIONS:
        for path, text in made(edition):
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
                print(f"written: {path}")  # noqa: T201 - a tool of the command line


if __name__ == "__main__":
    main()
