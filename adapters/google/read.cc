// Joins what the file says of one name, places it, and says what was left out.
#include "adapters/google/read.h"

#include <map>
#include <unordered_map>

#include "adapters/google/assets.h"
#include "adapters/google/values.h"
#include "adapters/reader/google_place.h"
#include "adapters/reader/nodes.h"
#include "adapters/reader/resources.h"
#include "adapters/reader/words.h"

namespace sekisho::adapters::google {
namespace {

// What the file says of one asset, by content type.
struct Joined {
  const Asset* resource = nullptr;
  const Asset* iam_policy = nullptr;
  const Asset* org_policy = nullptr;
  const Asset* access_policy = nullptr;
};

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view after(std::string_view name, std::string_view mark) {
  const size_t at = name.find(mark);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = name.substr(at + mark.size());
  return rest.substr(0, rest.find('/'));
}

// Where the asset says it is; "" when it does not.
std::string_view place_of(const Asset& asset) {
  for (const std::string_view mark : {"/zones/", "/regions/", "/locations/"}) {
    if (const std::string_view found = after(asset.name, mark); !found.empty()) return found;
  }
  for (const std::string_view key : {"zone", "region", "location", "locationId"}) {
    if (const std::string_view found = text_in(asset.data, key); !found.empty()) return found;
  }
  return text_in(asset.resource, "location");
}

// The project that `ancestors`, `ancestry_path` or the parent name; "" when none does.
std::string_view project_above(const Asset& asset) {
  const JsonNode* ancestors = asset.json->find("ancestors");
  if (ancestors != nullptr && !ancestors->items.empty() && ancestors->items[0]->kind == JsonNode::Kind::kString && ancestors->items[0]->text.starts_with("projects/")) return ancestors->items[0]->text.substr(9);
  if (const std::string_view found = project_in(text_in(asset.resource, "parent")); !found.empty()) return found;
  for (const std::string_view key : {"ancestry_path", "ancestryPath"}) {
    if (const std::string_view found = after(text_in(asset.json, key), "/project/"); !found.empty()) return found;
  }
  return {};
}

bool has_no_region(const Asset& asset) { return asset.type.starts_with("cloudresourcemanager.") || asset.type.starts_with("iam.") || asset.type.starts_with("cloudbilling.") || asset.name.find("/global/") != std::string::npos; }

class AssetReading {
 public:
  AssetReading(RawSource& source, const Assets& assets) : source_(source), assets_(assets) {}

  void run() {
    join();
    for (const std::string* key : order_) {
      const Joined& joined = joined_.at(*key);
      if (joined.resource != nullptr) {
        const bool exported = joined.resource->data != nullptr;
        unexported_ += exported ? 0 : 1;
        add(*joined.resource, exported ? joined.resource->type : "unexported", joined);
        continue;
      }
      if (joined.iam_policy != nullptr) add(*joined.iam_policy, "iam_policy", {.iam_policy = joined.iam_policy});
      if (joined.org_policy != nullptr) add(*joined.org_policy, "org_policy", {.org_policy = joined.org_policy});
      if (joined.access_policy != nullptr) add(*joined.access_policy, "access_policy", {.access_policy = joined.access_policy});
    }
    add_accounts();
    source_.format = "Cloud Asset Inventory";
    source_.captured_at = assets_.read_at;
    note();
  }

 private:
  void join() {
    for (const Asset& asset : assets_.list) {
      const std::string_view id = project_in(asset.name), above = project_above(asset);
      if (!id.empty() && !above.empty() && id != above) numbers_.emplace(id, above);
      if (asset.deleted) {
        ++deleted_;
        continue;
      }
      auto [entry, is_new] = joined_.try_emplace(asset.type + "\n" + asset.name);
      if (is_new) order_.push_back(&entry->first);
      bool some = false;
      const auto put = [&](const Asset*& into, bool has) {
        if (!has) return;
        some = true;
        if (into == nullptr) into = &asset;
        else replace(into, asset);
      };
      put(entry->second.resource, asset.resource != nullptr);
      put(entry->second.iam_policy, asset.iam_policy != nullptr);
      put(entry->second.org_policy, asset.org_policy != nullptr);
      put(entry->second.access_policy, asset.access_policy != nullptr);
      if (!some) put(entry->second.resource, true);
    }
  }

  // Of one asset twice the later change stays; the first where nobody can tell.
  void replace(const Asset*& into, const Asset& other) {
    const bool told = into->updated && other.updated && *into->updated != *other.updated;
    ++(told ? earlier_ : repeated_);
    if (told && *other.updated > *into->updated) into = &other;
  }

