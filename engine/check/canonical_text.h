// Canonical text of checked rules and expressions: equal texts mean the same condition.
#pragma once

#include <map>
#include <string>

#include "engine/check/program.h"

namespace sekisho {

// Writes every expression as `(op details operands…)`: variables by slot, texts quoted, defines and parameters as the digest of
// their own canonical text, so that a change in a define reaches every rule that uses it. Record and enum types are written out
// with their members, since those decide what values mean. Names of variables, titles and layout do not count.
class CanonicalText {
 public:
  // `program` must outlive it and not change meanwhile, apart from Rule::digest.
  explicit CanonicalText(const Program& program) : program_(program) {}
  std::string of(const Rule& rule);
  std::string of(const Expression& expression);

 private:
  void write(const Expression& expression, std::string& text);
  void details(const Expression& expression, std::string& text);
  std::string type(const Type& type);
  const std::string& record(const RecordType& record);
  std::string parameter(int index);
  std::string define(int index);

  const Program& program_;
  std::map<const RecordType*, std::string> records_;
  std::map<int, std::string> parameters_, defines_;
};

}  // namespace sekisho
