// Names the items, chooses the latest of each resource, and says what was left out.
#include "adapters/aws_config/read.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "adapters/aws_config/items.h"
#include "adapters/aws_config/recorder.h"
#include "adapters/aws_config/values.h"
#include "adapters/reader/first_by_hash.h"
#include "adapters/reader/nodes.h"
#include "adapters/reader/resources.h"
#include "adapters/reader/words.h"

namespace sekisho::adapters::aws_config {
namespace {

// Its values are made of these when they are asked for.
struct ConfigSource : ParsedSource {
  std::deque<ItemPart> parts;   // their items were read
  Texts unescaped;
  Values values{*this, unescaped};

  std::optional<Error> trouble() const override {
    if (!values.broken()) return std::nullopt;
    const Result<std::shared_ptr<const JsonDocument>> whole = parse_json(source);
    return whole ? Error{"`" + source->name() + "` changed while it was read", "give it a copy that stays as it is", {}} : whole.error();
  }
};

class ItemReading {
 public:
  ItemReading(ConfigSource& source, const Items& items)
      : source_(source), items_(items), before_(items.pointer + "/"), behind_("/configuration"), addresses_(items.list.size()) {}

  void run() {
    choose();
    for (size_t i = 0; i < items_.list.size(); ++i) {
      if (!stays_[i]) continue;
      if (items_.list[i]->is_deleted) {
        ++deleted_;
        continue;
      }
      take(i);
    }
    add_accounts();
    source_.format = items_.format;
    source_.missing_is_absent = !items_.projected;
    note();
  }

 private:
  // Whether both are of one resource: by its id, else by its ARN. (The file is not looked at: what is far apart in it would bring much of it.)
  static bool same(const Item& a, const Item& b) {
    return a.shared_type == b.shared_type && a.in_account == b.in_account && a.in_region == b.in_region && a.name == b.name && (!a.name.empty() || a.address == b.address);
  }

  // Of several captures of one resource the latest stays. Where nobody can tell which that is, those that say different things all stay.
  void choose() {
    stays_.assign(items_.list.size(), true);
    FirstByHash latest(items_.list.size());
    for (size_t i = 0; i < items_.list.size(); ++i) {
      const Item& item = *items_.list[i];
      if (item.captured) source_.captured_at = std::max(source_.captured_at.value_or(*item.captured / 1000), *item.captured / 1000);
      if (item.id.empty() && item.arn.empty()) continue;
      uint32_t& last = latest_of(latest, static_cast<uint32_t>(i));
      if (last == i) continue;
      const Item& other = *items_.list[last];
      const bool told = item.captured && other.captured && *item.captured != *other.captured;
      if (!told && item.json != other.json) {
        ++disagreeing_;
        continue;
      }
      ++(told ? earlier_ : same_time_);
      const bool later = told && *item.captured > *other.captured;
      stays_[later ? last : i] = false;
      if (later) last = static_cast<uint32_t>(i);
    }
    if (disagreeing_ > 0) leave_out_earlier(latest);
  }

  // Of the resource of an item, the item that is the latest so far.
  uint32_t& latest_of(FirstByHash& latest, uint32_t index) const {
    const Item& item = *items_.list[index];
    return latest.of(item.hash, index, [&](uint32_t other) { return same(*items_.list[other], item); });
  }

  // One that stayed beside the first may be earlier than what came after both.
  void leave_out_earlier(FirstByHash& latest) {
    for (size_t i = 0; i < items_.list.size(); ++i) {
      if (items_.list[i]->id.empty() && items_.list[i]->arn.empty()) continue;
      const Item& last = *items_.list[latest_of(latest, static_cast<uint32_t>(i))];
      const bool earlier = items_.list[i]->captured && last.captured && *items_.list[i]->captured < *last.captured;
      if (stays_[i] && earlier) stays_[i] = false;
    }
  }

  void take(size_t index) {
    Item& item = *items_.list[index];
    RawResource& resource = add_resource(source_, item.shared_type);
    resource.name = std::move(item.name);
    resource.pointer = items_.listed ? NumberedText(before_, static_cast<uint32_t>(index), behind_) : NumberedText(items_.pointer + "/configuration");
    name(resource, item);
    if (!item.in_account.empty()) resource.account = item.in_account;
    resource.account_key = item.in_account.empty() ? unknown_ : item.in_account;
    if (seen_accounts_.insert(&resource.account_key.str()).second) accounts_.try_emplace(resource.account_key, resource.account);
    if (!item.in_region.empty() && item.in_region != "global") resource.region = item.in_region;
    resource.region_unknown = item.in_region.empty() && !resource.type.starts_with("AWS::IAM::");
    unconfigured_ += item.configuration.empty() ? 1 : 0;
    source_.values.add(resource, item);
  }

