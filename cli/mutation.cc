// `sekisho test --mutate`: which wrong versions of the rules the tests notice.
#include "cli/mutation.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <set>

#include "cli/progress.h"
#include "cli/settings.h"
#include "cli/terminal.h"
#include "sekisho/file.h"
#include "sekisho/json_writer.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

constexpr size_t kMaxSurvivorBytes = size_t{16} << 20;

std::string place_of(const Span& span) {
  const LineColumn place = span.source->line_column(span.begin);
  return span.source->name() + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

Result<double> percentage(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !(value >= 0 && value <= 100)) return Error{"`--at-least " + text + "` is no percentage", "expected a number from 0 to 100", {}};
  return value;
}

Result<std::vector<KnownSurvivor>> read_survivors(const std::string& path) {
  Result<std::string> bytes = read_file(path, kMaxSurvivorBytes);
  if (!bytes) return bytes.error();
  Result<std::string> text = decode_text(path, std::move(*bytes));
  if (!text) return text.error();
  return parse_survivors(std::make_shared<const Source>(path, std::move(*text)));
}

// An entry that names no survivor: its rule has changed, or a test has come that kills it.
std::optional<Error> stale(const std::vector<KnownSurvivor>& known, const std::vector<Mutant>& mutants, const std::string& filter) {
  std::set<const KnownSurvivor*> met;
  for (const Mutant& mutant : mutants) {
    if (!mutant.killed) met.insert(find_survivor(known, mutant));
  }
  for (const KnownSurvivor& entry : known) {
    if (met.contains(&entry) || entry.subject.find(filter) == std::string::npos) continue;
    const bool killed = std::any_of(mutants.begin(), mutants.end(), [&](const Mutant& mutant) { return &entry == find_survivor(known, mutant); });
    return Error{killed ? "`" + entry.subject + "`: a test notices this change; it is no survivor" : "`" + entry.subject + "`: no change of it is the one named here",
                 "take the entry out, or bring it up to date", entry.span};
  }
  return std::nullopt;
}

Result<std::vector<Mutant>> try_changes(const CompiledPolicy& policy, const std::function<bool(const std::string& file)>& wanted, const std::string& filter, const LoadFile& load) {
  Progress progress;
  progress.stage("trying changes");
  return run_mutations(policy, {wanted, filter, load, now(), [&](size_t done, size_t total) { progress.count(done, total); }});
}

void show_survivor(const Mutant& mutant, const KnownSurvivor* known) {
  std::cout << (known == nullptr ? "survived  " : "known     ") << harmless(mutant.subject) << (mutant.tests == 0 ? " (no test reaches it)" : "") << "\n          "
            << harmless(place_of(mutant.span)) << "\n          " << harmless(mutant.was) << "\n       -> "
            << (mutant.becomes.empty() ? "(the condition dropped)" : harmless(mutant.becomes)) << "\n";
  if (known != nullptr) std::cout << "          " << harmless(known->reason) << "\n";
}

void print_json(const std::vector<Mutant>& mutants, const std::vector<KnownSurvivor>& known) {
  std::string out;
  JsonWriter json(&out, true);
  json.begin_array();
  for (const Mutant& mutant : mutants) {
    const KnownSurvivor* entry = find_survivor(known, mutant);
    json.begin_object();
    json.member("subject", mutant.subject);
    json.member("place", place_of(mutant.span));
    json.member("was", mutant.was);
    json.member("becomes", mutant.becomes);
    json.member("outcome", mutant.killed ? "killed" : "survived");
    json.member("tests", static_cast<int64_t>(mutant.tests));
    if (!mutant.killed && entry != nullptr) json.member("reason", entry->reason);
    json.end_object();
  }
  json.end_array();
  std::cout << out << "\n";
}

}  // namespace

ExitCode run_mutation(const CompiledPolicy& policy, const Arguments& arguments, const std::function<bool(const std::string& file)>& wanted, const LoadFile& load) {
  const Result<double> at_least = percentage(arguments.value("--at-least", "0"));
  if (!at_least) return refuse(at_least.error());
  std::vector<KnownSurvivor> known;
  if (arguments.has("--survivors")) {
    Result<std::vector<KnownSurvivor>> read = read_survivors(arguments.value("--survivors"));
    if (!read) return refuse(read.error());
    known = std::move(*read);
  }
  const std::string filter = arguments.value("--filter");
  const Result<std::vector<Mutant>> mutants = try_changes(policy, wanted, filter, load);
  if (!mutants) return refuse(mutants.error());
  if (mutants->empty()) return refuse({"nothing to change", filter.empty() ? "no rules stand below these paths" : "no rule's name holds `" + filter + "`", {}});
  if (const std::optional<Error> error = stale(known, *mutants, filter)) return refuse(*error);

  size_t killed = 0, survived = 0, explained = 0;
  for (const Mutant& mutant : *mutants) {
    const KnownSurvivor* entry = mutant.killed ? nullptr : find_survivor(known, mutant);
    ++(mutant.killed ? killed : survived);
    if (entry != nullptr) ++explained;
    if (!mutant.killed && !arguments.has("--json")) show_survivor(mutant, entry);
  }
  const double percent = 100.0 * static_cast<double>(killed) / static_cast<double>(mutants->size());
  if (arguments.has("--json")) {
    print_json(*mutants, known);
  } else {
    char rounded[16];
    std::snprintf(rounded, sizeof rounded, "%.1f", percent);
    std::cout << mutants->size() << " changes: " << killed << " noticed (" << rounded << " %), " << survived << " survived, " << explained << " of them with a reason\n";
  }
  const bool unexplained = arguments.has("--survivors") && explained < survived;
  return percent < *at_least || unexplained ? kFailure : kGood;
}

}  // namespace sekisho::cli
