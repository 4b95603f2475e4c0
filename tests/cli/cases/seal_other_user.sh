# A bundle in the hands of somebody else: a user without a home, in a folder nobody can write to, with another language, zone and number of threads.

mkdir -p sealed_here && cd sealed_here || exit 3
cp "$root/tests/fixtures/terraform/demo/plan.json" plan.json
openssl ecparam -name prime256v1 -genkey -noout -out key.pem
openssl pkey -in key.pem -pubout -out pub.pem
sekisho seal plan.json --key key.pem --log log -o run.evb

it "another user verifies, repeats and reports, with any number of threads, in any locale and zone, where nothing can be written"
if [[ $(id -u) -ne 0 ]]; then
  skip "only root can become another user"
elif ! command -v setpriv >/dev/null || ! id nobody >/dev/null 2>&1; then
  skip "no setpriv, or no user nobody"
else
  theirs=$(mktemp -d)
  cp run.evb pub.pem "$binary" "$theirs"
  cp -R log "$theirs/log"
  mkdir "$theirs/locales"
  locales=C
  for locale in ja_JP tr_TR; do
    if localedef -i $locale -f UTF-8 "$theirs/locales/$locale.UTF-8" >/dev/null 2>&1; then
      locales+=" $locale.UTF-8"
    else
      printf 'skipped: %s: no localedef or sources of %s\n' "$title" "$locale"
    fi
  done
  program=$theirs/$(basename "$binary")
  chmod -R a+rX,a-w "$theirs"
  find "$theirs" | LC_ALL=C sort >before.txt

  # theirs COMMAND…: by nobody, with nothing of ours in the environment.
  by_nobody() {
    command="sekisho $*"
    code=0
    (cd "$theirs" && exec setpriv --reuid nobody --regid nogroup --clear-groups env -i PATH=/usr/bin:/bin LOCPATH="$theirs/locales" LC_ALL="${locale:-C}" TZ="${zone:-UTC}" timeout 60 "$program" "$@") >"$out" 2>"$err" </dev/null || code=$?
  }
  (cd "$theirs" && setpriv --reuid nobody --regid nogroup --clear-groups touch file 2>/dev/null) && wrong "the folder can be written to"

  sekisho verify run.evb --key pub.pem
  expected=$(sed -n 's/^  results *//p' "$out")
  [[ $expected == sha256:* ]] || wrong "no root: $expected"
  for format in text json csv html; do
    sekisho report run.evb -o $format --all
    cp "$out" "ours.$format"
  done
  for locale in $locales; do
    [[ $locale == C || $(LOCPATH=$theirs/locales LC_ALL=$locale locale charmap) == UTF-8 ]] || wrong "the locale $locale does not work"
    for zone in UTC America/St_Johns; do
      for threads in 1 2 7; do
        by_nobody rerun run.evb --threads $threads
        exits 0
        got=$(sed -n 's/^  results *//p' "$out")
        [[ $got == "$expected" ]] || wrong "$threads threads, $locale, $zone: $got"
      done
    done
    by_nobody verify run.evb --key pub.pem --log log --checkpoint log/checkpoint
    exits 0
    says "run.evb: verified"
    for format in text json csv html; do
      by_nobody report run.evb -o $format --all
      exits 0
      cmp -s "$out" "ours.$format" || wrong "another report in $format, $locale"
    done
  done
  find "$theirs" | LC_ALL=C sort | cmp -s before.txt - || wrong "something was written"

  it "another user who asks for a file where nothing can be written is told so"
  by_nobody report run.evb -o csv=run.csv
  exits 3
  complains "run.csv"
  find "$theirs" | LC_ALL=C sort | cmp -s before.txt - || wrong "something was written"
  chmod -R u+w "$theirs" && rm -rf "$theirs"
fi
