// read_statement: the form of statement.yaml, key by key.
#include <algorithm>
#include <map>
#include <set>

#include "engine/assess/statement/form.h"
#include "engine/value/arithmetic.h"
#include "engine/value/literal.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

using form::Key;

class StatementReader {
 public:
  StatementReader(const SourcePtr& source, const std::vector<ControlInfo>& controls, Diagnostics& diagnostics) : form_(source, diagnostics) {
    statement_.source = source;
    for (const ControlInfo& control : controls) controls_.emplace(control.id, &control);
  }

  Statement run(const JsonNode& root) {
    check_version(root);
    form_.table("statement.yaml", root, keys());
    return std::move(statement_);
  }

 private:
  enum class Level { kObjective, kDetailed, kEither };

  void check_version(const JsonNode& root) {
    const JsonNode* version = root.find("statement");
    if (version != nullptr && version->kind == JsonNode::Kind::kNumber && version->text == "1") return;
    form_.error("SK0820", version == nullptr ? root.offset : version->offset, "this is no statement of a form that is known", "a statement begins with `statement: 1`; `sekisho statement new` writes one");
  }

  std::vector<Key> keys();
  Key table_key(const std::string& name, std::function<std::vector<Key>(const JsonNode&)> keys_of, uint32_t* at = nullptr, bool required = false);
  Key list_key(const std::string& name, std::function<void(const JsonNode&)> take, uint32_t* at = nullptr, bool required = false);

  void region(const JsonNode& node);
  void used_service(const JsonNode& node);
  void same_populations(const JsonNode& node);
  void choice(const std::string& what, Level level, std::vector<ControlChoice>& into, const JsonNode& node);
  void individual_control(const JsonNode& node);
  void version(IndividualControl& control, const JsonNode& node);
  void subsequent_event(const JsonNode& node);
  void certification(const JsonNode& node);

  void check_control(const PlacedText& id, Level level);
  // SK0825 when `id` was seen in `seen` before.
  void once(std::set<std::string>& seen, const PlacedText& id, const std::string& what);

  form::Form form_;
  Statement statement_;
  std::map<std::string, const ControlInfo*> controls_;
  std::set<std::string> seen_choices_, seen_individual_, seen_services_, seen_populations_, seen_regions_;
};

Key StatementReader::table_key(const std::string& name, std::function<std::vector<Key>(const JsonNode&)> keys_of, uint32_t* at, bool required) {
  return {name, [this, name, keys_of = std::move(keys_of), at](const JsonNode& node, uint32_t key_at) {
            if (at != nullptr) *at = key_at;
            form_.table(name, node, keys_of(node));
          }, required};
}

Key StatementReader::list_key(const std::string& name, std::function<void(const JsonNode&)> take, uint32_t* at, bool required) {
  return {name, [this, name, take = std::move(take), at](const JsonNode& node, uint32_t key_at) {
            if (at != nullptr) *at = key_at;
            form_.list(name, node, take);
          }, required};
}

std::vector<Key> StatementReader::keys() {
  Statement& made = statement_;
  return {
      {"statement", [](const JsonNode&, uint32_t) {}, false},
      table_key("service", [&](const JsonNode&) -> std::vector<Key> { return {form_.text("id", made.service_id, true), form_.bilingual("name", made.service_name, true), form_.bilingual("provider", made.provider, true)}; }, nullptr, true),
      form_.bilingual("overview", made.overview),
      form_.text("catalogue", made.catalogue, true),
      form_.date("application_date", made.application_date, true),
      table_key("period", [&](const JsonNode&) -> std::vector<Key> {
        return {form_.date("from", made.period.from, true), form_.date("to", made.period.to, true),
                table_key("previous", [&](const JsonNode&) -> std::vector<Key> { return {form_.date("from", made.period.previous_from, true), form_.date("to", made.period.previous_to, true)}; }),
                form_.flag("first", made.period.first)};
      }, &made.period.at, true),
      table_key("scope", [&](const JsonNode&) -> std::vector<Key> { return {list_key("regions", [&](const JsonNode& node) { region(node); }, nullptr, true)}; }, &made.scope_at, true),
      list_key("services_used", [&](const JsonNode& node) { used_service(node); }, &made.services_used_at, true),
      list_key("same_populations", [&](const JsonNode& node) { same_populations(node); }),
      list_key("objectives", [&](const JsonNode& node) { choice("objectives", Level::kObjective, made.objectives, node); }, &made.objectives_at, true),
      list_key("controls", [&](const JsonNode& node) { choice("controls", Level::kDetailed, made.controls, node); }, &made.controls_at, true),
      list_key("individual_controls", [&](const JsonNode& node) { individual_control(node); }, &made.individual_controls_at, true),
      table_key("multi_year", [&](const JsonNode&) -> std::vector<Key> {
        return {form_.flag("chapter_4", made.multi_year.chapter_4, true),
                table_key("iso27001", [&](const JsonNode&) -> std::vector<Key> {
                  return {form_.date("from", made.multi_year.iso27001_from), form_.date("to", made.multi_year.iso27001_to), form_.flag("covers_scope", made.multi_year.covers_scope)};
                })};
      }, &made.multi_year.at),
      table_key("representation", [&](const JsonNode&) -> std::vector<Key> {
        return {form_.date("date", made.representation_date), form_.bilingual("name", made.representation_name), form_.bilingual("title", made.representation_title)};
      }),
      list_key("subsequent_events", [&](const JsonNode& node) { subsequent_event(node); }, nullptr, true),
      list_key("special_notes", [&](const JsonNode& node) { form_.bilingual("special_notes", node, made.special_notes.emplace_back()); }, nullptr, true),
      list_key("certifications", [&](const JsonNode& node) { certification(node); }),
  };
}

