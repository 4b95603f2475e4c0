// run_tests: policy tests. Rows of kinds stand in a snapshot as they are, raw resources go through their maps, files through their reader.
#include <algorithm>
#include <deque>
#include <map>
#include <optional>

#include "engine/api/run.h"
#include "engine/api/test_run.h"
#include "engine/api/test_source.h"
#include "engine/check/walk.h"
#include "engine/exec/places.h"
#include "engine/exec/three_valued.h"
#include "engine/finding/obligation.h"
#include "sekisho/api.h"

namespace sekisho {
namespace {

constexpr const char* kLeftOut = "left out of the test's row";

// A row's value with what the test leaves out: absent where the type allows it, else a mark that fails the test when the rule reads it.
Value completed(const Value& value, const Type& type, bool given) {
  if (!given) return type.optional ? Value::absent().with_places({}) : Value::unknown(ReasonCode::kMissingInSource, kLeftOut);
  if (value.kind() == ValueKind::kRecord && type.record != nullptr) {
    Value::Fields fields;
    for (const Attribute& field : type.record->fields) {
      const Value* part = value.field(field.name);
      fields.push_back({field.name, completed(part == nullptr ? Value() : *part, field.type, part != nullptr)});
    }
    return Value::record(std::move(fields));
  }
  if (is_collection(value) && type.element != nullptr) {
    Value::Members members = value.members();
    for (Value::Member& member : members) member.value = completed(member.value, *type.element, true);
    return value.kind() == ValueKind::kSet ? Value::set(std::move(members)) : Value::list(std::move(members));
  }
  return value;
}

bool is_left_out(const Value& value) { return value.is_unknown() && value.reasons().front()->text == kLeftOut; }

std::string reasons_text(const std::vector<ReasonPtr>& reasons) {
  std::string out;
  for (const ReasonPtr& reason : reasons) out += (out.empty() ? "" : "; ") + std::string(to_string(reason->code)) + ": " + reason->text;
  return out;
}

class CaseRunner {
 public:
  CaseRunner(const Program& program, const Test& test, int64_t started_at) : program_(program), test_(test), started_at_(started_at) {}

  TestOutcome run(const TestCase& test_case) {
    begin(test_case);
    std::vector<std::pair<int, const Expression*>> given;
    for (const auto& [index, expression] : test_case.parameters) given.emplace_back(index, expression.get());
    Query query = test_.rule >= 0 ? build_query(program_, {test_.rule}) : query_all_kinds(program_);
    Result<std::vector<Value>> parameters = parameter_values(program_, query, given);
    if (!parameters) return failed(parameters.error().message);

    std::shared_ptr<const RawSource> source = make_test_source(test_case);
    std::vector<std::shared_ptr<const RawSource>> sources;
    if (source != nullptr) sources.push_back(source);
    MapOptions options;
    for (const auto& entity : program_.entities) {
      bool open = std::find(test_case.open.begin(), test_case.open.end(), entity->name) != test_case.open.end();
      if (!open) options.complete_kinds.push_back(entity->name);
    }
    for (const TestRow& row : test_case.rows) {
      if (row.kind != nullptr) query.attributes.try_emplace(row.kind, row.kind->attributes.size());
    }
    Evaluation evaluation(program_, std::move(*parameters), test_.at.value_or(started_at_), sources, std::move(query), options, false);
    add_rows(evaluation, test_case);
    open_owners(evaluation, test_case);
    return test_.of_map ? expectations(evaluation, test_case) : verdict(evaluation, test_case);
  }

  // A case of a map test on a file: its raw rows name resources of the file by type and name.
  TestOutcome run_on(Evaluation& file, const TestCase& test_case) {
    begin(test_case);
    add_rows(file, test_case);
    return expectations(file, test_case);
  }

