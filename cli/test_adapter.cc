// test_adapter.
#include "cli/test_adapter.h"

#include <algorithm>
#include <iostream>

#include "adapters/external.h"
#include "cli/settings.h"
#include "cli/terminal.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {

ExitCode test_adapter(const Arguments& arguments) {
  const std::vector<std::string>& files = arguments.positional();
  if (files.empty()) return refuse({"no file to try the adapter on", "write `sekisho adapters --test NAME FILE…`, with files that it should read", {}});
  const Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  const std::string name = arguments.value("--test");
  std::vector<std::string> names;
  for (const adapters::ExternalAdapter& adapter : settings->project.adapters) names.push_back(adapter.name);
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return refuse({"sekisho.yaml names no adapter `" + name + "`", names.empty() ? "`sekisho help project` shows `adapters`" : suggestion(name, names, "it names"), {}});
  size_t passed = 0, failed = 0;
  for (const std::string& file : files) {
    const Result<std::vector<adapters::ConformanceCheck>> checks = adapters::conformance(file, settings->project.adapters[static_cast<size_t>(at - names.begin())]);
    if (!checks) return refuse(checks.error());
    std::cout << file << "\n";
    for (const adapters::ConformanceCheck& check : *checks) {
      std::cout << (check.trouble.empty() ? "  ok      " : "  FAILED  ") << check.what << "\n";
      if (!check.trouble.empty()) std::cout << "          " << harmless(check.trouble) << "\n";
      ++(check.trouble.empty() ? passed : failed);
    }
  }
  std::cout << passed << " passed, " << failed << " failed\n";
  return failed == 0 ? kGood : kFailure;
}

}  // namespace sekisho::cli
