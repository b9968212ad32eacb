"""Measure how many of the marks on loaded words are right, by reading marks drawn at random from real news: of the list, and of list and model.

    python -m training.judge_terms sample --data DATA --seed 3 --articles 150 --marks 200 --skip FIRST SECOND --out FILE
    python -m training.judge_terms sample --data DATA --seed 4 --articles 100 --marks 200 --model --skip FIRST SECOND THIRD --out FILE
    python -m training.judge_terms score

DATA holds ``polnear``.  ``sample`` draws articles, then marks among all that the list sets in them, and writes each with its sentence for a
reader to judge; that file holds text of the corpus and stays out of the repository.  ``score`` reads the verdicts (``training/terms/judgements.csv``:
article, start, end, term, verdict, reason; the verdict is 1 or 0) and writes ``analysis/lexicons/precision.json`` and the lines between the
marks ``<!-- precision -->`` of the code book.  With ``--model`` the marks of list and model are drawn, in articles that nobody labelled; two readers
judge them without knowing who set a mark (``judgements_with_model.csv``).
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.reading.article import Article
from analysis.reading.encoder import Encoder
from analysis.reading.parse import parse
from analysis.tables import make_table
from analysis.terms.lexicon import CATEGORIES, LEXICON_PATH, read_lexicon
from analysis.terms.marker import THRESHOLD, at_threshold, read_words
from analysis.terms.terms import find_terms
from training.cards import write_between_marks
from training.metrics import bootstrap_interval
from training.polnear import read_exactly
from training.terms_gold import labelled_names

JUDGEMENTS = Path(__file__).parent / "terms" / "judgements.csv"
RESULTS = LEXICON_PATH.parent / "precision.json"
CODE_BOOK = LEXICON_PATH.parent / "README.md"
RESAMPLES = 2000

COLUMNS = ("article", "start", "end", "term", "verdict", "reason")
WITH_MODEL = JUDGEMENTS.with_name("judgements_with_model.csv")
COLUMNS_WITH_MODEL = ("article", "start", "end", "term", "category", "found_by", "p", "first", "second")


def draw_articles(folder: Path, number: int, seed: int, skip: Sequence[str] = ()) -> dict[str, str]:
    """Return name -> text of articles drawn at random without replacement, in the order drawn.

    folder: of ``*.txt``.  skip: names of articles that are not to be drawn, such as those on which the list was mended.

    Raises ValueError where fewer are left than asked for.
    """
    names = sorted({path.stem for path in folder.glob("*.txt")} - set(skip))
    if len(names) < number:
        raise ValueError(f"{folder} holds {len(names)} articles that may be drawn, {number} are asked for; ask for fewer")
    return {name: read_exactly(folder / f"{name}.txt") for name in random.Random(seed).sample(names, number)}


def draw_marks(texts: Mapping[str, str], lexicon: pd.DataFrame, number: int, seed: int, encoder: Encoder | None = None) -> list[dict[str, Any]]:
    """Return marks drawn at random among all that the list sets in the articles, or list and model, in the order of the articles.

    Each has article, start, end, term, category and the sentence it stands in, with the words marked between ``[[`` and ``]]``.  Whose voice
    and about whom is not asked, so no voices and no sides are given.  All marks are returned where there are fewer than ``number``.
    """
    nobody, silence = make_table("mentions", []), make_table("voices", [])
    marks: list[dict[str, Any]] = []
    for name, text in texts.items():
        parsed = parse(Article(text=text))
        spans = {int(n): (int(a), int(b)) for n, a, b in zip(*(parsed.sentences[c] for c in ("sentence", "start", "end")), strict=True)}
        loaded = read_words(parsed, encoder) if encoder else None
        for found in at_threshold(find_terms(parsed, silence, nobody, lexicon, loaded), THRESHOLD).to_dict("records"):
            (low, high), start, end = spans[found["sentence"]], found["start"], found["end"]
            sentence = " ".join(f"{text[low:start]}[[{text[start:end]}]]{text[end:high]}".split())
            marks.append(
                {"article": name}
                | {c: found[c] for c in ("start", "end", "term", "category", *(("found_by", "p") if encoder else ()))}
                | {"sentence": sentence}
            )
    drawn = sorted(random.Random(seed).sample(range(len(marks)), min(number, len(marks))))
    return [marks[at] for at in drawn]


def read_judgements(path: Path = JUDGEMENTS) -> list[dict[str, str]]:
    """Read the verdicts.

    Raises ValueError, with the line, where a verdict is neither 1 nor 0, a verdict of 0 has no reason, or a mark was judged twice.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path}, line 1: the columns are {reader.fieldnames}; they must be {', '.join(COLUMNS)}")
        rows = list(reader)
    seen: set[tuple[str, str]] = set()
    for line, row in enumerate(rows, 2):
        if row["verdict"] not in ("0", "1"):
            raise ValueError(f"{path}, line {line}: the verdict is {row['verdict']!r}; allowed are 1 (loaded here) and 0 (not)")
        if row["verdict"] == "0" and not row["reason"]:
            raise ValueError(f"{path}, line {line}: no reason why {row['term']!r} is not loaded; write one")
        if (row["article"], row["start"]) in seen:
            raise ValueError(f"{path}, line {line}: the mark at {row['start']} of {row['article']} was judged before; remove one of the two")
        seen.add((row["article"], row["start"]))
    if not rows:
        raise ValueError(f"{path} holds no verdicts; judge the marks that `sample` wrote")
    return rows


