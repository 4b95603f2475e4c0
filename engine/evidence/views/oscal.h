// What the OSCAL models share: their frame, properties, resources, and the state of each control.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/bundle.h"
#include "sekisho/json_writer.h"

namespace sekisho::evidence {

inline constexpr std::string_view kOscalVersion = "1.2.2";

// Both languages in one text: a line, or paragraphs of markup with all marks taken as they are.
std::string oscal_line(const Bilingual& text);
std::string oscal_paragraphs(const Bilingual& text);

// `ismap-9.2.3`: a token may not begin with a digit.
std::string control_token(const RunSupports& supports);

// A control that rules of the run support.
struct ViewControl {
  const RunSupports* supports = nullptr;   // the first that names it: catalogue, id, title
  std::vector<size_t> rules;               // by name
};
// By token, in the order of tokens.
std::map<std::string, ViewControl> controls_of(const Run& run);

class Oscal {
 public:
  Oscal(const Sealed& sealed, const std::string& root, std::string* out) : sealed_(sealed), run_(sealed.run), root_(root), json_(out, true) {}

  void catalog();
  void profile();
  void component_definition();
  void assessment_plan();
  void assessment_results();
  void plan_of_action();

 private:
  // Identifiers: of things of this run, by a name that no two things share.
  std::string uuid(std::string_view name) const;
  void begin(std::string_view model, const Bilingual& title);
  void end();
  void property(std::string_view name, std::string_view value);
  void begin_list(std::string_view key);
  void begin_item(std::string_view uuid_name);
  void end_item() { json_.end_object(); }
  void control_selections();
  void resource(std::string_view name, const Bilingual& title, const Bilingual& description, const std::string& digest = "");
  void no_such_document(std::string_view name, const Bilingual& title);
  std::string resource_link(std::string_view name) const { return "#" + uuid(std::string("resource ") + std::string(name)); }

  // A rule on one source, with the counts of its verdicts.
  struct Observed {
    size_t rule = 0, source = 0;
    size_t pass = 0, fail = 0, unknown = 0, not_applicable = 0, vacuous = 0, applicability_unknown = 0, waived = 0;
  };
  std::vector<Observed> observed() const;
  static std::string observation_name(const Observed& one) { return "observation " + std::to_string(one.rule) + " " + std::to_string(one.source); }
  void observation(const Observed& one);
  std::optional<bool> satisfied(const ViewControl& control) const;
  void finding(const std::string& token, const ViewControl& control, bool is_satisfied, const std::vector<Observed>& all);
  void risk(size_t waiver);
  void finding_risk(const SealedFinding& finding, size_t number);
  void finding_item(const SealedFinding& finding, size_t number);
  std::vector<size_t> used_waivers() const;

  const Sealed& sealed_;
  const Run& run_;
  const std::string& root_;
  JsonWriter json_;
};

}  // namespace sekisho::evidence
