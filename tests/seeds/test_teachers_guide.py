"""The teacher's guide: what it names exists, its plans add up, and what they put on the screen agrees with the answers coded by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pandas as pd
import pytest
from taught import ROOT, SEED, Row, coded, framing_of, label_found, overlapping, side_of

from analysis.framing import Framing
from analysis.shift import LEVEL
from analysis.tables import make_table
from analysis.voices.voices import voice_at, voice_parts

GUIDE = (ROOT / "notebooks" / "TEACHING.md").read_text(encoding="utf-8")
PLANS = {45: "tram_strike_city", 90: "border_clash_other_side", 180: "tram_strike_city"}
"""The article that each plan sets in the lessons, where a row names no other."""
_SCREEN = re.compile(r"`(\d\d_\w+)`(?:, (?:the (seed)|`(\w+)`),)? › \"([^\"]+)\"(?:, then \"([^\"]+)\")?")
_REPORT = re.compile(r"report of `(\w+)`, \"([^\"]+)\"")


def rows_of(minutes: int) -> list[list[str]]:
    plan = GUIDE.split(f"\n## {minutes} minutes", 1)[1].split("\n## ")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in plan.splitlines() if re.match(r"\| \d+–\d+ \|", line)]


def projected(minutes: int) -> Iterator[tuple[str, str]]:
    """Yield (article, section) for everything that a plan puts on the screen of a report or a lesson."""
    for _, _, screen, _ in rows_of(minutes):
        yield from _REPORT.findall(screen)
        for lesson, seed, named, *sections in _SCREEN.findall(screen):
            told = SEED if seed else named or PLANS[minutes]
            articles = ["tram_strike_city", "tram_strike_depot"] if "once for each text" in screen else [told]
            yield from ((article, f"{lesson}: {section}") for article in articles for section in sections if section)


# ---- what the guide names -----------------------------------------------------------------------------------------------


def anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_links_within_the_guide_lead_somewhere():
    anchors = {anchor(heading) for heading in re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)}
    links = re.findall(r"\]\(#([^)]+)\)", GUIDE)
    assert len(links) > 10 and set(links) <= anchors, set(links) - anchors


def test_files_and_sections_that_the_guide_names_exist():
    for link in re.findall(r"\]\(([^)#]+)\)", GUIDE):
        assert (ROOT / "notebooks" / link).is_file(), link
    for path in re.findall(r"seeds/articles/[\w.*]+", GUIDE):
        assert list(ROOT.glob(path.rstrip("."))), path
    named = re.findall(r"`(\d\d_\w+)`(?:, (?:the seed|`\w+`),)? › \"([^\"]+)\"", GUIDE)
    named += [("report", section) for section in re.findall(r"reports?(?: of `\w+`)?, \"([^\"]+)\"", GUIDE)]
    assert len(named) >= 12
    for lesson, section in named:
        assert f"# ## {' '.join(section.split())}\n" in (ROOT / "notebooks" / "src" / f"{lesson}.py").read_text(encoding="utf-8"), (lesson, section)


@pytest.mark.parametrize("minutes", [45, 90, 180])
def test_no_minute_of_a_plan_is_lost(minutes):
    plan = GUIDE.split(f"\n## {minutes} minutes", 1)[1].split("\n## ")[0]
    spans = [(int(start), int(end)) for start, end in re.findall(r"^\| (\d+)–(\d+) \|", plan, re.MULTILINE)]
    assert spans[0][0] == 0 and spans[-1][1] == minutes
    assert all(before[1] == after[0] for before, after in zip(spans, spans[1:], strict=False))


# ---- what the plans show, against the coder -----------------------------------------------------------------------------

MOST_APART = 0.06
"""How far a share of the article's words may lie from the coder's."""


def by_hand(name: str) -> pd.DataFrame:
    """Return the voices that were coded, as the suite tells its own."""
    kept = ("sentence", "start", "end", "kind", "speaker", "side", "cue")
    rows = [{key: int(row[key]) if key in ("sentence", "start", "end") else row[key] or None for key in kept} for row in coded(name, "voices")]
    return make_table("voices", rows)


def words(framing: Framing, voices: pd.DataFrame) -> dict[str, float]:
    """Return the share of the article's words of the reporter and of the sources of each side."""
    parts = voice_parts(framing.sentences, voices)
    whose = parts["side"].map(side_of, na_action="ignore").where(parts["voice"] == "source", "the reporter").fillna("no side")
    return (parts.groupby(whose)["words"].sum() / parts["words"].sum()).to_dict()


def wrong_sides(name: str) -> list[str]:
    """Return the words of one side's sources that the suite gives to another side."""
    framing, hand = framing_of(name), by_hand(name)
    told = []
    for row in framing.voices.itertuples():
        middle = (row.start + row.end) // 2
        at = voice_at(hand, middle, middle + 1)
        coder, found = side_of(hand.loc[at, "side"]) if at is not None else "", side_of(row.side)
        if coder and found and coder != found:
            told.append(f"{framing.article.text[row.start : row.end]}: {coder}, not {found}")
    return told


