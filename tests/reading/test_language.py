"""Texts that are not English."""

from __future__ import annotations

from pathlib import Path

import pytest
from harbour import write

from analysis.reading.article import read_article

GERMAN = "Die Regierung hat am Montag in Berlin neue Maßnahmen beschlossen, die nach den Worten des Ministers vor allem den Familien helfen sollen."


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        (GERMAN, "German (de)"),
        (
            "Le président a déclaré lundi que le gouvernement prendra de nouvelles mesures contre l’inflation et que personne ne sera oublié.",
            "French (fr)",
        ),
        (
            "Президент заявил в понедельник, что правительство примет новые меры против инфляции и что никто в стране не останется без помощи.",
            "Russian (ru)",
        ),
        (
            "Bakan pazartesi günü Ankara’da hükümetin yeni önlemler alacağını ve hiç kimsenin geride kalmayacağını söyledi. Bu yıl da çok zor oldu.",
            "Turkish (tr)",
        ),
    ],
)
def test_language_warning(tmp_path: Path, text: str, looks: str):
    article = read_article(write(tmp_path, "a.txt", text))
    assert article.warnings == (f"language: the text looks {looks}; word lists and models are for English, do not trust the results",)
