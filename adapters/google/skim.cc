// skim_assets: member by member within what places and names an asset; its contents are passed over.
#include <algorithm>
#include <array>
#include <utility>

#include "adapters/google/assets.h"
#include "adapters/reader/page_drops.h"
#include "adapters/reader/timestamp.h"
#include "engine/base/parallel.h"

namespace sekisho::adapters::google {
namespace {

// Members of an asset that tell nothing here.
constexpr std::array<std::string_view, 8> kPassedOver = {"os_inventory", "osInventory", "related_asset", "relatedAsset", "related_assets", "relatedAssets", "window", "priorAssetState"};

// Of one part of the file, in one thread. The types of its assets are as the file has them, and their pointers what follows their number.
class Skimming {
 public:
  Skimming(std::string_view text, AssetPart& part) : text_(text), part_(part), texts_(part.texts) {}

  // Those that begin from `at` on and before `past`; each of these is the beginning of a line, or the end.
  bool lines(size_t at, size_t past) {
    drops_ = PageDrops(at);
    while (at < past) {
      const size_t end = std::min(text_.find('\n', at), text_.size());
      Scanner scan(text_.substr(0, end), at);
      scan.skip_space();
      if (!scan.at_end()) {
        if (!next(scan)) return false;
        scan.skip_space();
        if (!scan.at_end()) return false;
      }
      at = end + 1;
    }
    return true;
  }

  bool list(size_t first) {
    Scanner scan(text_, first);
    if (!scan.take('[') || !scan.items([&](size_t) { return next(scan); })) return false;
    scan.skip_space();
    return scan.at_end();
  }

 private:
  // The next one in the file: an asset, or a change of one.
  bool next(Scanner& scan) {
    Asset asset;
    if (!read(scan, asset, false)) return false;
    settle(asset, part_);
    if (asset.index == nullptr && !asset.data.empty()) return false;
    part_.list.push_back(std::move(asset));
    drops_.passed(scan.at());
    return true;
  }

  bool read(Scanner& scan, Asset& asset, bool in_change) {
    Named named;
    bool is_change = false, deleted = false;
    const bool whole = members_at(scan, texts_, [&](std::string_view key) {
      if (key == "asset") {
        if (in_change || is_change) return false;
        is_change = true;
        return read(scan, asset, true);
      }
      if (key == "deleted") {
        const std::string_view value = value_at(scan);
        deleted = value == "true";
        return deleted || value == "false";
      }
      if (std::find(kPassedOver.begin(), kPassedOver.end(), key) != kPassedOver.end()) return scan.skip_value();
      return !is_change && member(scan, key, asset, named);
    });
    if (!whole) return false;
    if (!in_change) asset.deleted = deleted;
    if (is_change) {
      asset.pointer = "/asset";
      return !named.some;
    }
    if (asset.name.empty() || asset.type.empty()) return false;
    asset.updated = parse_timestamp(named.updated);
    asset.project = named.above ? *named.above : project_in(named.parent);
    if (!named.above && asset.project.empty()) asset.project = part_after(named.path, "/project/");
    return true;
  }

  // What an asset says of itself besides.
  struct Named {
    std::string_view updated, path, parent;
    std::optional<std::string_view> above;
    bool some = false;                  // anything that belongs to an asset and to no change
  };

  // False: unusual.
  bool member(Scanner& scan, std::string_view key, Asset& asset, Named& named) {
    named.some = true;
    if (key == "resource") return !asset.has_resource && resource(scan, asset, named);
    const std::string_view value = value_at(scan);
    if (value.empty()) return false;
    if (key == "name") return text(asset.name, value);
    if (key == "asset_type" || key == "assetType") {
      return text(asset.type, value);
    }
    if (key == "update_time" || key == "updateTime") return text(named.updated, value);
    if (key == "ancestry_path" || key == "ancestryPath") return text(named.path, value);
    if (key == "ancestors") return ancestors(value, named);
    if (key == "iam_policy" || key == "iamPolicy") return content(asset.iam_policy, value, '{');
    if (key == "org_policy" || key == "orgPolicy" || key == "v2_org_policies") return content(asset.org_policy, value, '[');
    const bool access = key == "access_policy" || key == "accessPolicy" || key == "access_level" || key == "accessLevel" || key == "service_perimeter" || key == "servicePerimeter";
    return access && content(asset.access_policy, value, '{');
  }

  bool resource(Scanner& scan, Asset& asset, Named& named) {
    asset.has_resource = true;
    return members_at(scan, texts_, [&](std::string_view key) {
      const std::string_view value = value_at(scan);
      if (key == "data") return content(asset.data, value, '{');
      if (key == "parent") return text(named.parent, value);
      if (key == "location") return text(asset.location, value);
      return !value.empty();
    });
  }

  bool ancestors(std::string_view value, Named& named) {
    constexpr std::string_view kProject = "projects/";
    bool first = true;
    return !named.above && each_item(value, [&](std::string_view item) {
      std::string_view found;
      if (!std::exchange(first, false)) return true;
      if (!text(found, item)) return false;
      if (found.starts_with(kProject)) named.above = found.substr(kProject.size());
      return true;
    });
  }

  // Null is as good as nothing.
  static bool content(std::string_view& into, std::string_view value, char begins) {
    if (value == "null") return true;
    if (value.empty() || value.front() != begins || !into.empty()) return false;
    into = value;
    return true;
  }

  bool text(std::string_view& into, std::string_view value) {
    const std::optional<std::string_view> found = texts_.of(value);
    if (!found || !into.empty()) return false;
    into = *found;
    return true;
  }

  std::string_view text_;
  AssetPart& part_;
  Texts& texts_;
  PageDrops drops_;
};

// Lines of a long file in pieces beside each other.
bool skim_lines(std::string_view text, size_t threads, std::deque<AssetPart>& parts) {
  constexpr size_t kLong = size_t{1} << 20;
  const size_t pieces = text.size() < kLong ? 1 : pieces_in_turns(threads);
  std::vector<size_t> begins = {0};
  for (size_t i = 1; i < pieces; ++i) begins.push_back(std::min(text.find('\n', piece_begin(text.size(), pieces, i)), text.size() - 1) + 1);
  begins.push_back(text.size());
  parts.resize(pieces);
  std::atomic<bool> ok{true};
  in_turns(pieces, threads, [&](size_t i) {
    if (ok && !Skimming(text, parts[i]).lines(begins[i], begins[i + 1])) ok = false;
  });
  return ok;
}

}  // namespace

std::optional<Assets> skim_assets(RawSource& source, size_t threads) {
  const std::string_view text = source.source->view();
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return std::nullopt;
  Assets assets;
  const bool ok = text[first] == '[' ? Skimming(text, assets.parts.emplace_back()).list(first) : looks_like_json_lines(text) && skim_lines(text, threads, assets.parts);
  if (!ok) return std::nullopt;
  size_t number = 0;
  for (AssetPart& part : assets.parts) {
    for (Asset& asset : part.list) {
      asset.pointer = "/" + std::to_string(number++) + asset.pointer;
      asset.type = current_type(asset.type, source);
    }
  }
  return assets;
}

}  // namespace sekisho::adapters::google
