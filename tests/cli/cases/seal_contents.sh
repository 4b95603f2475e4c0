# What is sealed beside policy, snapshot and results: the packs' Git commit, the provider's statement, the assessor's findings, what was due.

mkdir -p seal_contents && cd seal_contents || exit 3
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com
cp "$root/tests/fixtures/terraform/references/plan.json" plan.json
cp "$fixtures/gap/statement.yaml" statement.yaml
openssl genpkey -algorithm ed25519 -out key.pem
openssl pkey -in key.pem -pubout -out pub.pem
git init -q -b main repository
sekisho init repository/rules >/dev/null
mkdir -p repository/rules/more && printf 'language 1\npackage more\n' >repository/rules/more/more.seki
printf 'nobody else may read this' | tee repository/secret.txt >repository/rules/notes.txt
git -C repository add -A && git -C repository commit -qm first
commit=$(git -C repository rev-parse HEAD)
cat >findings.csv <<'CSV'
id,source,controls,found,grade,finding,action,owner,due,closed
AF-1,assessor,9.2.3;9.2.4,2026-02-01,major,特権の棚卸しの記録が無い,四半期ごとに棚卸しする,,2026-03-15,
AF-2,onsite_visit,11.1.2,2026-02-10,minor,No door log,,,2026-12-01,
AF-3,assessor,7.1.2,2026-02-10,observation,No record,Keep one,,2026-03-01,2026-02-20
CSV
cat >sekisho.yaml <<'YAML'
inputs: [plan.json]
packs: [repository/rules]
statement: statement.yaml
registers: {assessment.finding: findings.csv}
YAML

it "a project with a pack in Git, a statement and findings is sealed, verified and repeated"
sekisho seal --key key.pem --at 2026-04-01 -o run.evb
exits 0
sekisho verify run.evb --key pub.pem
exits 0
says "commit $commit"
sekisho rerun run.evb
exits 0
mkdir -p open && tar -xf run.evb -C open
for member in statement.json assessment.json due.json git/0000.bundle; do [[ -s open/$member ]] || wrong "no $member"; done

it "git takes the Git bundle, and finds in it the pack's files, the real commit, and nothing else of the repository"
git init -q empty
git -C empty bundle verify "$PWD/open/git/0000.bundle" >verified.txt 2>&1 || wrong "git bundle verify: $(cat verified.txt)"
git clone -q open/git/0000.bundle clone 2>clone.txt || wrong "git clone: $(cat clone.txt)"
(cd repository/rules && find . -name '*.seki' | sort) >there.txt
(cd clone && find . -type f -not -path './.git/*' | sort) >cloned.txt
diff there.txt cloned.txt >differ.txt || wrong "other files: $(cat differ.txt)"
while read -r file; do cmp -s "repository/rules/$file" "clone/$file" || wrong "$file is another"; done <there.txt
git -C repository cat-file commit "$commit" >real.txt
git -C clone cat-file commit "$commit" 2>&1 | cmp -s - real.txt || wrong "the commit is another"
git -C clone log -1 --format=%B | grep -qF "commit $commit" || wrong "the clone's commit does not name the real one"
git -C clone cat-file -e "$(git -C repository rev-parse "$commit:secret.txt")" 2>/dev/null && wrong "a file beside the pack is in it"
git -C clone cat-file -e "$(git -C repository rev-parse "$commit:rules/notes.txt")" 2>/dev/null && wrong "a file that is no policy is in it"
git -C clone fsck --strict >fsck.txt 2>&1
grep -qE '^(error|fatal|warning|bad) ?|corrupt' fsck.txt && wrong "git fsck: $(cat fsck.txt)"

it "the tree digest that lock and bundle name is that of the files in the Git bundle"
(cd clone && find . -name '*.seki' | cut -c3- | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d' ' -f1) >tree.txt
[[ $(jq -r '.packs[0].tree' open/policy/policies.json) == "sha256:$(cat tree.txt)" ]] || wrong "another digest in the bundle"
sekisho lock
[[ $(jq -r '.packs[0].tree' sekisho.lock) == "sha256:$(cat tree.txt)" ]] || wrong "another digest in the lock"
rm sekisho.lock

