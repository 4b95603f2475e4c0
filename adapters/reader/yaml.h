// YAML as the tree that JSON gives: what a reader of JSON understands, it understands of YAML.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sekisho/json.h"
#include "sekisho/result.h"
#include "sekisho/source.h"

namespace sekisho::adapters {

// The documents of one text. Nodes live as long as this; offsets count from the start of the text. An alias is the very node that its anchor
// stands at, so that a node may have several parents.
class YamlStream {
 public:
  const std::vector<const JsonNode*>& documents() const { return documents_; }   // empty ones are null nodes
  const SourcePtr& source() const { return source_; }

 private:
  friend class YamlParser;
  SourcePtr source_;
  std::vector<std::unique_ptr<JsonNode[]>> nodes_;   // in blocks, so that nodes stay where they are
  std::deque<std::string> texts_;
  std::vector<const JsonNode*> documents_;
};

// kRefused: `!Name` is an error. kIntrinsic: it stands for CloudFormation's long form (`!Ref x` is {"Ref": "x"}, `!GetAtt a.b` is {"Fn::GetAtt": ["a", "b"]}).
enum class LocalTags { kRefused, kIntrinsic };

// YAML 1.1 by libyaml; plain scalars as the parsers of Kubernetes and CloudFormation see them: true/yes/on are truth values, 0o17, 017 and 0x1F are
// numbers (told as decimals), dates are texts. A key is its text as written. Merge keys (`<<`) are merged. Errors carry the place: bad syntax, a key
// that stands twice, an unknown tag, nesting deeper than kMaxYamlDepth with what aliases repeat, aliases of the whole
// text that repeat more than kMaxYamlRepeated values and one for each that is written. Never throws.
inline constexpr int kMaxYamlDepth = 200;
inline constexpr uint64_t kMaxYamlRepeated = 1'000'000;
// kPlainFirst: what is written as most files are is scanned without libyaml; what comes out is the same.
enum class YamlWay { kPlainFirst, kLibyaml };
Result<std::shared_ptr<const YamlStream>> parse_yaml(SourcePtr source, LocalTags tags, YamlWay way = YamlWay::kPlainFirst);

// One document after the other, for who needs none of the others beside it: half the memory. `take` gets each in the order of the text; its nodes live
// until it returns, texts in them as long as the result, which lists no documents. Null: the text is not written as most files are, has an error, or
// `take` returned false; then parse_yaml has the word.
std::shared_ptr<const YamlStream> scan_yaml_documents(SourcePtr source, const std::function<bool(const JsonNode&)>& take);

}  // namespace sekisho::adapters
