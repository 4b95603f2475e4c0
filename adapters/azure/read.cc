// Which of the two forms a document has.
#include "adapters/azure/read.h"

#include "adapters/azure/live.h"
#include "adapters/azure/template.h"

namespace sekisho::adapters::azure {

bool recognises(const Content& content) { return template_of(content.json->root()) != nullptr || !rows_of(content.json->root()).empty(); }

Result<RawSourcePtr> read(const Content& content) {
  const JsonNode& root = content.json->root();
  if (const JsonNode* found = template_of(root)) return read_template(content, *found);
  const std::vector<const JsonNode*> rows = rows_of(root);
  if (!rows.empty()) return read_live(content, rows);
  return Error{"`" + content.source->name() + "` holds neither an ARM template nor resources of Azure", "expected a template, or rows as Resource Graph, `az resource list` or `Get-AzResource` write them", {}};
}

}  // namespace sekisho::adapters::azure
