// One pass over the words; what cannot be understood is named together with what was probably meant.
#include "cli/options.h"

#include <algorithm>
#include <utility>

#include "sekisho/diagnostic.h"

namespace sekisho::cli {
namespace {

const Option* find_option(const std::vector<Option>& options, std::string_view name) {
  for (const Option& option : options) {
    if (option.name == name || (!option.short_name.empty() && option.short_name == name)) return &option;
  }
  return nullptr;
}

Error unknown_option(const std::vector<Option>& options, const std::string& name) {
  std::vector<std::string> names;
  for (const Option& option : options) names.push_back(option.name);
  const std::string near = nearest(name, names);
  return {"unknown option `" + name + "`", near.empty() ? "`--help` lists the options" : "did you mean `" + near + "`?", {}};
}

}  // namespace

std::string Arguments::value(std::string_view name, const std::string& otherwise) const {
  const auto at = values_.find(name);
  return at == values_.end() || at->second.empty() ? otherwise : at->second.back();
}

std::vector<std::string> Arguments::values(std::string_view name) const {
  const auto at = values_.find(name);
  return at == values_.end() ? std::vector<std::string>{} : at->second;
}

Result<Arguments> parse_arguments(const std::vector<Option>& options, const std::vector<std::string>& words) {
  Arguments arguments;
  bool options_ended = false;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (options_ended || word == "-" || !word.starts_with('-')) {
      arguments.positional_.push_back(word);
      continue;
    }
    if (word == "--") {
      options_ended = true;
      continue;
    }
    const size_t equals = word.find('=');
    std::string name = word.substr(0, equals);
    const Option* option = find_option(options, name);
    if (option == nullptr) return unknown_option(options, name);
    std::vector<std::string>& values = arguments.values_[option->name];
    if (!values.empty() && !option->repeatable) return Error{"option `" + option->name + "` was given twice", "give it once", {}};
    if (option->value.empty()) {
      if (equals != std::string::npos) return Error{"option `" + name + "` takes no value", "write `" + name + "`", {}};
      values.emplace_back();
    } else if (equals != std::string::npos) {
      values.push_back(word.substr(equals + 1));
    } else if (i + 1 < words.size()) {
      values.push_back(words[++i]);
    } else {
      return Error{"option `" + name + "` needs a value", "write `" + name + " " + option->value + "`", {}};
    }
  }
  return arguments;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates, const std::string& what) {
  const std::string near = nearest(word, candidates);
  if (!near.empty()) return "did you mean `" + near + "`?";
  constexpr size_t kShown = 20;
  std::string list;
  for (size_t i = 0; i < std::min(candidates.size(), kShown); ++i) list += (i == 0 ? "" : ", ") + candidates[i];
  if (candidates.size() > kShown) list += ", … and " + std::to_string(candidates.size() - kShown) + " more";
  return what + " " + list;
}

Result<std::string> one_of(const std::string& option, const std::string& word, const std::vector<std::string>& candidates) {
  if (std::find(candidates.begin(), candidates.end(), word) != candidates.end()) return word;
  return Error{"`" + word + "` is no value of `" + option + "`", suggestion(word, candidates, "expected one of"), {}};
}

}  // namespace sekisho::cli
