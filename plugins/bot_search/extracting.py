"""What a file says, whatever its format: the parts of its text, with their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from bot import message
from bot_search.passages import Part

MOST_BYTES = 64_000_000
"""A larger file is skipped: nobody wrote it by hand."""
_SNIFFED = 8192
_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins, which is full of zeros though it is text."""
_OLD = ("gb18030", "big5", "cp1252")
"""The encodings of old files of the languages that are read; among all there are, short texts are taken for others."""


class UnreadableError(Exception):
    """A file that cannot be read; the text says why, in a few words."""


def read(path: Path) -> bytes:
    """Return what a file holds; raises FileNotFoundError, or UnreadableError."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableError(message("it is larger than 64 MB"))
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UnreadableError(error.strerror or message("it cannot be read")) from error


def extract(path: Path, data: bytes) -> Iterator[Part] | None:
    """Return the parts of a file's text; None for what holds none, a picture or a program. Raises UnreadableError.

    `data` is what the file holds. Formats are told by the suffix, text by what it looks like.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        binary = b"\0" in data[:_SNIFFED] and not data.startswith(_MARKS)
        return None if binary else iter((Part(decoded(data)),))
    return _guarded(reader, data)


def _guarded(reader: Callable[[bytes], Iterator[Part]], data: bytes) -> Iterator[Part]:
    """Yield what a reader yields; the libraries raise errors of any kind on damaged files."""
    if not data:
        raise UnreadableError(message("it is empty"))
    try:
        yield from reader(data)
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(message("it is damaged, or not what its name says")) from error


def decoded(data: bytes) -> str:
    """Return bytes as text: UTF-8 or UTF-16 where they are, else in the encoding that fits best."""
    if data.startswith(_MARKS):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Imported here: nearly all text is UTF-8.
        from charset_normalizer import from_bytes

        best = from_bytes(data[: 64 * _SNIFFED], cp_isolation=list(_OLD)).best()
        return data.decode(best.encoding if best else "latin-1", "replace")


def _pdf(data: bytes) -> Iterator[Part]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        locked = "password" in str(error).lower()
        told = message("it wants a password" if locked else "it is damaged, or not what its name says")
        raise UnreadableError(told) from error
    with document:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage().get_text_bounded()
            page.close()
            yield Part(text.replace("\r\n", "\n"), "page", number + 1)


def _html(data: bytes) -> Iterator[Part]:
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(decoded(data))
    title = page.css_first("title")
    for hidden in page.css("script, style, noscript, template, head"):
        hidden.decompose()
    for heading in page.css("h1, h2, h3, h4, h5, h6"):
        heading.replace_with(f"\n\n# {' '.join(heading.text().split())}\n\n")  # as in Markdown, which passages know
    for block in page.css("p, div, li, tr, pre, section, article, blockquote, dt, dd, table, br"):
        block.insert_before("\n" if block.tag == "br" else "\n\n")
        block.insert_after("" if block.tag == "br" else "\n\n")
    lines = "\n".join(" ".join(line.split()) for line in page.body.text().splitlines()) if page.body else ""
    for number, text in enumerate(filter(None, re.split(r"\n{2,}", lines.strip())), 1):
        yield Part(text, "paragraph", number, title.text(strip=True) if title else "")


def _docx(data: bytes) -> Iterator[Part]:
    from io import BytesIO

    from docx import Document
    from docx.table import Table

    title = ""
    for number, block in enumerate(Document(BytesIO(data)).iter_inner_content(), 1):
        if isinstance(block, Table):
            text = "\n".join(" | ".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            text = block.text
            title = text if (block.style is not None and str(block.style.name).startswith("Heading")) else title
        yield Part(text, "paragraph", number, title)


def _pptx(data: bytes) -> Iterator[Part]:
    from io import BytesIO

    from pptx import Presentation

    for number, slide in enumerate(Presentation(BytesIO(data)).slides, 1):
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        texts += [
            " | ".join(cell.text for cell in row.cells)
            for shape in slide.shapes
            if shape.has_table
            for row in shape.table.rows
        ]
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            texts.append(slide.notes_slide.notes_text_frame.text)
        title = slide.shapes.title
        yield Part("\n\n".join(texts), "slide", number, title.text if title is not None else "")


def _xlsx(data: bytes) -> Iterator[Part]:
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = [str(cell) for cell in row if cell is not None]
            if cells:
                yield Part(" | ".join(cells), "row", number, sheet.title)
    book.close()


def _open_document(data: bytes) -> Iterator[Part]:
    from io import BytesIO
    from zipfile import ZipFile

    from lxml import etree

    with ZipFile(BytesIO(data)) as archive:
        content = archive.read("content.xml")
    safe = etree.XMLParser(resolve_entities=False, no_network=True)
    title = ""
    for number, block in enumerate(etree.fromstring(content, safe).iter("{*}h", "{*}p"), 1):
        text = "".join(block.itertext())
        title = text if block.tag.endswith("}h") else title
        yield Part(text, "paragraph", number, title)


def _notebook(data: bytes) -> Iterator[Part]:
    import json

    for number, cell in enumerate(json.loads(data)["cells"], 1):
        source = cell["source"]
        yield Part(source if isinstance(source, str) else "".join(source), "cell", number)


_READERS: dict[str, Callable[[bytes], Iterator[Part]]] = {
    ".pdf": _pdf, ".docx": _docx, ".pptx": _pptx, ".xlsx": _xlsx, ".ipynb": _notebook,
    **dict.fromkeys((".html", ".htm", ".xhtml"), _html),
    **dict.fromkeys((".odt", ".odp", ".ods"), _open_document),
}  # fmt: skip
