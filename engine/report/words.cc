// The words of words.def, and the names of verdicts and severities.
#include "engine/report/words.h"

#include <iterator>
#include <utility>

#include "engine/value/reason_words.h"

namespace sekisho {
namespace {

struct Entry {
  const char* en;
  const char* ja;
};

constexpr Entry kWords[] = {
#define SEKISHO_WORD(name, en, ja) {en, ja},
#include "engine/report/words.def"
#undef SEKISHO_WORD
};

struct Named {
  std::string_view key;
  const char* en;
  const char* ja;
};

constexpr Named kSeverities[] = {
    {"critical", "critical", "重大"}, {"high", "high", "高"}, {"medium", "medium", "中"}, {"low", "low", "低"}, {"info", "info", "情報"},
};

constexpr Named kBases[] = {
    {"option", "given by option", "指定された時点"},
    {"latest capture time", "the latest capture time of the sources", "入力の最新の取得時点"},
    {"start of the run", "the start of the run", "実行開始時点"},
};

template <size_t kSize>
std::string named(const Named (&table)[kSize], const std::string& key, Language language) {
  for (const Named& one : table) {
    if (one.key == key) return language == Language::kEnglish ? one.en : one.ja;
  }
  return key;
}

}  // namespace

std::string say(Word word, Language language) {
  const Entry& entry = kWords[static_cast<size_t>(word)];
  return language == Language::kEnglish ? entry.en : entry.ja;
}

std::string say(Word word, Language language, size_t number) {
  std::string text = say(word, language);
  if (const size_t bar = text.find('|'); bar != std::string::npos) text = number == 1 ? text.substr(0, bar) : text.substr(bar + 1);
  if (const size_t at = text.find("{}"); at != std::string::npos) text.replace(at, 2, std::to_string(number));
  return text;
}

std::string_view pick(const Bilingual& text, Language language) {
  const std::string& wanted = language == Language::kEnglish ? text.en : text.ja;
  const std::string& other = language == Language::kEnglish ? text.ja : text.en;
  return wanted.empty() ? other : wanted;
}

std::string verdict_word(Verdict verdict, Language language) {
  switch (verdict) {
    case Verdict::kPass: return say(Word::kPass, language);
    case Verdict::kFail: return say(Word::kFail, language);
    case Verdict::kUnknown: return say(Word::kUnknown, language);
    case Verdict::kNotApplicable: break;
  }
  return say(Word::kNotApplicable, language);
}

std::string population_words(std::string text, Language language) {
  if (language == Language::kEnglish) return text;
  for (const auto& [english, japanese] : {std::pair(" rows, complete", " 件（全件）"), std::pair(" row, complete", " 件（全件）"), std::pair(" rows, possibly more elsewhere", " 件（入力にないものもあり得る）"),
                                          std::pair(" row, possibly more elsewhere", " 件（入力にないものもあり得る）")}) {
    if (text.ends_with(english)) return text.replace(text.size() - std::string_view(english).size(), std::string::npos, japanese);
  }
  return text;
}

std::string severity_word(const std::string& severity, Language language) { return named(kSeverities, severity, language); }
std::string reason_word(const std::string& code, Language language) {
  const ReasonWords words = reason_words(code);
  return std::string(language == Language::kEnglish ? words.en : words.ja);
}
std::string basis_words(const std::string& basis, Language language) { return named(kBases, basis, language); }

std::string catalogue_name(const std::string& catalogue) { return catalogue == "ismap" ? "ISMAP" : catalogue; }

int severity_rank(std::string_view severity) {
  static constexpr std::string_view kOrder[] = {"info", "low", "medium", "high", "critical"};
  for (size_t i = 0; i < std::size(kOrder); ++i) {
    if (kOrder[i] == severity) return static_cast<int>(i);
  }
  return 2;
}

}  // namespace sekisho
