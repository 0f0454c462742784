"""Imported by the process that workers are forked from: what the first document needs is loaded there, once for all of them.

Models, rules and word lists take as long as ten documents. A worker that a document took down is replaced in milliseconds.
"""

import gc

from threadpoolctl import threadpool_limits

from ..corpus.model import Document, Passage, Source, Span
from .apply import Coder
from .encoder import load_encoder

_TEXT = """RELEASE

This release is made on 1 March 2024 between Hollin Audio Ltd ("Company") and Ada Example ("Talent").

1. Licence. Talent grants Company the right to use her voice, image and likeness, and to make a digital replica of them, for two
years. Company shall pay Talent a fee of $500 and a royalty of 5% of net receipts. This release is governed by the laws of England.
"""
# As of a long contract, about which the encoder is not asked: an answer takes a tenth of all that is done here, and nothing is loaded by it.
_BLANK = "\n" * 20_000

gc.disable()  # nothing of what is loaded is garbage: to look for some takes a tenth of the time
try:
    with threadpool_limits(1):  # threads would only wait for one another
        Coder()(
            Document(id="", media_type="text/plain", text=_TEXT + _BLANK, language="en"),
            [Passage("", Span(0, len(_TEXT)), ("Licence",))],
            Source("release.txt"),
        )
        load_encoder()
finally:
    gc.enable()
