#!/usr/bin/env bash
# striprtf 0.0.35 shows the words that tracked changes deleted and the words that are hidden, and leaves out the words of text boxes.
#
# Guess, written down first: what it leaves out is what a reader does not see, so rtf_to_text gives the article as a word processor shows it.
# Seen: "did not shell" comes out where "not" is deleted, a hidden note stands in the sentence, a text box is gone without a word, and cells of a table
# are parted by bars.  A broken line (\line) and a new paragraph (\par) both become one line end, so they cannot be told apart afterwards.
# The source has to be cleaned before it is given to the library.
#
# Needs pip and a network; installs into a temporary folder, and fails when any of this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check install --quiet "striprtf==0.0.35"
"$folder/venv/bin/python" - <<'PYTHON'
from striprtf.striprtf import rtf_to_text

for source, seen in (
    (r"The army did {\deleted not }shell the town.", "The army did not shell the town."),
    (r"The army {\v (check) }left.", "The army (check) left."),
    (r"One.{\shp{\*\shpinst{\shptxt A box.\par}}}\par", "One.\n"),
    (r"\trowd North\cell South\cell\row", "North|South|\n"),
    (r"One\line two\par three", "One\ntwo\nthree"),
):
    text = rtf_to_text(r"{\rtf1\ansi " + source + "}")
    print(repr(text))
    assert text == seen, (source, text, seen)
PYTHON
