// Places of findings.
#include "engine/finding/places.h"

#include "sekisho/utf8.h"

namespace sekisho {
namespace {

constexpr size_t kMaxShown = 160;

void show_value(const RawNode& node, std::string& out) {
  if (out.size() > kMaxShown) return;
  if (node.sensitive) {
    out += "(sensitive)";
    return;
  }
  switch (node.kind) {
    case RawNode::Kind::kAbsent: out += "(not set)"; break;
    case RawNode::Kind::kUnknown: out += "(known after apply)"; break;
    case RawNode::Kind::kBool: out += node.boolean ? "true" : "false"; break;
    case RawNode::Kind::kNumber: out += node.text; break;
    case RawNode::Kind::kString: out.append("\"").append(node.text).append("\""); break;
    case RawNode::Kind::kList: {
      out += "[";
      for (size_t i = 0; i < node.items.size() && out.size() <= kMaxShown; ++i) {
        if (i > 0) out += ", ";
        show_value(*node.items[i], out);
      }
      out += "]";
      break;
    }
    case RawNode::Kind::kObject: {
      out += "{";
      bool first = true;
      for (const auto& [key, value] : node.all_members()) {
        if (value->kind == RawNode::Kind::kAbsent) continue;
        if (out.size() > kMaxShown) break;
        out.append(first ? "\"" : ", \"").append(key).append("\": ");
        show_value(*value, out);
        first = false;
      }
      out += "}";
      break;
    }
  }
}

// In place of what `out` held.
void show(const RawNode& node, std::string& out) {
  out.clear();
  if (!node.key.empty()) out.append("\"").append(node.key).append("\": ");
  show_value(node, out);
  if (out.size() > kMaxShown) {
    size_t cut = kMaxShown;
    while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0) == 0x80) --cut;
    out.resize(cut);
    out += "…";
  }
  make_harmless(out);
}

}  // namespace

std::string show(const RawNode& node) {
  std::string out;
  show(node, out);
  return out;
}

namespace {

enum class Told {
  kAll,
  kLine,       // file, line, column
  kPosition    // all but file and resource
};

// REQUIRES: `out` is new, or comes from here and told as much.
void find_place(const RawStore& raw, const Place& place, Told told, FindingPlace& out) {
  out.note = place.note;
  if (place.node == nullptr || place.node->resource == nullptr) return;
  const RawResource& resource = *place.node->resource;
  const RawSource& raw_source = *raw.sources()[static_cast<size_t>(raw.source_of(&resource))];
  if (raw_source.find_stored_place(*place.node, out)) return;
  const SourcePtr& source = raw_source.source;
  if (told != Told::kPosition) {
    out.file = source == nullptr ? SharedText() : source->shared_name();
    if (told == Told::kAll) out.resource = resource.address;
  }
  if (told != Told::kLine) {
    out.pointer.clear();
    resource.pointer.append_to(out.pointer);
    place.node->append_pointer(out.pointer);
  }
  const LineColumn at = source == nullptr ? LineColumn{0, 0} : source->line_column(place.node->offset);
  out.line = at.line;
  out.column = at.column;
  if (told == Told::kLine) return;
  if (place.node->parent == nullptr) out.text.clear();
  else show(*place.node, out.text);
}

FindingPlace find_place(const RawStore& raw, const Place& place, Told told) {
  FindingPlace out;
  find_place(raw, place, told, out);
  return out;
}

}  // namespace

FindingPlace find_place(const RawStore& raw, const Place& place) { return find_place(raw, place, Told::kAll); }

FindingPlace find_place(const RawStore& raw, const RawResource& resource, bool whole) { return find_place(raw, Place{resource.root, ""}, whole ? Told::kAll : Told::kLine); }

void find_position(const RawStore& raw, const RawNode& node, FindingPlace& out) { find_place(raw, Place{&node, ""}, Told::kPosition, out); }

}  // namespace sekisho
