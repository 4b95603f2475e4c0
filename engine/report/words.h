// What reports say in their own voice, in both languages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sekisho/finding.h"
#include "sekisho/report.h"

namespace sekisho {

enum class Word {
#define SEKISHO_WORD(name, en, ja) k##name,
#include "engine/report/words.def"
#undef SEKISHO_WORD
};

std::string say(Word word, Language language);
// The same with `{}` replaced by the number; English nouns are told apart by a `word|words` in the text.
std::string say(Word word, Language language, size_t number);

std::string_view pick(const Bilingual& text, Language language);
// What decided it, as people read it: "storage.bucket: 8 rows, complete" keeps its name, and says the rest in their language.
std::string population_words(std::string text, Language language);
std::string severity_word(const std::string& severity, Language language);
// "known after apply", for the stable key `known_after_apply`.
std::string reason_word(const std::string& code, Language language);
std::string basis_words(const std::string& basis, Language language);

// "ISMAP" for `ismap`; other catalogues as they are written.
std::string catalogue_name(const std::string& catalogue);

// critical 4 … info 0; an unknown word is 2, as medium.
int severity_rank(std::string_view severity);

}  // namespace sekisho
