// JSON of a history. One object; new keys may be added within `schema_version`:
//   format "sekisho-history", schema_version 1
//   summary           {runs, missed, failed, uncovered, longest_gap (seconds), open, fixed, gone, out_of_sight, undecided}
//   points            [{state: run | failed | missed, at or null, path, why, pass, fail, unknown, same_sources, not_seen: [text], accounts_left: [id]}], by time; not_seen: expected accounts and inputs that no input showed; accounts_left: that earlier runs covered, and this one does not;
//   controls          [{catalogue, control, title: {en, ja}, states: [fail | unknown | pass | nothing | no_run]}], one state a point
//   failures          [{rule, resource, kind, account, first_seen, last_seen, since_before, reappeared, state: open | undecided | out_of_sight | fixed | gone,
//                      changed_at or null, why}], by first_seen
//   changes           [{at, of: engine | parameter | rule, subject, change, was, now}], by time
//   statement         [{before, after (times of the runs), of: statement | control | individual_control, id, title: {en, ja}, change, was, now}], by time
#include <algorithm>

#include "engine/evidence/run_json.h"
#include "engine/value/literal.h"
#include "sekisho/history.h"
#include "sekisho/json_writer.h"

namespace sekisho {
namespace {

std::string_view word_of(HistoryPoint::State state) {
  constexpr std::string_view kWords[] = {"run", "failed", "missed"};
  return kWords[static_cast<size_t>(state)];
}

std::string_view word_of(char state) {
  switch (state) {
    case 'F': return "fail";
    case '?': return "unknown";
    case 'P': return "pass";
    case '-': return "nothing";
    default: return "no_run";
  }
}

void write_summary(JsonWriter& json, const History& history) {
  json.key("summary");
  json.begin_object();
  json.member("runs", std::count_if(history.points.begin(), history.points.end(), [](const HistoryPoint& point) { return point.run >= 0; }));
  json.member("missed", history.missed);
  json.member("failed", history.failed);
  json.member("uncovered", history.uncovered);
  json.member("longest_gap", history.longest_gap);
  for (const char* state : {"open", "fixed", "gone", "out_of_sight", "undecided"}) {
    json.member(state, std::count_if(history.episodes.begin(), history.episodes.end(), [&](const Episode& one) { return one.state == state; }));
  }
  json.end_object();
}

void write_points(JsonWriter& json, const History& history) {
  json.key("points");
  json.begin_array();
  for (const HistoryPoint& point : history.points) {
    json.begin_object();
    json.member("state", word_of(point.state));
    write_time(json, "at", point.at);
    json.member("path", point.path);
    json.member("why", point.why);
    json.member("pass", point.pass);
    json.member("fail", point.fail);
    json.member("unknown", point.unknown);
    json.member("same_sources", point.same_sources);
    json.texts("accounts_left", point.accounts_left);
    json.texts("not_seen", point.not_seen);
    json.end_object();
  }
  json.end_array();
}

void write_controls(JsonWriter& json, const History& history) {
  json.key("controls");
  json.begin_array();
  for (const ControlSeries& one : history.controls) {
    json.begin_object();
    json.member("catalogue", one.catalogue);
    json.member("control", one.control);
    write_text(json, "title", one.title);
    json.key("states");
    json.begin_array();
    for (const char state : one.states) json.string(word_of(state));
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

void write_failures(JsonWriter& json, const History& history) {
  json.key("failures");
  json.begin_array();
  for (const Episode& one : history.episodes) {
    json.begin_object();
    json.member("rule", one.rule);
    json.member("resource", one.resource);
    json.member("kind", one.kind);
    json.member("account", one.account);
    json.member("first_seen", format_timestamp(one.first_seen));
    json.member("last_seen", format_timestamp(one.last_seen));
    json.member("since_before", one.since_before);
    json.member("reappeared", one.reappeared);
    json.member("state", one.state);
    write_time(json, "changed_at", one.changed_at);
    json.member("why", to_string(one.why));
    json.end_object();
  }
  json.end_array();
}

void write_changes(JsonWriter& json, const History& history) {
  json.key("changes");
  json.begin_array();
  for (const HistoryChange& one : history.changes) {
    json.begin_object();
    json.member("at", format_timestamp(one.at));
    json.member("of", one.engine ? "engine" : one.parameter ? "parameter" : "rule");
    json.member("subject", one.change.rule);
    json.member("change", one.change.change);
    json.member("was", one.change.was);
    json.member("now", one.change.now);
    json.end_object();
  }
  json.end_array();
}

void write_statement(JsonWriter& json, const History& history) {
  json.key("statement");
  json.begin_array();
  for (const StatementChange& one : history.statement_changes) {
    json.begin_object();
    json.member("before", format_timestamp(one.before));
    json.member("after", format_timestamp(one.after));
    json.member("of", one.of);
    json.member("id", one.id);
    write_text(json, "title", one.title);
    json.member("change", one.change);
    json.member("was", one.was);
    json.member("now", one.now);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string report_history_json(const History& history) {
  std::string out;
  JsonWriter json(&out, true);
  json.begin_object();
  json.member("format", "sekisho-history");
  json.member("schema_version", 1);
  write_summary(json, history);
  write_points(json, history);
  write_controls(json, history);
  write_failures(json, history);
  write_changes(json, history);
  write_statement(json, history);
  json.end_object();
  return out + "\n";
}

}  // namespace sekisho
