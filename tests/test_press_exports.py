"""Downloads from press databases, and filings: each article or exhibit is a source with what stands above it."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from facevalue.corpus import find
from facevalue.corpus.importers import Opener, lists

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(path: str) -> dict[str, tuple[dict[str, str], str]]:
    """uri -> what its container says of it, and its text, or why there is none."""
    found: dict[str, Any] = {}
    with Opener() as opener:
        for one in find.find([path]):
            said = {name: value for name in lists.FACTS if (value := getattr(one.source, name, None))}
            if one.skipped:
                text = "skipped"
            elif one.failure:
                text = one.failure.message
            else:
                text = opener.read(one.path, one.inside).decode() if one.to_read else one.source.status
            found[one.uri] = (said, text)
    return found


NEXIS = [
    "User Name: = A. Reader",
    "Date and Time: Tuesday, 5 March 2024 10:00:00 AM CET",
    "Documents (2)",
    "1. Twins for hire",
    "2. Voices",
    "Twins for hire",
    "The Alder Post",
    "March 5, 2024 Tuesday",
    "Late Edition",
    "Copyright 2024 The Alder Post All Rights Reserved",
    "Section: BUSINESS; Pg. 1",
    "Length: 812 words",
    "Byline: By A. Reporter",
    "Body",
    "The retailer pays its models.",
    "Notes",
    "They keep some rights.",
    "Classification",
    "Language: ENGLISH",
    "Load-Date: March 6, 2024",
    "End of Document",
    "Voices",
    "Birch Daily",
    "6 March 2024",
    "Length: 10 words",
    "Body",
    "A voice was cloned.",
    "Load-Date: March 6, 2024",
    "End of Document",
]


def as_docx(lines: list[str]) -> bytes:
    document, sink = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(sink)
    return sink.getvalue()


def as_rtf(lines: list[str]) -> bytes:
    return ("{\\rtf1\\ansi " + "".join(line + "\\par\n" for line in lines) + "}").encode()


@pytest.mark.parametrize(("name", "make"), [("d.DOCX", as_docx), ("d.RTF", as_rtf)])
def test_nexis(here: Path, name: str, make: Callable[[list[str]], bytes]) -> None:
    Path(name).write_bytes(make(NEXIS))
    facts = {"kind": "press", "published": "2024-03-05", "title": "Twins for hire", "outlet": "The Alder Post"}
    assert read(name) == {
        f"{name}/article-1": (
            facts | {"author": "A. Reporter", "language": "en"},
            "The retailer pays its models.\n\nNotes\n\nThey keep some rights.",
        ),
        f"{name}/article-2": (
            {"kind": "press", "published": "2024-03-06", "title": "Voices", "outlet": "Birch Daily"},
            "A voice was cloned.",
        ),
    }


def test_a_contract_that_ends_is_no_download(here: Path) -> None:
    Path("c.docx").write_bytes(as_docx(["Agreement", "Body", "The Model is paid.", "End of Document"]))
    Path("broken.docx").write_bytes(as_docx(["x"])[:-40])
    assert [found.uri for found in find.find(["c.docx", "broken.docx"])] == ["broken.docx", "c.docx"]


RULE = "_" * 60
PROQUEST = f"""{RULE}

Report Information from ProQuest
March 07 2024

{RULE}

Document 1 of 3

Twins for hire

Author: Reporter, A.

Publication info: The Alder Post; Alder [Alder]05 Mar 2024: A.1.

Abstract: A retailer pays.

Links: https://proxy.example/link

Full text: The retailer pays its models.

Location: a studio.

They keep some rights. Title: none.

Location: Norway

Title: Twins for hire: who is paid

Publication title: The Alder Post; Alder

Publication date: Mar 5, 2024

ProQuest document ID: 111

Document URL: https://proquest.example/111

Language of publication: English

{RULE}

Voices

Abstract: Short.

Publication title: Birch Daily

Publication date: Mar 6, 2024

ProQuest document ID: 222

{RULE}

Third

Publication title: Birch Daily

ProQuest document ID: 222

Full text: Not available.

{RULE}

Contact us at: https://proquest.example
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_proquest(here: Path, ends: str) -> None:
    Path("p.txt").write_bytes(b"\xef\xbb\xbf" + PROQUEST.replace("\n", ends).encode())
    found = read("p.txt")
    assert list(found) == ["p.txt/111", "p.txt/222", "p.txt/222-3"]
    said, text = found["p.txt/111"]
    assert said == {
        "kind": "press",
        "title": "Twins for hire: who is paid",
        "outlet": "The Alder Post",
        "published": "2024-03-05",
        "author": "Reporter, A.",
        "url": "https://proquest.example/111",
        "language": "en",
    }
    assert text.split() == (
        [
            "The",
            "retailer",
            "pays",
            "its",
            "models.",
            "Location:",
            "a",
            "studio.",
            "They",
            "keep",
            "some",
            "rights.",
            "Title:",
            "none.",
        ]
    )
    assert found["p.txt/222"] == (
        {"kind": "press", "title": "Voices", "outlet": "Birch Daily", "published": "2024-03-06"},
        "no text",
    )
    assert found["p.txt/222-3"][1] == "no text"


