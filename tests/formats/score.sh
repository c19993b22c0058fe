#!/usr/bin/env bash
# Makes documents of every format from the notices of ../shared and scores how they are read: each must be perfect.
#
#   tests/formats/score.sh [FENJIE]
#
# FENJIE is the command line, by default the debug build. PYTHON names a Python that has python-docx and openpyxl. Exit
# code 3: all is well, but for LibreOffice, which is not here. `cargo xtask test formats` runs this.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
shared=$root/../shared
fenjie=${1:-$root/target/debug/fenjie}
python=${PYTHON:-python3}
if [ ! -d "$shared" ]; then
  [ -z "${FENJIE_REQUIRE_SHARED:-}" ] || { echo "../shared is absent but required" >&2; exit 1; }
  echo "SKIPPED: ../shared is absent"
  exit
fi
out=$root/target/formats
rm -rf "$out"
code=0
"$python" "$root/tests/formats/make.py" "$fenjie" "$out/docs" || code=$?
[ $code -eq 0 ] || [ $code -eq 3 ] || exit 1
mkdir "$out/gold"
cp "$shared"/gold/*-assignments.jsonl "$out/gold"
for folder in "$out"/docs/*/; do
  echo "$(basename "$folder")"
  python3 "$shared/score.py" --gold "$out/gold" --docs "$folder" -- "$fenjie" parse --format json | grep '^all:'
done
exit $code
