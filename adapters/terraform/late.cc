// Late.
#include "adapters/terraform/late.h"

#include <algorithm>
#include <atomic>

#include "adapters/reader/nodes.h"
#include "adapters/reader/scanner.h"
#include "adapters/terraform/origin.h"
#include "engine/base/bytes.h"
#include "engine/base/fault.h"

namespace sekisho::adapters::terraform {
namespace {

bool refers(const JsonNode& node) {
  if (node.kind == JsonNode::Kind::kObject && node.find("references") != nullptr) return true;
  return std::any_of(node.items.begin(), node.items.end(), [](const JsonNode* item) { return refers(*item); }) ||
         std::any_of(node.members.begin(), node.members.end(), [](const JsonMember& member) { return refers(*member.value); });
}

void put_json(std::string& out, const JsonNode& node) {
  put(out, node.kind);
  put(out, node.boolean);
  put_text(out, node.text);
  put(out, static_cast<uint32_t>(node.items.size()));
  for (const JsonNode* item : node.items) put_json(out, *item);
  put(out, static_cast<uint32_t>(node.members.size()));
  for (const JsonMember& member : node.members) {
    put_text(out, member.key);
    put_json(out, *member.value);
  }
}

}  // namespace

Late::Late(RawSource& source, const Configuration& configuration, Scopes& scopes, Values& values, Skimmed skimmed)
    : source_(source), configuration_(configuration), scopes_(scopes), values_(values), skimmed_(std::move(skimmed)) {
  for (uint32_t i = 0; i < skimmed_.keys.size(); ++i) numbers_.emplace(skimmed_.keys[i], i);
}

Scope Late::scope_of(const Resource& late) const {
  return scopes_.begin(late.written, {late.module, fault(42) ? std::nullopt : late.key, late.written == nullptr ? nullptr : late.written->for_each});
}

void Late::add(RawResource& resource, size_t change, const ResourceConfiguration* written, Context context) {
  if (resources_.size() <= resource.number) resources_.resize(resource.number + 1);
  Resource& late = resources_[resource.number];
  late.change = static_cast<uint32_t>(change);
  late.written = written;
  late.module = context.module;
  late.key = std::move(context.key);
  const bool on_create = resource.action == "create" || resource.action == "replace";
  RawNode& root = values_.late_root(resource, skimmed_.changes[change].value.offset, scope_of(late), on_create);
  root.late = this;
  resource.root = &root;
}

uint32_t Late::key_number(std::string_view key) const {
  const auto number = numbers_.find(key);
  return number == numbers_.end() ? kNoKey : number->second;
}

const Cell* Late::cell(const CellRange& range, uint32_t key) const {
  if (key == kNoKey) return nullptr;
  const Cell* const first = skimmed_.cells.data() + range.first;
  const Cell* const found = std::find_if(first, first + range.count, [&](const Cell& cell) { return cell.key == key; });
  return found == first + range.count ? nullptr : found;
}

bool Late::shows_text(const RawResource& resource, std::initializer_list<std::string_view> keys) const {
  const SkimmedChange& change = change_of(resources_[resource.number]);
  return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) {
    const Cell* found = cell(change.value, key);
    return found != nullptr && source_.source->view()[found->begin] == '"';
  });
}

std::string_view Late::bytes_of(const Cell* cell) const { return cell == nullptr ? std::string_view() : source_.source->view().substr(cell->begin, cell->length); }

