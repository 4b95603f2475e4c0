// Rules 10 to 14: regions, used services, what is inherited from them, populations regarded as the same, critical areas.
#include <algorithm>
#include <map>

#include "engine/assess/statement/lint.h"
#include "engine/value/literal.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

// Azure writes `Japan East` and `japaneast` for one region.
std::string plain(const std::string& text) {
  std::string made;
  for (const char c : text) {
    if (c != ' ') made += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return made;
}

bool in_region(const std::string& cloud, const std::string& place, const std::string& region) {
  if (plain(place) == plain(region)) return true;
  // A zone of Google lies in the region before its last letter.
  const std::string zone = plain(place);
  return cloud == "gcp" && zone.size() == plain(region).size() + 2 && zone.starts_with(plain(region) + "-");
}

std::string resources(size_t count) { return std::to_string(count) + (count == 1 ? " resource" : " resources"); }

}  // namespace

void StatementLint::surroundings() {
  regions();
  used_services();
  clouds();
  inheritance();
  same_populations();
  critical_areas();
  representation();
}

void StatementLint::regions() {
  if (statement_.regions.empty()) error("SK0810", statement_.scope_at, "the scope names no region", "write `regions: [{cloud: …, region: …}]`: where the service and its data stand");
  if (!facts_.inputs_given) {
    not_looked_at.push_back({"rule 10: whether all resources stand in the declared regions; no input was given (`inputs` in sekisho.yaml)", "規則10: 入力が無いため、資源が宣言した領域（リージョン）に収まっているかは確認していません（sekisho.yamlの`inputs`）"});
    return;
  }
  struct Seen {
    size_t count = 0;
    const StatementResource* first = nullptr;
  };
  std::map<std::pair<std::string, std::string>, Seen> outside;
  size_t without = 0, elsewhere = 0;
  for (const StatementResource& one : facts_.resources) {
    if (one.cloud.empty()) {
      ++elsewhere;
      continue;
    }
    if (one.region.empty()) {
      ++without;
      continue;
    }
    const bool declared = std::any_of(statement_.regions.begin(), statement_.regions.end(), [&](const StatementRegion& region) { return plain(region.cloud.value) == one.cloud && in_region(one.cloud, one.region, region.region.value); });
    if (declared) continue;
    Seen& seen = outside[{one.cloud, one.region}];
    if (seen.count++ == 0) seen.first = &one;
  }
  if (elsewhere > 0) {
    not_looked_at.push_back({"rules 10 and 11: " + resources(elsewhere) + " of no cloud that is known here, such as objects of a cluster", "規則10・11: クラウドが判別できない資源" + std::to_string(elsewhere) + "件（クラスター内のオブジェクトなど）"});
  }
  for (const auto& [place, seen] : outside) {
    if (statement_.regions.empty()) break;   // said above
    error("SK0810", statement_.scope_at, resources(seen.count) + " in " + harmless(place.first) + " " + harmless(place.second) + ", which the scope does not name: `" + harmless(seen.first->address) + "` of `" + harmless(seen.first->file) + "`", "add the region to `scope`, or move the resources out of it");
  }
  if (without > 0) {
    not_looked_at.push_back({"rule 10: " + resources(without) + " without a region: services that have none, or an input that does not tell it", "規則10: 領域の分からない資源" + std::to_string(without) + "件（領域を持たないサービス、又は入力に領域の記載が無い）"});
  }
}

void StatementLint::used_services() {
  const StatementPeriod& period = statement_.period;
  for (const UsedService& one : statement_.services_used) {
    if (one.in_scope.value) continue;
    const std::string name = "the service `" + harmless(one.id.value) + "`";
    if (!one.registration.given) {
      error("SK0811", one.id.at, name + " is out of scope and has no number in the ISMAP list", "write `ismap_registration:`, or `in_scope: true` when the statement covers it");
    } else if (!one.valid_from.given || !one.valid_until.given) {
      error("SK0811", one.id.at, name + " does not tell since when and until when it is in the ISMAP list", "write `valid_from:` and `valid_until:` of its registration");
    } else if (one.valid_from.value > period.from.value) {
      error("SK0811", one.valid_from.at, name + " is in the ISMAP list since " + format_date(one.valid_from.value) + ", after the period began", "what it did before cannot be taken over");
    } else if (one.valid_until.value < period.to.value) {
      error("SK0811", one.valid_until.at, name + " is in the ISMAP list until " + format_date(one.valid_until.value) + ", before the period ended", "look up its renewal; what it did after cannot be taken over");
    }
  }
}

