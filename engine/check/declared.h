// Declared: what the files declare, after names and types are resolved; the parts of check() hand it on.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/check/session.h"
#include "engine/syntax/ast.h"

namespace sekisho {

// `= EXPR` of an attribute, with the file whose names it may use.
struct AttributeDefault {
  const syntax::Expression* expression = nullptr;
  const View* view = nullptr;
};

struct Declared {
  std::vector<const syntax::File*> files;            // sorted by source name
  std::vector<View> views;                           // one a file
  std::map<std::pair<const EntityType*, std::string>, AttributeDefault> defaults;  // of kinds, traits' included; and of traits
  std::map<std::string, std::map<std::string, int, std::less<>>, std::less<>> rules;  // package, name: index into the program
};

// "the other is at policies/a.seki:3".
std::string other_place(const Span& span);

// Packages, imports; enums, records, traits, kinds with their types; parameters and the heads of defines.
void declare_types(Session& session, Declared& declared);
// Attributes' defaults, parameters' values, bodies of defines; cycles of them.
void check_defines(Session& session, Declared& declared);
void check_rules(Session& session, Declared& declared);
void check_maps(Session& session, Declared& declared);
void check_tests(Session& session, Declared& declared);
// Raw populations in defines are closed unless a rule reaches them.
void close_map_populations(Program& program);

// Literal text of one language; an expression in it is an error said about `what`.
std::string plain_text(const std::vector<syntax::TextPart>& parts, Session& session, std::string_view what);
// Says so when a language is missing.
void require_languages(const syntax::LocalizedText& text, Session& session, std::string_view what);
// Attributes, fields and parameters hold neither rows nor raw values; says so.
Type check_stored_type(const syntax::Type& written, Session& session, const View& view, std::string_view what);
bool is_shipped(const Session& session, const Span& span);

}  // namespace sekisho
