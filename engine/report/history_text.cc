// The history for people: runs and gaps, controls in columns of one letter a point, failures with their dates, what changed.
#include <algorithm>

#include "engine/report/comparison_words.h"
#include "engine/report/layout.h"
#include "engine/report/words.h"
#include "engine/value/literal.h"
#include "sekisho/history.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

std::string time_or_none(const std::optional<int64_t>& at, Language language) { return at ? format_timestamp(*at) : say(Word::kNoTime, language); }

void write_points(Page& page, const History& history, Language language) {
  page.gap();
  page.line(0, {{say(Word::kHistoryPoints, language), Style::kStrong}});
  for (const HistoryPoint& point : history.points) {
    const Page::Part time = {padded(time_or_none(point.at, language), 22), Style::kFaint};
    if (point.state == HistoryPoint::State::kMissed) {
      page.paragraph(2, say(Word::kHistoryMissed, language), Style::kFail, time);
    } else if (point.state == HistoryPoint::State::kFailed) {
      page.paragraph(2, say(Word::kHistoryFailed, language) + ": " + point.path + ": " + point.why, Style::kFail, time);
    } else {
      std::string text = verdict_word(Verdict::kFail, language) + " " + std::to_string(point.fail) + ", " + verdict_word(Verdict::kUnknown, language) + " " + std::to_string(point.unknown) + ", " +
                         verdict_word(Verdict::kPass, language) + " " + std::to_string(point.pass) + "  " + point.path;
      if (point.same_sources) text += "  " + say(Word::kHistorySameSources, language);
      page.paragraph(2, text, Style::kPlain, time);
      for (const std::string& one : point.not_seen) page.paragraph(24, say(Word::kHistoryNotSeen, language) + one, Style::kUnknown);
      std::string left;
      for (const std::string& account : point.accounts_left) left += (left.empty() ? "" : ", ") + account;
      if (!left.empty()) page.paragraph(24, say(Word::kHistoryAccountsLeft, language) + left, Style::kUnknown);
    }
  }
}

void write_controls(Page& page, const History& history, const TextOptions& options) {
  if (history.controls.empty()) return;
  page.gap();
  page.line(0, {{say(Word::kHistoryControls, options.language), Style::kStrong}});
  page.paragraph(2, say(Word::kHistoryLegend, options.language), Style::kFaint);
  int width = 0;
  for (const ControlSeries& one : history.controls) width = std::max(width, display_width(catalogue_name(one.catalogue) + " " + one.control));
  for (const ControlSeries& one : history.controls) {
    std::string states;
    for (const char state : one.states) states += state == ' ' ? '_' : state;
    page.paragraph(2, states, Style::kPlain, {padded(catalogue_name(one.catalogue) + " " + one.control, width + 2), Style::kFaint});
    if (!pick(one.title, options.language).empty() && options.all) page.paragraph(4, pick(one.title, options.language), Style::kFaint);
  }
}

std::string state_words(const Episode& one, Language language) {
  if (one.state == "fixed") return say(Word::kEpisodeFixed, language);
  if (one.state == "gone") return say(Word::kEpisodeGone, language);
  if (one.state == "undecided") return say(Word::kEpisodeUndecided, language);
  if (one.state == "out_of_sight") return say(Word::kEpisodeOutOfSight, language);
  return say(Word::kEpisodeOpen, language);
}

// Open ones first: they are what is left to do.
void write_episodes(Page& page, const History& history, const TextOptions& options) {
  if (history.episodes.empty()) return;
  const Language language = options.language;
  page.gap();
  page.line(0, {{say(Word::kHistoryFailures, language), Style::kStrong}});
  std::vector<const Episode*> order;
  for (const Episode& one : history.episodes) order.push_back(&one);
  const auto closed = [](const Episode* one) { return one->state == "fixed" || one->state == "gone"; };
  std::stable_partition(order.begin(), order.end(), [&](const Episode* one) { return !closed(one); });
  size_t shown = 0;
  for (const Episode* one : order) {
    if (!options.all && shown == 50) {
      page.line(2, {{say(Word::kMore, language, order.size() - shown), Style::kFaint}});
      break;
    }
    ++shown;
    page.paragraph(2, one->resource, Style::kStrong, {padded(state_words(*one, language), 14), closed(one) ? Style::kPass : Style::kFail});
    page.paragraph(4, one->rule, Style::kFaint);
    std::string text = (one->since_before ? say(Word::kEpisodeSinceBefore, language) : say(Word::kEpisodeSince, language)) + format_timestamp(one->first_seen) + say(Word::kEpisodeLast, language) + format_timestamp(one->last_seen);
    if (one->changed_at) text += ", " + state_words(*one, language) + " " + format_timestamp(*one->changed_at);
    if (one->reappeared) text += ", " + say(Word::kEpisodeReappeared, language);
    page.paragraph(4, text);
    if (one->why != Why::kNone) page.paragraph(4, why_words(one->why, language), Style::kFaint);
  }
}

