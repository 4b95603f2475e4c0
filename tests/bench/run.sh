#!/usr/bin/env bash
# Races the built program against its peers, as whole processes side by side, and says which figures of issues 4 and 5 are met.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

usage() {
  cat <<'TEXT'
usage: tests/bench/run.sh [OPTION…]

Contestants take turns, round by round; figures are medians. Prints tables and, last, each line of issues 4 and 5 with its bar.

  --sekisho FILE      the program (default: build/sekisho)
  --rounds N          rounds on ordinary plans (default: 7)
  --cold-rounds N     rounds with an empty page cache (default: 3; needs root, else left out; 0: none)
  --large N           resources of the large plan; a tenth of it is the small one (default: 100000; 0: none)
  --large-rounds N    rounds on these, and on exports (default: 3)
  --exports N         items of the AWS Config snapshot and assets of the Cloud Asset lines (default: 81000, 200 MB and 135 MB; 0: none)
  --shared FOLDER     where the race's plans and Rego rules lie (default: ../shared/bench beside the project)
  --work FOLDER       plans, packs and outputs (default: build/bench; plans are made once)
  --record            write tests/bench/RESULTS.md
  --help              print this

Peers are looked for in $PEERS_BIN, ~/.cache/sekisho-peers/bin and PATH; `peers.sh` of the shared folder installs them.
A peer that is missing is left out, and so said. Without the shared folder plans are made from tests/fixtures/terraform.
TEXT
}

sekisho=$root/build/sekisho shared=$root/../shared/bench work=$root/build/bench
rounds=7 cold_rounds=3 large=100000 large_rounds=3 exports=81000 record=
while [[ $# -gt 0 ]]; do
  case $1 in
    --help) usage; exit 0 ;;
    --record) record=$here/RESULTS.md; shift; continue ;;
    --sekisho | --rounds | --cold-rounds | --large | --large-rounds | --exports | --shared | --work)
      [[ $# -ge 2 ]] || { echo "run.sh: $1 needs a value" >&2; exit 3; }
      name=${1#--}
      printf -v "${name//-/_}" '%s' "$2"
      shift 2 ;;
    *) echo "run.sh: unknown option $1; --help lists them" >&2; exit 3 ;;
  esac
done
shared=$(realpath -m "$shared")
[[ -x $sekisho ]] || { echo "run.sh: no program at $sekisho; build it, or name it with --sekisho" >&2; exit 3; }
sekisho=$(realpath "$sekisho")
mkdir -p "$work"
work=$(realpath "$work")
# Outputs and caches of an earlier run would make this one warmer than it says.
rm -rf "$work"/{outputs,cache,caches,variants,own}
mkdir -p "$work"/{outputs,caches}

arguments=()
note() { arguments+=(--note "$1"); }

g++ -O2 -std=c++20 "$here/measure.cc" -o "$work/measure"

# made FILE COMMAND…: COMMAND makes FILE; not again while the plan it comes from, $source, and the generator are older.
made() {
  local file=$1
  shift
  [[ $file -nt $source && $file -nt $here/generate.py ]] || "$@"
}
decompress() { zstd -dqf "$1" -o "$2" && touch "$2"; }
generate() { python3 "$here/generate.py" --source "$source" "${@:2}" --output "$1"; }

plan=$work/plan250.json
if [[ -r $shared/plans/plan250.json.zst ]]; then
  source=$shared/plans/plan250.json.zst
  made "$plan" decompress "$source" "$plan"
else
  source=$root/tests/fixtures/terraform/demo/plan.json
  note "No $shared: instead of plan250, 10,172 resources made from tests/fixtures/terraform/demo; the peers' rules are there, too, so only json-floor races."
  generate "$plan" --resources 10172
fi
source=$plan
made "$work/one.json" generate "$work/one.json" --resources 1
if [[ $large -gt 0 ]]; then
  for count in $((large / 10)) "$large"; do
    made "$work/plan$count.json" generate "$work/plan$count.json" --resources "$count" --unit $((large / 10))
  done
fi

export_floor=
if [[ $exports -gt 0 ]]; then
  if g++ -O3 -std=c++20 "$here/export_floor.cc" -o "$work/export-floor" -lsimdjson -lz 2>"$work/export-floor.log"; then export_floor=$work/export-floor; else note "Exports left out: export-floor does not build without libsimdjson-dev and zlib1g-dev."; fi
fi
# exported FILE GENERATOR COMMAND…: COMMAND's output is FILE; not again while its generator is older and the size was the same.
exported() {
  local file=$1 generator=$here/$2
  shift 2
  [[ $file -nt $generator && -r $file.size && $(<"$file.size") == "$exports" ]] && return
  python3 -B "$generator" "$@" "$exports" >"$file" && echo "$exports" >"$file.size"
}
if [[ -n $export_floor ]]; then
  exported "$work/aws.json" generate_aws_config.py --items
  exported "$work/assets.ndjson" generate_assets.py --assets
  [[ $work/aws.json.gz -nt $work/aws.json ]] || gzip -kf "$work/aws.json"
fi

python3 "$here/variants.py" --output "$work/variants" >/dev/null
# The ISMAP pack under another name is a user's pack: no shipped artifact is one of it.
mkdir -p "$work/own"
for file in "$root"/policies/ismap/*.seki; do
  [[ $file == *_test.seki ]] || sed -E 's/^package ismap\b/package own/; s/\bismap\./own./g' "$file" >"$work/own/$(basename "$file")"
done

peer() { PATH=${PEERS_BIN:+$PEERS_BIN:}$HOME/.cache/sekisho-peers/bin:$PATH command -v "$1" || true; }
floor=$(peer json-floor)
if [[ -z $floor ]]; then
  if g++ -O3 -std=c++20 "$here/floor.cc" -o "$work/json-floor" -lsimdjson 2>"$work/floor.log"; then floor=$work/json-floor; else note "json-floor left out: it does not build without libsimdjson-dev."; fi
fi
regorus='' opa='' rego=$shared/rules/policy.rego
if [[ -r $rego ]]; then
  regorus=$(peer regorus-eval) opa=$(peer opa)
  [[ -n $regorus ]] || note "regorus left out: no regorus-eval; $shared/peers.sh installs it."
  [[ -n $opa ]] || note "OPA left out: no opa; $shared/peers.sh installs it."
fi

commit=$(GIT_OPTIONAL_LOCKS=0 git -C "$root" describe --always --dirty=' with changes' 2>/dev/null || true)
exec python3 -B "$here/compare.py" --sekisho "$sekisho" --measure "$work/measure" --work "$work" --checks "$here/checks" --variants "$work/variants" \
  --own-pack "$work/own" --floor "$floor" --export-floor "$export_floor" --regorus "$regorus" --opa "$opa" --rego "$rego" --record "$record" --commit "$commit" --rounds "$rounds" \
  --cold-rounds "$cold_rounds" --large "$large" --large-rounds "$large_rounds" "${arguments[@]}"
