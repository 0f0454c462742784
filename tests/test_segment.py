"""Segmentation: passages with the path of headings and numbers above them, however the text came."""

import re

import pytest
from facevalue.corpus import Block, Document, Passage, Span, readers
from facevalue.corpus.segment import segment
from hypothesis import given, settings
from hypothesis import strategies as st


def of(text: str, name: str = "a.txt") -> tuple[Document, list[Passage]]:
    document = readers.document(text.encode(), name)
    return document, segment(document)


def shown(text: str, name: str = "a.txt") -> list[tuple[str, str, str]]:
    """(kind, path, text) of every passage, on one line each."""
    document, passages = of(text, name)
    return [(p.kind, " > ".join(p.path), " ".join(document.prose(p.span).split())) for p in passages]


LICENCE = """VOICE LICENCE AGREEMENT

This Agreement is made on 3 May 2024 between Lumen Avatars Ltd. ("Company") and Ada Quill ("Performer").

WHEREAS, the Company makes digital doubles; and

WHEREAS, the Performer owns the rights in her voice.

NOW, THEREFORE, the parties agree as follows:

ARTICLE I
DEFINITIONS

1.1 "Double" means a digital imitation of the Performer's voice.

ARTICLE II
GRANT

2.1 Licence. The Performer grants the Company a licence to use the Double:

(a) in films;

(b) in games, including

(i) games for phones; and

(ii) games for computers.

2.2 Reserved Rights. All other rights stay with the Performer.

IN WITNESS WHEREOF, the parties have signed.

By: ____________
Name: Ada Quill

EXHIBIT A

FEES

1. The fee is USD 900.

AI RIDER

1. No Training. The Company shall not train models on the recordings.
"""

EXPECTED = [
    ("title", "", "VOICE LICENCE AGREEMENT"),
    ("clause", "", "This Agreement is made"),
    ("clause", "RECITALS", "WHEREAS, the Company"),
    ("clause", "RECITALS", "WHEREAS, the Performer"),
    ("clause", "", "NOW, THEREFORE"),
    ("heading", "ARTICLE I DEFINITIONS", "ARTICLE I DEFINITIONS"),
    ("definition", "ARTICLE I DEFINITIONS > 1.1", '1.1 "Double" means'),
    ("heading", "ARTICLE II GRANT", "ARTICLE II GRANT"),
    ("clause", "ARTICLE II GRANT > 2.1 Licence", "2.1 Licence."),
    (
        "item",
        "ARTICLE II GRANT > 2.1 Licence > The Performer grants the Company a licence to use the Double: (a)",
        "(a) in films;",
    ),
    (
        "item",
        "ARTICLE II GRANT > 2.1 Licence > The Performer grants the Company a licence to use the Double: (b)",
        "(b) in games",
    ),
    ("item", "(b) > in games, including (i)", "(i) games for phones"),
    ("item", "(b) > in games, including (ii)", "(ii) games for computers."),
    ("clause", "ARTICLE II GRANT > 2.2 Reserved Rights", "2.2 Reserved Rights."),
    ("signature", "", "IN WITNESS WHEREOF"),
    ("heading", "EXHIBIT A FEES", "EXHIBIT A FEES"),
    ("clause", "EXHIBIT A FEES > 1.", "1. The fee is"),
    ("heading", "AI RIDER", "AI RIDER"),
    ("clause", "AI RIDER > 1. No Training", "1. No Training."),
]


def check(found: list[tuple[str, str, str]]) -> None:
    assert len(found) == len(EXPECTED), found
    for (kind, path, words), (want_kind, want_path, want_words) in zip(found, EXPECTED, strict=True):
        assert words.startswith(want_words)
        assert kind == want_kind, words
        if want_kind != "signature":
            assert path.endswith(want_path), words


def test_a_contract_in_paragraphs() -> None:
    check(shown(LICENCE))


def test_the_same_contract_with_wide_spaces_for_line_ends() -> None:
    """Flattened text: runs of spaces stand for line ends."""
    check(shown(re.sub(r"\n+", "    ", LICENCE)))


def test_the_same_contract_in_visual_lines() -> None:
    """PDF text: lines are broken by the page, and there are no blank lines."""
    lines = [line for line in LICENCE.split("\n") if line]
    wrapped = [part.strip() for line in lines for part in re.findall(r".{1,70}(?:\s|$)", line)]
    check(shown("\n".join(wrapped)))


def test_numbered_clauses_are_found_inside_unbroken_text() -> None:
    filler = "The parties act in good faith and answer each other's letters within a reasonable time. " * 8
    text = (
        f"1. SERVICES. {filler}1.1 Recordings. The Performer records her voice as set out in Section 1.2 of this Agreement. "
        f"1.2 Place. {filler}2. FEES 2.1 Amount. The fee is USD 900. {filler}"
    )
    paths = [path for _, path, _ in shown(text)]
    assert paths == [
        "1. SERVICES",
        "1. SERVICES > 1.1 Recordings",
        "1. SERVICES > 1.2 Place",
        "2. FEES",
        "2. FEES > 2.1 Amount",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The fee falls due as set out in Section\n3.2 of this Agreement and Exhibit A, unless\n2. of the annex says otherwise",
        "The Company may use the recordings for a term of\n5 years and in accordance with\n(b) above",
        "The parties met with Mr.\nJ. Smith of Lumen, who spoke for\nA. Quill",
        "He signed the Exhibit\nA. he did not sign",
    ],
)
def test_references_in_a_sentence_begin_no_clause(text: str) -> None:
    assert len(shown(text)) == 1


