// Counts resource by resource.
#include "engine/evidence/coverage.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "engine/evidence/json_fields.h"
#include "sekisho/json_writer.h"

namespace sekisho::evidence {
namespace {

enum class Outcome { kNoRow, kNoVerdict, kNotApplicable, kEvaluated };

// What the verdicts on rows come to.
class RowOutcomes {
 public:
  explicit RowOutcomes(const SnapshotFacts& snapshot) {
    outcomes_.reserve(snapshot.rows.size());
    for (const SnapshotFacts::Row& row : snapshot.rows) outcomes_.emplace(subject_of(snapshot, row), Outcome::kNoVerdict);
  }
  void add(const Decided& decided) {
    const auto found = outcomes_.find({decided.source, decided.kind, decided.resource});
    if (found != outcomes_.end()) found->second = std::max(found->second, decided.verdict == Verdict::kNotApplicable ? Outcome::kNotApplicable : Outcome::kEvaluated);
  }
  Outcome of(const SnapshotFacts& snapshot, const SnapshotFacts::Row& row) const { return outcomes_.at(subject_of(snapshot, row)); }

 private:
  // Views into a run or a snapshot.
  struct Subject {
    int source = 0;
    std::string_view kind, id;
    bool operator==(const Subject&) const = default;
  };
  struct Hash {
    size_t operator()(const Subject& subject) const { return std::hash<std::string_view>()(subject.id) + subject.kind.size() + static_cast<size_t>(subject.source); }
  };
  static Subject subject_of(const SnapshotFacts& snapshot, const SnapshotFacts::Row& row) { return {snapshot.resources[row.resource].source, row.kind, row.id}; }

