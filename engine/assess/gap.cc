// The own state of each control, from the rules, registers, findings and choices that speak of it. GAP.md defines what is decided here.
#include "sekisho/gap.h"

#include <algorithm>
#include <set>

#include "engine/assess/gap_actions.h"
#include "engine/assess/gap_roll_up.h"
#include "engine/assess/gap_words.h"
#include "engine/assess/register_row.h"
#include "engine/value/arithmetic.h"
#include "engine/value/literal.h"
#include "sekisho/expected.h"

namespace sekisho {
namespace {

// Of the unknown findings of a rule, whether one is so because rows are missing that nobody can rule out.
bool lacks_rows(const Finding& finding) {
  return std::any_of(finding.reasons.begin(), finding.reasons.end(), [](const FindingReason& reason) { return reason.code == "open_population" || reason.code == "unresolved_reference"; });
}

class Assessor {
 public:
  explicit Assessor(GapInput& input) : input_(input), today_(date_of(input.run->evaluated_at, kJapan)) {
    for (const GapRegister& one : input_.registers) given_.insert(one.kind);
    for (const auto& [kind, rows] : input_.run->rows_by_kind) {
      if (rows > 0) given_.insert(kind);
    }
    given_.insert(input_.run->complete_kinds.begin(), input_.run->complete_kinds.end());
    for (const Finding& finding : input_.run->findings) {
      if (finding.verdict == Verdict::kUnknown && lacks_rows(finding)) lacking_.insert(static_cast<size_t>(finding.rule));
    }
    for (size_t i = 0; i < input_.run->rules.size(); ++i) weights_.push_back(weigh(i));
  }

  GapControl assess(const ControlInfo& info, bool objective_excluded, const std::string& objective_inherited) {
    GapControl made;
    made.control = info;
    made.mandatory = info.level == 3 || info.is_baseline() || info.requirement.en.starts_with("mandatory");
    gather(made);
    find_missing(made);
    made.own = own_state(made, objective_excluded, objective_inherited);
    return made;
  }

  const GapChoice* choice_of(const std::string& id) const {
    if (!input_.statement) return nullptr;
    const auto at = input_.statement->choices.find(id);
    return at == input_.statement->choices.end() ? nullptr : &at->second;
  }

 private:
  GapRule weigh(size_t index) const {
    const RunRule& rule = input_.run->rules[index];
    GapRule made{index, RuleWeight::kNothing, {}, {}, false};
    if (const auto at = input_.sources.find(rule.name); at != input_.sources.end()) {
      made.registers = at->second.registers;
      made.on_register = at->second.on_register;
      for (const std::string& kind : at->second.registers) {
        if (!given_.contains(kind)) made.missing.push_back(kind);
      }
    }
    const bool on_missing = std::find(made.missing.begin(), made.missing.end(), rule.population) != made.missing.end();
    // Vacuous ones and those that may not apply may be the same passes; counted twice they only make the answer more careful.
    const size_t doubtful = rule.vacuous + rule.applicability_unknown;
    if (rule.fail > 0) made.weight = RuleWeight::kFails;
    else if (on_missing || (rule.unknown > 0 && !made.missing.empty() && lacking_.contains(index))) made.weight = RuleWeight::kRegisterMissing;
    else if (rule.unknown > 0) made.weight = RuleWeight::kUndecided;
    else if (rule.pass > doubtful) made.weight = made.on_register || not_seen_.empty() ? RuleWeight::kHolds : RuleWeight::kUndecided;
    else if (rule.applicability_unknown > 0) made.weight = RuleWeight::kUndecided;
    return made;
  }

  // The rule of that qualified or unique last name; nullopt: the run has none, or several.
  std::optional<size_t> find_rule(const std::string& name) const {
    std::optional<size_t> found;
    for (size_t i = 0; i < input_.run->rules.size(); ++i) {
      const std::string& full = input_.run->rules[i].name;
      if (full == name) return i;
      if (!full.ends_with("." + name)) continue;
      if (found) return std::nullopt;
      found = i;
    }
    return found;
  }

  bool is_given(const std::string& named) const {
    return given_.contains(named) || std::any_of(input_.registers.begin(), input_.registers.end(), [&](const GapRegister& one) { return one.path == named || one.path.ends_with("/" + named); });
  }

