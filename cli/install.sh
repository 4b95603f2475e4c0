# Sourced by cli/quickstart.sh and tests/run.sh: steps that say one line each, and Debian packages that are installed only when missing.

# step TEXT COMMAND…: says TEXT, runs COMMAND quietly; when it fails, shows what it printed and stops.
step() {
  local text=$1 log
  shift
  log=$(mktemp)
  printf '%s … ' "$text"
  local start=$SECONDS
  if "$@" >"$log" 2>&1; then
    printf 'done (%d s)\n' $((SECONDS - start))
    rm -f "$log"
  else
    local code=$?
    printf 'failed (exit code %d)\n' "$code"
    cat "$log"
    rm -f "$log"
    exit 1
  fi
}

# build TEXT FOLDER CMAKE-BUILD-OPTION…: builds FOLDER, which was configured with SEKISHO_UNITY. Two files of a layer with a helper of the same
# name do not stand in one unit; that is no fault of theirs, and they are built one by one.
build() {
  local text=$1 folder=$2 log
  shift 2
  log=$(mktemp)
  printf '%s … ' "$text"
  local start=$SECONDS
  if cmake --build "$folder" --parallel "$(nproc)" "$@" >"$log" 2>&1; then
    printf 'done (%d s)\n' $((SECONDS - start))
  else
    printf 'not in large units (%d s): %s\n' $((SECONDS - start)) "$(grep -m1 'error:' "$log" || echo 'no error was printed')"
    cmake -S . -B "$folder" -DSEKISHO_UNITY=OFF >"$log" 2>&1 || true
    step "$text, file by file" cmake --build "$folder" --parallel "$(nproc)" "$@"
  fi
  rm -f "$log"
}

# What the build needs. ccache only makes the second build quick, and is taken where it is already there.
BUILD_PACKAGES=(g++ cmake ninja-build pkg-config antlr4 libantlr4-runtime-dev default-jre-headless libyaml-cpp-dev libyaml-dev libre2-dev libspdlog-dev libssl-dev libgit2-dev libxlsxwriter-dev libp11-kit-dev libcurl4-openssl-dev libzstd-dev zlib1g-dev)

missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || printf '%s\n' "$package"
  done
}

as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "this needs root or sudo: $*" >&2
    return 1
  fi
}

# The package lists may be older than the mirror, or not there at all in a new system.
apt_install() {
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

# install_packages NAME…
install_packages() {
  if ! command -v dpkg-query >/dev/null; then
    echo "not a Debian system: the build needs $*"
    return 0
  fi
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [[ ${#missing[@]} -eq 0 ]] || step "installing ${missing[*]}" apt_install "${missing[@]}"
}
