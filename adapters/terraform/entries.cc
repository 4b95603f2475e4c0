// Reads `resource_changes`, `prior_state`, `planned_values` and `values`, which say the same in different shapes.
#include "adapters/terraform/entries.h"
#include "adapters/reader/json_text.h"

#include <unordered_set>

namespace sekisho::adapters::terraform {
namespace {

using Kind = JsonNode::Kind;

const char* kind_name(const JsonNode* node) {
  if (node == nullptr) return "nothing";
  switch (node->kind) {
    case Kind::kNull: return "null";
    case Kind::kBool: return "a truth value";
    case Kind::kNumber: return "a number";
    case Kind::kString: return "a string";
    case Kind::kArray: return "a list";
    case Kind::kObject: return "an object";
  }
  return "";
}

class Collector {
 public:
  explicit Collector(const Content& content) : content_(content), root_(content.json->root()) {}

  Result<Entries> plan() {
    const JsonNode* changes = root_.find("resource_changes");
    if (changes != nullptr && changes->kind != Kind::kNull) {
      if (changes->kind != Kind::kArray) return wrong("/resource_changes", changes, "a list");
      for (size_t i = 0; i < changes->items.size(); ++i) {
        if (Result<void> read = change(*changes->items[i], "/resource_changes/" + std::to_string(i)); !read) return read.error();
      }
    } else {
      entries_.from_planned_values = true;
      if (Result<void> read = values(root_.find("planned_values"), "/planned_values", false); !read) return read.error();
    }
    if (const JsonNode* prior = root_.find("prior_state"); prior != nullptr && prior->kind == Kind::kObject) {
      if (Result<void> read = values(prior->find("values"), "/prior_state/values", true); !read) return read.error();
    }
    notes_of_changes();
    return std::move(entries_);
  }

  std::optional<Entries> skimmed(const Skimmed& skimmed, const std::function<bool(const SkimmedEntry&)>& take) {
    for (size_t i = 0; i < skimmed.changes.size(); ++i) {
      const SkimmedChange& change = skimmed.changes[i];
      const std::string_view text = change.address, module = change.module;
      if (!module.empty() && !(text.size() > module.size() && text.starts_with(module) && text[module.size()] == '.')) return std::nullopt;
      std::optional<Address> parsed;   // which the entry has views into
      SkimmedEntry entry{i, module, {}};
      std::optional<PlainAddress> plain = is_module(module) ? parse_plain_address(module.empty() ? text : text.substr(module.size() + 1)) : std::nullopt;
      if (plain) {
        entry.address = std::move(*plain);
      } else {
        parsed = parse_address(text);
        if (!parsed) return std::nullopt;
        entry.module = parsed->module;
        entry.address = {parsed->configured, parsed->type, parsed->name, parsed->data, parsed->key};
      }
      if (change.has_index && !entry.address.key) return std::nullopt;
      if (change.action == "read") ++unread_;
      if (!take(entry)) ++duplicates_;
    }
    if (const JsonNode* prior = root_.find("prior_state"); prior != nullptr && prior->kind == Kind::kObject) {
      for (const SkimmedChange& change : skimmed.changes) seen_.insert(change.address);
      if (!values(prior->find("values"), "/prior_state/values", true)) return std::nullopt;
    }
    notes_of_changes();
    return std::move(entries_);
  }

  Result<Entries> state() {
    if (Result<void> read = values(root_.find("values"), "/values", false); !read) return read.error();
    notes_of_changes();
    return std::move(entries_);
  }

 private:
  Error wrong(const std::string& pointer, const JsonNode* found, const char* expected) const {
    Error error{"`" + content_.source->name() + "`: " + pointer + " is " + kind_name(found) + ", expected " + expected,
                "give the file as `terraform show -json` wrote it", {}};
    if (found != nullptr) error.span = Span{content_.source, found->offset, found->offset + 1};
    return error;
  }

  // Neighbours mostly share one, which is looked at once.
  bool is_module(std::string_view text) {
    if (text.empty() || text == last_module_) return true;
    const std::optional<Address> inside = parse_address(std::string(text) + ".a.b");
    if (!inside || inside->module != text) return false;
    last_module_ = text;
    return true;
  }