  std::unordered_map<Subject, Outcome, Hash> outcomes_;
};

bool is_in(const SnapshotFacts::Resource& resource, const Run& run, const RunExpected& scope) {
  if (scope.what == "account") return resource.account == scope.id;
  const size_t source = static_cast<size_t>(resource.source);
  return source < run.sources.size() && shows_input(run.sources[source], scope.id);
}

// What was looked at is covered, whether somebody would have excused it or not.
void cover_scopes(const std::vector<SnapshotFacts::Resource>& resources, const std::vector<Outcome>& outcomes, const Run& run, const Schedule& schedule, Coverage& coverage) {
  Run seen;
  seen.sources = run.sources;
  look_for_expected(schedule.expected, seen);
  bool accounts = false;
  for (const RunExpected& scope : seen.expected) {
    ScopeCoverage made{scope.what, scope.id, "errored", scope.reason, 0};
    bool evaluated = false, not_applicable = false;
    for (size_t i = 0; i < resources.size(); ++i) {
      if (!is_in(resources[i], run, scope)) continue;
      ++made.resources;
      evaluated = evaluated || outcomes[i] == Outcome::kEvaluated;
      not_applicable = not_applicable || outcomes[i] == Outcome::kNotApplicable;
    }
    if (evaluated || not_applicable) {
      made.state = evaluated ? "evaluated" : "not_applicable";
    } else if (!scope.reason.empty()) {
      made.state = "excluded";
    } else {
      made.reason = scope.state == "not_seen" ? "not_seen" : "nothing_evaluated";
    }
    coverage.scopes.push_back(std::move(made));
    accounts = accounts || scope.what == "account";
  }
  std::set<std::string> unexpected;
  for (const RunSource& source : run.sources) unexpected.insert(source.accounts.begin(), source.accounts.end());
  for (const ScopeCoverage& scope : coverage.scopes) unexpected.erase(scope.what == "account" ? scope.id : "");
  if (accounts) coverage.unexpected.assign(unexpected.begin(), unexpected.end());
}

void write_scopes(JsonWriter& json, const Coverage& coverage) {
  std::map<std::string, size_t> states;
  for (const ScopeCoverage& scope : coverage.scopes) ++states[scope.state];
  json.key("expected");
  json.begin_object();
  json.member("expected", coverage.scopes.size());
  for (const char* state : {"evaluated", "not_applicable", "excluded", "errored"}) json.member(state, states[state]);
  json.key("scopes");
  json.begin_array();
  for (const ScopeCoverage& scope : coverage.scopes) {
    json.begin_object();
    json.member("what", scope.what);
    json.member("id", scope.id);
    json.member("state", scope.state);
    json.member("reason", scope.reason);
    json.member("resources", scope.resources);
    json.end_object();
  }
  json.end_array();
  json.texts("unexpected", coverage.unexpected);
  json.end_object();
}

RuleCoverage rule_coverage(const Run& run, const Schedule& schedule) {
  RuleCoverage rules;
  rules.expected = schedule.rules.size();
  for (const RunRule& rule : run.rules) ++(rule.pass + rule.fail + rule.unknown + rule.not_applicable > 0 ? rules.evaluated : rules.no_resource);
  std::set<std::string_view> names;
  for (const RunRule& rule : run.rules) names.insert(rule.name);
  for (const std::string& name : schedule.rules) rules.excluded += names.count(name) == 0 ? 1 : 0;
  return rules;
}

void write_cell(JsonWriter& json, const CoverageCell& cell) {
  json.member("expected", cell.expected);
  json.member("evaluated", cell.evaluated);
  json.member("not_applicable", cell.not_applicable);
  json.key("excluded");
  json.begin_object();
  json.member("no_map", cell.no_map);
  json.member("no_row", cell.no_row);
  json.member("no_verdict", cell.no_verdict);
  json.end_object();
  json.member("errored", cell.errored);
}

}  // namespace

Checked<Coverage> coverage_of(const SnapshotFacts& snapshot, const Run& run, const std::vector<Decided>& decided, const Schedule& schedule) {
  if (snapshot.unsound) return *snapshot.unsound;
  RowOutcomes of_rows(snapshot);
  for (const Decided& one : decided) of_rows.add(one);
  const std::vector<SnapshotFacts::Resource>& resources = snapshot.resources;
  std::vector<Outcome> outcomes(resources.size(), Outcome::kNoRow);
  for (const SnapshotFacts::Row& row : snapshot.rows) outcomes[row.resource] = std::max(outcomes[row.resource], of_rows.of(snapshot, row));
  Coverage coverage;
  coverage.rules = rule_coverage(run, schedule);
  cover_scopes(resources, outcomes, run, schedule, coverage);
  for (size_t i = 0; i < resources.size(); ++i) {
    CoverageCell& cell = coverage.resources[{resources[i].source, resources[i].type}];
    ++cell.expected;
    switch (outcomes[i]) {
      case Outcome::kEvaluated: ++cell.evaluated; break;
      case Outcome::kNotApplicable: ++cell.not_applicable; break;
      case Outcome::kNoVerdict: ++cell.no_verdict; break;
      case Outcome::kNoRow: ++(resources[i].unmapped ? cell.no_map : cell.no_row); break;
    }
  }
  return coverage;
}

std::string write_coverage(const Coverage& coverage) {
  std::string out;
  JsonWriter json(&out);
  json.begin_object();
  json.key("rules");
  json.begin_object();
  json.member("expected", coverage.rules.expected);
  json.member("evaluated", coverage.rules.evaluated);
  json.member("no_resource", coverage.rules.no_resource);
  json.member("excluded", coverage.rules.excluded);
  json.end_object();
  json.key("resources");
  json.begin_array();
  for (const auto& [key, cell] : coverage.resources) {
    json.begin_object();
    json.member("source", key.first);
    json.member("type", key.second);
    write_cell(json, cell);
    json.end_object();
  }
  json.end_array();
  if (!coverage.scopes.empty()) write_scopes(json, coverage);
  json.end_object();
  return out + "\n";
}

Checked<Coverage> read_coverage(const std::string& bytes) {
  const Result<std::shared_ptr<const JsonDocument>> document = parse_json(std::make_shared<Source>("coverage.json", bytes));
  if (!document) return Refusal{"SK1011", "coverage.json is no strict JSON: " + document.error().message};
  const JsonNode& root = (*document)->root();
  const JsonNode& rules = member_of(root, "rules");
  Coverage coverage;
  coverage.rules = {count_of(rules, "expected"), count_of(rules, "evaluated"), count_of(rules, "no_resource"), count_of(rules, "excluded")};
  bool adds_up = coverage.rules.adds_up();
  for (const JsonNode* item : items_of(root, "resources")) {
    const JsonNode& excluded = member_of(*item, "excluded");
    const CoverageCell cell{count_of(*item, "expected"), count_of(*item, "evaluated"), count_of(*item, "not_applicable"), count_of(excluded, "no_map"),
                            count_of(excluded, "no_row"), count_of(excluded, "no_verdict"), count_of(*item, "errored")};
    adds_up = adds_up && cell.adds_up();
    coverage.resources[{static_cast<int>(number_of(*item, "source")), text_of(*item, "type")}] = cell;
  }
  const JsonNode& expected = member_of(root, "expected");
  for (const JsonNode* item : items_of(expected, "scopes")) {
    coverage.scopes.push_back({text_of(*item, "what"), text_of(*item, "id"), text_of(*item, "state"), text_of(*item, "reason"), count_of(*item, "resources")});
  }
  coverage.unexpected = texts_of(expected, "unexpected");
  size_t states = 0;
  for (const char* state : {"evaluated", "not_applicable", "excluded", "errored"}) states += count_of(expected, state);
  adds_up = adds_up && count_of(expected, "expected") == states && states == coverage.scopes.size();
  if (!adds_up) return Refusal{"SK1043", "coverage.json does not add up: expected is not evaluated, not applicable, excluded and errored together"};
  if (write_coverage(coverage) != bytes) return Refusal{"SK1017", "coverage.json is not as Sekisho writes it"};
  return coverage;
}

}  // namespace sekisho::evidence
