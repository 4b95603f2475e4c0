# No output says of a service that it is compliant or certified: a passing rule supports a control, and only the programme registers a service.
mkdir -p words && cd words || exit 3   # what other cases left behind is no part of it
forbidden='(^|[^a-z])(compliant|certified)([^a-z]|$)|準拠済み|適合済み|準拠しています|適合しています|準拠している|適合している'

# no_verdict_on_a_service FILE: none of the words stands in it.
no_verdict_on_a_service() {
  if grep -niE -- "$forbidden" "$1" | head -3 | sed 's/^/    /' > "$work/words"; [[ -s $work/words ]]; then wrong "$(cat "$work/words")"; fi
}

it "words: the search finds what it looks for"
printf 'The service is Compliant.\n' > words.txt
grep -qiE -- "$forbidden" words.txt || wrong "not found: compliant"
printf 'object_lock: compliance\nnoncompliantly\n' > words.txt
! grep -qiE -- "$forbidden" words.txt || wrong "found what is another word"

it "words: reports in every format and language"
for language in en ja; do
  for format in text json csv sarif junit html; do
    sekisho check "$root/tests/fixtures/terraform/demo/plan.json" --pack ismap --pack baseline --pack pod_security --all -o $format --lang $language
    [[ -s $out ]] || wrong "no output in $format"
    no_verdict_on_a_service "$out"
    no_verdict_on_a_service "$err"
  done
done

it "words: the gap report and one verdict in full"
for language in en ja; do
  for format in text json csv; do
    sekisho gap "$root/tests/fixtures/terraform/demo/plan.json" --all -o $format --lang $language
    [[ -s $out ]] || wrong "no output in $format"
    no_verdict_on_a_service "$out"
  done
  sekisho explain ismap.operations.task_leaves_the_clock_alone module.app.aws_ecs_task_definition.web "$root/tests/fixtures/terraform/demo/plan.json" --lang $language
  [[ -s $out ]] || wrong "nothing is explained"
  no_verdict_on_a_service "$out"
done

it "words: the catalogue, its coverage, and every rule of every chapter"
for language in en ja; do
  for words in "controls" "controls --coverage" "controls --json" "controls diff 2022-04 2024-07" "adapters" "schema"; do
    [[ $words == controls* ]] && words="$words --lang $language"
    sekisho $words
    exits 0
    no_verdict_on_a_service "$out"
  done
  # A chapter shows the rules of all that stands below it.
  for chapter in $("$binary" controls --level 1 --lang en | cut -d' ' -f1); do
    sekisho controls show "$chapter" --lang $language
    exits 0
    no_verdict_on_a_service "$out"
  done
done

it "words: help"
for name in "" check explain diff test lint compile fmt init snapshot seal verify rerun adapters schema controls gap formats project waivers exit-codes codes; do
  sekisho help $name
  no_verdict_on_a_service "$out"
done

it "words: whatever the program and its policies may say"
find "$root/cli" "$root/engine" "$root/adapters" "$root/policies" -name '*.cc' -o -name '*.h' -o -name '*.def' -o -name '*.seki' -o -name '*.csv' -o -name '*.yaml' > files
[[ $(wc -l < files) -gt 300 ]] || wrong "too few files were searched"
xargs grep -niE -- "$forbidden" < files > words.txt
[[ ! -s words.txt ]] || wrong "$(head -3 words.txt)"
