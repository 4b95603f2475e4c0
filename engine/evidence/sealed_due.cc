// due.json in its one form.
#include "engine/evidence/document.h"
#include "engine/evidence/json_fields.h"
#include "engine/evidence/run_json.h"
#include "engine/evidence/sealed_office.h"

namespace sekisho::evidence {
namespace {

Bilingual both_languages(const JsonNode& object, std::string_view key) {
  const JsonNode& member = member_of(object, key);
  return {text_of(member, "en"), text_of(member, "ja")};
}

}  // namespace

std::string write_due_list(const SealedDueList& list) {
  return write_document([&](JsonWriter& json) {
    json.member("day", list.day);
    write_array(json, "items", [&] {
      for (const SealedDue& item : list.items) {
        json.begin_object();
        json.member("key", item.key);
        json.member("category", item.category);
        json.member("subject", item.subject);
        json.member("owner", item.owner);
        write_text(json, "title", item.title);
        write_text(json, "note", item.note);
        json.member("date", item.date);
        json.member("status", item.status);
        json.texts("controls", item.controls);
        json.end_object();
      }
    });
    json.texts("not_given", list.not_given);
  });
}

Checked<SealedDueList> read_due_list(const std::string& bytes) {
  return read_document<SealedDueList>(kDuePath, bytes, [](const JsonNode& root, SealedDueList& list) {
    list.day = text_of(root, "day");
    for (const JsonNode* item : items_of(root, "items")) {
      list.items.push_back({text_of(*item, "key"), text_of(*item, "category"), text_of(*item, "subject"), text_of(*item, "owner"), both_languages(*item, "title"), both_languages(*item, "note"),
                            text_of(*item, "date"), text_of(*item, "status"), texts_of(*item, "controls")});
    }
    list.not_given = texts_of(root, "not_given");
  }, write_due_list);
}

}  // namespace sekisho::evidence
