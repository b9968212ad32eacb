"""The harbour strike: a short article and the files it is kept in, for the tests of reading."""

from __future__ import annotations

from pathlib import Path

TITLE = "Harbour strike ends after nine days"
LEAD = "Dock workers in Port Elin went back to work on Tuesday after nine days of strike, the union said, ending a long dispute."
QUOTE = "“We did not get everything, but nobody will lose a job this year,” said union leader Tomas Reyl – the operator’s oldest rival."
BODY = f"{LEAD}\n\n{QUOTE}"
PROSE = "".join(f"<p>{line}</p>" for line in (LEAD, QUOTE, LEAD.replace("Tuesday", "Wednesday"), QUOTE.replace("job", "post")))
STORY = f"<article><h1>{TITLE}</h1>{PROSE}</article>"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def pdf_bytes(pages: list[list[str]], title: str | None = None) -> bytes:
    """Write a PDF by hand: one text line per line, Helvetica, an empty string moves down without text."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for lines in pages:
        escaped = [line.replace("(", r"\(").replace(")", r"\)") for line in lines]
        shown = " T* ".join(f"({line}) Tj" if line else "" for line in escaped)
        stream = f"BT /F1 11 Tf 14 TL 50 750 Td {shown} ET"
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    if title:
        objects.append(f"<< /Title ({title}) >>")
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    info = f"/Info {len(objects)} 0 R " if title else ""
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {info}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
