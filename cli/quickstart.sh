#!/usr/bin/env bash
# From a fresh clone on Debian 12 to a report of a real Terraform plan: installs what is missing, builds build/sekisho, checks the plan.
set -euo pipefail
cd "$(dirname "$0")/.."
source cli/install.sh

install_packages "${BUILD_PACKAGES[@]}"
step "configuring the build" cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DSEKISHO_TESTS=OFF -DSEKISHO_UNITY=ON
build "building build/sekisho" build --target sekisho
echo "build/sekisho check tests/fixtures/terraform/demo/plan.json"
echo
code=0
build/sekisho check tests/fixtures/terraform/demo/plan.json || code=$?
# The plan holds a team's ordinary mistakes: 1 (failures) and 2 (undecided) are what a check of it should say.
[[ $code -le 2 ]] || exit "$code"
echo
echo "Next: build/sekisho help"