 private:
  void begin(const TestCase& test_case) {
    outcome_ = TestOutcome{};
    outcome_.subject = test_.subject;
    outcome_.title = test_case.title;
    outcome_.span = test_case.span;
    outcome_.expected = test_case.verdict;
  }

  TestOutcome failed(std::string detail) {
    outcome_.passed = false;
    outcome_.detail = std::move(detail);
    return outcome_;
  }

  // Rows of kinds, after the mapped ones; then their values, which may name any row of the case.
  void add_rows(Evaluation& evaluation, const TestCase& test_case) {
    Snapshot& snapshot = evaluation.snapshot;
    row_of_.assign(test_case.rows.size(), nullptr);
    std::vector<Row*> made(test_case.rows.size(), nullptr);
    for (size_t i = 0; i < test_case.rows.size(); ++i) {
      const TestRow& written = test_case.rows[i];
      if (written.kind == nullptr) continue;
      Row& row = snapshot.rows.emplace_back();
      row.kind = written.kind;
      row.id = written.name;
      row.source = -2;  // no source of the run: references among a case's rows stay among them
      made[i] = &row;
      row_of_[i] = &row;
      snapshot.population(written.kind).rows.push_back(&row);
    }
    for (size_t i = 0; i < test_case.rows.size(); ++i) {
      if (made[i] == nullptr) row_of_[i] = mapped_row(evaluation, test_case.rows[i]);
    }
    for (size_t i = 0; i < test_case.rows.size(); ++i) {
      if (made[i] == nullptr) continue;
      for (const Attribute& attribute : made[i]->kind->attributes) {
        auto given = std::find_if(test_case.rows[i].attributes.begin(), test_case.rows[i].attributes.end(), [&](const auto& pair) { return pair.first == attribute.name; });
        bool is_given = given != test_case.rows[i].attributes.end();
        Value value;
        if (is_given) {
          Frame frame = frame_for(*given->second, evaluation);
          value = evaluation.rules.evaluate(*given->second, frame);
        }
        made[i]->attributes.push_back(stamp(completed(value, attribute.type, is_given), {}));
      }
    }
    snapshot.index_rows(made);
  }

  // The row of the raw resource itself, where there is one; else the first of its elements.
  Row* mapped_row(Evaluation& evaluation, const TestRow& written) {
    Row* element = nullptr;
    for (Row& row : evaluation.snapshot.rows) {
      bool same = row.resource != nullptr && row.resource->name == written.name && row.resource->adapter + "." + row.resource->type == written.raw_type;
      if (!same || row.presence == Presence::kOpen || row.kind->name == "cloud.other") continue;
      if (row.id == row.resource->address) return &row;
      if (element == nullptr) element = &row;
    }
    return element;
  }

  Frame frame_for(const Expression& expression, Evaluation&) {
    Frame frame(std::max(slots_needed(expression), static_cast<int>(row_of_.size())));
    for (size_t i = 0; i < row_of_.size(); ++i) frame.values[i] = row_of_[i] == nullptr ? Value::unknown(ReasonCode::kNotMapped, "no map takes this row") : Value::row(row_of_[i]);
    return frame;
  }

  // `open KIND` opens it for its owners, too.
  void open_owners(Evaluation& evaluation, const TestCase& test_case) {
    for (Row& row : evaluation.snapshot.rows) {
      if (row.presence != Presence::kOpen || std::find(test_case.open.begin(), test_case.open.end(), row.kind->name) == test_case.open.end()) continue;
      for (size_t i = 0; i < row.attributes.size(); ++i) {
        if (row.kind->attributes[i].type.kind == TypeKind::kOwner) row.attributes[i] = Value::unknown(ReasonCode::kOpenPopulation, "the source may not hold every `" + row.kind->name + "`").with_places({});
      }
    }
  }

