"""Self-checks of the exercises: each takes an answer, says whether it is right, and if not, what to look at again; never the answer itself.

An answer of ``...`` is one not given yet.  What is right is worked out here from the article's tables or from the numbers of the task, so
a check works on any article.  Where a sentence is to be written, the suite reads it and says what it found; then there are many right answers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.stance.stance import LABELS
from analysis.templates import counted, render, signed
from analysis.voices.sourcing import names_speaker

if TYPE_CHECKING:
    from analysis.classroom.playground import Reader, Reading
    from analysis.framing import Framing
    from analysis.reading.article import Article
    from analysis.stance.swap import SwapAudit

Numbers = Sequence[float]
_DOTS = "Nothing yet: write your answer in the place of the three dots, run that cell, then this one."
_ROUNDED = 0.006
"""An answer rounded to two places counts as right."""


@dataclass(frozen=True)
class Feedback:
    """What a check says: whether the answer is right, and a sentence or two on it."""

    right: bool
    text: str

    def _repr_html_(self) -> str:
        return render("feedback.html.j2", right=self.right, text=self.text)


def _right(text: str) -> Feedback:
    return Feedback(True, text)


def _again(text: str) -> Feedback:
    return Feedback(False, text)


def _not_a_number(answer: Any) -> Feedback | None:
    if answer is ... or answer is None:
        return _again(_DOTS)
    if isinstance(answer, bool) or not isinstance(answer, (int, float, np.integer, np.floating)):
        return _again(f"The answer should be a number such as 12 or 0.5; this is {type(answer).__name__} {str(answer)[:40]!r}.")
    if not np.isfinite(float(answer)):
        return _again("The answer is no number that can be compared (missing or infinite): was something divided by zero?")
    return None


def _not_a_text(answer: Any) -> Feedback | None:
    if answer is ... or answer is None or (isinstance(answer, str) and not answer.strip()):
        return _again(_DOTS)
    if not isinstance(answer, str):
        return _again(f"The answer should be a text between quotation marks; this is {type(answer).__name__}.")
    return None


def _close(answer: Any, wanted: float, by: float = _ROUNDED) -> bool:
    return abs(float(answer) - wanted) <= by


def _higher_or_lower(answer: Any, wanted: float) -> str:
    return "too high" if float(answer) > wanted else "too low"


# ---- lesson 0: start here --------------------------------------------------------------------------------------------


def check_count(answer: Any, framing: Framing) -> Feedback:
    """Check the number of sentences of the article."""
    if wrong := _not_a_number(answer):
        return wrong
    wanted = len(framing.sentences)
    if _close(answer, wanted, 0):
        return _right("That is the number of rows in the table of sentences.")
    if _close(answer, framing.sentences.paragraph.max(), 0):
        return _again("That is the number of paragraphs. A paragraph can hold several sentences.")
    return _again(f"That is {_higher_or_lower(answer, wanted)}. The numbers in the column `sentence` begin with 1.")


def check_cut(answer: Any, framing: Framing, sentence: int) -> Feedback:
    """Check that a sentence was cut out of the article's text by its offsets."""
    if wrong := _not_a_text(answer):
        return wrong
    row = framing.sentences.set_index("sentence").loc[sentence]
    if answer == row["text"]:
        return _right("Every finding of the suite can be cut out of the text in this way.")
    assert isinstance(answer, str)
    if answer.strip() == row["text"] or answer in row["text"]:
        return _again("Nearly: something at the edge is missing or too much. `end` is the first character that no longer belongs to the sentence.")
    if row["text"] in answer:
        return _again("The sentence is in it, with more around it. Are `start` and `end` those of this sentence?")
    return _again(f"That is not sentence {sentence}. Look up `start` and `end` in the row whose column `sentence` holds this number.")


# ---- lesson 1: read first --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Practice:
    """A sentence to practise coding on; what the code book says of it, and which of its rules decides."""

    text: str
    about: str
    voice: str
    stance: str
    voice_rule: str
    stance_rule: str


