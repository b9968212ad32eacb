"""Make the simulated class of ``seeds/class``: 20 invented coders of known quality on the seed article, and a README that says so.

    python seeds/simulate_class.py            write them
    python seeds/simulate_class.py --check    write nothing; name the files that differ and exit 1

The truth is the hand-coded answers in ``seeds/annotations``.  Each coder departs from it at a rate of their own, from a seeded generator, so the
same seed gives the same files, letter by letter.  No person made any of these answers.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
STEM = "armenia_azerbaijan_clash"
LABEL = "SIMULATED"
SEED = 2020
SIDES = {"Armenia": re.compile(r"Armenia|Yerevan"), "Azerbaijan": re.compile(r"Azerbaijan|Baku")}
STANCES = {"negative": -1, "neutral": 0, "positive": 1}
VOICES = ("narrator", "direct", "indirect", "mixed")
HARD = {13: 2.5, 14: 2.5, 17: 2.5, 18: 2.0}
"""Sentences in which every coder errs this many times as often: a passive "accused", the history, two voices in one sentence."""
MARKED = "<!-- the table below is written by seeds/simulate_class.py -->"

Value = TypeVar("Value")

if TYPE_CHECKING:
    from analysis.classroom.annotation import Annotation
    from analysis.reading.article import Article


@dataclass(frozen=True)
class Quality:
    """How one simulated coder departs from the truth.

    voice, stance: share of answers that are wrong, in a sentence that is not hard.  Harm, roles and frames are wrong as often as stance.
    found: share of the loaded words that are marked.  extra: chance of one more marked word in a sentence.  sentences: how many are answered,
    from the first; None is all.
    """

    kind: str
    voice: float
    stance: float
    found: float
    extra: float
    sentences: int | None = None
    by_marks: bool = False


CAREFUL, AVERAGE, UNSURE = (
    Quality("careful", 0.04, 0.05, 0.85, 0.08),
    Quality("average", 0.1, 0.12, 0.65, 0.15),
    Quality("unsure", 0.2, 0.2, 0.5, 0.2),
)
CARELESS = Quality("careless", 0.65, 0.65, 0.15, 0.6)
MISREAD = replace(CAREFUL, kind="careful, but takes only what stands in quotation marks for a source’s voice", by_marks=True)
CLASS = (
    *(CAREFUL,) * 4, replace(CAREFUL, sentences=9), *(CAREFUL,) * 4, MISREAD,
    *(AVERAGE,) * 4, replace(AVERAGE, sentences=9), *(AVERAGE,) * 2, replace(UNSURE, sentences=6), UNSURE, CARELESS,
)  # fmt: skip
TWICE, RENAMED = 4, 12  # numbers of the coders with an older file too, and with a file of another name


@dataclass(frozen=True)
class Truth:
    """What the hand-coded answers say of one sentence: stance side -> -1, 0, 1 or None where it is not mentioned; loaded (start, end)."""

    sentence: int
    start: int
    text: str
    voice: str
    speaker: str | None
    stance: Mapping[str, int | None]
    loaded: tuple[tuple[int, int], ...]
    harm: str


def read_truth(article: Article) -> list[Truth]:
    """Return the hand-coded answers sentence by sentence; a side that is mentioned and has none is neutral."""
    from analysis.classroom.annotation import HARMS
    from analysis.reading.parse import parse

    rows = {name: list(_rows(name)) for name in ("voices", "stance", "terms", "harm")}
    truth = []
    for sentence in parse(article).sentences.itertuples():
        number, start, end = int(sentence.sentence), int(sentence.start), int(sentence.end)
        said, judged, loaded, harms = ([row for row in rows[name] if int(row["sentence"]) == number] for name in rows)
        spans = [(row["kind"], len(_words(row["text"])), row["speaker"]) for row in said]
        kind, _, speaker = max(spans, key=lambda one: one[1]) if spans else ("narrator", 0, "")
        own = len(_words(str(sentence.text))) - sum(words for _, words, _ in spans)
        by_kind = {name: sum(words for one, words, _ in spans if one == name) for name in VOICES[1:]}
        voice = "narrator" if own > max(by_kind.values()) else kind
        stance: dict[str, int | None] = {}
        for side, names in SIDES.items():
            labels = [STANCES[row["label"]] for row in judged if row["side"] == side]
            named = bool(names.search(str(sentence.text))) or any(row["side"] == side for row in said)
            stance[side] = max(labels, key=abs) if labels else 0 if named else None
        marks = tuple((int(row["start"]), int(row["end"])) for row in loaded)
        harm = HARMS[("named" in {row["agent"] for row in harms}) + 2 * ("left out" in {row["agent"] for row in harms})]
        speaks = None if voice == "narrator" else speaker or None
        truth.append(Truth(number, start, article.text[start:end], voice, speaks, stance, marks, harm))
    return truth


def simulate(article: Article, truth: Sequence[Truth], number: int, quality: Quality) -> Annotation:
    """Return the answers of one simulated coder; number: from 1."""
    from analysis.classroom.annotation import HARMS, Annotation, Answer, LoadedWord, Whole, coded_article
    from analysis.classroom.questions import KEYS, values

    random, later = Random(f"{SEED} {number}"), Random(f"{SEED} {number} harm")
    answers = []
    for true in truth[: quality.sentences]:
        hard = HARD.get(true.sentence, 1.0)
        voice = _voice(random, true, min(quality.voice * hard, 0.7), by_marks=quality.by_marks)
        stance = {side: _stance(random, value, min(quality.stance * hard, 0.7)) for side, value in true.stance.items()}
        loaded = tuple(LoadedWord(start, end, article.text[start:end]) for start, end in _marks(random, true, quality))
        confidence = 1 + int(random.random() < 0.85) + int(random.random() < 0.8 / hard)
        speaker = true.speaker if voice != "narrator" else None
        harm = _other(later, true.harm, HARMS, min(quality.stance * hard, 0.7))
        answers.append(Answer(true.sentence, voice, speaker, stance, loaded, confidence, LABEL, harm))
    whole: dict[str, dict[str, str]] = {"roles": {}, "frames": {}}
    for row in _rows("whole") if quality.sentences is None else ():  # who stops early does not come to the end
        kind, _, of = row["question"].partition(": ")
        whole[f"{kind}s"][of] = _other(later, row["answer"], values(f"{kind}s"), quality.stance)
    name, saved = f"{LABEL} {number:02}", f"2026-01-15T10:{number:02}:00+00:00"
    return Annotation(coded_article(article, len(truth)), name, tuple(SIDES), 1, tuple(answers), saved, KEYS, Whole(**whole))


def _other(random: Random, true: str, allowed: Sequence[str], wrong: float) -> str:
    return _draw(random, [value for value in allowed if value != true]) if random.random() < wrong else true


def _voice(random: Random, true: Truth, wrong: float, *, by_marks: bool) -> str:
    voice = true.voice
    if by_marks:  # what stands in no quotation marks is taken for the reporter's
        voice = {"indirect": "narrator", "mixed": "direct"}.get(voice, voice)
    return _draw(random, [other for other in VOICES if other != voice]) if random.random() < wrong else voice


def _stance(random: Random, true: int | None, wrong: float) -> int | None:
    """Err to the neighbouring value; where the side is not mentioned, err half as often, to neutral."""
    if true is None:
        return 0 if random.random() < wrong / 2 else None
    if random.random() >= wrong:
        return true
    return _draw(random, [-1, 1]) if true == 0 else 0 if random.random() < 0.8 else -true


def _marks(random: Random, true: Truth, quality: Quality) -> Iterator[tuple[int, int]]:
    """Mark loaded words, now and then only the last of several; and sometimes a word that is none."""
    marked = []
    for start, end in true.loaded:
        if random.random() < quality.found:
            words = _words(true.text[start - true.start : end - true.start])
            last = start + words[-1].start() if random.random() < 0.2 else start
            marked.append((last, end))
    if random.random() < quality.extra:
        spans = [(true.start + word.start(), true.start + word.end()) for word in _words(true.text) if len(word[0]) > 4]
        free = [span for span in spans if not any(span[0] < end and start < span[1] for start, end in true.loaded)]
        marked.append(_draw(random, free))
    yield from sorted(marked)


def files_of_class() -> dict[str, str]:
    """Return every file of the simulated class: name -> text; the README is the one there is, with its table made anew."""
    sys.path.insert(0, str(ROOT))
    from analysis.reading.article import read_article

    article = read_article(SEEDS / "articles" / f"{STEM}.txt")
    truth = read_truth(article)
    files = {}
    for number, quality in enumerate(CLASS, start=1):
        annotation = simulate(article, truth, number, quality)
        files[_file_name(number)] = _text(annotation)
        if number == TWICE:
            earlier = replace(annotation, saved=f"2026-01-15T09:{number:02}:00+00:00", answers=annotation.answers[:5], whole=type(annotation.whole)())
            files[f"{LABEL}_coder_{number:02}_older.json"] = _text(earlier)
    papers = (SEEDS / "class" / "README.md").read_text(encoding="utf-8")
    files["README.md"] = papers[: papers.index(MARKED)] + MARKED + "\n\n" + quality_table()
    return files


def quality_table() -> str:
    """Return the known quality of every simulated coder as a table in Markdown."""
    rows = [
        "| coder | file | kind | voice wrong | stance wrong | loaded words found | one more word | sentences |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for number, one in enumerate(CLASS, start=1):
        figures = [f"{100 * share:.0f} %" for share in (one.voice, one.stance, one.found, one.extra)]
        name = f"{LABEL} {number:02}" + (" (an older file too)" if number == TWICE else "")
        rows.append(f"| {' | '.join([name, f'`{_file_name(number)}`', one.kind, *figures, f'first {one.sentences}' if one.sentences else 'all'])} |")
    return "\n".join(rows) + "\n"


def _file_name(number: int) -> str:
    return f"{LABEL} final answers (2).json" if number == RENAMED else f"{LABEL}_coder_{number:02}.json"


def _text(annotation: Annotation) -> str:
    """Return the file of one coder, one answer a line."""
    data = annotation.to_dict()
    answers, whole = ",\n".join(_json(answer) for answer in data.pop("answers")), _json(data.pop("whole"))
    return f'{_json(data)[:-1]}, "answers": [\n{answers}\n],\n"whole": {whole}}}\n'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (SEEDS / "annotations" / f"{STEM}.{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _words(text: str) -> list[re.Match[str]]:
    return list(re.finditer(r"\w+(?:[.,’'-]\w+)*", text))


def _draw(random: Random, values: Sequence[Value]) -> Value:
    """Draw one value; only ``random()`` is promised to give the same numbers in every version of Python."""
    return values[int(random.random() * len(values))]


def main(arguments: list[str] | None = None) -> int:
    """Write the files of the class, or only name those that differ."""
    parser = argparse.ArgumentParser(description="Make the simulated class in seeds/class.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file differs")
    check = parser.parse_args(arguments).check
    folder, files = SEEDS / "class", files_of_class()
    stale = [name for name, text in files.items() if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != text]
    stale += [path.name for path in folder.iterdir() if path.name not in files]
    for name in sorted(stale):
        if name not in files:
            print(f"seeds/class/{name}: is no file of the simulated class; delete it", file=sys.stderr)
        elif check:
            print(f"seeds/class/{name}: differs; run `python seeds/simulate_class.py`", file=sys.stderr)
        else:
            (folder / name).write_text(files[name], encoding="utf-8", newline="\n")
            print(f"wrote seeds/class/{name}")
    return int(bool(stale) and (check or not set(stale) <= set(files)))


if __name__ == "__main__":
    sys.exit(main())
