// Term: a piece of a generated program as a tree, so that it can be shrunk without reading its text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sekisho::judge {

// Text with holes that hold terms. INVARIANT: texts has one element more than parts.
struct Term {
  std::string sort;                  // its type as Seki writes it: a part of the same sort can take its place; "" for what is no expression
  std::string simplest;              // the plainest text of this sort; "" when there is none
  bool removable = false;            // a declaration, clause or attribute that can be left out
  std::string attribute;             // declares or assigns it: these go together; "" for what does neither
  std::vector<std::string> texts{""};
  std::vector<Term> parts;

  Term() = default;
  explicit Term(std::string text, std::string of_sort = "") : sort(std::move(of_sort)), texts{std::move(text)} {}
  Term& add(std::string_view text) {
    texts.back() += text;
    return *this;
  }
  Term& add(Term part) {
    parts.push_back(std::move(part));
    texts.emplace_back();
    return *this;
  }
};

inline void write(const Term& term, std::string& out) {
  for (size_t i = 0; i < term.parts.size(); ++i) {
    out += term.texts[i];
    write(term.parts[i], out);
  }
  out += term.texts.back();
}
inline std::string to_text(const Term& term) {
  std::string out;
  write(term, out);
  return out;
}

}  // namespace sekisho::judge
