// Parameters of a template: what was given, else their defaults, else nobody knows them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/json.h"
#include "adapters/include/adapters/load.h"

namespace sekisho::adapters::cloudformation {

struct Parameter {
  std::optional<std::string> value;  // none: given at deployment
  bool is_list = false;              // the value is a text of members separated by commas
  bool secret = false;               // NoEcho
  bool of_aws = false;               // AWS looks up that there is one before it makes anything: no resource of the template
};

class Parameters {
 public:
  // `declared`: the template's `Parameters`, null when it has none. REQUIRES: an object of objects.
  Parameters(const JsonNode* declared, const TemplateParameters& given);
  // Null when the template declares none of that name. Also pseudo parameters (`AWS::Region`): with a value only when one was given.
  const Parameter* find(std::string_view name) const;
  // Names that were given and that the template does not declare.
  const std::vector<std::string>& undeclared() const { return undeclared_; }

 private:
  std::map<std::string, Parameter, std::less<>> all_;
  std::vector<std::string> undeclared_;
};

// "a, b" as a parameter of a list type writes it.
std::vector<std::string> split_list(std::string_view text);

}  // namespace sekisho::adapters::cloudformation
