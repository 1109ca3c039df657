"""Files of every kind that is read, made by the libraries that people's programs use."""

from __future__ import annotations

from io import BytesIO

import pytest


def pdf(*pages: str) -> bytes:
    """Return a PDF with a line of text on each page, written by hand as its specification has it (ISO 32000)."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    tail = (
        f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{len(out)}\n"
    )
    return out + f"{tail}%%EOF\n".encode()


def docx() -> bytes:
    """Return a Word document with headings, paragraphs and a table."""
    from docx import Document

    made, held = Document(), BytesIO()
    made.add_heading("Bread", 1)
    made.add_paragraph("Knead the dough for ten minutes.")
    made.add_heading("Soup", 1)
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "leek", "two"
    made.save(held)
    return held.getvalue()


def pptx() -> bytes:
    """Return a presentation of two slides, the second with notes."""
    from pptx import Presentation

    made, held = Presentation(), BytesIO()
    for title, body in (("Plan", "Buy a boat"), ("Money", "Sell the car")):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = title, body
    slide.notes_slide.notes_text_frame.text = "mention the bank"
    made.save(held)
    return held.getvalue()


def xlsx() -> bytes:
    """Return a workbook with a sheet called Prices."""
    from openpyxl import Workbook

    made, held = Workbook(), BytesIO()
    made.active.title = "Prices"
    for row in (("tea", 3), (None, None), ("coffee", 4.5)):
        made.active.append(row)
    made.save(held)
    return held.getvalue()


def odt() -> bytes:
    """Return the part of an OpenDocument text that says something."""
    from zipfile import ZipFile

    held = BytesIO()
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    with ZipFile(held, "w") as archive:
        archive.writestr("content.xml", f'<d xmlns:t="{text}"><t:h>Garden</t:h><t:p>Water the <t:s/>beans</t:p></d>')
    return held.getvalue()


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """Return files of every kind, by their names."""
    notebook = '{"cells": [{"cell_type": "markdown", "source": ["# Load\\n", "the data"]}, {"source": "print(1)"}]}'
    page = (
        "<html><head><title>Trip</title><style>p {}</style></head><body><h2>Ferry</h2><p>It leaves<br>at noon."
        "<ul><li>tickets<li>snacks</ul><script>no()</script></body></html>"
    )
    return {
        "a.pdf": pdf("The first page", "The second page"), "b.docx": docx(), "c.pptx": pptx(), "d.xlsx": xlsx(),
        "e.odt": odt(), "f.ipynb": notebook.encode(), "g.html": page.encode(),
    }  # fmt: skip
