// The words of words.def, and the names of verdicts, severities and reasons.
#include "engine/report/words.h"

#include <iterator>

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

constexpr Named kReasons[] = {
    {"known_after_apply", "known after apply", "適用後に確定する値"},
    {"not_mapped", "not mapped by this adapter", "このアダプタのマップに無い属性"},
    {"unavailable", "not available from this source", "この入力からは得られない"},
    {"sensitive", "sensitive", "機密値（出力しない）"},
    {"unresolved_reference", "unresolved reference", "参照先が見つからない"},
    {"ambiguous", "several candidates", "候補が複数ある"},
    {"wrong_shape", "of an unexpected shape", "値の形が想定と異なる"},
    {"overflow", "out of range", "値の範囲を超えた"},
    {"missing_in_source", "missing in the source", "入力に値が無い"},
    {"open_population", "the source may not hold all", "入力が全件を含むとは限らない"},
    {"not_exported", "not exported", "エクスポートに含まれない"},
    {"said_by_map", "the map cannot tell", "マップが判定不能としている"},
    {"not_one_of", "not one of the expected values", "想定した値のいずれでもない"},
    {"limit", "over a limit", "上限を超えた"},
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

std::string severity_word(const std::string& severity, Language language) { return named(kSeverities, severity, language); }
std::string reason_word(const std::string& code, Language language) { return named(kReasons, code, language); }
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
