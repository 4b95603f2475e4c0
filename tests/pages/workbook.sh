#!/usr/bin/env bash
# Opens the workbooks of the example (statement, what the public list shows, gap report, sealed run) as LibreOffice does: converted to PDF, every sheet there, Japanese in place, type that has it.
#   tests/pages/workbook.sh [SEKISHO] [FOLDER]     FOLDER (build/pages) gets workbooks, PDFs and pictures to look at
# Needs LibreOffice, Poppler and Japanese type from Debian; installs what is missing. Not a part of tests/run.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
source cli/install.sh
sekisho=$(realpath "${1:-build/sekisho}")
folder=$(realpath -m "${2:-build/pages}")

install_packages libreoffice-calc-nogui fonts-noto-cjk poppler-utils
mkdir -p "$folder"
"$sekisho" statement export policies/ismap/example/statement.yaml --force -o "xlsx=$folder/statement.xlsx" -o "public=$folder/public.xlsx"
rm -rf "$folder/example" && cp -r policies/ismap/example "$folder/example"
(
  cd "$folder/example"
  "$sekisho" gap -o "xlsx=$folder/gap.xlsx" || [[ $? -le 2 ]]
  openssl ecparam -name prime256v1 -genkey -noout -out "$folder/key.pem"
  rm -f "$folder/run.evb" && "$sekisho" seal --key "$folder/key.pem" -o "$folder/run.evb" >/dev/null 2>&1
  "$sekisho" report "$folder/run.evb" -o "xlsx=$folder/run.xlsx"
)

failed=0 passed=0
holds() {   # WHAT COMMAND…
  local what=$1
  shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $what"; fi
}
for book in statement public gap run; do
  (cd "$folder" && soffice --headless --convert-to pdf "$book.xlsx" >/dev/null 2>&1)
  pdftotext -layout "$folder/$book.pdf" "$folder/$book.txt"
  pdftoppm -r 60 -png "$folder/$book.pdf" "$folder/$book"
  pages=$(pdfinfo "$folder/$book.pdf" | awk '/^Pages/ { print $2 }')
  holds "$book: pages" [ "$pages" -ge 1 ]
  holds "$book: type that has Japanese" grep -q Noto <(pdffonts "$folder/$book.pdf")
done
for book in statement public; do
  holds "$book: the service's name" grep -q 瀬音台帳クラウド "$folder/$book.txt"
  holds "$book: a heading" grep -q 監査対象期間 "$folder/$book.txt"
done
holds "gap: a state" grep -q 裏付けあり "$folder/gap.txt"
holds "gap: what to do" grep -q 是正 "$folder/gap.txt"
holds "run: a verdict" grep -q 判定不能 "$folder/run.txt"
holds "run: a rule" grep -q ismap. "$folder/run.txt"
holds "statement: the last words of a long cell" grep -q 付議する "$folder/statement.txt"
holds "statement: individual controls" grep -q IC-0301 "$folder/statement.txt"
holds "public: no individual control" [ "$(grep -c IC- "$folder/public.txt")" -eq 0 ]
echo "$passed passed, $failed failed; pictures in $folder"
[[ $failed -eq 0 ]]
