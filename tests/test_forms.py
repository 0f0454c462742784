"""What people filled in or typed on a PDF is part of its text, where it stands."""

import io
import json

import pytest
from facevalue.corpus import Unreadable, readers
from made import pdf_of, shown
from reportlab.pdfgen import canvas


@pytest.fixture(scope="module")
def form() -> bytes:
    sink = io.BytesIO()
    page = canvas.Canvas(sink)
    form = page.acroForm
    page.drawString(72, 740, "VOICE RELEASE of the performer named below, for audiobooks and broadcast")
    page.drawString(72, 700, "Name:")
    form.textfield(name="person", x=120, y=692, width=200, height=20, value="Ada Quill")
    for row, (name, ticked) in enumerate((("voice", True), ("face", False))):
        page.drawString(72, 660 - 30 * row, f"I agree that my {name} is cloned")
        form.checkbox(name=name, x=50, y=656 - 30 * row, size=14, checked=ticked)
    page.drawString(72, 600, "Paid:")
    for column, (value, ticked) in enumerate((("once", False), ("yearly", True))):
        form.radio(name="paid", value=value, selected=ticked, x=120 + 80 * column, y=596, size=14)
        page.drawString(140 + 80 * column, 600, value)
    page.drawString(72, 560, "Fee: ___________ US dollars")
    form.textfield(name="fee", x=98, y=556, width=68, height=16, value="900")
    page.drawString(72, 526, "Territory:")
    form.choice(name="where", value="World", options=["World", "Europe"], x=130, y=520, width=100, height=20)
    page.drawString(72, 490, "Notes")
    form.textfield(name="notes", x=72, y=400, width=300, height=80, value="No spots.", fieldFlags="multiline")
    form.textfield(name="left empty", x=72, y=370, width=300, height=20)
    for up in (300, 330, 360):
        page.line(60, up, 460, up)
    for across in (60, 260, 460):
        page.line(across, 300, across, 360)
    for left, up, words in ((72, 340, "Use"), (272, 340, "Fee"), (72, 310, "Radio")):
        page.drawString(left, up, words)
    form.textfield(name="radio", x=265, y=303, width=100, height=20, value="USD 5")
    page.save()
    return sink.getvalue()


def test_fields_stand_in_the_text_where_they_stand_on_the_page(form: bytes) -> None:
    document = readers.document(form, "a.pdf")
    assert document.text.splitlines()[1:] == [
        "Name: Ada Quill",
        "[x] I agree that my voice is cloned",
        "[ ] I agree that my face is cloned",
        "Paid: [ ] once [x] yearly",
        "Fee: 900 US dollars",
        "Territory: World",
        "Notes",
        "No spots.",
        "Use | Fee",
        "Radio | USD 5",
    ]
    assert [document.text[b.span.start : b.span.end] for b in document.blocks] == ["Use | Fee\nRadio | USD 5"]


def test_the_names_of_fields_are_kept(form: bytes) -> None:
    said = json.loads(readers.document(form, "a.pdf").metadata["fields"])
    assert said["person"] == "Ada Quill"
    assert (said["voice"], said["face"], said["paid"]) == ("Yes", "Off", "yearly")
    assert "left empty" not in said


def test_notes_typed_on_a_page_are_text_and_hidden_ones_are_not() -> None:
    note = b"<< /Type /Annot /Subtype /FreeText /Rect [150 735 250 755] /F %d /Contents (%s) /DA (/F1 9 Tf) >>"
    data = pdf_of(
        shown(72, 740, "Fee in US dollars:"),
        more=(note % (4, b"1,200"), note % (2, b"secret")),
        entries=b"/Annots [4 0 R 5 0 R]",
    )
    assert readers.document(data, "a.pdf").text == "Fee in US dollars: 1,200"


def test_a_form_that_only_its_own_program_shows_says_so() -> None:
    data = pdf_of(
        shown(72, 740, "Please wait... If this message is not eventually replaced, open it in Adobe Reader."),
        more=(b"<< /Fields [] /XFA (x) >>",),
        catalog=b"/AcroForm 4 0 R",
    )
    with pytest.raises(Unreadable, match="print it to PDF"):
        readers.document(data, "a.pdf")
