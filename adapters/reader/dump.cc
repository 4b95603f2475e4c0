// Prints raw resources in source order; the text depends on nothing but the source.
#include "adapters/include/adapters/dump.h"

#include "sekisho/utf8.h"

namespace sekisho::adapters {
namespace {

const char* to_word(Configured configured) {
  switch (configured) {
    case Configured::kNotTold: return "";
    case Configured::kYes: return "configured";
    case Configured::kNo: return "unset";
  }
  return "";
}

const char* to_word(Written written) {
  switch (written) {
    case Written::kNotTold:
    case Written::kAbsent: return "";
    case Written::kLiteral: return "literal";
    case Written::kParameter: return "parameter";
    case Written::kReference: return "reference";
    case Written::kSecret: return "secret";
  }
  return "";
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return harmless(result) + "\"";
}

std::string value_text(const RawNode& node) {
  if (node.kind == RawNode::Kind::kAbsent) return "absent";
  if (node.kind == RawNode::Kind::kUnknown) return node.why == RawUnknown::kAfterApply ? "unknown after apply" : "unknown";
  if (node.sensitive) return "(sensitive)";
  switch (node.kind) {
    case RawNode::Kind::kBool: return node.boolean ? "true" : "false";
    case RawNode::Kind::kNumber: return std::string(node.text);
    case RawNode::Kind::kString: return quoted(node.text);
    case RawNode::Kind::kList: return "list of " + std::to_string(node.items.size());
    default: return "object of " + std::to_string(node.all_members().size());
  }
}

std::string reference_text(const RawReference& reference) {
  if (reference.targets.empty()) return (reference.complete ? "no resource (" : "what cannot be told (") + reference.expression + ")";
  std::string text = reference.exact ? "exactly" : reference.complete ? "one of" : "one of, or else,";
  for (const RawResource* target : reference.targets) text += " " + target->address;
  if (!reference.attribute.empty() && !reference.targets.empty()) text += " by " + reference.attribute;
  return text + " (" + reference.expression + ")";
}

void add_mark(std::string& marks, const std::string& mark) {
  if (mark.empty()) return;
  if (!marks.empty()) marks += ", ";
  marks += mark;
}

void dump_node(const RawNode& node, const std::string& pointer, std::string& out) {
  std::string marks;
  if (node.sensitive) add_mark(marks, "sensitive");
  add_mark(marks, to_word(node.configured));
  add_mark(marks, to_word(node.written));
  if (node.reference != nullptr) add_mark(marks, "refers to " + reference_text(*node.reference));
  out += "  " + (pointer.empty() ? "/" : harmless(pointer)) + " = " + value_text(node);
  if (!marks.empty()) out += "  [" + marks + "]";
  out += '\n';
  // What is inside a sensitive value may tell it by its keys.
  if (node.sensitive) return;
  for (const RawNode* item : node.items) dump_node(*item, pointer + "/" + std::to_string(item->index), out);
  for (const auto& [key, member] : node.all_members()) dump_node(*member, pointer + "/" + std::string(key), out);
}

void dump_resource(const RawResource& resource, std::string& out) {
  out += harmless(resource.address) + " : " + resource.type;
  if (!resource.action.empty()) out += " (" + resource.action + ")";
  if (!resource.account_key.empty()) out += " provider " + resource.account_key;
  if (resource.account) out += " account " + *resource.account;
  if (resource.region) out += " region " + *resource.region;
  if (resource.region_unknown) out += " region unknown";
  if (const RawNode* tags = resource.effective_tags()) out += " tags " + tags->pointer();
  out += " at " + resource.pointer.str() + '\n';
  dump_node(*resource.root, "", out);
}

}  // namespace

std::string dump_raw(const RawSource& source) {
  std::string out = source.adapter + " " + source.format + " " + source.digest + '\n';
  if (source.captured_at) out += "captured at " + std::to_string(*source.captured_at) + '\n';
  for (const std::string& note : source.notes) out += "note: " + note + '\n';
  for (const RawResource& resource : source.resources) dump_resource(resource, out);
  return out;
}

}  // namespace sekisho::adapters
