# Memory: how much more a run holds for each byte more of an export, which is streamed and not kept.

# peak FILE: the resident set of a check at its largest, in bytes; the least of two runs.
peak() {
  python3 - "$binary" "$1" <<'PYTHON'
import os, subprocess, sys
least = None
for _ in range(2):
    child = subprocess.Popen([sys.argv[1], "check", sys.argv[2], "-o", "text", "--threads", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 1:
        sys.exit("the check ended with %d" % os.waitstatus_to_exitcode(status))
    least = used.ru_maxrss if least is None else min(least, used.ru_maxrss)
print(least * 1024)
PYTHON
}

# grows_by_at_most HUNDREDTHS SUFFIX: between small$SUFFIX and large$SUFFIX, for each byte that the latter has more when unpacked.
grows_by_at_most() {
  local most=$1 suffix=$2 small large more
  small=$(peak "small$suffix") && large=$(peak "large$suffix") || { wrong "no peak of small$suffix or large$suffix"; return; }
  more=$(($(stat -c %s "large${suffix%.gz}") - $(stat -c %s "small${suffix%.gz}")))
  [[ $(((large - small) * 100)) -le $((most * more)) ]] || wrong "$((large - small)) bytes more are held for $more bytes more of small$suffix: more than $most in a hundred"
}

# exports SUFFIX SCRIPT OPTION SMALL LARGE: small and large ones, of so many things each. False: they cannot be made here.
exports() {
  local suffix=$1 script=$2 option=$3
  command -v python3 >/dev/null || { skip "no python3 to make exports with"; return 1; }
  python3 -B "$root/tests/bench/$script" "$option" "$4" >"small$suffix"
  python3 -B "$root/tests/bench/$script" "$option" "$5" >"large$suffix"
}

# Measured when this was written: 88 and 177 in a hundred; most is what is kept of each resource, and what looks alike. A whole text held besides is a hundred more.
it "a large snapshot of AWS Config is not held"
if exports .json generate_aws_config.py --items 12000 40000; then grows_by_at_most 102 .json; fi

it "nor are lines of Cloud Asset Inventory"
if exports .ndjson generate_assets.py --assets 12000 48000; then grows_by_at_most 204 .ndjson; fi

it "what is inside compressed ones is not held either, where a disk has room"
case $(stat -f -c %T . 2>/dev/null) in
  '' | tmpfs | ramfs) skip "this folder is on no disk" ;;
  *)
    if [[ ! -s large.ndjson ]]; then
      skip "no exports"
    else
      gzip -1k small.json large.json small.ndjson large.ndjson
      export TMPDIR=$PWD
      grows_by_at_most 110 .json.gz
      grows_by_at_most 212 .ndjson.gz
      unset TMPDIR
      [[ -z $(find . -name 'sekisho-*') ]] || wrong "something was left behind"
      # Without room: the same, in memory.
      sekisho check small.ndjson.gz -o csv --at 2026-04-01
      exits 1
      cp "$out" with_room
      command="sekisho check small.ndjson.gz -o csv, without room"
      (ulimit -f 8192; timeout 30 "$binary" check small.ndjson.gz -o csv --at 2026-04-01 2>"$err") | cat >without_room
      cmp -s with_room without_room || wrong "another result without room"
    fi ;;
esac
