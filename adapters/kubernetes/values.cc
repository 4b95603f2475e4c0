// build_values.
#include "adapters/kubernetes/values.h"

#include <algorithm>
#include <array>

#include "adapters/reader/nodes.h"

namespace sekisho::adapters::kubernetes {
namespace {

using Kind = JsonNode::Kind;

// What leads down to containers: no rule reads all of a pod at once.
bool is_read_by_parts(const RawNode& parent, std::string_view key) {
  if (parent.parent != nullptr && !parent.by_parts) return false;
  if (parent.kind == RawNode::Kind::kList) return true;
  constexpr std::array<std::string_view, 7> kKeys = {"metadata", "spec", "template", "jobTemplate", "containers", "initContainers", "ephemeralContainers"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

// Keys of a Secret, and the annotation in which `kubectl apply` keeps the whole object.
bool holds_secret(std::string_view key) { return key == "data" || key == "stringData"; }
constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

bool encloses(std::string_view text, std::string_view begin, std::string_view end) {
  const size_t open = text.find(begin);
  return open != std::string_view::npos && text.find(end, open) != std::string_view::npos;
}

class Builder {
 public:
  Builder(RawSource& source, const RawResource& resource, bool live) : source_(source), resource_(resource), live_(live), secret_(resource.type == "Secret"), config_map_(resource.type == "ConfigMap") {}

  RawNode& node(const JsonNode& json, const RawNode* parent, bool sensitive, std::string_view key = {}) {
    RawNode& made = source_.nodes.emplace_back();
    made.resource = &resource_;
    made.parent = parent;
    made.offset = json.offset;
    made.sensitive = sensitive;
    made.key = key;
    made.by_parts = parent != nullptr && (json.kind == Kind::kObject || json.kind == Kind::kArray) && is_read_by_parts(*parent, key);
    if (!live_) made.configured = Configured::kYes;
    made.keys_configured_known = !live_;
    set_value(made, json);
    if (!live_ && !sensitive && made.kind == RawNode::Kind::kString && waits_for_values(made.text, key)) {
      leave_open(made);
      return made;
    }
    for (const JsonNode* item : json.items) NodeMaker::append(made, &node(*item, &made, sensitive));
    members(made, json);
    if (!live_) made.written = made.kind == RawNode::Kind::kAbsent ? Written::kAbsent : Written::kLiteral;
    return made;
  }

 private:
  // Names of the values are no secret, the values are; so is what stands in the place of the mapping.
  static bool is_hidden(const RawNode& into, const JsonMember& member) {
    if (into.parent == nullptr) return holds_secret(member.key) && member.value->kind != Kind::kObject;
    return member.key == kLastApplied || (into.parent->parent == nullptr && holds_secret(into.key));
  }

  // A file within a ConfigMap may be a template of the program that reads it: of alerts, mail, a proxy. `image: shop:${TAG}` waits for envsubst; elsewhere a shell or
  // the program may be meant.
  bool waits_for_values(std::string_view text, std::string_view key) const {
    const bool is_file = config_map_ && text.find('\n') != std::string_view::npos;
    return (names_template(text) && !is_file) || (key == "image" && encloses(text, "${", "}"));
  }

  // What Helm, Ansible or envsubst puts there stands in no file.
  void leave_open(RawNode& made) {
    RawReference& reference = source_.references.emplace_back();
    reference.expression = made.text;
    made.kind = RawNode::Kind::kUnknown;
    made.why = RawUnknown::kAfterApply;
    made.text = {};
    made.reference = &reference;
  }

  void members(RawNode& into, const JsonNode& json) {
    for (const JsonMember& member : json.members) {
      const bool hidden = secret_ && is_hidden(into, member);
      NodeMaker::attach(into, member.key, &node(*member.value, &into, into.sensitive || hidden, member.key));
    }
  }

  RawSource& source_;
  const RawResource& resource_;
  bool live_, secret_, config_map_;
};

}  // namespace

const RawNode* build_values(RawSource& source, const RawResource& resource, const JsonNode& object, bool live) {
  return &Builder(source, resource, live).node(object, nullptr, false);
}

bool names_template(std::string_view text) { return encloses(text, "{{", "}}"); }

std::string_view text_at(const JsonNode* parent, std::string_view key) {
  const JsonNode* node = parent == nullptr ? nullptr : parent->find(key);
  return node != nullptr && node->kind == Kind::kString ? node->text : std::string_view();
}

}  // namespace sekisho::adapters::kubernetes
