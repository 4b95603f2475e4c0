// make_test_source.
#include "engine/api/test_source.h"

#include <algorithm>

#include "engine/value/literal.h"

namespace sekisho {
namespace {

class SourceMaker {
 public:
  std::shared_ptr<const RawSource> make(const TestCase& test_case) {
    bool any = std::any_of(test_case.rows.begin(), test_case.rows.end(), [](const TestRow& row) { return row.kind == nullptr; });
    if (!any) return nullptr;
    source_ = std::make_shared<RawSource>();
    source_->format = "test";
    source_->source = test_case.span.source;
    bool all_closed = test_case.open.empty();
    if (all_closed) source_->complete.push_back("*");
    for (const TestRow& row : test_case.rows) {
      if (row.kind == nullptr) add_resource(row);
    }
    for (const TestRow& row : test_case.rows) {
      if (row.kind != nullptr) continue;
      if (!all_closed && std::find(test_case.open.begin(), test_case.open.end(), row.raw_type) == test_case.open.end()) source_->complete.push_back(row.raw_type);
    }
    size_t index = 0;
    for (const TestRow& row : test_case.rows) {
      if (row.kind == nullptr) fill(source_->resources[index++], row);
    }
    source_->adapter = source_->resources.front().adapter;
    return source_;
  }

 private:
  void add_resource(const TestRow& row) {
    RawResource& resource = source_->resources.emplace_back();
    size_t dot = row.raw_type.find('.');
    resource.adapter = row.raw_type.substr(0, dot);
    resource.type = row.raw_type.substr(dot + 1);
    resource.name = row.name;
    resource.address = resource.type + "." + row.name;
    resource.action = "create";
  }

  void fill(RawResource& resource, const TestRow& row) {
    RawNode* root = build(*row.raw, nullptr, resource);
    resource.root = root;
    const RawNode* all = root->find("tags_all");
    resource.tags = all != nullptr ? all : root->find("tags");
  }

  RawNode* build(const Expression& e, const RawNode* parent, const RawResource& resource) {
    RawNode& node = source_->nodes.emplace_back();
    node.parent = parent;
    node.resource = &resource;
    node.on_create = true;
    node.configured = Configured::kYes;
    node.written = Written::kLiteral;
    node.offset = e.span.begin;
    switch (e.op) {
      case Op::kRecord:
        node.kind = RawNode::Kind::kObject;
        node.keys_configured_known = true;
        for (size_t i = 0; i < e.operands.size(); ++i) add_member(node, e.names[i], *e.operands[i], resource);
        break;
      case Op::kDict:
        node.kind = RawNode::Kind::kObject;
        node.keys_configured_known = true;
        for (size_t i = 0; i + 1 < e.operands.size(); i += 2) add_member(node, e.operands[i]->literal.as_text(), *e.operands[i + 1], resource);
        break;
      case Op::kList:
      case Op::kSet:
        node.kind = RawNode::Kind::kList;
        if (e.op == Op::kSet && e.operands.empty()) node.kind = RawNode::Kind::kObject;  // `{}`
        for (const ExpressionPtr& operand : e.operands) {
          RawNode* item = build(*operand, &node, resource);
          item->index = static_cast<uint32_t>(node.items.size());
          node.items.push_back(item);
        }
        break;
      case Op::kAbsent: node.kind = RawNode::Kind::kAbsent; break;
      case Op::kUnknown: unknown(node, e.text); break;
      case Op::kConvert: return build(*e.operands[0], parent, resource);
      default: scalar(node, e.literal); break;
    }
    return &node;
  }

  void add_member(RawNode& node, const std::string& name, const Expression& value, const RawResource& resource) {
    RawNode* member = build(value, &node, resource);
    member->key = source_->texts.emplace_back(name);
    node.members.emplace_back(member->key, member);
  }

  void scalar(RawNode& node, const Value& value) {
    switch (value.kind()) {
      case ValueKind::kBool: node.kind = RawNode::Kind::kBool; node.boolean = value.as_bool(); break;
      case ValueKind::kInt: node.kind = RawNode::Kind::kNumber; node.text = source_->texts.emplace_back(std::to_string(value.as_int())); break;
      case ValueKind::kDecimal: node.kind = RawNode::Kind::kNumber; node.text = source_->texts.emplace_back(format_decimal(value.as_decimal())); break;
      case ValueKind::kText: node.kind = RawNode::Kind::kString; node.text = source_->texts.emplace_back(value.as_text()); break;
      default: node.kind = RawNode::Kind::kAbsent; break;
    }
  }

  void unknown(RawNode& node, const std::string& text) {
    node.kind = RawNode::Kind::kUnknown;
    node.why = RawUnknown::kAfterApply;
    node.written = Written::kReference;
    if (text == "unconfigured") {
      node.configured = Configured::kNo;
      node.written = Written::kAbsent;
      return;
    }
    constexpr std::string_view kRefers = "refers ";
    if (!text.starts_with(kRefers)) return;
    std::string named = text.substr(kRefers.size());
    RawReference& reference = source_->references.emplace_back();
    reference.expression = named;
    for (const RawResource& target : source_->resources) {
      std::string prefix = target.adapter + "." + target.address;
      if (named != prefix && !named.starts_with(prefix + ".")) continue;
      reference.targets.push_back(&target);
      reference.attribute = named == prefix ? "" : named.substr(prefix.size() + 1);
      reference.exact = reference.complete = true;
    }
    node.reference = &reference;
  }

  std::shared_ptr<RawSource> source_;
};

}  // namespace

std::shared_ptr<const RawSource> make_test_source(const TestCase& test_case) { return SourceMaker().make(test_case); }

}  // namespace sekisho