void StatementReader::once(std::set<std::string>& seen, const PlacedText& id, const std::string& what) {
  if (id.given && !seen.insert(id.value).second) form_.error("SK0825", id.at, what + " `" + harmless(id.value) + "` stands here twice", "leave one of the two");
}

void StatementReader::region(const JsonNode& node) {
  StatementRegion& made = statement_.regions.emplace_back();
  made.at = node.offset;
  form_.table("regions", node, {form_.text("cloud", made.cloud, true), form_.text("region", made.region, true)});
  if (made.region.given) once(seen_regions_, {made.cloud.value + " " + made.region.value, made.at, true}, "the region");
}

void StatementReader::used_service(const JsonNode& node) {
  UsedService& made = statement_.services_used.emplace_back();
  made.at = node.offset;
  form_.table("services_used", node,
              {form_.text("id", made.id, true), form_.bilingual("name", made.name, true), form_.text("cloud", made.cloud), form_.flag("in_scope", made.in_scope, true),
               form_.text("ismap_registration", made.registration), form_.date("valid_from", made.valid_from), form_.date("valid_until", made.valid_until)});
  once(seen_services_, made.id, "the service");
}

void StatementReader::same_populations(const JsonNode& node) {
  SamePopulations& made = statement_.same_populations.emplace_back();
  made.at = node.offset;
  form_.table("same_populations", node, {form_.text("id", made.id, true), form_.bilingual("what", made.what), form_.bilingual("reason", made.reason)});
  once(seen_populations_, made.id, "the populations");
}

void StatementReader::check_control(const PlacedText& id, Level level) {
  if (!id.given) return;
  const auto found = controls_.find(id.value);
  if (found == controls_.end()) {
    std::vector<std::string> names;
    for (const auto& [name, control] : controls_) names.push_back(name);
    const std::string near = nearest(id.value, names);
    return form_.error("SK0824", id.at, "the catalogue has no control `" + harmless(id.value) + "`", near.empty() ? "`sekisho controls` lists them; `sekisho controls import` adds those of your own list" : "did you mean `" + near + "`?");
  }
  const ControlInfo& control = *found->second;
  const bool objective = control.level == 3 && control.chapter >= 5, detailed = control.level == 4;
  if (level == Level::kObjective && !objective) form_.error("SK0824", id.at, "`" + id.value + "` is no control objective of chapters 5 to 18", detailed ? "name it below `controls`" : "");
  else if (level == Level::kDetailed && !detailed) form_.error("SK0824", id.at, "`" + id.value + "` is no detailed control", objective ? "name it below `objectives`" : "");
  else if (level == Level::kEither && !objective && !detailed) form_.error("SK0824", id.at, "`" + id.value + "` is a heading, which no individual control serves", "name what stands below it");
}

void StatementReader::choice(const std::string& what, Level level, std::vector<ControlChoice>& into, const JsonNode& node) {
  ControlChoice& made = into.emplace_back();
  form_.table(what, node, {form_.text("id", made.id, true), form_.flag("selected", made.selected, true), form_.bilingual("reason", made.reason), form_.text("inherited_from", made.inherited_from)});
  made.at = node.offset;
  check_control(made.id, level);
  once(seen_choices_, made.id, "the control");
}

