// `sekisho statement changes`: control changes (統制変更) of the period, and what changed in rules, maps and engine between two saved runs.
#include <iostream>

#include "cli/saved_runs.h"
#include "cli/statement_commands.h"
#include "cli/statement_file.h"
#include "cli/terminal.h"
#include "sekisho/file.h"
#include "sekisho/json_objects.h"
#include "sekisho/statement_form.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

struct Changes {
  std::vector<ControlChange> controls;
  std::vector<MeansChange> means;
  bool compared = false;    // two runs were given
};

void member(JsonWriter& json, const char* name, const Bilingual& text) {
  json.key(name);
  json.begin_object();
  json.member("en", text.en);
  json.member("ja", text.ja);
  json.end_object();
}

void side(JsonWriter& json, const char* name, int32_t from, int32_t to, bool adopted, const Bilingual& text) {
  json.key(name);
  json.begin_object();
  json.member("from", day_text(from));
  json.member("to", day_text(to));
  json.member("adopted", adopted);
  member(json, "text", text);
  json.end_object();
}

std::string as_json(const Changes& changes) {
  std::string out;
  JsonWriter json(&out, true);
  json.begin_object();
  write_objects(json, "individual_controls", changes.controls, [&](const ControlChange& one) {
    json.member("date", day_text(one.day));
    json.member("id", one.id);
    member(json, "title", one.title);
    side(json, "before", one.before_from, one.before_to, one.adopted_before, one.before);
    side(json, "after", one.after_from, one.after_to, one.adopted_after, one.after);
  });
  json.member("runs_compared", changes.compared);
  write_objects(json, "means", changes.means, [&](const MeansChange& one) {
    json.member("what", one.what);
    json.member("name", one.name);
    json.member("before", one.before);
    json.member("after", one.after);
  });
  json.end_object();
  return out + "\n";
}

std::string as_text(const Changes& changes, bool ja) {
  const auto word = [&](const char* english, const char* japanese) { return std::string(ja ? japanese : english); };
  std::string out = std::to_string(changes.controls.size()) + word(changes.controls.size() == 1 ? " control change in the period\n" : " control changes in the period\n", "件の統制変更（監査対象期間内）\n");
  for (const ControlChange& one : changes.controls) {
    const auto line = [&](const char* english, const char* japanese, int32_t from, int32_t to, bool adopted, const Bilingual& text) {
      const std::string what = adopted ? harmless(ja ? text.ja : text.en) : word("not adopted", "未採用");
      out += "  " + word(english, japanese) + " " + day_text(from) + " - " + day_text(to) + "  " + what + "\n";
    };
    out += "\n" + day_text(one.day) + "  " + harmless(one.id) + "  " + harmless(ja ? one.title.ja : one.title.en) + "\n";
    line("before", "変更前", one.before_from, one.before_to, one.adopted_before, one.before);
    line("after ", "変更後", one.after_from, one.after_to, one.adopted_after, one.after);
  }
  if (!changes.compared) return out + "\n" + word("rules, maps and engine were not compared: name two saved runs by --before and --after\n", "ルール・マップ・エンジンの変更は比較していません（--beforeと--afterに保存した実行結果を指定）\n");
  out += "\n" + std::to_string(changes.means.size()) + word(changes.means.size() == 1 ? " change of rules, parameters, maps or engine\n" : " changes of rules, parameters, maps or engine\n", "件のルール・パラメータ・マップ・エンジンの変更\n");
  for (const MeansChange& one : changes.means) {
    const std::string none = word("none", "無し");
    out += "  " + one.what + (one.name.empty() ? "" : " " + harmless(one.name)) + ": " + (one.before.empty() ? none : harmless(one.before)) + " -> " + (one.after.empty() ? none : harmless(one.after)) + "\n";
  }
  return out;
}

}  // namespace

ExitCode statement_changes(const Arguments& arguments, const std::vector<std::string>& words) {
  const Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  if (arguments.has("--before") != arguments.has("--after")) return refuse({"two saved runs are needed", "write `--before EARLIER.json --after LATER.json`; `sekisho check -o json=FILE` saves one", {}});
  const std::string path = statement_path(*settings, arguments, words.empty() ? "" : words[0]);
  Result<StatementFile> file = read_statement_file(*settings, path);
  if (!file) return refuse(file.error());
  // Without dates and texts there is no before and after to tell.
  StatementFacts facts;
  facts.evaluated_at = settings->evaluated_at.value_or(now());
  facts.controls = file->controls;
  if (!file->diagnostics.has_errors()) (void)lint_statement(file->statement, facts, file->diagnostics);
  file->diagnostics.sort();
  bool broken = false;
  for (const Diagnostic& one : file->diagnostics.all()) {
    if (one.code < "SK0820" && one.code != "SK0807" && one.code != "SK0808") continue;
    show(one, use_colour(arguments.value("--color", "auto"), Stream::kError));
    broken = true;
  }
  if (broken) return kBadInput;
  Changes changes;
  changes.controls = control_changes(file->statement);
  if (arguments.has("--before")) {
    const Result<SavedRun> before = load_saved_run(arguments.value("--before"));
    if (!before) return refuse(before.error());
    const Result<SavedRun> after = load_saved_run(arguments.value("--after"));
    if (!after) return refuse(after.error());
    changes.compared = true;
    changes.means = means_changes(before->run, after->run);
  }
  const std::string report = arguments.has("--json") ? as_json(changes) : as_text(changes, language_of(settings->project.language) == Language::kJapanese);
  if (const Result<void> written = write_file_atomically("-", report); !written) return refuse(written.error());
  return kGood;
}

}  // namespace sekisho::cli
