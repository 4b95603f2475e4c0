// Waivers against a policy, then against a run.
#include "sekisho/waiver.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <set>
#include <unordered_map>
#include <variant>

#include "engine/api/select.h"
#include "engine/value/arithmetic.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

constexpr char kLimitName[] = "longest_waiver";
constexpr char kLimitWithoutPack[] = "1y";
constexpr int64_t kExpiringSoon = 30 * int64_t{86400};   // a month to renew or to mend
constexpr int kTokyoOffset = 9 * 3600;                   // the zone of dates; no daylight saving

// The text of a parameter's value: as an option or the profile gives it, or its default.
std::string parameter_text(const Program& program, const EvaluateOptions& options, int index) {
  for (const auto& [name, value] : options.parameters) {
    if (find_parameter(program, name) == index) return value;
  }
  for (auto given = options.profile.parameters.rbegin(); given != options.profile.parameters.rend(); ++given) {
    if (find_parameter(program, given->name) == index) return given->value;
  }
  const Parameter& parameter = program.parameters[static_cast<size_t>(index)];
  return parameter.value == nullptr ? "" : to_seki(*parameter.value);
}

struct Limit {
  std::string text, from;   // "6mo", "the parameter `ismap.longest_waiver`"
};

// The nearest package above the rule that has the parameter decides.
Limit limit_of(const Program& program, const EvaluateOptions& options, std::string package) {
  while (true) {
    const std::string name = package + "." + kLimitName;
    for (size_t i = 0; i < program.parameters.size(); ++i) {
      if (program.parameters[i].name == name) return {parameter_text(program, options, static_cast<int>(i)), "the parameter `" + name + "`"};
    }
    const size_t dot = package.rfind('.');
    if (dot == std::string::npos) return {kLimitWithoutPack, "no package of the rule has a parameter `" + std::string(kLimitName) + "`, so"};
    package.resize(dot);
  }
}

// The latest end of a waiver that begins at `approved_at`. Nullopt: the text is neither period nor duration.
std::optional<int64_t> latest_end(const std::string& limit, int64_t approved_at) {
  if (limit == "forever") return std::numeric_limits<int64_t>::max();
  if (const std::optional<Period> period = parse_period(limit)) return add_period_to_timestamp(approved_at, *period, kTokyoOffset);
  const std::optional<int64_t> duration = parse_duration(limit);
  if (!duration) return std::nullopt;
  int64_t end = 0;
  return __builtin_add_overflow(approved_at, *duration, &end) ? std::numeric_limits<int64_t>::max() : end;
}

