# Pinned policies: packs from Git, sekisho.lock, and work trees that differ from their commit.

mkdir -p lock && cd lock || exit 3
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com
cp "$root/tests/fixtures/terraform/demo/plan.json" plan.json
openssl ecparam -name prime256v1 -genkey -noout -out key.pem
openssl pkey -in key.pem -pubout -out pub.pem
# A repository with a pack in a folder, and a tag.
git init -q -b main repository
sekisho init repository/rules >/dev/null
rm -f repository/rules/sekisho.yaml
git -C repository add -A
git -C repository commit -qm first
git -C repository tag v1
first=$(git -C repository rev-parse HEAD)
url=git+file://$PWD/repository

it "a pack from Git is read at its tag, without a work tree"
sekisho check plan.json --pack "$url@v1#rules" -o json
[[ $code -le 2 ]] || wrong "exit code $code"
says "$url@v1#rules"
sekisho check plan.json --pack repository/rules -o json=folder.json
sekisho check plan.json --pack "$url@v1#rules" -o json=git.json
[[ $(jq -c .policy.digest folder.json) == $(jq -c .policy.digest git.json) ]] || wrong "another policy digest than from the folder"

it "what is no address of a pack says what is missing"
sekisho check plan.json --pack "git+file://$PWD/repository"
exits 3
complains "names no version"
sekisho check plan.json --pack "$url@v9"
exits 3
complains "there is no tag, branch or commit \`v9\`"
sekisho check plan.json --pack "$url@v1#nothing"
exits 3
complains "there is no \`.seki\` file below \`nothing\`"
sekisho check plan.json --pack "git+file://$PWD/nowhere@v1"
exits 3
complains "cannot read the pack"

it "the lock holds commit and digest of each pack"
printf 'inputs: [plan.json]\npacks: ["%s@main#rules", ismap]\n' "$url" >sekisho.yaml
sekisho check --locked
exits 3
complains "is not in sekisho.lock"
sekisho lock
exits 0
says "$first"
tree=$(cd repository/rules && find . -name '*.seki' | cut -c3- | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d' ' -f1)
[[ $(jq -r '.packs[0].tree' sekisho.lock) == "sha256:$tree" ]] || wrong "the digest is not the one made by hand"
sekisho check --locked -o csv=locked.csv
[[ $code -le 2 ]] || wrong "exit code $code"

it "a branch that moves on does not move a locked project, nor one without network"
printf '// another meaning\n' >>"$(find repository/rules -name '*.seki' | head -n 1)"
git -C repository commit -qam second
mv repository elsewhere
sekisho check --locked -o csv=again.csv
cmp -s locked.csv again.csv || wrong "another report"
mv elsewhere repository
sekisho lock
exits 0
says "$(git -C repository rev-parse HEAD)"

it "a lock that was edited, or is of another engine, is refused"
cp sekisho.lock kept.lock
sed -i 's/"semantics": 1/"semantics": 9/' sekisho.lock
sekisho check --locked
exits 3
complains "semantics 9"
sed 's/"tree": "sha256:./"tree": "sha256:x/' kept.lock >sekisho.lock
sekisho check --locked
exits 3
complains "differs from sekisho.lock"
printf '{"packs": []}\n' >sekisho.lock
sekisho check
exits 3
complains "is not as \`sekisho lock\` writes it"
cp kept.lock sekisho.lock

it "a folder that changes is refused with --locked, and only then"
printf 'inputs: [plan.json]\npacks: [own]\n' >sekisho.yaml
sekisho init own >/dev/null
sekisho lock
exits 0
sekisho check --locked
[[ $code -le 2 ]] || wrong "exit code $code"
printf '// more\n' >>"$(find own -name '*.seki' | head -n 1)"
sekisho check --locked
exits 3
complains "the pack \`own\` differs from sekisho.lock"
sekisho check
[[ $code -le 2 ]] || wrong "exit code $code"
sekisho seal --locked --key key.pem -o no.evb
exits 3
[[ ! -e no.evb ]] || wrong "a bundle was written"

it "the bundle names the commit, and a work tree that differs is refused unless asked for"
rm sekisho.yaml sekisho.lock
sekisho seal plan.json --pack repository/rules --key key.pem -o clean.evb
exits 0
sekisho verify clean.evb --key pub.pem
says "repository/rules (folder, commit $(git -C repository rev-parse HEAD))"
printf '// more\n' >>"$(find repository/rules -name '*.seki' | head -n 1)"
sekisho seal plan.json --pack repository/rules --key key.pem -o dirty.evb
exits 3
complains "differs from its Git commit"
[[ ! -e dirty.evb ]] || wrong "a bundle was written"
sekisho seal plan.json --pack repository/rules --allow-dirty --key key.pem -o dirty.evb
exits 0
sekisho verify dirty.evb --key pub.pem
says "with changes that were not committed"
git -C repository checkout -q .
printf 'language 1\npackage stray\n' >repository/rules/stray.seki
sekisho seal plan.json --pack repository/rules --key key.pem -o stray.evb
exits 3
complains "differs from its Git commit"
rm repository/rules/stray.seki

it "a bundle of a pack from Git is repeated without the repository"
sekisho seal plan.json --pack "$url@v1#rules" --key key.pem -o git.evb
exits 0
mv repository elsewhere
rm -rf cache
sekisho verify git.evb --key pub.pem
exits 0
says "(git, commit $first)"
sekisho rerun git.evb
exits 0
mv elsewhere repository
