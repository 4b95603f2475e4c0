// The frame of every OSCAL document, and which document stands for what.
#include "engine/evidence/views/oscal.h"

#include "engine/evidence/views/uuid.h"
#include "sekisho/utf8.h"
#include "sekisho/views.h"

namespace sekisho::evidence {
namespace {

constexpr std::string_view kNamespace = "urn:sekisho:oscal:1";   // of our properties

// Markup-multiline and markup-line give some characters a meaning.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : harmless(text)) {
    if (std::string_view("\\`*_[]<>#|^~").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string oscal_line(const Bilingual& text) {
  if (text.en.empty() || text.ja.empty() || text.en == text.ja) return plain(text.en.empty() ? text.ja : text.en);
  return plain(text.en) + " / " + plain(text.ja);
}

std::string oscal_paragraphs(const Bilingual& text) {
  if (text.en.empty() || text.ja.empty() || text.en == text.ja) return plain(text.en.empty() ? text.ja : text.en);
  return plain(text.en) + "\n\n" + plain(text.ja);
}

std::string control_token(const RunSupports& supports) { return supports.catalogue + "-" + supports.control; }

std::map<std::string, ViewControl> controls_of(const Run& run) {
  std::map<std::string, ViewControl> controls;
  for (size_t i = 0; i < run.rules.size(); ++i) {
    for (const RunSupports& one : run.rules[i].supports) {
      ViewControl& control = controls[control_token(one)];
      if (control.supports == nullptr) control.supports = &one;
      if (control.rules.empty() || control.rules.back() != i) control.rules.push_back(i);
    }
  }
  return controls;
}

std::string Oscal::uuid(std::string_view name) const { return uuid_of(root_, name); }

void Oscal::begin(std::string_view model, const Bilingual& title) {
  json_.begin_object();
  json_.key(model);
  json_.begin_object();
  json_.member("uuid", uuid(std::string("document ") + std::string(model)));
  json_.key("metadata");
  json_.begin_object();
  json_.member("title", oscal_line(title));
  json_.member("last-modified", time_text(sealed_.finished_at));
  json_.member("version", root_);
  json_.member("oscal-version", kOscalVersion);
  begin_list("props");
  property("engine-version", run_.engine_version);
  property("policy-digest", run_.policy_digest);
  property("results-root", root_);
  json_.end_array();
  json_.end_object();
}

void Oscal::end() {
  json_.end_object();
  json_.end_object();
}

void Oscal::property(std::string_view name, std::string_view value) {
  json_.begin_object();
  json_.member("name", name);
  json_.member("ns", kNamespace);
  json_.member("value", harmless(value));
  json_.end_object();
}

void Oscal::begin_list(std::string_view key) {
  json_.key(key);
  json_.begin_array();
}

void Oscal::begin_item(std::string_view uuid_name) {
  json_.begin_object();
  json_.member("uuid", uuid(uuid_name));
}

void Oscal::control_selections() {
  json_.key("reviewed-controls");
  json_.begin_object();
  begin_list("control-selections");
  json_.begin_object();
  begin_list("include-controls");
  for (const auto& [token, control] : controls_of(run_)) {
    json_.begin_object();
    json_.member("control-id", token);
    json_.end_object();
  }
  json_.end_array();
  json_.end_object();
  json_.end_array();
  json_.end_object();
}

void Oscal::resource(std::string_view name, const Bilingual& title, const Bilingual& description, const std::string& digest) {
  begin_item(std::string("resource ") + std::string(name));
  json_.member("title", oscal_line(title));
  json_.member("description", oscal_paragraphs(description));
  if (digest.starts_with("sha256:")) {
    begin_list("rlinks");
    json_.begin_object();
    json_.member("href", "urn:sekisho:" + digest);
    begin_list("hashes");
    json_.begin_object();
    json_.member("algorithm", "SHA-256");
    json_.member("value", digest.substr(7));
    json_.end_object();
    json_.end_array();
    json_.end_object();
    json_.end_array();
  }
  json_.end_object();
}

void Oscal::no_such_document(std::string_view name, const Bilingual& title) {
  resource(name, title, {"There is no such OSCAL document; the schema asks for a reference.", "該当する OSCAL 文書はない。スキーマが参照を要求するために置く。"});
}

}  // namespace sekisho::evidence

namespace sekisho {

Result<std::string> view_oscal(OscalModel model, const Sealed& sealed, const std::string& root) {
  std::string out;
  evidence::Oscal oscal(sealed, root, &out);
  switch (model) {
    case OscalModel::kCatalog: oscal.catalog(); break;
    case OscalModel::kProfile: oscal.profile(); break;
    case OscalModel::kComponentDefinition: oscal.component_definition(); break;
    case OscalModel::kAssessmentPlan: oscal.assessment_plan(); break;
    case OscalModel::kAssessmentResults: oscal.assessment_results(); break;
    case OscalModel::kPlanOfAction: {
      bool any = false;
      for (const RunRule& rule : sealed.run.rules) any = any || rule.fail > 0;
      for (const Finding& finding : sealed.run.findings) any = any || finding.waiver >= 0;
      if (!any) return Error{"nothing in this run failed or was waived, and a plan of action without an item has no form in OSCAL", "leave `oscal-poam` out", {}};
      oscal.plan_of_action();
      break;
    }
  }
  return out + "\n";
}

}  // namespace sekisho
