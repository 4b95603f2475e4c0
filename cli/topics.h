// Help that belongs to no command.
#pragma once

#include <string>
#include <vector>

namespace sekisho::cli {

struct Topic {
  std::string name, text;
};
const std::vector<Topic>& topics();

}  // namespace sekisho::cli
