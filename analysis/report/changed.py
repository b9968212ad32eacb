"""What a person changed: each correction with what the program found and what holds now, as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.templates import counted, render

if TYPE_CHECKING:
    from analysis.framing import Framing

Told = Mapping[str, str | None]
_NOTHING = {"side": "no such side", "mention": "no mention of a side", "speaker": "the reporter’s words", "loaded word": "not marked"}


@dataclass(frozen=True, eq=False)
class Changed:
    """What a person corrected in one reading; rows: what, as the program found it, as corrected."""

    rows: tuple[tuple[str, str, str], ...]

    def _repr_html_(self) -> str:
        note = f"A person corrected {counted(len(self.rows), 'place')} of this reading. Everything that rests on them was computed again."
        columns = ("what", "the program found", "corrected to")
        return render("table.html.j2", title="What a person changed", note=note, columns=columns, rows=self.rows, numeric=(False, False, False))


def what_changed(framing: Framing) -> Changed | None:
    """Show what a person corrected, from what to what; None where nobody did."""
    changes = framing.provenance.get("corrections") or []
    return Changed(tuple((_place(one), _words(one, one["from"]), _words(one, one["to"])) for one in changes)) if changes else None


def _place(change: Mapping[str, Any]) -> str:
    where = "" if change["sentence"] is None else f" in sentence {change['sentence']}"
    return f"{change['what']}{where}: “{change['words']}”"


def _words(change: Mapping[str, Any], told: Told | None) -> str:
    return _NOTHING[change["what"]] if told is None else _SAYS[change["what"]](told)


def _of_side(told: Told) -> str:
    return "a side" + (f", with the name {told['names']}" if told.get("names") else "")


def _of_mention(told: Told) -> str:
    return f"“{told['text']}” means {told['side']}"


def _of_speaker(told: Told) -> str:
    return f"{told['speaker'] or 'a source without a name'}, for {told['side'] or 'no side'}"


def _of_word(told: Told) -> str:
    parts = [told["category"], told["about"] and f"about {told['about']}", told["neutral"] and f"neutral wording “{told['neutral']}”"]
    return ", ".join([f"“{told['text']}”", *(part for part in parts if part)])


_SAYS: dict[str, Callable[[Told], str]] = {"side": _of_side, "mention": _of_mention, "speaker": _of_speaker, "loaded word": _of_word}
