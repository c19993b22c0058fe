#!/usr/bin/env python3
"""Whether every row that is read wrongly says so: it is not called certain, or a diagnostic points to it.

    tests/formats/flagged.py SHARED GOLD DOCS COMMAND...

SHARED is the folder of score.py, whose judgement this is; GOLD and DOCS as there; COMMAND gets a document's path and prints
its JSON. Rows that are missing must have left a warning somewhere in the document. Exit status 1 where a wrong row passes for
a right one.
"""

import json
import pathlib
import subprocess
import sys


def main():
    shared, gold_folder, documents, *command = sys.argv[1:]
    sys.dont_write_bytecode = True
    sys.path.insert(0, shared)
    import score

    wrong, silent = 0, []
    for path in sorted(pathlib.Path(documents).iterdir()):
        gold = [json.loads(line) for line in (pathlib.Path(gold_folder) / f"{path.stem}.jsonl").read_text().splitlines()]
        notice = json.loads(subprocess.check_output([*command, path]))
        pointed = {diagnostic["task"] for diagnostic in notice["diagnostics"]}
        _, fields, missed, extra = score.score(gold, notice["tasks"])
        rows = [notice["tasks"][at] for _, at, _ in fields] + [notice["tasks"][at] for at in extra]
        wrong += len(rows)
        silent += [f"{path.stem}: {row['text']}" for row in rows if row["certainty"] == "certain" and row["id"] not in pointed]
        if missed and all(diagnostic["severity"] == "info" for diagnostic in notice["diagnostics"]):
            silent += [f"{path.stem}: missing: {gold[at]['task']}" for at in missed]
    print(f"  wrong rows {wrong}, silent {len(silent)}")
    for row in silent:
        print(f"  silent: {row}", file=sys.stderr)
    sys.exit(1 if silent else 0)


main()
