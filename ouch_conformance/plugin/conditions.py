"""Why a venue refuses: the conditions that a feature and a profile may name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ouch_conformance.profile import Profile, ProfileError, nearest
from ouch_conformance.profile.places import line_of
from ouch_conformance.profile.rejects import conditions_of, misspelt
from ouch_conformance.steps.sentence import Sentence

_OWN = "one of your own stands in the profile under [rejects]"


def lint_conditions(sentence: Sentence, step: str, protocol: str, own: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each condition of a step that is neither the protocol's nor one of a profile's own, and what would be right.

    Any reason would be right for it, so that a misspelt one would be examined by nothing. Where a protocol lists no
    conditions, all are its users' own.
    """
    listed, named = conditions_of(protocol), sentence.parameters("Condition")
    if not listed or not named:
        return
    values = sentence.values(step)
    known = [*listed, *(each for each in own if each not in listed)]
    listing = f"known: {', '.join(known)}"
    for word in (values[each] for each in named):
        if word not in known:
            meant = nearest(word, known)
            right = listing if meant == listing else f"{meant} {listing}"
            yield f"{word!r} is no condition of {protocol}", f"{right}; {_OWN}"


def check_conditions(profile: Profile, roots: Iterable[Path]) -> None:
    """ProfileError for a condition under [rejects] that looks like a slip for one of the protocol's.

    One that a feature below the roots has in its text is meant as it stands; the features are read only where one is
    in question.
    """
    strange = dict(misspelt(profile.protocol, tuple(profile.rejects)))
    if not strange or profile.path is None:
        return
    texts = [file.read_text("utf-8", "replace") for root in roots for file in sorted(root.rglob("*.feature"))]
    for name, meant in strange.items():
        if not any(name in text for text in texts):
            problem = f"{name!r} is no condition of {profile.protocol}, and no feature has it"
            line = line_of(profile.path.read_text("utf-8").splitlines(), "rejects", name)
            raise ProfileError(profile.path, problem, f"did you mean {meant!r}?", line)
