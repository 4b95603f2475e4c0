// Formatting: parse, lay out, and prove that nothing but the layout changed.
#include "engine/syntax/format.h"

#include "engine/syntax/dump.h"
#include "engine/syntax/layout.h"
#include "engine/syntax/parse.h"
#include "engine/syntax/token.h"

namespace sekisho::syntax {

std::optional<std::string> format(const SourcePtr& source, Diagnostics& diagnostics) {
  Diagnostics found;
  const std::unique_ptr<File> file = parse(source, found);
  for (const Diagnostic& diagnostic : found.all()) diagnostics.add(diagnostic);
  if (found.has_errors()) return std::nullopt;

  TokenList list = read_tokens(source, 0, static_cast<uint32_t>(source->text().size()));
  place_words(list);
  std::string text = lay_out(cut_pieces(list, *file));

  // A formatter that changes a policy is worse than none.
  Diagnostics again;
  const std::unique_ptr<File> laid_out = parse(std::make_shared<const Source>(source->name(), text), again);
  if (again.has_errors() || dump_without_parentheses(*laid_out) != dump_without_parentheses(*file)) {
    diagnostics.error("SK0107", {source, 0, 0}, "this file could not be laid out without changing what it says",
                      "it is left as it was; please report it to us with the file");
    return std::nullopt;
  }
  return text;
}

}  // namespace sekisho::syntax
