#!/usr/bin/env bash
# Makes documents of every format from the notices of ../shared and scores how they are read: all rows must be perfect, of
# PDFs with ruling lines ninety-nine in a hundred, and every other row must say that it may be wrong (flagged.py).
#
#   tests/formats/score.sh [FENJIE]
#
# FENJIE is the command line, by default the debug build. PYTHON names a Python that has python-docx, openpyxl and reportlab,
# CHROMIUM the browser if it is not on the path. Exit code 3: all is well, but for LibreOffice or Chromium, which is not
# here. `cargo xtask test formats` runs this.
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
for folder in "$out"/docs/*/; do
  kind=$(basename "$folder")
  [ -n "$(ls -A "$folder")" ] || continue
  gold=$out/gold/$kind
  mkdir -p "$gold"
  for document in "$folder"*; do
    cp "$shared/gold/$(basename "${document%.*}").jsonl" "$gold"
  done
  case $kind in pdf-libreoffice* | pdf-chromium) least=0.99 ;; *) least=1 ;; esac
  # It fails where a row is not perfect; what may be is asked below.
  score=$(python3 "$shared/score.py" --gold "$gold" --docs "$folder" -- "$fenjie" parse --format json | grep '^all:' || true)
  echo "$kind $score"
  for share in "perfect share" precision; do
    echo "$score" | awk -v share="$share " -v least="$least" \
      '{ at = index($0, share); exit !(at && substr($0, at + length(share)) + 0 >= least) }' ||
      { echo "$kind: $share under $least" >&2; exit 1; }
  done
  [ "$least" = 1 ] ||
    python3 "$root/tests/formats/flagged.py" "$shared" "$gold" "$folder" "$fenjie" parse --format json ||
    { echo "$kind: wrong rows that pass for right ones" >&2; exit 1; }
done
exit $code
