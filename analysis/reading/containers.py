"""Files that are not read: what they are, told by their ending or by their bytes, and what to do with each."""

from __future__ import annotations

import codecs
import io
import re

_SAVE_AS = "open it and save it as .docx or .txt"
_PICTURE = "have its words recognised (OCR) and save them as .txt, or type them off"
_COPY_OUT = "copy the article into a .txt file"
_MAIL = "open the message and copy the article into a .txt file"
PICTURES = (".png", ".jpg", ".jpeg", ".heic", ".heif", ".avif", ".tif", ".tiff", ".gif", ".bmp", ".webp")
REFUSED = {
    ".odt": _SAVE_AS, ".ott": _SAVE_AS, ".fodt": _SAVE_AS, ".wps": _SAVE_AS, ".wpd": _SAVE_AS,
    ".doc": "open it and save it as .docx", ".dot": "open it and save it as .docx",
    ".docm": "open it and save it as .docx, without macros", ".dotx": "open it and save it as .docx", ".dotm": "open it and save it as .docx",
    ".pages": "export it as .docx or .pdf",
    ".epub": _COPY_OUT, ".mobi": _COPY_OUT, ".azw3": _COPY_OUT,
    ".eml": _MAIL, ".emlx": _MAIL, ".msg": _MAIL, ".mbox": _MAIL,
    ".mht": "save the page as 'Web page, HTML only'", ".mhtml": "save the page as 'Web page, HTML only'",
    ".webarchive": "save the page as 'Page source' (.html)",
    ".ppt": _COPY_OUT, ".pptx": _COPY_OUT, ".odp": _COPY_OUT, ".xls": _COPY_OUT, ".xlsx": _COPY_OUT, ".ods": _COPY_OUT,
    ".zip": "unpack it and give the file inside",
    **dict.fromkeys(PICTURES, _PICTURE),
}  # fmt: skip
_MAGIC = (
    (b"%PDF", "a PDF document", ".pdf"),
    (b"{\\rtf", "a rich text document", ".rtf"),
    (b"\x89PNG", "a PNG picture", ".png"),
    (b"\xff\xd8\xff", "a JPEG picture", ".jpg"),
    (b"GIF8", "a GIF picture", ".gif"),
    (b"II*\0", "a TIFF picture", ".tif"),
    (b"MM\0*", "a TIFF picture", ".tif"),
    (b"\x7fELF", "a program", None),
    (b"\x1f\x8b", "a gzip archive", None),
    (b"7z\xbc\xaf", "a 7z archive", None),
    (b"Rar!\x1a", "a RAR archive", None),
    (b"bplist00", "a web archive or property list", None),
    (b"SQLite format 3", "a database", None),
)
_BOXED = ((b"ftyphei", ".heic"), (b"ftyphev", ".heic"), (b"ftypmif1", ".heic"), (b"ftypavif", ".avif"))
_STREAMS = (
    ("EncryptedPackage", "an Office document locked with a password", None),
    ("WordDocument", "an old Word document (.doc)", ".doc"),
    ("PowerPoint Document", "an old presentation (.ppt)", ".ppt"),
    ("Workbook", "an old spreadsheet (.xls)", ".xls"),
    ("__nameid_version1.0", "an Outlook message (.msg)", ".msg"),
)
_IN_ZIP = (
    ("word/", "a Word document", ".docx"),
    ("ppt/", "a presentation (.pptx)", ".pptx"),
    ("xl/", "a spreadsheet (.xlsx)", ".xlsx"),
    ("index/document.iwa", "a Pages document (.pages)", ".pages"),
    ("index.zip", "a Pages document (.pages)", ".pages"),
)
_MIME_TYPES = {
    "application/vnd.oasis.opendocument.text": ("an OpenDocument text (.odt)", ".odt"),
    "application/vnd.oasis.opendocument.presentation": ("an OpenDocument presentation (.odp)", ".odp"),
    "application/vnd.oasis.opendocument.spreadsheet": ("an OpenDocument spreadsheet (.ods)", ".ods"),
    "application/epub+zip": ("an electronic book (.epub)", ".epub"),
}
_UNLOCK = "open it with its password, take the password off (File, Info, Protect Document) and save it as .docx"
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,40}):")
_LONGEST_HEAD = 16_384


def by_content(data: bytes) -> tuple[str | None, str | None]:
    """Say what a file is by its bytes, and which ending belongs to it (".docx"), where it is of a kind that is no text; None where unknown."""
    beginning = data[:1024].removeprefix(codecs.BOM_UTF8).lstrip()
    if data[:4] == b"PK\x03\x04":
        return _packed(data)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        return next(
            ((what, ending) for name, what, ending in _STREAMS if name.encode("utf-16-le") in data), ("an old Office document (.doc)", ".doc")
        )
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a WebP picture", ".webp"
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return "a BMP picture", ".bmp"
    for mark, ending in _BOXED:
        if data[4:16].startswith(mark):
            return f"a picture ({ending})", ending
    return next(((what, ending) for magic, what, ending in _MAGIC if beginning.startswith(magic)), _marked_up(data, beginning))


def step_for(ending: str | None, what: str | None, readable: str) -> str:
    """Return the next step for a file that belongs to another kind: rename it where that kind is read, else what to do with it."""
    if what and "password" in what:
        return _UNLOCK
    if ending in REFUSED:
        return f"{REFUSED[ending]} (read are {readable})"
    return f"{f'rename it so that it ends in {ending}' if ending else 'give a file that holds the text of the article'} (read are {readable})"


def _packed(data: bytes) -> tuple[str, str | None]:
    """Say what a ZIP archive is by what is in it."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.replace("\\", "/").lstrip("/").casefold() for name in archive.namelist()]
            mime = archive.read("mimetype")[:100].decode("ascii", "replace").strip() if "mimetype" in names else ""
    except Exception:  # a damaged archive: its reader will say so
        return "a ZIP archive or Office document", ".docx"
    if mime in _MIME_TYPES:
        return _MIME_TYPES[mime]
    for start, what, ending in _IN_ZIP:
        if any(name.startswith(start) for name in names):
            return what, ending
    return ("a Word document", ".docx") if "[content_types].xml" in names else ("a ZIP archive", ".zip")


def _marked_up(data: bytes, beginning: bytes) -> tuple[str | None, str | None]:
    """Say whether a text is a mail with its headers, a saved web page, or the XML of a word processor."""
    if b'progid="Word.Document"' in beginning or b"<pkg:package" in beginning:
        return "a Word document in XML", ".doc"
    if beginning.startswith(b"<?xml") and b"<office:document" in beginning:
        return "an OpenDocument text (.fodt)", ".fodt"
    names = set()
    for line in data[:_LONGEST_HEAD].splitlines():
        header = _HEADER.match(line)
        if header:
            names.add(header[1].lower())
        elif not line.startswith((b" ", b"\t", b"From ")):
            break
    if b"from" not in names or not names & {b"mime-version", b"message-id", b"received"}:
        return None, None
    return ("a saved web page (.mhtml)", ".mhtml") if b"snapshot-content-location" in names else ("an e-mail (.eml)", ".eml")
