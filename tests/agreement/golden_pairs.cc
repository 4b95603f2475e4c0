// compare_pair.
#include "tests/agreement/golden_pairs.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <vector>

#include "adapters/load.h"
#include "engine/schema/csv.h"
#include "sekisho/file.h"

namespace sekisho::agreement {
namespace {

constexpr int64_t kPairsStartedAt = 1775001600;  // 2026-04-01T00:00:00Z

// What the goldens hold in place of values that the recorded tool was run with.
const std::map<std::string, std::string> kPlaceholders = {
    {"{{.Provider.project}}", "test-project"},
    {"{{.Ancestry}}", "organization/12345/folder/67890"},
    {"{{.OrgID}}", "12345"},
    {"{{.FolderID}}", "67890"},
    {"{{.Project.BillingAccountName}}", "000AA0-A0B00A-AA00AA"},
    {"{{.Time.RFC3339Nano}}", "2026-03-01T00:00:00Z"},
};

Result<std::shared_ptr<const RawSource>> load_filled(const std::string& path) {
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  for (const auto& [placeholder, value] : kPlaceholders) {
    for (size_t at = bytes->find(placeholder); at != std::string::npos; at = bytes->find(placeholder, at + value.size())) bytes->replace(at, placeholder.size(), value);
  }
  return adapters::load_bytes(path, std::move(*bytes));
}

const RawResource* resource_of(const RawSource& source, const Finding& finding) {
  for (const RawResource& one : source.resources) {
    if (finding.resource == one.address || finding.resource.starts_with(one.address + "#")) return &one;
  }
  return nullptr;
}

// Names by which the other side may know the resource of a finding: the last step of an asset's name, or any text that a plan gives its resource.
std::set<std::string> names_of(const RawSource& source, const Finding& finding) {
  const RawResource* resource = resource_of(source, finding);
  if (resource == nullptr) return {};
  if (source.adapter == "google") return {resource->address.substr(resource->address.rfind('/') + 1)};
  std::set<std::string> names;
  for (const auto& [key, value] : resource->root->all_members()) {
    if (value->kind == RawNode::Kind::kString) names.insert(std::string(value->text.substr(value->text.rfind('/') + 1)));
  }
  return names;
}

bool decided(const Finding& finding) { return finding.verdict != Verdict::kUnknown && !finding.applicability_unknown; }

// Findings by rule and kind.
using Groups = std::map<std::pair<std::string, std::string>, std::vector<const Finding*>>;

Groups groups_of(const Run& run) {
  Groups groups;
  for (const Finding& finding : run.findings) groups[{run.rules[finding.rule].name, finding.kind}].push_back(&finding);
  return groups;
}

// The finding of the other side on the same resource; null when there is none, or more than one might be it.
const Finding* counterpart(const Finding& one, const RawSource& plan, const std::vector<const Finding*>& others, const RawSource& assets, bool alone) {
  if (alone && others.size() == 1) return others.front();
  const std::set<std::string> names = names_of(plan, one);
  const Finding* found = nullptr;
  for (const Finding* other : others) {
    for (const std::string& name : names_of(assets, *other)) {
      if (names.count(name) == 0) continue;
      if (found != nullptr && found != other) return nullptr;
      found = other;
    }
  }
  return found;
}

std::string types_of(const RawSource& source) {
  std::set<std::string> types;
  for (const RawResource& one : source.resources) {
    if (one.type != "provider") types.insert(one.type);
  }
  std::string text;
  for (const std::string& type : types) text += (text.empty() ? "" : ", ") + type;
  return text;
}

std::string reason_of(const Finding& finding) { return finding.reasons.empty() ? "" : ": " + finding.reasons.front().text; }

}  // namespace

Result<Uncompared> read_uncompared(const std::string& path) {
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  const Result<std::vector<CsvRow>> rows = parse_csv(std::make_shared<const Source>(path, std::move(*bytes)));
  if (!rows) return rows.error();
  Uncompared pairs;
  for (size_t i = 1; i < rows->size(); ++i) {
    const CsvRow& row = (*rows)[i];
    if (row.size() != 2 || row[1].text.empty()) return Error{path + ": a row is no pair with why it cannot be compared", "", {}};
    pairs[row[0].text] = row[1].text;
  }
  return pairs;
}

void compare_pair(const CompiledPolicy& policy, const std::string& plan_path, const std::string& assets_path, const Uncompared& uncompared, PairCounts& counts) {
  const std::string name = assets_path.substr(assets_path.rfind('/') + 1);
  ++counts.pairs;
  const auto plan = load_filled(plan_path), assets = load_filled(assets_path);
  if (!plan || !assets) {
    ++counts.unreadable;
    std::cout << "  " << name << ": " << (plan ? assets : plan).error().message << "\n";
    return;
  }
  EvaluateOptions options;
  options.started_at = kPairsStartedAt;
  options.evaluated_at = kPairsStartedAt;
  const Result<Run> planned = evaluate(policy, {*plan}, options), exported = evaluate(policy, {*assets}, options);
  if (!planned || !exported) {
    ++counts.unreadable;
    std::cout << "  " << name << ": " << (planned ? exported : planned).error().message << "\n";
    return;
  }
  const Groups left = groups_of(*planned), right = groups_of(*exported);
  const int before = counts.same + counts.different;
  for (const auto& [key, findings] : left) {
    const auto others = right.find(key);
    if (others == right.end()) {
      counts.alone += static_cast<int>(findings.size());
      continue;
    }
    for (const Finding* one : findings) {
      const Finding* other = counterpart(*one, **plan, others->second, **assets, findings.size() == 1);
      if (other == nullptr) {
        ++counts.alone;
        continue;
      }
      if (!decided(*one) || !decided(*other)) {
        ++counts.undecided;
        if (decided(*one) != decided(*other)) {
          std::cout << "  " << name << "  " << key.first << "  undecided by the " << (decided(*one) ? "assets" : "plan") << reason_of(decided(*one) ? *other : *one) << "\n";
        }
        continue;
      }
      ++(one->verdict == other->verdict ? counts.same : counts.different);
      if (one->verdict != other->verdict) {
        std::cout << "  " << name << "  " << key.first << "  DIFFERS: " << one->resource << " " << to_string(one->verdict) << ", " << other->resource << " " << to_string(other->verdict) << "\n";
      }
    }
  }
  const bool is_compared = counts.same + counts.different > before;
  const auto why = uncompared.find(name.substr(0, name.find('.')));
  counts.compared += is_compared ? 1 : 0;
  counts.unexplained += is_compared == (why != uncompared.end()) ? 1 : 0;
  if (is_compared && why != uncompared.end()) std::cout << "  " << name << "  WAS COMPARED, although uncompared_pairs.csv says why it cannot be\n";
  if (!is_compared) std::cout << "  " << name << "  nothing to compare in " << types_of(**plan) << " and " << types_of(**assets) << ": " << (why == uncompared.end() ? "NOBODY SAYS WHY: uncompared_pairs.csv" : why->second) << "\n";
}

}  // namespace sekisho::agreement
