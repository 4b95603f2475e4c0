// The warning of a regular expression that stands where a text is looked for letter by letter.
#include "engine/check/pattern_as_text.h"

#include "engine/check/expression_checker.h"

namespace sekisho {

// Raw texts are there for regular expressions: whoever means the characters themselves loses nothing by writing them between plain quotes.
void warn_of_pattern_as_text(const syntax::Expression& argument, const std::string& place, Session& session) {
  const syntax::Expression& text = bare(argument);
  if (text.kind != syntax::ExpressionKind::kRawText || text.text.find_first_of("\\^$|?*+()[]{}.") == std::string::npos) return;
  session.diagnostics.warning("SK0339", text.span, place + " takes these characters as they stand, not as a regular expression",
                              "to look for a pattern, write `matches`, or `capture` to take a part out; if the characters are meant, write plain quotes");
}

}  // namespace sekisho
