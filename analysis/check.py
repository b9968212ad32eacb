"""``framing check``: is everything in place?  Each line says ``[ OK ]``, or ``[FAIL]`` with the remedy."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from analysis import installed

OLDEST_PYTHON = (3, 11)
TRIAL = "Ruritania accused Sylvania of illegally occupying the valley. “We want peace,” a Sylvanian official said."


_CALLED = {
    "lexicons": "lists", "models/comparison": "comparison", "models/narrative": "roles and frames", "models/sides": "sides",
    "models/stance": "stance model", "models/reading": "reading model",
}  # fmt: skip
_MOST_TOLD = 4


@dataclass(frozen=True)
class Setup:
    """The lines of all checks, and whether each passed; as the last line of a cell it shows itself."""

    lines: tuple[tuple[bool, str], ...]

    @property
    def passed(self) -> bool:
        """Whether everything is in place."""
        return all(ok for ok, _ in self.lines)

    def _repr_html_(self) -> str:
        from analysis.templates import render

        return render("setup.html.j2", lines=[line for _, line in self.lines], failed=sum(not ok for ok, _ in self.lines))


def check_setup() -> Setup:
    """Run all checks of ``check`` and return what they say."""
    return Setup(tuple(check()))


def check() -> Iterator[tuple[bool, str]]:
    """Yield (passed, line) for Python, copy, environment, packages, lock, models, grammar and a two-sentence trial run, in this order.

    A check that raises is a failed check with the error's words; nothing is hidden.
    """
    steps: tuple[tuple[str, Callable[[], str]], ...] = (
        ("Python", _python),
        ("this copy", installed.this_copy),
        ("environment", installed.environment),
        ("packages", _packages),
        ("lock", installed.same_as_locked),
        ("models and lists", _shipped),
        ("spaCy pipeline", _grammar),
        ("trial run", _trial),
    )
    failed: list[str] = []
    for name, step in steps:
        try:
            if step is _trial and set(failed) & {"models and lists", "spaCy pipeline"}:
                raise RuntimeError(f"not tried; first fix what failed above ({', '.join(failed)})")
            yield True, f"[ OK ] {name}: {step()}"
        except Exception as error:
            failed.append(name)
            yield False, f"[FAIL] {name}: {_without_places(str(error))}"


def _without_places(words: str) -> str:
    """Return an error's words without the folders of this machine: what is shown to a class or sent to a helper names no user."""
    roots = (Path(__file__).parents[1], Path(sys.prefix).resolve(), Path(sys.prefix), Path.cwd(), Path.home())
    for root in map(str, roots):
        words = words.replace(root + os.sep, "") if len(root) > 1 else words
    return words


def _python() -> str:
    if sys.version_info < OLDEST_PYTHON:
        raise RuntimeError(
            f"this is {sys.version.split()[0]}, needed is 3.11 or newer; make the environment with another: make PYTHON=python3.12 install"
        )
    return sys.version.split()[0]


def _packages() -> str:
    from packaging.requirements import Requirement

    try:
        needed = [Requirement(line) for line in requires(installed.NAME) or []]
    except PackageNotFoundError:
        raise RuntimeError(installed.NOT_INSTALLED) from None
    main = [r for r in needed if r.marker is None or r.marker.evaluate({"extra": ""})]
    wrong = []
    for requirement in main:
        try:
            found = version(requirement.name)
        except PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if not requirement.specifier.contains(found, prereleases=True):
            wrong.append(f"{requirement.name} is {found}, needed is {requirement.specifier}")
    if wrong:
        raise RuntimeError(f"{'; '.join(wrong)}; install again with `make install`")
    return f"{len(main)} in place"


def _shipped() -> str:
    from analysis import lexicons, shipped
    from analysis.comparison import alike
    from analysis.frames import questions
    from analysis.model import WEIGHTS
    from analysis.reading import encoder
    from analysis.stance import stance
    from analysis.who import choosing

    folders = {
        "lexicons": lexicons.FOLDER,
        "models/comparison": alike.WEIGHTS.parent,
        "models/narrative": questions.WEIGHTS.parent,
        "models/sides": choosing.WEIGHTS.parent,
        "models/stance": stance.EMBEDDED,
        "models/reading": encoder.EMBEDDED,
    }
    wrong = [f"{_CALLED[folder]}: {fault}" for folder, fault in shipped.faults(folders)]
    _raise_for(wrong)
    known = shipped.published()
    weights = ", ".join(f"{name} {known[folder][WEIGHTS][:12]}..." for name, folder in (("stance", "models/stance"), ("reading", "models/reading")))
    return f"{sum(map(len, known.values()))} files as published (sha256 of the weights: {weights})"


def _raise_for(wrong: list[str]) -> None:
    """Raise RuntimeError with the first faults, and how many more there are."""
    if wrong:
        raise RuntimeError(" | ".join(wrong[:_MOST_TOLD]) + (f" | and {len(wrong) - _MOST_TOLD} more" if len(wrong) > _MOST_TOLD else ""))


def _grammar() -> str:
    from analysis.reading.parse import PIPELINE, pipeline
    from analysis.shipped import faults_of_package

    _raise_for(list(faults_of_package(PIPELINE)))
    return f"{PIPELINE} {pipeline().meta['version']}"


def _trial() -> str:
    from analysis.framing import analyse
    from analysis.reading.article import Article

    framing = analyse(Article(text=TRIAL), sides={"Ruritania": [], "Sylvania": ["Sylvanian"]})
    if len(framing.sentences) != 2 or framing.stance.empty or framing.voices.empty or framing.terms.empty:
        tables = {name: len(table) for name, table in framing.to_frames().items()}
        raise RuntimeError(f"two sentences gave {tables} rows; install again with `make install`, and report this if it stays")
    return f"two sentences read, {len(framing.stance)} mentions scored, {len(framing.terms)} loaded word found"
