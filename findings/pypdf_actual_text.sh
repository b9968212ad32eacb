#!/usr/bin/env bash
# pypdf 7.1.0 does not use the words that a PDF itself gives for what it draws (/ActualText).
#
# Guess, written down first: where a span carries an /ActualText, extract_text returns those words, as the standard asks of readers.
# Seen: it returns what the font says of the glyphs.  Chromium draws a soft hyphen that was not used as a space without width and gives U+00AD as its
# actual text, so "extra&shy;ordinary" comes back as "extra ordinary"; the words it gives for a joined letter are left unused too.
# A reader that follows the marks itself (BDC, EMC) gets the word whole.
#
# Needs pip and a network; installs into a temporary folder, and fails when any of this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --disable-pip-version-check install --quiet "pypdf==7.1.0"
"$folder/venv/bin/python" - <<'PYTHON'
import io

import pypdf

stream = b"BT /F1 12 Tf 50 700 Td (extra) Tj /Span << /ActualText <FEFF00AD> >> BDC 0 Tw ( ) Tj EMC (ordinary) Tj ET"
font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents 4 0 R >>"
objects = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
    font,
    b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    page,
]
out, places = b"%PDF-1.4\n", []
for number, content in enumerate(objects, 1):
    places.append(len(out))
    out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
table = b"".join(b"%010d 00000 n \n" % place for place in places)
end = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (table, len(out))
text = pypdf.PdfReader(io.BytesIO(out + end)).pages[0].extract_text()
print(repr(text))
assert text.strip() == "extra ordinary", text
PYTHON
