"""The encoder that reads an article: cutting into pieces and windows, without its weights; and what it remembers, with them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from analysis.model import ModelError
from analysis.reading.article import read_article
from analysis.reading.encoder import MARGIN, WINDOW, Encoder, Pieces, embedded_encoder, pieces_of, tag_windows
from analysis.reading.parse import parse

LABELS = 5

VOCABULARY = "[UNK] <s> </s> the dam hold ##s ##ing rain fell . “ ”".split()  # noqa: SIM905
UNKNOWN, FIRST, LAST = 0, 1, 2


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordPiece({word: at for at, word in enumerate(VOCABULARY)}, unk_token="[UNK]"))
    made.normalizer, made.pre_tokenizer = normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer()
    return made


# Pieces


CUT = [
    # text, where paragraphs after the first begin, the words of each piece; "|" is the separator
    ("The dam holds.", [], ["The", "dam", "hold", "s", "."]),
    ("The dam.\n\nRain fell.", [10], ["The", "dam", ".", "|", "Rain", "fell", "."]),
    ("The dam.\nRain.\nThe rain.", [9, 15], ["The", "dam", ".", "|", "Rain", ".", "|", "The", "rain", "."]),
    ("The dam leaks.", [], ["The", "dam", "leaks", "."]),
    ("  The dam.  ", [], ["The", "dam", "."]),
    ("The dam.\n \nRain.", [9, 11], ["The", "dam", ".", "|", "Rain", "."]),  # a paragraph of nothing but space
    ("\n\nRain.", [2], ["Rain", "."]),  # nothing before it to part it from
    ("The dam.\n", [9], ["The", "dam", "."]),
    ("", [], []),
]


@pytest.mark.parametrize(("text", "paragraphs", "expected"), CUT)
def test_pieces_give_the_words_and_part_the_paragraphs(tokenizer, text, paragraphs, expected):
    pieces = pieces_of(tokenizer, text, paragraphs)
    assert [text[a:b] if a < b else "|" for a, b in pieces.spans.tolist()] == expected
    assert [number == LAST for number in pieces.ids] == [words == "|" for words in expected]
    assert pieces.spans.shape == (len(expected), 2) and pieces.spans.dtype == np.int64
    assert np.all(np.diff(pieces.spans, axis=0) >= 0)


def test_the_separator_stands_where_its_paragraph_begins_and_unknown_words_keep_their_place(tokenizer):
    pieces = pieces_of(tokenizer, "The dam.\nSnow fell.", [9])
    assert pieces.ids == [3, 4, 10, LAST, UNKNOWN, 9, 10]
    assert pieces.spans.tolist() == [[0, 3], [4, 7], [7, 8], [9, 9], [9, 13], [14, 18], [18, 19]]


def test_a_tokenizer_of_another_kind_is_refused():
    made = Tokenizer(models.WordLevel({"[CLS]": 0, "[SEP]": 1, "[UNK]": 2}, unk_token="[UNK]"))
    with pytest.raises(ModelError, match="has no <s> and </s>"):
        pieces_of(made, "The dam.", [])


# Windows


@pytest.mark.parametrize(("count", "windows"), [(0, 0), (1, 1), (254, 1), (255, 2), (412, 2), (413, 3), (600, 4), (1000, 6)])
def test_windows_cover_every_piece_and_each_answer_comes_from_well_inside(tokenizer, count, windows):
    seen = []

    def run(ids):
        seen.append(ids)
        answer = np.full((len(ids), LABELS), -1.0)
        answer[:, 0] = ids
        answer[1:-1, 1] = np.arange(len(ids) - 2)  # pieces before it in the window
        answer[1:-1, 2] = np.arange(len(ids) - 2)[::-1]  # and after it
        return answer

    ids = list(range(100, 100 + count))
    logits = tag_windows(run, tokenizer, Pieces(ids, np.zeros((count, 2), dtype=np.int64)), LABELS)
    assert logits.shape == (count, LABELS)
    assert logits[:, 0].tolist() == ids, "every piece has its own answer"
    assert len(seen) == windows
    assert all(len(window) <= WINDOW and (window[0], window[-1]) == (FIRST, LAST) for window in seen)
    place = np.arange(count)
    assert np.all(logits[:, 1] >= np.minimum(place, MARGIN)), "what stands before a piece is seen"
    assert np.all(logits[:, 2] >= np.minimum(place[::-1], MARGIN)), "and what stands after it"


# With the weights


def test_a_folder_without_the_files_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"config\.json is missing or damaged"):
        Encoder(tmp_path)


SEED = Path(__file__).parents[2] / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"


def test_what_was_read_ahead_is_not_read_again():
    encoder = Encoder()
    article = read_article(SEED)
    encoder.read_ahead(article)
    asked = encoder._run.cache_info().misses
    pieces, logits = encoder.read(parse(article))
    assert logits.shape == (len(pieces.ids), len(encoder.labels))
    assert np.array_equal(logits, embedded_encoder().read(parse(article))[1])
    assert encoder._run.cache_info().misses == asked