def precision(judgements: Sequence[Mapping[str, str]], lexicon: pd.DataFrame) -> dict[str, Any]:
    """Return the share of marks that are right (0 to 1), its 95 % bootstrap interval over articles, and right and all by category.

    A term that has left the list since counts under "no longer listed", so that the figure stays as drawn.
    """
    right = np.array([int(row["verdict"]) for row in judgements])
    low, high = bootstrap_interval(lambda rows: float(right[rows].mean()), [row["article"] for row in judgements], RESAMPLES, seed=0)
    category = dict(zip(lexicon["term"], lexicon["category"], strict=True))
    kinds = [category.get(row["term"], "no longer listed") for row in judgements]
    hits, total = Counter(kind for kind, one in zip(kinds, right, strict=True) if one), Counter(kinds)
    return {
        "marks": len(right),
        "articles": len({row["article"] for row in judgements}),
        "right": int(right.sum()),
        "precision": round(float(right.mean()), 3),
        "interval": [round(low, 3), round(high, 3)],
        "by_category": {kind: [hits[kind], total[kind]] for kind in (*CATEGORIES, "no longer listed") if total[kind]},
    }


def precision_with_model(path: Path = WITH_MODEL) -> dict[str, Any]:
    """Return the share of marks of list and model that two readers call right: of each and on average (0 to 1), how often they agree, and by finder.

    The marks were drawn at a threshold of 0.5; counted are those that are marked at ``THRESHOLD``.

    Raises ValueError, with the line, for a verdict that is neither 1 nor 0.
    """
    with path.open(encoding="utf-8", newline="") as file:
        drawn: list[Mapping[str, str]] = list(csv.DictReader(file))
    for line, row in enumerate(drawn, 2):
        if {row["first"], row["second"]} - {"0", "1"}:
            raise ValueError(f"{path}, line {line}: the verdicts are {row['first']!r} and {row['second']!r}; allowed are 1 (loaded here) and 0 (not)")
    by_threshold = {str(at): _share_right(_marked(drawn, at)) for at in (0.5, 0.6, 0.7, 0.8)}
    rows = _marked(drawn, THRESHOLD)
    right = np.array([[int(row["first"]), int(row["second"])] for row in rows])
    low, high = bootstrap_interval(lambda chosen: float(right[chosen].mean()), [row["article"] for row in rows], RESAMPLES, seed=0)
    by = np.array([row["found_by"] for row in rows])
    return {
        "drawn": len(drawn),
        "by_threshold": by_threshold,
        "marks": len(rows),
        "articles": len({row["article"] for row in rows}),
        "first": round(float(right[:, 0].mean()), 3),
        "second": round(float(right[:, 1].mean()), 3),
        "precision": round(float(right.mean()), 3),
        "interval": [round(low, 3), round(high, 3)],
        "agree": round(float((right[:, 0] == right[:, 1]).mean()), 3),
        "by_finder": {
            name: [round(float(right[by == name].mean()), 3), int((by == name).sum())] for name in ("list", "model", "both") if (by == name).any()
        },
    }


