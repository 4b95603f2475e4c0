// Steps into raw values and the way back to their root.
#include "sekisho/raw.h"

namespace sekisho {
namespace {

// RFC 6901: `~` and `/` inside a key are escaped.
void append_key(std::string& pointer, std::string_view key) {
  if (key.find_first_of("~/") == std::string_view::npos) {
    pointer += key;
    return;
  }
  for (char c : key) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

}  // namespace

const RawNode* RawNode::find(std::string_view wanted) const {
  if (kind != Kind::kObject) return nullptr;
  if (late != nullptr) return late->member(*this, wanted);
  if (wanted.empty()) {
    for (const auto& [name, value] : members) {
      if (name.empty()) return value;
    }
    return nullptr;
  }
  // Most keys differ in length or at their end, which spares a call.
  const size_t size = wanted.size();
  const char last = wanted.back();
  for (const auto& [name, value] : members) {
    if (name.size() == size && name.back() == last && name == wanted) return value;
  }
  return nullptr;
}

std::string RawNode::pointer() const {
  std::vector<const RawNode*> steps;
  steps.reserve(16);   // deeper ones are rare
  for (const RawNode* node = this; node->parent != nullptr; node = node->parent) steps.push_back(node);
  std::string result;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    result += '/';
    if ((*step)->parent->kind == Kind::kList) {
      result += std::to_string((*step)->index);
    } else {
      append_key(result, (*step)->key);
    }
  }
  return result;
}

}  // namespace sekisho
