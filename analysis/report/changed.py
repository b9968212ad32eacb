"""What a person changed: each correction with what was found before and what holds now, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analysis.report.plain import Findings
from analysis.templates import counted

if TYPE_CHECKING:
    from analysis.framing import Framing

TITLE = "What a person changed"
_NOTHING = {"side": "no side", "mention": "no mention of a side", "speaker": "the reporter’s words", "loaded word": "not marked"}
_SAID = {
    "side": lambda told: "a side" + (f", with the names {told['names']}" if told.get("names") else ""),
    "mention": lambda told: f"“{told['text']}” means {told['side']}",
    "speaker": lambda told: f"{told['speaker'] or 'a source without a name'}, for {told['side'] or 'no side'}",
    "loaded word": lambda told: f"“{told['text']}”, {_of_word(told)}",
}


def what_changed(framing: Framing) -> Findings | None:
    """Show what a person corrected, from what to what; None where nobody did."""
    changes = framing.provenance.get("corrections") or []
    if not changes:
        return None
    line = f"A person corrected {counted(len(changes), 'place')} of this reading. Everything that rests on them was computed again."
    return Findings((line,), (), TITLE, tuple((_place(change), _in_words(change)) for change in changes))


def _place(change: Mapping[str, Any]) -> str:
    where = "" if change["sentence"] is None else f" in sentence {change['sentence']}"
    return f"{change['what']}{where}: “{change['words']}”"


def _in_words(change: Mapping[str, Any]) -> str:
    before, now = (_NOTHING[change["what"]] if told is None else _SAID[change["what"]](told) for told in (change["from"], change["to"]))
    return f"{now}, as the program found it" if before == now else f"was: {before}; now: {now}"


def _of_word(told: Mapping[str, str | None]) -> str:
    parts = [told["category"], told["about"] and f"about {told['about']}", told["neutral"] and f"neutral wording “{told['neutral']}”"]
    return ", ".join(part for part in parts if part)
