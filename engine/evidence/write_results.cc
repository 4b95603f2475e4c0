// write_results: a run as lines.
#include <algorithm>
#include <numeric>
#include <string_view>
#include <tuple>
#include <vector>

#include "engine/base/json_line.h"
#include "engine/base/parallel.h"
#include "engine/base/sha256.h"
#include "engine/evidence/merkle.h"
#include "engine/evidence/results.h"
#include "engine/evidence/run_json.h"
#include "engine/value/literal.h"
#include "sekisho/json_writer.h"
#include "sekisho/results.h"

namespace sekisho {
namespace {

void write_head(std::string& out, const Run& run) {
  write_line(out, [&](JsonWriter& json) {
    json.member("sekisho", "results");
    json.member("version", evidence::kResultsVersion);
    json.member("language", run.language);
    json.member("policy", run.policy_digest);
    json.member("evaluated_at", format_timestamp(run.evaluated_at));
    json.member("evaluated_at_basis", run.evaluated_at_basis);
    write_parameters(json, run);
    write_profile(json, run.profile);
    json.texts("complete_kinds", run.complete_kinds);
    json.member("resources", run.resources);
    json.key("rows_by_kind");
    json.begin_object();
    for (const auto& [kind, rows] : run.rows_by_kind) json.member(kind, rows);
    json.end_object();
    json.key("unmapped_types");
    json.begin_object();
    for (const auto& [type, resources] : run.unmapped_types) json.member(type, resources);
    json.end_object();
  });
}

void write_source(std::string& out, const RunSource& source, size_t number) {
  write_line(out, [&](JsonWriter& json) {
    json.member("source", number);
    json.member("path", source.path);
    json.member("digest", source.digest);
    json.member("adapter", source.adapter);
    json.member("format", source.format);
    write_time(json, "captured_at", source.captured_at);
    json.member("resources", source.resources);
    json.member("maps_digest", source.maps_digest);
    json.texts("accounts", source.accounts);
  });
}

void write_rule(std::string& out, const RunRule& rule) {
  write_line(out, [&](JsonWriter& json) {
    json.member("rule", rule.name);
    json.member("package", rule.package);
    json.member("digest", rule.digest);
    json.member("severity", rule.severity);
    json.member("population", rule.population);
    json.member("complete", rule.complete);
    json.key("controls");
    json.begin_array();
    for (const RunSupports& one : rule.supports) json.string(one.catalogue + " " + one.control);
    json.end_array();
    json.member("pass", rule.pass);
    json.member("fail", rule.fail);
    json.member("unknown", rule.unknown);
    json.member("not_applicable", rule.not_applicable);
    json.member("vacuous", rule.vacuous);
    json.member("applicability_unknown", rule.applicability_unknown);
    json.member("waived_fail", rule.waived_fail);
    json.member("waived_unknown", rule.waived_unknown);
    json.key("undecidable");
    json.begin_array();
    for (const RunUndecidable& one : rule.undecidable) {
      json.begin_object();
      json.member("type", one.type);
      json.member("resources", one.resources);
      json.end_object();
    }
    json.end_array();
    if (!rule.parameters.empty()) json.texts("parameters", rule.parameters);
  });
}

void write_waiver(std::string& out, const RunWaiver& waiver) {
  write_line(out, [&](JsonWriter& json) {
    json.member("waiver", waiver.id);
    write_waiver_members(json, waiver);
  });
}

void write_finding(std::string& out, const Run& run, const Finding& finding) {
  write_line(out, [&](JsonWriter& json) {
    json.member("verdict", to_string(finding.verdict));
    json.member("rule", run.rules[static_cast<size_t>(finding.rule)].name);
    json.member("source", finding.source);
    json.member("kind", finding.kind);
    json.member("resource", finding.resource);
    if (!finding.account.empty()) json.member("account", finding.account);
    if (finding.waiver >= 0) json.member("waiver", run.waivers[static_cast<size_t>(finding.waiver)].id);
    if (finding.vacuous) json.member("vacuous", true);
    if (finding.applicability_unknown) json.member("applicability_unknown", true);
    if (!finding.witness.empty()) {
      json.key("witness");
      json.begin_array();
      for (const WitnessItem& item : finding.witness) {
        json.begin_object();
        json.member("resource", item.resource);
        json.member("path", item.path);
        json.member("value", item.value);
        json.end_object();
      }
      json.end_array();
    }
    if (!finding.reasons.empty()) {
      json.key("reasons");
      json.begin_array();
      for (const FindingReason& reason : finding.reasons) json.string(reason.code);
      json.end_array();
    }
    if (!finding.obligation.empty()) json.member("obligation", finding.obligation);
  });
}

// The numbers of all findings, sorted by rule, source, kind, resource and, of one subject, by line.
std::vector<size_t> sorted_order(const Run& run, const std::vector<std::string_view>& lines, size_t pieces) {
  std::vector<size_t> order(lines.size());
  std::iota(order.begin(), order.end(), size_t{0});
  const auto rule_of = [&](size_t number) { return run.findings[number].rule; };
  const auto by_rule = [&](size_t left, size_t right) { return rule_of(left) < rule_of(right); };
  if (!std::is_sorted(order.begin(), order.end(), by_rule)) std::stable_sort(order.begin(), order.end(), by_rule);
  const auto before = [&](size_t left, size_t right) {
    const Finding &a = run.findings[left], &b = run.findings[right];
    const auto by_subject = std::tie(a.source, a.kind, a.resource) <=> std::tie(b.source, b.kind, b.resource);
    return by_subject != 0 ? by_subject < 0 : lines[left] < lines[right];
  };
  std::vector<std::ptrdiff_t> begins;   // of each rule's, and the end
  for (size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || rule_of(order[i - 1]) != rule_of(order[i])) begins.push_back(static_cast<std::ptrdiff_t>(i));
  }
  begins.push_back(static_cast<std::ptrdiff_t>(order.size()));
  in_turns(begins.size() - 1, pieces, [&](size_t rule) {
    const auto first = order.begin() + begins[rule], last = order.begin() + begins[rule + 1];
    if (!std::is_sorted(first, last, before)) std::stable_sort(first, last, before);
  });
  return order;
}

// Text that `write` appends for the numbers below `count`, one after the other; about `usual` bytes for each.
template <typename Write>
std::vector<std::string> written_in_pieces(size_t count, size_t usual, size_t pieces, const Write& write) {
  std::vector<std::string> texts(pieces);
  for (std::string& text : texts) text.reserve((count / pieces + 1) * usual);   // here, where memory comes in large pages
  in_parallel(pieces, [&](size_t piece) {
    for (size_t i = piece_begin(count, pieces, piece); i < piece_begin(count, pieces, piece + 1); ++i) write(texts[piece], i);
  });
  return texts;
}

void append(std::string& out, const std::vector<std::string>& texts) {
  size_t size = out.size();
  for (const std::string& text : texts) size += text.size();
  out.reserve(size);
  for (const std::string& text : texts) out += text;
}

constexpr size_t kUsualLine = 300, kUsualDetails = 400;   // bytes of a finding, most of which have no details

// Appends the lines of all findings, sorted. Gives the findings' numbers in that order.
std::vector<size_t> write_findings(std::string& out, const Run& run, size_t pieces) {
  std::vector<size_t> ends(run.findings.size());   // in the text of its piece
  const std::vector<std::string> texts = written_in_pieces(run.findings.size(), kUsualLine, pieces, [&](std::string& text, size_t number) {
    write_finding(text, run, run.findings[number]);
    ends[number] = text.size();
  });
  std::vector<std::string_view> lines(run.findings.size());   // by number
  for (size_t piece = 0; piece < pieces; ++piece) {
    size_t begin = 0;
    for (size_t number = piece_begin(lines.size(), pieces, piece); number < piece_begin(lines.size(), pieces, piece + 1); ++number) {
      lines[number] = std::string_view(texts[piece]).substr(begin, ends[number] - begin);
      begin = ends[number];
    }
  }
  std::vector<size_t> order = sorted_order(run, lines, pieces);
  if (std::is_sorted(order.begin(), order.end())) {   // as those of a run that was read
    append(out, texts);
    return order;
  }
  size_t size = out.size();
  for (const std::string& text : texts) size += text.size();
  out.reserve(size);
  for (const size_t number : order) out += lines[number];
  return order;
}

void write_rule_details(std::string& out, const RunRule& rule) {
  write_line(out, [&](JsonWriter& json) {
    json.member("rule", rule.name);
    json.member("file", rule.file);
    json.member("line", rule.line);
    json.member("variable", rule.variable);
    write_text(json, "title", rule.title);
    write_text(json, "remedy", rule.remedy);
    write_supports(json, rule);
    json.key("undecidable");
    json.begin_array();
    for (const RunUndecidable& one : rule.undecidable) json.string(one.reason);
    json.end_array();
  });
}

// Of a plain pass nothing is to be told that its row in the snapshot does not tell.
bool has_details(const Finding& finding) {
  return finding.verdict == Verdict::kFail || finding.verdict == Verdict::kUnknown || !finding.witness.empty() || !finding.reasons.empty();
}

void write_finding_details(std::string& out, const Finding& finding, size_t number) {
  write_line(out, [&](JsonWriter& json) {
    json.member("finding", number);
    json.key("place");
    write_place(json, finding.place);
    write_text(json, "message", finding.message);
    write_text(json, "remedy", finding.remedy);
    json.key("witness");
    json.begin_array();
    for (const WitnessItem& item : finding.witness) write_places(json, item.places);
    json.end_array();
    json.key("reasons");
    json.begin_array();
    for (const FindingReason& reason : finding.reasons) {
      json.begin_object();
      json.member("text", reason.text);
      json.key("places");
      write_places(json, reason.places);
      json.end_object();
    }
    json.end_array();
  });
}

// The rule that has other counts than findings, or null.
const RunRule* rule_with_findings_left_out(const Run& run) {
  struct Counts {
    size_t of[4] = {};
    size_t vacuous = 0, applicability_unknown = 0, waived_fail = 0, waived_unknown = 0;
  };
  std::vector<Counts> counts(run.rules.size());
  for (const Finding& finding : run.findings) {
    Counts& of_rule = counts[static_cast<size_t>(finding.rule)];
    ++of_rule.of[static_cast<size_t>(finding.verdict)];
    if (finding.vacuous) ++of_rule.vacuous;
    if (finding.applicability_unknown) ++of_rule.applicability_unknown;
    if (finding.waiver >= 0) ++(finding.verdict == Verdict::kFail ? of_rule.waived_fail : of_rule.waived_unknown);
  }
  for (size_t i = 0; i < counts.size(); ++i) {
    const RunRule& rule = run.rules[i];
    const size_t expected[4] = {rule.pass, rule.fail, rule.unknown, rule.not_applicable};
    if (!std::equal(expected, expected + 4, counts[i].of) || rule.vacuous != counts[i].vacuous || rule.applicability_unknown != counts[i].applicability_unknown ||
        rule.waived_fail != counts[i].waived_fail || rule.waived_unknown != counts[i].waived_unknown) {
      return &rule;
    }
  }
  return nullptr;
}

}  // namespace

