"""`--ouch-generated`: scenarios made from the layout of the run's protocol, collected like any other feature.

They are written below the results before pytest collects, so that lint, verdicts, evidence and the command that reruns
one of them are those of every scenario. Their node ids do not depend on where the results lie.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from ouch_conformance.cases.errors import CasesError
from ouch_conformance.cases.make import FOLDER, features
from ouch_conformance.plugin import wiring
from ouch_conformance.plugin.options import generated_root, read_options
from ouch_conformance.spec.errors import SpecError

_UNFIT = (
    "--ouch-generated sends malformed messages, and {profile} does not say that its venue is fit for them: "
    "hostile-input = true under [venue] says so"
)


def add_generated(config: pytest.Config, roots: Sequence[Path]) -> Path:
    """Write the scenarios, have pytest collect them, and give the root that they lie below.

    Where neither a path nor a suite is named, the run is about them alone. pytest.UsageError where the command line or
    the profile is wrong, the venue is not marked as fit for hostile input, or nothing can be made for its protocol.
    """
    options = read_options(config, roots)
    try:
        profile = wiring.make_plan(options).profile
        if not profile.fit_for_hostile_input and options.judged is None:
            raise pytest.UsageError(_UNFIT.format(profile=profile.path or profile.name))
        texts = features(profile.protocol, profile.revision, profile.session_protocol)
    except (wiring.Refused, CasesError, SpecError) as error:
        raise pytest.UsageError(f"--ouch-generated: {error}") from None
    root = generated_root(options.results).resolve()
    folder = root / profile.protocol / FOLDER
    _write(root, folder, texts)
    _ask(config, folder, root)
    return root


def _write(root: Path, folder: Path, texts: Mapping[str, str]) -> None:
    """Write what has changed; what an earlier run left for another protocol or revision goes."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in set(root.rglob("*.feature")) - {folder / name for name in texts}:
        stale.unlink(missing_ok=True)
    for name, text in texts.items():
        file = folder / name
        if not file.is_file() or file.read_text("utf-8") != text:
            # Workers of one run write the same: none may read a half of it.
            spare = file.with_name(f"{name}.{os.getpid()}")
            spare.write_text(text, encoding="utf-8")
            spare.replace(file)


def _ask(config: pytest.Config, folder: Path, root: Path) -> None:
    """Have pytest collect all of them, or those that the command line names as their node ids do."""
    named = config.args_source is pytest.Config.ArgsSource.ARGS or bool(config.option.ouch_suite)
    if not named:
        config.args = [str(folder)]
        return
    asked = [_place(each, root, config.invocation_params.dir) for each in config.args]
    parts = [each for each in asked if Path(each.partition("::")[0]).is_relative_to(root)]
    # A suite adds its folders to what it does not know: who names a part of these means that part.
    config.args = parts if parts and config.option.ouch_suite else asked if parts else [*asked, str(folder)]


def _place(argument: str, root: Path, called_in: Path) -> str:
    """An argument as a path below the root, where it names one there and no path of the user's."""
    path, _, rest = argument.partition("::")
    if (called_in / path).exists() or not (root / path).exists():
        return argument
    return str(root / path) + (f"::{rest}" if rest else "")