void StatementReader::version(IndividualControl& control, const JsonNode& node) {
  ControlVersion& made = control.versions.emplace_back();
  made.at = node.offset;
  form_.table("versions", node, {form_.date("from", made.from), form_.date("to", made.to), form_.flag("adopted", made.adopted), form_.bilingual("text", made.text)});
}

void StatementReader::individual_control(const JsonNode& node) {
  IndividualControl& made = statement_.individual_controls.emplace_back();
  made.at = node.offset;
  const auto texts = [&](const std::string& name, std::vector<PlacedText>& into, bool required) {
    return list_key(name, [this, name, &into](const JsonNode& item) {
      PlacedText text;
      form_.text(name, item, text);
      if (text.given) into.push_back(std::move(text));
    }, nullptr, required);
  };
  form_.table("individual_controls", node,
              {form_.text("id", made.id, true), form_.bilingual("title", made.title, true), texts("serves", made.serves, true), form_.text("owner", made.owner), form_.text("frequency", made.frequency),
               {"evidence_kind", [&](const JsonNode& value, uint32_t) { form_.number("evidence_kind", value, made.evidence_kind); }, false},
               list_key("versions", [&](const JsonNode& item) { version(made, item); }), texts("rules", made.rules, false), texts("registers", made.registers, false)});
  once(seen_individual_, made.id, "the individual control");
  std::set<std::string> served;
  for (const PlacedText& id : made.serves) {
    check_control(id, Level::kEither);
    once(served, id, "the control");
  }
}

void StatementReader::subsequent_event(const JsonNode& node) {
  SubsequentEvent& made = statement_.subsequent_events.emplace_back();
  made.at = node.offset;
  form_.table("subsequent_events", node, {form_.date("date", made.date, true), form_.bilingual("what", made.what, true)});
}

void StatementReader::certification(const JsonNode& node) {
  Certification& made = statement_.certifications.emplace_back();
  made.at = node.offset;
  form_.table("certifications", node, {form_.bilingual("name", made.name, true), form_.date("valid_from", made.valid_from), form_.date("valid_until", made.valid_until)});
}

}  // namespace

Statement read_statement(const SourcePtr& source, const JsonNode& root, const std::vector<ControlInfo>& controls, Diagnostics& diagnostics) {
  return StatementReader(source, controls, diagnostics).run(root);
}

const ControlChoice* Statement::choice(const std::string& control) const {
  for (const std::vector<ControlChoice>* list : {&objectives, &controls}) {
    const auto found = std::find_if(list->begin(), list->end(), [&](const ControlChoice& one) { return one.id.value == control; });
    if (found != list->end()) return &*found;
  }
  return nullptr;
}

const UsedService* Statement::used_service(const std::string& id) const {
  const auto found = std::find_if(services_used.begin(), services_used.end(), [&](const UsedService& one) { return one.id.value == id; });
  return found == services_used.end() ? nullptr : &*found;
}

const IndividualControl* Statement::individual_control(const std::string& id) const {
  const auto found = std::find_if(individual_controls.begin(), individual_controls.end(), [&](const IndividualControl& one) { return one.id.value == id; });
  return found == individual_controls.end() ? nullptr : &*found;
}

std::vector<const IndividualControl*> Statement::serving(const std::string& control) const {
  std::vector<const IndividualControl*> found;
  for (const IndividualControl& one : individual_controls) {
    if (std::any_of(one.serves.begin(), one.serves.end(), [&](const PlacedText& id) { return id.value == control; })) found.push_back(&one);
  }
  return found;
}

const std::vector<std::string>& frequency_words() {
  static const std::vector<std::string> kWords = {"daily", "weekly", "monthly", "quarterly", "yearly", "on_change"};
  return kWords;
}

std::optional<Frequency> frequency_of(const std::string& word) {
  const auto found = std::find(frequency_words().begin(), frequency_words().end(), word);
  if (found == frequency_words().end()) return std::nullopt;
  return static_cast<Frequency>(found - frequency_words().begin());
}

std::string day_text(int32_t day) { return format_date(day); }

int32_t registration_valid_until(int32_t period_to) { return add_period(period_to + 1, Period{16, 0}); }

}  // namespace sekisho