_PLAIN = "plain facts, whoever they are about"
_PRACTICE = (
    _Practice("The council said that the bridge would close on Monday.", "the council", "indirect", "neutral",
              "a retelling with “said that” and without quotation marks", "saying something is neither good nor bad treatment"),
    _Practice("“We were never asked,” the drivers said.", "the drivers", "direct", "neutral",
              "quotation marks around whole sentences", "whoever only speaks is not treated in any way"),
    _Practice("The council accused the drivers of “holding the town to ransom”.", "the drivers", "mixed", "negative",
              "a retelling that holds some quoted words", "A accuses B: look who is accused"),
    _Practice("Police closed two streets near the bridge.", "the police", "narrator", "neutral",
              "nobody is named as having said it", _PLAIN),
    _Practice("The firefighters, brave as ever, saved eleven people.", "the firefighters", "narrator", "positive",
              "nobody is named as having said it", "words of praise beside the facts"),
    _Practice("The stubborn drivers have brought the town to its knees.", "the drivers", "narrator", "negative",
              "nobody is named as having said it", "words of judgement in place of the facts"),
    _Practice("According to the drivers, nobody was hurt.", "the drivers", "indirect", "neutral",
              "“according to” does the work of “said”", "whoever only speaks is not treated in any way"),
    _Practice("The drivers stopped work at noon.", "the drivers", "narrator", "neutral",
              "nobody is named as having said it", _PLAIN),
)  # fmt: skip


def practice() -> pd.DataFrame:
    """Return sentences of our own to practise coding on: number, sentence, and the party whose treatment is asked for."""
    return pd.DataFrame([(number, each.text, each.about) for number, each in enumerate(_PRACTICE, start=1)], columns=["row", "sentence", "about"])


def check_practice(answers: Any, question: str) -> Feedback:
    """Check answers (row -> value) to the practice sentences by the code book; ``question`` is "voice" or "stance"."""
    allowed = {"voice": ("narrator", "direct", "indirect", "mixed"), "stance": LABELS}
    if question not in allowed:
        raise ValueError(f"question is {question!r}; allowed: {', '.join(allowed)}")
    if not isinstance(answers, Mapping):
        return _again(_DOTS if answers is ... else "The answers should look like {1: 'indirect', 2: 'direct'}.")
    given = {int(row): str(value).strip().lower() for row, value in answers.items() if value not in (..., "", None)}
    unknown = sorted({value for value in given.values() if value not in allowed[question]})
    if not given:
        return _again(_DOTS)
    if unknown:
        return _again(f"Not an answer of the code book: {', '.join(unknown)}. Allowed are {', '.join(allowed[question])}.")
    wrong = [row for row, each in enumerate(_PRACTICE, start=1) if row in given and given[row] != getattr(each, question)]
    left = [row for row in range(1, len(_PRACTICE) + 1) if row not in given]
    if not wrong and not left:
        return _right("All rows agree with the code book.")
    rules = list(dict.fromkeys(getattr(_PRACTICE[row - 1], f"{question}_rule") for row in wrong))
    said = []
    if wrong:
        said.append(f"{counted(len(wrong), 'row')} of {len(given)} {'differs' if len(wrong) == 1 else 'differ'} from the code book.")
        said.append(f"Think again about this: {'; '.join(rules)}.")
    else:
        said.append("All rows answered so far agree with the code book.")
    if left:
        said.append(f"{counted(len(left), 'row')} {'has' if len(left) == 1 else 'have'} no answer yet.")
    return _again(" ".join(said))


# ---- lesson 2: whose voice -------------------------------------------------------------------------------------------