  // Type, name, mode and index stand beside the address; they win over it where old versions shorten it.
  Result<void> identify(const JsonNode& node, const std::string& pointer, std::string_view module, Entry& entry) {
    const JsonNode* address = node.find("address");
    if (address == nullptr || address->kind != Kind::kString || address->text.empty()) return wrong(pointer + "/address", address, "a string");
    entry.text = address->text;
    if (!module.empty() && !entry.text.starts_with(std::string(module) + ".")) entry.text = std::string(module) + "." + entry.text;
    const JsonNode* index = node.find("index");
    const bool indexed = index != nullptr && (index->kind == Kind::kString || index->kind == Kind::kNumber);
    std::optional<Address> parsed = parse_address(entry.text);
    if (parsed && !parsed->key && indexed) {
      entry.text += bracketed(*index);
      parsed->key = std::string(index->text);
    }
    if (!parsed) return wrong(pointer + "/address", address, "an address like `module.a.aws_vpc.b`");
    entry.address = std::move(*parsed);
    entry.provider = text_of(node, "provider_name");
    return {};
  }

  void add(Entry entry) {
    if (seen_.contains(entry.text)) {
      ++duplicates_;
      return;
    }
    seen_.insert(seen_texts_.emplace_back(entry.text));
    entries_.list.push_back(std::move(entry));
  }

  Result<void> change(const JsonNode& node, const std::string& pointer) {
    if (node.kind != Kind::kObject) return wrong(pointer, &node, "an object");
    if (!text_of(node, "deposed").empty()) {
      ++deposed_;
      return {};
    }
    Entry entry;
    if (Result<void> read = identify(node, pointer, text_of(node, "module_address"), entry); !read) return read;
    const JsonNode* change = node.find("change");
    if (change == nullptr || change->kind != Kind::kObject) return wrong(pointer + "/change", change, "an object");
    if (Result<void> read = action(*change, pointer + "/change", entry); !read) return read;
    entry.layers = {change->find("after"), change->find("after_unknown"), change->find("after_sensitive")};
    if (entry.layers.value == nullptr || entry.layers.value->kind == Kind::kNull) {
      // A resource of which nothing is known yet may have no `after` at all.
      const bool gone = entry.action == "delete" || entry.action == "forget" || entry.layers.unknown == nullptr || entry.layers.unknown->kind != Kind::kObject;
      if (gone) {
        ++(entry.action == "forget" ? forgotten_ : entry.action == "delete" ? deleted_ : without_value_);
        entries_.gone.insert(std::move(entry.text));
        return {};
      }
    } else if (entry.layers.value->kind != Kind::kObject) {
      return wrong(pointer + "/change/after", entry.layers.value, "an object");
    }
    entry.pointer = pointer + "/change/after";
    if (entry.action == "read") ++unread_;
    add(std::move(entry));
    return {};
  }

  Result<void> action(const JsonNode& change, const std::string& pointer, Entry& entry) {
    const JsonNode* actions = change.find("actions");
    if (actions == nullptr || actions->kind != Kind::kArray || actions->items.empty()) return wrong(pointer + "/actions", actions, "a list of actions");
    bool creates = false;
    for (const JsonNode* item : actions->items) {
      if (item->kind != Kind::kString) return wrong(pointer + "/actions", item, "a list of strings");
      creates = creates || item->text == "create";
    }
    entry.action = actions->items.size() > 1 && creates ? "replace" : std::string(actions->items[0]->text);
    return {};
  }

  // `values` of a state and `planned_values`; with `only_data`, the data sources in them.
  Result<void> values(const JsonNode* node, const std::string& pointer, bool only_data) {
    if (node == nullptr || node->kind == Kind::kNull) return {};
    if (node->kind != Kind::kObject) return wrong(pointer, node, "an object");
    const JsonNode* module = node->find("root_module");
    if (module == nullptr || module->kind == Kind::kNull) return {};
    return module_values(*module, pointer + "/root_module", only_data);
  }

