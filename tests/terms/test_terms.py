"""Loaded words: the list, the marks, whose voice, about whom, the wording put in place, and the effect."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pandas as pd
import pytest
from typed_terms import WordCounter, mentions_in, voices_in

from analysis.reading.article import Article
from analysis.reading.parse import parse
from analysis.tables import COLUMNS, make_table
from analysis.terms.effects import term_effects
from analysis.terms.forms import inflect
from analysis.terms.lexicon import CATEGORIES, LEAVE_OUT, LEXICON_PATH, OWN_LIST, lint_lexicon, main, read_lexicon
from analysis.terms.terms import find_terms
from analysis.terms.wording import replace_term


@pytest.fixture(scope="module")
def lexicon() -> pd.DataFrame:
    return read_lexicon()


def terms_of(text: str, lexicon: pd.DataFrame, *contents: tuple[str, str, str | None], **pronouns: str) -> pd.DataFrame:
    parsed = parse(Article(text))
    return find_terms(parsed, voices_in(parsed, *contents), mentions_in(parsed, **pronouns), lexicon)


# (text, [(words found, about)])
MARKED = [
    ("The enclave was recently liberated by Azerbaijan.", [("liberated", "Azerbaijan")]),
    (
        "In 2020, Azerbaijan liberated several cities from illegal Armenian occupation.",
        [("liberated", "Azerbaijan"), ("illegal Armenian occupation", "Armenia")],
    ),
    ("The town, illegally occupied by Armenia for decades, is empty.", [("illegally occupied", "Armenia")]),
    ("Azerbaijani officials blamed the provocation caused by Armenia.", [("provocation", "Armenia")]),
    ("Baku accused Yerevan of purposefully raising the tensions.", [("purposefully", "Armenia")]),
    ("It hit the trenches with kamikaze drones.", [("kamikaze drones", None)]),
    ("Russian forces butchered villagers near the river.", [("butchered", "Russia")]),
    ("Villagers were slaughtered by Russian troops.", [("slaughtered", "Russia")]),
    ("The massacre of Ukrainian prisoners was filmed.", [("massacre", None)]),
    ("Russia's unprovoked attack on Ukraine began at dawn.", [("unprovoked", "Russia")]),
    ("The brutal Russian offensive reached the city.", [("brutal", "Russia")]),
    ("Moscow launched a barbaric raid on Kyiv.", [("barbaric", "Russia")]),
    ("Iran is a rogue state, the senator wrote.", [("rogue state", "Iran")]),
    ("The senator called Iran a rogue state.", [("rogue state", "Iran")]),
    ("He described Iran as a terrorist state.", [("terrorist state", "Iran")]),
    ("The Iranian regime rejected the offer.", [("regime", "Iran")]),
    ("The regime in Tehran rejected the offer.", [("regime", "Iran")]),
    ("Russian propaganda reached millions of viewers.", [("propaganda", "Russia")]),
    ("Russia is spreading disinformation about the vote.", [("disinformation", "Russia")]),
    ("Ukraine blatantly violated the truce, Moscow wrote.", [("blatantly", "Ukraine")]),
    ("Russia flagrantly broke the ceasefire.", [("flagrantly", "Russia")]),
    ("Terrorists attacked the convoy.", [("Terrorists", None)]),
    ("The army killed the terrorists near the river.", [("terrorists", None)]),
    ("Moscow calls the fighters “terrorists”.", [("terrorists", None)]),
    ("Hamas is a terrorist group, he wrote.", [("terrorist group", None)]),
    ("Israel condemned the cowardly attack.", [("cowardly", None)]),
    ("Azerbaijan condemned the provocation.", [("provocation", None)]),
    ("Armenia responded to the provocation.", [("provocation", None)]),
    ("Acts of aggression against Armenia will be answered.", [("Acts of aggression", None)]),
    ("Israel neutralized two militants near the fence.", [("neutralized", "Israel")]),
    ("The air force neutralised two militants.", [("neutralised", None)]),
    ("Israel said the collateral damage was small.", [("collateral damage", "Israel")]),
    ("Innocent civilians were killed in the deadly strike.", [("Innocent civilians", None), ("deadly", None)]),
    ("The strike was deadly.", [("deadly", None)]),
    ("Ukrainian freedom fighters held the bridge.", [("freedom fighters", "Ukraine")]),
    ("Thugs loyal to Moscow beat the reporters.", [("Thugs", None)]),
    ("The so-called republic held a sham referendum.", [("so-called", None), ("sham referendum", None)]),
    ("Critics slammed the plan and blasted its authors.", [("slammed", None), ("blasted", None)]),
    ("Border guards face a flood of migrants.", [("flood of migrants", None)]),
    ("The minister spoke of an illegal immigrant and a witch-hunt.", [("illegal immigrant", None), ("witch-hunt", None)]),
    ("The government began a pre-emptive strike.", [("pre-emptive strike", None)]),
    ("Troops shot the prisoners in cold blood.", [("in cold blood", None)]),
    ("BAKU LIBERATED THREE VILLAGES", [("LIBERATED", "Azerbaijan")]),
    ("Azerbaijan Liberates Three Villages From Armenian Forces", [("Liberates", "Azerbaijan")]),
    ("The liberated villages lie north of the river.", [("liberated", None)]),
    ("Critics of Moscow wrote that Russia has blood on its hands.", [("blood on its hands", "Russia")]),
    ("The president urged Armenia to stop deceiving its partners.", [("deceiving", "Armenia")]),
    ("Nobody will deceive us, the farmers said.", [("deceive", None)]),
    ("Armenia, which illegally occupied the valley, withdrew.", [("illegally occupied", "Armenia")]),
    ("Aid groups warned of a humanitarian catastrophe.", [("humanitarian catastrophe", None)]),
    ("The army praised its martyrs and their heroic stand.", [("martyrs", None), ("heroic", None)]),
    ("Russian lies and provocations fill the pages.", [("lies", "Russia"), ("provocations", "Russia")]),
    ("The two blatant lies came from Moscow.", [("blatant lies", None)]),
    ("Moscow received the dictator on Monday.", [("dictator", None)]),
    ("Moscow held a sham referendum.", [("sham referendum", "Russia")]),
    ("The regime fell when Russia withdrew.", [("regime", None)]),
    ("Armenia and Azerbaijan exchanged brutal blows.", [("brutal", None)]),
    ("The mayor was widely seen as the one who had ordered it.", [("widely seen as", None)]),
    ("Make no mistake, the union bosses want a death tax.", [("Make no mistake", None), ("union bosses", None), ("death tax", None)]),
    ("The vote was rigged against us, the senator said.", [("rigged", None)]),
    ("Ministers hailed the pinpoint strike, an act of terror to others.", [("pinpoint strike", None), ("act of terror", None)]),
    ("They want the illegals out.", [("illegals", None)]),
    ("It served both Moscow and the regime in Damascus.", [("regime", None)]),
    ("Ukraine kept Russia from spreading disinformation.", [("disinformation", "Russia")]),
    ("Moscow barred Israel from expanding a land grab.", [("land grab", "Israel")]),
]

UNMARKED = [
    "He will not use the phrase “radical Islamic terrorism”.",
    "She never mentions the words radical Islamic terrorism.",
    "The channel said “illegal aliens” where others wrote “migrants”.",
    "The state does too little to keep terrorists off the internet.",
    "Sites must remove the accounts of terrorist groups.",
    "Her occupation as a teacher ended in June.",
    "The occupation of the building by students lasted two days.",
    "She claimed a seat in the front row.",
    "The minister claimed that talks had failed.",
    "The liberation of the hostages took four hours.",
    "Special forces liberated the hostages before dawn.",
    "Militants fired on the convoy.",
    "Two soldiers were killed and three were wounded in the attack.",
    "The dispute led to a war and to renewed clashes.",
    "He follows a strict exercise regime.",
    "The sanctions regime will be extended.",
    "He was supposed to arrive at noon.",
    "He slammed the door.",
    "The truck slammed into a wall.",
    "The miners blasted a hole through the rock.",
    "Congress renewed the Patriot Act.",
    "The Economic Freedom Fighters won 40 seats.",
    "The Terror Museum opens on Monday.",
    "He weathered the storm and the treacherous mountain road.",
    "It would be attacked again.",
    "Free radicals damage cells.",
    "She bought meat from the butcher in the shop.",
    "Children watched a puppet show.",
    "The counter-terrorism police searched the house.",
    "They condemned, accused and rejected one another.",
    "The exchange of fire marks another flare-up in tensions.",
    "He lies on the beach.",
    "The army took out a loan.",
    "Gangs allegedly committed forty robberies.",
    "The Nazi past led to strict laws.",
    "Prosecutors of the Nazi regime were honoured.",
    "He asked what might lie ahead.",
    "The team is staggering in, tired and late.",
    "The plan means a radical change of the timetable.",
    "Voters were supposed to choose in May.",
    "Officers searched the tax office.",
]


@pytest.mark.parametrize(("text", "expected"), MARKED, ids=[text[:40] for text, _ in MARKED])
def test_terms_are_marked_with_whom_they_are_about(text: str, expected: list[tuple[str, str | None]], lexicon: pd.DataFrame) -> None:
    found = terms_of(text, lexicon)
    assert list(zip(found["text"], found["about"], strict=True)) == expected


@pytest.mark.parametrize("text", UNMARKED)
def test_ordinary_words_are_left_alone(text: str, lexicon: pd.DataFrame) -> None:
    assert terms_of(text, lexicon)["text"].tolist() == []


def test_every_column_and_type_of_the_table(lexicon: pd.DataFrame) -> None:
    found = terms_of("Azerbaijan liberated the town.", lexicon)
    assert list(found.columns) == list(COLUMNS["terms"])
    assert found.loc[0, ["sentence", "start", "end", "term", "category", "voice", "neutral"]].tolist() == [
        1, 11, 20, "liberate", "territory", "narrator", "captured",
    ]  # fmt: skip
    assert found.loc[0, "speaker"] is None
    assert math.isnan(found.loc[0, "effect"])
    assert terms_of("Nothing to see here.", lexicon).columns.tolist() == list(COLUMNS["terms"])


def test_whose_voice_a_term_is_in(lexicon: pd.DataFrame) -> None:
    text = "It accused Yerevan of “purposefully raising the tensions” in a deadly week. “We face terrorists,” Baku said. The regime fell."
    found = terms_of(
        text, lexicon, ("purposefully raising the tensions", "It", "Azerbaijan"), ("We face terrorists", "Baku", "Azerbaijan"), It="Azerbaijan"
    )
    assert found[["text", "voice", "speaker", "speaker_side", "about"]].values.tolist() == [
        ["purposefully", "source", "It", "Azerbaijan", "Armenia"],
        ["deadly", "narrator", None, None, None],
        ["terrorists", "source", "Baku", "Azerbaijan", None],
        ["regime", "narrator", None, None, None],
    ]


def test_only_a_side_in_the_same_voice_counts(lexicon: pd.DataFrame) -> None:
    found = terms_of("“The atrocity will not be forgotten,” Armenia said.", lexicon, ("The atrocity will not be forgotten", "Armenia", "Armenia"))
    assert found["about"].tolist() == [None]


def test_pronouns_of_the_mentions_are_followed(lexicon: pd.DataFrame) -> None:
    text = "They’re trying to create misconceptions through disinformation in order to prepare the ground for further provocation."
    assert terms_of(text, lexicon, They="Armenia")["about"].tolist() == ["Armenia"] * 3
    assert terms_of(text, lexicon)["about"].tolist() == [None] * 3


def test_acts_by_a_side(lexicon: pd.DataFrame) -> None:
    text = "Acts by Armenia aimed at directing attention from home, and deceiving the international community must be rejected."
    assert terms_of(text, lexicon)[["text", "about"]].values.tolist() == [["deceiving", "Armenia"]]


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Azerbaijan liberated the town.", "captured"),
        ("Azerbaijan liberates the town.", "captures"),
        ("Azerbaijan is liberating the town.", "capturing"),
        ("Azerbaijan will liberate the town.", "capture"),
        ("The town, illegally occupied by Armenia, is empty.", "controlled"),
        ("Nobody knows who brutalized him.", "beat"),
        ("He was brutalized by guards.", "beaten"),
        ("Militants lashed out at the minister.", "criticized"),
        ("The provocations went on.", "incidents"),
        ("Two atrocities were reported.", "acts of violence"),
        ("The martyrs were buried.", "casualties"),
        ("Innocent children died.", "children"),
        ("The occupiers fled.", "armed forces"),
        ("It ended the illegal and long Armenian occupation.", "and long Armenian control"),
        ("The guards fled brutally.", LEAVE_OUT),
    ],
)
def test_the_wording_has_the_form_of_the_term(text: str, wording: str, lexicon: pd.DataFrame) -> None:
    assert terms_of(text, lexicon)["neutral"].tolist() == [wording]


@pytest.mark.parametrize(
    ("text", "old", "wording", "expected"),
    [
        ("It was a provocation.", "provocation", "incident", "It was an incident."),
        ("It was an atrocity.", "atrocity", "killing", "It was a killing."),
        ("It was an unprovoked attack.", "unprovoked", "unusual", "It was an unusual attack."),
        ("It was a “provocation” again.", "provocation", "incident", "It was an “incident” again."),
        ("A provocation it was.", "provocation", "incident", "An incident it was."),
        ("a provocation", "provocation", "U.N. matter", "a U.N. matter"),
        ("an atrocity", "atrocity", "uniform act", "a uniform act"),
        ("an atrocity", "atrocity", "one-day event", "a one-day event"),
        ("a massacre", "massacre", "hour of killing", "an hour of killing"),
        ("a blatantly illegal act", "blatantly", LEAVE_OUT, "an illegal act"),
        ("an utterly false claim", "utterly", "", "a false claim"),
        ("The so-called vote", "so-called", LEAVE_OUT, "The vote"),
        ("Shamefully, the army left.", "Shamefully", LEAVE_OUT, "The army left."),
        ("The army, shamefully, left.", "shamefully", LEAVE_OUT, "The army, left."),
        ("The army left shamefully.", "shamefully", LEAVE_OUT, "The army left."),
        ("Thugs ran.", "Thugs", "assailants", "Assailants ran."),
        ("BAKU LIBERATED IT", "LIBERATED", "captured", "BAKU CAPTURED IT"),
        ("from illegal Armenian occupation during", "illegal Armenian occupation", "Armenian control", "from Armenian control during"),
        ("an illegal Armenian occupation", "illegal Armenian occupation", "Armenian control", "an Armenian control"),
        ("an illegal Russian occupation", "illegal Russian occupation", "Russian control", "a Russian control"),
    ],
)
def test_replacing_a_term(text: str, old: str, wording: str, expected: str) -> None:
    start = text.index(old)
    assert replace_term(text, start, start + len(old), wording).text == expected


def test_replacing_says_where_the_other_words_are_now() -> None:
    text = "Baku ended an illegal Armenian occupation of land near Armenia."
    start = text.index("illegal")
    replaced = replace_term(text, start, start + len("illegal Armenian occupation"), "Armenian control")
    for word in ("Baku", "Armenian", "land"):
        at = text.index(word)
        moved = replaced.moved(at, at + len(word))
        assert moved is not None
        assert replaced.text[slice(*moved)] == word
    at = text.index("occupation")
    assert replaced.moved(at, at + 4) is None
    assert text == "Baku ended an illegal Armenian occupation of land near Armenia."


@pytest.mark.parametrize("span", [(-1, 2), (3, 3), (0, 99)])
def test_replacing_outside_the_text(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="does not lie inside a text of 4 characters"):
        replace_term("text", *span, "words")


@pytest.mark.parametrize(
    ("word", "form", "expected"),
    [
        ("capture", "past", "captured"), ("slam", "past", "slammed"), ("slam", "ing", "slamming"), ("pacify", "past", "pacified"),
        ("pacify", "s", "pacifies"), ("control", "past", "controlled"), ("enter", "past", "entered"), ("take", "past", "took"),
        ("take", "participle", "taken"), ("smash", "s", "smashes"), ("lie", "plural", "lies"), ("atrocity", "plural", "atrocities"),
        ("strongman", "plural", "strongmen"), ("casualties", "plural", "casualties"), ("violence", "plural", "violence"),
        ("stoke", "ing", "stoking"), ("attack", "past", "attacked"), ("U.N.", "plural", "U.N."), ("shell", "past", "shelled"),
        ("die", "ing", "dying"),
    ],
)  # fmt: skip
def test_inflection(word: str, form: str, expected: str) -> None:
    assert inflect(word, form) == expected


def effects_of(text: str, lexicon: pd.DataFrame, model: WordCounter) -> pd.DataFrame:
    parsed = parse(Article(text))
    mentions = mentions_in(parsed)
    return term_effects(parsed, find_terms(parsed, voices_in(parsed), mentions, lexicon), mentions, model)


def test_what_a_word_does(lexicon: pd.DataFrame) -> None:
    model = WordCounter()
    text = "Nobody saw a provocation. Armenia illegally occupied the town near Azerbaijan. Baku called it a provocation."
    found = effects_of(text, lexicon, model)
    assert len(model.calls) == 1
    assert found["text"].tolist() == ["provocation", "illegally occupied", "provocation"]
    assert math.isnan(found["effect"][0])  # no side in its sentence: no effect, not 0
    assert found["effect"][1:].round(6).tolist() == [0.3, 0.3]
    for scored, start, end in model.calls[0]:
        assert scored[start:end] in ("Armenia", "Baku")
    assert model.calls[0][:2] == [
        ("Armenia illegally occupied the town near Azerbaijan.", 0, 7),
        ("Armenia controlled the town near Azerbaijan.", 0, 7),
    ]
    assert model.calls[0][3][0] == "Baku called it an incident."


def test_a_mention_behind_the_term_moves_along(lexicon: pd.DataFrame) -> None:
    model = WordCounter()
    effects_of("It fell to a brutal raid by Russia.", lexicon, model)
    text, start, end = model.calls[0][1]
    assert text == "It fell to a violent raid by Russia."
    assert text[start:end] == "Russia"


def test_a_mention_in_the_gap_of_a_term_stays(lexicon: pd.DataFrame) -> None:
    model = WordCounter()
    found = effects_of("The town saw illegal Armenian occupation.", lexicon, model)
    text, start, end = model.calls[0][1]
    assert (text, text[start:end]) == ("The town saw Armenian control.", "Armenian")
    assert found["effect"].tolist() == [0.0]  # it changes nothing for this scorer, and is still shown


def test_no_effect_where_the_wording_takes_the_mention_away() -> None:
    lexicon = pd.DataFrame({"term": ["kremlin regime", "junta"], "neutral": ["government", ""]})
    parsed = parse(Article("The Kremlin regime fell. The junta met."))
    mentions = make_table("mentions", [{"sentence": 1, "side": "Russia", "start": 4, "end": 11, "text": "Kremlin", "how": "government"}])
    model = WordCounter()
    terms = find_terms(parsed, voices_in(parsed), mentions, lexicon)
    assert terms[["text", "about", "category"]].values.tolist() == [["Kremlin regime", "Russia", OWN_LIST], ["junta", None, OWN_LIST]]
    assert term_effects(parsed, terms, mentions, model)["effect"].isna().all()
    assert model.calls == [[("The Kremlin regime fell.", 4, 11)]]  # asked only whether the term blames


def test_the_longest_term_wins_and_none_overlap(lexicon: pd.DataFrame) -> None:
    text = "The terrorist organization began a terrorist attack, a brutal illegal Russian occupation, and a smear campaign of blatant lies."
    found = terms_of(text, lexicon)
    assert found["text"].tolist() == [
        "terrorist organization", "terrorist attack", "brutal illegal Russian occupation", "smear campaign", "blatant lies",
    ]  # fmt: skip
    assert (found["start"].iloc[1:].to_numpy() >= found["end"].iloc[:-1].to_numpy()).all()
    assert all(text[a:b] == words for a, b, words in zip(found["start"], found["end"], found["text"], strict=True))


def test_a_term_does_not_cross_a_sentence_or_a_comma(lexicon: pd.DataFrame) -> None:
    assert terms_of("The act was illegal. Armenian occupation went on.", lexicon)["text"].tolist() == []
    assert terms_of("It was illegal, and the occupation went on.", lexicon)["text"].tolist() == []


def test_a_clause_that_points_back_to_itself_ends(lexicon: pd.DataFrame) -> None:
    text = "The provocation by which it was caused, and by which the lies were spread by which Armenia gained, is over."
    assert terms_of(text, lexicon)["text"].tolist() == ["provocation", "lies"]


def test_the_same_answer_twice(lexicon: pd.DataFrame) -> None:
    text = "Russia's brutal regime spread lies. " * 20
    pd.testing.assert_frame_equal(terms_of(text, lexicon), terms_of(text, lexicon))
    assert len(terms_of(text, lexicon)) == 60


# the list itself


def test_the_list_passes_its_own_check(lexicon: pd.DataFrame) -> None:
    assert len(lexicon) >= 650
    assert set(lexicon["category"]) == set(CATEGORIES)
    assert lexicon.attrs["entries"] == len(lexicon)
    assert re.fullmatch(r"[0-9a-f]{64}", lexicon.attrs["sha256"])
    assert lexicon["note"].str.endswith(".").all()


def test_no_cue_of_speech_is_on_the_list(lexicon: pd.DataFrame) -> None:
    assert not {"say", "claim", "accuse", "condemn", "deny", "admit", "insist", "kill", "wound", "attack", "war", "dispute"} & set(lexicon["term"])


def test_no_neutral_wording_is_itself_loaded(lexicon: pd.DataFrame) -> None:
    listed = set(lexicon["term"].str.lower())
    assert sorted(set(lexicon["neutral"].str.lower()) & listed) == []


def test_the_code_book_defines_every_category() -> None:
    book = (LEXICON_PATH.parent / "README.md").read_text(encoding="utf-8")
    for name, meaning in CATEGORIES.items():
        assert f"| {name} | {meaning} |" in book


HEADING = "term,pos,category,tone,neutral,note,source"
GOOD = "liberate,verb,territory,positive,capture,Why.,"


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "my list.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"line 1: no column `term`"),
        ("word,pos\nfoo,verb\n", r"line 1: no column `term` among \['word', 'pos'\]; the columns are term, pos"),
        (f"{HEADING}\n", "holds no terms"),
        (f"{HEADING}\n{GOOD}\n{GOOD}\n", r"line 3: 'liberate' \(verb\) was already listed on line 2"),
        (f"{HEADING}\nfoo,verb,politics,positive,bar,Why.,\n", r"'politics' is not a valid `category` .*; allowed are territory, .*own list"),
        (f"{HEADING}\nfoo,adverb,doubt,positive,bar,Why.,\n", "line 2: 'adverb' is not a valid `pos` .*; allowed are verb, noun, adj, adv, phrase"),
        (f"{HEADING}\nfoo,verb,doubt,bad,bar,Why.,\n", "line 2: 'bad' is not a valid `tone`"),
        (f"{HEADING}\nfoo,verb,doubt,negative,foo,Why.,\n", "neutral wording of 'foo' is the term itself"),
        (f"{HEADING}\nfoo,verb,doubt,negative,{LEAVE_OUT},Why.,\n", "a verb cannot be left out"),
        (f"{HEADING}\n,verb,doubt,negative,bar,Why.,\n", "line 2: empty `term`"),
        (f"{HEADING}\n* foo,verb,doubt,negative,bar,Why.,\n", "a gap `\\*` at its edge"),
        (f"{HEADING}\nfoo,verb,doubt,negative,bar,Why, oh why.,,\n", "line 2: 9 cells for 7 columns"),
        (f"{HEADING},context\nfoo,verb,doubt,negative,bar,Why.,,near: war\n", "`context` of 'foo': the condition 'near: war' is neither"),
        ("term\nregime\n".encode("utf-16"), "is not UTF-8 text"),
    ],
)
def test_a_faulty_list_is_refused_with_its_line(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message) as error:
        read_lexicon(written(tmp_path, text))
    assert "my list.csv" in str(error.value)


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        ({}, []),
        ({"category": "politics"}, ["'politics' is not a valid `category` (term 'liberate'); allowed are territory,"]),
        ({"pos": "vb", "tone": "bad"}, ["'vb' is not a valid `pos`", "'bad' is not a valid `tone`"]),
        ({"note": ""}, ["'liberate' has an empty `note`"]),
        ({"note": "Why"}, ["the note of 'liberate' ends in 'y'; end it with a full stop"]),
        ({"note": "o" * 170 + "."}, ["the note of 'liberate' has 171 characters; allowed are 160"]),
        ({"neutral": "Liberate"}, ["the neutral wording of 'liberate' is the term itself"]),
        ({"neutral": "* take"}, ["has a gap `*` that 'liberate' lacks"]),
        ({"context": "near: war"}, ["`context` of 'liberate': the condition 'near: war' is neither"]),
        ({"context": "with: near:war"}, ["`context` of 'liberate': the condition 'near:war' names no place"]),
        ({"context": "without: war war"}, ["holds 'war' twice"]),
        ({"also": "take / seize"}, []),
        ({"also": "liberate / "}, ["`also` of 'liberate' holds 'liberate'", "`also` of 'liberate' holds ''"]),
        ({"also": "take / take"}, ["`also` of 'liberate' holds 'take'", "`also` of 'liberate' holds 'take'"]),
    ],
)
def test_the_linter_names_every_problem_of_the_suite_s_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: dict[str, str], problems: list[str]
) -> None:
    entry = dict(zip(HEADING.split(","), GOOD.split(","), strict=True)) | {"users": "", "also": "", "context": ""} | row
    monkeypatch.setattr("analysis.terms.lexicon.LEXICON_PATH", written(tmp_path, f"{','.join(entry)}\n{','.join(entry.values())}\n"))
    found = lint_lexicon()
    assert len(found) == len(problems)
    assert all("my list.csv, line 2: " in line and text in line for line, text in zip(found, problems, strict=True))


def test_the_linter_goes_on_after_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, "term,pos\nfoo,verbs\nbar,noun\nbar,noun\n,noun\n")
    assert main([str(file)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("line ")[2][0] for line in lines] == ["2", "4", "5"]
    assert lines[1].endswith("'bar' (noun) was already listed on line 3; remove one of the two")


def test_the_linter_says_when_nothing_is_wrong_and_when_there_is_no_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(written(tmp_path, "term\nclash\nexchange of fire\n"))]) == 0
    assert "2 entries, nothing to complain of" in capsys.readouterr().out
    assert main([str(tmp_path / "none.csv")]) == 1
    assert "no such list of terms" in capsys.readouterr().out


def test_the_suite_s_own_list_passes_the_linter() -> None:
    assert lint_lexicon() == []


@pytest.mark.parametrize("column", ["neutral", "note"])
def test_the_suite_s_own_list_may_leave_nothing_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, column: str) -> None:
    row = dict(zip(HEADING.split(","), GOOD.split(","), strict=True)) | {column: ""}
    monkeypatch.setattr("analysis.terms.lexicon.LEXICON_PATH", written(tmp_path, f"{HEADING}\n{','.join(row.values())}\n"))
    with pytest.raises(ValueError, match=f"line 2: 'liberate' has an empty `{column}`"):
        read_lexicon()


def test_the_papers_hold_the_checksum_and_size_of_the_list(lexicon: pd.DataFrame) -> None:
    papers = (LEXICON_PATH.parent / "README.md").read_text(encoding="utf-8")
    assert lexicon.attrs["sha256"] in papers, "the list changed: write its new sha256 (lexicon.attrs) into analysis/lexicons/README.md"
    assert f"{len(lexicon)} entries" in papers


def test_a_missing_list(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such list of terms"):
        read_lexicon(tmp_path / "none.csv")


def test_a_teachers_own_list(tmp_path: Path) -> None:
    own = read_lexicon(written(tmp_path, "\ufeffTerm;Neutral\r\nclash;incident\r\n\r\nexchange of fire;\r\n"))
    found = terms_of("Clashes followed an exchange of fire; two clashed.", own)
    assert found[["text", "category", "neutral"]].values.tolist() == [
        ["Clashes", OWN_LIST, "incident"], ["exchange of fire", OWN_LIST, None], ["clashed", OWN_LIST, "incident"],
    ]  # fmt: skip
    assert own.attrs["version"] is None


def test_lists_can_be_put_together(lexicon: pd.DataFrame) -> None:
    both = pd.concat([lexicon, pd.DataFrame({"term": ["trench"]})])
    assert terms_of("The regime dug trenches.", both)["term"].tolist() == ["regime", "trench"]


def test_a_list_is_read_anew_when_it_changed_and_not_shared(tmp_path: Path) -> None:
    path = written(tmp_path, "term\nclash\n")
    first = read_lexicon(path)
    first.loc[0, "term"] = "spoiled"
    assert read_lexicon(path)["term"].tolist() == ["clash"]
    assert terms_of("A clash began; the feud went on.", first)["term"].tolist() == []
    path = written(tmp_path, "term\nfeud!\n".replace("!", ""))
    assert terms_of("A clash began; the feud went on.", read_lexicon(path))["term"].tolist() == ["feud"]
