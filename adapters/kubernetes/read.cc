// Names the objects, then builds their values.
#include "adapters/kubernetes/read.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "adapters/kubernetes/objects.h"
#include "adapters/kubernetes/values.h"
#include "adapters/reader/resources.h"

namespace sekisho::adapters::kubernetes {
namespace {

using Kind = JsonNode::Kind;

// Kinds of Kubernetes itself that stand outside namespaces.
constexpr std::array<std::string_view, 29> kOutsideNamespaces = {
    "APIService", "CertificateSigningRequest", "ClusterRole", "ClusterRoleBinding", "ClusterTrustBundle", "ComponentStatus", "CSIDriver", "CSINode", "CustomResourceDefinition", "DeviceClass",
    "FlowSchema", "IngressClass", "IPAddress", "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding", "MutatingWebhookConfiguration", "Namespace", "Node", "PersistentVolume", "PodSecurityPolicy",
    "PriorityClass", "PriorityLevelConfiguration", "RuntimeClass", "ServiceCIDR", "StorageClass", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration", "VolumeAttachment"};

bool is_of_kubernetes(const std::string& group) { return group.empty() || group.ends_with(".k8s.io") || group.find('.') == std::string::npos; }

// Groups of Knative, all of whose kinds live in namespaces.
bool is_of_knative(const std::string& group) { return group == "serving.knative.dev" || group == "sources.knative.dev"; }

bool lives_in_a_namespace(const Object& object) {
  if (is_of_knative(object.group)) return true;
  return is_of_kubernetes(object.group) && std::find(kOutsideNamespaces.begin(), kOutsideNamespaces.end(), object.kind) == kOutsideNamespaces.end();
}

// A cluster has filled in what the author left out.
bool is_live(const JsonNode& object) {
  const JsonNode* metadata = object.find("metadata");
  return !text_at(metadata, "uid").empty() || !text_at(metadata, "resourceVersion").empty();
}

class ManifestReading {
 public:
  explicit ManifestReading(RawSource& source) : source_(source) {}

  std::optional<Error> take(const Object& object) {
    const JsonNode* metadata = object.json->find("metadata");
    for (const char* key : {"name", "namespace", "generateName"}) {
      const JsonNode* node = metadata == nullptr ? nullptr : metadata->find(key);
      if (node != nullptr && node->kind != Kind::kString && node->kind != Kind::kNull) return refuse(object, *node, std::string("metadata.") + key + " is no text; a number or a truth value needs quotes");
    }
    for (const char* key : {"name", "namespace", "generateName"}) {
      if (names_template(text_at(metadata, key)) || names_variable(text_at(metadata, key))) return refuse(object, *metadata->find(key), std::string("metadata.") + key + " is a template that was not rendered", "give what the template makes, as `helm template`, `flux build` or `envsubst` writes it");
    }
    const std::string_view name = text_at(metadata, "name"), prefix = text_at(metadata, "generateName"), space = text_at(metadata, "namespace");
    const bool nameless = name.empty() && prefix.empty();
    if (nameless && !is_configuration(object)) return refuse(object, *object.json, "it has neither metadata.name nor metadata.generateName");
    if (const JsonNode* found = metadata == nullptr ? nullptr : metadata->find("labels"); found != nullptr && found->kind != Kind::kObject && found->kind != Kind::kNull) {
      return refuse(object, *found, "metadata.labels is no mapping");
    }
    if (object.group == "kustomize.config.k8s.io") ++kustomizations_;
    RawResource& resource = add_resource(source_, (object.group.empty() ? "" : object.group + "/") + object.kind);
    resource.name = nameless ? "" : name.empty() ? std::string(prefix) + "*" : std::string(name);
    resource.pointer = object.pointer;
    if (!space.empty()) resource.namespace_ = std::string(space);
    else if (lives_in_a_namespace(object)) resource.namespace_ = "default";
    resource.address = address_of(object, resource, space, !name.empty());
    const bool live = is_live(*object.json);
    live_ += live ? 1 : 0;
    resource.root = build_values(source_, resource, *object.json, live);
    const RawNode* built = resource.root->find("metadata");
    const RawNode* labels = built == nullptr ? nullptr : built->find("labels");
    resource.tags = labels != nullptr && labels->kind == RawNode::Kind::kObject ? labels : &no_labels();
    return std::nullopt;
  }

  void note() {
    const size_t all = source_.resources.size();
    source_.format = live_ == 0 ? "manifests" : live_ == all ? "objects of a cluster" : "manifests and objects of a cluster";
    if (repeated_ > 0) source_.notes.push_back(std::to_string(repeated_) + (repeated_ == 1 ? " object stands" : " objects stand") + " in the file more than once under one name; each is checked, and its address ends with `~2`, `~3`, …");
    if (kustomizations_ > 0) source_.notes.emplace_back("a kustomization says what to build, not what is built: give the output of `kustomize build`");
  }

 private:
  // Files that programs of Kubernetes read for themselves; nobody stores them in a cluster.
  static bool is_configuration(const Object& object) { return object.group.ends_with(".config.k8s.io") || object.group == "audit.k8s.io" || object.group == "kubeadm.k8s.io"; }

  // Kind/[namespace/]name, as the file writes it. Another kind of the same word, or another object of the same name, is told apart by a number.
  std::string address_of(const Object& object, const RawResource& resource, std::string_view space, bool named) {
    std::string address = object.kind + (space.empty() ? "" : "/" + std::string(space)) + (resource.name.empty() ? "" : "/" + resource.name);
    if (named && !names_.insert(resource.type + '\n' + resource.namespace_.value_or("") + '\n' + resource.name).second) ++repeated_;
    const int count = ++addresses_[address];
    return count == 1 ? address : address + "~" + std::to_string(count);
  }

  const RawNode& no_labels() {
    if (no_labels_ == nullptr) {
      no_labels_ = &source_.nodes.emplace_back();
      no_labels_->kind = RawNode::Kind::kObject;
      no_labels_->keys_configured_known = true;
    }
    return *no_labels_;
  }

  Error refuse(const Object& object, const JsonNode& at, const std::string& why, const char* help = "give objects as the API server would take them") const {
    return Error{"`" + source_.source->name() + "`: " + (object.pointer.empty() ? object.kind : object.pointer + ", " + object.kind) + ": " + why, help, Span{source_.source, at.offset, at.offset}};
  }

  RawSource& source_;
  std::unordered_map<std::string, int> addresses_;
  std::unordered_set<std::string> names_;   // type, namespace, name
  RawNode* no_labels_ = nullptr;
  size_t live_ = 0, repeated_ = 0, kustomizations_ = 0;
};

// A CloudFormation template may have any other key beside these.
bool may_be_template(const JsonNode& document) { return document.find("AWSTemplateFormatVersion") != nullptr || document.find("Resources") != nullptr; }

}  // namespace

bool recognises(const Content& content) { return looks_like_objects(content); }

Result<RawSourcePtr> read(const Content& content) {
  Result<std::vector<Object>> objects = objects_of(content);
  if (!objects) return objects.error();
  const std::shared_ptr<ParsedSource> source = make_source(content, "kubernetes");
  ManifestReading reading(*source);
  for (const Object& object : *objects) {
    if (std::optional<Error> error = reading.take(object)) return *error;
  }
  reading.note();
  return RawSourcePtr(source);
}

std::optional<RawSourcePtr> read_late(const SourcePtr& source, const std::shared_future<std::string>& digest, size_t) {
  const std::string_view text = source->view();
  const size_t start = text.find_first_not_of(" \n");
  if (start == std::string_view::npos || text[start] == '{' || text[start] == '[') return std::nullopt;
  const std::shared_ptr<ParsedSource> made = make_source(Content{source, "", nullptr, nullptr, {}}, "kubernetes");
  ManifestReading reading(*made);
  size_t documents = 0;
  bool recognised = false;
  made->yaml = scan_yaml_documents(source, [&](const JsonNode& document) {
    if (may_be_template(document)) return false;
    recognised = recognised || looks_like_objects(document);
    // Only among several is a document's number part of the way to an object.
    if (documents == 1) std::for_each(made->resources.begin(), made->resources.end(), [](RawResource& first) { first.pointer = "/0" + first.pointer.str(); });
    const Result<std::vector<Object>> objects = objects_of(source, document, documents == 0 ? "" : "/" + std::to_string(documents));
    ++documents;
    return objects && std::none_of(objects->begin(), objects->end(), [&](const Object& object) { return reading.take(object).has_value(); });
  });
  if (made->yaml == nullptr || !recognised) return std::nullopt;
  reading.note();
  made->digest = digest.get();
  return made;
}

}  // namespace sekisho::adapters::kubernetes