void StatementLint::clouds() {
  if (!facts_.inputs_given) {
    not_looked_at.push_back({"rule 11: whether every cloud that is used is named; no input was given (`inputs` in sekisho.yaml)", "規則11: 入力が無いため、利用しているクラウドがすべて記載されているかは確認していません（sekisho.yamlの`inputs`）"});
    return;
  }
  std::map<std::string, std::pair<size_t, const StatementResource*>> seen;
  for (const StatementResource& one : facts_.resources) {
    if (one.cloud.empty()) continue;
    auto& [count, first] = seen[one.cloud];
    if (count++ == 0) first = &one;
  }
  for (const auto& [cloud, what] : seen) {
    const bool named = std::any_of(statement_.services_used.begin(), statement_.services_used.end(), [&, &name = cloud](const UsedService& one) { return plain(one.cloud.value) == name; });
    if (!named) error("SK0811", statement_.services_used_at, "no used service says `cloud: " + cloud + "`, and " + resources(what.first) + " stand there: `" + harmless(what.second->address) + "` of `" + harmless(what.second->file) + "`", "add the service, or write `cloud: " + cloud + "` to it");
  }
}

void StatementLint::inheritance() {
  for (const std::vector<ControlChoice>* list : {&statement_.objectives, &statement_.controls}) {
    for (const ControlChoice& one : *list) {
      if (!one.inherited_from.given) {
        // The key without a name is a slip that reads like a claim.
        if (one.inherited_from.at != 0) error("SK0812", one.id.at, "`" + one.id.value + "` is inherited from a service that is not named", "write the id of a service of `services_used`");
        continue;
      }
      const UsedService* service = statement_.used_service(one.inherited_from.value);
      std::vector<std::string> names;
      for (const UsedService& each : statement_.services_used) names.push_back(each.id.value);
      if (service == nullptr) {
        const std::string near = nearest(one.inherited_from.value, names);
        error("SK0812", one.inherited_from.at, "`" + one.id.value + "` is inherited from `" + harmless(one.inherited_from.value) + "`, which is no used service", near.empty() ? "name it in `services_used`" : "did you mean `" + near + "`?");
      } else if (service->in_scope.value) {
        error("SK0812", one.inherited_from.at, "`" + one.id.value + "` is inherited from `" + harmless(one.inherited_from.value) + "`, which this statement covers itself", "controls are taken over from a service that has a registration of its own");
      } else if (!one.selected.value) {
        error("SK0812", one.inherited_from.at, "`" + one.id.value + "` is inherited and not selected", "a control that is taken over is selected");
      }
    }
  }
}

void StatementLint::same_populations() {
  for (const SamePopulations& one : statement_.same_populations) {
    const std::string name = "`" + harmless(one.id.value) + "`";
    if (!one.what.ja.given) error("SK0813", one.id.at, name + " does not tell in Japanese which populations are regarded as the same", "write `what: {ja: …}`");
    if (!one.reason.ja.given) error("SK0813", one.id.at, name + " does not tell in Japanese why its populations are regarded as the same", "write `reason: {ja: …}`");
  }
}

void StatementLint::critical_areas() {
  size_t unlisted = 0;
  for (const Objective& one : objectives_) {
    if (one.below.empty()) ++unlisted;
    const ControlChoice* made = choice(one.control->id);
    if (one.control->critical_area.empty() || one.below.size() < 3 || made == nullptr || !made->selected.value || inherits(one.control->id)) continue;
    const auto chosen = static_cast<size_t>(std::count_if(one.below.begin(), one.below.end(), [&](const ControlInfo* each) { return choice(each->id) == nullptr || selected(each->id); }));
    // None at all is rule 6.
    if (chosen == 0 || chosen * 2 >= one.below.size()) continue;
    warning("SK0814", made->id.at, "`" + one.control->id + "` (" + one.control->title.en + ") belongs to critical area " + one.control->critical_area + " and only " + std::to_string(chosen) + " of its " + std::to_string(one.below.size()) + " detailed controls are selected", "look at the risks again: the criteria ask for special care here");
  }
  if (!facts_.full_catalogue) {
    not_looked_at.push_back({"rules 4, 6 and 14: detailed controls that the shipped catalogue does not list, such as all below " + std::to_string(unlisted) + " of " + std::to_string(objectives_.size()) + " objectives; `sekisho controls import` adds your own copy of the list",
                             "規則4・6・14: 同梱のカタログに無い詳細管理策（統制目標" + std::to_string(objectives_.size()) + "件のうち" + std::to_string(unlisted) + "件は全ての詳細管理策が無い）。お手元の一覧は`sekisho controls import`で追加できます"});
  }
}

// No rule asks for it, and an application needs it.
void StatementLint::representation() {
  if (statement_.representation_date.given && statement_.representation_name.ja.given) return;
  not_looked_at.push_back({"the written representation by management has no date or no name yet", "経営者確認書の日付又は氏名が未記入です"});
}

std::vector<Bilingual> lint_statement(const Statement& statement, const StatementFacts& facts, Diagnostics& diagnostics) {
  StatementLint lint(statement, facts, diagnostics);
  lint.choices();
  lint.individual_controls();
  lint.time();
  lint.surroundings();
  return std::move(lint.not_looked_at);
}

}  // namespace sekisho
