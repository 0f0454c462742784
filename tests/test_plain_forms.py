"""Answers in forms, tables and short sentences: rows of pay, who sees what, what is kept; and what only looks like one."""

import pytest
from coding_cases import coded

GRANT = "The Company may use the Artist's name, voice and likeness in its brochures. "

CASES = [
    ("a consent that may be revoked", "The Artist may revoke this consent in writing.", "withdrawal", "any_time"),
    ("a notice before it ends", "The Artist may revoke this consent on thirty days' written notice.", "withdrawal", "on_notice"),
    ("a release that never lapses", "The permission to use the Artist's likeness never lapses.", "licence_term", "perpetual"),
    ("copies for the archive", "The Company may keep copies of the recordings in its archive.", "retention_deletion", "kept_indefinitely"),
    ("books of account", "The Company may keep books for two years.", "retention_deletion", "not_stated"),
    ("deleted when the film is done", "Once the film is delivered the Company deletes the scans of the Artist.", "retention_deletion", "deleted_at_end"),
    ("nobody is asked", "Nobody needs to ask the Artist about edits of the recordings.", "approval_rights", "none"),
    ("one use asked for", "The Company will not put the Artist's picture on packaging without asking the Artist.", "approval_rights", "listed_cases"),
    ("a fee in a row", "| Fee | EUR 1,250 |", "compensation_components", "fixed_fee"),
    ("a priced further year", "The Company pays the Artist a fee of $9,000. For a second year the Company pays the Artist $4,000.", "reuse_payment", "listed_cases"),
    ("nothing more is due", "The Artist is paid a fee of $900. Nothing further will be owed.", "reuse_payment", "no_further_pay"),
    ("a gift", "The Artist receives a gift voucher for a dinner.", "compensation_components", "in_kind"),
    ("a voice like the artist's is barred", "The Company shall never generate a voice that sounds like the Artist.", "replica_creation", "prohibited"),
    ("trained with pictures", "The photographs may be used to train image generating systems.", "model_training", "permitted_general"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "variable", "expected"), CASES, ids=[c[0] for c in CASES])
def test_plain_forms(case: str, text: str, variable: str, expected: str):
    assert coded(GRANT + "\n\n" + text)[variable] == expected, case


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Model: Ada Quill     Client: Orlo Ltd\n\nThe client may show pictures of the model in its shops.", True),
        ("Owner grants Licensee a licence to use the likeness of the Character on socks.", False),
        ("Owner grants the brand the right to use the image, likeness and paw print of the dog in advertisements.", False),
    ],
)  # fmt: skip
def test_who_has_a_likeness(text: str, seen: bool):
    assert (coded(text, "bare")["grant_type"] != "not_applicable") is seen