Result<ResultsText> write_results(const Run& run) {
  if (const RunRule* rule = rule_with_findings_left_out(run)) {
    return Error{"the counts of `" + rule->name + "` are not those of its findings", "results hold every finding of every rule", {}};
  }
  ResultsText text;
  write_head(text.results, run);
  write_line(text.details, [&](JsonWriter& json) {
    json.member("sekisho", "details");
    json.member("version", evidence::kResultsVersion);
    json.member("engine", run.engine_version);
    json.texts("packs", run.packs);
  });
  for (size_t i = 0; i < run.sources.size(); ++i) {
    write_source(text.results, run.sources[i], i);
    write_line(text.details, [&](JsonWriter& json) {
      json.member("source", i);
      json.texts("notes", run.sources[i].notes);
    });
  }
  for (const RunRule& rule : run.rules) {
    write_rule(text.results, rule);
    write_rule_details(text.details, rule);
  }
  for (const RunWaiver& waiver : run.waivers) write_waiver(text.results, waiver);
  const size_t pieces = pieces_for(run.findings.size(), evidence::kFewFindings);
  const std::vector<size_t> order = write_findings(text.results, run, pieces);
  append(text.details, written_in_pieces(order.size(), kUsualDetails, pieces, [&](std::string& out, size_t i) {
    const Finding& finding = run.findings[order[i]];
    if (has_details(finding)) write_finding_details(out, finding, i);
  }));
  return text;
}

std::string results_root(const std::string& results) {
  std::vector<std::string_view> lines;
  for (size_t at = 0; at < results.size();) {
    const size_t end = std::min(results.find('\n', at), results.size());
    lines.push_back(std::string_view(results).substr(at, end - at));
    at = end + 1;
  }
  std::vector<std::string> leaves(lines.size());
  const size_t pieces = pieces_for(lines.size(), evidence::kFewFindings);
  in_parallel(pieces, [&](size_t piece) {
    for (size_t i = piece_begin(lines.size(), pieces, piece); i < piece_begin(lines.size(), pieces, piece + 1); ++i) leaves[i] = evidence::leaf_hash(lines[i]);
  });
  return "sha256:" + to_hex(evidence::merkle_root(leaves));
}

}  // namespace sekisho
