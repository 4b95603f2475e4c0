// Reads the table and holds it to its own rules.
#include "tests/agreement/table.h"

#include <sstream>

#include "engine/schema/csv.h"
#include "sekisho/file.h"

namespace sekisho::agreement {
namespace {

constexpr size_t kSuite = 0, kRule = 1, kOurs = 2, kReason = 3, kParameters = 4, kKinds = 5, kOn = 6, kNote = 7, kColumns = 8;

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> found;
  for (std::string word; stream >> word;) found.push_back(word);
  return found;
}

std::string trimmed(const std::string& text) {
  const size_t begin = text.find_first_not_of(' ');
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

// "a = 1; b = {2}"
std::vector<std::pair<std::string, std::string>> parameters(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> found;
  std::istringstream stream(text);
  for (std::string one; std::getline(stream, one, ';');) {
    const size_t equals = one.find('=');
    if (equals != std::string::npos) found.emplace_back(trimmed(one.substr(0, equals)), trimmed(one.substr(equals + 1)));
  }
  return found;
}

// Takes the lines `# KEY: text` off the head of `text`.
std::map<std::string, std::string> take_reasons(std::string& text) {
  std::map<std::string, std::string> reasons;
  while (text.starts_with("#")) {
    const size_t end = text.find('\n');
    const std::string line = text.substr(1, end - 1);
    const size_t colon = line.find(": ");
    if (colon != std::string::npos) reasons[trimmed(line.substr(0, colon))] = trimmed(line.substr(colon + 2));
    text.erase(0, end + 1);
  }
  return reasons;
}

Mapping mapping_of(const CsvRow& row) {
  Mapping mapping;
  mapping.suite = row[kSuite].text;
  mapping.rule = row[kRule].text;
  mapping.ours = words(row[kOurs].text);
  mapping.reason = row[kReason].text;
  for (const auto& [name, value] : parameters(row[kParameters].text)) {
    if (name == "complete") mapping.complete = words(value);
    else mapping.parameters.emplace_back(name, value);
  }
  const std::vector<std::string> kinds = words(row[kKinds].text);
  mapping.kinds.insert(kinds.begin(), kinds.end());
  mapping.on = row[kOn].text;
  mapping.note = row[kNote].text;
  return mapping;
}

}  // namespace

const Mapping* Table::find(const std::string& suite, const std::string& rule) const {
  const auto found = mappings.find({suite, rule});
  return found == mappings.end() ? nullptr : &found->second;
}

Result<Table> read_table(const std::string& path) {
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  Table table;
  table.reasons = take_reasons(*bytes);
  const Result<std::vector<CsvRow>> rows = parse_csv(std::make_shared<const Source>(path, std::move(*bytes)));
  if (!rows) return rows.error();
  if (rows->empty() || rows->front().size() != kColumns) return Error{"`" + path + "` has not the columns suite,rule,ours,reason,parameters,kinds,on,note", "", {}};
  for (size_t i = 1; i < rows->size(); ++i) {
    Mapping mapping = mapping_of((*rows)[i]);
    const std::string name = "`" + mapping.suite + " " + mapping.rule + "`";
    if (mapping.ours.empty() == mapping.reason.empty()) return Error{path + ": " + name + " needs either rules of ours or a reason", "", {}};
    if (!mapping.reason.empty() && table.reasons.count(mapping.reason) == 0) return Error{path + ": " + name + " has the reason `" + mapping.reason + "`, which the head does not list", "", {}};
    if (!table.mappings.emplace(std::pair(mapping.suite, mapping.rule), std::move(mapping)).second) return Error{path + ": " + name + " stands there twice", "", {}};
  }
  return table;
}

}  // namespace sekisho::agreement
