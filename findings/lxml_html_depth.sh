#!/usr/bin/env bash
# lxml 6.1.3 reads a web page only to its first element nested 256 deep: all that follows is missing, without an exception.
#
# Guess, written down first: an HTML parser that recovers from errors reads a deeply nested page to its end, or raises.
# Seen: the page ends there, with the paragraphs after the nest too; only the parser's error_log says so (ERR_RESOURCE_LIMIT). Old pages get so deep by
# tags that are never closed (<font> in each line). With huge_tree=True the limit is 2,048, and just as silent.
#
# Needs pip and a network; installs into a temporary folder, and fails when any of this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check install --quiet "lxml==6.1.3"
"$folder/venv/bin/python" - <<'PYTHON'
from lxml import etree, html

for depth, huge, whole in ((200, False, True), (300, False, False), (300, True, True), (3000, True, False)):
    parser = html.HTMLParser(huge_tree=huge)
    page = "<html><body><p>first</p>" + "<div>" * depth + "deep" + "</div>" * depth + "<p>last</p></body></html>"
    words = html.document_fromstring(page, parser=parser).text_content()
    told = any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    print(depth, huge, words, told)
    assert (words == "firstdeeplast") == whole, words
    assert told != whole
PYTHON