def wrong_words(name: str) -> list[str]:
    """Return what is wrong with the words counted: a share too far from the coder's, or two sides in the wrong order."""
    framing = framing_of(name)
    found, hand = words(framing, framing.voices), words(framing, by_hand(name))
    sides = [side for side in hand if side not in ("the reporter", "no side")]
    shown = {who: (found.get(who, 0), hand[who]) for who in ["the reporter", *sides]}
    told = [f"{who}: {share:.0%}, by hand {coder:.0%}" for who, (share, coder) in shown.items() if abs(share - coder) > MOST_APART]
    if sorted(sides, key=lambda side: -found.get(side, 0)) != sorted(sides, key=lambda side: -hand[side]):
        told.append(f"the order of the sides: {found}, by hand {hand}")
    return [*told, *wrong_sides(name)]


def wrong_marks(name: str) -> list[str]:
    """Return what is wrong with the marks: words of the wrong side, fewer than half of the coder's loaded words, over a tenth in the wrong voice."""
    framing, rows = framing_of(name), coded(name, "terms")
    found = [(row, overlapping(framing.terms, row)) for row in rows]
    hit = [(row, terms) for row, terms in found if len(terms)]
    voices = [f"{row['text']}: {row['voice']}" for row, terms in hit if row["voice"] not in set(terms["voice"])]
    few = [f"{len(hit)} of {len(rows)} loaded words"] if len(hit) < len(rows) / 2 else []
    return [*wrong_sides(name), *(voices if len(voices) > len(hit) / 10 else []), *few]


def wrong_treatment(name: str) -> list[str]:
    """Return what is wrong with the points: praise for blame or blame for praise, or fewer than two thirds as the coder has them."""
    framing, rows = framing_of(name), coded(name, "stance")

    def label(row: Row) -> str | None:
        return label_found(framing, row)

    turned = [f"{row['text']} in {row['sentence']}" for row in rows if {row["label"], label(row)} == {"positive", "negative"}]
    right = sum(label(row) == row["label"] for row in rows)
    return [*turned, *([f"{right} of {len(rows)} mentions"] if right < len(rows) * 2 / 3 else [])]


def wrong_shift(name: str) -> list[str]:
    """Return what is wrong with the curves: a shift of a side's treatment where the coder has none, or elsewhere, or none where the coder has one."""
    changes = framing_of(name).changes
    found = {side_of(row.metric.removeprefix("stance: ")): row.sentence for row in changes[changes["p_value"] < LEVEL].itertuples()}
    hand = {}
    for side in {row["side"] for row in coded(name, "stance")}:
        labels = [(int(row["sentence"]), row["label"]) for row in coded(name, "stance") if row["side"] == side]
        for cut in sorted({sentence for sentence, _ in labels}):
            before, after = ([label for sentence, label in labels if (sentence <= cut) == early] for early in (True, False))
            if min(len(before), len(after)) >= 8 and not {*before} & {*after}:
                hand[side] = cut
    return [] if found == hand else [f"{found}, by hand {hand}"]


# section -> what may be wrong there; None: nothing in it is counted or scored in an article that was coded
CHECKS: dict[str, Callable[[str], list[str]] | None] = {
    "The article, marked": wrong_marks,
    "Whose voice?": wrong_words,
    "02_whose_voice: The voices, marked": wrong_words,
    "02_whose_voice: Your answers and the program’s": wrong_words,
    "02_whose_voice: Where each voice speaks": wrong_words,
    "03_stance_by_sentence: Every mention at once": wrong_treatment,
    "04_loaded_terms: The marked terms": wrong_marks,
    "04_loaded_terms: Your words and the two readers": wrong_marks,
    "04_loaded_terms: Try it yourself": None,  # what students write
    "05_framing_shift: The curves": wrong_shift,
    "05_framing_shift: Shuffle it yourself": wrong_shift,
    "06_can_we_trust_it: Stance against the coder": wrong_treatment,
    "06_can_we_trust_it: Swap the names": None,  # sentences of a test, not of an article
}
ON_SCREEN = sorted({(article, section) for minutes in PLANS for article, section in projected(minutes)})


def test_the_plans_are_read_whole():
    assert len(ON_SCREEN) >= 12 and {section for _, section in ON_SCREEN} <= CHECKS.keys()
    named = [screen for minutes in PLANS for _, _, screen, _ in rows_of(minutes) if '› "' in screen or re.search(r"reports? of|reports,", screen)]
    assert all(_SCREEN.search(screen) or _REPORT.search(screen) for screen in named), named


@pytest.mark.parametrize(("article", "section"), ON_SCREEN)
def test_numbers_on_the_screen_agree_with_the_coder(article, section):
    check = CHECKS[section]
    assert check is None or check(article) == []


@pytest.mark.parametrize("check", [wrong_words, wrong_marks, wrong_treatment, wrong_shift])
def test_what_lesson_0_shows_agrees_with_the_coder(check):
    path = re.search(r'^path = "../seeds/articles/(\w+)\.txt"$', (ROOT / "notebooks" / "src" / "00_start_here.py").read_text(encoding="utf-8"), re.M)
    assert path is not None and check(path[1]) == []


def test_the_guide_warns_of_words_too_many():
    """Words that a company offers are taken for its speech, so it has more than the coder gave it; the order of the sides is the coder's."""
    framing = framing_of("tram_strike_city")
    assert wrong_words("tram_strike_city") == []
    assert words(framing, framing.voices)["Tessaline Trams"] > words(framing, by_hand("tram_strike_city"))["Tessaline Trams"]
    assert 'open "Whose voice?" of `tram_strike_city` only when the class has counted' in GUIDE