void write_changes(Page& page, const History& history, const TextOptions& options) {
  if (history.changes.empty()) return;
  const Language language = options.language;
  page.gap();
  page.line(0, {{say(Word::kRulesChanged, language), Style::kStrong}});
  size_t shown = 0;
  for (const HistoryChange& one : history.changes) {
    if (!options.all && shown == 50) {
      page.line(2, {{say(Word::kMore, language, history.changes.size() - shown), Style::kFaint}});
      return;
    }
    ++shown;
    page.paragraph(2, one.engine ? say(Word::kEngine, language) + ": " + one.change.was + " → " + one.change.now : rule_change_words(one.change, language), Style::kPlain, {format_timestamp(one.at) + "  ", Style::kFaint});
  }
}

std::string of_words(const StatementChange& one, Language language) {
  const bool english = language == Language::kEnglish;
  if (one.of == "control") return english ? "control " : "管理策 ";
  if (one.of == "individual_control") return english ? "individual control " : "個別管理策 ";
  return english ? "statement " : "言明書 ";
}

std::string change_words(const std::string& change, Language language) {
  struct Named { const char *key, *en, *ja; };
  static constexpr Named kWords[] = {
      {"added", "added", "追加"}, {"removed", "removed", "削除"}, {"text", "text", "本文"}, {"title", "title", "名称"}, {"state", "state", "状態"}, {"serves", "serves", "対応する管理策"},
      {"versions", "versions", "版"}, {"choice", "choice", "選択"}, {"inherited_from", "inherited from", "引継ぎ元"}, {"reason", "reason", "理由"}, {"individual_controls", "individual controls", "個別管理策"},
      {"service", "service", "サービス"}, {"period", "period", "対象期間"}, {"catalogue", "edition of the criteria", "管理基準の版"}, {"scope", "scope", "対象範囲"},
      {"not_sealed", "not in the bundle", "バンドルに無い"}, {"sealed_again", "in the bundle again", "再びバンドルに有る"}};
  for (const Named& one : kWords) {
    if (change == one.key) return language == Language::kEnglish ? one.en : one.ja;
  }
  return change;
}

void write_statement(Page& page, const History& history, const TextOptions& options) {
  if (history.statement_changes.empty()) return;
  const Language language = options.language;
  page.gap();
  page.line(0, {{say(Word::kHistoryStatement, language), Style::kStrong}});
  size_t shown = 0;
  for (const StatementChange& one : history.statement_changes) {
    if (!options.all && shown == 50) {
      page.line(2, {{say(Word::kMore, language, history.statement_changes.size() - shown), Style::kFaint}});
      return;
    }
    ++shown;
    page.line(2, {{format_timestamp(one.before) + " → " + format_timestamp(one.after), Style::kFaint}});
    const std::string title(pick(one.title, language));
    page.paragraph(4, of_words(one, language) + one.id + (title.empty() ? "" : " " + title) + ": " + change_words(one.change, language), Style::kStrong);
    page.paragraph(6, (one.was.empty() ? "-" : one.was) + " → " + (one.now.empty() ? "-" : one.now));
  }
}

}  // namespace

std::string report_history_text(const History& history, const TextOptions& options) {
  const Language language = options.language;
  Page page(std::max(options.width, 40), options.colour);
  const auto runs = static_cast<size_t>(std::count_if(history.points.begin(), history.points.end(), [](const HistoryPoint& point) { return point.run >= 0; }));
  const auto open = static_cast<size_t>(std::count_if(history.episodes.begin(), history.episodes.end(), [](const Episode& one) { return one.state != "fixed" && one.state != "gone"; }));
  const std::string comma = language == Language::kEnglish ? ", " : "、";
  page.line(0, {{say(Word::kHistoryRuns, language, runs), Style::kStrong}, {comma + say(Word::kHistoryMissedCount, language, history.missed) + comma + say(Word::kHistoryFailedCount, language, history.failed) +
                                                                          (history.uncovered > 0 ? say(Word::kHistoryUncovered, language, history.uncovered) : "") +
                                                                          (runs > 1 ? comma + say(Word::kHistoryGap, language) + format_duration(history.longest_gap) : "")}});
  write_points(page, history, language);
  write_controls(page, history, options);
  write_episodes(page, history, options);
  write_changes(page, history, options);
  write_statement(page, history, options);
  page.gap();
  return page.take() + say(Word::kHistoryOpen, language, open) + "\n";
}

}  // namespace sekisho