def test_text_with_rules_is_no_export(here: Path) -> None:
    Path("t.txt").write_text(f"Agreement\n{RULE}\nSigned: {RULE}\nFull texture.\n")
    assert list(read("t.txt")) == ["t.txt"]


def uuencoded(data: bytes, name: str) -> str:
    import binascii

    lines = [binascii.b2a_uu(data[at : at + 45]).decode() for at in range(0, len(data), 45)]
    return f"begin 644 {name}\n{''.join(lines)}`\nend\n"


PDF = b"%PDF-1.4 " + bytes(range(200))
FILING = f"""<SEC-DOCUMENT>0000123456-10-000007.txt : 20100122
<SEC-HEADER>0000123456-10-000007.hdr.sgml : 20100122
ACCESSION NUMBER:\t\t0000123456-10-000007
CONFORMED SUBMISSION TYPE:\t8-K
FILED AS OF DATE:\t\t20100122

FILER:

\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tALDER CORP
\t\tCENTRAL INDEX KEY:\t\t\t0000123456
</SEC-HEADER>
<DOCUMENT>
<TYPE>8-K
<SEQUENCE>1
<FILENAME>d8k.htm
<DESCRIPTION>8-K
<TEXT>
<HTML><BODY><P>Item 1.01</P></BODY></HTML>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-10.1
<SEQUENCE>2
<FILENAME>dex101.txt
<DESCRIPTION>ENDORSEMENT AGREEMENT
<TEXT>
<PAGE>
The Athlete is paid as follows.
<TABLE>
<CAPTION>
<S>        <C>
Radio      USD 5
</TABLE>
<PAGE>   2
The end.
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-10.2
<SEQUENCE>3
<FILENAME>dex102.pdf
<TEXT>
<PDF>
{uuencoded(PDF, "dex102.pdf")}</PDF>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>GRAPHIC
<SEQUENCE>4
<FILENAME>g.jpg
<TEXT>
{uuencoded(b"x" * 100, "g.jpg")}</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""


def test_a_filing_is_split_into_its_documents(here: Path) -> None:
    Path("f.txt").write_text(FILING)
    found = list(find.find(["f.txt"]))
    assert [(one.uri, one.skipped, one.ending) for one in found] == [
        ("f.txt/8-K/8-K/d8k.htm", False, ".htm"),
        ("f.txt/8-K/EX-10.1/dex101.txt", False, ".txt"),
        ("f.txt/8-K/EX-10.2/dex102.pdf", False, ".pdf"),
        ("f.txt/8-K/GRAPHIC/g.jpg", True, ""),
    ]
    first, exhibit, pdf, _ = found
    address = "https://www.sec.gov/Archives/edgar/data/123456/000012345610000007"
    assert {name: value for name in lists.FACTS if (value := getattr(exhibit.source, name, None))} == {
        "kind": "contract",
        "company": "ALDER CORP",
        "published": "2010-01-22",
        "title": "EX-10.1 ENDORSEMENT AGREEMENT",
        "url": f"{address}/dex101.txt",
    }
    assert (first.source.kind, first.source.title) == (None, None)
    with Opener() as opener:
        assert opener.read(first.path, first.inside).startswith(b"<HTML>")
        text = opener.read(exhibit.path, exhibit.inside).decode()
        assert opener.read(pdf.path, pdf.inside) == PDF
    assert text.split("\f")[1:] == ["\nThe Athlete is paid as follows.\nRadio      USD 5\n", "\nThe end.\n"]


def test_filings_that_are_cut_or_damaged(here: Path) -> None:
    Path("cut.txt").write_text(FILING[: FILING.index("Radio")])
    found = read("cut.txt")
    assert found["cut.txt/8-K/EX-10.1/dex101.txt"][1] == "the filing is cut off in this document: fetch it again"
    assert "Item 1.01" in found["cut.txt/8-K/8-K/d8k.htm"][1]
    Path("head.txt").write_text(FILING[: FILING.index("<DOCUMENT>")])
    assert read("head.txt")["head.txt"][1] == "a submission without documents: fetch it again"
    Path("bad.txt").write_text(FILING.replace("begin 644 dex102", "began 644 dex102"))
    pdf = next(one for one in find.find(["bad.txt"]) if one.uri.endswith(".pdf"))
    with Opener() as opener, pytest.raises(Exception, match="without its beginning: fetch the filing again"):
        opener.read(pdf.path, pdf.inside)
