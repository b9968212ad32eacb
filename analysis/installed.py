"""Which copy of the suite runs, in which environment, and are its packages those of the lock?  For ``analysis.check``.

A second copy is quietly taken instead of the first: the installed one when a notebook starts, the one in the folder when a command does.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distributions, version
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

NAME = "framing-notebooks"
HERE = Path(__file__).resolve().parents[1]
"""The folder that holds the package that runs."""
NOT_INSTALLED = "not looked at, since the suite is not installed in this environment"
_MOST_TOLD = 4
_LOCKED = re.compile(r"([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+))?")


def this_copy(folder: Path | None = None) -> str:
    """Say which copy runs; raise RuntimeError, with the next step, where there is a second one.

    folder: where somebody works (default: the current folder).  A copy named in PYTHONPATH is meant to run, whatever else is installed.
    """
    kept = list(_distributions())
    if _is_meant():
        return f"{_described(HERE)}, as PYTHONPATH says"
    if len(kept) > 1:
        raise RuntimeError(
            f"the suite is installed {len(kept)} times ({', '.join(one.version for one in kept)}); run `pip uninstall {NAME}` until none is left, "
            "then `make install`"
        )
    around = _checkout_around(folder or Path.cwd())
    if around is not None and around != HERE:
        raise RuntimeError(
            f"there are two copies: you work in {_described(around)}, but what runs is {_described(HERE)}; in the folder you work in, run "
            "`make install`, then start with `make lab` or `.venv/bin/framing`"
        )
    for one in kept:
        if (place := _place_of(one)) != HERE:
            raise RuntimeError(
                f"there are two copies: what runs here is {_described(HERE)}, but a notebook would take {_described(place)}; run `make install` "
                "in the folder you want to use"
            )
    return _described(HERE)


def environment() -> str:
    """Say in which environment the suite runs; raise RuntimeError, with the next step, where that is not the one it is installed in."""
    own, runs = HERE / ".venv", Path(sys.prefix)
    step = "in JupyterLab, close it and start it with `make lab`; in a terminal, use `.venv/bin/framing`"
    if not list(_distributions()):
        raise RuntimeError(f"the suite is not installed in this one ({runs.name}): {_where()} was started in the wrong environment; {step}")
    if own.is_dir() and runs.resolve() != own.resolve() and not _is_conda() and not _is_meant():
        raise RuntimeError(f"{_where()} runs in {runs.name}, but the suite has an environment of its own, .venv; {step}")
    return runs.name


def same_as_locked() -> str:
    """Say that packages are as locked; raise RuntimeError, with the next step, where they are not, or the suite was installed before a change.

    Nothing is compared in a conda environment, which chooses versions itself, and where no lock lies beside the package.
    """
    lock, project = HERE / "requirements.lock", _project(HERE)
    if _is_conda() or not lock.is_file() or project is None:
        return "no lock to compare with; versions are in the ranges that are needed"
    step = "run `touch requirements.lock pyproject.toml && make install`"
    if not list(_distributions()):
        raise RuntimeError(NOT_INSTALLED)
    if changed := _changed_since(project):
        raise RuntimeError(f"the suite was installed before the last change ({changed}); {step}")
    locked = list(_locked(lock.read_text(encoding="utf-8")))
    wrong = [f"{name} {_told(found)}, the lock has {wanted}" for name, wanted in locked if (found := _version(name)) != wanted]
    if wrong:
        more = f"; and {len(wrong) - _MOST_TOLD} more" if len(wrong) > _MOST_TOLD else ""
        raise RuntimeError(f"{len(wrong)} of {len(locked)} packages are not as locked: {'; '.join(wrong[:_MOST_TOLD])}{more}; {step}")
    return f"{len(locked)} packages as in requirements.lock"


def _distributions() -> Iterator[Distribution]:
    """Yield every installation of the suite that this Python sees; what building left in a checkout is none."""
    seen = set()
    for one in distributions(name=NAME):
        path = Path(str(getattr(one, "_path", ""))).resolve()
        if path.suffix != ".egg-info" and path not in seen:
            seen.add(path)
            yield one


def _place_of(one: Distribution) -> Path:
    """Return the folder that holds the package of an installation: a checkout where it is an editable one."""
    import json

    told = json.loads(one.read_text("direct_url.json") or "{}")
    if told.get("dir_info", {}).get("editable"):
        from urllib.request import url2pathname

        return Path(url2pathname(unquote(urlsplit(told["url"]).path))).resolve()
    return Path(str(one.locate_file(""))).resolve()


def _checkout_around(folder: Path) -> Path | None:
    """Return the checkout of the suite that a folder is in, if any."""
    folder = folder.resolve()
    return next((one for one in (folder, *folder.parents) if (one / "analysis" / "__init__.py").is_file() and _project(one) is not None), None)


def _project(folder: Path) -> dict[str, Any] | None:
    """Return what ``pyproject.toml`` says of the suite; None where there is none, or it is that of something else."""
    import tomllib

    try:
        told: dict[str, Any] = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8")).get("project", {})
    except (OSError, ValueError):
        return None
    return told if told.get("name") == NAME else None


def _described(place: Path) -> str:
    """Name a copy without the folders above it: its version, and whether it is a folder or was installed."""
    project = _project(place)
    if project is not None:
        return f"version {project.get('version', 'unknown')} in the folder “{place.name}”"
    return f"version {next((one.version for one in _distributions() if _place_of(one) == place), 'unknown')}, installed in {place.name}"


def _is_meant() -> bool:
    return any(Path(one).resolve() == HERE for one in os.environ.get("PYTHONPATH", "").split(os.pathsep) if one)


def _is_conda() -> bool:
    return (Path(sys.prefix) / "conda-meta").is_dir()


def _where() -> str:
    return "this notebook" if "ipykernel" in sys.modules else "this command"


def _changed_since(project: dict[str, Any]) -> str:
    """Say in what an editable installation differs from the ``pyproject.toml`` it was made from; "" for nothing."""
    from packaging.requirements import Requirement

    (one, *_) = [*_distributions(), None]
    if one is None or _is_meant() or _place_of(one) != HERE:
        return ""
    known = {str(asked) for line in one.requires or [] if "extra" not in str((asked := Requirement(line)).marker)}
    new = {str(Requirement(line)) for line in project.get("dependencies", [])} - known
    if new:
        return f"now also needed: {', '.join(sorted(new)[:_MOST_TOLD])}"
    return "" if project.get("version") in (None, one.version) else f"{one.version} then, {project['version']} now"


def _locked(lock: str) -> Iterator[tuple[str, str]]:
    """Yield (name, version) of the packages that a lock asks for on this machine."""
    from packaging.markers import Marker

    for line in lock.splitlines():
        found = _LOCKED.match(line)
        if found and (not found[3] or Marker(found[3].strip()).evaluate()):
            yield found[1], found[2]


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _told(found: str | None) -> str:
    return "is missing" if found is None else f"is {found}"
