// Type texts of provider schemas: a small recursive descent.
#include "engine/schema/provider_type.h"

#include <algorithm>
#include <cctype>

namespace sekisho {
namespace {

// Published schemas nest 12 deep (quicksight); this only bounds the stack.
constexpr int kMaxDepth = 60;

class TypeText {
 public:
  TypeText(std::string_view text, std::string* trouble) : text_(text), trouble_(trouble) {}

  std::unique_ptr<ProviderNode> whole() {
    auto node = type(0);
    if (node && at_ != text_.size()) return fail("the end of the type");
    return node;
  }

 private:
  using Kind = ProviderNode::Kind;

  std::unique_ptr<ProviderNode> fail(const std::string& expected) {
    const std::string_view rest = text_.substr(at_, 20);
    *trouble_ = "expected " + expected + ", found " + (rest.empty() ? "the end of the text" : "`" + std::string(rest) + "`");
    return nullptr;
  }

  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  std::string_view word() {
    const size_t begin = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_' || text_[at_] == '-')) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  std::unique_ptr<ProviderNode> of_kind(Kind kind) {
    auto node = std::make_unique<ProviderNode>();
    node->kind = kind;
    return node;
  }

  std::unique_ptr<ProviderNode> type(int depth) {
    if (depth > kMaxDepth) return fail("a type that nests less deep");
    const size_t begin = at_;
    const std::string_view name = word();
    if (name == "string") return of_kind(Kind::kText);
    if (name == "number") return of_kind(Kind::kNumber);
    if (name == "bool") return of_kind(Kind::kBool);
    if (name == "any" || name == "dynamic") return of_kind(Kind::kDynamic);
    if (name == "list") return collection(Kind::kList, depth);
    if (name == "set") return collection(Kind::kSet, depth);
    if (name == "map") return collection(Kind::kMap, depth);
    if (name == "object") return object(depth);
    at_ = begin;
    return fail("a type (string, number, bool, any, list, set, map, object)");
  }

  std::unique_ptr<ProviderNode> collection(Kind kind, int depth) {
    if (!take('(')) return fail("`(`");
    auto node = of_kind(kind);
    node->element = type(depth + 1);
    if (!node->element) return nullptr;
    if (!take(')')) return fail("`)`");
    return node;
  }

  std::unique_ptr<ProviderNode> object(int depth) {
    if (!take('(') || !take('{')) return fail("`({`");
    auto node = of_kind(Kind::kObject);
    while (!take('}')) {
      if (!node->members.empty() && !take(',')) return fail("`,` or `}`");
      const std::string_view name = word();
      if (name.empty()) return fail("a member's name");
      if (!take('=')) return fail("`=`");
      auto member = type(depth + 1);
      if (!member) return nullptr;
      node->members.emplace_back(std::string(name), std::move(member));
    }
    if (!take(')')) return fail("`)`");
    std::string twice;
    if (sort_members(node.get(), &twice)) return node;
    *trouble_ = "the member `" + twice + "` is there twice";
    return nullptr;
  }

  std::string_view text_;
  size_t at_ = 0;
  std::string* trouble_;
};

}  // namespace

bool sort_members(ProviderNode* node, std::string* twice) {
  auto& members = node->members;
  std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  auto same = std::adjacent_find(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first == b.first; });
  if (same == members.end()) return true;
  *twice = same->first;
  return false;
}

std::unique_ptr<ProviderNode> parse_provider_type(std::string_view text, std::string* trouble) { return TypeText(text, trouble).whole(); }

}  // namespace sekisho
