"""Where the words of rich text go: to a story, unless the group they stand in says that they are left out."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Story:
    """A stretch of text that is read by itself: the body, a footnote, a text box.  Its source is clean: words, nothing else."""

    kind: str
    source: list[str] = field(default_factory=list)
    headlines: list[bool] = field(default_factory=list)
    """For each paragraph that has ended: is its style that of a headline?"""
    boxes: list[Story] = field(default_factory=list)
    """Text boxes that hang on the paragraph that has not ended yet."""
    ended: int = 0
    """The length of the source at the end of the last paragraph."""


@dataclass
class Group:
    """What holds inside a pair of braces."""

    to: Story | None
    part: str = ""
    """fonttbl, stylesheet or info, where we are in one of them."""
    hidden: bool = False
    deleted: bool = False
    moved: bool = False
    font: str | None = None
    skip: int = 1
    """Characters that stand in for one in Unicode, for older programs."""
    style: str = "0"
    capital: bool = False
    """This paragraph is the drop capital of the next."""
    outer: Story | None = None
    """Where the words went before a group of two versions, of which the second counts."""
    opened: bool = False
    """This group began the story it writes to."""

    def inside(self) -> Group:
        """Return what holds at the beginning of a group inside this one; called for every brace, so it is quick."""
        group = object.__new__(Group)
        group.__dict__.update(self.__dict__)
        group.opened = False
        return group

    @property
    def why(self) -> str | None:
        """Why words are left out here, None where they are not."""
        return "deleted run" if self.deleted else "moved run" if self.moved else "hidden run" if self.hidden else None
