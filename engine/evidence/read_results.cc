// read_results: reads what is there, writes it again, and takes nothing whose bytes differ. So no check of single members can be forgotten.
#include <algorithm>
#include <atomic>
#include <limits>
#include <map>

#include "engine/base/parallel.h"
#include "engine/evidence/json_fields.h"
#include "engine/evidence/result_fields.h"
#include "engine/evidence/results.h"
#include "sekisho/results.h"

namespace sekisho {
namespace {

using namespace evidence;

// Index into the run's waivers, -1 for none; nullopt: there is no waiver of that name.
std::optional<int> waiver_index(const JsonNode& line, const Run& run) {
  if (line.find("waiver") == nullptr) return -1;
  const std::string id = text_of(line, "waiver");
  const auto found = std::find_if(run.waivers.begin(), run.waivers.end(), [&](const RunWaiver& waiver) { return waiver.id == id; });
  if (found == run.waivers.end()) return std::nullopt;
  return static_cast<int>(found - run.waivers.begin());
}

std::optional<Verdict> verdict_of(const std::string& word) {
  for (const Verdict verdict : {Verdict::kPass, Verdict::kFail, Verdict::kUnknown, Verdict::kNotApplicable}) {
    if (word == to_string(verdict)) return verdict;
  }
  return std::nullopt;
}

// One of the two files while it is read, line by line in the same memory.
struct Lines {
  SourcePtr text;

  Error unsound(uint32_t offset, const std::string& message) const {
    return {"`" + text->name() + "` holds no sound results: " + message, "take them again from where they were written", Span{text, offset, offset + 1}};
  }
  // The first byte that differs from what would have been written.
  std::optional<Error> differs_from(const std::string& written) const {
    const std::string_view there = text->view();
    if (there == written) return std::nullopt;
    const auto mine = std::mismatch(there.begin(), there.end(), written.begin(), written.end()).first;
    return unsound(static_cast<uint32_t>(std::min<size_t>(static_cast<size_t>(mine - there.begin()), there.empty() ? 0 : there.size() - 1)), "from here on Sekisho would have written something else");
  }
};

Result<Lines> lines_of(const std::string& name, std::string bytes, std::string_view beginning) {
  const bool begins_well = bytes.starts_with(beginning);   // asked before a byte order mark is taken away
  Lines lines;
  lines.text = std::make_shared<Source>(name, std::move(bytes));
  if (!begins_well) return lines.unsound(0, "the first line is another");
  return lines;
}

// What is wrong with a text of which a line is no JSON, said as for any other file.
Error syntax_error(const Lines& lines, size_t line) {
  const Result<std::shared_ptr<const JsonDocument>> whole = parse_json_lines(lines.text);
  return whole ? lines.unsound(static_cast<uint32_t>(line), "a line is no JSON") : whole.error();
}

// Hands the object of each line that begins in [from, to) to `take`, which returns an error or nothing; it lives until `take` returns.
template <typename Take>
std::optional<Error> each_line(const Lines& lines, size_t from, size_t to, const Take& take) {
  const std::string_view text = lines.text->view();
  if (text.size() > std::numeric_limits<uint32_t>::max()) return syntax_error(lines, 0);
  JsonParts parts;
  for (size_t begin = from; begin < std::min(to, text.size());) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    parts.clear();
    const JsonNode* line = parts.parse(text, {begin, end});
    if (line == nullptr) return syntax_error(lines, begin);
    if (const int64_t version = begin == 0 ? number_of(*line, "version") : evidence::kResultsVersion; version != evidence::kResultsVersion) {
      return Error{"`" + lines.text->name() + "` holds results of version " + std::to_string(version) + ", and this engine reads " + std::to_string(evidence::kResultsVersion), "use a later engine", {}};
    }
    if (std::optional<Error> error = take(*line)) return error;
    begin = end + 1;
  }
  return std::nullopt;
}

using LineSpans = std::vector<JsonSpan>;

// All lines from the first that begins so, if there are so many that threads are worth it.
LineSpans many_lines(const Lines& lines, std::string_view beginning) {
  const std::string_view text = lines.text->view();
  LineSpans spans;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    if (!spans.empty() || text.substr(begin).starts_with(beginning)) spans.push_back({begin, end});
    begin = end + 1;
  }
  return spans.size() < evidence::kFewFindings || text.size() > std::numeric_limits<uint32_t>::max() ? LineSpans() : spans;
}

