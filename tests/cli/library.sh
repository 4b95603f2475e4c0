# Sourced by run.sh and its cases: run the program, then say what must be true. A case is all between two `it` lines.

passed=0
failed=0
title=""
trouble=""

# it TITLE: ends the case before, begins the next.
it() {
  finish
  title=$1
  trouble=""
}

finish() {
  [[ -n $title ]] || return 0
  if [[ -z $trouble ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s\n%s' "$title" "$trouble"
    printf '    command: %s\n    exit code: %s\n' "${command:-}" "${code:-}"
    head -c 1500 "$err" | sed 's/^/    stderr: /'
    head -c 800 "$out" | sed 's/^/    stdout: /'
  fi
}

# skip WHY: the case cannot run here, and says so.
skip() {
  printf 'skipped: %s: %s\n' "$title" "$1"
  title=""
}

wrong() { trouble+="    $1"$'\n'; }

# sekisho ARGUMENT…: standard output, error and exit code go to $out, $err, $code. No case may take longer than 30 s.
sekisho() {
  command="sekisho $*"
  code=0
  timeout 30 "$binary" "$@" >"$out" 2>"$err" </dev/null || code=$?
  [[ $code -ne 124 ]] || wrong "took longer than 30 s"
  # A signal, or the sanitizers' exit code.
  [[ $code -le 4 ]] || wrong "ended with $code"
}

# The same with standard input from a file.
sekisho_with_input() {
  local input=$1
  shift
  command="sekisho $* < $input"
  code=0
  timeout 30 "$binary" "$@" >"$out" 2>"$err" <"$input" || code=$?
}

exits() { [[ $code -eq $1 ]] || wrong "expected exit code $1"; }
says() { grep -qF -- "$1" "$out" || wrong "standard output lacks: $1"; }
says_not() { ! grep -qF -- "$1" "$out" || wrong "standard output holds: $1"; }
complains() { grep -qF -- "$1" "$err" || wrong "standard error lacks: $1"; }
complains_not() { ! grep -qF -- "$1" "$err" || wrong "standard error holds: $1"; }
silent() { [[ ! -s $out ]] || wrong "standard output is not empty"; }
quiet() { [[ ! -s $err ]] || wrong "standard error is not empty"; }
file_holds() { grep -qF -- "$2" "$1" 2>/dev/null || wrong "file $1 lacks: $2"; }
file_is() { [[ $(cat "$1" 2>/dev/null) == "$2" ]] || wrong "file $1 is not: $2"; }
no_file() { [[ ! -e $1 ]] || wrong "file $1 is there"; }
# No leftovers of an interrupted write.
clean_folder() { local left; left=$(find "$1" -name '*.new-*'); [[ -z $left ]] || wrong "left behind: $left"; }

# Whether `script` can open a pseudo-terminal: a bare chroot has none.
has_terminal() { command -v script >/dev/null && script -qec true /dev/null >/dev/null 2>&1 </dev/null; }

# on_terminal COMMANDS: runs them with a pseudo-terminal as all three streams; fills $out and $code.
on_terminal() {
  code=0
  script -qec "$1" /dev/null >"$out" 2>"$err" </dev/null || code=$?
}
