// Values stand in one column, the places that they came from in another, so that the eye can follow either.
#include "engine/report/text_parts.h"

#include <algorithm>

#include "engine/report/waivers.h"
#include "engine/report/words.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

constexpr size_t kBriefPlaces = 2;   // a value that many inputs decide is explained by `explain`
constexpr int kWidestEntry = 46;     // a wider one takes a line of its own

std::string last_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// "openings = 3 members", when "openings[2].from_port" stands there, too.
bool is_shape_of_others(const WitnessItem& item, const Finding& finding) {
  return std::any_of(finding.witness.begin(), finding.witness.end(), [&](const WitnessItem& other) {
    return other.resource == item.resource && !item.path.empty() && other.path.starts_with(item.path + "[");
  });
}

}  // namespace

Style style_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPass: return Style::kPass;
    case Verdict::kFail: return Style::kFail;
    case Verdict::kUnknown: return Style::kUnknown;
    case Verdict::kNotApplicable: break;
  }
  return Style::kFaint;
}

std::string place_text(const FindingPlace& place) {
  if (place.line == 0) return place.file.str();
  return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

PartWriter::PartWriter(Page& page, const Run& run, Language language, bool brief) : page_(page), language_(language), brief_(brief) {
  if (!brief) return;
  std::map<std::string, int> uses;
  for (const RunSource& source : run.sources) ++uses[last_name(source.path)];
  for (const RunSource& source : run.sources) {
    if (uses[last_name(source.path)] == 1) short_names_[source.path] = last_name(source.path);
  }
}

std::string PartWriter::place(const FindingPlace& place) const {
  FindingPlace shown = place;
  if (const auto at = short_names_.find(place.file); at != short_names_.end()) shown.file = at->second;
  return place_text(shown);
}

std::vector<FindingPlace> PartWriter::chosen(const std::vector<FindingPlace>& places) {
  if (!brief_) return places;
  std::vector<FindingPlace> result;
  for (const FindingPlace& one : places) {
    if (result.size() < kBriefPlaces && told_.insert(place_text(one)).second) result.push_back(one);
  }
  return result;
}

void PartWriter::entries(int indent, const std::vector<Entry>& entries) {
  // Full paths and whole source lines need a line of their own.
  int column = 0;
  for (const Entry& entry : entries) {
    if (!brief_) break;
    const int width = display_width(harmless(entry.text));
    if (width <= std::min(kWidestEntry, page_.width() / 2 - indent)) column = std::max(column, width);
  }
  for (const Entry& entry : entries) {
    const std::vector<FindingPlace> places = chosen(entry.places);
    const std::string text = harmless(entry.text);
    const bool beside = brief_ && display_width(text) <= column && !places.empty();
    if (!beside) page_.paragraph(indent, text);
    bool first = beside;
    for (const FindingPlace& one : places) {
      // The note stands before the source line, which may be cut.
      const std::string note = one.note.empty() ? "" : " (" + one.note + ")";
      const std::string source_line = one.text.empty() ? "" : " | " + one.text;
      page_.line(indent, {{padded(first ? text : "", column + 2)}, {place(one) + note, Style::kFaint}, {source_line}});
      first = false;
    }
  }
}

void PartWriter::witness(int indent, const Finding& finding) {
  told_.clear();
  std::vector<Entry> list;
  for (const WitnessItem& item : finding.witness) {
    if (brief_ && is_shape_of_others(item, finding)) continue;
    std::string text;
    if (item.resource != finding.resource) text += item.resource + (item.path.empty() ? ": " : " ");
    text += item.path.empty() ? population_words(item.value, language_) : item.path + " = " + item.value;
    list.push_back({text, item.places});
  }
  entries(indent, list);
}

void PartWriter::reasons(int indent, const std::vector<FindingReason>& reasons) {
  told_.clear();
  std::vector<Entry> list;
  for (const FindingReason& reason : reasons) {
    std::string text = reason.text;
    const std::string english = reason_word(reason.code, Language::kEnglish);
    if (text.empty() || text == english) {
      text = reason_word(reason.code, language_);
    } else if (language_ == Language::kJapanese) {
      text = reason_word(reason.code, language_) + ": " + text;
    }
    list.push_back({text, reason.places});
  }
  entries(indent, list);
}

void PartWriter::waiver(int indent, int label_width, const Run& run, const Finding& finding) {
  const RunWaiver* waiver = waiver_of(run, finding);
  if (waiver == nullptr) return;
  page_.paragraph(indent, waiver_text(*waiver, language_), Style::kPlain, {padded(say(Word::kWaived, language_), label_width), Style::kFaint});
}

void PartWriter::obligation(int indent, int label_width, const std::string& obligation) {
  if (obligation.empty()) return;
  const Page::Part label = {padded(say(Word::kRemains, language_), label_width), Style::kFaint};
  if (brief_) {
    page_.line(indent, {label, {obligation}});
  } else {
    page_.paragraph(indent, obligation, Style::kPlain, label);
  }
}

}  // namespace sekisho
