"""A hand-typed framing of the seed article, so that charts, marks, findings and the report are tested without any model.

The numbers of stance, effect and shift are invented for the tests; the spans and voices follow the text.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from analysis.framing import TABLES, Framing
from analysis.reading.article import Article
from analysis.tables import COLUMNS, check_table, make_table

PARAGRAPHS: list[list[str]] = [
    [
        (
            "Two Armenian soldiers were killed and three Azerbaijani service personnel were wounded early on Friday in renewed clashes "
            "between the rival nations."
        ),
    ],
    [
        (
            "Azerbaijan’s Defense Ministry said that three of its personnel were wounded in attacks in the town of Kalbajar near its "
            "border with Armenia."
        ),
    ],
    [
        (
            "Two soldiers were wounded when Armenian armed forces launched a drone strike on Azerbaijani trenches near the town of "
            "Kelbecer from the Vardenis (Basarkechar) province of eastern Armenia, the ministry said."
        ),
    ],
    [
        ("Similarly, Armenia said two of its soldiers were killed and one was wounded when Azerbaijan shelled its positions near the town of Sotk."),
    ],
    [
        (
            "Earlier, the ministry reported clashes with Armenian forces in the same area, where one Muhammed Tağıyev was injured and "
            "hospitalized in a military facility."
        ),
    ],
    [
        "“Countermeasures were deployed,” the ministry informed.",
    ],
    [
        (
            "It accused Yerevan of “purposefully raising the tensions” in the region by targeting its military positions with arms, "
            "mortars, shelling and kamikaze drones."
        ),
    ],
    [
        "“Armenia continues sending additional military equipment and personnel to the region,” the ministry said.",
        (
            "“They’re trying to create misconceptions in the international arena through disinformation in order to prepare the ground "
            "for further provocation.”"
        ),
    ],
    [
        (
            '"We inform you that the military and political leadership of this country (Armenia) bears all the responsibility for the '
            "provocation caused by Armenia,” it added."
        ),
    ],
    [
        (
            "The Azerbaijani Foreign Ministry, too, condemned Armenian attacks, saying, “These kinds of acts by Armenia aimed at "
            "directing attention from political tension and the social situation at home, and deceiving the international community must "
            "be absolutely rejected and condemned by the international community.”"
        ),
    ],
    [
        (
            "The exchange of fire marks another flare-up in tensions between the South Caucasus neighbors, which have been steadily "
            "rising since last December and left half a dozen people dead on both sides."
        ),
    ],
    [
        ("Baku has been accused of blocking the Lachin corridor, the only land route connecting Azerbaijan's Karabakh region to Armenia."),
    ],
    [
        (
            "The pair have been locked in a deadly dispute over the Karabakh enclave – internationally recognized as part of Azerbaijan "
            "but illegally occupied by Armenia for over three decades, which was recently liberated by Azerbaijan – since the 1980s and "
            "fought two wars over the territory."
        ),
    ],
    [
        ("In 2020, Azerbaijan liberated several cities, villages and settlements from illegal Armenian occupation during 44 days of clashes."),
        "The war ended with a Russia-brokered peace agreement.",
    ],
    [
        (
            "Azerbaijan said it had set up checkpoints on the short mountainous road over security reasons, citing the transfer of "
            "weapons and ammunition to its region, while Yerevan has demanded the U.N. intervene to prevent a “humanitarian catastrophe.”"
        ),
    ],
    [
        (
            "The Lachin corridor is not meant to block access for civilians and Baku said earlier this week that it sent an aid convoy to "
            "its Karabakh region."
        ),
    ],
]


TEXT = "\n".join(" ".join(sentences) for sentences in PARAGRAPHS)
AZ, AM = "Azerbaijan", "Armenia"
DEFENSE, FOREIGN = "Azerbaijan’s Defense Ministry", "The Azerbaijani Foreign Ministry"

# sentence, kind, first words of the content, its last words, speaker, side, cue
VOICES = [
    (2, "indirect", "three of its", "with Armenia", DEFENSE, AZ, "said"),
    (3, "indirect", "Two soldiers", "eastern Armenia", DEFENSE, AZ, "said"),
    (4, "indirect", "two of its", "of Sotk", AM, AM, "said"),
    (5, "indirect", "clashes with", "military facility", DEFENSE, AZ, "reported"),
    (6, "direct", "“Countermeasures", "deployed,”", DEFENSE, AZ, "informed"),
    (7, "mixed", "“purposefully", "kamikaze drones", DEFENSE, AZ, "accused"),
    (8, "direct", "“Armenia continues", "the region,”", DEFENSE, AZ, "said"),
    (9, "direct", "“They’re", "provocation.”", DEFENSE, AZ, "said"),
    (10, "direct", '"We inform', "by Armenia,”", DEFENSE, AZ, "added"),
    (11, "direct", "“These kinds", "international community.”", FOREIGN, AZ, "saying"),
    (17, "indirect", "it had set", "its region", AZ, AZ, "said"),
    (17, "mixed", "the U.N. intervene", "catastrophe.”", "Yerevan", AM, "demanded"),
    (18, "indirect", "it sent an aid", "Karabakh region", "Baku", AZ, "said"),
]

# sentence, words, side, how
MENTIONS = [
    (1, "Armenian", AM, "demonym"), (1, "Azerbaijani", AZ, "demonym"), (2, "Azerbaijan", AZ, "name"), (2, "Armenia", AM, "name"),
    (3, "Armenian", AM, "demonym"), (3, "Azerbaijani", AZ, "demonym"), 
    (3, "the ministry", AZ, "the ministry = Azerbaijan’s Defense Ministry (sentence 2)"),
    (4, "Armenia", AM, "name"), (4, "Azerbaijan", AZ, "name"), (7, "Yerevan", AM, "capital"), (8, "Armenia", AM, "name"),
    (10, "Armenia", AM, "name"), (10, "this country", AM, "this country (Armenia)"), (11, "Azerbaijani Foreign Ministry", AZ, "government"),
    (11, "Armenian", AM, "demonym"), (13, "Baku", AZ, "capital"), (13, "Armenia", AM, "name"), (14, "Armenia", AM, "name"),
    (14, "Azerbaijan", AZ, "name"), (15, "Azerbaijan", AZ, "name"), (15, "Armenian", AM, "demonym"), (17, "Azerbaijan", AZ, "name"),
    (17, "Yerevan", AM, "capital"), (18, "Baku", AZ, "capital"),
]  # fmt: skip

# sentence, words in the text, term, category, about, neutral wording, effect, note
TERMS = [
    (7, "purposefully", "purposefully", "blame", AM, None, 0.12, "Says what was intended; only the speaker can know."),
    (7, "kamikaze", "kamikaze", "violence", AM, "loitering", 0.08, "An image of fanaticism."),
    (9, "misconceptions", "misconceptions", "deceit", None, "views", np.nan, "Presupposes that the other view is false."),
    (9, "disinformation", "disinformation", "deceit", None, "statements", np.nan, "Presupposes intent to mislead."),
    (9, "provocation", "provocation", "blame", None, "action", np.nan, "Puts the cause on the other side."),
    (10, "provocation", "provocation", "blame", AM, "action", 0.31, "Puts the cause on the other side."),
    (11, "deceiving", "deceiving", "deceit", AM, "informing", 0.44, "Presupposes intent to mislead."),
    (14, "deadly", "deadly", "violence", None, None, np.nan, "Stresses the toll."),
    (14, "illegally occupied", "illegally occupied", "legitimacy", AM, "held", 0.52, "States a legal judgement as fact."),
    (14, "liberated", "liberated", "legitimacy", AZ, "retaken", -0.47, "Presupposes that the holding was unjust."),
    (15, "liberated", "liberated", "legitimacy", AZ, "took", -0.55, "Presupposes that the holding was unjust."),
    (15, "illegal Armenian occupation", "illegal ... occupation", "legitimacy", AM, "Armenian control", 0.38, "States a legal judgement as fact."),
    (17, "humanitarian catastrophe", "humanitarian catastrophe", "victimhood", AZ, "shortages", 0.02, "A legal and moral alarm word."),
]


JUDGES = {"liberated": "praises", "humanitarian catastrophe": "pities"}
"""What a term does to the side it is about; the others blame it."""
FOUND = {"kamikaze": ("both", 0.9), "misconceptions": ("model", 0.82), "deadly": ("list", 0.03), "deceiving": ("list", 0.3)}
"""Who found a term, and how likely the model finds it; the others are found by both, at 0.7."""


def _sentences() -> pd.DataFrame:
    rows, at, number = [], 0, 0
    for paragraph, sentences in enumerate(PARAGRAPHS, start=1):
        for text in sentences:
            number += 1
            start = TEXT.index(text, at)
            at = start + len(text)
            zone = "lead" if number == 1 else "close" if number > 16 else "body"
            rows.append((number, start, at, text, paragraph, zone, len(re.findall(r"\w+(?:[’'.-]\w+)*", text)), np.nan))
    return pd.DataFrame(rows, columns=list(COLUMNS["sentences"]))


def _find(sentences: pd.DataFrame, sentence: int, words: str, after: int = 0) -> tuple[int, int]:
    row = sentences.iloc[sentence - 1]
    start = TEXT.index(words, max(int(row.start), after))
    assert start + len(words) <= row.end, (sentence, words)
    return start, start + len(words)


def _voices(sentences: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for sentence, kind, first, last, speaker, side, cue in VOICES:
        start, _ = _find(sentences, sentence, first)
        _, end = _find(sentences, sentence, last, after=start)
        try:
            cue_start, cue_end = _find(sentences, sentence, cue)
        except (AssertionError, ValueError):
            cue_start, cue_end = pd.NA, pd.NA
        tone = {"accused": "accusing", "demanded": "assertive"}.get(cue, "neutral")
        values = sentence, start, end, kind, speaker, side, cue, cue_start, cue_end, tone, speaker, "named"
        names = "sentence", "start", "end", "kind", "speaker", "side", "cue", "cue_start", "cue_end", "cue_tone", "who", "evidence"
        rows.append(dict(zip(names, values, strict=True)))
    return make_table("voices", rows)


def _voice_of(voices: pd.DataFrame, start: int, end: int) -> tuple[str, str | None, str | None]:
    for row in voices.itertuples():
        if row.start <= start and end <= row.end:
            return "source", row.speaker, row.side
    return "narrator", None, None


def _stance(mentions: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for i, row in enumerate(mentions.itertuples()):
        voice, speaker, speaker_side = _voice_of(voices, row.start, row.end)
        negative = (0.62, 0.55, 0.7)[i % 3] if row.side == AM else (0.12, 0.3, 0.2)[i % 3]
        positive = (0.05, 0.08, 0.02)[i % 3] if row.side == AM else (0.2, 0.25, 0.41)[i % 3]
        neutral = round(1 - negative - positive, 2)
        score = round(positive - negative, 2)
        rows.append((row.sentence, row.side, row.start, row.end, voice, speaker, speaker_side, negative, neutral, positive, score))
    return pd.DataFrame(rows, columns=list(COLUMNS["stance"]))


def _terms(sentences: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for sentence, text, term, category, about, neutral, effect, note in TERMS:
        start, end = _find(sentences, sentence, text)
        judges = JUDGES.get(text, "blames") if about else None
        by, p = FOUND.get(text, ("both", 0.7))
        values = sentence, start, end, text, term, category, *_voice_of(voices, start, end), about, neutral, effect, note
        rows.append(dict(zip(COLUMNS["terms"], values, strict=False)) | {"judges": judges, "judged_by": judges and "list"} | {"found_by": by, "p": p})
    return make_table("terms", rows)


def _actions(sentences: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for number in sentences["sentence"].tolist()[:6]:
        start = int(sentences["start"].iloc[number - 1])
        text = str(sentences["text"].iloc[number - 1]).split()[0]
        voice, _, speaker_side = _voice_of(voices, start, start + len(text))
        named = number % 2 == 0
        row = {"sentence": number, "start": start, "end": start + len(text), "text": text, "lemma": text, "form": "active" if named else "agentless"}
        row |= {"act": "harm", "agent": AM if named else None, "agent_side": AM if named else None, "patient": AZ, "patient_side": AZ}
        rows.append(row | {"voice": voice, "speaker_side": speaker_side, "modality": "asserted"})
    return make_table("actions", rows)


FRAMES = [
    ("conflict", 0.92, "7 3"), ("human interest", 0.2, None), ("economic", 0.05, None), ("morality", 0.1, None), ("resolution", 0.55, "16"),
]  # fmt: skip


def _shift(sentences: pd.DataFrame, stance: pd.DataFrame) -> pd.DataFrame:
    rows: list[tuple[str, int, float, float, float]] = []
    for side in (AM, AZ):
        for sentence, group in stance[stance.side == side].groupby("sentence"):
            mean = float(group.score.mean())
            rows.append((f"stance: {side}", int(str(sentence)), mean, mean - 0.2, mean + 0.2))
    for sentence in sentences.sentence:
        rows.append(("loaded words per 100 words", int(sentence), float(sentence % 4), max(0.0, float(sentence % 4) - 1), float(sentence % 4) + 1))
        share = 1.0 if sentence == 1 or 12 <= sentence <= 16 else 0.1
        rows.append(("narrator share of words", int(sentence), share, max(0.0, share - 0.1), min(1.0, share + 0.1)))
    return pd.DataFrame(rows, columns=list(COLUMNS["shift"]))


def empty(name: str) -> pd.DataFrame:
    """Return the table of that name without rows."""
    return check_table(name, pd.DataFrame(columns=list(COLUMNS[name])))


def typed(**changes: Any) -> Framing:
    """Return the typed framing; any field can be replaced by name."""
    sentences = _sentences()
    voices = _voices(sentences)
    mentions = pd.DataFrame(
        [(sentence, side, *_find(sentences, sentence, words), words, how) for sentence, words, side, how in MENTIONS],
        columns=list(COLUMNS["mentions"]),
    )
    stance = _stance(mentions, voices)
    fields: dict[str, Any] = {
        "article": Article(TEXT, title="Clashes on the border", source="clash.txt"),
        "sides": {AM: ["Armenian", "Yerevan"], AZ: ["Azerbaijani", "Baku"]},
        "sentences": sentences,
        "mentions": mentions,
        "voices": voices,
        "stance": stance,
        "terms": _terms(sentences, voices),
        "actions": _actions(sentences, voices),
        "roles": make_table("roles", [{"side": AM, "role": "villain", "p": 0.6, "sentences": "3 7", "voice": "source"}]),
        "casts": make_table(
            "casts",
            [
                {"side": AM, "role": "villain", "p": 0.8, "sentences": "3 7", "voice": "source", "speaker_side": AZ},
                {"side": AZ, "role": "victim", "p": 0.7, "sentences": "2", "voice": "narrator", "speaker_side": None},
            ],
        ),
        "questions": make_table("questions", [{"question": "CO2", "frame": "conflict", "p": 0.9, "sentences": "7 3"}]),
        "frames": make_table("frames", [{"frame": name, "p": p, "sentences": where} for name, p, where in FRAMES]),
        "shift": _shift(sentences, stance),
        "changes": pd.DataFrame(
            [
                (f"stance: {AM}", 11, -0.6, -0.5, 0.38, 0.41),
                (f"stance: {AZ}", 9, 0.05, 0.21, 0.1, 0.2),
                ("loaded words per 100 words", 6, 0.4, 3.0, 0.04, 0.12),
                ("narrator share of words", 11, 0.18, 0.85, 0.001, 0.004),
            ],
            columns=list(COLUMNS["changes"]),
        ),
        "provenance": {
            "version": "0.1.0",
            "date": "2026-01-31",
            "python": "3.11",
            "packages": {"pandas": "3.1"},
            "models": {"stance": {"id": "stance", "sha256": "0" * 64}},
            "lexicon": {"name": "loaded_terms", "version": "1", "sha256": "1" * 64, "entries": 150},
            "parameters": {"seed": 0},
            "engines": {"voices": "rules"},
            "warnings": ["An article of 18 sentences is little data."],
        },
    }
    fields |= {name: check_table(name, fields[name]) for name in TABLES}
    return Framing(**{**fields, **changes})


def bare() -> Framing:
    """Return a framing whose tables are all empty."""
    return typed(sides={}, **{name: empty(name) for name in TABLES})