it "the same commit gives the same Git bundle: by another path, another clone, through git+URL, after repacking"
git clone -q repository elsewhere && git -C elsewhere gc -q --aggressive
sekisho seal --key key.pem --pack elsewhere/rules -o elsewhere.evb
exits 0
sekisho seal --key key.pem --pack "git+file://$PWD/repository@main#rules" -o url.evb
exits 0
for evb in elsewhere url; do
  tar -xOf $evb.evb git/0000.bundle | cmp -s - open/git/0000.bundle || wrong "$evb: other bytes"
  sekisho verify $evb.evb --key pub.pem
  exits 0
done

it "a pack that is the whole repository, and one that is a file in it"
cp -r repository whole && rm -rf whole/.git && git init -q -b main whole && git -C whole add -A && git -C whole commit -qm whole
sekisho seal --key key.pem --pack whole -o whole.evb
exits 0
sekisho verify whole.evb --key pub.pem
exits 0
file=$(cd repository/rules && find . -name '*.seki' ! -name '*_test.seki' ! -name more.seki | cut -c3-)
sekisho seal --key key.pem --pack "repository/rules/$file" -o file.evb
exits 0
sekisho verify file.evb --key pub.pem
exits 0
tar -xOf file.evb git/0000.bundle >file.bundle && git clone -q file.bundle one 2>clone.txt || wrong "git clone: $(cat clone.txt)"
cmp -s "one/$(basename "$file")" "repository/rules/$file" || wrong "another file"

it "a pack that differs from its commit has no Git bundle, and one whose files are none of the commit's is refused"
printf '// more\n' >>repository/rules/more/more.seki
sekisho seal --key key.pem -o dirty.evb
exits 3
sekisho seal --key key.pem --allow-dirty -o dirty.evb
exits 0
[[ $(tar -tf dirty.evb | grep -c '^git/') -eq 0 ]] || wrong "there is a Git bundle"
sekisho verify dirty.evb --key pub.pem
exits 0
says "with changes that were not committed"
git -C repository checkout -q .
printf 'language 1\npackage outside\n' >outside.seki
git init -q -b main linked && cp -r repository/rules linked/ && ln -s ../../outside.seki linked/rules/link.seki && git -C linked add -A && git -C linked commit -qm linked
sekisho seal --key key.pem --pack linked/rules -o linked.evb
exits 3
complains "are not those of its commit"
sekisho seal --key key.pem --pack linked/rules --allow-dirty -o linked.evb
exits 0
sekisho verify linked.evb --key pub.pem
exits 0
says "with changes that were not committed"

it "an address with a password is not sealed, and not shown"
sekisho seal --key key.pem --pack "git+https://sato:hunter2@git.example.com/rules@v1" -o password.evb
[[ $code -eq 3 ]] || wrong "exit code $code"
grep -q hunter2 "$out" password.evb 2>/dev/null && wrong "the password is shown"

