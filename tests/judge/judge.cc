// The judge: random programs on random inputs through both engines; the first disagreement is shrunk and printed.
// judge [--seed S] [--verdicts N] [--seconds T] [--case-seconds T] [--program P --input I] [--refused] [--no-shrink]
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <sys/mman.h>

#include "engine/base/check.h"
#include "tests/judge/input.h"
#include "tests/judge/isolated.h"
#include "tests/judge/mend.h"
#include "tests/judge/program.h"
#include "tests/judge/shrink.h"
#include "tests/judge/ways.h"

namespace sekisho::judge {
namespace {

using Clock = std::chrono::steady_clock;
constexpr uint64_t kInputsPerProgram = 5;
constexpr double kTrySeconds = 10;   // for one try of shrinking

struct Options {
  uint64_t seed = 1;
  size_t verdicts = 1000000;
  double seconds = 600;
  double case_seconds = 60;                 // a program or an input that takes longer never ends
  std::optional<uint64_t> program, input;   // one case only: both seeds as a run printed them
  bool refused = false;                     // show why generated programs do not check
  bool shrink = true;
};

struct Tally {
  size_t programs = 0, refused_programs = 0, dropped_rules = 0, inputs = 0, refused_inputs = 0, verdicts = 0;
  size_t by_verdict[4] = {};
  size_t vacuous = 0, applicability_unknown = 0;
  double slowest = 0;                       // seconds, and which case it was
  uint64_t slowest_program = 0, slowest_input = 0;
};

// Which case runs. Shared with the process that runs it, which may end on a bug of the engine's.
struct Running {
  uint64_t program = 0, input = 0;          // input 0: the program is compiled
  std::atomic<uint64_t> steps = 0;          // of programs, inputs and tries of shrinking begun
};
Running& running() {
  static Running* const shared = [] {
    void* memory = mmap(nullptr, sizeof(Running), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(memory != MAP_FAILED);
    return new (memory) Running;
  }();
  return *shared;
}

double since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

// Whether `seconds` have passed since this was made.
std::function<bool()> longer_than(double seconds) {
  return [seconds, begin = Clock::now()] { return since(begin) > seconds; };
}

// Whether what runs has begun nothing new for `seconds`.
std::function<bool()> stands_still_for(double seconds) {
  return [seconds, begin = Clock::now(), steps = running().steps.load()]() mutable {
    if (const uint64_t now = running().steps; now != steps) steps = now, begin = Clock::now();
    return since(begin) > seconds;
  };
}

void print_seeds(const char* what) {
  std::printf("%s: judge --program %llu", what, static_cast<unsigned long long>(running().program));
  if (running().input != 0) std::printf(" --input %llu", static_cast<unsigned long long>(running().input));
  std::printf("\n");
}

Question question_of(const Input& input) {
  Question question{{}, input.complete_kinds, input.rules, input.parameters, {}};
  for (const Plan& plan : input.plans) {
    question.plans.push_back(to_json(plan));
    question.doubtful.push_back(doubtful_of(plan));
  }
  return question;
}

void print_case(const Case& failing) {
  std::printf("---- judged.seki\n%s", to_text(failing.program).c_str());
  for (size_t i = 0; i < failing.input.plans.size(); ++i) {
    std::printf("---- plan%zu.json\n%s\n", i, to_json(failing.input.plans[i]).c_str());
    for (const std::string& address : doubtful_of(failing.input.plans[i])) std::printf("---- may not exist: %s\n", address.c_str());
  }
  std::printf("---- complete kinds:");
  for (const std::string& kind : failing.input.complete_kinds) std::printf(" %s", kind.c_str());
  std::printf("\n---- rules:");
  for (const std::string& rule : failing.input.rules) std::printf(" %s", rule.c_str());
  for (const auto& [name, value] : failing.input.parameters) std::printf("\n---- %s = %s", name.c_str(), value.c_str());
  std::printf("\n");
}

// Nullopt, with `messages`, when the program does not check for another reason than a lint.
std::optional<Policies> compiled(Term& program, uint64_t seed, std::string& messages, size_t& dropped) {
  Random random(derive(seed, 1000));
  for (int attempt = 0; attempt < 20; ++attempt) {
    Diagnostics diagnostics;
    if (std::optional<Policies> policy = compile_text(to_text(program), diagnostics)) return policy;
    messages.clear();
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      if (diagnostic.severity == Severity::kError) messages += render(diagnostic, false);
    }
    if (!mend(program, diagnostics, random, dropped)) break;
  }
  return std::nullopt;
}

// The disagreement on a case, or "" when there is none or the program does not check.
std::string disagreement(const Case& tried) {
  Diagnostics diagnostics;
  std::optional<Policies> policy = compile_text(to_text(tried.program), diagnostics);
  if (!policy) return "";
  const Question question = question_of(tried.input);
  return difference(decide(Way::kColumns, *policy, question), decide(Way::kRows, *policy, question));
}

// The same in a process of its own; an engine that stops is a disagreement, too. One that takes long may be another trouble than the one that is shrunk.
bool fails(const Case& tried) {
  ++running().steps;
  const Ending ending = run_isolated([&] { return disagreement(tried).empty() ? 0 : 1; }, true, longer_than(kTrySeconds));
  return ending.how == Ending::How::kStopped || (ending.how == Ending::How::kReturned && ending.code == 1);
}

void report(Case failing, const std::string& first, bool small) {
  print_seeds(first.empty() ? "the engine stopped" : "columns and rows disagree");
  std::printf("%s", first.c_str());
  std::fflush(stdout);
  if (!small) return;
  shrink(failing, fails, longer_than(30));
  std::printf("shrunk to:\n");
  ++running().steps;
  run_isolated([&] { return std::printf("%s", disagreement(failing).c_str()) < 0; }, false, longer_than(kTrySeconds));
  print_case(failing);
}

void count(const Verdicts& verdicts, Tally& tally) {
  if (!verdicts.refused.empty()) ++tally.refused_inputs;
  ++tally.inputs;
  tally.verdicts += verdicts.lines.size();
  for (const Line& line : verdicts.lines) {
    ++tally.by_verdict[static_cast<size_t>(line.verdict)];
    if (line.vacuous) ++tally.vacuous;
    if (line.applicability_unknown) ++tally.applicability_unknown;
  }
}

void print(const Tally& tally, double seconds) {
  const auto share = [](size_t part, size_t whole) { return whole == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole); };
  std::printf("%zu programs (%zu did not check, %zu of their rules were dropped), %zu inputs (%zu refused), %zu verdicts in %.1f s, %.0f a second\n", tally.programs, tally.refused_programs, tally.dropped_rules, tally.inputs, tally.refused_inputs,
              tally.verdicts, seconds, static_cast<double>(tally.verdicts) / seconds);
  std::printf("pass %.1f %%, fail %.1f %%, unknown %.1f %%, not applicable %.1f %%; vacuous %.1f %%, applicability unknown %.1f %%\n", share(tally.by_verdict[0], tally.verdicts),
              share(tally.by_verdict[1], tally.verdicts), share(tally.by_verdict[2], tally.verdicts), share(tally.by_verdict[3], tally.verdicts), share(tally.vacuous, tally.verdicts),
              share(tally.applicability_unknown, tally.verdicts));
  std::printf("slowest input %.1f s: judge --program %llu --input %llu\n", tally.slowest, static_cast<unsigned long long>(tally.slowest_program), static_cast<unsigned long long>(tally.slowest_input));
}

int run_cases(const Options& options) {
  const Clock::time_point begin = Clock::now();
  Tally tally;
  bool agree = true;
  for (uint64_t i = 0; agree && tally.verdicts < options.verdicts && since(begin) < options.seconds; ++i) {
    running().program = options.program.value_or(derive(options.seed, i));
    running().input = 0;
    ++running().steps;
    GeneratedProgram program = make_program(running().program);
    std::string messages;
    std::optional<Policies> policy = compiled(program.text, running().program, messages, tally.dropped_rules);
    ++tally.programs;
    if (!policy) {
      ++tally.refused_programs;
      if (options.refused) std::printf("program %llu\n%s", static_cast<unsigned long long>(running().program), messages.c_str());
      if (options.program) break;
      continue;
    }
    for (uint64_t k = 0; agree && k < kInputsPerProgram && since(begin) < options.seconds; ++k) {
      running().input = options.input.value_or(derive(running().program, k));
      ++running().steps;
      Input input = make_input(program.world, running().input);
      const Question question = question_of(input);
      if (options.input) print_case({program.text, input});
      const Clock::time_point case_begin = Clock::now();
      const Verdicts columns = decide(Way::kColumns, *policy, question);
      const Verdicts rows = decide(Way::kRows, *policy, question);
      count(rows, tally);
      if (const double took = since(case_begin); took > tally.slowest) tally.slowest = took, tally.slowest_program = running().program, tally.slowest_input = running().input;
      agree = columns == rows;
      if (!agree) report({program.text, input}, difference(columns, rows), options.shrink);
      if (options.input) break;
    }
    if (options.program) break;
  }
  print(tally, since(begin));
  // Programs that do not check are the generator's mistake.
  if (tally.refused_programs > 2 + tally.programs / 100) std::printf("more than one program in a hundred does not check: see --refused\n"), agree = false;
  if (tally.verdicts == 0 && !options.program) agree = false;
  std::printf(agree ? "1 passed, 0 failed\n" : "0 passed, 1 failed\n");
  return agree ? 0 : 1;
}

int run(const Options& options) {
  running();   // before the processes part
  const Ending ending = run_isolated([&] { return run_cases(options); }, false, stands_still_for(options.case_seconds));
  if (ending.how == Ending::How::kReturned) return ending.code;
  if (ending.how == Ending::How::kTookTooLong) {
    print_seeds(("took longer than " + std::to_string(options.case_seconds) + " s").c_str());
    std::printf("0 passed, 1 failed\n");
    return 1;
  }
  if (running().input == 0) {
    print_seeds("the engine stopped");   // compiling; here it would stop, too
    std::printf("0 passed, 1 failed\n");
    return 1;
  }
  GeneratedProgram program = make_program(running().program);
  std::string messages;
  size_t dropped = 0;
  if (compiled(program.text, running().program, messages, dropped)) report({program.text, make_input(program.world, running().input)}, "", options.shrink);
  std::printf("0 passed, 1 failed\n");
  return 1;
}

std::optional<Options> parse(int count, char** words) {
  Options options;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (word == "--refused" || word == "--no-shrink") {
      (word == "--refused" ? options.refused : options.shrink) = word == "--refused";
      continue;
    }
    if (i + 1 == count) return std::nullopt;
    const char* value = words[++i];
    if (word == "--seed") options.seed = std::strcmp(value, "fresh") == 0 ? static_cast<uint64_t>(std::chrono::system_clock::now().time_since_epoch().count()) : std::strtoull(value, nullptr, 10);
    else if (word == "--verdicts") options.verdicts = std::strtoull(value, nullptr, 10);
    else if (word == "--seconds") options.seconds = std::strtod(value, nullptr);
    else if (word == "--case-seconds") options.case_seconds = std::strtod(value, nullptr);
    else if (word == "--program") options.program = std::strtoull(value, nullptr, 10);
    else if (word == "--input") options.input = std::strtoull(value, nullptr, 10);
    else return std::nullopt;
  }
  return options;
}

}  // namespace
}  // namespace sekisho::judge

int main(int count, char** words) {
  using namespace sekisho::judge;
  const std::optional<Options> options = parse(count, words);
  if (!options) {
    std::fprintf(stderr, "judge [--seed S|fresh] [--verdicts N] [--seconds T] [--case-seconds T] [--program P [--input I]] [--refused] [--no-shrink]\n");
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);   // a run that is ended from outside has said its seed
  std::printf("seed %llu\n", static_cast<unsigned long long>(options->seed));
  return run(*options);
}
