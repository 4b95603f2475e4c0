// find_assets: lines, arrays, answers with `assets`, changes with `asset`, out of their tree.
#include "adapters/google/assets.h"

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/reader/timestamp.h"

namespace sekisho::adapters::google {
namespace {

using Kind = JsonNode::Kind;

// Services that the exports of 2018 named otherwise.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kRenamedServices = {{
    {"resourcemanager", "cloudresourcemanager"}, {"kms", "cloudkms"}, {"sql", "sqladmin"}, {"bigtable", "bigtableadmin"}, {"billing", "cloudbilling"}}};

// The member under either spelling: `iam_policy`, `iamPolicy`. Null when missing, null or no object.
const JsonNode* either(const JsonNode* object, std::string_view snake, std::string_view camel) {
  for (const std::string_view key : {snake, camel}) {
    const JsonNode* node = object == nullptr ? nullptr : object->find(key);
    if (node != nullptr && node->kind == Kind::kObject) return node;
  }
  return nullptr;
}

std::string_view text_in(const JsonNode* object, std::string_view key) {
  const JsonNode* node = object == nullptr ? nullptr : object->find(key);
  return node != nullptr && node->kind == Kind::kString ? node->text : std::string_view();
}

std::string_view project_above(const JsonNode& asset, const JsonNode* resource) {
  const JsonNode* ancestors = asset.find("ancestors");
  if (ancestors != nullptr && !ancestors->items.empty() && ancestors->items[0]->kind == Kind::kString && ancestors->items[0]->text.starts_with("projects/")) return ancestors->items[0]->text.substr(9);
  if (const std::string_view found = project_in(text_in(resource, "parent")); !found.empty()) return found;
  for (const std::string_view key : {"ancestry_path", "ancestryPath"}) {
    if (const std::string_view found = part_after(text_in(&asset, key), "/project/"); !found.empty()) return found;
  }
  return {};
}

std::string_view type_of(const JsonNode& json) {
  const std::string_view type = text_in(&json, "asset_type");
  return type.empty() ? text_in(&json, "assetType") : type;
}

// The list of an answer; null for what is none.
const JsonNode* listed(const JsonNode& json) {
  if (json.kind == Kind::kArray) return &json;
  const JsonNode* assets = json.find("assets");
  return assets != nullptr && assets->kind == Kind::kArray ? assets : nullptr;
}

// A change: {"asset": {…}, "deleted": true}.
const JsonNode* changed(const JsonNode& json) {
  const JsonNode* asset = json.find("asset");
  return asset != nullptr && asset->kind == Kind::kObject && type_of(json).empty() ? asset : nullptr;
}

bool is_asset(const JsonNode& json) {
  const JsonNode* inner = changed(json);
  const JsonNode& asset = inner == nullptr ? json : *inner;
  return asset.kind == Kind::kObject && !type_of(asset).empty() && !text_in(&asset, "name").empty();
}

class Finding {
 public:
  Finding(const Content& content, RawSource& source) : content_(content), source_(source) { assets_.parts.emplace_back(); }

  Result<Assets> run() {
    const JsonNode& root = content_.json->root();
    std::string pointer;
    for (const char* key : {"readTime", "read_time"}) {
      if (!assets_.read_at) assets_.read_at = parse_timestamp(text_in(&root, key));
    }
    const JsonNode* list = listed(root);
    if (list == nullptr) {
      if (std::optional<Error> error = take(root, "")) return *error;
      return std::move(assets_);
    }
    if (list != &root) pointer = "/assets";
    for (size_t i = 0; i < list->items.size(); ++i) {
      if (std::optional<Error> error = take(*list->items[i], pointer + "/" + std::to_string(i))) return *error;
    }
    return std::move(assets_);
  }

 private:
  std::optional<Error> take(const JsonNode& outer, std::string pointer) {
    const JsonNode* inner = changed(outer);
    const JsonNode& json = inner == nullptr ? outer : *inner;
    if (inner != nullptr) pointer += "/asset";
    if (!is_asset(outer)) return refuse(json, pointer, "it is no asset: `name` and `asset_type` are missing");
    Asset asset;
    asset.pointer = std::move(pointer);
    asset.name = text_in(&json, "name");
    asset.type = current_type(type_of(json), source_);
    const JsonNode* gone = outer.find("deleted");
    asset.deleted = gone != nullptr && gone->kind == Kind::kBool && gone->boolean;
    asset.updated = parse_timestamp(text_in(&json, "update_time"));
    if (!asset.updated) asset.updated = parse_timestamp(text_in(&json, "updateTime"));
    for (const auto& [snake, camel] : kContents) {
      for (const std::string_view key : {snake, camel}) {
        const JsonNode* node = json.find(key);
        const bool fits = node == nullptr || node->kind == Kind::kNull || node->kind == Kind::kObject || (key == snake && snake == "org_policy" && node->kind == Kind::kArray) || (key == camel && snake == "org_policy" && node->kind == Kind::kArray);
        if (!fits) return refuse(*node, asset.pointer, std::string(key) + " is no object");
      }
    }
    const JsonNode* resource = either(&json, "resource", "resource");
    asset.has_resource = resource != nullptr;
    asset.project = project_above(json, resource);
    asset.location = text_in(resource, "location");
    asset.iam_policy = text_of(either(&json, "iam_policy", "iamPolicy"));
    asset.org_policy = text_of(policies(json));
    for (const auto& [snake, camel] : kAccess) {
      if (asset.access_policy.empty()) asset.access_policy = text_of(either(&json, snake, camel));
    }
    if (resource != nullptr) {
      const JsonNode* data = resource->find("data");
      if (data != nullptr && data->kind != Kind::kObject && data->kind != Kind::kNull) return refuse(*data, asset.pointer, "resource.data is no object; tables of BigQuery hold it as a text, an export to Cloud Storage does not");
      if (data != nullptr && data->kind == Kind::kObject) asset.data = text_of(data);
    }
    settle(asset, assets_.parts.front());
    assets_.parts.front().list.push_back(std::move(asset));
    return std::nullopt;
  }

