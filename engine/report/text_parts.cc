// Witness items, reasons and obligations as lines.
#include "engine/report/text_parts.h"

#include "engine/report/words.h"

namespace sekisho {
namespace {

void write_place(Page& page, int indent, const FindingPlace& place) {
  std::vector<Page::Part> parts = {{place_text(place), Style::kFaint}};
  if (!place.text.empty()) parts.push_back({" | " + place.text, Style::kPlain});
  if (!place.note.empty()) parts.push_back({"  (" + place.note + ")", Style::kFaint});
  // A note is an explanation, and must not be cut off behind a long source line.
  if (!place.text.empty() && !place.note.empty()) {
    const Page::Part note = parts.back();
    parts.pop_back();
    page.line(indent, parts);
    page.line(indent, {{place.note, Style::kFaint}});
    return;
  }
  page.line(indent, parts);
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
  if (place.line == 0) return place.file;
  return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

void write_witness(Page& page, int indent, const Finding& finding) {
  for (const WitnessItem& item : finding.witness) {
    std::string text;
    if (item.resource != finding.resource) text += item.resource + (item.path.empty() ? ": " : " ");
    text += item.path.empty() ? item.value : item.path + " = " + item.value;
    page.paragraph(indent, text);
    for (const FindingPlace& place : item.places) write_place(page, indent + 2, place);
  }
}

void write_reasons(Page& page, int indent, const std::vector<FindingReason>& reasons, Language language) {
  for (const FindingReason& reason : reasons) {
    std::string text = reason.text;
    if (text.empty()) {
      text = reason_word(reason.code, language);
    } else if (language == Language::kJapanese) {
      text = reason_word(reason.code, language) + ": " + text;
    }
    page.paragraph(indent, text);
    for (const FindingPlace& place : reason.places) write_place(page, indent + 2, place);
  }
}

void write_obligation(Page& page, int indent, int label_width, const std::string& obligation, Language language) {
  if (obligation.empty()) return;
  page.paragraph(indent, obligation, Style::kPlain, {padded(say(Word::kRemains, language), label_width), Style::kFaint});
}

}  // namespace sekisho
