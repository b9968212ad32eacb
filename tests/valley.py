"""The dam in the valley: an invented article, printed by several programs (tests/data/pdf) and drawn by hand."""

from __future__ import annotations

TITLE = "Valley mayors ask for a halt of the dam"
BYLINE = "By Tessa Holm"
STORY = [
    "The mayors of the valley met on Monday to discuss the cost of the new dam above Port Elin, which the province began to build last year without "
    "asking them.",
    "“We were never asked,” said Tomas Reyl, the mayor of Elin. The officials of the province first refused to answer, and then said that the affair "
    "was closed. Nobody knows who will pay for it.",
    "The fishers of the lower valley fear that the river will fall so low in August that no boat can leave the harbour, and that the difficult "
    "winter they have behind them was only the first of many.",
    "Ilse Brandt, who speaks for the builders, called the fears “a story for children” and said the water would be shared fairly. She gave no "
    "figures, and she left the hall before the vote.",
    "The council voted eleven to four for a halt of the well-planned works. The governor of the province is expected to answer on Friday, when the "
    "next meeting is held in the town hall of Upper Ford.",
]
STORM = (
    "A storm over the dam was all that the mayors of the valley had feared when they met on Monday, and a storm it was from the very first minute of "
    "the meeting to the last."
)
CAPTION = "The works above Port Elin in April, seen from the bridge"
MIDDLE = "What the governor said"
ASIDE = ["The dam in numbers", "Height: 40 metres", "Cost: 90 million"]
ROWS = ["Town Votes People", "Port Elin 11 4,200", "Upper Ford 4 1,300", "Marl 0 900"]


def drawn(*streams: str, extra: tuple[str, ...] = (), resources: str = "") -> bytes:
    """Write a PDF by hand: a content stream a page; F1 is Helvetica, object 3; extra: more objects, from number 4 on."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>", *extra]
    kids = []
    for stream in streams:
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        held = f"<< /Font << /F1 3 0 R >> {resources} >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources {held} /Contents {len(objects)} 0 R >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    parts, at, places = [b"%PDF-1.4\n"], 9, []
    for number, content in enumerate(objects, 1):
        places.append(at)
        parts.append(f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252"))
        at += len(parts[-1])
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n"
    return b"".join(parts) + end.encode()


def placed(*lines: tuple[float, float, float, str]) -> str:
    """Return the content stream that draws lines: x, y, size and text of each, in this order."""
    shown = (f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for x, y, size, text in lines)
    return "\n".join(shown)
