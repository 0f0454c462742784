"""Grant rules: the legal form, who owns, what is kept, whom else the talent may serve, whether rights may travel."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coding_cases import coded

A = "The Artist hereby grants the Company the right to use the Artist's name, voice and likeness to advertise the Company's products. "

GRANT = [
    (
        "release",
        "I hereby grant to the Company the right to use my image in brochures and on its website.",
        "non_exclusive_licence",
    ),
    (
        "release",
        "I give the Company permission to use photographs of me in its newsletter and on social media.",
        "non_exclusive_licence",
    ),
    (
        "release",
        "Consent form. I consent to the use of my likeness in the Company's advertising and on its website.",
        "non_exclusive_licence",
    ),
    ("release", "I authorise the Company to publish my photograph in print and online.", "non_exclusive_licence"),
    (
        "release",
        "I agree that the Company may use my voice and image in its promotional films.",
        "non_exclusive_licence",
    ),
    (
        "release",
        "I consent to being photographed and filmed. I release the Company from all claims for invasion of privacy.",
        "consent_only",
    ),
    (
        "release",
        "I assign to the Company with full title guarantee all copyright and performers' property rights in my performance.",
        "assignment",
    ),
    (
        "release",
        "I hereby irrevocably assign to the Company all right, title and interest in my likeness and voice.",
        "assignment",
    ),
    ("release", "I do not give permission for my image to be used.", "no_grant"),
    ("release", "I do not consent to being photographed or filmed, and my likeness may not be shown.", "no_grant"),
    ("contract", A, "non_exclusive_licence"),
    (
        "contract",
        A + "The rights granted are exclusive rights to use the Artist's likeness for soft drinks.",
        "exclusive_licence",
    ),
    (
        "contract",
        "The Artist grants the Company the exclusive right to use the Artist's likeness on bottles.",
        "exclusive_licence",
    ),
    ("contract", A + "The Artist shall not endorse any competing product during the Term.", "exclusive_licence"),
    (
        "contract",
        A + "The Artist represents and warrants that she will not license her likeness to any other drinks maker.",
        "exclusive_licence",
    ),
    (
        "contract",
        A + "The Artist will not accept as sponsor any company competitive with the Company.",
        "exclusive_licence",
    ),
    (
        "contract",
        A + "The parties submit to the exclusive jurisdiction of the courts of Utopia.",
        "non_exclusive_licence",
    ),
    ("contract", A + "The Artist may not assign this Agreement.", "non_exclusive_licence"),
    (
        "contract",
        "The Artist's performance and the recordings of it are a work made for hire for the Company.",
        "work_made_for_hire",
    ),
    (
        "contract",
        "The performance is a work made for hire; failing that, the Artist irrevocably assigns to the Company all rights in the performance.",
        "assignment",
    ),
    ("contract", A + "The Artist assigns to the Company the copyright in the photographs.", "non_exclusive_licence"),
    (
        "terms",
        "You grant us a worldwide, royalty-free licence to use, host and adapt your content in order to operate the service.",
        "non_exclusive_licence",
    ),
    (
        "terms",
        "By uploading content you represent and warrant that you own it. You grant Alderlight a licence to use your content.",
        "non_exclusive_licence",
    ),
    ("terms", "We may use your content to provide, maintain and improve the service.", "consent_only"),
    ("terms", "We grant you a licence to use the service. We do not say more.", "not_stated"),
    (
        "terms",
        "Feedback. If you send us feedback you grant us a perpetual licence to use it for any purpose.",
        "not_stated",
    ),
    (
        "terms",
        "You grant us a licence to use your content. You consent to our use and storage of your voice recordings to build your cloned voice.",
        "consent_only",
    ),
]
OWNED = [
    ("contract", "The Company shall own all photographs, footage and recordings made under this Agreement.", "company"),
    ("contract", "All recordings shall be and remain the exclusive property of the Company.", "company"),
    ("contract", "Copyright in the photographs belongs to the Company.", "company"),
    ("contract", "All rights in the recordings vest in the Company on creation.", "company"),
    ("contract", "All results of the sessions are works made for hire owned by the Company.", "company"),
    ("contract", "The Artist retains ownership of all recordings.", "talent"),
    ("contract", "All images from the shoot shall be the property of the Artist.", "talent"),
    ("contract", "The Artist owns the posts and the raw footage.", "talent"),
    ("contract", "The parties shall jointly own the recordings.", "joint"),
    ("contract", "Company trademarks and logos remain the property of the Company.", "not_stated"),
    ("contract", "The Artist shall bear his own risk and expense. Each party keeps its own records.", "not_stated"),
    ("release", "The copyright remains the sole property of the photographer.", "company"),
    ("terms", "You retain ownership of your content.", "talent"),
    ("terms", "Your content remains yours.", "talent"),
    ("terms", "Content you upload belongs to you.", "talent"),
    ("terms", "Alderlight does not claim ownership of your content.", "talent"),
    ("terms", "We claim no ownership rights over your recordings.", "talent"),
    ("terms", "You own all of your inputs.", "talent"),
    ("terms", "We retain ownership of the platform and the software.", "not_stated"),
    ("terms", "You represent that you own or control the rights in your content.", "not_stated"),
    ("terms", "Use of the content is at your own risk.", "not_stated"),
]
KEPT = [
    ("contract", A + "All rights not expressly granted are reserved to the Artist.", "retained"),
    ("contract", A + "The Artist retains all right, title and interest in the Artist's name and likeness.", "retained"),
    ("contract", A + "The Company acquires no rights in the likeness other than those set out here.", "retained"),
    ("contract", A + "Nothing in this Agreement transfers ownership of the Artist's voice.", "retained"),
    ("contract", A + "On expiry all rights revert to the Artist.", "retained"),
    ("contract", A + "The Artist's voice and likeness remain her own.", "retained"),
    ("contract", A + "The Artist retains ownership of their underlying voice and likeness.", "retained"),
    (
        "contract",
        A + "The Company retains all rights in its marks. The Artist shall keep books and retain records.",
        "not_stated",
    ),
    ("contract", A, "not_stated"),
    (
        "release",
        "I grant the Company the right to use my likeness for any purpose. I release and discharge the Company from any and all claims arising from such use, including invasion of privacy.",
        "given_up",
    ),
    (
        "release",
        "I grant the Company the right to use my photograph to advertise the Company's products. I release the Company from all claims for invasion of privacy arising from that use.",
        "partial",
    ),
    (
        "release",
        "I hereby irrevocably assign to the Company all right, title and interest in my likeness and voice.",
        "given_up",
    ),
    ("release", "I do not give permission for my image to be used.", "not_applicable"),
    (
        "terms",
        "You retain ownership of your content. You grant us a licence to use your content to operate the service.",
        "retained",
    ),
    (
        "terms",
        "You own your content. You grant us a perpetual, irrevocable licence to use your content for any purpose.",
        "partial",
    ),
    (
        "terms",
        "Copyright 2031 Alderlight. All rights reserved. You grant us a licence to use your content.",
        "not_stated",
    ),
]
EXCLUSIVE = [
    ("contract", "The Artist grants the Company a non-exclusive licence to use the Artist's likeness.", "none"),
    ("contract", A + "Nothing in this Agreement prevents the Artist from working for others.", "none"),
    ("contract", A + "The Artist may record for anyone else.", "none"),
    ("contract", A + "The Artist shall not endorse any competing product during the Term.", "category"),
    (
        "contract",
        A + "During the Term the Artist will not appear in advertising for any other brand of tea.",
        "category",
    ),
    (
        "contract",
        A + "The Artist will not allow any other company to make a digital replica of the Artist.",
        "replica_only",
    ),
    ("contract", A + "The courts have exclusive jurisdiction. The fee is exclusive of tax.", "not_stated"),
    ("contract", A + "The Company will not grant the same spot to any other performer.", "not_stated"),
    ("terms", "You grant us a non-exclusive licence to use your content.", "none"),
    (
        "terms",
        "The service is made available to you on a non-exclusive basis. You grant us a licence to use your content.",
        "not_stated",
    ),
]
PASSED_ON = [
    (
        "release",
        "I grant the Company, its successors, licensees and assigns the right to use my likeness.",
        "unrestricted",
    ),
    ("contract", "The Artist grants the Company a sublicensable right to use the Artist's likeness.", "unrestricted"),
    ("contract", A + "The Company may assign this Agreement to any third party.", "unrestricted"),
    ("contract", A + "The Company may license others to use the recordings.", "unrestricted"),
    ("contract", A + "The Company may assign its rights to any of its affiliates.", "limited_circle"),
    ("contract", A + "The rights may be exercised only by the Company or its affiliates.", "limited_circle"),
    (
        "contract",
        A + "The Company will not share the recordings with anyone other than its service providers.",
        "limited_circle",
    ),
    (
        "contract",
        A + "Neither party may assign this Agreement without the prior written consent of the other.",
        "with_consent",
    ),
    (
        "contract",
        A + "The Company shall not sublicense the rights without the Artist's written approval.",
        "with_consent",
    ),
    ("contract", A + "The licence is non-transferable.", "prohibited"),
    ("contract", A + "The Company shall not sublicense or transfer the rights.", "prohibited"),
    ("contract", A + "The Artist may not assign this Agreement.", "not_stated"),
    ("terms", "You grant us a transferable, sub-licensable licence to use your content.", "unrestricted"),
    (
        "terms",
        "You grant us a licence to use your content. You may not assign these terms, but we may assign these terms without restriction.",
        "unrestricted",
    ),
    (
        "terms",
        "You grant us a licence to use your content. We may transfer your information to affiliates outside the EEA.",
        "not_stated",
    ),
    (
        "terms",
        "You grant us a licence to use your content. You may not transfer your account without our consent.",
        "not_stated",
    ),
]


@pytest.mark.parametrize(
    ("variable", "kind", "text", "value"),
    [
        (variable, *case)
        for variable, cases in (
            ("grant_type", GRANT),
            ("replica_ownership", OWNED),
            ("rights_retention", KEPT),
            ("exclusivity", EXCLUSIVE),
            ("transfer_sublicensing", PASSED_ON),
        )
        for case in cases
    ],
)
def test_what_a_passage_says(variable: str, kind: str, text: str, value: str) -> None:
    assert coded(text, kind)[variable] == value
