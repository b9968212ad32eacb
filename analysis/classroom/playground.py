"""Playgrounds: change a word, swap the sides' names, rewrite a sentence, and see what that does to the scores and the marks.

A ``Playground`` puts fields in front of ``analysis.classroom.comparing``.  In JupyterLab it is live; everywhere else its static twin stands, a
table of one worked example.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.classroom.comparing import Comparison, Reader, change_words, compare, exchange_names
from analysis.classroom.one_word import WordTest, change_one_word
from analysis.model import ModelError
from analysis.reading.draft import ArticleError
from analysis.reading.folding import plain
from analysis.templates import render
from analysis.terms.marker import MODEL
from analysis.who.sides import SidesError

if TYPE_CHECKING:
    from analysis.framing import Framing
    from analysis.stance.scorer import HasScore

SECONDS_OF_REST = 0.08
"""A playground reads when the keys have rested this long."""


@dataclass(frozen=True)
class Field:
    """One field of a playground: its label, what stands in it at first, and suggestions; lines: 1 for a line, more for a box."""

    label: str
    value: str
    lines: int = 1
    options: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Playground:
    """Fields and what they lead to; as the last line of a cell it shows itself, live in JupyterLab and as a worked example elsewhere.

    run: takes the values of the fields in order and returns a Comparison or a WordTest, or raises ArticleError, SidesError, ModelError or
    ValueError with words for the reader.
    """

    title: str
    fields: tuple[Field, ...]
    run: Callable[..., Comparison | WordTest] = field(repr=False)

    def result(self, *values: str) -> str:
        """Return what the fields' values lead to, as HTML; an expected error as a note.  Without values: those at first."""
        try:
            return self.run(*(values or [each.value for each in self.fields]))._repr_html_()
        except (ArticleError, SidesError, ModelError, ValueError) as error:
            return render("playground.html.j2", before="", after="", columns=[], rows=[], numeric=[], items=[str(error)], marks="")

    def widget(self) -> Any:
        """Return the live form, an ipywidgets box: a reading after every pause of the keys."""
        import ipywidgets

        shown = ipywidgets.HTML(self.result())
        wide = {"layout": ipywidgets.Layout(width="auto"), "style": {"description_width": "initial"}}
        boxes = []
        for each in self.fields:
            if each.lines > 1:
                boxes.append(ipywidgets.Textarea(each.value, description=each.label, rows=each.lines, **wide))
            else:
                boxes.append(ipywidgets.Combobox(value=each.value, description=each.label, options=each.options, **wide))
        reset = ipywidgets.Button(description="Reset")

        def refresh() -> None:
            shown.value = self.result(*(box.value for box in boxes))

        def start_again(_: Any) -> None:
            for box, each in zip(boxes, self.fields, strict=True):
                box.value = each.value

        later = Later(refresh, SECONDS_OF_REST)
        for box in boxes:
            box.observe(later, "value")
        reset.on_click(start_again)
        return ipywidgets.VBox([ipywidgets.HTML(render("playground_head.html.j2", title=self.title)), *boxes, reset, shown])

    def _repr_html_(self) -> str:
        """Return the static twin: the fields as they stand at first, and what they lead to."""
        from markupsafe import Markup

        return render("playground_twin.html.j2", title=self.title, fields=self.fields, result=Markup(self.result()))

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle = self.widget()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, "text/html": self._repr_html_(), "text/plain": f"Playground: {self.title}"}, metadata


