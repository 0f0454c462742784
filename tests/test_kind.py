"""Kinds of documents, recognised from their wording."""

import pytest
from facevalue.corpus import Kind, readers
from facevalue.corpus.kind import recognise

CONTRACT = """VOICE LICENCE AGREEMENT

This Voice Licence Agreement is made as of 3 May 2024 by and between Lumen Avatars Ltd. (the "Company") and Ada Quill (the "Performer").

1. Grant. The Performer grants the Company a licence to use her voice. The Company shall pay USD 900.

IN WITNESS WHEREOF, the parties have signed this Agreement.

By: ____________ Name: Ada Quill"""

RELEASE = """TALENT RELEASE

For good and valuable consideration I, the undersigned, hereby grant Lumen Avatars Ltd. (the "Company") the right to record my face and
voice and to make a digital double of me. The Company shall own the recordings. I release the Company from all claims.

Signature: ____________ Name: ____________"""

TERMS = """Lumen Voice Terms of Service

Last updated: 3 May 2024

By using our services you agree to these terms. You keep all rights in your voice. We may use your content to provide the service,
and you may not clone the voice of another person without consent. We may change these terms."""

PRIVACY = """Privacy Policy

We collect personal data when you use our website. We do not share your personal data with third parties. You may ask us to delete it."""

PRESS = """Studio buys faces of actors

By Ada Quill

LYON — A studio has begun to buy the faces of actors, a spokeswoman said on Monday. Three performers told this newspaper that they were
offered a single payment. The company says that it deletes the scans of those who decline. The union has warned its members."""

BRIEF = "Lumen paid a singer for her voice, people who know the deal said. The company declined to comment, and the singer's agent hopes for more."

OTHER = """Potato soup

Peel the potatoes, dice them and boil them in salted water until soft. Add leek, carrots and a spoonful of butter. Serve hot."""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (CONTRACT, "contract"),
        (RELEASE, "contract"),
        (TERMS, "terms"),
        (PRIVACY, "terms"),
        (PRESS, "press"),
        (BRIEF, "press"),
        (OTHER, "other"),
    ],
)
def test_the_wording_tells_the_kind(text: str, kind: Kind) -> None:
    found, score = recognise(readers.document(text.encode(), "a.txt"), "a.txt")
    assert found == kind
    assert 0 <= score <= 1


def test_a_misleading_name_does_not_count_against_the_wording() -> None:
    assert recognise(readers.document(CONTRACT.encode(), "a.txt"), "press article about terms.txt")[0] == "contract"


def test_little_text_is_no_certainty() -> None:
    kind, score = recognise(readers.document(b"Fees and more", "a.txt"), "a.txt")
    assert kind == "other"
    assert score <= 1
