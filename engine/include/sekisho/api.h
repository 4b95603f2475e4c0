// The engine in one screen: policies in, sources in, a run out. The stages are called in order here and nowhere else.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/diagnostic.h"
#include "sekisho/finding.h"
#include "sekisho/profile.h"
#include "sekisho/raw.h"
#include "sekisho/result.h"

namespace sekisho {

struct Program;      // engine/check/program.h; opaque to users of the engine
struct Compilation;  // engine/api/compiled.h; the same

// Which policy texts make a program. Texts are given, not paths, so that shipped ones may come out of the binary.
struct PolicySet {
  std::vector<SourcePtr> shipped;        // kinds, traits, maps and packs that come with the engine
  std::vector<SourcePtr> packs;          // the user's rules, kinds, tests
  std::vector<SourcePtr> maps;           // the user's maps: replace shipped maps of the same raw type and kind
  std::vector<SourcePtr> provider_schemas;
  SourcePtr catalogue;                   // CSV of controls; null: control ids are not checked
  std::string catalogue_edition;
};

struct CompiledPolicy {
  std::shared_ptr<const Program> program;
  std::shared_ptr<const Compilation> compilation;  // the program and what it points into; for the engine itself
  std::string policy_digest;                       // sha256 over the digests of all texts but tests, names and order left out
  std::map<std::string, std::string> maps_digests; // by adapter: what its maps are written in
  size_t rules = 0;
};

// Parses and checks. Nullopt when any diagnostic is an error. "No rules" is the caller's matter.
std::optional<CompiledPolicy> compile(const PolicySet& policies, Diagnostics& diagnostics);

// Which engine decides verdicts. Both decide alike: `kRows` walks expressions row by row and is what `kColumns` is judged by.
enum class Engine : uint8_t { kColumns, kRows };

// Which findings are worked out beside the counts, and how far: what no report shows costs nothing.
struct FindingsWanted {
  bool passes = true;             // of pass and not_applicable, too
  bool witness = true;            // of fails; a finding without one still has place, message, reasons and obligation
  bool witness_of_passes = false; // `explain`, `--all`
  bool details = true;            // remedies, the places of reasons, and more of the resource's place than its line
  bool names = false;             // Finding::names and ::also of every finding, not of unknown ones alone
  size_t per_rule = 0;            // at most so many of each verdict, first come first kept; 0: all
  bool plain = false;             // with all passes, and neither witnesses nor names of these: those of which nothing else is told are in Run::plain, and no findings
};

// As many threads as were asked for; of 0, as many as the machine has.
size_t thread_count(int asked);

struct EvaluateOptions {
  std::vector<std::string> packages;                              // rules of these packages and their subpackages; empty: all
  std::vector<std::string> rules;                                 // qualified or unique last names; empty: all. Unknown name: Error
  std::vector<std::pair<std::string, std::string>> parameters;    // name, Seki text
  Profile profile;
  std::optional<int64_t> evaluated_at;                            // else the latest capture time, else started_at
  int64_t started_at = 0;                                         // read once in cli/
  std::vector<std::string> complete_kinds;                        // declared by the user
  FindingsWanted findings;
  std::function<void(size_t done, size_t total)> progress;        // may be empty
  std::string only_resource;                                      // `explain`: findings of this row only
  Engine engine = Engine::kColumns;
  int threads = 0;                                                // 0: as many as the machine has; what comes out does not depend on it
};

// Maps, evaluates, collects. Errors are the world's: an unknown parameter, a value of the wrong type, no such rule, an input found broken on the way.
// Throws std::logic_error when the columns and the row evaluator disagree: a mistake of ours, after which nothing may be told.
Result<Run> evaluate(const CompiledPolicy& policy, const std::vector<std::shared_ptr<const RawSource>>& sources, const EvaluateOptions& options);

// Any form as text, for `--dump=STAGE`: tokens, tree, program, query, raw, snapshot, verdicts, findings.
Result<std::string> dump(const std::string& stage, const PolicySet& policies, const CompiledPolicy& policy,
                         const std::vector<std::shared_ptr<const RawSource>>& sources, const EvaluateOptions& options);

// A snapshot as a file: every row of every kind that the maps make of the sources, as engine/normalized/README.md lays it down. Takes of the options those
// that maps see. Errors: as of evaluate(); a map that uses the time of evaluation.
Result<std::string> write_snapshot(const CompiledPolicy& policy, const std::vector<std::shared_ptr<const RawSource>>& sources, const EvaluateOptions& options);

// Whether bytes are such a file, whole or not.
bool is_snapshot(std::string_view bytes);

// The sources that a snapshot was made of. Errors: not whole, changed since it was written, a version that this engine does not read, against the format.
Result<std::vector<std::shared_ptr<const RawSource>>> read_snapshot(const std::string& name, std::string bytes);

// One line of `sekisho test`.
struct TestOutcome {
  std::string subject, title;
  bool passed = false;
  std::string expected, got;             // verdicts, or what an expectation came to
  std::string detail;                    // reasons, witness
  Span span;
};
// Loads a file named by a test; given by the caller, who has the readers.
using LoadFile = std::function<Result<std::shared_ptr<const RawSource>>(const std::string& path)>;
std::vector<TestOutcome> run_tests(const CompiledPolicy& policy, const std::string& filter, const LoadFile& load, int64_t started_at);

// What the program declares, as plain data for `schema`, `adapters`, `controls`, `lint`.
struct AttributeInfo { std::string name, type; };
struct EntityInfo { std::string name; bool is_trait = false; std::vector<std::string> traits, kinds; std::vector<AttributeInfo> attributes; };
struct MapCell { std::string attribute; enum class State { kFilled, kDefault, kUnavailable } state = State::kFilled; std::string reason; };
struct MapInfo { std::string adapter; std::vector<std::string> types; std::string kind; std::string file; std::vector<MapCell> cells; };
struct ParameterInfo { std::string name, type, value; Bilingual doc; };
struct PolicyInfo {
  std::vector<EntityInfo> entities;
  std::vector<MapInfo> maps;
  std::vector<ParameterInfo> parameters;
  std::vector<RunRule> rules;            // counts are zero
  size_t tests = 0;
};
PolicyInfo describe(const CompiledPolicy& policy);
// Names of its rules, sorted: all that describe() would read besides stays unread.
std::vector<std::string> rule_names(const CompiledPolicy& policy);

// `sekisho help SK0301`.
struct CodeInfo { std::string code, title; Bilingual explanation; std::string example; };
std::optional<CodeInfo> explain_code(const std::string& code);
std::vector<CodeInfo> all_codes();

// The text of one `.seki` file laid out (engine/syntax/format.h). Nullopt, with diagnostics, when it does not parse.
std::optional<std::string> format_policy(const SourcePtr& source, Diagnostics& diagnostics);

// A time as people write it: "2026-04-01T00:00:00Z", or "2026-04-01", which is midnight in Japan (design: zone Asia/Tokyo unless set).
std::optional<int64_t> parse_time(const std::string& text);

struct ControlInfo {
  std::string id;
  int level = 0;                            // 1 chapter, 2 section, 3 objective, 4 detailed control
  int chapter = 0;
  std::string suffix;                       // "", P, B, PB
  std::string testable;                     // config, document, onsite; "" for headings
  Bilingual title;
  Bilingual requirement;                    // "mandatory" …
  std::string critical_area;                // "1" to "4", or ""
  bool inheritable = false;
  std::string testable_secondary;           // what a second look may use
  std::string since, amended;               // editions: "2022-04"
  Bilingual evidence;                       // records that people look at

  // B or PB: mandatory below a selected objective.
  bool is_baseline() const { return suffix.find('B') != std::string::npos; }
};
Result<std::vector<ControlInfo>> controls(const SourcePtr& catalogue);

}  // namespace sekisho
