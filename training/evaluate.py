"""Measure the shipped models and write the figures where the model cards, the report and the lessons read them.

    python -m training.evaluate stance --data DATA --twin training/runs/export/float
    python -m training.evaluate behaviour
    python -m training.evaluate voices --data DATA
    python -m training.evaluate terms --data DATA
    python -m training.evaluate who --data DATA
    python -m training.evaluate narrative --data DATA
    python -m training.evaluate comparison --data DATA

DATA holds ``newsmtsc`` and ``newssd_eng``, for voices ``polnear``, for terms ``babe``, for who, narrative and comparison ``polnear``,
``gum_wikinews`` and ``narrative_frames``; our own sentences are the test half of ``training/domain``; who is who, the narratives and reports of
one event were coded by hand in ``training/who``, ``training/narrative`` and ``training/comparison``.  Writes ``results.json`` (``behaviour``:
``behaviour.json``) beside the weights or the list of terms, and the tables between the marks of the model card or code book.  ``--twin``: the
same network in float32, to say what the small form costs.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from analysis.comparison.alike import WEIGHTS as COMPARISON
from analysis.narrative.roles import WEIGHTS as NARRATIVE
from analysis.reading.encoder import EMBEDDED as READING
from analysis.stance.stance import EMBEDDED
from analysis.terms.lexicon import LEXICON_PATH
from analysis.who.choosing import WEIGHTS
from training.cards import write_between_marks
from training.evaluate_behaviour import behaviour_table, evaluate_behaviour
from training.evaluate_comparison import comparison_tables, evaluate_comparison
from training.evaluate_narrative import evaluate_narrative, narrative_tables
from training.evaluate_stance import evaluate_stance, stance_tables
from training.evaluate_terms import evaluate_terms, terms_tables
from training.evaluate_voices import evaluate_voices, voices_tables
from training.evaluate_who import evaluate_who, who_tables


def main() -> None:
    """Read the command line, measure, write results and card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=("stance", "behaviour", "voices", "terms", "who", "narrative", "comparison"))
    parser.add_argument("--data", type=Path, help="folder with newsmtsc/ and newssd_eng/, for voices polnear/, for terms babe/")
    parser.add_argument("--twin", type=Path, help="folder of the stance model in float32, written by training.export --float")
    args = parser.parse_args()
    if args.data is None and args.model != "behaviour":
        parser.error(f"{args.model} needs --data, the folder of the corpora")
    name = "results.json"
    if args.model == "behaviour":
        name, folder, results = "behaviour.json", EMBEDDED, evaluate_behaviour()
        made = {"behaviour": behaviour_table(results)}
    elif args.model == "stance":
        folder, results = EMBEDDED, evaluate_stance(args.data, args.twin)
        made = stance_tables(results)
    elif args.model == "voices":
        folder, results = READING, evaluate_voices(args.data)
        made = voices_tables(results)
    elif args.model == "narrative":
        folder, results = NARRATIVE.parent, evaluate_narrative(args.data)
        made = narrative_tables(results)
    elif args.model == "comparison":
        folder, results = COMPARISON.parent, evaluate_comparison(args.data)
        made = comparison_tables(results)
    elif args.model == "who":
        folder, results = WEIGHTS.parent, evaluate_who(args.data)
        made = who_tables(results)
    else:
        folder, results = LEXICON_PATH.parent, evaluate_terms(args.data)
        made = terms_tables(results)
    (folder / name).write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    write_between_marks(folder / "README.md", made)
    for table in made.values():
        print(table, end="\n\n")


if __name__ == "__main__":
    main()
