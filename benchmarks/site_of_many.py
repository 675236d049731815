"""How long a site of many postmortems takes, for a given audience, with the proof of every page.

Run it with ``python benchmarks/site_of_many.py [COUNT] [AUDIENCE]``; it makes up 1,000 documents of about 5 kB in the
houses, for auditors, unless told otherwise, and prints one JSON object. Seconds are those of the clock and those that
the processors worked, which say more on a busy machine.
"""

import json
import sys
import tempfile
from itertools import islice
from pathlib import Path

from made_up_documents import documents
from shelf_of_many import run, timed


def main() -> None:
    """Make the documents, and the site of them."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    audience = sys.argv[2] if len(sys.argv) > 2 else "auditor"
    with tempfile.TemporaryDirectory() as place:
        folder, site = Path(place) / "documents", Path(place) / "site"
        folder.mkdir()
        # every second one is of no house, and nobody else may see anything of it
        for number, text in enumerate(islice(documents(2 * count), 0, None, 2)):
            (folder / f"{number:05}.md").write_text(text, encoding="utf-8")
        took = timed(lambda: run("site", folder, "--audience", audience, "-o", site))
        pages = sum(1 for _ in (site / "postmortems").glob("*.html"))
        print(json.dumps({"documents": count, "pages": pages, "audience": audience, **took}))


if __name__ == "__main__":
    main()