size_t pieces_of(const LineSpans& spans) { return pieces_for(spans.size(), evidence::kFewFindings); }

// Hands each line's object, its number among the spans and that of its piece to `take`, in a thread for each piece. False: some line is no JSON, or `take`
// did not take it.
template <typename Take>
bool in_pieces(const Lines& lines, const LineSpans& spans, const Take& take) {
  const size_t pieces = pieces_of(spans);
  std::vector<char> taken(pieces, true);
  in_parallel(pieces, [&](size_t piece) {
    JsonParts parts;
    for (size_t i = piece_begin(spans.size(), pieces, piece); taken[piece] && i < piece_begin(spans.size(), pieces, piece + 1); ++i) {
      parts.clear();
      const JsonNode* line = parts.parse(lines.text->view(), spans[i]);
      taken[piece] = line != nullptr && take(*line, i, piece);
    }
  });
  return std::all_of(taken.begin(), taken.end(), [](char one) { return one != 0; });
}

Result<Finding> finding_of(const Lines& lines, const JsonNode& line, const std::map<std::string, int, std::less<>>& rules, const Run& run) {
  const std::optional<Verdict> verdict = verdict_of(text_of(line, "verdict"));
  const auto rule = rules.find(text_of(line, "rule"));
  const int64_t source = number_of(line, "source");
  if (!verdict) return lines.unsound(line.offset, "there is no such verdict");
  if (rule == rules.end()) return lines.unsound(line.offset, "no line before this one tells of the rule");
  if (source < 0 || source >= static_cast<int64_t>(run.sources.size())) return lines.unsound(line.offset, "no line before this one tells of the source");
  const std::optional<int> waiver = waiver_index(line, run);
  if (!waiver) return lines.unsound(line.offset, "no line before this one tells of the waiver");
  Finding finding;
  finding.verdict = *verdict;
  finding.waiver = *waiver;
  finding.account = text_of(line, "account");
  finding.rule = rule->second;
  finding.source = static_cast<int>(source);
  finding.kind = text_of(line, "kind");
  finding.resource = text_of(line, "resource");
  finding.vacuous = flag_of(line, "vacuous");
  finding.applicability_unknown = flag_of(line, "applicability_unknown");
  for (const JsonNode* item : items_of(line, "witness")) finding.witness.push_back({text_of(*item, "resource"), text_of(*item, "path"), text_of(*item, "value"), {}});
  for (const std::string& code : texts_of(line, "reasons")) finding.reasons.push_back({code, "", {}});
  finding.obligation = text_of(line, "obligation");
  return finding;
}

