// Codes of diagnostics, each with an explanation in both languages and an example: `sekisho help SK0301`.
#pragma once

#include <string_view>
#include <vector>

namespace sekisho {

struct CodeExplanation {
  const char* code;     // "SK0301"
  const char* title;    // a few words, English
  const char* en;       // one to three sentences: what is wrong and what to do
  const char* ja;       // the same
  const char* example;  // Seki that gives it
};

const CodeExplanation* find_code(std::string_view code);  // null: no such code
const std::vector<CodeExplanation>& code_explanations();  // sorted by code

}  // namespace sekisho