  // The JSON of a node; empty for null.
  std::string_view text_of(const JsonNode* node) const {
    if (node == nullptr) return {};
    Scanner scan(content_.source->view(), node->offset);
    return value_at(scan);
  }

  static const JsonNode* policies(const JsonNode& json) {
    for (const char* key : {"org_policy", "orgPolicy", "v2_org_policies"}) {
      const JsonNode* node = json.find(key);
      if (node != nullptr && node->kind == Kind::kArray) return node;
    }
    return nullptr;
  }

  Error refuse(const JsonNode& at, const std::string& pointer, const std::string& why) const {
    return Error{"`" + content_.source->name() + "`: " + (pointer.empty() ? "" : pointer + ": ") + why, "give assets as `gcloud asset export` writes them", Span{content_.source, at.offset, at.offset}};
  }

  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kContents = {{{"resource", "resource"}, {"iam_policy", "iamPolicy"}, {"org_policy", "orgPolicy"}}};
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kAccess = {{{"access_policy", "accessPolicy"}, {"access_level", "accessLevel"}, {"service_perimeter", "servicePerimeter"}}};

  const Content& content_;
  RawSource& source_;
  Assets assets_;
};

// "" when it does not say.
std::string_view place_of(const Asset& asset, Texts& texts) {
  for (const std::string_view mark : {"/zones/", "/regions/", "/locations/"}) {
    if (const std::string_view found = part_after(asset.name, mark); !found.empty()) return found;
  }
  for (const std::string_view key : {"zone", "region", "location", "locationId"}) {
    const Cell* cell = asset.index == nullptr ? nullptr : asset.index->find_exact(asset.members, key);
    const std::string_view json = cell == nullptr ? std::string_view() : asset.data.substr(cell->begin, cell->length);
    if (const std::string_view found = is_string(json) ? texts.of(json).value_or("") : std::string_view(); !found.empty()) return found;
  }
  return asset.location;
}

}  // namespace

void settle(Asset& asset, AssetPart& part) {
  asset.address = asset.name;
  asset.hash = std::hash<std::string_view>()(asset.name);
  asset.project_id = project_in(asset.name);
  asset.is_global = asset.name.find("/global/") != std::string_view::npos;
  if (!asset.data.empty() && part.index.add(asset.data, asset.members)) asset.index = &part.index;
  asset.place = place_of(asset, part.texts);
}

std::string_view part_after(std::string_view name, std::string_view mark) {
  const size_t at = name.find(mark);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = name.substr(at + mark.size());
  return rest.substr(0, rest.find('/'));
}

std::string_view project_in(std::string_view name) { return part_after(name, "/projects/"); }

// "google.cloud.storage.Bucket" -> "storage.googleapis.com/Bucket".
std::string_view current_type(std::string_view type, RawSource& source) {
  if (!type.starts_with("google.") || type.find('/') != std::string_view::npos) return type;
  const size_t last = type.rfind('.');
  std::string_view service = type.substr(0, last);
  service.remove_prefix(std::min(service.size(), service.starts_with("google.cloud.") ? std::string_view("google.cloud.").size() : std::string_view("google.").size()));
  for (const auto& [before, now] : kRenamedServices) {
    if (service == before) service = now;
  }
  return service.empty() ? type : std::string_view(source.texts.emplace_back(std::string(service) + ".googleapis.com/" + std::string(type.substr(last + 1))));
}

bool looks_like_assets(const JsonNode& root) {
  const JsonNode* list = listed(root);
  return list == nullptr ? is_asset(root) : std::any_of(list->items.begin(), list->items.end(), [](const JsonNode* item) { return is_asset(*item); });
}

Result<Assets> find_assets(const Content& content, RawSource& source) { return Finding(content, source).run(); }

}  // namespace sekisho::adapters::google
