// Joins what the file says of one name, places it, and says what was left out.
#include "adapters/google/read.h"

#include <map>
#include <unordered_map>
#include <unordered_set>

#include "adapters/google/assets.h"
#include "adapters/google/values.h"
#include "adapters/reader/first_by_hash.h"
#include "adapters/reader/google_place.h"
#include "adapters/reader/nodes.h"
#include "adapters/reader/page_drops.h"
#include "adapters/reader/resources.h"
#include "adapters/reader/words.h"

namespace sekisho::adapters::google {
namespace {

// Its values are made when they are asked for.
struct AssetSource : ParsedSource {
  std::deque<AssetPart> parts;   // their assets were read
  Texts unescaped;
  Values values{*this, unescaped};

  std::optional<Error> trouble() const override {
    if (!values.broken()) return std::nullopt;
    const Result<std::shared_ptr<const JsonDocument>> whole = looks_like_json_lines(source->view()) ? parse_json_lines(source) : parse_json(source);
    return whole ? Error{"`" + source->name() + "` changed while it was read", "give it a copy that stays as it is", {}} : whole.error();
  }
};

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// Of names under `global` these alone keep data, in places that their name does not tell.
bool is_copy(std::string_view type) { return type == "compute.googleapis.com/Snapshot" || type == "compute.googleapis.com/Image" || type == "compute.googleapis.com/MachineImage"; }

bool has_no_region(const Asset& asset) {
  return asset.type.starts_with("cloudresourcemanager.") || asset.type.starts_with("iam.") || asset.type.starts_with("cloudbilling.") ||
         (asset.is_global && !is_copy(asset.type));
}

class AssetReading {
 public:
  AssetReading(AssetSource& source, Assets& assets) : source_(source), assets_(assets), addresses_(assets.size()) {}

