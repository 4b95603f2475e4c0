// Session: the origin record, raw types, and the words of messages.
#include "engine/check/session.h"

#include <algorithm>

namespace sekisho {

const RecordType* Session::origin() {
  if (origin_) return origin_;
  if (const RecordType* known = program.find_record("origin")) return origin_ = known;
  const Type text = make_type(TypeKind::kText);
  const EntityType* account = program.find_entity("cloud.account");
  auto made = std::make_unique<RecordType>();
  made->name = "origin";
  made->fields = {{"address", text},
                  {"type", text},
                  {"name", text},
                  {"module", text},
                  {"action", text},
                  {"account", account ? reference_to(account) : text.as_optional()},
                  {"region", text.as_optional()},
                  {"namespace", text.as_optional()},
                  {"tags", dict_of(text)},
                  {"parent", text.as_optional()},
                  {"captured", make_type(TypeKind::kTimestamp).as_optional()}};
  program.records.push_back(std::move(made));
  origin_ = program.records.back().get();
  return origin_;
}

const ProviderNode* Session::provider_node(const std::string& raw_type, const Span& span) {
  if (!options.provider) return nullptr;
  const ProviderNode* node = options.provider->find(raw_type);
  if (node) return node;
  const std::string source = raw_type.substr(0, raw_type.find('.'));
  const std::string type = raw_type.substr(std::min(raw_type.size(), source.size() + 1));
  // What readers add to a source of their own, and data sources, are in no provider's schema.
  if (type == "*" || type == "provider" || type.starts_with("data.") || !options.provider->knows_source(source)) return nullptr;
  // Nor are the types of another provider: `azurerm_` where the schema is that of `aws_`.
  const std::string provider = raw_type.substr(0, raw_type.find('_') == std::string::npos ? raw_type.size() : raw_type.find('_') + 1);
  const std::vector<std::string> known = options.provider->types();
  if (std::none_of(known.begin(), known.end(), [&](const std::string& one) { return one.starts_with(provider); })) return nullptr;
  if (named_raw_types.insert(raw_type).second)
    diagnostics.warning("SK0214", span, code(raw_type) + " is not in the provider's schema, so nothing can be checked about its attributes",
                        suggestion(raw_type, options.provider->types(), "check its spelling, or add the type to the schema"));
  return nullptr;
}

std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates, std::string otherwise) {
  const std::string near = nearest(word, candidates);
  return near.empty() || near == word ? otherwise : "did you mean `" + near + "`?";
}

std::string enumerate(const std::vector<std::string>& names, size_t most, std::string_view last) {
  std::string text;
  const size_t shown = std::min(names.size(), most);
  for (size_t i = 0; i < shown; ++i) {
    if (i) text += i + 1 == names.size() ? " " + std::string(last) + " " : ", ";
    text += code(names[i]);
  }
  if (names.size() > shown) text += " and " + std::to_string(names.size() - shown) + " more";
  return text;
}

std::string source_text(const Span& span) {
  if (!span.source || span.end > span.source->text().size() || span.begin > span.end) return "";
  std::string text = span.source->text().substr(span.begin, span.end - span.begin);
  std::string one_line;
  bool space = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (blank) { space = true; continue; }
    if (space && !one_line.empty()) one_line += ' ';
    space = false;
    one_line += c;
  }
  return one_line;
}

std::string raw_type_of(const Session& session, const std::vector<std::string>& parts, size_t* used) {
  if (parts.size() < 2 || !session.sources.contains(parts[0])) return "";
  *used = 2;
  if (parts[1] == "data" && parts.size() > 2) *used = 3;
  std::string type = parts[0];
  for (size_t i = 1; i < *used; ++i) type += "." + parts[i];
  return type;
}

}  // namespace sekisho