  Result<void> module_values(const JsonNode& module, const std::string& pointer, bool only_data) {
    if (module.kind != Kind::kObject) return wrong(pointer, &module, "an object");
    const JsonNode* resources = module.find("resources");
    if (resources != nullptr && resources->kind != Kind::kArray && resources->kind != Kind::kNull) return wrong(pointer + "/resources", resources, "a list");
    for (size_t i = 0; resources != nullptr && i < resources->items.size(); ++i) {
      Result<void> read = value(*resources->items[i], pointer + "/resources/" + std::to_string(i), text_of(module, "address"), only_data);
      if (!read) return read;
    }
    const JsonNode* children = module.find("child_modules");
    if (children != nullptr && children->kind != Kind::kArray && children->kind != Kind::kNull) return wrong(pointer + "/child_modules", children, "a list");
    for (size_t i = 0; children != nullptr && i < children->items.size(); ++i) {
      Result<void> read = module_values(*children->items[i], pointer + "/child_modules/" + std::to_string(i), only_data);
      if (!read) return read;
    }
    return {};
  }

  Result<void> value(const JsonNode& node, const std::string& pointer, std::string_view module, bool only_data) {
    if (node.kind != Kind::kObject) return wrong(pointer, &node, "an object");
    if (only_data && text_of(node, "mode") != "data") {
      note_unplanned(node, pointer, module);
      return {};
    }
    if (!text_of(node, "deposed_key").empty()) {
      ++deposed_;
      return {};
    }
    Entry entry;
    if (Result<void> read = identify(node, pointer, module, entry); !read) return read;
    if (only_data && seen_.contains(entry.text)) return {};
    entry.layers = {node.find("values"), nullptr, node.find("sensitive_values")};
    if (entry.layers.value == nullptr || entry.layers.value->kind == Kind::kNull) return {};
    if (entry.layers.value->kind != Kind::kObject) return wrong(pointer + "/values", entry.layers.value, "an object");
    entry.pointer = pointer + "/values";
    add(std::move(entry));
    return {};
  }

  void note_unplanned(const JsonNode& node, const std::string& pointer, std::string_view module) {
    if (seen_.contains(text_of(node, "address")) || !text_of(node, "deposed_key").empty()) return;
    Entry entry;
    if (!identify(node, pointer, module, entry) || seen_.contains(entry.text) || entries_.gone.contains(entry.text)) return;
    entries_.unplanned.push_back(std::move(entry));
  }

  void notes_of_changes() {
    const auto note = [&](size_t count, const char* one, const char* many) { note_count(entries_, count, one, many); };
    note(deleted_, "resource is to be deleted and was left out", "resources are to be deleted and were left out");
    note(forgotten_, "resource is to be forgotten by Terraform and was left out", "resources are to be forgotten by Terraform and were left out");
    note(deposed_, "deposed object was left out", "deposed objects were left out");
    note(without_value_, "resource without planned values was left out", "resources without planned values were left out");
    note(duplicates_, "address is listed twice: the first entry counts", "addresses are listed twice: the first entry counts");
    note(unread_, "data source is read only when the plan is applied", "data sources are read only when the plan is applied");
  }

  const Content& content_;
  const JsonNode& root_;
  Entries entries_;
  std::deque<std::string> seen_texts_;
  std::unordered_set<std::string_view> seen_;   // into them, or into what was skimmed
  std::string_view last_module_;
  size_t deleted_ = 0;
  size_t forgotten_ = 0;
  size_t deposed_ = 0;
  size_t without_value_ = 0;
  size_t duplicates_ = 0;
  size_t unread_ = 0;
};

}  // namespace

std::string bracketed(const JsonNode& index) {
  if (index.kind != Kind::kString) return "[" + std::string(index.text) + "]";
  std::string quoted = "[\"";
  for (const char c : index.text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"]";
}

void note_count(Entries& entries, size_t count, const char* one, const char* many) {
  if (count > 0) entries.notes.push_back(std::to_string(count) + " " + (count == 1 ? one : many));
}

Result<Entries> entries_of_plan(const Content& content) { return Collector(content).plan(); }

std::optional<Entries> entries_of_skimmed(const Content& content, const Skimmed& skimmed, const std::function<bool(const SkimmedEntry&)>& take) { return Collector(content).skimmed(skimmed, take); }

Result<Entries> entries_of_state(const Content& content) { return Collector(content).state(); }

}  // namespace sekisho::adapters::terraform