def _marked(rows: Sequence[Mapping[str, str]], threshold: float) -> list[Mapping[str, str]]:
    return [row for row in rows if row["found_by"] != "model" or float(row["p"]) >= threshold]


def _share_right(rows: Sequence[Mapping[str, str]]) -> list[float]:
    """Return the share of marks that are right, on average over both readers, and how many marks there are."""
    return [round(sum(int(row["first"]) + int(row["second"]) for row in rows) / (2 * max(len(rows), 1)), 3), len(rows)]


def report_with_model(figures: Mapping[str, Any]) -> str:
    """Return the lines of the code book about the marks of list and model."""
    low, high = figures["interval"]
    parts = ", ".join(f"{name} {share:.2f} of {total}" for name, (share, total) in figures["by_finder"].items())
    steps = ", ".join(f"{at} {share:.2f} of {total}" for at, (share, total) in figures["by_threshold"].items())
    return (
        f"{figures['drawn']} marks of list and model were drawn at random, at a threshold of 0.5, from articles that nobody labelled. "
        f"Of the {figures['marks']} that are marked at {THRESHOLD}, in {figures['articles']} articles, two readers call "
        f"{figures['first']:.3f} and {figures['second']:.3f} right, on average {figures['precision']:.3f} (95 % interval {low:.3f} to {high:.3f}, "
        f"bootstrap by article); they agree on {figures['agree']:.3f} of them.\nBy finder: {parts}. By threshold: {steps}."
    )


def report(figures: Mapping[str, Any]) -> dict[str, str]:
    """Return the lines of the marked place of the code book, by the name of its mark."""
    low, high = figures["interval"]
    parts = ", ".join(f"{kind} {hits} of {total}" for kind, (hits, total) in figures["by_category"].items())
    lines = (
        f"Of {figures['marks']} marks drawn at random from {figures['articles']} articles, {figures['right']} are right by this code book: "
        f"precision {figures['precision']:.3f} (95 % interval {low:.3f} to {high:.3f}, bootstrap by article).\n"
        f"By category: {parts}."
    )
    return {"precision": lines}


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw marks to judge, or write the figures of those judged."""
    parser = argparse.ArgumentParser(prog="python -m training.judge_terms", description="Measure the precision of the list of loaded words.")
    steps = parser.add_subparsers(dest="step", required=True)
    sample = steps.add_parser("sample", help="draw marks and write them with their sentences, outside the repository")
    sample.add_argument("--data", type=Path, required=True, help="the folder that holds polnear")
    sample.add_argument("--seed", type=int, required=True)
    sample.add_argument("--articles", type=int, default=150)
    sample.add_argument("--marks", type=int, default=150)
    sample.add_argument("--skip", type=Path, nargs="*", default=[], help="samples drawn before; their articles are not drawn again")
    sample.add_argument("--model", action="store_true", help="draw the marks of list and model, in articles that nobody labelled")
    sample.add_argument("--out", type=Path, required=True)
    steps.add_parser("score", help="write precision.json and the lines of the code book")
    chosen = parser.parse_args(arguments)
    if chosen.step == "score":
        figures = precision(read_judgements(), read_lexicon())
        with_model = precision_with_model()
        RESULTS.write_text(json.dumps(figures | {"with_model": with_model}, indent=1) + "\n", encoding="utf-8")
        write_between_marks(CODE_BOOK, report(figures) | {"precision with model": report_with_model(with_model)})
        return
    skip = [name for path in chosen.skip for name in json.loads(path.read_text(encoding="utf-8"))["articles"]]
    skip += labelled_names() if chosen.model else []
    texts = draw_articles(chosen.data / "polnear" / "train" / "text", chosen.articles, chosen.seed, skip)
    marks = draw_marks(texts, read_lexicon(), chosen.marks, chosen.seed, Encoder() if chosen.model else None)
    chosen.out.write_text(json.dumps({"articles": list(texts), "marks": marks}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
