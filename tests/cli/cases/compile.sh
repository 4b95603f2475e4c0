# Artifacts: `sekisho compile`, and what `check` makes of the ones it finds.

cache=$XDG_CACHE_HOME/sekisho
artifacts() { find "$cache" -name '*.artifact' 2>/dev/null | LC_ALL=C sort; }
# has_artifacts NUMBER
has_artifacts() { local number; number=$(artifacts | wc -l); [[ $number -eq $1 ]] || wrong "expected $1 artifacts, found $number"; }
# The report of $1 with its texts compiled anew, for comparison.
as_compiled_anew() { "$binary" check "$plan" --pack "$1" --all -o json --no-cache 2>/dev/null >anew.json; cmp -s "$out" anew.json || wrong "another report than with --no-cache"; }

it "compile writes one file, named by its digest, where check finds it"
rm -rf "$cache"
cp -r "$pack" mine
sekisho compile mine
exits 0
has_artifacts 1
says "$cache/"
[[ $(<"$out") =~ /[0-9a-f]{64}\.artifact$ ]] || wrong "no name of 64 digits"
made=$(artifacts)
touch -d '2020-01-01' "$made"
sekisho check "$plan" --pack mine --all -o json
as_compiled_anew mine
has_artifacts 1
[[ $(stat -c %Y "$made") -eq $(date -d '2020-01-01' +%s) ]] || wrong "the artifact was written anew"

it "compile writes to a file or into a folder"
sekisho compile mine -o mine.artifact
exits 0
says "mine.artifact"
cmp -s mine.artifact "$made" || wrong "another artifact than in the cache"
mkdir -p folder
sekisho compile mine --output folder
says "folder/$(basename "$made")"
cmp -s "folder/$(basename "$made")" "$made" || wrong "another artifact than in the cache"
sekisho compile mine -o nowhere/mine.artifact
exits 3
clean_folder .

it "check keeps what it compiled, and --no-cache does not"
rm -rf "$cache"
sekisho check "$plan" --pack mine --all -o json --no-cache
has_artifacts 0
sekisho check "$plan" --pack mine --all -o json
as_compiled_anew mine
has_artifacts 1
sekisho check "$plan" --pack mine --all -o json
as_compiled_anew mine
has_artifacts 1

it "the shipped pack needs no artifact in the cache"
rm -rf "$cache"
sekisho check "$plan" --all -o json
as_compiled_anew ismap
sekisho check "$plan" --pack ismap --all -o json
as_compiled_anew ismap
has_artifacts 0

it "an edited pack is compiled anew"
sekisho check "$plan" --pack mine --all -o json
cp "$out" before.json
sed -i 's/severity *\(low\|medium\|high\)/severity critical/' mine/*.seki
sekisho check "$plan" --pack mine --all -o json
as_compiled_anew mine
! cmp -s "$out" before.json || wrong "the report of the old texts"
has_artifacts 2

it "an artifact under another pack's name is not used"
mv mine other
sekisho check "$plan" --pack other --all -o json
as_compiled_anew other
mv other mine

it "a damaged artifact is not trusted and is replaced"
rm -rf "$cache"
sekisho check "$plan" --pack mine --all -o json
made=$(artifacts)
cp "$made" good
for damage in 'truncate -s 100' 'truncate -s -1' 'truncate -s 0' 'dd if=/dev/zero bs=1 count=8 seek=30000 conv=notrunc status=none of=' 'sed -i s/bucket/bukket/' 'cp /bin/true'; do
  cp good "$made"
  [[ $damage == *= ]] && $damage"$made" || $damage "$made"
  ! cmp -s good "$made" || wrong "no damage done: $damage"
  sekisho check "$plan" --pack mine --all -o json
  quiet
  as_compiled_anew mine
  cmp -s good "$made" || wrong "not replaced after: $damage"
done
rm "$made"
mkdir "$made"
sekisho check "$plan" --pack mine --all -o json
as_compiled_anew mine
clean_folder "$cache"

it "a cache that cannot be written is no error"
rm -rf "$cache"
echo "no folder" >file
XDG_CACHE_HOME=$PWD/file sekisho check "$plan" --pack mine --all -o json
quiet
as_compiled_anew mine
file_is file "no folder"
XDG_CACHE_HOME=/proc/nowhere sekisho check "$plan" --pack mine --all -o json
quiet
as_compiled_anew mine
XDG_CACHE_HOME= HOME= sekisho check "$plan" --pack mine --all -o json
quiet
as_compiled_anew mine
XDG_CACHE_HOME=/proc/nowhere sekisho compile mine
exits 3
complains "cannot make the folder"
has_artifacts 0

it "without XDG_CACHE_HOME artifacts go to ~/.cache"
mkdir -p home
XDG_CACHE_HOME=relative HOME=$PWD/home sekisho compile mine
exits 0
says "$PWD/home/.cache/sekisho/"
no_file relative

it "a pack with errors leaves no artifact and says its errors each time"
cp -r mine broken
sed -i '0,/severity/s/severity/sevverity/' broken/*.seki
rm -rf "$cache"
for round in 1 2; do
  sekisho compile broken
  exits 3
  complains "error[SK"
  complains "the policies cannot be used"
done
has_artifacts 0

it "warnings are said again when the artifact is there"
mkdir -p warned
printf '%s\n' 'language 1' 'package warned' 'import sekisho.schema' '' 'rule named {' '  title    en "Named" ja "名前"' '  severity low' '  for      b in storage.bucket' \
  '  let      idle = b.name' '  require  nonempty b.name' '  message  en "none" ja "なし"' '  remedy   en "name it" ja "名前を付ける"' '}' >warned/warned.seki
rm -rf "$cache"
sekisho compile warned
exits 0
complains "warning[SK"
cp "$err" first
sekisho compile warned
cmp -s "$err" first || wrong "other warnings the second time"

it "two processes at once do not harm each other"
sekisho check "$plan" --pack mine --all -o json --no-cache
cp "$out" anew_mine.json
for round in 1 2 3 4 5; do
  rm -rf "$cache"
  for number in 1 2 3; do "$binary" check "$plan" --pack mine --all -o "json=at_once.$number" 2>"at_once.err.$number" & done
  wait
  for number in 1 2 3; do cmp -s "at_once.$number" anew_mine.json || wrong "another report"; done
done
has_artifacts 1
clean_folder "$cache"
sekisho check "$plan" --pack mine --all -o json
as_compiled_anew mine

it "old artifacts are dropped"
rm -rf "$cache"
mkdir -p "$cache"
for number in {1..70}; do touch -d "2020-01-01 00:00:$((number % 60))" "$cache/$number.artifact"; done
echo keep >"$cache/notes"
sekisho check "$plan" --pack mine --all -o json
has_artifacts 64
file_is "$cache/notes" keep
made=$(find "$cache" -name '????????????????*.artifact')
[[ -n $made ]] || wrong "the new artifact was dropped"

it "compile takes the place of an artifact and of nothing else"
sekisho compile mine -o mine.artifact
exits 0
echo notes >notes.txt
sekisho compile mine -o notes.txt
exits 3
complains "\`notes.txt\` is there already, and is no artifact"
file_is notes.txt notes
