// What is taken here is what FindingLines and DetailLines write: members that are empty are left out, and nothing follows in another order.
#include "engine/evidence/result_walk.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string_view>
#include <tuple>

#include "engine/base/json_steps.h"
#include "engine/base/parallel.h"
#include "engine/evidence/result_counts.h"
#include "engine/evidence/result_fields.h"
#include "engine/evidence/result_lines.h"
#include "engine/evidence/results.h"

namespace sekisho::evidence {
namespace {

constexpr std::string_view kFinding = "{\"verdict\":\"", kTold = "{\"finding\":";

// A text as its head and the lines of findings, each without its line end.
struct Parts {
  std::string_view head;
  std::vector<std::string_view> lines;
};

// Nullopt: its last line does not end.
std::optional<Parts> parts_of(std::string_view text, std::string_view beginning) {
  Parts parts;
  if (!text.ends_with('\n') || text.size() > std::numeric_limits<uint32_t>::max()) return std::nullopt;
  size_t at = 0;
  while (at < text.size() && !text.substr(at).starts_with(beginning)) at = text.find('\n', at) + 1;
  parts.head = text.substr(0, at);
  while (at < text.size()) {
    const size_t end = text.find('\n', at);
    parts.lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

// Hands each line's object to `take`. False: a line is no JSON, or was not taken.
template <typename Take>
bool each_line(std::string_view head, const Take& take) {
  JsonParts parts;
  for (size_t begin = 0; begin < head.size();) {
    const size_t end = head.find('\n', begin);
    parts.clear();
    const JsonNode* line = parts.parse(head, {begin, end});
    if (line == nullptr || line->members.empty() || !take(*line, line->members.front().key)) return false;
    begin = end + 1;
  }
  return true;
}

// Whether the heads are those of a run, which they are read into.
bool read_heads(const Parts& results, const Parts& details, Run& run) {
  const bool read = each_line(results.head, [&](const JsonNode& line, std::string_view first) {
    if (first == "sekisho") read_head(line, run);
    else if (first == "source") run.sources.push_back(source_of(line));
    else if (first == "rule") run.rules.push_back(rule_of(line));
    else if (first == "waiver") run.waivers.push_back(waiver_of(line));
    else return false;
    return true;
  });
  size_t source = 0, rule = 0;
  const bool told = read && each_line(details.head, [&](const JsonNode& line, std::string_view first) {
    if (first == "sekisho") read_details_head(line, run);
    else if (first == "source" && source < run.sources.size()) read_source_details(line, run.sources[source++]);
    else if (first == "rule" && rule < run.rules.size()) read_rule_details(line, run.rules[rule++]);
    else return false;
    return true;
  });
  if (!told) return false;
  for (size_t i = 1; i < run.rules.size(); ++i) {
    if (run.rules[i - 1].name >= run.rules[i].name) return false;
  }
  std::string again;
  write_results_head(again, run);
  if (again != results.head) return false;
  again.clear();
  write_details_head(again, run);
  return again == details.head;
}

// What a line of results says besides.
struct Standing {
  Decided decided;
  size_t witness = 0, reasons = 0;
  bool vacuous = false, applicability_unknown = false, waived = false;
  bool has_details() const { return decided.verdict == Verdict::kFail || decided.verdict == Verdict::kUnknown || witness > 0 || reasons > 0; }
};

// Goes over the lines of findings of some run, one after the other.
class FindingSteps {
 public:
  explicit FindingSteps(const Run& run) : run_(run) {}

  bool take(std::string_view text, Standing& out) {
    JsonSteps line(text);
    out = {};
    if (!line.literally(kFinding) || !verdict(line, out.decided.verdict)) return false;
    if (line.literally(shared_)) {
      out.decided.rule = last_.rule;
      out.decided.source = last_.source;
      out.decided.kind = last_.kind;
    } else if (!standing(line, text, out.decided)) {
      return false;
    }
    last_ = out.decided;
    if (!line.string(out.decided.resource) || line.escaped()) return false;
    std::string_view word;
    if (line.literally(",\"account\":") && (!line.string(word) || word.empty())) return false;
    if (line.literally(",\"waiver\":") && !(line.string(word) && (out.waived = is_waiver(word) && !line.escaped()))) return false;
    out.vacuous = line.literally(",\"vacuous\":true");
    out.applicability_unknown = line.literally(",\"applicability_unknown\":true");
    if (line.literally(",\"witness\":[")) {
      do {
        if (!line.literally("{\"resource\":") || !line.string(word) || !line.literally(",\"path\":") || !line.string(word) || !line.literally(",\"value\":") || !line.string(word) || !line.literally("}")) return false;
        ++out.witness;
      } while (line.literally(","));
      if (!line.literally("]")) return false;
    }
    if (line.literally(",\"reasons\":[")) {
      do {
        if (!line.string(word)) return false;
        ++out.reasons;
      } while (line.literally(","));
      if (!line.literally("]")) return false;
    }
    if (line.literally(",\"obligation\":") && (!line.string(word) || word.empty())) return false;
    return line.literally("}") && line.is_at_end();
  }

 private:
  static bool verdict(JsonSteps& line, Verdict& out) {
    for (const Verdict one : {Verdict::kPass, Verdict::kFail, Verdict::kUnknown, Verdict::kNotApplicable}) {
      if (!line.literally(to_string(one))) continue;
      out = one;
      return true;
    }
    return false;
  }
  // Rule, source and kind, for lines that follow to be held against.
  bool standing(JsonSteps& line, std::string_view text, Decided& out) {
    const size_t begin = line.at();
    std::string_view rule;
    uint64_t source = 0;
    if (!line.literally("\",\"rule\":") || !line.string(rule) || line.escaped() || !line.literally(",\"source\":") || !line.number(source) || source >= run_.sources.size()) return false;
    if (!line.literally(",\"kind\":") || !line.string(out.kind) || line.escaped() || !line.literally(",\"resource\":")) return false;
    const auto found = std::lower_bound(run_.rules.begin(), run_.rules.end(), rule, [](const RunRule& one, std::string_view name) { return one.name < name; });
    if (found == run_.rules.end() || found->name != rule) return false;
    out.rule = static_cast<int>(found - run_.rules.begin());
    out.source = static_cast<int>(source);
    shared_ = text.substr(begin, line.at() - begin);
    return true;
  }
  bool is_waiver(std::string_view id) const {
    return std::any_of(run_.waivers.begin(), run_.waivers.end(), [&](const RunWaiver& waiver) { return waiver.id == id; });
  }

  const Run& run_;
  std::string_view shared_ = "?";   // begins no line: there was none before
  Decided last_;
};

bool take_place(JsonSteps& line) {
  std::string_view text;
  uint64_t at = 0, column = 0;
  constexpr uint64_t kMost = std::numeric_limits<uint32_t>::max();
  return line.literally("{\"file\":") && line.string(text) && line.literally(",\"resource\":") && line.string(text) && line.literally(",\"pointer\":") && line.string(text) && line.literally(",\"line\":") &&
         line.number(at) && at <= kMost && line.literally(",\"column\":") && line.number(column) && column <= kMost && line.literally(",\"text\":") && line.string(text) && line.literally(",\"note\":") &&
         line.string(text) && line.literally("}");
}

bool take_places(JsonSteps& line) {
  if (!line.literally("[")) return false;
  if (line.literally("]")) return true;
  do {
    if (!take_place(line)) return false;
  } while (line.literally(","));
  return line.literally("]");
}

bool take_text(JsonSteps& line) {
  std::string_view text;
  return line.literally("{\"en\":") && line.string(text) && line.literally(",\"ja\":") && line.string(text) && line.literally("}");
}

// The line of details of the finding of that number.
bool take_details(std::string_view text, size_t number, const Standing& finding) {
  JsonSteps line(text);
  uint64_t told = 0;
  std::string_view reason;
  if (!line.literally(kTold) || !line.number(told) || told != number || !line.literally(",\"place\":") || !take_place(line) || !line.literally(",\"message\":") || !take_text(line) ||
      !line.literally(",\"remedy\":") || !take_text(line) || !line.literally(",\"witness\":[")) {
    return false;
  }
  for (size_t i = 0; i < finding.witness; ++i) {
    if ((i > 0 && !line.literally(",")) || !take_places(line)) return false;
  }
  if (!line.literally("],\"reasons\":[")) return false;
  for (size_t i = 0; i < finding.reasons; ++i) {
    if ((i > 0 && !line.literally(",")) || !line.literally("{\"text\":") || !line.string(reason) || !line.literally(",\"places\":") || !take_places(line) || !line.literally("}")) return false;
  }
  return line.literally("]}") && line.is_at_end();
}

// Whether the second may follow the first: by rule, source, kind, resource and, of one subject, by line.
bool in_order(const Decided& first, std::string_view first_line, const Decided& second, std::string_view second_line) {
  const auto key = [](const Decided& one, std::string_view line) { return std::tuple(one.rule, one.source, one.kind, one.resource, line); };
  return key(first, first_line) <= key(second, second_line);
}

// The number of the finding that a line of details begins with; of a line that begins otherwise the highest there is.
size_t told_number(std::string_view text) {
  JsonSteps line(text);
  uint64_t number = 0;
  return line.literally(kTold) && line.number(number) ? static_cast<size_t>(number) : std::numeric_limits<size_t>::max();
}

class Walk {
 public:
  Walk(const Parts& results, const Parts& details, WalkedResults& out) : lines_(results.lines), told_(details.lines), out_(out) {}

  bool run() {
    const size_t threads = pieces_for(lines_.size(), kFewFindings), pieces = pieces_in_turns(threads);
    out_.decided.resize(lines_.size());
    // Each piece takes up its own lines of details where the piece before it has to stop.
    std::vector<size_t> begins(pieces + 1, 0);
    for (size_t piece = 1; piece < pieces; ++piece) {
      const size_t first = piece_begin(lines_.size(), pieces, piece);
      begins[piece] = static_cast<size_t>(std::partition_point(told_.begin(), told_.end(), [&](std::string_view line) { return told_number(line) < first; }) - told_.begin());
    }
    begins[pieces] = told_.size();
    std::vector<char> taken(pieces, false);
    std::vector<ResultCounts> counts(pieces, ResultCounts(out_.run));
    in_turns(pieces, threads, [&](size_t piece) { taken[piece] = take(piece_begin(lines_.size(), pieces, piece), piece_begin(lines_.size(), pieces, piece + 1), begins[piece], begins[piece + 1], counts[piece]); });
    for (size_t piece = 1; piece < pieces; ++piece) counts.front().add(counts[piece]);
    return std::all_of(taken.begin(), taken.end(), [](char one) { return one != 0; }) && counts.front().other_rule() == nullptr;
  }

 private:
  bool take(size_t begin, size_t end, size_t next_told, size_t end_told, ResultCounts& counts) {
    FindingSteps steps(out_.run);
    Standing before, finding;
    if (begin > 0 && begin < end && !steps.take(lines_[begin - 1], before)) return false;
    for (size_t i = begin; i < end; ++i) {
      if (!steps.take(lines_[i], finding)) return false;
      if (i > 0 && !in_order(before.decided, lines_[i - 1], finding.decided, lines_[i])) return false;
      if (finding.has_details() && (next_told >= end_told || !take_details(told_[next_told++], i, finding))) return false;
      counts.add(finding.decided.rule, finding.decided.verdict, finding.vacuous, finding.applicability_unknown, finding.waived);
      out_.decided[i] = finding.decided;
      before = finding;
    }
    return next_told == end_told;
  }

  const std::vector<std::string_view>& lines_;
  const std::vector<std::string_view>& told_;
  WalkedResults& out_;
};

}  // namespace

std::optional<WalkedResults> walk_results(const std::string& results, const std::string& details) {
  const std::optional<Parts> decided = parts_of(results, kFinding), told = parts_of(details, kTold);
  WalkedResults walked;
  if (!decided || !told || !read_heads(*decided, *told, walked.run) || !Walk(*decided, *told, walked).run()) return std::nullopt;
  return walked;
}

}  // namespace sekisho::evidence
