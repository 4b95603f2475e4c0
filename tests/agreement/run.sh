#!/usr/bin/env bash
# Compares our verdicts with recorded ones: tests/agreement/run.sh CORPUS [SUITE…], from the project's root.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${SEKISHO_BUILD:-build}
if [ $# -lt 1 ]; then
  echo "usage: tests/agreement/run.sh CORPUS [SUITE…]" >&2
  exit 3
fi
if [ ! -f "$build/CMakeCache.txt" ]; then
  cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release >&2
fi
cmake --build "$build" --target agree -- -j2 >&2
agree=$(find "$build" -name agree -type f -perm -u+x | head -1)
exec "$agree" . "$@"