std::optional<Error> read_lines(const Lines& lines, Run& run) {
  std::map<std::string, int, std::less<>> rules;
  const auto take = [&](const JsonNode& line) -> std::optional<Error> {
    if (line.find("sekisho") != nullptr) {
      read_head(line, run);
    } else if (line.find("verdict") != nullptr) {
      Result<Finding> finding = finding_of(lines, line, rules, run);
      if (!finding) return finding.error();
      run.findings.push_back(std::move(*finding));
    } else if (line.find("waiver") != nullptr) {
      run.waivers.push_back(waiver_of(line));
    } else if (line.find("rule") != nullptr) {
      run.rules.push_back(rule_of(line));
      if (run.rules.size() > 1 && run.rules[run.rules.size() - 2].name >= run.rules.back().name) return lines.unsound(line.offset, "rules stand by name, each once");
      rules.emplace(run.rules.back().name, static_cast<int>(run.rules.size()) - 1);
    } else {
      run.sources.push_back(source_of(line));
    }
    return std::nullopt;
  };
  const LineSpans many = many_lines(lines, "{\"verdict\":");
  const size_t all = lines.text->view().size(), begin = many.empty() ? all : many.front().begin;
  if (std::optional<Error> error = each_line(lines, 0, begin, take); error || many.empty()) return error;
  run.findings.make_room(many.size());
  std::vector<Findings::Store> made(pieces_of(many));
  const bool read = in_pieces(lines, many, [&](const JsonNode& line, size_t number, size_t piece) {
    if (line.find("verdict") == nullptr || line.find("sekisho") != nullptr) return false;
    Result<Finding> finding = finding_of(lines, line, rules, run);
    if (finding) run.findings.set(number, made[piece].emplace_back(std::move(*finding)));
    return finding.has_value();
  });
  for (Findings::Store& store : made) run.findings.keep(std::move(store));
  if (read) return std::nullopt;
  run.findings.clear();
  return each_line(lines, begin, all, take);   // which has the words for it
}

std::optional<Error> read_details(const Lines& lines, Run& run) {
  size_t rule = 0;
  const auto take = [&](const JsonNode& line) -> std::optional<Error> {
    if (line.find("sekisho") != nullptr) {
      read_details_head(line, run);
    } else if (line.find("source") != nullptr) {
      const size_t source = count_of(line, "source");
      if (source >= run.sources.size()) return lines.unsound(line.offset, "the results have no such source");
      read_source_details(line, run.sources[source]);
    } else if (line.find("rule") != nullptr) {
      if (rule >= run.rules.size()) return lines.unsound(line.offset, "the results have fewer rules");
      read_rule_details(line, run.rules[rule++]);
    } else {
      const size_t finding = count_of(line, "finding");
      if (finding >= run.findings.size()) return lines.unsound(line.offset, "the results have no such finding");
      read_finding_details(line, run.findings[finding]);
    }
    return std::nullopt;
  };
  const LineSpans many = many_lines(lines, "{\"finding\":");
  const size_t all = lines.text->view().size(), begin = many.empty() ? all : many.front().begin;
  if (std::optional<Error> error = each_line(lines, 0, begin, take); error || many.empty()) return error;
  // Two threads never write to one finding: a line is taken only if nobody was before it, and else nothing of what was read stays.
  std::vector<std::atomic_flag> told(run.findings.size());
  const bool read = in_pieces(lines, many, [&](const JsonNode& line, size_t, size_t) {
    const size_t finding = count_of(line, "finding");
    if (line.members.empty() || line.members.front().key != "finding" || line.find("sekisho") != nullptr || line.find("source") != nullptr || line.find("rule") != nullptr) return false;
    if (finding >= run.findings.size() || told[finding].test_and_set()) return false;
    read_finding_details(line, run.findings[finding]);
    return true;
  });
  return read ? std::nullopt : each_line(lines, begin, all, take);
}

}  // namespace

Result<Run> read_results(const std::string& results_name, std::string results, const std::string& details_name, std::string details) {
  const Result<Lines> decided = lines_of(results_name, std::move(results), evidence::kResultsBeginning);
  if (!decided) return decided.error();
  const Result<Lines> told = lines_of(details_name, std::move(details), evidence::kDetailsBeginning);
  if (!told) return told.error();
  Run run;
  if (std::optional<Error> error = read_lines(*decided, run)) return *error;
  if (std::optional<Error> error = read_details(*told, run)) return *error;
  if (evidence::written_as(run, decided->text->view(), told->text->view())) return run;
  const Result<ResultsText> written = write_results(run);   // which shows where they differ
  if (!written) return decided->unsound(0, written.error().message);
  if (std::optional<Error> error = decided->differs_from(written->results)) return *error;
  if (std::optional<Error> error = told->differs_from(written->details)) return *error;
  return run;
}

}  // namespace sekisho