  void run() {
    join();
    PageDrops drops;
    for (const Joined& joined : joined_) {
      drops.passed_resource();
      if (joined.resource != nullptr) {
        const bool exported = !joined.resource->data.empty();
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
    FirstByHash places(assets_.size());   // in joined_
    std::vector<const Asset*> named;      // of each of these the first
    named.reserve(assets_.size());
    joined_.reserve(assets_.size());
    std::vector<Joined> beside;
    PageDrops drops;
    for (AssetPart& part : assets_.parts) {
      for (Asset& asset : part.list) {
        drops.passed_resource();
        const std::string_view id = asset.project_id;
        if (!id.empty() && !asset.project.empty() && id != asset.project) numbers_.try_emplace(id, asset.project);
        if (asset.deleted) {
          ++deleted_;
          continue;
        }
        const uint32_t first = places.of(asset.hash, static_cast<uint32_t>(joined_.size()), [&](uint32_t other) { return named[other]->address == asset.address && named[other]->type == asset.type; });
        if (first == joined_.size()) {
          joined_.emplace_back();
          named.push_back(&asset);
        }
        Joined& joined = joined_[first];
        bool some = false;
        const auto put = [&](const Asset* Joined::* place, std::string_view Asset::* content, bool has) {
          if (!has) return;
          some = true;
          const Asset*& into = joined.*place;
          if (into == nullptr) {
            into = &asset;
          } else if (!later_is_told(*into, asset) && (*into).*content != asset.*content) {
            beside.emplace_back().*place = &asset;
          } else {
            replace(into, asset);
          }
        };
        put(&Joined::resource, &Asset::data, asset.has_resource);
        put(&Joined::iam_policy, &Asset::iam_policy, !asset.iam_policy.empty());
        put(&Joined::org_policy, &Asset::org_policy, !asset.org_policy.empty());
        put(&Joined::access_policy, &Asset::access_policy, !asset.access_policy.empty());
        if (!some) put(&Joined::resource, &Asset::data, true);
      }
    }
    disagreeing_ = beside.size();
    joined_.insert(joined_.end(), beside.begin(), beside.end());
  }

  static bool later_is_told(const Asset& one, const Asset& other) { return one.updated && other.updated && *one.updated != *other.updated; }

  // Of one asset twice the later change stays. Where nobody can tell which that is, those that say different things all stay.
  void replace(const Asset*& into, const Asset& other) {
    const bool told = later_is_told(*into, other);
    ++(told ? earlier_ : repeated_);
    if (told && *other.updated > *into->updated) into = &other;
  }

  void add(const Asset& asset, std::string_view type, const Joined& joined) {
    RawResource& resource = add_resource(source_, std::string(type));
    resource.name = last_part(asset.address);
    name(resource, asset, joined.resource == nullptr);
    resource.pointer = asset.pointer + (joined.resource != nullptr && !asset.data.empty() ? "/resource/data" : "");
    source_.values.add(resource, asset, joined);
    place(resource, asset);
  }

  // The full name; a policy that stands alone may have the name of the asset in another file.
  void name(RawResource& resource, const Asset& asset, bool policy) {
    resource.address = asset.address;
    if (policy) resource.address += "#policy";
    const uint32_t first = addresses_.of(asset.hash, resource.number, [&](uint32_t other) { return source_.resources[other].address == resource.address; });
    if (first != resource.number) resource.address += "~" + std::to_string(2 + repeats_[first]++);
  }

  void place(RawResource& resource, const Asset& asset) {
    const std::string_view id = asset.project_id;
    std::string_view account = asset.project;
    if (account.empty()) {
      const auto known = numbers_.find(id);
      account = known == numbers_.end() ? id : known->second;
    }
    if (!account.empty()) resource.account = account;
    resource.account_key = account.empty() ? "unknown" : account;
    if (seen_accounts_.insert(&resource.account_key.str()).second) accounts_.try_emplace(resource.account_key, resource.account);
    const std::string region = region_of_google_place(asset.place);
    if (region.empty()) resource.region_unknown = !has_no_region(asset);
    else if (region != "global") resource.region = region;
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
      RawNode& project = source_.nodes.emplace_back();
      project.kind = RawNode::Kind::kString;
      project.resource = &account;
      project.text = source_.texts.emplace_back(*id);
      NodeMaker::attach(root, "project", &project);
    }
  }

  void note() {
    if (deleted_ > 0) source_.notes.push_back(plural(deleted_, "asset is", "assets are") + " deleted and left out");
    if (earlier_ > 0) source_.notes.push_back(plural(earlier_, "earlier state", "earlier states") + " of assets that the file holds again were left out");
    if (repeated_ > 0) source_.notes.push_back(plural(repeated_, "state of an asset was", "states of assets were") + " left out: the file holds the same again");
    if (disagreeing_ > 0) source_.notes.push_back(plural(disagreeing_, "state of an asset says", "states of assets say") + " something else than the first and not when: it is checked beside it");
    if (unexported_ > 0) source_.notes.push_back(plural(unexported_, "asset comes", "assets come") + " without data: nothing can be told of it; export with `--content-type=resource`");
  }

  AssetSource& source_;
  Assets& assets_;
  std::vector<Joined> joined_;                             // in the order of the file
  FirstByHash addresses_;                                  // of resources, by their numbers
  std::unordered_map<uint32_t, int> repeats_;              // by the number of the first: how many more have its address
  std::unordered_set<const std::string*> seen_accounts_;
  std::unordered_map<std::string_view, std::string_view> numbers_;   // of projects, by their ids
  std::map<std::string, std::optional<std::string>> accounts_;
  size_t deleted_ = 0, earlier_ = 0, repeated_ = 0, disagreeing_ = 0, unexported_ = 0;
};

std::shared_ptr<AssetSource> begin(const SourcePtr& text) {
  auto source = std::make_shared<AssetSource>();
  source->adapter = "google";
  source->source = text;
  return source;
}

void take(AssetSource& source, Assets assets) {
  AssetReading(source, assets).run();
  source.parts.swap(assets.parts);
  for (AssetPart& part : source.parts) part.list = {};
}

}  // namespace

bool recognises(const Content& content) { return content.json != nullptr && looks_like_assets(content.json->root()); }

Result<RawSourcePtr> read(const Content& content) {
  if (content.json == nullptr) return Error{"`" + content.source->name() + "` is no JSON", "give assets as `gcloud asset export` writes them", {}};
  const std::shared_ptr<AssetSource> source = begin(content.source);
  source->json = content.json;
  source->digest = content.digest;
  Result<Assets> assets = find_assets(content, *source);
  if (!assets) return assets.error();
  take(*source, std::move(*assets));
  return RawSourcePtr(source);
}

std::optional<RawSourcePtr> read_late(const SourcePtr& text, const std::shared_future<std::string>& digest, size_t threads) {
  const std::shared_ptr<AssetSource> source = begin(text);
  std::optional<Assets> assets = skim_assets(*source, threads);
  if (!assets || assets->size() == 0) return std::nullopt;   // nothing says that an empty list is of assets
  take(*source, std::move(*assets));
  source->digest = digest.get();
  return source;
}

}  // namespace sekisho::adapters::google