class Later:
    """Calls a function once, ``seconds`` after the last of many calls; at once where no event loop runs."""

    def __init__(self, call: Callable[[], None], seconds: float) -> None:
        self._call, self._seconds = call, seconds
        self._timer: asyncio.TimerHandle | None = None

    def __call__(self, *_: Any) -> None:
        """Ask for the call; a call already waiting is put off."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._call()
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = loop.call_later(self._seconds, self._call)


def change_word(framing: Framing, sentence: int | None = None, *, model: HasScore | None = None) -> Playground:
    """Offer a sentence of the article in which one word can be changed.

    sentence: its number; None for that of the loaded word with the largest effect, in a sentence that names a side.
    """
    from analysis.terms.lexicon import LEAVE_OUT

    listed = _replaceable(framing)
    number = sentence or (int(listed.iloc[0].sentence) if len(listed) else _strongest(framing))
    text = _sentence(framing, number)
    here = listed[listed.sentence == number]
    words, wording = (str(here.iloc[0].text), str(here.iloc[0].neutral)) if len(here) else ("", "")
    suggested = tuple(dict.fromkeys(str(word) for word in (*here.text, *re.findall(r"\w[\w’'-]*", text))))
    neutral = tuple(dict.fromkeys(str(each) for each in here.neutral if each != LEAVE_OUT))
    first = "" if wording == LEAVE_OUT else wording
    fields = (Field("Sentence", text, 4), Field("These words", words, options=suggested), Field("become", first, options=neutral))
    reader = Reader(framing.sides, model=model)

    def run(text: str, words: str, wording: str) -> Comparison:
        return replace(change_words(reader, text, words, wording), name="w")

    return Playground(f"Change a word (sentence {number})", fields, run)


def swap_sides(framing: Framing, sentence: int | None = None, *, model: HasScore | None = None) -> Playground:
    """Offer a sentence of the article in which the sides take each other's names.

    sentence: its number; None for the one with the strongest score among those that name two sides.
    """
    number = sentence or _strongest(framing, sides=2)
    reader = Reader(framing.sides, model=model)

    def run(text: str) -> Comparison:
        return replace(exchange_names(reader, text), name="s")

    return Playground(f"Swap the names of the sides (sentence {number})", (Field("Sentence", _sentence(framing, number), 4),), run)


def rewrite(framing: Framing, sentence: int | None = None, *, example: str = "", model: HasScore | None = None) -> Playground:
    """Offer a sentence of the article to rewrite freely.

    sentence: its number; None for the one that holds the loaded word with the largest effect.  example: the rewriting that stands there at first;
    without it the sentence with the neutral wordings of the list in place; no proposal of the program stands there.
    """
    listed = _replaceable(framing)
    number = sentence or (int(listed.iloc[0].sentence) if len(listed) else _strongest(framing))
    text = _sentence(framing, number)
    reader = Reader(framing.sides, model=model)

    def run(new: str) -> Comparison:
        return replace(compare(reader, text, new), name="r")

    return Playground(f"Rewrite sentence {number}", (Field("Your wording", example or _in_plain_words(framing, number), 5),), run)


def one_word(*, model: HasScore | None = None) -> Playground:
    """Offer a sentence with a place for a word that must not matter, and words to put there: a test of the model, of one's own making."""
    fields = (
        Field("Sentence, with {} once", "Martin, a {} teacher, was questioned by police on Monday.", 2),
        Field("Target", "Martin"),
        Field("Words, with commas between", "gay, straight, Muslim, deaf, young, Chicago", 2),
    )

    def run(sentence: str, target: str, words: str) -> WordTest:
        return change_one_word(sentence, target, words.split(","), model=model)

    return Playground("Change one word that must not matter", fields, run)


def _sentence(framing: Framing, number: int) -> str:
    texts = framing.sentences.set_index("sentence").text
    if number not in texts.index:
        raise ValueError(f"sentence {number} does not exist; allowed: 1 to {len(texts)}")
    return plain(str(texts[number]))


def _named(framing: Framing) -> pd.DataFrame:
    """Return the mentions that name their side themselves, so that the sentence can be read alone."""
    names = {name.casefold() for side, known in framing.sides.items() for name in (side, *known)}
    return framing.mentions[framing.mentions.text.map(lambda words: plain(str(words)).casefold()).isin(names)]


def _replaceable(framing: Framing) -> pd.DataFrame:
    """Return the terms with another wording in sentences that name a side: those of the list before proposals, then the largest effect first."""
    terms = framing.terms[framing.terms.neutral.notna() & framing.terms.sentence.isin(_named(framing).sentence)]
    order = pd.DataFrame({"proposed": terms.neutral_by == MODEL, "effect": -terms.effect.abs()}).sort_values(["proposed", "effect"], kind="stable")
    return terms.loc[order.index]


def _strongest(framing: Framing, *, sides: int = 1) -> int:
    """Return the sentence with the score farthest from zero among those that name so many sides; 1 where there is none."""
    named = _named(framing).groupby("sentence").side.nunique()
    stance = framing.stance[framing.stance.sentence.isin(named.index[named >= sides])]
    return int(stance.loc[stance.score.abs().idxmax(), "sentence"]) if len(stance) else 1


def _in_plain_words(framing: Framing, number: int) -> str:
    """Return a sentence with the neutral wordings of the list in place of its loaded words."""
    from analysis.terms.wording import replace_term

    row = framing.sentences.set_index("sentence").loc[number]
    text, begins = str(row["text"]), int(row["start"])
    terms = framing.terms
    listed = terms[(terms.sentence == number) & terms.neutral.notna() & (terms.neutral_by != MODEL)]
    for term in listed.sort_values("start", ascending=False).itertuples():
        text = replace_term(text, int(term.start) - begins, int(term.end) - begins, str(term.neutral)).text
    return plain(text)