  void gather(GapControl& made) {
    const std::string& id = made.control.id;
    std::set<size_t> rules;
    for (size_t i = 0; i < input_.run->rules.size(); ++i) {
      for (const RunSupports& supports : input_.run->rules[i].supports) {
        if (supports.catalogue == "ismap" && supports.control == id) rules.insert(i);
      }
    }
    if (input_.statement) {
      for (size_t i = 0; i < input_.statement->measures.size(); ++i) {
        const GapMeasure& measure = input_.statement->measures[i];
        if (std::find(measure.serves.begin(), measure.serves.end(), id) == measure.serves.end()) continue;
        made.measures.push_back(i);
        for (const std::string& name : measure.rules) {
          if (const std::optional<size_t> rule = find_rule(name)) rules.insert(*rule);
        }
      }
      made.named = input_.statement->choices.contains(id);
    }
    for (const size_t rule : rules) {
      made.rules.push_back(weights_[rule]);
      if (const auto at = input_.sources.find(input_.run->rules[rule].name); at != input_.sources.end()) {
        made.registers.insert(made.registers.end(), at->second.registers.begin(), at->second.registers.end());
      }
    }
    std::sort(made.registers.begin(), made.registers.end());
    made.registers.erase(std::unique(made.registers.begin(), made.registers.end()), made.registers.end());
    for (size_t i = 0; i < input_.assessment_findings.size(); ++i) {
      const std::vector<std::string>& of = input_.assessment_findings[i].controls;
      if (std::find(of.begin(), of.end(), id) != of.end()) made.assessment_findings.push_back(i);
    }
  }

  std::vector<std::string> names_of(const GapControl& made, RuleWeight weight) const {
    std::vector<std::string> names;
    for (const GapRule& rule : made.rules) {
      if (rule.weight == weight) names.push_back(input_.run->rules[rule.rule].name);
    }
    return names;
  }

  // Each part adds its reasons and says whether it holds; the first that does decides.
  ControlState own_state(GapControl& made, bool objective_excluded, const std::string& objective_inherited) const {
    const GapChoice* choice = choice_of(made.control.id);
    if (objective_excluded || (choice != nullptr && !choice->selected)) {
      made.reasons.push_back(objective_excluded ? objective_is_excluded() : choice->reason);
      return ControlState::kExcluded;
    }
    if (input_.statement && !made.named) made.reasons.push_back(not_named());
    made.inherited_from = choice != nullptr && !choice->inherited_from.empty() ? choice->inherited_from : objective_inherited;
    if (has_gap(made)) return ControlState::kGap;
    if (!made.inherited_from.empty()) return inherited_state(made);
    if (lacks_document(made)) return ControlState::kDocumentMissing;
    if (is_undecided(made)) return ControlState::kUndetermined;
    const std::vector<std::string> holding = names_of(made, RuleWeight::kHolds);
    if (made.control.testable == "onsite") {
      made.reasons.push_back(only_a_visit_shows(!holding.empty()));
      return ControlState::kOnsite;
    }
    if (!holding.empty()) return ControlState::kSupported;
    made.reasons.push_back(made.rules.empty() ? no_rule(!made.measures.empty()) : nothing_to_judge(is_complete(made)));
    return made.rules.empty() ? ControlState::kUndetermined : ControlState::kNoPopulation;
  }

  bool has_gap(GapControl& made) const {
    bool gap = false;
    for (const size_t index : made.assessment_findings) {
      const AssessmentFinding& one = input_.assessment_findings[index];
      if (one.status == AssessmentFinding::Status::kClosed || one.grade == "observation") continue;
      made.reasons.push_back(finding_is_open(one));
      gap = true;
    }
    for (const GapRule& rule : made.rules) {
      if (rule.weight != RuleWeight::kFails) continue;
      made.reasons.push_back(rule_fails(input_.run->rules[rule.rule]));
      gap = true;
    }
    return gap;
  }

  ControlState inherited_state(GapControl& made) const {
    const auto platform = input_.statement->platforms.find(made.inherited_from);
    const int32_t until = input_.statement->to ? std::max(*input_.statement->to, today_) : today_;
    if (platform == input_.statement->platforms.end()) {
      made.reasons.push_back(platform_unknown(made.inherited_from));
    } else if (platform->second.registration.empty() || !platform->second.valid_until) {
      made.reasons.push_back(platform_not_listed(made.inherited_from));
    } else if (*platform->second.valid_until < until) {
      made.reasons.push_back(platform_expires(made.inherited_from, format_date(*platform->second.valid_until), format_date(until)));
    } else {
      made.reasons.push_back(inherited_until(made.inherited_from, platform->second.registration, format_date(*platform->second.valid_until)));
      return ControlState::kInherited;
    }
    return ControlState::kUndetermined;
  }

