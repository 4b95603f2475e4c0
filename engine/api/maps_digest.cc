// maps_digests.
#include "engine/api/maps_digest.h"

#include <algorithm>
#include <set>

#include "engine/base/sha256.h"
#include "sekisho/api.h"

namespace sekisho {
namespace {

class MapsDigest {
 public:
  explicit MapsDigest(const Program& program) : program_(program) {}

  std::string of(const std::string& adapter) {
    std::set<const Source*> with_maps, others;
    for (const Map& map : program_.maps) {
      const bool of_adapter = std::any_of(map.sources.begin(), map.sources.end(), [&](const std::string& type) { return type.starts_with(adapter + "."); });
      (of_adapter ? with_maps : others).insert(map.span.source.get());
    }
    for (const Rule& rule : program_.rules) others.insert(rule.span.source.get());
    std::set<std::string> digests;
    for (const SourcePtr& source : program_.sources) {
      if (with_maps.contains(source.get()) || (!others.contains(source.get()) && !is_test_file(*source))) digests.insert(digest_of(*source));
    }
    std::string all;
    for (const std::string& digest : digests) all += digest + "\n";
    return sha256_digest(all);
  }

 private:
  const std::string& digest_of(const Source& source) {
    std::string& digest = digests_[&source];
    if (digest.empty()) digest = sha256_hex(source.view());
    return digest;
  }

  const Program& program_;
  std::map<const Source*, std::string> digests_;
};

}  // namespace

std::map<std::string, std::string> maps_digests(const Program& program) {
  MapsDigest digest(program);
  std::map<std::string, std::string> digests;
  for (const Map& map : program.maps) {
    for (const std::string& type : map.sources) {
      const std::string adapter = type.substr(0, type.find('.'));
      if (!digests.contains(adapter)) digests.emplace(adapter, digest.of(adapter));
    }
  }
  return digests;
}

std::string maps_digest(const CompiledPolicy& policy, const std::string& adapter) {
  const auto known = policy.maps_digests.find(adapter);
  return known != policy.maps_digests.end() ? known->second : MapsDigest(*policy.program).of(adapter);
}

}  // namespace sekisho
