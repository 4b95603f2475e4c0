// Sources say which accounts they hold; nothing else is asked.
#include "sekisho/expected.h"

#include <algorithm>

namespace sekisho {
namespace {

bool shows(const RunSource& source, const RunExpected& one) {
  if (one.what == "account") return std::binary_search(source.accounts.begin(), source.accounts.end(), one.id);
  return shows_input(source, one.id);
}

}  // namespace

bool shows_input(const RunSource& source, const std::string& path) { return source.path == path || source.path.starts_with(path.ends_with('/') ? path : path + "/"); }

void look_for_expected(const Expected& expected, Run& run) {
  run.expected = expected;
  for (RunExpected& one : run.expected) {
    const bool shown = std::any_of(run.sources.begin(), run.sources.end(), [&](const RunSource& source) { return shows(source, one); });
    one.state = shown ? "shown" : one.reason.empty() ? "not_seen" : "excluded";
  }
}

std::vector<const RunExpected*> not_seen(const Run& run) {
  std::vector<const RunExpected*> missing;
  for (const RunExpected& one : run.expected) {
    if (one.state == "not_seen") missing.push_back(&one);
  }
  return missing;
}

std::vector<std::string> expected_texts(const Run& run, std::string_view state) {
  std::vector<std::string> texts;
  for (const RunExpected& one : run.expected) {
    if (one.state == state) texts.push_back(one.what + " " + one.id + (one.name.empty() ? "" : " (" + one.name + ")") + (one.reason.empty() ? "" : ": " + one.reason));
  }
  return texts;
}

}  // namespace sekisho