  // Two resources of one address (no region was told) are told apart by a number.
  void name(RawResource& resource, Item& item) {
    resource.address = std::move(item.address);
    const uint32_t first = addresses_.of(item.address_hash, resource.number, [&](uint32_t other) { return source_.resources[other].address == resource.address; });
    if (first != resource.number) resource.address += "~" + std::to_string(2 + repeats_[first]++);
  }

  // The engine makes a `cloud.account` of each.
  void add_accounts() {
    for (const auto& [key, id] : accounts_) {
      RawResource& account = add_account(source_, key);
      account.account = id;
      RawNode& root = source_.nodes.emplace_back();
      root.kind = RawNode::Kind::kObject;
      root.resource = &account;
      account.root = &root;
      if (!id) continue;
      RawNode& text = source_.nodes.emplace_back();
      text.kind = RawNode::Kind::kString;
      text.text = source_.texts.emplace_back(*id);
      text.resource = &account;
      NodeMaker::attach(root, "accountId", &text);
    }
  }

  void note() {
    if (deleted_ > 0) source_.notes.push_back(plural(deleted_, "resource is", "resources are") + " deleted and left out");
    if (earlier_ > 0) source_.notes.push_back(plural(earlier_, "earlier capture of a resource was", "earlier captures of resources were") + " left out");
    if (same_time_ > 0) source_.notes.push_back(plural(same_time_, "further capture of a resource was", "further captures of resources were") + " left out: they say the same");
    if (disagreeing_ > 0) source_.notes.push_back(plural(disagreeing_, "further capture of a resource says", "further captures of resources say") + " something else and not when: it is checked beside the first");
    if (unconfigured_ > 0) source_.notes.push_back(plural(unconfigured_, "item comes", "items come") + " without its configuration: all of it is unknown");
    if (items_.oversized > 0) source_.notes.push_back(plural(items_.oversized, "item was", "items were") + " too large to be sent and is not in the file");
    if (items_.projected) source_.notes.emplace_back("the query selects parts of the configuration: what it leaves out is unknown; `SELECT resourceType, resourceId, arn, accountId, awsRegion, tags, configuration, supplementaryConfiguration` gives all");
  }

  ConfigSource& source_;
  const Items& items_;
  const SharedText before_, behind_, unknown_{"unknown"};   // of pointers; of accounts that nothing tells
  std::vector<bool> stays_;
  FirstByHash addresses_;                                 // of resources, by their numbers
  std::unordered_map<uint32_t, int> repeats_;             // by the number of the first: how many more have its address
  std::unordered_set<const std::string*> seen_accounts_;
  std::map<std::string, std::optional<std::string>> accounts_;
  size_t deleted_ = 0, earlier_ = 0, same_time_ = 0, disagreeing_ = 0, unconfigured_ = 0;
};

std::shared_ptr<ConfigSource> begin(const SourcePtr& text) {
  auto source = std::make_shared<ConfigSource>();
  source->adapter = "aws_config";
  source->source = text;
  return source;
}

void take(ConfigSource& source, Items items) {
  ItemReading(source, items).run();
  source.complete = complete_kinds(items, source);
  source.parts.swap(items.parts);
  for (ItemPart& part : source.parts) part.items = {};
}

}  // namespace

bool recognises(const Content& content) { return content.json != nullptr && looks_like_items(content.json->root()); }

Result<RawSourcePtr> read(const Content& content) {
  const std::shared_ptr<ConfigSource> source = begin(content.source);
  source->digest = content.digest;
  Result<Items> items = find_items(content.source);
  if (!items) return items.error();
  take(*source, std::move(*items));
  return RawSourcePtr(source);
}

std::optional<RawSourcePtr> read_late(const SourcePtr& text, const std::shared_future<std::string>& digest, size_t threads) {
  const std::shared_ptr<ConfigSource> source = begin(text);
  std::optional<Items> items = skim_items(text, threads);
  // What stands around the items is read strictly.
  if (!items || !parse_json(text, {items->skimmed})) return std::nullopt;
  take(*source, std::move(*items));
  source->digest = digest.get();
  return source;
}

}  // namespace sekisho::adapters::aws_config
