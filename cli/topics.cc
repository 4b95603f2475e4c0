// The texts of `sekisho help formats`, `help project` and `help exit-codes`.
#include "cli/topics.h"

namespace sekisho::cli {
namespace {

constexpr char kFormats[] = R"(formats of `sekisho check -o FORMAT[=FILE]`

  text    for people; language by --lang
  json    everything about the run; findings that fail or are unknown, and with --all the others
          keys: format, schema_version, engine, policy, evaluated_at, evaluated_at_basis, sources, summary, rules, findings
          a finding: verdict (pass, fail, unknown, not_applicable), rule, resource, kind, applicability_unknown, vacuous, source,
          place, message, remedy, witness, reasons, obligation; texts are {en, ja}; a place is {file, resource, pointer, line,
          column, text, note}
  csv     one finding a line, header first; --all as for json; cells that a spreadsheet would run begin with an apostrophe; what a
          profile changed stands in lines `profile` at the end
  sarif   SARIF 2.1.0: a failure is a result of kind `fail`, an undecided one of kind `review`
  junit   a test suite a rule, a case a resource; undecided cases are skipped with their reason
  html    one page for people: opens without network, prints on A4, reads without scripts

json, csv, sarif, junit and html carry both languages and say which policy, sources and engine made them.
)";

constexpr char kProject[] = R"(sekisho.yaml, the project file, in the folder where `sekisho` runs (or --project FILE)

  inputs: [plan.json]             what a bare `sekisho check` reads
  packs: [policies, ismap]        folders, .seki files, or names of shipped packs; they replace the default pack
  maps: [maps]                    maps that add to or replace the shipped ones
  catalogue: catalogue.csv        controls beside the shipped ones; `sekisho controls import` writes it
  profile: profile.yaml           full, liu, a file, or the table itself; keys of one:
                                  name, extends, controls (only rules that support one of these) with their reason,
                                  off and on: [{rules, reason}], severities: [{rules, severity, reason}],
                                  parameters: {name: value} or {name: {value, reason}}
  parameters:
    ismap.storage.data_class_tag: '"DataClass"'    a value as Seki writes it: a text keeps its quotes
  complete: [cloud.account]       kinds of which the inputs hold every resource
  registers:                      tables of people, assets, documents: adapters/register/README.md
    people.person: people.csv     the kind that it fills, and the file
    asset.item: {file: assets.yaml, complete: true}
  adapters:                       programs that read other formats: adapters/external/README.md
    zone:                         first part of their raw types: `map zone.record as r to …`
      command: [python3, zone.py]
      files: ["*.zone"]           inputs that they read without `--adapter zone`
      timeout: 60                 seconds (default: 60)
      output_limit: 256           MiB (default: 256)
  fail_on: high                   rules below have no say in the exit code
  unknown: fail                   undecided findings count as pass or fail (default: exit code 2)
  language: ja                    of texts for people

Every key may be left out. Paths are relative to the file. Options of the command line win.
)";

constexpr char kExitCodes[] = R"(exit codes

  0  good: no failure and nothing undecided
  1  a failure: a rule, a test or a diagnostic; `fmt --check`: a file would change
  2  nothing failed, something could not be decided (`--unknown=pass` or `--unknown=fail` chooses otherwise)
  3  rules, inputs or options that cannot be used; nothing was written
  4  a bug of sekisho
)";

}  // namespace

const std::vector<Topic>& topics() {
  static const std::vector<Topic> kTopics = {{"formats", kFormats}, {"project", kProject}, {"exit-codes", kExitCodes}};
  return kTopics;
}

}  // namespace sekisho::cli
