// LateJson: values of a JSON export as raw nodes, made of its text when somebody asks for them. A reader says what the members of its resources' roots are.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "adapters/reader/brief_lock.h"
#include "adapters/reader/json_objects.h"
#include "sekisho/raw.h"

namespace sekisho::adapters {

class LateJson : public LateMembers {
 public:
  // What was asked for later was broken.
  bool broken() const;
  bool given_at_apply(const RawNode&, std::string_view) const override { return false; }

 protected:
  // A member by its key as it is written; empty JSON: there is none.
  struct Found {
    std::string_view key, json;
    bool unknown = false;                // what would hold it is not in the export
  };

  // Both outlive it.
  LateJson(RawSource& source, Texts& texts) : source_(source), texts_(texts) {}

  // Gives `resource` a root without members, of a value that begins there.
  void add_root(RawResource& resource, uint32_t offset);
  static bool is_root(const RawNode& node) { return node.parent == nullptr && node.resource != nullptr && node.resource->root == &node; }
  // The member that was made; null: none was.
  static const RawNode* made(const RawNode& parent, std::string_view key);
  // A node below `parent`, which does not know of it yet.
  RawNode& blank(const RawNode& parent) const;
  // Makes `node` what `json` is: the members of an object come later, each item of a list is make_item(its JSON).
  template <class MakeItem>
  void fill(RawNode& node, std::string_view json, const MakeItem& make_item) const;
  // each_member() of an object that may turn out to be broken: false then.
  template <class Visit>
  bool go_through(std::string_view object, const Visit& visit) const;
  // The member whose key is `key`, else with `any_case` the first one whose key differs in case only.
  Found find_in(std::string_view object, std::string_view key, bool any_case) const;

  RawSource& source_;
  Texts& texts_;
  mutable BriefLock lock_;               // held by whoever looks or makes
  mutable bool broken_ = false;
};

template <class MakeItem>
void LateJson::fill(RawNode& node, std::string_view json, const MakeItem& make_item) const {
  switch (json.front()) {
    case 'n': break;
    case 't': case 'f':
      node.kind = RawNode::Kind::kBool;
      node.boolean = json.front() == 't';
      break;
    case '"': {
      const std::optional<std::string_view> text = texts_.of(json);
      broken_ = broken_ || !text;
      node.kind = RawNode::Kind::kString;
      node.text = text.value_or("");
      break;
    }
    case '[':
      node.kind = RawNode::Kind::kList;
      broken_ = !each_item(json, [&](std::string_view item) {
        RawNode& made = make_item(item);
        made.index = static_cast<uint32_t>(node.items.size());
        node.items.push_back(&made);
        return true;
      }) || broken_;
      break;
    case '{':
      node.kind = RawNode::Kind::kObject;
      node.text = json;
      node.late = this;
      break;
    default:
      node.kind = RawNode::Kind::kNumber;
      node.text = json;
  }
}

template <class Visit>
bool LateJson::go_through(std::string_view object, const Visit& visit) const {
  const bool whole = each_member(object, texts_, visit);
  broken_ = broken_ || !whole;
  return whole;
}

}  // namespace sekisho::adapters
