// Codes of diagnostics: the table of codes.def.
#include "engine/check/codes.h"

#include <algorithm>

namespace sekisho {

const std::vector<CodeExplanation>& code_explanations() {
  static const std::vector<CodeExplanation> all = [] {
    std::vector<CodeExplanation> table = {
#define SEKISHO_CODE(code, title, en, ja, example) {code, title, en, ja, example},
#include "engine/check/codes.def"
#undef SEKISHO_CODE
    };
    std::sort(table.begin(), table.end(), [](const CodeExplanation& a, const CodeExplanation& b) { return std::string_view(a.code) < b.code; });
    return table;
  }();
  return all;
}

const CodeExplanation* find_code(std::string_view code) {
  const std::vector<CodeExplanation>& all = code_explanations();
  auto found = std::find_if(all.begin(), all.end(), [&](const CodeExplanation& e) { return e.code == code; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace sekisho
