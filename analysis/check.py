"""``framing check``: is everything in place?  Each line says ``[ OK ]``, or ``[FAIL]`` with the remedy."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

OLDEST_PYTHON = (3, 11)
TRIAL = "Ruritania accused Sylvania of illegally occupying the valley. “We want peace,” a Sylvanian official said."


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
    """Yield (passed, line) for Python, packages, models, grammar and a two-sentence trial run, in this order.

    A check that raises is a failed check with the error's words; nothing is hidden.
    """
    steps: tuple[tuple[str, Callable[[], str]], ...] = (
        ("Python", _python),
        ("packages", _packages),
        ("stance model", _model),
        ("spaCy pipeline", _grammar),
        ("trial run", _trial),
    )
    for name, step in steps:
        try:
            yield True, f"[ OK ] {name}: {step()}"
        except Exception as error:
            yield False, f"[FAIL] {name}: {error}"


def _python() -> str:
    if sys.version_info < OLDEST_PYTHON:
        raise RuntimeError(
            f"this is {sys.version.split()[0]}, needed is 3.11 or newer; make the environment with another: make PYTHON=python3.12 install"
        )
    return sys.version.split()[0]


def _packages() -> str:
    from packaging.requirements import Requirement

    needed = [Requirement(line) for line in requires("framing-notebooks") or []]
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


def _model() -> str:
    from analysis.model import verify_model
    from analysis.stance.stance import EMBEDDED

    return f"weights and tokenizer as published (sha256 {verify_model(EMBEDDED)[:12]}...)"


def _grammar() -> str:
    from analysis.reading.parse import PIPELINE, pipeline

    return f"{PIPELINE} {pipeline().meta['version']}"


def _trial() -> str:
    from analysis.framing import analyse
    from analysis.reading.article import Article

    framing = analyse(Article(text=TRIAL), sides={"Ruritania": [], "Sylvania": ["Sylvanian"]})
    if len(framing.sentences) != 2 or framing.stance.empty or framing.voices.empty or framing.terms.empty:
        tables = {name: len(table) for name, table in framing.to_frames().items()}
        raise RuntimeError(f"two sentences gave {tables} rows; install again with `make install`, and report this if it stays")
    return f"two sentences read, {len(framing.stance)} mentions scored, {len(framing.terms)} loaded term found"