def check_narrator_words(answer: Any, framing: Framing, sentence: int) -> Feedback:
    """Check how many words of a sentence are in the reporter's own voice; one more or less counts as right."""
    from analysis.voices.voices import voice_parts

    if wrong := _not_a_number(answer):
        return wrong
    parts = voice_parts(framing.sentences, framing.voices)
    own = parts[parts.sentence == sentence]
    wanted, words = int(own.loc[own.voice == "narrator", "words"].sum()), int(own.words.sum())
    if _close(answer, wanted, 1):
        return _right("As the program counts. Words are counted between spaces and hyphens, so one more or less is no difference.")
    if _close(answer, words - wanted, 1):
        return _again("That is the number of the source’s words. Asked are the reporter’s.")
    if _close(answer, words, 1):
        return _again("Those are all words of the sentence. Some of them are somebody’s.")
    hint = (
        "some of these words belong to a source" if float(answer) > wanted else "the words of saying and the name of the speaker are the reporter’s"
    )
    return _again(f"That is {_higher_or_lower(answer, wanted)}: {hint}.")


def check_without_marks(answer: Any, framing: Framing) -> Feedback:
    """Check which sentences carry a source's words although they hold no quotation (indirect speech alone)."""
    kinds = framing.voices.groupby("sentence").kind.agg(set)
    wanted = {int(number) for number, found in kinds.items() if found == {"indirect"}}
    quoted = {int(number) for number in kinds.index} - wanted
    if answer is ... or answer is None:
        return _again(_DOTS)
    if isinstance(answer, (str, Mapping)) or not isinstance(answer, Iterable):
        return _again("The answer should be a list of numbers, such as [1, 5, 9].")
    given = {int(number) for number in answer}
    if given == wanted:
        return _right("The program finds the same sentences. Whoever looks for quotation marks alone misses all of them.")
    said = [f"{len(given & wanted)} of your {counted(len(given), 'sentence')} {'is' if len(given & wanted) == 1 else 'are'} in the program’s list."]
    if given & quoted:
        said.append(f"{counted(len(given & quoted), 'sentence')} of yours {'holds' if len(given & quoted) == 1 else 'hold'} quoted words.")
    if given - wanted - quoted:
        said.append(f"For {len(given - wanted - quoted)} of yours the program finds no source at all: is there a word of saying?")
    if wanted - given:
        said.append(f"{len(wanted - given)} of the program’s {'is' if len(wanted - given) == 1 else 'are'} missing.")
    said.append("This compares you with the program: if a sentence speaks for you, keep your answer and note it for lesson 6.")
    return _again(" ".join(said))


def check_speech(text: Any, kind: str, keep: Collection[str]) -> Feedback:
    """Check that a written sentence is direct, indirect or mixed speech and still holds the words in ``keep``."""
    if kind not in ("direct", "indirect", "mixed"):
        raise ValueError(f"kind is {kind!r}; allowed: direct, indirect, mixed")
    if wrong := _not_a_text(text) or _lost(text, keep):
        return wrong
    found = set(_read_alone(str(text)).voices.kind)
    if found == {kind} or (kind == "mixed" and "mixed" in found and "direct" not in found):  # beside quoted words there may be retold ones
        return _right(f"The program reads it as {kind} speech.")
    if not found:
        return _again("The program finds nobody speaking. Name the speaker and use a word of saying, such as “said”.")
    hints = {
        "direct": "Put the speaker’s own words, and nothing else, between quotation marks.",
        "indirect": "Retell what was said, without quotation marks.",
        "mixed": "Retell it, and keep a few of the speaker’s own words between quotation marks.",
    }
    return _again(f"The program reads {' and '.join(sorted(found))} speech. {hints[kind]}")


