// `sekisho seal`: a run, evaluated and sealed into one file.
#include <algorithm>
#include <filesystem>
#include <future>
#include <iostream>
#include <limits>
#include <memory>

#include "cli/commands.h"
#include "cli/evaluation.h"
#include "cli/log_folder.h"
#include "cli/sealed_run.h"
#include "cli/seal_key.h"
#include "cli/seal_office.h"
#include "cli/seal_origin.h"
#include "cli/seal_timestamp.h"
#include "cli/terminal.h"
#include "sekisho/bundle.h"
#include "sekisho/file.h"
#include "sekisho/mapped_file.h"
#include "sekisho/snapshot_text.h"

namespace sekisho::cli {
namespace {

// Where the bundle goes, or why it cannot go there.
Result<std::string> target_of(const Arguments& arguments, const std::string& option) {
  const std::string path = arguments.value(option);
  std::error_code code;
  const std::filesystem::file_status there = std::filesystem::status(path, code);
  if (path != "-" && std::filesystem::is_directory(there)) return Error{"`" + path + "` is a folder", "name a file", {}};
  if (path != "-" && std::filesystem::exists(there) && !arguments.has("--force")) return Error{"`" + path + "` is there already", "`--force` replaces it", {}};
  return path;
}

// Puts a time authority's answer into a bundle.
ExitCode add_answer(const Arguments& arguments, const std::string& target) {
  if (arguments.has("--timestamp-url") || arguments.has("--time-authority")) return refuse({"`--answer` asks nobody, and `verify` says whose answer it is", "leave `--timestamp-url` and `--time-authority` out", {}});
  if (arguments.positional().size() != 1) return refuse({"`--answer` goes with one bundle", "write `sekisho seal BUNDLE --answer FILE -o FILE`", {}});
  const Result<std::string> bundle = read_file(arguments.positional()[0]), answer = read_file(arguments.value("--answer"));
  if (!bundle) return refuse(bundle.error());
  if (!answer) return refuse(answer.error());
  const Result<std::string> stamped = add_timestamp(*bundle, *answer);
  if (!stamped) return refuse(stamped.error());
  const Result<void> written = write_file_atomically(target, *stamped);
  return written ? kGood : refuse(written.error());
}

// What was named as an input, with the registers.
std::vector<std::string> scheduled_inputs(const Settings& settings) {
  std::vector<std::string> inputs = settings.project.inputs;
  for (const RegisterChoice& choice : settings.project.registers) inputs.push_back(choice.path);
  return inputs;
}

Result<Schedule> schedule_of(const Arguments& arguments, const Settings& settings, const CompiledPolicy& policy) {
  Schedule schedule;
  schedule.origin = "command line";
  if (settings.has_project_file) {
    schedule.origin = arguments.value("--project", kProjectFile);
    const Result<std::string> bytes = read_file(schedule.origin);
    if (!bytes) return bytes.error();
    schedule.origin_digest = digest_of(*bytes);
  }
  schedule.inputs = scheduled_inputs(settings);
  schedule.expected = settings.project.expected;
  schedule.rules = rule_names(policy);
  return schedule;
}

Result<std::vector<SealedFile>> source_files(const Run& run) {
  std::vector<SealedFile> files;
  for (const RunSource& source : run.sources) {
    Result<std::string> bytes = read_file(source.path);
    if (!bytes) return bytes.error();
    files.push_back({source.path, std::move(*bytes)});
  }
  return files;
}

// For the snapshot, from which everything is evaluated: nobody else asks for more than the registers.
std::vector<std::shared_ptr<const RawSource>> taken_sources(Prepared& prepared) {
  std::vector<std::shared_ptr<const RawSource>> sources = prepared.sources;
  std::erase_if(prepared.sources, [](const auto& source) { return source->adapter != "register"; });
  return sources;
}

Result<std::string> digest_of_program() {
  // Mapped: it is in memory already.
  if (const auto mapped = MappedFile::open("/proc/self/exe", 1, std::numeric_limits<size_t>::max())) return digest_of(mapped->view());
  const Result<std::string> program = read_file("/proc/self/exe");
  return program ? Result<std::string>(digest_of(*program)) : program;
}

// Where the rules come from, what they were told, and what the run has to cover.
Result<void> tell_policy(const Arguments& arguments, const Settings& settings, const Prepared& prepared, Sealed& sealed) {
  Result<std::vector<SealedPack>> origins = origins_of(packs_of(settings), settings.lock_file, arguments.has("--allow-dirty"));
  if (!origins) return origins.error();
  sealed.packs = std::move(*origins);
  sealed.policies = prepared.texts;
  sealed.rules = settings.rules;
  sealed.parameters = settings.project.parameters;
  sealed.profile = settings.project.profile;
  for (const std::string& path : settings.project.waivers) {
    Result<std::string> bytes = read_file(path);
    if (!bytes) return bytes.error();
    sealed.waivers.push_back({path, std::move(*bytes)});
  }
  Result<Schedule> schedule = schedule_of(arguments, settings, prepared.policy);
  if (!schedule) return schedule.error();
  sealed.schedule = std::move(*schedule);
  return {};
}

// Writes the snapshot, and evaluates it. What is worked out of the snapshot for seal() has begun then.
Result<std::shared_ptr<const SnapshotWork>> evaluate_into(Sealed& sealed, const Settings& settings, Prepared& prepared, Progress& progress) {
  const EvaluateOptions options = evaluate_options(settings);
  progress.stage("mapping");
  Result<std::string> snapshot = write_snapshot(prepared.policy, taken_sources(prepared), options, sealed.snapshot_digests);
  if (!snapshot) return snapshot.error();
  sealed.snapshot = std::move(*snapshot);
  std::shared_ptr<const SnapshotWork> begun = begin_sealing(sealed.snapshot, sealed.snapshot_digests);
  progress.stage("evaluating");
  Result<Run> run = evaluate_snapshot(prepared.policy, sealed, options);
  if (!run) return run.error();
  sealed.run = std::move(*run);
  sealed.run.packs = packs_of(settings);
  return begun;
}

// Base64 has characters that a log's name had better not have.
std::string log_name(const Arguments& arguments, const Signer& signer) {
  std::string name = "sekisho-log/" + signer.public_key().hint().substr(0, 16);
  std::replace(name.begin() + 12, name.end(), '/', '_');
  std::replace(name.begin(), name.end(), '+', '-');
  return arguments.value("--log-name", name);
}

// Puts the proof that the log of `--log` holds it into the bundle; `files` are the log's, to be written while the lock is held.
Result<LogLock> add_to_log(const Arguments& arguments, const Signer& signer, std::string& bundle, std::vector<FileContent>& files) {
  const std::string folder = arguments.value("--log");
  Result<LogLock> lock = LogLock::take(folder);
  if (!lock) return lock;
  const Result<Log> log = read_log(folder);
  if (!log) return log.error();
  Result<Appended> appended = append_to_log(*log, log_name(arguments, signer), bundle, signer);
  if (!appended) return appended.error();
  files = files_of(folder, appended->log);
  bundle = std::move(appended->bundle);
  return lock;
}

}  // namespace

ExitCode run_seal(const Arguments& arguments) {
  if (!arguments.has("--output")) return refuse({"no file to write the bundle to", "name one with `-o FILE`", {}});
  const Result<std::string> target = target_of(arguments, "--output");
  if (!target) return refuse(target.error());
  if (arguments.has("--answer")) return add_answer(arguments, *target);
  const Result<std::string> request = arguments.has("--timestamp-request") ? target_of(arguments, "--timestamp-request") : Result<std::string>(std::string());
  if (!request) return refuse(request.error());
  const Result<TimestampChoice> timestamp = timestamp_choice_of(arguments);
  if (!timestamp) return refuse(timestamp.error());
  const Result<Signer> signer = signer_of(arguments);
  if (!signer) return refuse(signer.error());
  const Result<Settings> settings = settings_of(arguments, arguments.positional());
  if (!settings) return refuse(settings.error());

  Sealed& sealed = *new Sealed;   // as in `check`: never taken apart
  sealed.started_at = now();
  sealed.timestamp_required = arguments.has("--timestamp-request") || !timestamp->url.empty();
  std::future<Result<std::string>> program_digest = std::async(std::launch::async, digest_of_program);   // while one thread reads the inputs
  Progress progress;
  std::optional<Prepared>& prepared = *new std::optional<Prepared>(prepare(*settings, progress));
  if (!prepared) return kBadInput;
  if (const Result<void> told = tell_policy(arguments, *settings, *prepared, sealed); !told) return refuse(told.error());
  const Result<std::shared_ptr<const SnapshotWork>> begun = evaluate_into(sealed, *settings, *prepared, progress);
  if (!begun) return refuse(begun.error());
  if (arguments.has("--include-source")) {
    Result<std::vector<SealedFile>> files = source_files(sealed.run);
    if (!files) return refuse(files.error());
    sealed.sources = std::move(*files);
  }
  if (const Result<void> added = add_office(arguments, *settings, *prepared, sealed); !added) return refuse(added.error());
  const Result<std::string> program = program_digest.get();
  if (!program) return refuse(program.error());
  sealed.program_digest = *program;
  sealed.finished_at = now();

  progress.stage("sealing");
  Result<SealedBundle> made = seal(sealed, *signer, *begun);
  if (!made) return refuse(made.error());
  std::string bundle = std::move(made->bytes);
  if (!timestamp->url.empty()) {
    progress.stage("asking for a time stamp");
    Result<std::string> stamped = ask_for_timestamp(bundle, *timestamp);
    if (!stamped) return refuse(stamped.error());
    bundle = std::move(*stamped);
  }
  std::vector<FileContent> files;
  std::optional<LogLock> lock;
  if (arguments.has("--log")) {
    Result<LogLock> taken = add_to_log(arguments, *signer, bundle, files);
    if (!taken) return refuse(taken.error());
    lock.emplace(std::move(*taken));
  }
  if (!timestamp->url.empty()) {
    const Result<void> accepted = check_stamped(bundle, *timestamp, signer->public_key());
    if (!accepted) return refuse(accepted.error());
  }
  const Result<std::string> query = request->empty() ? Result<std::string>(std::string()) : timestamp_request(bundle);
  if (!query) return refuse(query.error());
  files.push_back({*target, std::move(bundle)});
  if (!request->empty()) files.push_back({*request, *query});
  const Result<void> written = write_files_atomically(files);
  if (!written) return refuse(written.error());
  const Language language = settings->project.language == "ja" ? Language::kJapanese : Language::kEnglish;   // never taken from the machine
  std::cerr << closing_line(sealed.run, language);
  if (language == Language::kJapanese) std::cerr << *target << " に封印、結果 " << made->root << "\n";
  else std::cerr << "sealed in " << *target << ", results " << made->root << "\n";
  return kGood;
}

}  // namespace sekisho::cli