// Parses with parts of its own, so that threads do so at the same time.
class Late::Parser {
 public:
  explicit Parser(const Late& late) : late_(late) {
    const std::lock_guard guard(late_.parts_lock_);
    if (late_.free_parts_.empty()) late_.free_parts_.push_back(&late_.parts_.emplace_back());
    parts_ = late_.free_parts_.back();
    late_.free_parts_.pop_back();
  }
  ~Parser() {
    parts_->clear();
    const std::lock_guard guard(late_.parts_lock_);
    late_.free_parts_.push_back(parts_);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  // Lives as long as this; its texts as long as `late`. Null without a cell, and where it is no JSON.
  const JsonNode* parse(const Cell* cell) {
    if (cell == nullptr) return nullptr;
    const JsonNode* node = parts_->parse(late_.source_.source->view(), {cell->begin, size_t{cell->begin} + cell->length});
    if (node == nullptr) late_.broken_ = true;
    return node;
  }

 private:
  const Late& late_;
  JsonParts* parts_;
};

const RawNode* Late::member(const RawNode& root, std::string_view key) const {
  Resource& late = resources_[root.resource->number];
  if (const RawNode* made = find_made(late, key)) return made;
  const SkimmedChange& change = change_of(late);
  const uint32_t number = key_number(key);
  const Cell* value = cell(change.value, number);
  const Cell* unknown = cell(change.unknown, number);
  const JsonMember* written = nullptr;
  if (value == nullptr && late.written != nullptr) {
    for (const JsonMember& member : late.written->expressions->members) {
      if (member.key == key) written = &member;
    }
  }
  if (value == nullptr && (unknown == nullptr || fault(39)) && written == nullptr) return nullptr;
  Parser parser(*this);
  Layers layers{parser.parse(value), parser.parse(unknown), parser.parse(cell(change.sensitive, number))};
  // Terraform marks `tags` and forgets that `tags_all` repeats it.
  const bool repeats_tags = value != nullptr && key == "tags_all";
  if (repeats_tags && (layers.sensitive == nullptr || !holds_true(*layers.sensitive))) layers.sensitive = parser.parse(cell(change.sensitive, "tags"));
  if (broken_) return nullptr;
  if (value == nullptr && (layers.unknown == nullptr || !holds_true(*layers.unknown))) {
    if (written == nullptr) return nullptr;
    layers.unknown = nullptr;
  }
  const Cell* shown = value != nullptr ? value : unknown;
  const std::string_view kept = shown != nullptr ? skimmed_.keys[shown->key] : written->key;
  const std::lock_guard guard(lock_);
  const RawNode* made = find_made(late, key);
  return made != nullptr ? made : make(root, kept, layers);
}

const RawNode* Late::find_made(Resource& late, std::string_view key) const {
  for (const Made* made = std::atomic_ref(late.made).load(std::memory_order_acquire); made != nullptr; made = made->before) {
    if (made->key == key) return made->node;
  }
  return nullptr;
}

const RawNode* Late::make(const RawNode& root, std::string_view key, const Layers& layers) const {
  Resource& late = resources_[root.resource->number];
  const size_t first = source_.nodes.size();
  const RawNode& made = values_.member(root, key, layers, scope_of(late));
  std::atomic_ref(late.made).store(&made_.emplace_back(Made{key, &made, late.made}), std::memory_order_release);
  check_new_references(first);
  return &made;
}

void Late::check_new_references(size_t first) const {
  for (size_t i = first; i < source_.nodes.size(); ++i) {
    if (source_.nodes[i].reference != nullptr && source_.nodes[i].reference->exact) unchecked_.push_back(i);
  }
  // Looking at what is named makes more values, whose references are checked in their turn: never deeper than this.
  if (checking_ || fault(43)) return;
  checking_ = true;
  while (!unchecked_.empty()) {
    RawNode& node = source_.nodes[unchecked_.back()];
    unchecked_.pop_back();
    values_.check_reference(node);
  }
  checking_ = false;
}

bool Late::given_at_apply(const RawNode& root, std::string_view key) const {
  const Resource& late = resources_[root.resource->number];
  const SkimmedChange& change = change_of(late);
  const bool unset = late.written != nullptr && late.written->expressions->find(key) == nullptr;
  if (!unset) return false;
  const uint32_t number = key_number(key);
  return bytes_of(cell(change.unknown, number)) == "true" && cell(change.sensitive, number) == nullptr;
}

void Late::make_all(const RawNode& root) const {
  std::lock_guard guard(lock_);
  const Resource& late = resources_[root.resource->number];
  const SkimmedChange& change = change_of(late);
  std::vector<std::pair<std::string_view, const RawNode*>> ordered;
  const auto add = [&](std::string_view key) {
    if (std::any_of(ordered.begin(), ordered.end(), [&](const auto& one) { return one.first == key; })) return;
    if (const RawNode* made = member(root, key)) ordered.emplace_back(key, made);
  };
  for (const CellRange* range : {&change.value, &change.unknown}) {
    for (uint32_t i = 0; i < range->count; ++i) add(skimmed_.keys[skimmed_.cells[range->first + i].key]);
  }
  if (late.written != nullptr) {
    for (const JsonMember& written : late.written->expressions->members) add(written.key);
  }
  set_all_members(root, std::move(ordered));
}

const RawNode* Late::tags(const RawNode& root) const {
  Resource& late = resources_[root.resource->number];
  const std::atomic_ref is_made(late.tags_made);
  if (is_made.load(std::memory_order_acquire)) return late.tags;
  const std::lock_guard guard(lock_);
  if (!is_made.load(std::memory_order_relaxed)) {
    late.tags = origin_tags(source_, *root.resource, configuration_);
    is_made.store(true, std::memory_order_release);
  }
  return late.tags;
}

const std::string& Late::written_bytes(const JsonNode& expression) const {
  const std::lock_guard guard(written_lock_);
  auto [entry, is_new] = written_bytes_.try_emplace(&expression);
  if (is_new && !refers(expression)) put_json(entry->second, expression);
  return entry->second;
}

std::optional<bool> Late::contradicts(std::string_view value, bool unknown, const RawReference& reference) const {
  if (reference.attribute.empty()) return false;
  const RawResource& target = *reference.targets[0];
  if (reference.attribute.find('.') != std::string::npos || target.root->late != this) return std::nullopt;
  const SkimmedChange& change = change_of(resources_[target.number]);
  const uint32_t number = key_number(reference.attribute);
  const Cell* target_cell = cell(change.value, number);
  const Cell* target_unknown = cell(change.unknown, number);
  if (target_unknown != nullptr) {
    if (bytes_of(target_unknown) != "true") return std::nullopt;
    return !unknown;
  }
  if (target_cell == nullptr) return std::nullopt;
  const std::string_view there = bytes_of(target_cell);
  if (there.front() == '{' || there.front() == '[') return std::nullopt;
  if (unknown) return true;
  if (value.empty() || value == "null" || there == "null") return false;
  if (value == there) return false;
  const bool plain_texts = value.front() == '"' && there.front() == '"' && value.find('\\') == std::string_view::npos && there.find('\\') == std::string_view::npos;
  return plain_texts ? std::optional<bool>(true) : std::nullopt;
}

bool Late::put_reference(const Resource& late, std::string_view key, std::string& out) const {
  const SkimmedChange& change = change_of(late);
  const uint32_t number = key_number(key);
  const std::string_view value = bytes_of(cell(change.value, number)), unknown = bytes_of(cell(change.unknown, number));
  const bool scalar = value.empty() || (value.front() != '{' && value.front() != '[');
  if (!scalar || !(unknown.empty() || unknown == "true")) return false;
  JsonNode shape;
  shape.kind = value.empty() || value.front() == 'n' ? JsonNode::Kind::kNull : value.front() == '"' ? JsonNode::Kind::kString : JsonNode::Kind::kNumber;
  const Scope scope = scopes_.at_key(scope_of(late), key, value.empty() ? nullptr : &shape);
  put(out, scope.kind);
  put(out, scope.configured);
  put(out, scope.written);
  const RawReference* reference = scopes_.reference(scope);
  put(out, reference != nullptr);
  if (reference == nullptr) return true;
  bool exact = reference->exact;
  if (exact) {
    const std::optional<bool> contradicted = contradicts(value, !unknown.empty(), *reference);
    if (!contradicted) return false;
    exact = !*contradicted;
  }
  put(out, exact);
  put(out, reference->complete);
  put_text(out, reference->attribute);
  return true;
}

bool Late::put_content(const RawNode& root, std::string_view key, std::string& out) const {
  if (key == kTagsKey) {
    if (has_labels(*root.resource)) return false;
    const std::string_view of_tags = key_of_tags(*root.resource);
    put_text(out, of_tags);
    if (!of_tags.empty()) return put_content(root, of_tags, out);
    put_text(out, root.resource->account_key);   // with its default tags
    return put_content(root, "tags", out) && put_content(root, "tags_all", out);
  }
  const Resource& late = resources_[root.resource->number];
  const SkimmedChange& change = change_of(late);
  const JsonNode* written = late.written == nullptr ? nullptr : late.written->expressions->find(key);
  put(out, late.written == nullptr ? 'n' : written == nullptr ? 'u' : 'w');
  if (written != nullptr) {
    const std::string& bytes = written_bytes(*written);
    if (bytes.empty()) {
      const std::lock_guard guard(lock_);
      if (!put_reference(late, key, out)) return false;
    }
    put_text(out, bytes);
  }
  const uint32_t number = key_number(key);
  for (const CellRange* layer : {&change.value, &change.unknown, &change.sensitive}) put_text(out, bytes_of(cell(*layer, number)));
  if (key == "tags_all") put_text(out, bytes_of(cell(change.sensitive, "tags")));
  return true;
}

std::string_view Late::key_of_tags(const RawResource& resource) const {
  if (has_labels(resource)) return {};
  const Resource& late = resources_[resource.number];
  const SkimmedChange& change = change_of(late);
  for (const std::string_view key : {std::string_view("tags_all"), std::string_view("tags")}) {
    const std::string_view value = bytes_of(cell(change.value, key));
    const bool open = cell(change.unknown, key) != nullptr;
    if (!open && value.starts_with('{')) return key;
    if (open || !value.empty() || (late.written != nullptr && late.written->expressions->find(key) != nullptr)) return {};
  }
  return {};
}

bool Late::tag_texts(const RawNode& root, TagTexts& into) const {
  const std::string_view key = key_of_tags(*root.resource);
  const SkimmedChange& change = change_of(resources_[root.resource->number]);
  const bool sensitive = cell(change.sensitive, "tags_all") != nullptr || cell(change.sensitive, "tags") != nullptr;
  if (key.empty() || sensitive) return false;
  Scanner scanner(bytes_of(cell(change.value, key)));
  return scanner.take('{') && scanner.members([&](std::string_view name, size_t) {
    const std::optional<std::string_view> text = scanner.plain_string();
    if (text) into.emplace_back(name, *text);
    return text.has_value();
  }, true);
}

}  // namespace sekisho::adapters::terraform
