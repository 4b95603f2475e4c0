// The calendar as a bundle keeps it: without places, which are in files that stay behind.
#include "sekisho/calendar.h"
#include "sekisho/sealed_office.h"
#include "sekisho/statement.h"

namespace sekisho {

SealedDueList sealed_due_list(const Calendar& calendar) {
  SealedDueList list;
  list.day = day_text(calendar.today);
  for (const CalendarItem& item : calendar.items) {
    list.items.push_back({item.key, item.category, item.subject, item.owner, item.title, item.note, item.date ? day_text(*item.date) : "", std::string(to_string(item.status)), item.controls});
  }
  list.not_given = calendar.not_given;
  return list;
}

}  // namespace sekisho
