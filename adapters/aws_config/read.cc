// Names the items, chooses the latest of each resource, and says what was left out.
#include "adapters/aws_config/read.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "adapters/aws_config/arn.h"
#include "adapters/aws_config/items.h"
#include "adapters/aws_config/recorder.h"
#include "adapters/aws_config/values.h"
#include "adapters/reader/nodes.h"
#include "adapters/reader/page_drops.h"
#include "adapters/reader/resources.h"
#include "adapters/reader/words.h"

namespace sekisho::adapters::aws_config {
namespace {

// Its values are made of these when they are asked for.
struct ConfigSource : ParsedSource {
  Texts unescaped;
  MemberIndex index{unescaped};
  Values values{*this, unescaped, index};

  std::optional<Error> trouble() const override {
    if (!values.broken()) return std::nullopt;
    const Result<std::shared_ptr<const JsonDocument>> whole = parse_json(source);
    return whole ? Error{"`" + source->name() + "` changed while it was read", "give it a copy that stays as it is", {}} : whole.error();
  }
};

class ItemReading {
 public:
  ItemReading(ConfigSource& source, const Items& items) : source_(source), items_(items) {}

  void run() {
    choose();
    addresses_.reserve(items_.list.size());
    PageDrops drops;
    for (size_t i = 0; i < items_.list.size(); ++i) {
      drops.passed_resource();
      if (!stays_[i]) continue;
      if (items_.list[i].is_deleted()) {
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
  static std::string_view account_of(const Item& item) { return item.account.empty() ? arn_part(item.arn, 4) : item.account; }
  static std::string_view region_of(const Item& item) { return item.region.empty() ? arn_part(item.arn, 3) : item.region; }

  // What one resource is told by.
  struct Identity {
    std::string_view type, account, region, id;
    bool operator==(const Identity&) const = default;
  };
  struct IdentityHash {
    size_t operator()(const Identity& identity) const {
      const std::hash<std::string_view> hash;
      return hash(identity.id) * 31 + hash(identity.type) * 7 + hash(identity.region) + hash(identity.account) * 3;
    }
  };
  static Identity identity_of(const Item& item) { return {item.type, account_of(item), region_of(item), item.id.empty() ? item.arn : item.id}; }

  // Of several captures of one resource the latest stays. Where nobody can tell which that is, those that say different things all stay.
  void choose() {
    stays_.assign(items_.list.size(), true);
    std::unordered_map<Identity, size_t, IdentityHash> latest;
    latest.reserve(items_.list.size());
    PageDrops drops;
    for (size_t i = 0; i < items_.list.size(); ++i) {
      drops.passed_resource();
      const Item& item = items_.list[i];
      if (item.captured) source_.captured_at = std::max(source_.captured_at.value_or(*item.captured / 1000), *item.captured / 1000);
      if (item.id.empty() && item.arn.empty()) continue;
      auto [entry, is_new] = latest.emplace(identity_of(item), i);
      if (is_new) continue;
      const Item& other = items_.list[entry->second];
      const bool told = item.captured && other.captured && *item.captured != *other.captured;
      if (!told && item.json != other.json) {
        ++disagreeing_;
        continue;
      }
      ++(told ? earlier_ : same_time_);
      const bool later = told && *item.captured > *other.captured;
      stays_[later ? entry->second : i] = false;
      if (later) entry->second = i;
    }
    if (disagreeing_ > 0) leave_out_earlier(latest);
  }

  // One that stayed beside the first may be earlier than what came after both.
  void leave_out_earlier(const std::unordered_map<Identity, size_t, IdentityHash>& latest) {
    for (size_t i = 0; i < items_.list.size(); ++i) {
      const auto entry = latest.find(identity_of(items_.list[i]));
      if (entry == latest.end()) continue;
      const Item& last = items_.list[entry->second];
      const bool earlier = items_.list[i].captured && last.captured && *items_.list[i].captured < *last.captured;
      if (stays_[i] && earlier) stays_[i] = false;
    }
  }

  void take(size_t index) {
    const Item& item = items_.list[index];
    RawResource& resource = add_resource(source_, std::string(item.type));
    resource.name = item.id;
    resource.pointer = items_.pointer + (items_.listed ? "/" + std::to_string(index) : "") + "/configuration";
    name(resource, item);
    const std::string_view account = account_of(item), region = region_of(item);
    if (!account.empty()) resource.account = std::string(account);
    resource.account_key = account.empty() ? "unknown" : std::string(account);
    accounts_.try_emplace(resource.account_key, resource.account);
    if (!region.empty() && region != "global") resource.region = std::string(region);
    resource.region_unknown = region.empty() && !item.type.starts_with("AWS::IAM::");
    unconfigured_ += item.configuration.empty() ? 1 : 0;
    source_.values.add(resource, item);
  }

  // The ARN; without one TYPE/ID. Two resources of one address (no region was told) are told apart by a number.
  void name(RawResource& resource, const Item& item) {
    resource.address = !item.arn.empty() ? std::string(item.arn) : std::string(item.type) + "/" + (item.id.empty() ? "?" : std::string(item.id));
    const auto [entry, is_new] = addresses_.try_emplace(resource.address, 1);
    if (!is_new) resource.address += "~" + std::to_string(++entry->second);
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
  std::vector<bool> stays_;
  std::unordered_map<std::string_view, int> addresses_;   // of resources, which stay where they are
  std::map<std::string, std::optional<std::string>> accounts_;
  size_t deleted_ = 0, earlier_ = 0, same_time_ = 0, disagreeing_ = 0, unconfigured_ = 0;
};

std::shared_ptr<ConfigSource> begin(const SourcePtr& text) {
  auto source = std::make_shared<ConfigSource>();
  source->adapter = "aws_config";
  source->source = text;
  return source;
}

}  // namespace

bool recognises(const Content& content) { return content.json != nullptr && looks_like_items(content.json->root()); }

Result<RawSourcePtr> read(const Content& content) {
  const std::shared_ptr<ConfigSource> source = begin(content.source);
  source->digest = content.digest;
  const Result<Items> items = find_items(content.source, source->unescaped, source->index);
  if (!items) return items.error();
  ItemReading(*source, *items).run();
  source->complete = complete_kinds(*items, *source);
  return RawSourcePtr(source);
}

std::optional<RawSourcePtr> read_late(const SourcePtr& text, const std::shared_future<std::string>& digest) {
  const std::shared_ptr<ConfigSource> source = begin(text);
  const std::optional<Items> items = skim_items(text, source->unescaped, source->index);
  // What stands around the items is read strictly.
  if (!items || !parse_json(text, {items->skimmed})) return std::nullopt;
  ItemReading(*source, *items).run();
  source->complete = complete_kinds(*items, *source);
  source->digest = digest.get();
  return source;
}

}  // namespace sekisho::adapters::aws_config
