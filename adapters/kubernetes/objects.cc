// Unfolds streams, arrays, lists and requests.
#include "adapters/kubernetes/objects.h"

#include <algorithm>
#include <optional>

#include "adapters/kubernetes/values.h"

namespace sekisho::adapters::kubernetes {
namespace {

using Kind = JsonNode::Kind;

bool is_object(const JsonNode& node) { return !text_at(&node, "apiVersion").empty() && !text_at(&node, "kind").empty(); }

class Unfolding {
 public:
  explicit Unfolding(const SourcePtr& source) : source_(source) {}

  void document(const JsonNode& root, const std::string& pointer) { take(root, pointer, "", ""); }

  Result<std::vector<Object>> found() {
    if (error_) return *error_;
    return std::move(objects_);
  }

 private:
  // `version` and `kind` are those that a typed list gives its members, which need not repeat them.
  void take(const JsonNode& node, const std::string& pointer, std::string_view version, std::string_view kind) {
    if (error_ || node.kind == Kind::kNull) return;
    if (node.kind == Kind::kArray) return members(node, pointer, "", "");
    if (node.kind == Kind::kObject && !text_at(&node, "apiVersion").empty()) version = text_at(&node, "apiVersion");
    if (node.kind == Kind::kObject && !text_at(&node, "kind").empty()) kind = text_at(&node, "kind");
    if (node.kind != Kind::kObject || version.empty() || kind.empty()) return refuse(node, pointer);
    const JsonNode* items = node.find("items");
    if (kind.ends_with("List") && items != nullptr && (items->kind == Kind::kArray || items->kind == Kind::kNull)) {
      kind.remove_suffix(4);
      return members(*items, pointer + "/items", kind.empty() ? "" : version, kind);
    }
    if (kind == "AdmissionReview") return reviewed(node, pointer);
    const size_t slash = version.find('/');
    objects_.push_back({&node, std::string(slash == std::string_view::npos ? "" : version.substr(0, slash)), std::string(kind), pointer});
  }

  void members(const JsonNode& list, const std::string& pointer, std::string_view version, std::string_view kind) {
    for (size_t i = 0; i < list.items.size(); ++i) take(*list.items[i], pointer + "/" + std::to_string(i), version, kind);
  }

  // A request to the API server: what would be stored. A request to delete holds none.
  void reviewed(const JsonNode& review, const std::string& pointer) {
    const JsonNode* request = review.find("request");
    if (request == nullptr || request->kind != Kind::kObject) return refuse(review, pointer);
    if (const JsonNode* object = request->find("object")) take(*object, pointer + "/request/object", "", "");
  }

  void refuse(const JsonNode& node, const std::string& pointer) {
    error_ = Error{"`" + source_->name() + "`: " + (pointer.empty() ? "the document" : pointer) + " is no Kubernetes object: it has no `apiVersion` and `kind`",
                   "give manifests as `kubectl`, `kustomize build` or `helm template` write them", Span{source_, node.offset, node.offset}};
  }

  const SourcePtr& source_;
  std::vector<Object> objects_;
  std::optional<Error> error_;
};

}  // namespace

bool looks_like_objects(const JsonNode& document) {
  if (is_object(document)) return true;
  return document.kind == Kind::kArray && std::any_of(document.items.begin(), document.items.end(), [](const JsonNode* item) { return is_object(*item); });
}

bool looks_like_objects(const Content& content) {
  const std::vector<const JsonNode*> documents = documents_of(content);
  return std::any_of(documents.begin(), documents.end(), [](const JsonNode* document) { return looks_like_objects(*document); });
}

Result<std::vector<Object>> objects_of(const Content& content) {
  const std::vector<const JsonNode*> documents = documents_of(content);
  Unfolding unfolding(content.source);
  for (size_t i = 0; i < documents.size(); ++i) unfolding.document(*documents[i], documents.size() > 1 ? "/" + std::to_string(i) : "");
  return unfolding.found();
}

Result<std::vector<Object>> objects_of(const SourcePtr& source, const JsonNode& document, const std::string& pointer) {
  Unfolding unfolding(source);
  unfolding.document(document, pointer);
  return unfolding.found();
}

}  // namespace sekisho::adapters::kubernetes
