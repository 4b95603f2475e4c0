#!/usr/bin/env bash
# Looks at the HTML reports as a browser does: axe-core, requests, work without scripts, speed with 100,000 findings, A4 on paper, pictures.
#   tests/pages/run.sh [SEKISHO] [FOLDER]     FOLDER (build/pages) gets pages, pictures and PDFs to look at
# Needs Chromium and Japanese type from Debian, axe-core and puppeteer-core from npm; installs what is missing. Not a part of tests/run.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
source cli/install.sh
sekisho=$(realpath "${1:-build/sekisho}")
folder=$(realpath -m "${2:-build/pages}")

install_packages chromium fonts-noto-cjk
command -v npm >/dev/null || install_packages nodejs npm
mkdir -p "$folder"
[[ -d $folder/node_modules/axe-core && -d $folder/node_modules/puppeteer-core ]] ||
  (cd "$folder" && step "installing axe-core and puppeteer-core" npm install --no-save --ignore-scripts --prefix . axe-core puppeteer-core)

# make FILE COMMAND…: a page of a run; failures and undecided verdicts are what it shows.
make() {
  local file=$1 code=0
  shift
  "$@" >/dev/null || code=$?
  [[ $code -le 2 && -s $file ]] || { echo "no page $file (exit code $code): $*" >&2; exit 1; }
}
make "$folder/hundred.html" "$sekisho" check tests/fixtures/terraform/demo/plan.json -o "html=$folder/hundred.html"
[[ -s $folder/many.json ]] || python3 tests/bench/generate_aws_config.py --items 33000 >"$folder/many.json"
make "$folder/hundred_thousand.html" "$sekisho" check "$folder/many.json" -o "html=$folder/hundred_thousand.html"
# The example's gap report, and how it went since one of a month before.
rm -rf "$folder/example" && cp -r policies/ismap/example "$folder/example"
(cd "$folder/example" && make before.json "$sekisho" gap --at 2026-03-01 -o json=before.json && make ../gap.html "$sekisho" gap --since before.json -o html=../gap.html)
node tests/pages/look.mjs "$folder" hundred.html gap.html hundred_thousand.html
