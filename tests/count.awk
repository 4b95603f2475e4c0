# Sums single tests in the output of `ctest --verbose`: GoogleTest's cases, lines `N passed, M failed` of scripts, and one for each other test.
# Every line of a test's output begins with its number and a colon.
/^[0-9]+: \[  PASSED  \] [0-9]+ test/ { split($0, parts, /\] /); test = $1 + 0; passed[test] += parts[2] + 0 }
/^[0-9]+: \[  FAILED  \] [0-9]+ test/ { split($0, parts, /\] /); test = $1 + 0; failed[test] += parts[2] + 0 }
/^[0-9]+: [0-9]+ passed, [0-9]+ failed$/ { test = $1 + 0; passed[test] += $2; failed[test] += $4 }
# " 3/12 Test  #3: name ........ Passed 0.01 sec"
/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: / {
  match($0, /#[0-9]+/)
  test = substr($0, RSTART + 1, RLENGTH - 1) + 0
  good = $0 ~ / Passed +[0-9.]+ sec/
  skipped = $0 ~ /Not Run|Skipped/
  if (good && !(test in passed)) passed[test] = 1
  if (!good && !skipped && failed[test] + 0 == 0) failed[test] = 1
}
END {
  for (test in passed) all_passed += passed[test]
  for (test in failed) all_failed += failed[test]
  printf "%d passed, %d failed\n", all_passed, all_failed
}
