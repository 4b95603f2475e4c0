// The texts of `sekisho help formats`, `help project`, `help waivers` and `help exit-codes`.
#include "cli/topics.h"

namespace sekisho::cli {
namespace {

constexpr char kFormatsTopic[] = R"(formats of `sekisho check -o FORMAT[=FILE]`

  text    for people; language by --lang
  json    everything about the run; findings that fail or are unknown, and with --all the others
          keys: format, schema_version, engine, policy, evaluated_at, evaluated_at_basis, sources, summary, rules, findings
          a finding: verdict (pass, fail, unknown, not_applicable), rule, resource, kind, applicability_unknown, vacuous, source,
          place, message, remedy, witness, reasons, obligation, waiver; texts are {en, ja}; a place is {file, resource, pointer, line,
          column, text, note}
  csv     one finding a line, header first; --all as for json; cells that a spreadsheet would run begin with an apostrophe; what a
          profile changed stands in lines `profile` at the end
  sarif   SARIF 2.1.0: a failure is a result of kind `fail`, an undecided one of kind `review`
  junit   a test suite a rule, a case a resource; undecided cases are skipped with their reason
  html    one page for people: opens without network, prints on A4, reads without scripts

`sekisho diff` compares two runs saved with `check --all -o json=FILE`; `--json` prints
          keys: format, schema_version, earlier, later, counts, rules, parameters, findings
          a finding: change (new, appeared, changed_reason, still, gone, fixed, incomparable), why, rule, severity, resource, kind, account,
          was, now (verdicts), was_by, now_by, waived, known_before (what `check --gate new` lets through)

json, csv, sarif, junit and html carry both languages and say which policy, sources and engine made them.
)";

constexpr char kProjectTopic[] = R"(sekisho.yaml, the project file, in the folder where `sekisho` runs (or --project FILE)

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
  waivers: waivers.yaml           accepted failures and unknowns: `sekisho help waivers`
  registers:                      tables of people, assets, documents: adapters/register/README.md
    people.person: people.csv     the kind that it fills, and the file
    asset.item: {file: assets.yaml, complete: true}
  statement: statement.yaml       the provider's statement: engine/assess/STATEMENT.md
  expected:                       accounts (subscriptions, projects) and inputs that a run has to cover; one that no input
    accounts:                     shows is told, and counts as undecided
      - "111122223333"
      - {id: "444455556666", name: sandbox, excluded: "holds no customer data"}
    inputs: [plan.json]
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

constexpr char kWaiversTopic[] = R"(waivers: failures and unknowns that somebody has accepted, in a YAML file under version control

  waivers:
    - id: W-2026-014                     its name in reports and tickets
      rule: ismap.access.key_is_young    as reports write it
      resource: aws_iam_access_key.ci    the address of one resource, as reports write it; or
      resource_glob: "module.lab.*"      a glob: `*` any run of characters, `?` one; quote it
      input: plans/prod.json             the only input that it is about, or the end of its path; all if left out
      verdicts: [fail]                   fail, unknown or both; fail if left out
      reason: {en: "…", ja: "…"}         both
      owner: sato                        who answers for it
      approver: tanaka                   somebody else
      approved_at: 2026-04-01            a date is midnight in Japan; or a time with its zone
      expires_at: 2026-10-01             from then on it covers nothing
      ticket: SEC-1234

A waiver never changes a verdict. It is a flag on the finding in every format, and what it covers has no say in the exit code of
`check`. The time of evaluation decides whether it is valid. Its longest term is the parameter `longest_waiver` of the rule's package
or of the nearest one above it (1y where there is none); a profile or `--with` changes it, and reports say so.

Refused, with exit code 3: an unknown rule, an approver who is the owner, a term that is too long, a glob that names everything, an id
used twice, a missing text. Told in every report: expired, not valid yet, expiring within 30 days, naming nothing, naming an
address that several inputs have, of a rule that is not evaluated. `sekisho help SK0987` and its neighbours tell more.
)";

constexpr char kExitCodes[] = R"(exit codes

  0  good: no failure and nothing undecided
  1  a failure: a rule (that no valid waiver covers), a test or a diagnostic; `fmt --check`: a file would change
     (of `diff` and `check --gate new`: one that the earlier run does not have by the same values)
  2  nothing failed, something could not be decided (`--unknown=pass` or `--unknown=fail` chooses otherwise);
     of `check` also: a plan ended in an error
  3  rules, inputs or options that cannot be used; nothing was written
  4  a bug of sekisho
)";

}  // namespace

const std::vector<Topic>& topics() {
  static const std::vector<Topic> kTopics = {{"formats", kFormatsTopic}, {"project", kProjectTopic}, {"waivers", kWaiversTopic}, {"exit-codes", kExitCodes}};
  return kTopics;
}

}  // namespace sekisho::cli