def _lost(text: Any, keep: Collection[str]) -> Feedback | None:
    """Say which facts are missing, if any."""
    missing = [word for word in keep if not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", str(text), re.IGNORECASE)]
    if missing:
        return _again(f"These words of the task are missing: {', '.join(missing)}. The facts should stay.")
    return None


def _read_alone(text: str) -> Reading:
    """Read a text for its voices and terms, whoever it is about."""
    return _reader_without_sides().read(text)


@lru_cache(maxsize=1)
def _reader_without_sides() -> Reader:
    from analysis.classroom.playground import Reader

    return Reader({})


# ---- lesson 3: stance ------------------------------------------------------------------------------------------------


def check_score(answer: Any, negative: float, neutral: float, positive: float) -> Feedback:
    """Check the score that follows from three probabilities: that of positive minus that of negative."""
    if wrong := _not_a_number(answer):
        return wrong
    wanted = positive - negative
    if _close(answer, wanted):
        return _right("The probability of neutral plays no part in the score; it only leaves less for the other two.")
    if _close(answer, -wanted):
        return _again("The size is right, the sign is not: a sentence that treats the side badly has a score below 0.")
    if _close(answer, max(negative, neutral, positive)):
        return _again("That is the largest of the three probabilities. The score is a difference of two of them.")
    return _again("Not yet. The score is one probability minus another one.")


def check_mean_score(answer: Any, framing: Framing, side: str, voice: str) -> Feedback:
    """Check the mean score towards a side in one voice, "narrator" or "source"."""
    if wrong := _not_a_number(answer):
        return wrong
    towards = framing.stance[framing.stance.side == side]
    means = {name: float(part.score.mean()) for name, part in towards.groupby("voice")}
    if voice not in means:
        return _again(f"The article has no mention of {side} in this voice, so there is no mean. Choose another side or voice.")
    if _close(answer, means[voice]):
        return _right(f"It rests on {counted(int((towards.voice == voice).sum()), 'mention')}. How far would you trust it?")
    if _close(answer, float(towards.score.mean())):
        return _again("That is the mean over all mentions of the side. Keep the reporter and the sources apart.")
    if any(_close(answer, mean) for name, mean in means.items() if name != voice):
        return _again("That is the mean of the other voice.")
    by_sentence = towards[towards.voice == voice].groupby("sentence").score.mean().mean()
    if _close(answer, float(by_sentence)):
        return _again("That is the mean of the sentences. Asked is the mean of the mentions; some sentences hold several.")
    drawn = towards[(towards.voice == voice) & ~names_speaker(towards, framing.voices)].score.mean()
    if _close(answer, float(drawn)):
        return _again("That is the bar of the chart, without the mentions that only name a speaker. Asked is the mean of all rows of the table.")
    return _again(f"That is {_higher_or_lower(answer, means[voice])}. Choose the rows by `side` and by `voice`, then take the mean of `score`.")


def check_rewriting(text: Any, reader: Reader, before: str, side: str, keep: Collection[str], least: float = 0.3) -> Feedback:
    """Check that a rewritten sentence treats a side better than ``before`` by at least ``least``, with the words in ``keep`` still in it."""
    if wrong := _not_a_text(text) or _lost(text, keep):
        return wrong
    was, now = reader.read(before).towards(side), reader.read(str(text)).towards(side)
    if was is None:
        raise ValueError(f"the sentence does not name {side!r}: {before[:60]!r}")
    if now is None:
        return _again(f"The sentence no longer names {side}. A sentence without the side has no score; that is not the same as a kind one.")
    change = (now[2] - now[0]) - (was[2] - was[0])
    moved = f"The score towards {side} moved by {signed(change)}"
    if change >= least:
        if len(_read_alone(str(text)).terms):
            return _again(f"{moved}, but a word of the list of loaded terms is in it. The facts should stay and the judgement go.")
        return _right(f"{moved}, and the words of the task are still there. Whether the facts are is for you to check: did a new verdict come in?")
    return _again(
        f"{moved}; asked is at least {signed(least)}. Which words carry the verdict? Look for a plainer word, or for who does the accusing."
    )


# ---- lesson 4: loaded terms ------------------------------------------------------------------------------------------


def check_plain_words(text: Any, keep: Collection[str]) -> Feedback:
    """Check that a rewritten sentence holds no word of the list, with the words in ``keep`` still in it."""
    if wrong := _not_a_text(text) or _lost(text, keep):
        return wrong
    marked = len(_read_alone(str(text)).terms)
    if not marked:
        return _right("No word of the list is left. Whether the sentence is fair is for readers to say: the list knows words and no context.")
    return _again(f"{counted(marked, 'word')} or phrase{'s' * (marked != 1)} of the list {'is' if marked == 1 else 'are'} still in it.")


def check_strongest_term(answer: Any, framing: Framing) -> Feedback:
    """Check which loaded term changes the score most when its neutral wording takes its place, up or down."""
    if wrong := _not_a_text(answer):
        return wrong
    effects = framing.terms.dropna(subset=["effect"])
    if effects.empty:
        return _again("No term of this article has an effect: either none was found, or no side stands beside one. Choose another article.")
    sizes = effects.effect.abs().groupby(effects.text.str.lower()).max()
    given = " ".join(str(answer).lower().split())
    if given not in sizes.index:
        return _again("No term with an effect has these words. Write the term as it stands in the column `text`.")
    if sizes[given] == sizes.max():
        return _right("It moves this model’s score most. What it does to a reader is another question.")
    if given == effects.loc[effects.effect.idxmax(), "text"].lower():
        return _again("That one moves the score up most. Does another move it further down?")
    return _again(f"{int((sizes > sizes[given]).sum())} of the others move the score further. A move down counts as much as one up.")


# ---- lesson 5: shift -------------------------------------------------------------------------------------------------


def check_zone_rate(answer: Any, framing: Framing, zone: str) -> Feedback:
    """Check how many loaded terms there are per 100 words in a zone of the article."""
    if wrong := _not_a_number(answer):
        return wrong
    inside = framing.sentences[framing.sentences.zone == zone]
    if inside.empty:
        return _again(f"The article has no {zone}; choose another zone.")
    found = framing.terms.groupby("sentence").size().reindex(inside.sentence, fill_value=0)
    wanted = 100 * int(found.sum()) / max(1, int(inside.words.sum()))
    if _close(answer, wanted, 0.06):
        return _right("All terms of the zone over all its words: a long sentence weighs more than a short one.")
    if _close(answer, float((100 * found.to_numpy() / inside.words.clip(lower=1).to_numpy()).mean()), 0.06):
        return _again(
            "That is the mean of the sentences’ rates, in which a short sentence weighs as much as a long one. Asked is one rate for the zone."
        )
    if _close(answer, int(found.sum()), 0):
        return _again("That is the number of terms. Divide by the words of the zone and multiply by 100.")
    if _close(answer, wanted / 100, 0.0006):
        return _again("That is the rate per word. Asked is the rate per 100 words.")
    return _again(f"That is {_higher_or_lower(answer, wanted)}. Count the terms whose sentence lies in the zone, and the words of these sentences.")


def check_p_value(answer: Any, observed: float, shuffled: Numbers) -> Feedback:
    """Check a permutation p-value: (orders at least as strong as the observed one + 1) / (orders + 1)."""
    if wrong := _not_a_number(answer):
        return wrong
    at_least = sum(value >= observed for value in shuffled)
    n = len(shuffled)
    if _close(answer, (at_least + 1) / (n + 1), 0.002):
        return _right("The order of the article itself is one of the possible orders: that is the 1 above and below the line.")
    if _close(answer, at_least / n, 0.002):
        return _again("Nearly: the order that the article has is a possible order too. Count it above and below the line.")
    if _close(answer, 1 - at_least / n, 0.002) or _close(answer, 1 - (at_least + 1) / (n + 1), 0.002):
        return _again("That is the share of weaker orders. Asked is how often chance does at least as well.")
    if _close(answer, at_least, 0):
        return _again("That is a number of orders. Asked is a share.")
    return _again(f"That is {_higher_or_lower(answer, (at_least + 1) / (n + 1))}. Count the orders that are at least as strong as the article’s.")


# ---- lesson 6: trust -------------------------------------------------------------------------------------------------


def check_macro_f1(answer: Any, coder: Sequence[str], program: Sequence[str]) -> Feedback:
    """Check the macro F1 of a program against a coder, from 0 to 1: the mean over the labels of 2 * hits / (coder's + program's)."""
    if wrong := _not_a_number(answer):
        return wrong
    pairs = list(zip(coder, program, strict=True))
    labels = list(dict.fromkeys([*coder, *program]))
    each = [2 * sum(a == b == label for a, b in pairs) / sum((a == label) + (b == label) for a, b in pairs) for label in labels]
    wanted, same = float(np.mean(each)), sum(a == b for a, b in pairs) / len(pairs)
    if _close(answer, wanted):
        return _right(
            "Rare answers weigh as much as frequent ones here, which is why it lies below the plain share." if same > wanted else "So it is."
        )
    if _close(answer, same):
        return _again("That is the plain share of equal answers. A program that always says the most frequent label would do well on it.")
    if any(_close(answer, value) for value in each):
        return _again("That is the F1 of one label. Take the mean over all labels.")
    return _again(f"That is {_higher_or_lower(answer, wanted)}. For each label: twice the hits, over the coder’s answers plus the program’s.")


def check_mean_move(answer: Any, audit: SwapAudit) -> Feedback:
    """Check by how much scores move on average when the names are exchanged, up or down, over the mentions that can move."""
    if wrong := _not_a_number(answer):
        return wrong
    if audit.missing:
        return _again(audit.missing)
    moves = audit.table.loc[audit.table.named, "change"]
    wanted = float(moves.abs().mean())
    if _close(answer, wanted):
        return _right("It says how far scores hang on names, not in whose favour: that is what the signed mean is for.")
    if _close(answer, float(moves.mean())):
        return _again("That is the signed mean, in which a move up and a move down cancel out. How far does a score move, in whichever direction?")
    if _close(answer, float(audit.table.change.abs().mean())):
        return _again("Some mentions stand in a sentence that names no side and cannot move. Leave them out; the column `named` tells which.")
    return _again(f"That is {_higher_or_lower(answer, wanted)}. Take the sizes of `change` without their signs.")


# ---- lesson 7: agreement ---------------------------------------------------------------------------------------------


def _pairs(answers: pd.DataFrame) -> list[tuple[Any, Any]]:
    """Return every pair of answers to one sentence; one row is a sentence, one column a coder, missing answers left out."""
    return [pair for _, row in answers.iterrows() for pair in combinations(row.dropna(), 2)]


def check_percent_agreement(answer: Any, answers: pd.DataFrame) -> Feedback:
    """Check the share, in percent, of pairs of answers to the same sentence that are equal; one row is a sentence, one column a coder."""
    if wrong := _not_a_number(answer):
        return wrong
    pairs = _pairs(answers)
    wanted = 100 * sum(a == b for a, b in pairs) / len(pairs)
    whole = answers.dropna()
    unanimous = 100 * sum(len(set(row)) == 1 for row in whole.to_numpy()) / max(1, len(whole))
    if _close(answer, wanted, 1):
        return _right("Each pair of coders who both answered counts once.")
    if _close(answer, wanted / 100):
        return _again("That is the share. Asked is the percentage.")
    if _close(answer, unanimous, 1):
        return _again("That is the share of sentences on which all agree. Count pairs of answers instead: with three coders a sentence has three.")
    with_missing = [pair for _, row in answers.iterrows() for pair in combinations(row, 2)]
    if _close(answer, 100 * sum(a == b for a, b in pairs) / len(with_missing), 1):
        return _again("A missing answer is no disagreement. Leave out the pairs in which one is missing.")
    return _again(f"That is {_higher_or_lower(answer, wanted)}. List the pairs of answers to each sentence and count the equal ones.")


def check_alpha(answer: Any, first: Sequence[str], second: Sequence[str]) -> Feedback:
    """Check Krippendorff's nominal alpha of two coders without missing answers: 1 - observed / expected disagreement."""
    if wrong := _not_a_number(answer):
        return wrong
    pairs = list(zip(first, second, strict=True))
    observed = sum(a != b for a, b in pairs) / len(pairs)
    every = [*first, *second]
    n = len(every)
    alike = sum(every.count(value) * (every.count(value) - 1) for value in set(every)) / (n * (n - 1))
    wanted = 1 - observed / (1 - alike)
    if _close(answer, wanted, 0.015):
        return _right("Agreement beyond what chance alone would give: 0 is chance, 1 is perfect.")
    if _close(answer, 1 - observed):
        return _again("That is the plain share of equal answers. How often would two answers drawn by lot from all of them be equal?")
    if _close(answer, alike, 0.015) or _close(answer, 1 - alike, 0.015):
        return _again("That is what chance gives. Set the observed disagreement against the disagreement by chance.")
    return _again(f"That is {_higher_or_lower(answer, wanted)}. It is 1 minus (observed disagreement / disagreement by chance).")


# ---- lesson 8: an article of your own --------------------------------------------------------------------------------


def check_papers(head: Any, body: str, expected: Mapping[str, str]) -> Feedback:
    """Check the head of an article (front matter) as ``read_article`` takes it; body: the text under it; expected: title, outlet and the like."""
    import tempfile
    from pathlib import Path

    from analysis.reading.article import read_article
    from analysis.reading.draft import ArticleError

    if wrong := _not_a_text(head):
        return wrong
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(f"{str(head).strip()}\n{body}", encoding="utf-8")
        try:
            article = read_article(path)
        except ArticleError as error:
            return _again(f"The program says: {str(error).replace(str(path), 'the text')}")
    missing = [name for name in expected if not getattr(article, name)]
    if len(missing) == len(expected):
        return _again("No papers were found. They stand at the very top, one `name: value` a line, between two lines of three dashes.")
    if missing:
        return _again(f"Read, but without {' and '.join(missing)}. Each name stands at the start of a line, with a colon and a space after it.")
    other = [name for name, value in expected.items() if str(getattr(article, name)) != value]
    if other:
        return _again(f"Found, but with another value than in the task: {', '.join(other)}.")
    return _right("The report will show these papers on its first page, and the title counts as the first sentence.")


def check_sides(sides: Any, article: Article, least: float = 0.5, apart: tuple[str, str] | None = None) -> Feedback:
    """Check that sides given by hand occur in the article and that at least the share ``least`` of its sentences mentions one of them.

    apart: words of either party, parted by ``|``; no side may hold words of both, and each has to occur on one.
    """
    from analysis.reading.parse import parse
    from analysis.who.sides import SidesError, find_mentions, find_sides

    if sides is ... or sides is None:
        return _again(_DOTS)
    parsed = parse(article)
    try:
        chosen, warnings = find_sides(parsed, sides)
    except SidesError as error:
        return _again(f"The program says: {error}")
    if warnings:
        return _again(f"{'; '.join(warnings)}. Spell a name as it stands in the text.")
    if len(chosen) < 2:
        return _again("One side is no story. Who stands against it?")
    mentions = find_mentions(parsed, chosen)
    if apart:
        one, other = (set(mentions.side[mentions.text.str.contains(rf"\b(?:{words})\b", case=False)]) for words in apart)
        if not one or not other or one & other:
            return _again("Who stands against whom? Two parties of this story are on one side in your answer, or one of them is missing.")
    share = mentions.sentence.nunique() / len(parsed.sentences)
    few = [side for side in chosen if (mentions.side == side).sum() < 2]
    if few:
        return _again(f"{', '.join(few)} is mentioned only once. What else is the side called: by its people, its office, its place?")
    if share < least:
        return _again(
            f"Only {round(100 * share)}% of the sentences mention a side; {round(100 * least)}% should. What else are the sides called in the text?"
        )
    return _right(f"{round(100 * share)}% of the sentences mention one of your sides. Are these the parties of the story? That is yours to judge.")
