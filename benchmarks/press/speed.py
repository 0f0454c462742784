"""How fast press claims are read: python benchmarks/press/speed.py [FILE ...]

Two figures in CPU time, one process: articles that are about copies of people (every one in tests/press), and other text
(the FILEs given, cut into articles of 4,000 characters; the docs of this project where none is given).
"""

import sys
import time
from pathlib import Path

from facevalue.corpus.model import Document
from facevalue.nlp.claims import read_claims
from facevalue.nlp.companies import Companies

ROOT = Path(__file__).parents[2]


def rate(texts: list[str], companies: Companies) -> str:
    """Megabytes of text read per second of CPU time, and the milliseconds an article takes."""
    documents = [Document(id=str(n), media_type="text/plain", text=text) for n, text in enumerate(texts)]
    start = time.process_time()
    for document in documents:
        read_claims(document, (), companies)
    took = time.process_time() - start
    return f"{sum(map(len, texts)) / took / 1e6:.2f} MB/s, {took / len(texts) * 1e3:.1f} ms an article, {len(texts)} articles"


def main() -> None:
    companies = Companies.load()
    articles = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "press").glob("*.txt"))]
    read_claims(Document(id="", media_type="", text=articles[0]), (), companies)  # loads the vocabulary
    others = [Path(name) for name in sys.argv[1:]] or sorted((ROOT / "docs").glob("*.md"))
    text = "\n\n".join(path.read_text(encoding="utf-8", errors="replace") for path in others)
    print("about copies of people:", rate(articles, companies))
    print("other text:            ", rate([text[at : at + 4000] for at in range(0, len(text), 4000)], companies))


if __name__ == "__main__":
    main()
