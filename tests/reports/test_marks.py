"""Evidence in place: no character of a text is lost, moved or shown twice, whatever the marks."""

import pytest
from facevalue.corpus import Document, Span
from facevalue.reports.marks import Block, Mark, around_evidence, blocks
from hypothesis import given
from hypothesis import strategies as st

SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: Span(min(pair), max(pair)))


def mark(span: Span, number: str = "1") -> Mark:
    return Mark(number, "v", "e-v", span, "Compensation", "label")


def text_of(found: list[Block]) -> str:
    return "".join(piece.text for block in found for piece in block.pieces)


@given(
    st.text(max_size=50),
    st.lists(SPANS, max_size=6),
    st.lists(SPANS, max_size=6),
    st.lists(SPANS, max_size=3),
    st.lists(st.integers(1, 60), max_size=3),
)
def test_every_character_stands_once_and_in_order(
    text: str, passages: list[Span], marks: list[Span], furniture: list[Span], pages: list[int]
) -> None:
    document = Document("a" * 64, "text/plain", text, (0, *sorted(set(pages))), furniture=tuple(furniture))
    found = blocks(document, [(span, "clause", 1) for span in passages], [mark(span) for span in marks])
    assert "".join(text_of(found).split()) == "".join(text.split())
    marked = "".join(piece.text for block in found for piece in block.pieces if piece.marks)
    covered = {at for span in marks for at in range(span.start, min(span.end, len(text)))}
    assert "".join(marked.split()) == "".join("".join(text[at] for at in sorted(covered)).split())


def test_overlapping_marks_share_their_words() -> None:
    document = Document("a" * 64, "text/plain", "one two three")
    found = blocks(document, [], [mark(Span(0, 7), "1"), mark(Span(4, 13), "2")])
    assert [(piece.text, [m.number for m in piece.marks]) for piece in found[0].pieces] == [
        ("one ", ["1"]),
        ("two", ["1", "2"]),
        (" three", ["2"]),
    ]


def test_a_mark_opens_once_even_where_a_passage_ends() -> None:
    document = Document("a" * 64, "text/plain", "one two three")
    found = blocks(document, [(Span(0, 7), "clause", 1), (Span(8, 13), "clause", 1)], [mark(Span(4, 13))])
    assert sum(len(piece.opens) for block in found for piece in block.pieces) == 1


def test_a_page_is_named_where_it_begins() -> None:
    document = Document("a" * 64, "text/plain", "one two", (0, 4))
    found = blocks(document, [(Span(0, 7), "clause", 1)], [])
    assert [piece.page for piece in found[0].pieces] == [None, 2]


@pytest.mark.parametrize(("context", "kept"), [(0, 1), (1, 3)])
def test_a_long_text_is_shown_around_its_evidence(context: int, kept: int) -> None:
    text = "".join(f"{n} word\n" for n in range(10))
    lines = [(Span(n * 7, n * 7 + 6), "clause", 1) for n in range(10)]
    found = around_evidence(blocks(Document("a" * 64, "text/plain", text), lines, [mark(Span(35, 37))]), context)
    assert sum(block.kind == "clause" for block in found) == kept
    assert [block.kind for block in found][:1] == ["skipped"]
    assert sum(block.chars for block in found) == 60
