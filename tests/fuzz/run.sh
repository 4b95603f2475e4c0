#!/usr/bin/env bash
# Coverage-guided fuzzing of the readers of inputs, of YAML, of policies and of artifacts: builds the targets with clang and runs each for a while.
# run.sh [SECONDS [BUILD]]: 60 seconds a target. A finding's input is kept in BUILD/findings and named; exit 1 if there is one.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60}
build=${2:-build/fuzz}
[[ $seconds =~ ^[0-9]+$ ]] || { sed -n '2,3s/^# //p' "$0"; exit 2; }
mkdir -p "$(dirname "$build")"
command -v clang++ >/dev/null || { echo "clang++ is not installed: apt-get install clang" >&2; exit 1; }

cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DSEKISHO_UNITY=ON -DCMAKE_CXX_COMPILER=clang++ -DSEKISHO_FUZZ=ON -DSEKISHO_TESTS=OFF >"$build.log" 2>&1 ||
  { cat "$build.log" >&2; exit 1; }
cmake --build "$build" --parallel "${JOBS:-$(nproc)}" --target fuzz_input_reader fuzz_yaml fuzz_policy fuzz_artifact >"$build.log" 2>&1 || { tail -40 "$build.log" >&2; exit 1; }
mkdir -p "$build/findings"
passed=0 failed=0

# fuzz TARGET CORPUS LONGEST: what is learnt goes to the build folder, the seeds stay as they are.
fuzz() {
  local learnt=$build/learnt/$2 log=$build/$1-$2.log code=0
  mkdir -p "$learnt"
  [[ $1 != artifact ]] || SEKISHO_FUZZ_SEED=$learnt/seed "$build/tests/fuzz/fuzz_artifact"
  "$build/tests/fuzz/fuzz_$1" -max_total_time="$seconds" -max_len="$3" -timeout=10 -rss_limit_mb=3000 -artifact_prefix="$build/findings/$1-$2-" "$learnt" "tests/fuzz/corpus/$2" >"$log" 2>&1 || code=$?
  if [[ $code -eq 0 ]]; then
    passed=$((passed + 1))
    echo "$1 ($2): nothing found; $(grep -E '^#[0-9]+.*(DONE|pulse)' "$log" | tail -1 | sed 's/[[:space:]]\+/ /g')"
  else
    failed=$((failed + 1))
    echo "$1 ($2): found something, see $log"
    grep -E '^SUMMARY|Test unit written|ERROR' "$log" | head -5
  fi
}
fuzz input_reader plan 20000
fuzz input_reader input 20000
fuzz yaml yaml 2000
fuzz policy policy 6000
fuzz artifact artifact 8000
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
