"""Questions as they were typed, and for each what was meant and what is true, or why it is refused."""

import json
from pathlib import Path

TYPED = json.loads(Path(__file__).with_name("typed_questions.json").read_text(encoding="utf-8"))
READ = [row for row in TYPED if "refused" not in row]
REFUSED = [row for row in TYPED if "refused" in row]


def text_of(row):
    return row["text"] + (f" | {row['given']}" if "given" in row else "")
