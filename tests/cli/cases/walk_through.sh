# The walk-through of README.md from bundle to sample, as it stands there: the provider's commands, then the auditor's in a folder of her own.

mkdir -p walk_through && cd walk_through || exit 3
# commands HEADING NUMBER: the commands of the block of that number below a line that begins with HEADING.
commands() {
  awk -v heading="$1" -v number="$2" '
    index($0, heading) == 1 { found = 1 }
    found && /^```$/ { inside = 0 }
    inside && block == number { print }
    found && /^```sh$/ { inside = 1; block++ }' "$root/README.md"
}
without_comments() { sed 's/ *#.*//'; }

it "the walk-through has the same commands in English and Japanese"
for number in 1 2; do
  commands "### From bundle to sample" $number >"english.$number"
  commands "**証拠ファイルから抽出まで**" $number >"japanese.$number"
  [[ $(grep -c sekisho "english.$number") -ge 2 ]] || wrong "README.md has no block $number"
  cmp -s <(without_comments <"english.$number") <(without_comments <"japanese.$number") || wrong "$(diff "english.$number" "japanese.$number")"
done

it "the walk-through: the provider seals two runs, and the auditor takes them up to a sample"
cp -R "$root/policies/ismap/example" provider
mkdir -p bin auditor && ln -sf "$binary" bin/sekisho
# The words of a block, one command after the other; what each of them ended with.
go_through() {
  local line
  while IFS= read -r line; do
    command=$line
    code=0
    LANG=C.UTF-8 PATH=$PATH:$OLDPWD/bin timeout 60 bash -c "$line" >>"$out" 2>>"$err" </dev/null || code=$?
    printf '%s  %s\n' "$code" "$line" >>"$OLDPWD/codes"
  done <"$OLDPWD/$1"
}
: >"$out" >"$err" >codes
cd provider && go_through english.1
cd "$OLDPWD" && [[ $(grep -cv '^0  ' codes) -eq 0 ]] || wrong "$(cat codes)"
cp -R provider/runs provider/log provider/kept provider/pub.pem auditor/
: >codes
cd auditor && go_through english.2
cd "$OLDPWD"
grep -v '^0  ' codes | grep -v '^[12]  sekisho \(diff\|history\) ' >unexpected || true
[[ ! -s unexpected && $(wc -l <codes) -eq $(grep -c . english.2) ]] || wrong "$(cat codes)"
says "runs/march.evb: verified"
says "runs/april.evb: verified"
says "logged      2 of 2"
says "the same results"
says "2 runs, 0 missed, 0 failed"
says "5 of "
[[ -s auditor/april.html && -s auditor/april.xlsx ]] || wrong "the reports are not there"

it "the walk-through: what is drawn is drawn again with sha256sum alone"
"$binary" sample auditor/runs/april.evb --rule identity_was_reviewed_by_another --seed 'dice: 4 1 6 2' --size 1000 >all.txt 2>"$err"
grep -E '^[0-9a-f]{16}  ' all.txt >all_lines.txt
[[ $(wc -l <all_lines.txt) -ge 6 ]] || wrong "too few to draw from"
while read -r _ _ resource; do printf '%s %s\n' "$(printf '%s\n%s' 'dice: 4 1 6 2' "$resource" | sha256sum | cut -c 1-16)" "$resource"; done <all_lines.txt | LC_ALL=C sort | head -n 5 >by_hand.txt
"$binary" sample auditor/runs/april.evb --rule identity_was_reviewed_by_another --seed 'dice: 4 1 6 2' --size 5 2>"$err" | grep -E '^[0-9a-f]{16}  ' | awk '{ print $1 " " $3 }' | cmp -s - by_hand.txt || wrong "another draw by hand: $(cat by_hand.txt)"

it "the walk-through: what the auditor is warned of is found"
cp -R auditor rolled && cd rolled || exit 3
sed -i '$d' log/entries.jsonl
"$binary" verify runs/april.evb --key pub.pem --log log --checkpoint kept >"$out" 2>"$err" && wrong "a log without its last run was accepted"
cd ..