  void add(const Asset& asset, const std::string& type, const Joined& joined) {
    RawResource& resource = add_resource(source_, type);
    resource.name = last_part(asset.name);
    resource.address = address_of(asset.name, joined.resource == nullptr);
    const JsonNode* data = joined.resource == nullptr ? nullptr : asset.data;
    resource.pointer = asset.pointer + (data != nullptr ? "/resource/data" : "");
    place(resource, asset);
    RawNode& root = build_values(source_, resource, data);
    NodeMaker::attach(root, "@name", &make_text(source_, resource, asset.name));
    NodeMaker::attach(root, "@assetType", &make_text(source_, resource, asset.type));
    const auto put = [&](std::string_view key, const JsonNode* json) {
      if (json != nullptr) NodeMaker::attach(root, key, &build_values(source_, resource, json));
    };
    if (joined.iam_policy != nullptr) put("@iamPolicy", joined.iam_policy->iam_policy);
    if (joined.org_policy != nullptr) put("@orgPolicy", joined.org_policy->org_policy);
    if (joined.access_policy != nullptr) put("@accessPolicy", joined.access_policy->access_policy);
    resource.root = &root;
    resource.tags = tags_of(root, resource);
  }

  // The full name; a policy that stands alone may have the name of the asset in another file.
  std::string address_of(const std::string& name, bool policy) {
    std::string address = name + (policy ? "#policy" : "");
    const int count = ++addresses_[address];
    return count == 1 ? address : address + "~" + std::to_string(count);
  }

  void place(RawResource& resource, const Asset& asset) {
    const std::string_view id = project_in(asset.name);
    std::string account(project_above(asset));
    if (account.empty()) {
      const auto known = numbers_.find(std::string(id));
      account = known == numbers_.end() ? std::string(id) : known->second;
    }
    if (!account.empty()) resource.account = account;
    resource.account_key = account.empty() ? "unknown" : account;
    accounts_.emplace(resource.account_key, resource.account);
    const std::string region = region_of_google_place(place_of(asset));
    if (region.empty()) resource.region_unknown = !has_no_region(asset);
    else if (region != "global") resource.region = region;
  }

  // Labels are `labels`; of database servers, clusters and alerts they have names of their own.
  const RawNode* tags_of(const RawNode& root, const RawResource& resource) {
    if (resource.type.starts_with("monitoring.")) {   // their `labels` configure them
      const RawNode* own = root.find("userLabels");
      return own != nullptr && own->kind == RawNode::Kind::kObject ? own : &build_values(source_, resource, nullptr);
    }
    const RawNode* settings = root.find("settings");
    const RawNode* candidates[] = {root.find("labels"), root.find("resourceLabels"), settings == nullptr ? nullptr : settings->find("userLabels")};
    for (const RawNode* labels : candidates) {
      if (labels != nullptr && labels->kind == RawNode::Kind::kObject) return labels;
    }
    return &build_values(source_, resource, nullptr);
  }

  // The engine makes a `cloud.account` of each.
  void add_accounts() {
    for (const auto& [key, id] : accounts_) {
      RawResource& account = add_account(source_, key);
      account.account = id;
      RawNode& root = build_values(source_, account, nullptr);
      account.root = &root;
      if (id) NodeMaker::attach(root, "project", &make_text(source_, account, *id));
    }
  }

  void note() {
    if (deleted_ > 0) source_.notes.push_back(plural(deleted_, "asset is", "assets are") + " deleted and left out");
    if (earlier_ > 0) source_.notes.push_back(plural(earlier_, "earlier state", "earlier states") + " of assets that the file holds again were left out");
    if (repeated_ > 0) source_.notes.push_back(plural(repeated_, "state", "states") + " of assets that the file holds again were left out: they do not say which is later, and the first stays");
    if (unexported_ > 0) source_.notes.push_back(plural(unexported_, "asset comes", "assets come") + " without data: nothing can be told of it; export with `--content-type=resource`");
  }

  RawSource& source_;
  const Assets& assets_;
  std::unordered_map<std::string, Joined> joined_;
  std::vector<const std::string*> order_;   // keys of joined_, as the file has them
  std::unordered_map<std::string, int> addresses_;
  std::unordered_map<std::string, std::string> numbers_;   // of projects, by their ids
  std::map<std::string, std::optional<std::string>> accounts_;
  size_t deleted_ = 0, earlier_ = 0, repeated_ = 0, unexported_ = 0;
};

}  // namespace

bool recognises(const Content& content) { return content.json != nullptr && looks_like_assets(content.json->root()); }

Result<RawSourcePtr> read(const Content& content) {
  if (content.json == nullptr) return Error{"`" + content.source->name() + "` is no JSON", "give assets as `gcloud asset export` writes them", {}};
  Result<Assets> assets = find_assets(content);
  if (!assets) return assets.error();
  const std::shared_ptr<ParsedSource> source = make_source(content, "google");
  AssetReading(*source, *assets).run();
  return RawSourcePtr(source);
}

}  // namespace sekisho::adapters::google
