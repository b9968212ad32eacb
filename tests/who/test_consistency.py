"""One engine: no two columns contradict each other, in the articles of the suite and in invented ones."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.framing import Framing, analyse
from analysis.reading.article import Article, read_article
from analysis.who.sides import SidesError, find_sides

SEEDS = sorted((Path(__file__).parents[2] / "seeds" / "articles").glob("*.txt"))
OWN = {
    "court": "The state accused Otto Dorn of theft on Monday. Prosecutor Lena Vogt said Dorn had lied.\n"
    "Dorn's lawyer, Karl Brandt, said he was innocent. “She has no proof,” Brandt said. Vogt said Dorn would be convicted. He denied it.",
    "rebels": "Government troops shelled the rebels on Friday. The rebels said they had lost ten men.\n"
    "A rebel commander, Ivo Hart, said his men would stay. The government called the rebels terrorists. It said they had fired first.",
    "spokeswoman": "Armenia said Azerbaijan had fired. Armenian spokeswoman Laura Vogt said it had lost two men.\nAzerbaijan denied it. "
    "She said that its army had crossed the border. “We did not,” Azerbaijan’s ministry said. The ministry blamed Armenia.",
    "party": "Republicans blocked the bill on Monday. Sen. Lucy Hale, D-Vt., said they feared the vote.\n"
    "Democrats said Republicans had lied. Hale said she would return.",
}


def readings() -> list[tuple[str, Article]]:
    return [(path.stem, read_article(path)) for path in SEEDS] + [(name, Article(text=text)) for name, text in OWN.items()]


@pytest.fixture(scope="module", params=readings(), ids=lambda one: one[0])
def framing(request: pytest.FixtureRequest) -> Framing:
    return analyse(request.param[1])


def test_who_and_side_agree(framing: Framing) -> None:
    for row in framing.voices.itertuples():
        if row.who in framing.sides:
            assert row.side == row.who


def test_a_pronoun_that_speaks_has_the_side_of_its_mention(framing: Framing) -> None:
    mentions = {(row.start, row.end): row.side for row in framing.mentions.itertuples()}
    for row in framing.voices.itertuples():
        side = None if pd.isna(row.speaker_start) else mentions.get((int(row.speaker_start), int(row.speaker_end)))
        if side is not None:
            assert row.side == side, row.speaker


def test_one_speaker_has_one_side(framing: Framing) -> None:
    named = framing.voices.dropna(subset=["who"])
    assert (named.groupby("who")["side"].nunique() <= 1).all()


def test_stance_and_terms_tell_the_side_of_the_voice(framing: Framing) -> None:
    sides = {row.speaker: row.side for row in framing.voices.itertuples() if row.speaker is not None}
    told = set(framing.stance["speaker_side"].dropna()) | set(framing.terms["speaker_side"].dropna())
    assert told <= set(framing.sides)
    assert told <= set(sides.values())


def test_the_table_of_sides_gives_the_same_sides_back(framing: Framing) -> None:
    if framing.sides:
        again, _ = find_sides(framing._grammar(), framing.sides_table())
        assert list(again) == list(framing.sides)


def test_a_table_that_is_none_of_sides_is_refused(framing: Framing) -> None:
    with pytest.raises(SidesError, match="needs the columns side and name"):
        find_sides(framing._grammar(), pd.DataFrame({"party": ["A"]}))


def test_the_command_writes_a_file_that_it_reads_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sides.json"
    assert main(["sides", str(SEEDS[0]), "-o", str(out)]) == 0
    assert "Yerevan" in out.read_text(encoding="utf-8")
    assert str(out) in capsys.readouterr().out
    assert main(["json", str(SEEDS[0]), "--sides", str(out)]) == 0
    assert main(["sides", str(SEEDS[0])]) == 0
    assert '"Armenia": [' in capsys.readouterr().out
    assert main(["sides", str(tmp_path / "none.txt")]) == 1
    assert "does not exist" in capsys.readouterr().err
