// Quoting of YAML texts, and the block of individual controls.
#include "engine/assess/statement/yaml_text.h"

#include <algorithm>

#include "engine/value/literal.h"
#include "sekisho/statement_table.h"

namespace sekisho {

std::string yaml_quoted(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') made += '\\';
    if (c == '\n') made += "\\n";
    else if (c == '\t') made += "\\t";
    else made += c;
  }
  return made + "\"";
}

std::string yaml_word(std::string_view text) {
  const auto plain = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '-'; };
  const bool letter_first = !text.empty() && ((text.front() >= 'a' && text.front() <= 'z') || (text.front() >= 'A' && text.front() <= 'Z'));
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const bool other = lower == "true" || lower == "false" || lower == "yes" || lower == "no" || lower == "on" || lower == "off" || lower == "null" || lower == "y" || lower == "n";
  return letter_first && !other && std::all_of(text.begin(), text.end(), plain) ? std::string(text) : yaml_quoted(text);
}

std::string yaml_bilingual(const StatementText& text) {
  return "{ja: " + (text.ja.given ? yaml_quoted(text.ja.value) : "") + (text.en.given ? ", en: " + yaml_quoted(text.en.value) : "") + "}";
}

namespace {

std::string words(const std::vector<PlacedText>& list, bool quoted) {
  std::string made;
  for (const PlacedText& one : list) made += (made.empty() ? "" : ", ") + (quoted ? yaml_word(one.value) : one.value);
  return "[" + made + "]";
}

void append_version(std::string& out, const ControlVersion& version) {
  out += "      - from:" + (version.from.given ? " " + format_date(version.from.value) : "") + "\n";
  out += "        to:" + (version.to.given ? " " + format_date(version.to.value) : "") + "\n";
  if (version.adopted.given) out += std::string("        adopted: ") + (version.adopted.value ? "true" : "false") + "\n";
  if (version.text.ja.given || version.text.en.given) out += "        text: " + yaml_bilingual(version.text) + "\n";
}

}  // namespace

std::string individual_controls_yaml(const std::vector<IndividualControl>& controls) {
  if (controls.empty()) return "individual_controls: []\n";
  std::string out = "individual_controls:\n";
  for (const IndividualControl& one : controls) {
    out += "  - id: " + yaml_word(one.id.value) + "\n    title: " + yaml_bilingual(one.title) + "\n    serves: " + words(one.serves, false) + "\n";
    out += "    owner:" + (one.owner.given ? " " + yaml_quoted(one.owner.value) : "") + "\n";
    out += "    frequency:" + (one.frequency.given ? " " + yaml_word(one.frequency.value) : "") + "\n";
    out += "    evidence_kind:" + (one.evidence_kind.given ? " " + std::to_string(one.evidence_kind.value) : "") + "\n";
    if (!one.rules.empty()) out += "    rules: " + words(one.rules, true) + "\n";
    if (!one.registers.empty()) out += "    registers: " + words(one.registers, true) + "\n";
    out += one.versions.empty() ? "    versions: []\n" : "    versions:\n";
    for (const ControlVersion& version : one.versions) append_version(out, version);
  }
  return out;
}

}  // namespace sekisho
