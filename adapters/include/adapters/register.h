// Registers: tables of people, assets, documents, suppliers, tickets that stand beside the cloud configuration. register/README.md says how they are written.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sekisho/raw.h"
#include "sekisho/result.h"
#include "sekisho/table.h"

namespace sekisho::adapters {

// One attribute of the kind that a register fills.
struct RegisterColumn {
  enum class Type { kText, kBool, kInt, kDecimal, kDate, kTimestamp, kPeriod, kEnum, kFile };
  std::string name;
  Type type = Type::kText;             // of a member, where `many`
  bool many = false;                   // a list or a set
  bool optional = false;
  std::vector<std::string> words;      // kEnum
};

// A table and what it fills.
struct Register {
  std::string path;                    // CSV (UTF-8, UTF-16 or CP932) or YAML (a list of tables)
  std::string kind;                    // "people.person": its raw type, too, below the adapter `register`
  std::vector<RegisterColumn> columns; // in the order of the kind; those that a table cannot hold left out
};

// Rows of a register. An empty cell is absent; a column that is not there is unknown in every row, and a note says so. A path in a file column is read and
// hashed, from the register's folder. Null, with all that is wrong in `errors`, each with its place: unreadable, no table, an unknown column, a value of the
// wrong type, a row of another length, an `id` that came before.
std::shared_ptr<const RawSource> load_register(const Register& from, std::vector<Error>& errors);

// The text of a table as people's tools write it: UTF-8, UTF-16, or CP932 when it is none of these. Error: none of them either.
Result<std::string> table_text(const std::string& name, std::string bytes);

// All lines of a CSV, the first ones included, whatever their lengths. Errors are added to `errors`, with their places.
TableText csv_lines(const SourcePtr& source, std::vector<Error>& errors);

}  // namespace sekisho::adapters
