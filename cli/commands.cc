// Adding a command: its function in a file of its own, its row in the table here.
#include "cli/commands.h"

#include <algorithm>
#include <iostream>

#include "cli/terminal.h"
#include "sekisho/version.h"

namespace sekisho::cli {
namespace {

using Options = std::vector<Option>;

const Option kColor = {"--color", "WHEN", "colours: auto (on a terminal, unless NO_COLOR is set), always, never"};
const Option kLanguage = {"--lang", "LANGUAGE", "language of texts for people: en or ja (default: the locale's)"};
const Option kLanguageOfBundle = {"--lang", "LANGUAGE", "language of texts for people: en or ja (default: en, whatever the locale)"};
const Option kProject = {"--project", "FILE", "project file (default: sekisho.yaml in this folder, where there is one)"};
const Option kPack = {"--pack", "PACK", "rules: a folder, a .seki file, git+URL@REF[#FOLDER] or the name of a shipped pack (default: ismap); repeatable", true};
const Option kMaps = {"--maps", "DIR", "maps that add to or replace the shipped ones; repeatable", true};
const Option kAdapter = {"--adapter", "NAME", "reader of the inputs (default: chosen by content)"};
const Option kRegister = {"--register", "KIND=FILE", "a table (CSV or YAML) that fills a kind, such as people.person=people.csv; repeatable", true};
const Option kTemplateParameter = {"--template-param", "NAME=VALUE", "a parameter of a CloudFormation or ARM template, or AWS::Region and its like; repeatable", true};
const Option kAt = {"--at", "TIME", "time of evaluation: 2026-04-01 or 2026-04-01T00:00:00Z (default: the latest capture time)"};
const Option kProfile = {"--profile", "PROFILE", "rules on and off, severities and parameters: full, liu, or a file (default: the project's, else full)"};
const Option kWith = {"--with", "NAME=VALUE", "a parameter's value, as Seki writes it; repeatable", true};
const Option kComplete = {"--complete", "KIND", "the inputs hold every resource of this kind; repeatable", true};
const Option kWaivers = {"--waivers", "FILE", "accepted failures and unknowns, as `sekisho help waivers` tells (default: the project's); repeatable", true};
const Option kFailOn = {"--fail-on", "SEVERITY", "only rules of this severity or above decide the exit code: info, low, medium, high, critical"};
const Option kUnknown = {"--unknown", "HOW", "undecided findings count as pass or as fail (default: exit code 2)"};
const Option kIgnorePaths = {"--ignore-paths", "", "comparing: sources of one adapter are of one estate, whatever their files are called"};
const Option kThreads = {"--threads", "N", "threads to use (default: one a processor); what comes out is the same"};
const Option kNoCache = {"--no-cache", "", "compile the policies anew: neither use nor keep artifacts"};
const Option kLocked = {"--locked", "", "refuse packs that differ from sekisho.lock"};
const Option kStatement = {"--statement", "FILE", "the statement (default: the one of sekisho.yaml, else statement.yaml beside it)"};
const Option kJson = {"--json", "", "print JSON"};

Options check_options() {
  return {kPack, kMaps, kAdapter,
          {"--output", "FORMAT[=FILE]", "text, json, csv, sarif, junit or html, to FILE or to standard output; repeatable (default: text)", true, "-o"},
          {"--all", "", "show passes and resources to which rules do not apply, too, and all findings"},
          kFailOn, kUnknown,
          {"--gate", "new", "with --against: only failures that the earlier run does not have by the same values decide the exit code"},
          {"--against", "RUN", "with --gate: the earlier run, saved with `-o json=RUN`"},
          kIgnorePaths,
          {"--obligations", "RUN", "tell what became of all that the earlier run left undecided: met, broken, still open (exit code 2 at least)"},
          kLanguage, kAt, kProfile, kWith, kRegister, kTemplateParameter, kWaivers,
          {"--rule", "NAME", "only this rule; repeatable", true},
          kComplete,
          {"--dump", "STAGE", "print a form instead: tokens, tree, program, query, raw, snapshot, verdicts, findings"},
          {"--verbose", "", "log what is done, with times, to standard error"},
          kThreads, kNoCache, kLocked, kProject, kColor};
}

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> kCommands = {
      {"check", "[INPUT…]", "evaluate inputs (a file, or - for standard input) against rules", check_options(), run_check},
      {"explain", "RULE RESOURCE [INPUT…]", "show everything that decided one rule on one resource",
       {kPack, kMaps, kAdapter, kLanguage, kAt, kProfile, kWith, kRegister, kTemplateParameter, kWaivers, kComplete, kNoCache, kProject, kColor}, run_explain},
      {"diff", "EARLIER LATER", "compare two saved runs (`check --all -o json=FILE`): what is new, fixed, still there, gone, incomparable",
       {{"--all", "", "show every finding, those that are still there too"}, kIgnorePaths, kFailOn, kUnknown, kJson, kLanguage, kProject, kColor}, run_diff},
      {"history", "FOLDER", "show the saved runs of a period: gaps in time and in coverage, controls over time, when each failure opened and closed, what changed in rules and statement",
       {{"--every", "TIME", "the schedule, such as 1d or 12h: a slot without a run is told as missed"},
        {"--from", "TIME", "with --every: the first slot (default: the first run)"},
        {"--to", "TIME", "with --every: the last slot (default: the last run)"},
        {"--all", "", "show every failure and change, and the titles of controls"}, kIgnorePaths, kJson, kLanguage, kProject, kColor},
       run_history},
      {"sample", "RUN", "draw some resources of a rule's population from a saved run, by a seed, so that anybody can draw them again",
       {{"--rule", "NAME", "the rule whose population is drawn from"},
        {"--seed", "TEXT", "what the auditor chose, after the run was made"},
        {"--size", "N", "how many (default: 25)"},
        {"--allow-incomplete", "", "draw although nothing says that the run looked at every resource"}, kJson, kLanguage, kProject},
       run_sample},
      {"test", "[PATH…]", "run the tests in *_test.seki below the paths (default: the project's packs)",
       {{"--filter", "TEXT", "only tests whose subject or title holds the text"},
        {"--mutate", "", "change the rules below the paths bit by bit instead, and tell which changes no test notices"},
        {"--at-least", "PERCENT", "with --mutate: exit code 1 when fewer changes than these are noticed"},
        {"--survivors", "FILE", "with --mutate: a CSV (subject,was,becomes,reason) of changes that need not be noticed; exit code 1 when others survive"},
        kJson, kMaps, kProject, kColor}, run_test},
      {"lint", "[PATH…]", "check policies without running them (default: the project's packs)",
       {{"--strict", "", "warnings count as failures"}, kMaps, kProject, kColor}, run_lint},
      {"compile", "[PACK…]", "write what packs compile to, where `check` finds it (default: the project's packs)",
       {{"--output", "FILE", "a file or folder for the artifact (default: $XDG_CACHE_HOME/sekisho, else ~/.cache/sekisho)", false, "-o"}, kMaps, kProject, kColor}, run_compile},
      {"fmt", "[PATH…]", "lay out .seki files in place, or - from standard input (default: the project's packs and maps)",
       {{"--check", "", "change nothing; exit code 1 when a file would change"}, kProject, kColor}, run_fmt},
      {"init", "[DIR]", "write a project: sekisho.yaml, a first rule and its test", {}, run_init},
      {"snapshot", "[INPUT…]", "write what inputs were understood as to one file, which check reads as it reads the inputs",
       {{"--output", "FILE", "the file to write (- for standard output)", false, "-o"}, {"--force", "", "replace the file if it is there"},
        kPack, kMaps, kAdapter, kWith, kRegister, kTemplateParameter, kComplete, kThreads, kNoCache, kProject},
       run_snapshot},
      {"lock", "", "write the content of the project's packs down in sekisho.lock: commits of those from Git, and digests",
       {kPack, kProject}, run_lock},
      {"seal", "[INPUT…]", "evaluate inputs and seal policy, snapshot and results into one signed file (default inputs: the project's)",
       {{"--output", "FILE", "the bundle to write", false, "-o"}, {"--force", "", "replace the file if it is there"},
        {"--key", "KEY", "private key, ECDSA P-256 or Ed25519: a file in PEM, or the URI of one in a token, 'pkcs11:token=LABEL;object=LABEL?pin-source=file:PATH' (or env:NAME)"},
        {"--signer", "PROGRAM", "a program that signs instead: the message comes on its standard input, the signature goes to its standard output; once more for each argument", true},
        {"--public-key", "FILE", "the public key of --signer, or of a key in a token that does not tell it"},
        {"--timestamp-request", "FILE", "say that a time stamp is required, and write the request for one (RFC 3161)"},
        {"--timestamp-url", "URL", "ask the time authority there for a time stamp while sealing; nothing else is sent, and nothing is written unless the answer verifies"},
        {"--time-authority", "FILE", "certificates in PEM that are trusted for the answer of --timestamp-url; repeatable", true},
        {"--answer", "FILE", "put a time authority's answer into the bundle that INPUT is"},
        {"--log", "DIR", "append the run to the log in this folder, and put the proof into the bundle"},
        {"--log-name", "NAME", "the name of a new log (default: made of the key)"},
        {"--include-source", "", "put the source files in, too: they may hold secrets"},
        kStatement,
        {"--allow-dirty", "", "seal though a pack differs from its Git commit; the bundle says so"},
        {"--rule", "NAME", "only this rule; repeatable", true},
        kPack, kMaps, kAdapter, kAt, kProfile, kWith, kRegister, kTemplateParameter, kWaivers, kComplete, kThreads, kNoCache, kLocked, kLanguageOfBundle, kProject}, run_seal},
      {"verify", "BUNDLE", "check offline that a bundle is what the holder of a key sealed, and that nothing in it was left out or changed",
       {{"--key", "FILE", "public key in PEM of a signer that is accepted; repeatable", true},
        {"--time-authority", "FILE", "certificates in PEM that are trusted for time stamps; repeatable", true},
        {"--require-timestamp", "", "refuse a bundle without a time stamp, whatever it says itself"},
        {"--log", "DIR", "a log that the run has to be in"},
        {"--checkpoint", "FILE", "a checkpoint that was kept: a log that does not continue it is refused"},
        {"--all", "", "list all registers with their digests, however many"}, kJson, kLanguageOfBundle}, run_verify},
      {"rerun", "BUNDLE", "evaluate a bundle's snapshot by its policy again, and compare the results",
       {{"--from-source", "", "read the source files again, too (those of the schedule, or named behind the bundle), and list what differs"},
        kAdapter, kRegister, kTemplateParameter, kThreads, kNoCache, kLanguageOfBundle, kProject}, run_rerun},
      {"report", "BUNDLE", "write views of a sealed run, from the bundle alone",
       {{"--output", "FORMAT[=FILE]", "text, json, csv, sarif, junit, html, xlsx, ocsf, or of OSCAL: oscal-catalog, oscal-profile, oscal-component-definition, oscal-assessment-plan, oscal-assessment-results, oscal-poam; repeatable", true, "-o"},
        {"--all", "", "passes and resources to which rules do not apply, too"},
        {"--lang", "LANGUAGE", "language of text, and the one that html shows first: en or ja (default: en, whatever the locale)"}}, run_report},
      {"adapters", "[FILE…]", "list readers and maps, and which adapter fills which attribute; or try an external adapter on files",
       {{"--markdown", "", "print the coverage matrix as Markdown"}, {"--test", "NAME", "try the external adapter NAME of sekisho.yaml on FILE…"}, kJson, kMaps, kProject}, run_adapters},
      {"schema", "[KIND|TRAIT]", "list kinds and traits, or the attributes of one", {kJson, kPack}, run_schema},
      {"controls", "[show ID | import FILE | diff A B]", "list the controls of the catalogue, with the rules that support them; show one; add a list; compare two",
       {{"--search", "TEXT", "only controls whose title holds the text, in either language"},
        {"--chapter", "NUMBER", "only controls of this chapter"},
        {"--level", "NUMBER", "only chapters (1), sections (2), objectives (3) or detailed controls (4)"},
        {"--testable", "WAY", "only controls to be looked at in this way first or second: config, document or onsite"},
        {"--mandatory", "", "only controls that carry the mark B or PB"},
        {"--critical-area", "NUMBER", "only controls of this critical area: 1 to 4"},
        {"--inheritable", "", "only controls that may rest on the listed service below"},
        {"--unsupported", "", "only controls that no rule supports, nor anything below them"},
        {"--coverage", "", "how much of the catalogue rules support, on which sources, and what is left"},
        {"--output", "FILE", "import: the file to write (default: catalogue.csv beside sekisho.yaml)", false, "-o"},
        {"--replace", "", "import: the list's texts take the place of ours where both have a control"},
        {"--force", "", "import: write over a file that is there"},
        {"--statement", "FILE", "diff: also the lines of this text that name a control which changes; repeatable", true},
        kJson, kPack, kMaps, kProject, kLanguage},
       run_controls},
      {"gap", "[INPUT…]", "say for each control what supports it, what is missing, and what to do first",
       {kPack, kMaps, kAdapter,
        {"--output", "FORMAT[=FILE]", "text, json, csv, xlsx or html, to FILE or (all but xlsx) to standard output; repeatable (default: text)", true, "-o"},
        {"--all", "", "show every detailed control, everything behind it and all findings"},
        kStatement,
        {"--evidence-list", "", "list instead what an assessor will ask for: kind, days, what gives it, what is missing (text, json, csv)"},
        {"--since", "FILE", "also say which controls changed their state since this report (of -o json), the latest of them if repeated", true},
        {"--unknown", "HOW", "undetermined controls count as pass or as fail (default: exit code 2)"},
        kLanguage, kAt, kProfile, kWith, kRegister, kTemplateParameter, kComplete, kThreads, kNoCache, kProject, kColor},
       run_gap},
      {"calendar", "", "list what is due: days of the assessment, reviews, drills, corrections, and what ends",
       {{"--output", "FORMAT[=FILE]", "text, json or ics (iCalendar), to FILE or to standard output; repeatable (default: text)", true, "-o"},
        {"--all", "", "show what has ended, too"},
        kStatement,
        {"--unknown", "HOW", "what has no day counts as pass or as fail (default: exit code 2)"},
        {"--at", "TIME", "the day to look from: 2026-04-01 or 2026-04-01T00:00:00Z (default: today)"},
        kPack, kMaps, kLanguage, kProfile, kWith, kRegister, kNoCache, kProject, kColor},
       run_calendar},
      {"statement", "new | lint | import TABLE.csv | export | changes [STATEMENT]", "the statement (言明書): begin it, check it against the criteria, exchange individual controls with a spreadsheet, list changes",
       {{"--from", "DATE", "new: first day of the assessment period"},
        {"--to", "DATE", "new: its last day (default: a year)"},
        {"--first", "", "new: there is no period before it"},
        {"--service", "ID", "new: id of the service"},
        {"--strict", "", "lint: warnings count as failures"},
        {"--statement", "FILE", "import: the statement (default: the project's, else statement.yaml)"},
        {"--columns", "FILE", "import: which column is what (YAML; default: the headings that export writes)"},
        {"--skip-rejected", "", "import: leave out individual controls with a rejected row"},
        {"--output", "FORMAT=FILE", "export: xlsx, csv (individual controls) or public (what the public list shows), repeatable (default: statement.xlsx, individual_controls.csv, public.xlsx); import: the file to write (default: statement.imported.yaml)", true, "-o"},
        {"--force", "", "new, import, export: write over a file that is there"},
        {"--before", "RUN.json", "changes: a saved run; with --after also what changed in rules, maps and engine"},
        {"--after", "RUN.json", "changes: the saved run to compare with it"},
        kJson, kAt, kPack, kMaps, kProject, kLanguage, kColor},
       run_statement},
      {"help", "[COMMAND|CODE|TOPIC]", "help on a command, a diagnostic's code (SK0301), formats, project, waivers or exit-codes", {kLanguage}, run_help},
  };
  return kCommands;
}

std::string overview() {
  std::string text = "Sekisho checks cloud configuration against policies and says what supports which ISMAP control.\n\n"
                     "usage: sekisho COMMAND [OPTION…] [ARGUMENT…]\n\n";
  for (const Command& command : commands()) text += "  " + command.name + std::string(12 - command.name.size(), ' ') + command.summary + "\n";
  return text + "\n`sekisho help COMMAND` lists the options of a command; `sekisho --version` prints the version.\n";
}

std::string help_of(const Command& command) {
  std::string text = command.summary + "\n\nusage: sekisho " + command.name + (command.options.empty() ? "" : " [OPTION…]") +
                     (command.usage.empty() ? "" : " " + command.usage) + "\n\n";
  Options options = command.options;
  options.push_back({"--help", "", "print this"});
  for (const Option& option : options) {
    std::string head = "  " + (option.short_name.empty() ? "" : option.short_name + ", ") + option.name + (option.value.empty() ? "" : " " + option.value);
    head.resize(std::max<size_t>(head.size() + 2, 30), ' ');
    text += head + option.help + "\n";
  }
  return text;
}

ExitCode run(const std::vector<std::string>& words) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h") {
    std::cout << overview();
    return words.empty() ? kBadInput : kGood;
  }
  if (words[0] == "--version") {
    std::cout << "sekisho " << kVersion << "\n";
    return kGood;
  }
  const std::vector<Command>& all = commands();
  const auto command = std::find_if(all.begin(), all.end(), [&](const Command& one) { return one.name == words[0]; });
  if (command == all.end()) {
    std::vector<std::string> names;
    for (const Command& one : all) names.push_back(one.name);
    return refuse({"unknown command `" + words[0] + "`", suggestion(words[0], names, "commands are"), {}});
  }
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  const auto end = std::find(rest.begin(), rest.end(), "--");
  if (std::find(rest.begin(), end, "--help") != end || std::find(rest.begin(), end, "-h") != end) {
    std::cout << help_of(*command);
    return kGood;
  }
  const Result<Arguments> arguments = parse_arguments(command->options, rest);
  if (!arguments) return refuse(arguments.error());
  return command->run(*arguments);
}

}  // namespace sekisho::cli
