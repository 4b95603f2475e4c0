// `sekisho help`: of a command, of a diagnostic's code, of a topic.
#include <algorithm>
#include <iostream>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "cli/topics.h"
#include "sekisho/api.h"

namespace sekisho::cli {
namespace {

// Every line of `text` behind two spaces.
std::string indented(const std::string& text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    out += "  " + text.substr(at, end - at) + "\n";
    at = end + 1;
  }
  return out;
}

void print_code(const CodeInfo& code) {
  std::cout << code.code << ": " << code.title << "\n\n" << code.explanation.en << "\n\n" << code.explanation.ja << "\n";
  if (!code.example.empty()) std::cout << "\nexample\n" << indented(code.example);
}

bool looks_like_code(const std::string& word) { return word.size() > 2 && (word[0] == 'S' || word[0] == 's') && (word[1] == 'K' || word[1] == 'k'); }

ExitCode help_on_code(std::string word) {
  std::transform(word.begin(), word.begin() + 2, word.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  if (const std::optional<CodeInfo> code = explain_code(word)) {
    print_code(*code);
    return kGood;
  }
  return refuse({"no diagnostic has the code `" + word + "`", "`sekisho help codes` lists them", {}});
}

}  // namespace

ExitCode run_help(const Arguments& arguments) {
  if (arguments.positional().empty()) {
    std::cout << overview() << "\ntopics: ";
    for (const Topic& topic : topics()) std::cout << "`sekisho help " << topic.name << "`, ";
    std::cout << "`sekisho help codes`\n";
    return kGood;
  }
  const std::string& word = arguments.positional()[0];
  std::vector<std::string> names = {"codes"};
  for (const Command& command : commands()) {
    if (command.name == word) {
      std::cout << help_of(command);
      return kGood;
    }
    names.push_back(command.name);
  }
  for (const Topic& topic : topics()) {
    if (topic.name == word) {
      std::cout << topic.text;
      return kGood;
    }
    names.push_back(topic.name);
  }
  if (word == "codes") {
    for (const CodeInfo& code : all_codes()) std::cout << code.code << "  " << code.title << "\n";
    return kGood;
  }
  if (looks_like_code(word)) return help_on_code(word);
  return refuse({"no help on `" + word + "`", suggestion(word, names, "there is help on"), {}});
}

}  // namespace sekisho::cli
