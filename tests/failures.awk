# What a reader needs of each failed or timed-out test in the output of `ctest --verbose`: its name and how it ended, its first lines (a judge's
# seed), lines that tell of a failure, and its last lines (where a test that hung stood).
# Without one that failed, the last lines of all: ctest itself broke. Every line of a test's output begins with its number and a colon; how it ended follows when it has ended: " 3/12 Test  #3: name ...***Failed".
BEGIN { first = 5; last = 25; most = 60 }
{ recent[NR] = $0 }
/^[0-9]+: / {
  test = $1 + 0
  line[test, ++lines[test]] = substr($0, index($0, ": ") + 2)
}
/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: .*\*\*\*/ && !/\*\*\*(Skipped|Not Run \(Disabled\))/ {
  match($0, /#[0-9]+/)
  test = substr($0, RSTART + 1, RLENGTH - 1) + 0
  sub(/^.*Test +#[0-9]+: /, "")
  print "---- " $0
  ++told
  shown = left_out = 0
  for (i = 1; i <= lines[test]; ++i) {
    text = line[test, i]
    tells = text ~ /FAILED|[Ff]ailure|^failed |error[:[]|ERROR|Expected|Which is|took longer than|^    / && text !~ /^\[( RUN|       OK)/
    if (i <= first || i > lines[test] - last || (tells && shown < most)) {
      if (left_out > 0) print "  … " left_out " lines"
      left_out = 0
      ++shown
      print "  " text
    } else {
      ++left_out
    }
  }
}
END {
  if (!told) {
    for (i = NR > last ? NR - last : 1; i <= NR; ++i) print recent[i]
  }
}