  TestOutcome verdict(Evaluation& evaluation, const TestCase& test_case) {
    const Rule& rule = program_.rules[static_cast<size_t>(test_.rule)];
    std::vector<Subject> subjects = subjects_of(evaluation.rules, rule);
    auto position = [&](const Subject& subject) {
      for (size_t i = 0; i < test_case.rows.size(); ++i) {
        const TestRow& row = test_case.rows[i];
        if (row.kind != nullptr && subject.row == row_of_[i]) return i;
        const RawResource* resource = subject.row != nullptr ? subject.row->resource : subject.resource;
        if (row.kind == nullptr && resource != nullptr && resource->name == row.name && resource->adapter + "." + resource->type == row.raw_type) return i;
      }
      return test_case.rows.size();
    };
    auto first = std::min_element(subjects.begin(), subjects.end(), [&](const Subject& a, const Subject& b) { return position(a) < position(b); });
    if (first == subjects.end()) return failed("the rule ranges over no row of this case");
    Trace trace;
    evaluation.rules.trace = &trace;
    RuleVerdict verdict = verdict_of(evaluation, test_.rule, *first);
    evaluation.rules.trace = nullptr;
    outcome_.got = std::string(to_string(verdict.decision.verdict));
    if (std::string left_out = left_out_read(evaluation, trace); !left_out.empty()) return failed("the rule reads " + left_out + ", which the case leaves out");
    outcome_.passed = outcome_.got == outcome_.expected;
    if (!outcome_.passed && !verdict.decision.reasons.empty()) outcome_.detail = reasons_text(verdict.decision.reasons);
    return outcome_;
  }

  // The first attribute that was read although the test leaves it out.
  std::string left_out_read(const Evaluation& evaluation, const Trace& trace) const {
    std::map<Leaf, std::string> left_out;
    for (const Row* row : row_of_) {
      if (row == nullptr || row->resource != nullptr) continue;
      for (size_t i = 0; i < row->attributes.size(); ++i) {
        list_leaves(row->attributes[i], row->kind->attributes[i].name, [&](const Value& value, const std::string& path) {
          if (is_left_out(value)) left_out[value.identity()] = "`" + row->id.str() + "." + path + "`";
          return true;
        });
      }
    }
    (void)evaluation;
    for (Leaf leaf : trace.leaves) {
      if (auto found = left_out.find(leaf); found != left_out.end()) return found->second;
    }
    return "";
  }

  TestOutcome expectations(Evaluation& evaluation, const TestCase& test_case) {
    outcome_.expected = "true";
    for (const ExpressionPtr& expectation : test_case.expectations) {
      Frame frame = frame_for(*expectation, evaluation);
      Value value = evaluation.rules.truth(*expectation, frame);
      if (is_true(value)) continue;
      outcome_.got = value.is_unknown() ? "unknown" : "false";
      outcome_.span = expectation->span;
      return failed(to_seki(*expectation) + (value.is_unknown() ? ": " + reasons_text(value.reasons()) : side_values(*expectation, frame, evaluation)));
    }
    outcome_.got = "true";
    outcome_.passed = true;
    return outcome_;
  }

  // Of `a == b`: what a is.
  std::string side_values(const Expression& expectation, Frame& frame, Evaluation& evaluation) {
    if (expectation.operands.empty()) return "";
    Value left = evaluation.rules.evaluate(*expectation.operands[0], frame);
    bool writable = left.kind() != ValueKind::kRow && left.kind() != ValueKind::kRaw;
    return writable ? " (the left side is " + to_seki(left) + ")" : "";
  }

  const Program& program_;
  const Test& test_;
  int64_t started_at_;
  TestOutcome outcome_;
  std::vector<Row*> row_of_;
};

std::string beside(const std::string& file, const std::string& path) {
  if (path.starts_with("/")) return path;
  size_t slash = file.rfind('/');
  return slash == std::string::npos ? path : file.substr(0, slash + 1) + path;
}

// A test on a file: the verdict of a named resource, everything as in a real run; or, of a map, what it made of the resources that the
// case's rows name by type and name.
class FileTest {
 public:
  FileTest(const Program& program, const Test& test, int64_t started_at) : program_(program), test_(test), started_at_(started_at) {}

