// Options of a command: what it takes, and what it was given.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/result.h"

namespace sekisho::cli {

struct Option {
  std::string name;           // "--pack"
  std::string value;          // "DIR", as help names it; empty: a flag
  std::string help;           // one line, lower case
  bool repeatable = false;
  std::string short_name = "";  // "-o"
};

class Arguments {
 public:
  bool has(std::string_view name) const { return values_.find(name) != values_.end(); }
  // The value given, or `otherwise`.
  std::string value(std::string_view name, const std::string& otherwise = "") const;
  std::vector<std::string> values(std::string_view name) const;
  const std::vector<std::string>& positional() const { return positional_; }

 private:
  friend Result<Arguments> parse_arguments(const std::vector<Option>& options, const std::vector<std::string>& words);
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<std::string> positional_;
};

// `--name VALUE`, `--name=VALUE`, `-o VALUE`; "--" ends the options; "-" is no option. An unknown option is an error with the nearest one.
Result<Arguments> parse_arguments(const std::vector<Option>& options, const std::vector<std::string>& words);

// "did you mean `x`?", or which words there are. `what` names them: "formats are".
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates, const std::string& what);

// One of `candidates`, or an Error that names the option, the word and the nearest candidate.
Result<std::string> one_of(const std::string& option, const std::string& word, const std::vector<std::string>& candidates);

}  // namespace sekisho::cli
