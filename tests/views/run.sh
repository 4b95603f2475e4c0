#!/usr/bin/env bash
# Views of a sealed run against what others say they must look like: the OSCAL schema by ajv, SARIF by Microsoft's validator.
#   tests/views/run.sh [SEKISHO] [FOLDER]     FOLDER (build/views) keeps the views
# Needs ajv, ajv-formats and @microsoft/sarif-multitool-linux from npm, and ../shared/schemas. Not a part of tests/run.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
source cli/install.sh
sekisho=$(realpath "${1:-build/sekisho}")
folder=$(realpath -m "${2:-build/views}")
schemas=$(realpath -m ../shared/schemas)
[[ -d $schemas ]] || schemas=$(realpath -m "${SEKISHO_SCHEMAS:-/work/shared/schemas}")
[[ -d $schemas ]] || { echo "no schemas in ../shared/schemas, nor in the folder that SEKISHO_SCHEMAS names" >&2; exit 1; }

command -v npm >/dev/null || install_packages nodejs npm
mkdir -p "$folder"
[[ -d $folder/node_modules/ajv && -d $folder/node_modules/@microsoft/sarif-multitool-linux ]] ||
  (cd "$folder" && step "installing ajv and the SARIF multitool" npm install --no-save --prefix . ajv ajv-formats @microsoft/sarif-multitool-linux)

cd "$folder"
rm -rf project run.evb && mkdir project && cp "$OLDPWD/tests/fixtures/terraform/demo/plan.json" project/
cat >project/waivers.yaml <<'Y'
waivers:
  - id: W-1
    rule: ismap.operations.automatic_backups_are_kept
    resource_glob: "aws_*"
    reason: {en: "The ledger is rebuilt from the archive", ja: "台帳は保管庫から再構築できる"}
    owner: sato
    approver: tanaka
    approved_at: 2026-10-01
    expires_at: 2026-12-31
    ticket: SEC-1
Y
printf 'inputs: [plan.json]\nwaivers: [waivers.yaml]\n' >project/sekisho.yaml
openssl ecparam -name prime256v1 -genkey -noout -out key.pem
(cd project && "$sekisho" seal --at 2026-11-28 --key ../key.pem -o ../run.evb)
models=(catalog profile component-definition assessment-plan assessment-results poam)
outputs=(-o sarif=run.sarif -o ocsf=run.ocsf.ndjson -o html=run.html -o json=run.json)
for model in "${models[@]}"; do outputs+=(-o "oscal-$model=oscal-$model.json"); done
"$sekisho" report run.evb "${outputs[@]}"
mkdir -p again && (cd again && LANG=ja_JP.UTF-8 "$sekisho" report ../run.evb "${outputs[@]}")

passed=0 failed=0
check() { if "${@:2}" >check.log 2>&1; then passed=$((passed + 1)); echo "ok     $1"; else failed=$((failed + 1)); echo "FAILED $1"; head -20 check.log; fi; }
cat >oscal.cjs <<'J'
const Ajv = require('ajv'), formats = require('ajv-formats'), fs = require('fs');
const ajv = new Ajv({ strict: false, allErrors: true }); formats(ajv);
const text = fs.readFileSync(process.argv[3], 'utf8'), valid = ajv.compile(JSON.parse(fs.readFileSync(process.argv[2], 'utf8')));
const good = valid(JSON.parse(text));
if (!good) console.log(JSON.stringify(valid.errors.slice(0, 5), null, 1));
const both = /[\u3040-\u30ff\u4e00-\u9fff]/.test(text) && /[A-Za-z]{4} [a-z]{2}/.test(text);
if (!both) console.log('not in both languages');
process.exit(good && both ? 0 : 1);
J
for model in "${models[@]}"; do check "oscal-$model is valid and holds both languages" node oscal.cjs "$schemas/oscal_complete_schema-1-2-2.json" "oscal-$model.json"; done
check "SARIF passes the multitool" bash -c 'chmod +x "$0"; "$0" validate run.sarif --rule-kind-option Sarif 2>&1 | tee sarif.log; ! grep -qE "error (JSON|SARIF)" sarif.log' "$(ls node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool)"
for file in oscal-*.json run.sarif run.ocsf.ndjson run.html run.json; do check "$file: same bundle, same bytes" cmp "$file" "again/$file"; done
check "each OCSF line has what its class requires" jq -e -s 'length > 100 and all(.[]; .class_uid == 2003 and .type_uid == 200301 and .category_uid == 2 and (.finding_info.uid | length) == 64 and (.compliance.status_id | . >= 1 and . <= 3) and .severity_id >= 1 and (.time | type) == "number" and .metadata.product.name == "Sekisho")' run.ocsf.ndjson
check "OCSF holds as many failures as the run" bash -c '[[ $(jq -s "map(select(.compliance.status_id == 3)) | length" run.ocsf.ndjson) == $(jq "[.findings[] | select(.verdict == \"fail\")] | length" run.json) ]]'
check "a waived failure is not satisfied, with the waiver as an approved deviation" jq -e '."assessment-results".results[0].risks | length == 1 and .[0].status == "deviation-approved"' oscal-assessment-results.json
echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