  std::vector<TestOutcome> run(const LoadFile& load) {
    std::vector<TestOutcome> outcomes;
    Result<std::shared_ptr<const RawSource>> source = load(beside(test_.file, test_.from));
    std::optional<Evaluation> mapped;
    if (source && test_.of_map) {
      Query query = query_all_kinds(program_);
      if (Result<std::vector<Value>> parameters = parameter_values(program_, query, {})) {
        mapped.emplace(program_, std::move(*parameters), at(**source), std::vector{*source}, std::move(query), MapOptions{}, false);
      }
    }
    for (const TestCase& test_case : test_.cases) {
      TestOutcome outcome;
      outcome.subject = test_.subject;
      outcome.title = test_case.title;
      outcome.span = test_case.span;
      outcome.expected = test_case.verdict;
      if (!source) outcome.detail = source.error().message;
      else if (mapped) outcome = CaseRunner(program_, test_, started_at_).run_on(*mapped, test_case);
      else decide_case(*source, test_case, outcome);
      outcomes.push_back(std::move(outcome));
    }
    return outcomes;
  }

 private:
  int64_t at(const RawSource& source) const { return test_.at.value_or(source.captured_at.value_or(started_at_)); }

  void decide_case(const std::shared_ptr<const RawSource>& source, const TestCase& test_case, TestOutcome& outcome) {
    std::vector<std::pair<int, const Expression*>> given;
    for (const auto& [index, expression] : test_case.parameters) given.emplace_back(index, expression.get());
    Query query = build_query(program_, {test_.rule});
    Result<std::vector<Value>> parameters = parameter_values(program_, query, given);
    if (!parameters) {
      outcome.detail = parameters.error().message;
      return;
    }
    Evaluation evaluation(program_, std::move(*parameters), at(*source), {source}, std::move(query), {}, false);
    for (const Subject& subject : subjects_of(evaluation.rules, program_.rules[static_cast<size_t>(test_.rule)])) {
      if ((subject.row != nullptr ? subject.row->id.str() : subject.resource->address) != test_case.address) continue;
      RuleVerdict verdict = verdict_of(evaluation, test_.rule, subject);
      outcome.got = std::string(to_string(verdict.decision.verdict));
      outcome.passed = outcome.got == outcome.expected;
      if (!outcome.passed) outcome.detail = reasons_text(verdict.decision.reasons);
      return;
    }
    outcome.detail = "the rule ranges over no `" + test_case.address + "` in this file";
  }

  const Program& program_;
  const Test& test_;
  int64_t started_at_;
};

}  // namespace

TestOutcome run_case(const Program& program, const Test& test, const TestCase& test_case, int64_t started_at) {
  return CaseRunner(program, test, started_at).run(test_case);
}

std::vector<TestOutcome> run_on_file(const Program& program, const Test& test, const LoadFile& load, int64_t started_at) {
  return FileTest(program, test, started_at).run(load);
}

std::vector<TestOutcome> run_tests(const CompiledPolicy& policy, const std::string& filter, const LoadFile& load, int64_t started_at) {
  const Program& program = *policy.program;
  std::vector<TestOutcome> outcomes;
  for (const Test& test : program.tests) {
    if (!test.from.empty()) {
      if (!filter.empty() && test.subject.find(filter) == std::string::npos) continue;
      std::vector<TestOutcome> part = run_on_file(program, test, load, started_at);
      std::move(part.begin(), part.end(), std::back_inserter(outcomes));
      continue;
    }
    for (const TestCase& test_case : test.cases) {
      bool wanted = filter.empty() || (test.subject + " " + test_case.title).find(filter) != std::string::npos;
      if (wanted) outcomes.push_back(run_case(program, test, test_case, started_at));
    }
  }
  return outcomes;
}

}  // namespace sekisho
