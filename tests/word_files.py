"""Word files made from their XML, for features that no library writes."""

from __future__ import annotations

import io
import zipfile

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_TO = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TO_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(words: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{words}</w:t></w:r>'


def deleted(words: str) -> str:
    return f'<w:del w:id="9" w:author="Ed"><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def inserted(words: str) -> str:
    return f'<w:ins w:id="8" w:author="Ed">{run(words)}</w:ins>'


def para(content: str, properties: str = "") -> str:
    """A paragraph; content: XML, or plain words."""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def box(words: str) -> str:
    """A run with a text box, once for new programs and once for old ones, as Word writes it."""
    inside = f"<w:txbxContent>{para(words)}</w:txbxContent>"
    new = f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
    old = f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r>"


def field(code: str, shown: str) -> str:
    begin, parted, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText> {code} </w:instrText></w:r>{parted}{run(shown)}{end}"


def word_file(
    body: str, strict: bool = False, parts: dict[str, str] | None = None, macros: bool = False, properties: str = "", main: str = "word/document.xml"
) -> bytes:
    """A .docx.  body: the XML in the body; parts: kind (styles, footnotes, header ...) -> the XML in it; properties: XML of the core ones."""
    space, to = (STRICT, _TO_STRICT) if strict else (TRANSITIONAL, _TO)
    folder = main.rpartition("/")[0]
    roots = {"styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments", "header": "hdr", "footer": "ftr"}
    files = {main: f'<w:document xmlns:w="{space}" {_SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>'}
    links = []
    for number, (kind, content) in enumerate((parts or {}).items(), 1):
        files[f"{folder}/{kind}.xml"] = f'<w:{roots[kind]} xmlns:w="{space}" {_SPACES}>{content}</w:{roots[kind]}>'
        links.append(f'<Relationship Id="rId{number}" Type="{to}/{kind}" Target="{kind}.xml"/>')
    files[f"{folder}/_rels/{main.rpartition('/')[2]}.rels"] = f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(links)}</Relationships>'
    core = f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{to}/officeDocument" Target="/{main}"/>{core}</Relationships>'
    )
    files["docProps/core.xml"] = (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">{properties}</cp:coreProperties>'
    )
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml" if macros else _MAIN
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + content)
    return out.getvalue()
