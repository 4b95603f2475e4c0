// The fields of an individual control as columns of a table: names in mappings, headings and words in Japanese.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace sekisho {

struct TableField {
  const char* name;      // as mappings name it
  const char* heading;   // as our own tables have it
};
const std::vector<TableField>& table_fields();   // in the order of our own tables

// What the form says and how a table of ours says it.
const std::vector<std::pair<std::string, std::string>>& frequency_names();
const std::vector<std::pair<std::string, std::string>>& evidence_kind_names();
inline constexpr char kAdopted[] = "採用", kNotAdopted[] = "未採用";

// The Japanese for a word of one of these lists; the word itself when it is none of them.
std::string name_in(const std::vector<std::pair<std::string, std::string>>& names, const std::string& word);

}  // namespace sekisho
