# One estate told by several sources: the same rules give the same verdicts, and every difference is listed with its reason.

estates=$root/tests/fixtures/estates

# compare SOURCE…: "role,rule: source verdict, …" of each (role, rule) that at least two sources decide differently, sorted; and last how many agree.
compare() {
  for source in "$@"; do
    timeout 30 "$binary" check "$estates/$source" --template-param AWS::Region=ap-northeast-1 --with 'declared_regions={"ap-northeast-1", "japaneast", "asia-northeast1"}' --at 2026-11-28 --all -o csv 2>"$err" |
      awk -F, -v source="$source" 'NR == FNR { role[$1] = $2; next } /^(pass|fail|unknown|not_applicable),/ && ($3 in role) { print role[$3] "," $2 "," source "," $1 }' "$estates/roles.csv" -
  done | sort | awk -F, '
    function tell() { if (count < 2) return; if (differs) print key ":" told; else ++agree }
    { if ($1 "," $2 != key) { tell(); key = $1 "," $2; told = ""; count = 0; differs = 0; first = $4 }
      told = told " " $3 " " $4; ++count; if ($4 != first) differs = 1 }
    END { tell(); print agree " agree" }'
}

it "verdicts differ only where differences.txt says why"
compare plan.json estate.yaml config.json azure.json >found.txt
# A difference stands as "role,rule: verdicts = reason".
sed 's/ = .*//' "$estates/differences.txt" | grep -v '^#' >expected.txt
grep -v ' agree$' found.txt | diff expected.txt - >difference.txt || wrong "differences.txt says otherwise: $(head -20 difference.txt)"
[[ $(grep -c ' = .' "$estates/differences.txt") -eq $(grep -vc '^#' "$estates/differences.txt") ]] || wrong "a difference without a reason"
agree=$(sed -n 's/ agree$//p' found.txt)
[[ $agree -ge 120 ]] || wrong "only $agree verdicts agree"
echo "one estate, four sources: $agree verdicts agree, $(wc -l <expected.txt) differ for a reason"
