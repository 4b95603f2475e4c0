# Takes the fenced blocks of LANGUAGE.md apart into folders under `out`, and prints one line a block: KIND FOLDER FIRST LAST [CODE].
# A heading of level 2 starts a folder. Every line keeps its number, so that a place in a file is the place in LANGUAGE.md.
function fail(message) { printf "broken - %d %d %s\n", NR, NR, message }

function write(file, line) {
  while (written[file] < NR - 1) { print "" > file; written[file]++ }
  print line > file
  written[file]++
}

# The head that a block leaves to the section: its edition, package and imports.
function head(file) {
  print "language 1" > file
  print "package " package > file
  written[file] = 2
  if (imports != "") { print imports > file; written[file]++ }
}

/^## / && !inside {
  section++
  folder = sprintf("%s/section_%02d", out, section)
  package = sprintf("reference.section_%02d", section)
  part = tests = 0
  imports = ""
  system("mkdir -p " folder)
  next
}

/^```seki/ && !inside {
  inside = 1
  kind = $2 == "" ? "policy" : $2
  code = $3
  first = NR + 1
  fresh = 1
  if (section == 0) fail("a block stands before the first heading of level 2")
  if (kind == "refused" && code !~ /^SK[0-9][0-9][0-9][0-9]$/) fail("`refused` names a code: seki refused SK0301")
  if (kind != "policy" && kind != "test" && kind != "refused") fail("no such kind of block: " kind)
  next
}

/^```/ && !inside { other = !other; next }

/^```$/ && inside {
  inside = 0
  if (NR - 1 < first) fail("the block is empty")
  printf "%s %s %d %d %s\n", kind, target, first, NR - 1, code
  next
}

inside && fresh {
  fresh = 0
  whole = $1 == "language"
  target = folder
  if (kind == "policy") {
    if (whole || part == 0) part++
    file = sprintf("%s/part_%d.seki", folder, part)
  } else if (kind == "test") {
    if (whole || tests == 0) tests++
    file = sprintf("%s/part_%d_test.seki", folder, tests)
  } else {
    target = folder "_line_" first
    system("mkdir -p " target)
    file = target "/refused.seki"
  }
  if (!whole && !(file in written)) head(file)
}

inside {
  if ($1 == "package" && kind == "policy") package = $2
  if ($1 == "import" && kind == "policy") imports = imports " " $1 " " $2
  write(file, $0)
}

END { if (inside) fail("a block is not closed") }
