// `sekisho sample RUN`: some resources of a rule's population, drawn by a seed that the auditor gives.
#include <charconv>

#include "cli/commands.h"
#include "cli/outputs.h"
#include "cli/saved_runs.h"
#include "cli/terminal.h"
#include "sekisho/file.h"
#include "sekisho/json_writer.h"
#include "sekisho/sample.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

constexpr size_t kMost = 100000;

Result<size_t> size_of(const std::string& given) {
  size_t size = 0;
  const auto read = std::from_chars(given.data(), given.data() + given.size(), size);
  if (read.ec == std::errc() && read.ptr == given.data() + given.size() && size >= 1 && size <= kMost) return size;
  return Error{"`--size " + given + "` is no size of a sample", "expected 1 to " + std::to_string(kMost), {}};
}

std::string as_json(const SavedRun& saved, const Sample& sample, const std::string& seed) {
  std::string out;
  JsonWriter json(&out, true);
  json.begin_object();
  json.member("format", "sekisho-sample");
  json.member("schema_version", 1);
  json.member("run", saved.path);
  json.member("policy_digest", saved.run.policy_digest);
  json.member("rule", sample.rule->name);
  json.member("population", sample.population);
  json.member("not_applicable", sample.left_out);
  json.member("complete", sample.complete);
  json.member("seed", seed);
  json.key("rows");
  json.begin_array();
  for (const SampleRow& row : sample.rows) {
    json.begin_object();
    json.member("digest", row.digest);
    json.member("resource", row.finding->resource);
    json.member("kind", row.finding->kind);
    json.member("account", row.finding->account);
    json.member("verdict", to_string(row.finding->verdict));
    json.member("source", saved.run.sources[static_cast<size_t>(row.finding->source)].path);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return out + "\n";
}

std::string as_text(const SavedRun& saved, const Sample& sample, const std::string& seed, Language language) {
  const bool english = language == Language::kEnglish;
  const std::string drawn = std::to_string(sample.rows.size()), of = std::to_string(sample.population), out_of = std::to_string(sample.left_out);
  std::string text = english ? drawn + " of " + of + " resources to which the rule `" + sample.rule->name + "` applies (" + out_of + " to which it does not)\n"
                             : "ルール `" + sample.rule->name + "` の適用対象 " + of + " 件から " + drawn + " 件を抽出（適用対象外 " + out_of + " 件）\n";
  text += (english ? "run   " : "実行   ") + harmless(saved.path) + ", " + saved.run.policy_digest + "\n";
  text += (english ? "seed  " : "シード ") + harmless(seed) + "\n";
  if (!sample.complete) {
    text += english ? "The population is not known to be complete: the sample says nothing of resources that the run did not see.\n"
                    : "母集団が全件であることは確認されていません。実行時に見えなかったリソースについては、このサンプルから何も言えません。\n";
  }
  text += "\n";
  for (const SampleRow& row : sample.rows) text += row.digest.substr(0, 16) + "  " + verdict_word(row.finding->verdict, language) + "  " + harmless(row.finding->resource) + "\n";
  text += english ? "\nTo draw it again by hand: for each resource of the population, `printf '%s\\n%s' SEED RESOURCE | sha256sum`; sort; take the first ones.\n"
                  : "\n手作業での再現: 母集団の各リソースについて `printf '%s\\n%s' シード リソース | sha256sum` を計算し、昇順に並べて先頭から取ります。\n";
  return text;
}

}  // namespace

ExitCode run_sample(const Arguments& arguments) {
  if (arguments.positional().size() != 1) return refuse({"expected one saved run", "write `sekisho sample RUN --rule NAME --seed TEXT`", {}});
  for (const std::string option : {"--rule", "--seed"}) {
    if (arguments.value(option).empty()) return refuse({"`" + option + "` is missing", option == "--seed" ? "the auditor chooses it, after the run was made" : "name the rule whose population is to be drawn from", {}});
  }
  const Result<size_t> size = size_of(arguments.value("--size", "25"));
  if (!size) return refuse(size.error());
  const Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  const Result<SavedRun> saved = load_saved_run(arguments.positional()[0]);
  if (!saved) return refuse(saved.error());
  const std::string seed = arguments.value("--seed");
  const Result<Sample> sample = draw_sample(*saved, arguments.value("--rule"), seed, *size, arguments.has("--allow-incomplete"));
  if (!sample) return refuse(sample.error());
  const std::string report = arguments.has("--json") ? as_json(*saved, *sample, seed) : as_text(*saved, *sample, seed, language_of(settings->project.language));
  const Result<void> written = write_file_atomically("-", report);
  return written ? kGood : refuse(written.error());
}

}  // namespace sekisho::cli
