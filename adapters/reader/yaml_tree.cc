// yaml_tree.
#include "adapters/include/adapters/yaml.h"
#include "adapters/reader/yaml.h"

namespace sekisho::adapters {

Result<YamlTree> yaml_tree(const SourcePtr& source) {
  Result<std::shared_ptr<const YamlStream>> stream = parse_yaml(source, LocalTags::kRefused);
  if (!stream) return stream.error();
  if ((*stream)->documents().size() != 1) {
    return Error{"`" + source->name() + "` holds " + std::to_string((*stream)->documents().size()) + " YAML documents, expected one", "", {}};
  }
  const JsonNode* root = (*stream)->documents().front();
  return YamlTree{*stream, root};
}

}  // namespace sekisho::adapters
