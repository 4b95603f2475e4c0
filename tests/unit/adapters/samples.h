// Loading of small plans written in tests, and steps into what comes out.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "adapters/include/adapters/load.h"

namespace sekisho::adapters {

// Fails the test when `json` is refused.
inline std::shared_ptr<const RawSource> load_json(const std::string& json) {
  Result<std::shared_ptr<const RawSource>> loaded = load_bytes("x.json", json);
  if (!loaded) {
    ADD_FAILURE() << loaded.error().message;
    return std::make_shared<const RawSource>();
  }
  return *loaded;
}

// The message with which `bytes` are refused; "" when they are not.
inline std::string refusal(const std::string& bytes, const std::string& name = "x.json") {
  Result<std::shared_ptr<const RawSource>> loaded = load_bytes(name, bytes);
  return loaded ? "" : loaded.error().message;
}

inline const RawResource& resource(const RawSource& source, const std::string& address) {
  for (const RawResource& candidate : source.resources) {
    if (candidate.address == address) return candidate;
  }
  ADD_FAILURE() << "no resource " << address;
  static RawNode nothing;
  static RawResource none;
  none.root = &nothing;
  return none;
}

// The node at a JSON pointer below the root value; null when there is none.
inline const RawNode* node(const RawResource& of, const std::string& pointer) {
  const RawNode* at = of.root;
  size_t start = 1;
  while (at != nullptr && start <= pointer.size()) {
    const size_t end = std::min(pointer.find('/', start), pointer.size());
    const std::string step = pointer.substr(start, end - start);
    if (at->kind == RawNode::Kind::kList) {
      const size_t index = std::stoul(step);
      at = index < at->items.size() ? at->items[index] : nullptr;
    } else {
      at = at->find(step);
    }
    start = end + 1;
  }
  return at;
}

inline const RawNode& node_of(const RawSource& source, const std::string& address, const std::string& pointer) {
  static const RawNode nothing;
  const RawNode* found = node(resource(source, address), pointer);
  if (found == nullptr) ADD_FAILURE() << "no " << pointer << " in " << address;
  return found == nullptr ? nothing : *found;
}

// "exact aws_x.a by arn", "aws_x.a, aws_x.b", with "…" behind when not complete; "-" without reference.
inline std::string reference_of(const RawNode& of) {
  if (of.reference == nullptr) return "-";
  std::string text = of.reference->exact ? "exact " : "";
  for (size_t i = 0; i < of.reference->targets.size(); ++i) text += (i > 0 ? ", " : "") + of.reference->targets[i]->address;
  if (!of.reference->attribute.empty()) text += " by " + of.reference->attribute;
  return of.reference->complete ? text : text + " …";
}

// One entry of `resource_changes`.
inline std::string change_of(const std::string& address, const std::string& action, const std::string& after, const std::string& unknown = "{}") {
  std::string quoted;
  for (const char c : address) quoted += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return R"({"address":")" + quoted + R"(","change":{"actions":[)" + action + R"(],"before":null,"after":)" + after + R"(,"after_unknown":)" +
         unknown + "}}";
}

inline std::string plan_of_changes(const std::string& changes, const std::string& root_module, const std::string& more = "") {
  return R"({"format_version":"1.2","terraform_version":"1.11.4",)" + more + R"("resource_changes":[)" + changes +
         R"(],"configuration":{"root_module":)" + root_module + "}}";
}

// A plan with one created resource aws_x.a.
inline std::string plan_of(const std::string& after, const std::string& unknown, const std::string& expressions) {
  return R"({"format_version":"1.2","terraform_version":"1.11.4","resource_changes":[{"address":"aws_x.a","mode":"managed","type":"aws_x","name":"a",)"
         R"("change":{"actions":["create"],"before":null,"after":)" + after + R"(,"after_unknown":)" + unknown +
         R"(,"after_sensitive":{}}}],"configuration":{"root_module":{"resources":[{"address":"aws_x.a","mode":"managed","type":"aws_x","name":"a","expressions":)" +
         expressions + "}]}}}";
}

}  // namespace sekisho::adapters
