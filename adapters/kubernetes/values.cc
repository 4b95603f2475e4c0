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

// Of a chart of Helm: `{{ .Values.level }}`, `{{- include "shop.name" . }}`.
bool names_chart(std::string_view text) {
  constexpr std::array<std::string_view, 8> kWords = {".Values.", ".Release.", ".Chart.", ".Capabilities.", ".Files.", "include \"", "toYaml ", "tpl "};
  for (size_t open = text.find("{{"); open != std::string_view::npos; open = text.find("{{", open + 2)) {
    const std::string_view action = text.substr(open + 2, text.find("}}", open) - open - 2);
    for (const std::string_view word : kWords) {
      const size_t at = action.find(word);
      if (at != std::string_view::npos && (at == 0 || std::string_view(" (-$|").find(action[at - 1]) != std::string_view::npos)) return true;
    }
  }
  return false;
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
    if (!live_ && !sensitive && made.kind == RawNode::Kind::kString && waits_for_values(made.text, key, parent)) {
      leave_open(made);
      return made;
    }
    for (const JsonNode* item : json.items) NodeMaker::append(made, &node(*item, &made, sensitive));
    members(made, json);
    if (!live_ && !(sensitive && is_placeholder(made.text))) made.written = made.kind == RawNode::Kind::kAbsent ? Written::kAbsent : Written::kLiteral;
    return made;
  }

 private:
  // Names of the values are no secret, the values are; so is what stands in the place of the mapping.
  static bool is_hidden(const RawNode& into, const JsonMember& member) {
    if (into.parent == nullptr) return holds_secret(member.key) && member.value->kind != Kind::kObject;
    return member.key == kLastApplied || (into.parent->parent == nullptr && holds_secret(into.key));
  }

  // Nothing but `${PASSWORD}` or `{{ .Values.password }}`: the secret itself is not written there.
  static bool is_placeholder(std::string_view text) {
    return names_template(text) ? text.starts_with("{{") && text.ends_with("}}") : names_variable(text) && text.starts_with('$') && text.find_first_of("})") == text.size() - 1;
  }

  // A file within a ConfigMap may be a template of the program that reads it, of alerts, mail or a proxy, unless it takes what only a chart has.
  bool waits_for_values(std::string_view text, std::string_view key, const RawNode* parent) const {
    const bool is_file = text.find('\n') != std::string_view::npos;
    if (names_template(text)) return !(config_map_ && is_file) || names_chart(text);
    return names_variable(text) && !config_map_ && !is_file && !is_filled_in_later(key, parent);
  }

  // Kubernetes, a shell or the program itself fills in the variables of command lines and of variables of the environment.
  static bool is_filled_in_later(std::string_view key, const RawNode* parent) {
    if (key == "subPathExpr") return true;
    if (parent == nullptr) return false;
    if (parent->kind == RawNode::Kind::kList) return parent->key == "args" || parent->key == "command";
    return key == "value" && parent->parent != nullptr && parent->parent->key == "env";
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

bool names_variable(std::string_view text) { return encloses(text, "${", "}") || encloses(text, "$(", ")"); }

std::string_view text_at(const JsonNode* parent, std::string_view key) {
  const JsonNode* node = parent == nullptr ? nullptr : parent->find(key);
  return node != nullptr && node->kind == Kind::kString ? node->text : std::string_view();
}

}  // namespace sekisho::adapters::kubernetes
