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
  std::string pointer;
  append_pointer(pointer);
  return pointer;
}

void RawNode::append_pointer(std::string& out) const {
  if (parent == nullptr) return;
  parent->append_pointer(out);   // no deeper than texts are nested
  out += '/';
  if (parent->kind == Kind::kList) {
    out += std::to_string(index);
  } else {
    append_key(out, key);
  }
}

}  // namespace sekisho
