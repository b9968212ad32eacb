"""Hand on the names of a package's modules when they are first asked for, so that importing the package imports nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

Doors = tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]
"""A package's ``__getattr__``, ``__dir__`` and ``__all__``."""


def hand_on(package: str, modules: Mapping[str, str]) -> Doors:
    """Return what a package needs to hand on names: ``__getattr__``, ``__dir__`` and ``__all__``.

    modules: module of the package -> the names it hands on, parted by spaces, as in {"article": "Article read_article"}; none may be the
    name of a module.  An unknown name raises AttributeError with the names there are.
    """
    home = {name: module for module, names in modules.items() for name in names.split()}

    def get(name: str) -> Any:
        if name in home:
            return getattr(import_module(f"{package}.{home[name]}"), name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}; it has {', '.join(sorted(home))}")

    return get, lambda: sorted(home), sorted(home)
