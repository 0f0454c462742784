"""Which parts of the person the rules take as covered (all wordings invented)."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coding_cases import HEADS, coded

HEADS["plain"] = (
    'This Agreement is made between Alderlight Ltd (the "Company") and Mara Quill, an individual (the "Artist").\n\n'
    "The Artist agrees as follows. The Company agrees as follows.\n\n"
)
HEADS["bare terms"] = "TERMS OF SERVICE\n\nAlderlight Ltd (“Alderlight”, “we”, “us”) offers a service.\n\n"

COVERED = [
    ("The Company may use the Artist's name, image and likeness in its advertising.", {"name_signature", "face"}),
    ("The Company may use the Artist's recorded voice in the films.", {"voice"}),
    ("The Company may use photographs of the Artist in its catalogue.", {"face"}),
    ("The Company may use the Artist's face, body, voice and mannerisms.", {"face", "body", "voice", "personality"}),
    (
        "The Company may use the Artist's image, poses, movements and voice in the programme.",
        {"face", "motion", "voice"},
    ),
    ("The Company may use the Artist's likeness and any other attribute.", {"face"}),
    (
        "The Company may use the Artist's likeness. Biometric data derived from the Artist's likeness may be used too.",
        {"face", "biometric_template"},
    ),
    (
        "The Company may use the Artist's likeness. The Company shall not use artificial intelligence to imitate the Artist's voice.",
        {"face"},
    ),
    ("The Company may use the Artist's likeness. No right is granted to use the Artist's voice.", {"face"}),
    ("The Company may use the Artist's likeness. The body of this agreement prevails.", {"face"}),
    ("The Company shall not use the Artist's likeness without the Artist's consent.", {"face"}),
    (
        "The Company may use the Artist's likeness in its motion picture. The brand voice belongs to the Company.",
        {"face"},
    ),
]


@pytest.mark.parametrize(("text", "values"), COVERED)
def test_identity_attributes(text: str, values: set[str]) -> None:
    assert set(coded(text, "plain")["identity_attributes"].split("|")) == values


UPLOADS = [
    ("You grant us a licence to your content, such as text, images, audio and video.", "not_stated"),
    ("You grant us a licence to your content. Use of our name, logo and images needs permission.", "not_stated"),
    ("You grant us a licence to use your voice.", "voice"),
    ("You may not upload content that clones the voice or likeness of any real person without consent.", "voice|face"),
]


@pytest.mark.parametrize(("text", "value"), UPLOADS)
def test_identity_attributes_of_terms(text: str, value: str) -> None:
    head = HEADS["terms"]
    HEADS["terms"] = HEADS["bare terms"]
    try:
        assert coded(text, "terms")["identity_attributes"] == value
    finally:
        HEADS["terms"] = head
