"""What a run tells of itself: what was examined, by what, since when, and the checksums of what it was judged by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from ouch_conformance.plugin.options import Options
from ouch_conformance.plugin.wiring import Plan
from ouch_conformance.report.checksums import file_checksum, folder_checksum
from ouch_conformance.spec.library import protocol_folder


def now() -> str:
    """The time of day and date, UTC, to the second: `2026-11-26T09:30:00+00:00`."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def run_facts(plan: Plan, options: Options) -> dict[str, object]:
    """What the run tells of itself. Never a credential."""
    profile = plan.profile
    host, port = profile.endpoint or ("embedded", 0)
    facts: dict[str, object] = {
        "suite": version("ouch-conformance"),
        "started": now(),
        "protocols": list(plan.protocols),
        "revision": profile.revision,
        "profile": profile.name,
        "product": profile.product,
        "product_version": profile.version,
        "target": f"{host}:{port}" if port else host,
        "defects": sorted(plan.defects),
        "variants": list(plan.variants),
        "strict": options.strict,
    }
    return facts | ({"judged_again": True} if options.judged else {})


def checksums(plan: Plan, options: Options) -> dict[str, str]:
    """SHA-256 of what the run is judged by: profile, list of deviations, and per protocol specification and features.

    The profile is the user's own file, not the copy without credentials that is kept beside the results.
    """
    named = {"profile": plan.profile.path, "deviations": plan.listed_in}
    found = {name: file_checksum(path) for name, path in named.items() if path is not None}
    for name in plan.protocols:
        folder = protocol_folder(name)
        found[f"specs/{name}"] = folder_checksum(folder, folder.glob("*.xml"))
    return found | dict(_features(plan, options))


def _features(plan: Plan, options: Options) -> Iterator[tuple[str, str]]:
    """All features that take part, selected or not; where a project has some of its own, under its folder's name."""
    for root in options.roots:
        for name in plan.folders:
            folder = root / name
            files = list(folder.rglob("*.feature"))
            if files:
                yield _label(root, options) + f"/{name}", folder_checksum(folder, files)


def _label(root: Path, options: Options) -> str:
    return "features" if len(options.roots) == 1 or root == options.shipped else f"features of your own in {root.name}"
