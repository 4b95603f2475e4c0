#!/usr/bin/env bash
# Compares our verdicts with those that other projects recorded: tests/agreement/run.sh CORPUS [SUITE…]
# The last line is `agree A disagree D undecided U rules R`; exit 0 when at least 97 of 100 decided verdicts agree.
set -euo pipefail
if [[ $# -lt 1 ]]; then
  echo "usage: tests/agreement/run.sh CORPUS [SUITE…]" >&2
  exit 3
fi
corpus=$(realpath "$1")
shift
cd "$(dirname "$0")/../.."
source cli/install.sh

{
  install_packages "${BUILD_PACKAGES[@]}" libgtest-dev
  step "configuring the build" cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DSEKISHO_TESTS=ON
  step "building" cmake --build build --target agree --parallel "$(nproc)"
} >&2
exec build/tests/agreement/agree . "$corpus" "$@"
