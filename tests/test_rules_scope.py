"""Scope rules: how long, where, in which media and for what."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coding_cases import coded

G = "The Artist grants the Company the right to use the Artist's likeness "

TERM = [
    ("contract", G + "in perpetuity.", "perpetual"),
    ("contract", G + "for ever.", "perpetual"),
    ("contract", G + "for the full period of copyright and all renewals.", "perpetual"),
    ("contract", G + "for the life of the copyright in the film.", "perpetual"),
    ("contract", G + "without limit as to time.", "perpetual"),
    ("contract", "The Artist irrevocably grants the Company the right to use the Artist's likeness.", "perpetual"),
    ("contract", G + "for a period of two (2) years from the first publication.", "fixed"),
    (
        "contract",
        G + "during the term. The term of this Agreement begins on 1 May 2030 and ends on 30 April 2032.",
        "fixed",
    ),
    (
        "contract",
        G + "during the Term. The Term is one year and renews automatically for further years.",
        "auto_renewing",
    ),
    (
        "contract",
        G
        + "during the Term. The Term is one year, and for successive periods of one year unless either party gives notice.",
        "auto_renewing",
    ),
    ("contract", G + "for the duration of the campaign.", "project_only"),
    (
        "release",
        "I grant the Company the right to use my photograph. I may withdraw this consent at any time.",
        "until_withdrawn",
    ),
    ("release", "Permission to use my image is granted indefinitely unless I revoke it in writing.", "until_withdrawn"),
    (
        "release",
        "I grant the Company the right to use my photograph until I revoke this permission.",
        "until_withdrawn",
    ),
    ("contract", G + "on posters. The duty of confidentiality survives in perpetuity.", "not_stated"),
    ("terms", "You grant us a perpetual licence to use your content.", "perpetual"),
    (
        "terms",
        "You grant us a perpetual licence to use your content. The licence ends when you delete the content.",
        "until_withdrawn",
    ),
    (
        "terms",
        "You grant us a licence to use your content. This licence terminates when you delete your content or your account.",
        "until_withdrawn",
    ),
    (
        "terms",
        "You grant us a licence to use your content. We do not promise to offer the service forever.",
        "not_stated",
    ),
    (
        "terms",
        "You grant us a licence to use your content. If you give feedback you grant us a perpetual licence to the feedback.",
        "not_stated",
    ),
    (
        "terms",
        "You grant us a licence that is irrevocable (for as long as your content is stored with us) to use your content.",
        "perpetual",  # neither an end that the user sets nor an exit
    ),
]
WHERE = [
    ("contract", G + "worldwide.", "worldwide"),
    ("contract", G + "throughout the universe.", "worldwide"),
    ("contract", G + 'in the Territory. "Territory" means the entire world.', "worldwide"),
    ("contract", G + "in the Territory. The Territory means Canada.", "single_country"),
    ("contract", G + "in the United Kingdom only.", "single_country"),
    ("contract", G + "in the Territory. The Territory means the United States, Canada and Mexico.", "multi_country"),
    ("contract", G + "in the European Union.", "multi_country"),
    ("contract", "Alderlight is a worldwide leader in tea. " + G + "on posters.", "not_stated"),
    ("contract", G + "on posters. This Agreement is governed by the laws of Ireland.", "not_stated"),
    ("terms", "You grant us a worldwide licence to use your content.", "worldwide"),
]
MEDIA = [
    ("contract", G + "in any and all media now known or hereafter devised.", "all_media_future"),
    ("contract", G + "in every medium, whether known now or invented in the future.", "all_media_future"),
    ("contract", G + "in all media, existing or future media included.", "all_media_future"),
    ("contract", G + "in any media.", "all_current_media"),
    ("contract", G + "in advertising including without limitation print, television and radio.", "all_current_media"),
    ("contract", G + "on its website, in its newsletter and on Instagram.", "listed_media"),
    ("contract", G + "in print and on television only.", "listed_media"),
    ("contract", G + "to promote tea. Media inquiries go to the press office.", "not_stated"),
    (
        "terms",
        "You grant us a licence to use your content in any media or technology now known or later developed.",
        "all_media_future",
    ),
]
PURPOSE = [
    ("contract", G + "for any lawful purpose.", "any_purpose"),
    ("contract", G + "for any purpose whatsoever.", "any_purpose"),
    ("contract", G + "for illustration, promotion, art, editorial, advertising and trade.", "any_purpose"),
    ("contract", G + "for the Company's own purposes and any other lawful business purpose.", "any_purpose"),
    (
        "contract",
        G + "in connection with the advertising and promotion of the Company's tea products.",
        "named_client_or_brand",
    ),
    (
        "contract",
        "The Artist shall allow her likeness to be used for commercial purposes endorsing the Company.",
        "named_client_or_brand",
    ),
    (
        "contract",
        'The Artist plays the role of Ines in the motion picture titled "Low Tide". '
        + G
        + "in the motion picture and in advertising the motion picture.",
        "single_work",
    ),
    ("contract", "The recordings of the Artist's voice may be used only in the audiobook.", "single_work"),
    ("contract", G + "to produce training videos for clients.", "described_category"),
    (
        "contract",
        G
        + "on posters. For the purposes of this section a poster is a sheet. Notice is deemed given for all purposes on receipt.",
        "not_stated",
    ),
    (
        "terms",
        "You grant us a licence to use your content to operate, promote and improve the service.",
        "platform_service",
    ),
    ("terms", "We may use your content to provide, maintain and improve our services.", "platform_service"),
    ("terms", "You grant us a licence to use your content for any purpose.", "any_purpose"),
    (
        "terms",
        "You may use the voices for any commercial purpose. You grant us a licence to use your content to provide the service.",
        "platform_service",
    ),
]


@pytest.mark.parametrize(
    ("variable", "kind", "text", "value"),
    [
        (variable, *case)
        for variable, cases in (
            ("licence_term", TERM),
            ("territory", WHERE),
            ("media_scope", MEDIA),
            ("purpose_scope", PURPOSE),
        )
        for case in cases
    ],
)
def test_what_a_passage_says(variable: str, kind: str, text: str, value: str) -> None:
    assert coded(text, kind)[variable] == value
