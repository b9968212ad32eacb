"""The file of corrections to fill in: it changes nothing as it is, each line of it can be copied, and nobody's corrections are lost to it."""

from __future__ import annotations

import json

import pytest
from conftest import SEED

from analysis import CorrectionError, analyse, read_article, read_framing
from analysis.__main__ import main
from analysis.correctable import corrections_file, write_corrections_file
from analysis.corrected import place_all
from analysis.corrections import AS_READ, HOW_TO, MENTIONS, SPEAKERS, TERMS, read_corrections
from analysis.framing import TABLES
from analysis.reading.article import Article
from analysis.reading.as_read import parse_folded

KINDS = (MENTIONS, SPEAKERS, TERMS)


@pytest.fixture(scope="module")
def seed_file(seed_reading):
    return json.loads(corrections_file(seed_reading))


def test_the_file_as_it_is_changes_nothing(seed_reading, tmp_path):
    path = write_corrections_file(seed_reading, tmp_path / "corrections.json")
    assert not read_corrections(path)
    after = analyse(seed_reading.article, corrections=path)
    for name in TABLES:
        assert getattr(after, name).equals(getattr(seed_reading, name)), name
    assert after.warnings == seed_reading.warnings and not after.provenance.get("corrections")


def test_it_shows_what_was_found(seed_reading, seed_file):
    assert list(seed_file) == [HOW_TO, "sides", *KINDS, AS_READ]
    found = seed_file[AS_READ]
    assert found["sides"] == {"Armenia": ["Armenian", "Yerevan", "this country"], "Azerbaijan": ["Azerbaijani", "Baku"]}
    assert [len(found[kind]) for kind in KINDS] == [len(seed_reading.mentions), len(seed_reading.voices), len(seed_reading.terms)]
    assert {"sentence": 9, "words": "They", "side": "Armenia"} in found[MENTIONS]
    assert {"sentence": 2, "words": "its", "start": 198, "side": "Azerbaijan"} in found[MENTIONS], "two of these words stand in the sentence"
    expected = {"sentence": 15, "words": "liberated", "loaded": True, "category": "territory", "about": "Azerbaijan", "neutral": "captured"}
    assert expected in found[TERMS]
    (said,) = [one for one in found[SPEAKERS] if one["sentence"] == 7]
    assert (said["speaker"], said["side"]) == ("It", "Azerbaijan")


@pytest.mark.parametrize("path", sorted(SEED.parent.glob("*.txt")), ids=lambda path: path.stem)
def test_every_line_can_be_copied(path, seed_reading):
    reading = seed_reading if path == SEED else analyse(read_article(path))
    found, parsed = json.loads(corrections_file(reading))[AS_READ], parse_folded(reading.article)
    tables = {MENTIONS: reading.mentions, SPEAKERS: reading.voices, TERMS: reading.terms}
    for kind, table in tables.items():
        placed = [place_all(parsed, read_corrections({kind: [one]}), reading.sides)[kind][0].span for one in found[kind]]
        spans = {parsed.folded.span_as_written(*span) for span in placed}
        assert len(placed) == len(table) and spans == set(zip(table["start"], table["end"], strict=True)), "each line means the words of its row"


def test_a_copied_line_is_corrected_in_one_place(seed_reading, seed_file):
    line = next(one for one in seed_file[AS_READ][TERMS] if one["sentence"] == 15 and one["words"] == "liberated")
    after = seed_reading.correct({**seed_file, TERMS: [{**line, "loaded": False}]})
    assert len(after.terms) == len(seed_reading.terms) - 1
    assert after.corrections.as_dict() == {TERMS: [{"sentence": 15, "words": "liberated", "loaded": False}]}


def test_an_article_without_sides_words_or_sources(tmp_path):
    path = write_corrections_file(analyse(Article("It rained all day. Then it snowed.")), tmp_path / "corrections.json")
    assert json.loads(path.read_text(encoding="utf-8"))[AS_READ] == {"sides": {}, "mentions": [], "speakers": [], "terms": []}


def test_hostile_words_stay_words():
    reading = analyse(Article('Norland attacked "Sudland\\" brutally.\n\nSudland said Norland\u00ad’s “mob”\tlied.'), sides=["Norland", "Sudland"])
    found = json.loads(corrections_file(reading))[AS_READ]
    assert read_corrections({kind: found[kind] for kind in KINDS})
    assert reading.correct({MENTIONS: found[MENTIONS]}).mentions["side"].tolist() == reading.mentions["side"].tolist()


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ('{"terms": [{"sentence": 1, "words": "a", "loaded": false}]}', "holds 1 correction, which would be lost; name another file"),
        ("my notes", "is there, and is not a file of corrections that can be read; name another file"),
    ],
)
def test_nobodys_corrections_are_lost(seed_reading, tmp_path, held, told):
    path = tmp_path / "corrections.json"
    path.write_text(held, encoding="utf-8")
    with pytest.raises(CorrectionError, match=told):
        write_corrections_file(seed_reading, path)
    assert path.read_text(encoding="utf-8") == held


def test_the_command(tmp_path, capsys):
    path = tmp_path / "corrections.json"
    assert main(["corrections", str(SEED), "-o", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: correct it, then use it with --corrections {path}\n"
    assert main(["corrections", str(SEED)]) == 0
    assert capsys.readouterr().out == path.read_text(encoding="utf-8")
    assert main(["corrections", str(SEED), "-o", str(path)]) == 0, "nothing was corrected in it yet"
    given = json.loads(path.read_text(encoding="utf-8"))
    given["mentions"].append({**next(one for one in given[AS_READ]["mentions"] if one["words"] == "They"), "side": "Azerbaijan"})
    path.write_text(json.dumps(given), encoding="utf-8")
    assert main(["json", str(SEED), "--corrections", str(path), "-o", str(tmp_path / "out.json")]) == 0
    assert read_framing(tmp_path / "out.json").corrections.as_dict() == {"mentions": [{"sentence": 9, "words": "They", "side": "Azerbaijan"}]}
    capsys.readouterr()
    assert main(["corrections", str(SEED), "-o", str(path)]) == 1
    assert "holds 1 correction, which would be lost" in capsys.readouterr().err
    assert main(["corrections", str(tmp_path / "none.txt")]) == 1 and "none.txt" in capsys.readouterr().err
