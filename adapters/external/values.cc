// build_values.
#include "adapters/external/values.h"

#include "adapters/reader/nodes.h"
#include "sekisho/utf8.h"

namespace sekisho::adapters::external {
namespace {

using Kind = JsonNode::Kind;

class Builder {
 public:
  Builder(RawSource& source, const RawResource& resource, uint32_t offset, std::string& trouble) : source_(source), resource_(resource), offset_(offset), trouble_(trouble) {}

  RawNode& node(const JsonNode& json, bool sensitive) {
    RawNode& made = source_.nodes.emplace_back();
    made.resource = &resource_;
    made.offset = offset_;
    fill(made, json, sensitive);
    return made;
  }

 private:
  void fill(RawNode& made, const JsonNode& json, bool sensitive) {
    made.sensitive = sensitive;
    if (json.kind == Kind::kObject) return object(made, json, sensitive);
    set_value(made, json);
    for (const JsonNode* item : json.items) NodeMaker::append(made, &node(*item, sensitive));
  }

  void object(RawNode& made, const JsonNode& json, bool sensitive) {
    for (const JsonMember& member : json.members) {
      if (member.key.starts_with("$")) return marked(made, json, member);
    }
    set_value(made, json);
    for (const JsonMember& member : json.members) NodeMaker::attach(made, member.key, &node(*member.value, sensitive));
  }

  void marked(RawNode& made, const JsonNode& json, const JsonMember& mark) {
    const std::string_view word = mark.value->text;
    if (json.members.size() == 1 && mark.key == "$sensitive") return fill(made, *mark.value, true);
    if (json.members.size() == 1 && mark.key == "$unknown" && (word == "after_apply" || word == "not_exported")) {
      made.kind = RawNode::Kind::kUnknown;
      made.why = word == "after_apply" ? RawUnknown::kAfterApply : RawUnknown::kNotExported;
      return;
    }
    trouble_ = "`" + harmless(mark.key) + "`: expected {\"$unknown\": \"after_apply\" | \"not_exported\"} or {\"$sensitive\": VALUE}, alone in its object";
  }

  RawSource& source_;
  const RawResource& resource_;
  uint32_t offset_;
  std::string& trouble_;
};

}  // namespace

const RawNode* build_values(RawSource& source, const RawResource& resource, const JsonNode& object, uint32_t offset, std::string& trouble) {
  const RawNode& made = Builder(source, resource, offset, trouble).node(object, false);
  if (made.kind != RawNode::Kind::kObject && trouble.empty()) trouble = "`properties` and `tags` are objects, not marks";
  return &made;
}

}  // namespace sekisho::adapters::external