// Names as people write them: spaces (Japanese ones too) and the case of Latin letters tell nobody apart.
std::string person(const std::string& name) {
  static constexpr std::string_view kWideSpace = "\u3000";
  std::string out;
  for (size_t at = 0; at < name.size(); ++at) {
    if (std::string_view(name).substr(at).starts_with(kWideSpace)) {
      at += kWideSpace.size() - 1;
      continue;
    }
    const char c = name[at];
    if (c == ' ' || c == '\t') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

bool names_everything(const std::string& glob) { return glob.find_first_not_of("*?") == std::string::npos; }

bool names(const Waiver& waiver, const std::string& resource) {
  return waiver.glob ? glob_matches(waiver.resource, resource, false) : waiver.resource == resource;
}

bool accepts(const Waiver& waiver, Verdict verdict) {
  return (verdict == Verdict::kFail && waiver.accepts_fail) || (verdict == Verdict::kUnknown && waiver.accepts_unknown);
}

// The sources that a waiver is about, by its `input`: the one of just this path, else those whose path ends with it, by whole steps; all where it names none.
std::set<int> sources_of(const Waiver& waiver, const Run& run) {
  std::set<int> exact, ending;
  for (size_t i = 0; i < run.sources.size(); ++i) {
    const std::string& path = run.sources[i].path;
    if (waiver.input.empty() || path == waiver.input) exact.insert(static_cast<int>(i));
    else if (path.ends_with("/" + waiver.input)) ending.insert(static_cast<int>(i));
  }
  return exact.empty() ? ending : exact;
}

// For each waiver of an exact address the sources that hold a resource there, whatever its verdicts: where another one has passed, it may be the one that was
// meant. Resources are asked, not findings: a run need not hold passes.
std::vector<std::set<int>> holders_of(const std::vector<Waiver>& waivers, const std::vector<std::shared_ptr<const RawSource>>& sources) {
  std::unordered_multimap<std::string_view, size_t> named;
  for (size_t i = 0; i < waivers.size(); ++i) {
    if (waivers[i].glob) continue;
    const std::string_view id = waivers[i].resource;
    named.emplace(id, i);
    for (size_t at = id.find('#'); at != std::string_view::npos; at = id.find('#', at + 1)) named.emplace(id.substr(0, at), i);   // a row's id: its resource's address, "#" and a key
  }
  std::vector<std::set<int>> holders(waivers.size());
  if (named.empty()) return holders;
  for (size_t source = 0; source < sources.size(); ++source) {
    for (const RawResource& resource : sources[source]->resources) {
      const auto [begin, end] = named.equal_range(resource.address);
      for (auto at = begin; at != end; ++at) holders[at->second].insert(static_cast<int>(source));
    }
  }
  return holders;
}

RunWaiver told(const Waiver& waiver, const std::string& rule) {
  RunWaiver out;
  out.id = waiver.id;
  out.rule = rule;
  out.resource = waiver.resource;
  out.input = waiver.input;
  out.glob = waiver.glob;
  if (waiver.accepts_fail) out.verdicts.push_back("fail");
  if (waiver.accepts_unknown) out.verdicts.push_back("unknown");
  out.reason = waiver.reason;
  out.owner = waiver.owner;
  out.approver = waiver.approver;
  out.ticket = waiver.ticket;
  out.approved_at = waiver.approved_at;
  out.expires_at = waiver.expires_at;
  if (waiver.span.source != nullptr) {
    out.file = waiver.span.source->name();
    out.line = waiver.span.source->line_column(waiver.span.begin).line;
  }
  return out;
}

void set_state(RunWaiver& waiver, const Run& run, bool rule_evaluated, bool of_several_sources) {
  const bool expiring = waiver.expires_at - run.evaluated_at <= kExpiringSoon;
  if (run.evaluated_at >= waiver.expires_at) waiver.state = "expired", waiver.code = "SK0987";
  else if (run.evaluated_at < waiver.approved_at) waiver.state = "not_yet_approved", waiver.code = "SK0988";
  else if (!rule_evaluated) waiver.state = "rule_not_evaluated", waiver.code = "SK0989";
  else if (waiver.findings == 0) waiver.state = "unused", waiver.code = "SK0990";
  else if (of_several_sources) waiver.state = "several_sources", waiver.code = "SK0992";
  else if (expiring) waiver.state = "expiring", waiver.code = "SK0991";
  else waiver.state = "valid";
}

}  // namespace

Result<void> check_waivers(const CompiledPolicy& policy, const EvaluateOptions& options, const std::vector<Waiver>& waivers, Diagnostics& diagnostics) {
  const Program& program = *policy.program;
  std::vector<std::string> rules;
  for (const Rule& rule : program.rules) {
    rules.push_back(rule.name);
    rules.push_back(rule.name.substr(rule.name.rfind('.') + 1));
  }
  std::set<std::string> ids;
  for (const Waiver& waiver : waivers) {
    const std::string subject = "the waiver `" + waiver.id + "` ";
    if (!ids.insert(waiver.id).second) diagnostics.error("SK0981", waiver.span, "two waivers are called `" + waiver.id + "`", "give each an `id` of its own");
    if (waiver.glob && names_everything(waiver.resource)) {
      diagnostics.error("SK0982", waiver.span, subject + "names every resource there is and will be", "name some; a rule that is not wanted is switched off in a profile, with a reason");
    }
    if (person(waiver.owner) == person(waiver.approver)) diagnostics.error("SK0983", waiver.span, subject + "is approved by its owner, `" + waiver.owner + "`", "somebody else approves it");
    if (waiver.expires_at <= waiver.approved_at) {
      diagnostics.error("SK0984", waiver.span, subject + "expires before it is approved, or at once", "expected `expires_at` after `approved_at`");
    }
    const int rule = program.find_rule(waiver.rule);
    if (rule < 0) {
      const std::string near = nearest(waiver.rule, rules);
      diagnostics.error("SK0985", waiver.span, subject + "names the rule `" + waiver.rule + "`, which there is not, or several are called so", near.empty() ? "write the rule's name with its package, as reports do" : "did you mean `" + near + "`?");
      continue;
    }
    const Limit limit = limit_of(program, options, program.rules[static_cast<size_t>(rule)].package);
    const std::optional<int64_t> latest = latest_end(limit.text, waiver.approved_at);
    if (!latest) return Error{"`" + limit.text + "` is no longest term of a waiver: " + limit.from + " needs a period or a duration", "write it as 6mo, 1y or 90d", {}};
    if (waiver.expires_at > *latest) {
      diagnostics.error("SK0986", waiver.span, subject + "lasts too long: " + limit.from + " allows " + limit.text + ", until " + format_timestamp(*latest), "give it an earlier `expires_at`, and approve it anew then");
    }
  }
  return {};
}

void apply_waivers(const CompiledPolicy& policy, const std::vector<Waiver>& waivers, const std::vector<std::shared_ptr<const RawSource>>& sources, Run& run) {
  const Program& program = *policy.program;
  std::map<std::string, std::vector<size_t>> by_rule;   // qualified
  run.waivers.clear();
  if (waivers.empty()) return;
  for (size_t i = 0; i < waivers.size(); ++i) {
    const std::string& rule = program.rules[static_cast<size_t>(program.find_rule(waivers[i].rule))].name;
    run.waivers.push_back(told(waivers[i], rule));
    by_rule[rule].push_back(i);
  }
  // Exact addresses first: the more exact acceptance is the one to be told.
  for (auto& [rule, list] : by_rule) std::stable_partition(list.begin(), list.end(), [&](size_t i) { return !waivers[i].glob; });
  std::set<std::string> evaluated;
  for (const RunRule& rule : run.rules) evaluated.insert(rule.name);
  // An address is unique in its source only; a glob says by itself that it means several.
  std::vector<std::set<int>> about, holders = holders_of(waivers, sources);
  std::vector<bool> ambiguous;
  for (size_t i = 0; i < waivers.size(); ++i) {
    about.push_back(sources_of(waivers[i], run));
    const auto held = std::count_if(holders[i].begin(), holders[i].end(), [&](int source) { return about[i].count(source) > 0; });
    ambiguous.push_back(waivers[i].input.empty() ? held > 1 : about[i].size() > 1);
  }
  const auto waivers_of = [&](const Finding& finding) {
    std::vector<size_t> found;
    const auto list = by_rule.find(run.rules[static_cast<size_t>(finding.rule)].name);
    if (list == by_rule.end()) return found;
    std::copy_if(list->second.begin(), list->second.end(), std::back_inserter(found), [&](size_t i) {
      return accepts(waivers[i], finding.verdict) && about[i].count(finding.source) > 0 && names(waivers[i], finding.resource);
    });
    return found;
  };
  for (const Finding& finding : run.findings) {
    for (const size_t i : waivers_of(finding)) ++run.waivers[i].findings;
  }
  for (size_t i = 0; i < waivers.size(); ++i) set_state(run.waivers[i], run, evaluated.count(run.waivers[i].rule) > 0, ambiguous[i]);
  for (Finding& finding : run.findings) {
    for (const size_t i : waivers_of(finding)) {
      const std::string& state = run.waivers[i].state;
      if (state != "valid" && state != "expiring") continue;
      finding.waiver = static_cast<int>(i);
      RunRule& rule = run.rules[static_cast<size_t>(finding.rule)];
      ++(finding.verdict == Verdict::kFail ? rule.waived_fail : rule.waived_unknown);
      break;
    }
  }
}

}  // namespace sekisho
