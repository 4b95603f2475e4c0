// Finds the term around each complaint by its place in the text.
#include "tests/judge/mend.h"

#include <algorithm>

#include "tests/judge/expression.h"

namespace sekisho::judge {
namespace {

size_t length_of(const Term& term) {
  size_t length = 0;
  for (const std::string& text : term.texts) length += text.size();
  for (const Term& part : term.parts) length += length_of(part);
  return length;
}

struct Chain {
  std::vector<Term*> terms;   // from the whole program to the innermost term that holds the span
};

void descend(Term& term, size_t begin, size_t end, Chain& chain) {
  chain.terms.push_back(&term);
  size_t at = 0;
  for (size_t i = 0; i < term.parts.size(); ++i) {
    at += term.texts[i].size();
    const size_t length = length_of(term.parts[i]);
    if (at <= begin && end <= at + length) return descend(term.parts[i], begin - at, end - at, chain);
    at += length;
  }
}

}  // namespace

bool mend(Term& program, const Diagnostics& diagnostics, Random& random, size_t& dropped) {
  std::vector<std::pair<Term*, std::string>> changes;   // made at the end: places are those of the text as it was
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.severity != Severity::kError) continue;
    const bool coalesce = diagnostic.code == "SK0303";
    if (!coalesce && diagnostic.code != "SK0336" && diagnostic.code != "SK0315" && diagnostic.code != "SK0327" && diagnostic.code != "SK0328" && !diagnostic.code.starts_with("SK05")) {
      Chain chain;
      descend(program, diagnostic.span.begin, diagnostic.span.end, chain);
      if (chain.terms.size() < 2 || !chain.terms[1]->texts[0].starts_with("rule")) return false;
      changes.emplace_back(chain.terms[1], "");
      ++dropped;
      continue;
    }
    Chain chain;
    descend(program, diagnostic.span.begin, diagnostic.span.end, chain);
    Term* place = nullptr;
    for (size_t i = chain.terms.size(); i > 0 && place == nullptr; --i) {
      Term* term = chain.terms[i - 1];
      const bool whole_rule = diagnostic.code == "SK0508" && term->removable && term->texts[0].starts_with("rule");
      if (coalesce) {
        // `(path ?? other)` becomes `path`.
        const std::string& head = term->texts[0];
        const bool written = term->parts.size() == 1 && head.starts_with("(") && head.ends_with(" ?? ");
        const bool made = term->parts.size() == 2 && head == "(" && term->texts[1] == " ?? ";
        if (!written && !made) continue;
        changes.emplace_back(term, written ? head.substr(1, head.size() - 5) : to_text(term->parts[0]));
        break;
      }
      if (whole_rule || (diagnostic.code != "SK0508" && !term->sort.empty() && !term->simplest.empty())) place = term;
    }
    if (coalesce) continue;
    if (place == nullptr) return false;
    changes.emplace_back(place, place->removable ? "" : place->sort == "bool" ? plain_condition(random) : place->simplest);
  }
  // An outer change takes inner ones with it.
  const auto holds = [](const Term* outer, const Term* place) {
    std::vector<const Term*> open{outer};
    while (!open.empty()) {
      const Term* term = open.back();
      open.pop_back();
      for (const Term& part : term->parts) {
        if (&part == place) return true;
        open.push_back(&part);
      }
    }
    return false;
  };
  std::vector<std::pair<Term*, std::string>> outermost;
  for (const auto& change : changes) {
    const bool inner = std::any_of(changes.begin(), changes.end(), [&](const auto& other) { return holds(other.first, change.first); });
    if (!inner) outermost.push_back(change);
  }
  for (const auto& [place, text] : outermost) {
    place->texts = {text};
    place->parts.clear();
  }
  return !outermost.empty();
}

}  // namespace sekisho::judge
