"""Rich text (.rtf): what is no text of the story is taken out of its source first, then striprtf turns the rest into characters.

striprtf alone shows deleted and hidden words, loses text boxes, puts bars between the cells of a table, and makes no difference between a
broken line and a new paragraph.
"""

from __future__ import annotations

from analysis.reading.blocks import Leaving, author_said, gap, paragraph, title_among, title_said
from analysis.reading.draft import COPY, Draft, problem
from analysis.reading.rtf_source import CAPITAL, END, INFO, JOIN, PART, PART_SOURCE, Source


def from_rtf(data: bytes, name: str) -> Draft:
    r"""Read rich text: its text, its title and author where they are set, and what it holds besides.

    In the text a blank line parts paragraphs (also cells of tables and text boxes), and "\n" stands where the author broke a line inside a
    paragraph.  The title is the paragraph at the top whose style is Title or Heading 1, else the title among the properties.  Of links and other
    fields what they show is read; numbers before the items of a list are not.  Raises ArticleError, naming the file, for one without text and
    one that is too long.
    """
    source = Source(data, name)
    source.read()
    blocks = _paragraphs(source)
    leaving = Leaving()
    said = source.tables.plain(words + PART_SOURCE for _, words in source.aside).split(PART)
    for (kind, _), words in zip(source.aside, said, strict=False):
        leaving.note(kind, words)
    for kind, count in source.objects.items():
        for _ in range(count):
            leaving.note(kind, None)
    if not blocks:
        left = f"; left out: {leaving}" if str(leaving) else ""
        raise problem(name, f"holds no text (only pictures?{left})", COPY)
    known = {each: " ".join(source.tables.plain(source.info[each].source).split()) if each in source.info else None for each in INFO}
    title = title_among(blocks) or title_said(known["title"])
    draft = Draft("\n\n".join(text for text, _ in blocks), name, title, author=author_said(known["author"]), left_out=leaving.found())
    if source.cut_off:
        draft.warnings.append("damage: the file ends before its last bracket; if words are missing at the end, save or download it again")
    return draft


def _paragraphs(source: Source) -> list[tuple[str, bool]]:
    """Return the paragraphs of the body that hold words, each with whether its style is that of a headline."""
    found = []
    for raw, headline in zip(source.tables.plain(source.body.source).split(END), source.body.headlines, strict=False):
        parts: list[str] = []
        for part in filter(None, raw.replace(CAPITAL, "").split(JOIN)):
            parts += [gap(parts[-1], part), part] if parts else [part]
        if text := paragraph("".join(parts)):
            found.append((text, headline))
    return found