it "the statement: choice, state and digests of texts, never the texts"
[[ $(jq -r .digest open/statement.json) == "sha256:$(sha256sum <statement.yaml | cut -d' ' -f1)" ]] || wrong "another digest of the file"
[[ $(jq -r .day open/statement.json) == 2026-04-01 ]] || wrong "another day"
python3 - statement.yaml open/statement.json <<'PY' || wrong "statement.json is not what the statement says"
import hashlib, json, sys, yaml
said, made = yaml.safe_load(open(sys.argv[1], encoding="utf-8")), json.load(open(sys.argv[2], encoding="utf-8"))
def both(text): return text if isinstance(text, dict) else {"ja": text or ""}
def digest(*texts): return "sha256:" + hashlib.sha256(json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
day = "2026-04-01"
assert [one["id"] for one in made["individual_controls"]] == sorted(one["id"] for one in said["individual_controls"])
for one in said["individual_controls"]:
    got = next(g for g in made["individual_controls"] if g["id"] == one["id"])
    assert got["serves"] == sorted(one["serves"]), got
    versions = sorted(one["versions"], key=lambda v: str(v["from"]))
    in_force = [v for v in versions if v.get("adopted", True) and str(v["from"]) <= day <= str(v["to"])]
    planned = [v for v in versions if v.get("adopted", True) and str(v["from"]) > day]
    assert got["state"] == ("implemented" if in_force else "planned" if planned else "not"), got
    texts = [digest(both(v.get("text")).get("ja", "").strip(), both(v.get("text")).get("en", "").strip()) for v in versions]
    assert [v["text"] for v in got["versions"]] == texts, got
chosen = {c["id"]: c for c in said["objectives"] + said["controls"]}
served = {s for one in said["individual_controls"] for s in one["serves"]}
assert [c["id"] for c in made["controls"]] == sorted(set(chosen) | served)
for control in made["controls"]:
    choice = chosen.get(control["id"])
    assert control["choice"] == ("not_named" if choice is None else "selected" if choice.get("selected", True) else "excluded"), control
    if control["choice"] == "excluded": assert control["state"] == "not", control
    assert control["individual_controls"] == sorted(one["id"] for one in said["individual_controls"] if control["id"] in one["serves"]), control
PY
[[ $(tar -tf run.evb | grep -c '^sources/') -eq 0 ]] || wrong "a source file is in the bundle"
sekisho seal --key key.pem --at 2026-04-01 --include-source -o source.evb
exits 0
sekisho verify source.evb --key pub.pem
exits 0
for path in $(tar -tf source.evb | grep -- '-statement.yaml'); do
  tar -xOf source.evb "$path" >sealed.yaml
  if [[ $path == *.zst ]]; then zstd -dqc sealed.yaml >plain.yaml && mv plain.yaml sealed.yaml; fi
  cmp -s sealed.yaml statement.yaml || wrong "another statement in the bundle"
done
[[ -n ${path:-} ]] || wrong "the statement is not among the sources"

it "findings and corrective actions, by their state on the day"
[[ $(jq -c '[.findings[] | [.id, .status]]' open/assessment.json) == '[["AF-1","overdue"],["AF-2","open"],["AF-3","closed"]]' ]] || wrong "$(jq -c . open/assessment.json)"
[[ $(jq -r '.findings[0].action' open/assessment.json) == 四半期ごとに棚卸しする ]] || wrong "the action is missing"

it "what is due is what the calendar says"
sekisho calendar --at 2026-04-01 -o json
diff <(jq -c '.items[] | [.key, .status, .date]' "$out") <(jq -c '.items[] | [.key, .status, if .date == "" then null else .date end]' open/due.json) >differ.txt || wrong "another due list: $(cat differ.txt)"
[[ $(jq '[.items[] | select(.status == "overdue")] | length' open/due.json) -gt 0 ]] || wrong "nothing is overdue"

it "the plan of action holds the findings: a risk each, an item for each that is not closed, the action as remediation"
sekisho report run.evb -o oscal-poam=poam.json
exits 0
jq -e '."plan-of-action-and-milestones" | (.risks | map(select(.title | test("AF-"))) | map(.status)) == ["remediating", "open", "closed"]
  and (."poam-items" | map(select(.title | test("AF-"))) | length) == 2
  and ([.risks[] | select(.title | test("AF-1")) | .remediations[0].description] == ["四半期ごとに棚卸しする"])
  and ([.risks[] | select(.title | test("AF-1")) | .deadline] == ["2026-03-15T23:59:59+09:00"])' poam.json >/dev/null || wrong "the plan of action is another"

it "a bundle without statement and registers has none of it"
mkdir -p bare && cp plan.json bare/ && printf 'inputs: [plan.json]\n' >bare/bare.yaml
sekisho seal --project bare/bare.yaml --key key.pem -o bare.evb
exits 0
tar -tf bare.evb | grep -E '^(statement|assessment|due)\.json|^git/' && wrong "there is something of it"

it "registers that stand in a snapshot: the findings are sealed, the due list is not, and seal says so"
sekisho snapshot plan.json -o taken.ndjson
sekisho seal taken.ndjson --project bare/bare.yaml --register assessment.finding=findings.csv --key key.pem -o registers.evb
exits 0
sekisho snapshot --register assessment.finding=findings.csv --project bare/bare.yaml -o taken.ndjson --force
sekisho seal taken.ndjson --project bare/bare.yaml --key key.pem -o taken.evb
exits 0
complains "no due list is sealed"
[[ $(tar -xOf taken.evb assessment.json | jq '.findings | length') -eq 3 ]] || wrong "findings are missing"
cd ..
