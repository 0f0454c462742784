"""From a quote to a picture of its page: the words that are marked are those of the quote."""

import base64
import io
import re
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from facevalue.corpus import SetupError
from facevalue.reports import cli, steps
from facevalue.reports.offers import Request
from made import pdf
from PIL import Image
from typer.testing import CliRunner

COVER = ["AVATAR LICENCE AGREEMENT", "This Agreement is made on 4 May 2023 between", "Pelmorant Studios Ltd (the \"Company\") and Odalys Finch (the \"Model\")."]  # fmt: skip
TERMS = [
    "1. Grant",
    "The Model grants the Company a licence to create and use",
    "a digital replica of the Model's face and voice for two years.",
    "2. Pay",
    "The Company shall pay the Model a royalty of five percent (5%) of net receipts",
    "for every use of the Model's digital replica.",
]
CONTRACT = pdf(COVER, TERMS)
PAY = 4  # the line of TERMS on which the quote on pay begins


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures") / "contracts"
    folder.mkdir()
    (folder / "avatar.pdf").write_bytes(CONTRACT)
    (folder / "plain.txt").write_text("\n".join((*COVER, *TERMS)))
    steps.run([folder], folder.parent / "w", options=steps.Options("serial"))
    return folder.parent / "w"


def letters(words: str) -> str:
    return "".join(filter(str.isalnum, words))


def marked_lines(picture: bytes) -> set[int]:
    """Which lines of a page made by `pdf` are marked in yellow, between the words of their first inch."""
    shown = Image.open(io.BytesIO(picture)).convert("RGB")
    found: set[int] = set()
    for line in range(20):
        up = round(2 * (792 - (740 - 20 * line) - 4))
        pixels = {shown.getpixel((x, up)) for x in range(144, 300)}
        if any(blue < red - 60 and blue < green - 60 for red, green, blue in pixels):
            found.add(line)
    return found


def test_the_picture_of_a_coding_marks_its_lines_and_no_others(workspace: Path, tmp_path: Path) -> None:
    arguments = ["show", str(workspace), "avatar.pdf", "--pictures", str(tmp_path), "--why", "compensation_structure"]
    done = CliRunner().invoke(cli.app, [*arguments, "--from", str(workspace.parent / "contracts")])
    assert done.exit_code == 0, done.exception
    (path,) = map(Path, done.stdout.split())
    assert path.name.endswith("-compensation_structure-page-2.png")
    assert marked_lines(path.read_bytes()) == {PAY, PAY + 1}


def test_all_that_was_coded_is_marked_without_a_variable(workspace: Path, tmp_path: Path) -> None:
    files = steps.pictures(workspace, "avatar.pdf", tmp_path, files=[workspace.parent / "contracts"])
    last = next(file for file in files if file.name.endswith("page-2.png"))
    assert {PAY, PAY + 1, 1, 2} <= marked_lines(last.read_bytes())


def test_what_has_no_picture_says_why(workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    contracts = workspace.parent / "contracts"
    with pytest.raises(SetupError, match="only PDFs have pages"):
        steps.pictures(workspace, "plain.txt", tmp_path, files=[contracts])
    with pytest.raises(SetupError, match="say where with --from"):
        steps.pictures(workspace, "avatar.pdf", tmp_path)
    (tmp_path / "avatar.pdf").write_bytes(pdf(COVER, ["another contract"]))
    with pytest.raises(SetupError, match="not found, or has changed"):
        steps.pictures(workspace, "avatar.pdf", tmp_path, files=[tmp_path])
    with pytest.raises(SetupError, match="nothing was coded from this document for resale"):
        steps.pictures(workspace, "avatar.pdf", tmp_path, "resale", [contracts])


def test_the_file_is_found_where_the_uri_says_and_in_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("all.zip", "w") as archive:
        archive.writestr("deep/avatar.pdf", CONTRACT)
    steps.run(["all.zip"], "w", options=steps.Options("serial"))
    assert steps.pictures("w", "avatar", "p", "compensation_structure")


def test_the_report_leads_from_a_quote_to_its_place_on_the_page(workspace: Path) -> None:
    steps.report(workspace, pictures=True, files=[workspace.parent / "contracts"])
    report = workspace / "report"
    (page,) = (report / "pictures").glob("*.html")
    text = page.read_text()
    leads = re.findall(r'href="\.\./pictures/([\w.]+)#([\w-]+)"', (report / "documents" / page.name).read_text())
    assert ("e-compensation_structure") in {anchor for _, anchor in leads}
    assert all(name == page.name and f'id="{anchor}"' in text for name, anchor in leads)
    # Boxes in per cent of the picture, read back from the PDF itself.
    place = r'#e-compensation_structure"[^>]*left:([\d.]+)%;top:([\d.]+)%;width:([\d.]+)%;height:([\d.]+)%'
    with pdfium.PdfDocument(CONTRACT) as document:
        sheet = document[1]
        wide, high = sheet.get_size()
        words: list[str] = []
        for found in re.findall(place, text):
            left, top, width, height = (float(share) / 100 for share in found)
            middle = high * (1 - top - height / 2)
            box = (left * wide - 1, middle - 2, (left + width) * wide + 1, middle + 2)
            words.append(sheet.get_textpage().get_text_bounded(*box))
    assert letters(" ".join(words)) == letters(" ".join(TERMS[PAY : PAY + 2]))
    pictures = [Image.open(io.BytesIO(base64.b64decode(data))) for data in re.findall(r"base64,([^\"]+)", text)]
    assert {picture.size for picture in pictures} == {(1224, 1584)}


def test_a_report_without_pictures_speaks_of_none(workspace: Path) -> None:
    steps.report(workspace)
    assert not (workspace / "report" / "pictures").exists()
    assert not [
        page for page in (workspace / "report" / "documents").glob("*.html") if "../pictures/" in page.read_text()
    ]


def test_the_benchmark_of_a_pdf_shows_its_pages(workspace: Path, tmp_path: Path) -> None:
    _, page = steps.benchmark(workspace.parent / "contracts" / "avatar.pdf", Request(("nava_guidance",)), tmp_path)
    assert page
    leads = re.findall(r'href="pictures\.html#([\w-]+)"', page.read_text())
    assert leads
    assert all(f'id="{anchor}"' in (tmp_path / "pictures.html").read_text() for anchor in leads)
