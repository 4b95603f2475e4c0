// One rule of the table after the other, over the rows of its kind.
#include "engine/assess/register_dues.h"

#include <algorithm>
#include <set>

#include "engine/assess/register_row.h"
#include "engine/value/arithmetic.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

struct Row {
  const RawSource* source;
  const RawResource* resource;
  const RawNode& root() const { return *resource->root; }
};

class Adder {
 public:
  Adder(const CalendarInput& input, Calendar& calendar) : input_(input), calendar_(calendar) {
    for (const auto& source : input.registers) {
      given_.insert(source->format);
      for (const RawResource& resource : source->resources) rows_[source->format].push_back({source.get(), &resource});
    }
  }

  Result<void> add(const DueRule& rule) {
    for (const std::string& kind : {rule.kind, rule.last_kind}) {
      if (!kind.empty() && !given_.contains(kind)) missing_.insert(kind);
    }
    if (!given_.contains(rule.kind)) return {};
    // Without the rows that tell when it was last done, everything would look undone.
    if (!rule.last_kind.empty() && !given_.contains(rule.last_kind)) return {};
    find_latest(rule);
    for (const Row& row : rows_[rule.kind]) {
      if (std::optional<Error> error = lacking(rule, row)) return *error;
      if (!rule.unless.empty() && is_past(date_in(row.root(), rule.unless))) continue;
      const Result<void> added = rule.due.empty() ? add_recurring(rule, row) : add_once(rule, row);
      if (!added) return added;
    }
    return {};
  }

  void tell_missing() { calendar_.not_given.assign(missing_.begin(), missing_.end()); }

 private:
  bool is_past(const std::optional<int32_t>& day) const { return day && *day <= calendar_.today; }

  // A column that a register leaves out is not empty: nobody can tell what is due.
  static std::optional<Error> lacking(const DueRule& rule, const Row& row) {
    std::vector<std::string> columns = {rule.due, rule.done, rule.unless, rule.last_key};
    columns.insert(columns.end(), rule.last.begin(), rule.last.end());
    if (rule.every.find('.') == std::string::npos) columns.push_back(rule.every);
    for (const std::string& column : columns) {
      if (column.empty() || has_column(row.root(), column)) continue;
      return Error{"`" + row.source->source->name() + "`: the register has no column `" + column + "`, so nobody can tell what is due", "add the column; `sekisho schema " + rule.kind + "` lists them", {}};
    }
    return std::nullopt;
  }

  CalendarItem& made(const DueRule& rule, const Row& row, const std::string& what) {
    CalendarItem item;
    item.category = rule.category;
    item.subject = row.resource->name;
    item.key = row.resource->address + "/" + what;
    item.title = rule.title;
    item.owner = text_in(row.root(), "owner");
    item.controls = texts_in(row.root(), "controls");
    item.place = place_of(*row.source, *row.resource);
    calendar_.items.push_back(std::move(item));
    return calendar_.items.back();
  }

  void set_date(CalendarItem& item, int32_t date) {
    item.date = date;
    item.status = date >= calendar_.today ? CalendarItem::Status::kDue : item.category == "expiry" ? CalendarItem::Status::kEnded : CalendarItem::Status::kOverdue;
  }

  Result<void> add_once(const DueRule& rule, const Row& row) {
    const std::optional<int32_t> due = date_in(row.root(), rule.due);
    if (!rule.done.empty() && is_past(date_in(row.root(), rule.done))) return {};
    if (due) set_date(made(rule, row, rule.due), *due);
    // A finding without a day waits for one; other rows without one ask for nothing.
    else if (rule.kind == "assessment.finding" && text_in(row.root(), "grade") != "observation") made(rule, row, rule.due).status = CalendarItem::Status::kUndated;
    return {};
  }

  Result<void> add_recurring(const DueRule& rule, const Row& row) {
    const Result<std::optional<Period>> every = period_of(rule, row);
    if (!every) return every.error();
    if (!*every) return {};   // it does not come again
    std::optional<int32_t> last;
    for (const std::string& column : rule.last) {
      const std::optional<int32_t> day = date_in(row.root(), column);
      if (is_past(day) && (!last || *day > *last)) last = day;
    }
    if (!rule.last_kind.empty()) {
      if (const auto at = latest_.find(text_in(row.root(), rule.last_key)); at != latest_.end()) last = at->second;
    }
    CalendarItem& item = made(rule, row, rule.last_kind.empty() ? rule.last.front() : rule.last_kind);
    if (!last) {
      item.status = CalendarItem::Status::kUndated;
      item.note = {"never done", "未実施"};
      return {};
    }
    item.note = {"last on " + format_date(*last) + ", every " + format_period(**every), "前回 " + format_date(*last) + "、間隔 " + format_period(**every)};
    set_date(item, add_period(*last, **every));
    return {};
  }

  // Absent: the cell is empty.
  Result<std::optional<Period>> period_of(const DueRule& rule, const Row& row) const {
    if (rule.every.find('.') == std::string::npos) return parse_period(text_in(row.root(), rule.every));
    const auto parameter = input_.parameters.find(rule.every);
    const std::optional<Period> period = parameter == input_.parameters.end() ? std::nullopt : parse_period(parameter->second);
    if (!period) return Error{"no period `" + rule.every + "`, which says how often `" + rule.kind + "` comes due", "it is a parameter of the shipped pack; is that among `packs`?", {}};
    return std::optional(*period);
  }

  // When it was last done, by what the rows of `last_kind` name.
  void find_latest(const DueRule& rule) {
    latest_.clear();
    for (const Row& row : rows_[rule.last_kind]) {
      const bool fits = std::all_of(rule.last_where.begin(), rule.last_where.end(), [&](const auto& one) { return text_in(row.root(), one.first) == one.second; });
      const std::optional<int32_t> day = date_in(row.root(), rule.last_column);
      if (!fits || !is_past(day)) continue;
      const auto [at, is_new] = latest_.emplace(text_in(row.root(), rule.last_by), *day);
      if (!is_new) at->second = std::max(at->second, *day);
    }
  }

  const CalendarInput& input_;
  Calendar& calendar_;
  std::map<std::string, std::vector<Row>> rows_;   // by kind
  std::map<std::string, int32_t> latest_;          // of the rule at hand
  std::set<std::string> given_, missing_;
};

}  // namespace

Result<void> add_register_dues(const CalendarInput& input, Calendar& calendar) {
  Adder adder(input, calendar);
  for (const DueRule& rule : input.rules) {
    if (const Result<void> added = adder.add(rule); !added) return added;
  }
  adder.tell_missing();
  return {};
}

}  // namespace sekisho