def test_a_page_break_and_its_furniture_do_not_split_a_sentence() -> None:
    foot = "Source: LUMEN AVATARS INC., 10-K, 3/31/2019"
    text = f"2.1 Fee. The Company pays the Performer within\n\n4\n\n{foot}\n\n\n\n\n\nthirty days of each use.\n\n2.2 Tax. None."
    document = Document(
        "x", "text/plain", text, furniture=(Span(48, 49), Span(text.index(foot), text.index(foot) + len(foot)))
    )
    first, second = segment(document)
    assert (
        " ".join(document.prose(first.span).split())
        == "2.1 Fee. The Company pays the Performer within thirty days of each use."
    )
    assert second.path == ("2.2 Tax",)


def test_paragraphs_of_an_article_are_passages_without_path() -> None:
    found = shown(
        "Actors sell faces\n\nA studio buys faces, people said.\n\n“We pay once,” the studio said.\n\nNobody complained."
    )
    assert [words for _, _, words in found][1:] == [
        "A studio buys faces, people said.",
        "“We pay once,” the studio said.",
        "Nobody complained.",
    ]


def test_markdown_headings_and_lists() -> None:
    text = "# Terms\n\n## 3. Licence\n\nYou may not:\n\n*   clone others;\n*   sell clones.\n\nWe may end this licence.\n\n## 4. Fees\n\nNone."
    assert [(kind, path) for kind, path, _ in shown(text, "a.md")] == [
        ("heading", "Terms"),
        ("heading", "Terms > 3. Licence"),
        ("clause", "Terms > 3. Licence"),
        ("item", "Terms > 3. Licence > You may not: •"),
        ("item", "Terms > 3. Licence > You may not: •"),
        ("clause", "Terms > 3. Licence"),
        ("heading", "Terms > 4. Fees"),
        ("clause", "Terms > 4. Fees"),
    ]


def test_a_table_of_contents_is_one_table_and_disturbs_nothing() -> None:
    text = (
        "TABLE OF CONTENTS\n\n1. Term 1\n\n2. Fees 3\n\n2.1 Amount 3\n\n1. Term\n\nThis Agreement runs for one year from the day on "
        "which both parties have signed it and no longer than that.\n\n2. Fees\n\n2.1 Amount. The fee is USD 900."
    )
    found = shown(text)
    assert [(kind, path) for kind, path, _ in found] == [
        ("table", "TABLE OF CONTENTS"),
        ("heading", "1. Term"),
        ("clause", "1. Term"),
        ("heading", "2. Fees"),
        ("clause", "2. Fees > 2.1 Amount"),
    ]


def test_blocks_of_a_table_stand_between_lines_of_a_page() -> None:
    text = "1. Fees. The fees are:\nUse | Fee\nRadio | USD 5\n2. Tax. None."
    table = Span(text.index("Use"), text.index("\n2."))
    document = Document("x", "application/pdf", text, blocks=(Block(table, "table"),))
    kinds = [(p.kind, document.text[p.span.start : p.span.end][:9]) for p in segment(document)]
    assert kinds == [("clause", "1. Fees. "), ("table", "Use | Fee"), ("clause", "2. Tax. N")]


def test_a_long_passage_is_cut_at_sentence_ends() -> None:
    sentence = "The Company shall pay the Performer a fee for each use of the recordings. "
    document, passages = of("1. Fees. " + sentence * 150)
    assert len(passages) > 2
    assert all(len(p.span) <= 4000 for p in passages)
    assert all(document.text[p.span.end - 1] == "." for p in passages)
    assert {p.path for p in passages} == {("1. Fees",)}


def test_nothing_comes_of_nothing() -> None:
    assert segment(Document("x", "text/plain", "")) == []
    assert segment(Document("x", "text/plain", " \n\n \x00 ")) == []


PARTS = st.sampled_from(
    [
        "1. ",
        "2.1 ",
        "(a) ",
        "(i) ",
        "ARTICLE II ",
        "EXHIBIT A",
        "\n",
        "\n\n",
        "\n\n\n\n\n",
        "    ",
        "\t",
        "• ",
        "WHEREAS, ",
        "By: ___",
        "a)",
        "I. ",
        "TABLE OF CONTENTS",
        "IN WITNESS WHEREOF",
        "The fee is due. ",
        "FEES",
        '"Fee" means ',
        "and ",
        "within ",
        "----",
        "#",
        "é\x00",
        "…",
        "1\\. ",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(PARTS, max_size=60), st.sampled_from(["text/plain", "application/pdf"]), st.randoms(use_true_random=False)
)
def test_passages_are_in_order_and_lose_no_words(parts: list[str], media_type: str, random: "object") -> None:
    text = "".join(parts)
    cut = len(text) // 3
    furniture = (Span(cut, cut + 3),) if len(text) > 20 else ()
    document = Document("x", media_type, text, pages=(0, cut) if cut else (0,), furniture=furniture)
    passages = segment(document)
    at, covered = 0, ""
    for passage in passages:
        assert at <= passage.span.start < passage.span.end <= len(text)
        at = passage.span.end
        covered += document.prose(passage.span)
    assert re.sub(r"[\s\x00]", "", covered) == re.sub(r"[\s\x00]", "", document.prose(Span(0, len(text))))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_segmented(text: str) -> None:
    for passage in segment(Document("x", "text/plain", text)):
        assert 0 <= passage.span.start < passage.span.end <= len(text)