  void find_missing(GapControl& made) const {
    std::set<std::string> missing;
    for (const GapRule& rule : made.rules) {
      if (rule.weight == RuleWeight::kRegisterMissing) missing.insert(rule.missing.begin(), rule.missing.end());
    }
    for (const size_t index : made.measures) {
      for (const std::string& named : input_.statement->measures[index].registers) {
        if (!is_given(named)) missing.insert(named);
      }
    }
    made.missing_registers.assign(missing.begin(), missing.end());
  }

  bool lacks_document(GapControl& made) const {
    for (const std::string& kind : made.missing_registers) made.reasons.push_back(register_missing(kind));
    return !made.missing_registers.empty();
  }

  bool is_undecided(GapControl& made) const {
    bool undecided = false;
    for (const GapRule& rule : made.rules) {
      if (rule.weight != RuleWeight::kUndecided) continue;
      const RunRule& told = input_.run->rules[rule.rule];
      // What an account that nobody showed holds may break a rule that everything else keeps.
      made.reasons.push_back(told.unknown + told.applicability_unknown == 0 && told.pass > told.vacuous ? rule_not_seen_everywhere(told, not_seen_) : rule_undecided(told));
      undecided = true;
    }
    for (const size_t index : made.measures) {
      for (const std::string& name : input_.statement->measures[index].rules) {
        if (find_rule(name)) continue;
        made.reasons.push_back(rule_not_in_run(input_.statement->measures[index].id, name));
        undecided = true;
      }
    }
    return undecided;
  }

  // Whether the inputs are known to hold everything that its rules range over.
  bool is_complete(const GapControl& made) const {
    return std::all_of(made.rules.begin(), made.rules.end(), [&](const GapRule& rule) { return input_.run->rules[rule.rule].complete && (rule.on_register || not_seen_.empty()); });
  }

  GapInput& input_;
  const std::vector<std::string> not_seen_ = expected_texts(*input_.run, "not_seen");   // expected accounts and inputs
  int32_t today_;
  std::set<std::string> given_;        // kinds whose rows are there, or are known to be none
  std::set<size_t> lacking_;           // rules that are undecided for want of rows
  std::vector<GapRule> weights_;       // by rule
};

void sort_findings(std::vector<AssessmentFinding>& findings) {
  const auto key = [](const AssessmentFinding& one) { return std::tuple(one.status, one.due.value_or(INT32_MAX), one.id); };
  std::stable_sort(findings.begin(), findings.end(), [&](const AssessmentFinding& a, const AssessmentFinding& b) { return key(a) < key(b); });
}

std::vector<std::string> unknown_controls(const GapInput& input) {
  std::set<std::string> known, unknown;
  for (const ControlInfo& control : input.controls) known.insert(control.id);
  const auto look = [&](const std::string& id) {
    if (!known.contains(id)) unknown.insert(id);
  };
  if (input.statement) {
    for (const auto& [id, choice] : input.statement->choices) look(id);
    for (const GapMeasure& measure : input.statement->measures) std::for_each(measure.serves.begin(), measure.serves.end(), look);
  }
  for (const AssessmentFinding& finding : input.assessment_findings) std::for_each(finding.controls.begin(), finding.controls.end(), look);
  return {unknown.begin(), unknown.end()};
}

}  // namespace

GapReport assess_gap(GapInput input) {
  sort_findings(input.assessment_findings);
  GapReport report;
  report.run = input.run;
  report.unknown_controls = unknown_controls(input);
  Assessor assessor(input);
  bool excluded = false;
  std::string inherited, objective;
  for (const ControlInfo& info : input.controls) {
    if (info.requirement.en == "background") continue;   // not assessed
    if (info.level < 3) {
      GapControl heading;
      heading.control = info;
      report.controls.push_back(std::move(heading));
      continue;
    }
    if (info.level == 3) {
      objective = info.id;
      const GapChoice* choice = assessor.choice_of(info.id);
      excluded = choice != nullptr && !choice->selected;
      inherited = choice == nullptr ? "" : choice->inherited_from;
    }
    const bool below = info.level > 3 && is_at_or_below(info.id, objective);
    report.controls.push_back(assessor.assess(info, below && excluded, below ? inherited : ""));
  }
  roll_up(report);
  report.statement = std::move(input.statement);
  report.registers = std::move(input.registers);
  report.assessment_findings = std::move(input.assessment_findings);
  report.actions = actions_of(report);
  return report;
}

}  // namespace sekisho
