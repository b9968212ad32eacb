"""Let a model read stand-ins for the names of countries, so that which country it is cannot decide.

The first country of a text becomes the first stand-in, the second the second, and so on, in all forms: "Armenian forces left Baku" is read as
"Romanian forces left Sofia", whoever the two are.  Where two countries in the list take each other's places, the model reads the same words,
unless one has a single word for two forms ("the French", "the Armenians").
Anonymising entities, as Hermann et al. 2015 ("Teaching Machines to Read and Comprehend", NeurIPS) do to keep world knowledge out of answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.edits import Edit, apply_edits

Forms = Sequence[str]
"""What a country is called: its name, adjective ("Armenian"), people ("Armenians") and capital."""

_NAME, _CAPITAL = 0, 3
_TITLES = "President|Prime|Foreign|Defen[cs]e|Interior|Minist|Government|Army|Parliament"
_PART_OF_A_NAME = re.compile(rf"[ -](?!(?:{_TITLES}))[A-Z]")
_AFTER_A_NAME = re.compile(r"[\w,;'’] (?:[A-Z][\w'’]*|[A-Z]\.)[ -]$")  # not where a sentence begins: "In Armenia"
_AN = re.compile(r"\b([Aa]n) [“\"‘'(]?$")


class StandIns:
    """Puts stand-ins in the place of countries' names.

    countries: the forms of every country known, those of the stand-ins among them.  names: the stand-ins in the order in which they are given
    out; each begins with a consonant in every form, so that "a" fits all.  Raises ValueError for a stand-in that is no known country.
    """

    def __init__(self, countries: Sequence[Forms], names: Sequence[str]) -> None:
        known = {forms[_NAME]: forms for forms in countries}
        missing = [name for name in names if name not in known]
        if missing:
            raise ValueError(f"the stand-ins {missing} are not among the {len(known)} countries; give their forms too")
        self._given = [known[name] for name in names]
        # of two forms that are one word ("French") the first counts
        self._owner = {word: (forms[_NAME], form) for forms in countries for form, word in reversed(list(enumerate(forms)))}
        longest_first = sorted(map(re.escape, self._owner), key=len, reverse=True)
        self._any = re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?!\w)") if longest_first else None

    def put_in(self, text: str, start: int | None = None, end: int | None = None) -> tuple[str, int | None, int | None]:
        """Return the text with stand-ins, and where its span is now.

        A name or capital that is part of another name keeps its words ("Jim Jordan", "South Sudan" where only Sudan is known, "Paris Hilton"),
        and so does a country after the last stand-in has been given out.
        """
        new = apply_edits(text, self._edits(text))
        return (new.text, start, end) if start is None or end is None else (new.text, *new.span(start, end))

    def _edits(self, text: str) -> Iterator[Edit]:
        given: dict[str, Forms] = {}
        for match in self._any.finditer(text) if self._any else ():
            country, form = self._owner[match[0]]
            if form in (_NAME, _CAPITAL) and (_PART_OF_A_NAME.match(text, match.end()) or _AFTER_A_NAME.search(text[: match.start()])):
                continue
            if country not in given:
                if len(given) == len(self._given):
                    continue
                given[country] = self._given[len(given)]
            article = _AN.search(text[: match.start()])
            if article:
                yield article.start(1), article.end(1), article[1][0]
            yield (*match.span(), given[country][form])
