"""`--ouch-suite NAME`: the features that ship with the suite, run in any repository beside the user's own."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from ouch_conformance.spec.errors import SpecError, listed, nearest
from ouch_conformance.spec.resources import data_root
from ouch_conformance.spec.sessions import SESSIONS


def suite_root() -> Path:
    """The folder below which the shipped features lie, one folder for each protocol."""
    return data_root() / "features"


def add_suites(config: pytest.Config, names: Sequence[str]) -> Path:
    """Have pytest collect the features of some suites as well, and give the root that they lie below.

    Where the command line names no paths, the run is about these features and those below the roots of the ini file:
    whatever else the repository tests is left to a run of its own. A path below the root, written as in a node id,
    stands for that part of the suite alone. pytest.UsageError for a name that is no suite's.
    """
    try:
        root = suite_root().resolve()
    except SpecError as error:
        raise pytest.UsageError(str(error)) from None
    folders = [root / name for name in dict.fromkeys([*_known(names, root), *SESSIONS])]
    if config.args_source is pytest.Config.ArgsSource.ARGS:
        asked = [_place(argument, root, config.invocation_params.dir) for argument in config.args]
    else:
        asked = [str(path) for path in config.getini("ouch_features") if path.is_dir()]
    config.args = asked if _parts(asked, root) else [*asked, *map(str, folders)]
    # Fixtures of ours name the scope of their loop: what pytest-asyncio says of an unset default is for other runs.
    warnings.filterwarnings("ignore", message=r"(?s).*asyncio_default_fixture_loop_scope")
    return root


def shipped_nodeid(path: Path, root: Path) -> str:
    """`protocol/file`, the node id of a shipped feature: the same wherever the suite is installed."""
    return path.resolve().relative_to(root).as_posix()


def _known(names: Iterable[str], root: Path) -> list[str]:
    suites = sorted({file.parent.name for file in root.glob("*/*.feature")})
    for name in names:
        if name not in suites:
            raise pytest.UsageError(
                f"--ouch-suite {name!r} does not exist{nearest(name, suites)}; allowed: {listed(suites)}"
            )
    return list(names)


def _place(argument: str, root: Path, called_in: Path) -> str:
    """An argument of the command line, its path below the root where it is one and no path of the user's."""
    path, _, rest = argument.partition("::")
    if (called_in / path).exists() or not (root / path).exists():
        return argument
    return str(root / path) + (f"::{rest}" if rest else "")


def _parts(arguments: Iterable[str], root: Path) -> list[str]:
    """The arguments that name a part of the shipped features, or all of them."""
    paths = {argument: Path(argument.partition("::")[0]).resolve() for argument in arguments}
    return [each for each, path in paths.items() if path.is_relative_to(root) or root.is_relative_to(path)]
