// Catalog, profile and component definition: what the controls are, and which rules support them.
#include <map>

#include "engine/evidence/views/oscal.h"

namespace sekisho::evidence {

void Oscal::catalog() {
  begin("catalog", {"Controls that the rules of this run support", "この評価のルールが裏付ける管理策"});
  // Chapters of a catalogue, in the order of their numbers.
  std::map<std::pair<std::string, int>, std::vector<std::pair<std::string, const ViewControl*>>> chapters;
  const std::map<std::string, ViewControl> controls = controls_of(run_);
  for (const auto& [token, control] : controls) {
    int chapter = 0;
    for (const char c : control.supports->control) {
      if (c < '0' || c > '9') break;
      chapter = chapter * 10 + (c - '0');
    }
    chapters[{control.supports->catalogue, chapter}].emplace_back(token, &control);
  }
  if (!chapters.empty()) begin_list("groups");
  for (const auto& [key, members] : chapters) {
    json_.begin_object();
    json_.member("id", key.first + "-chapter-" + std::to_string(key.second));
    json_.member("class", "chapter");
    json_.member("title", "Chapter " + std::to_string(key.second) + " / " + std::to_string(key.second) + " 章");
    begin_list("controls");
    for (const auto& [token, control] : members) {
      json_.begin_object();
      json_.member("id", token);
      json_.member("class", control->supports->catalogue);
      json_.member("title", oscal_line(control->supports->title));
      begin_list("props");
      json_.begin_object();
      json_.member("name", "label");
      json_.member("value", control->supports->control);
      json_.end_object();
      json_.end_array();
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }
  if (!chapters.empty()) json_.end_array();
  end();
}

void Oscal::profile() {
  begin("profile", {"Controls of this run", "この評価の対象とする管理策"});
  begin_list("imports");
  json_.begin_object();
  json_.member("href", resource_link("catalog"));
  begin_list("include-controls");
  json_.begin_object();
  begin_list("with-ids");
  for (const auto& [token, control] : controls_of(run_)) json_.string(token);
  json_.end_array();
  json_.end_object();
  json_.end_array();
  json_.end_object();
  json_.end_array();
  json_.key("back-matter");
  json_.begin_object();
  begin_list("resources");
  resource("catalog", {"The catalog of the same bundle", "同じバンドルのカタログ"}, {"`sekisho report BUNDLE -o oscal-catalog=FILE`; document " + uuid("document catalog"), "`sekisho report BUNDLE -o oscal-catalog=FILE`（文書 " + uuid("document catalog") + "）"});
  json_.end_array();
  json_.end_object();
  end();
}

void Oscal::component_definition() {
  begin("component-definition", {"Rules of this run", "この評価のルール"});
  begin_list("components");
  begin_item("component rules");
  json_.member("type", "validation");
  json_.member("title", "Sekisho rules / Sekisho ルール");
  std::string packs;
  for (const std::string& pack : run_.packs) packs += (packs.empty() ? "" : ", ") + pack;
  json_.member("description", oscal_paragraphs({"Rules that decide from configuration and registers: " + packs, "構成と台帳から判定するルール: " + packs}));
  begin_list("props");
  property("policy-digest", run_.policy_digest);
  json_.end_array();
  const std::map<std::string, ViewControl> controls = controls_of(run_);
  if (!controls.empty()) {
    begin_list("control-implementations");
    begin_item("implementation");
    json_.member("source", resource_link("catalog"));
    json_.member("description", oscal_paragraphs({"What each rule supports, and why. A rule that passes supports a control; it does not show that the control is met.",
                                                  "各ルールが裏付ける管理策とその理由。合格は管理策を裏付けるもので、管理策を満たすことの証明ではない。"}));
    begin_list("implemented-requirements");
    for (const auto& [token, control] : controls) {
      for (const size_t index : control.rules) {
        const RunRule& rule = run_.rules[index];
        begin_item("requirement " + token + " " + rule.name);
        json_.member("control-id", token);
        Bilingual text = rule.title;
        for (const RunSupports& one : rule.supports) {
          if (control_token(one) != token) continue;
          text.en += ". " + one.because.en;
          text.ja += "。" + one.because.ja;
        }
        json_.member("description", oscal_paragraphs(text));
        begin_list("props");
        property("rule", rule.name);
        property("rule-digest", rule.digest);
        property("severity", rule.severity);
        json_.end_array();
        json_.end_object();
      }
    }
    json_.end_array();
    json_.end_object();
    json_.end_array();
  }
  json_.end_object();
  json_.end_array();
  json_.key("back-matter");
  json_.begin_object();
  begin_list("resources");
  resource("catalog", {"The catalog of the same bundle", "同じバンドルのカタログ"}, {"document " + uuid("document catalog"), "文書 " + uuid("document catalog")});
  json_.end_array();
  json_.end_object();
  end();
}

}  // namespace sekisho::evidence
