// `sekisho controls`: the catalogue, and which rules support which control.
#include <algorithm>
#include <iostream>

#include "cli/commands.h"
#include "cli/controls_view.h"
#include "cli/shipped.h"
#include "cli/terminal.h"
#include "sekisho/json_writer.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

void print_list(const ControlsView& view, const std::vector<ControlInfo>& list) {
  for (const ControlInfo& control : list) {
    std::cout << control.id << std::string(control.id.size() < 14 ? 14 - control.id.size() : 1, ' ') << harmless(view.text(control.title));
    if (const size_t rules = view.rules_of(control.id, false).size(); rules > 0) {
      std::cout << view.word("  (", "  （ルール ") << rules << view.word(rules == 1 ? " rule)" : " rules)", " 件）");
    }
    std::cout << "\n";
  }
}

void print_json(const ControlsView& view, const std::vector<ControlInfo>& list) {
  std::string out;
  JsonWriter json(&out, true);
  json.begin_array();
  for (const ControlInfo& control : list) write_control(json, view, control);
  json.end_array();
  std::cout << out << "\n";
}

// The control that `id` names.
Result<const ControlInfo*> find(const std::vector<ControlInfo>& controls, const std::string& id) {
  std::vector<std::string> ids;
  for (const ControlInfo& control : controls) {
    if (control.id == id) return &control;
    ids.push_back(control.id);
  }
  const std::string near = nearest(id, ids);
  return Error{"no control `" + id + "` in the catalogue", near.empty() ? "`sekisho controls` lists them" : "did you mean `" + near + "`?", {}};
}

// Keeps what the options ask for. An Error when a value is none that a control has.
Result<void> choose(std::vector<ControlInfo>& list, const ControlsView& view, const Arguments& arguments) {
  const auto keep_equal = [&](const std::string& option, const std::string& what, const auto& text_of) -> Result<void> {
    if (!arguments.has(option)) return {};
    const std::string wanted = arguments.value(option);
    const bool known = std::any_of(view.controls.begin(), view.controls.end(), [&](const ControlInfo& control) { return text_of(control) == wanted; });
    if (wanted.empty() || !known) return Error{"no " + what + " `" + wanted + "` in the catalogue", "`sekisho controls` lists all", {}};
    std::erase_if(list, [&](const ControlInfo& control) { return text_of(control) != wanted; });
    return {};
  };
  if (Result<void> done = keep_equal("--chapter", "chapter", [](const ControlInfo& control) { return std::to_string(control.chapter); }); !done) return done;
  if (Result<void> done = keep_equal("--level", "level", [](const ControlInfo& control) { return std::to_string(control.level); }); !done) return done;
  if (Result<void> done = keep_equal("--critical-area", "critical area", [](const ControlInfo& control) { return control.critical_area; }); !done) return done;
  if (arguments.has("--testable")) {
    const Result<std::string> way = one_of("--testable", arguments.value("--testable"), {"config", "document", "onsite"});
    if (!way) return way.error();
    std::erase_if(list, [&](const ControlInfo& control) { return control.testable != *way && control.testable_secondary != *way; });
  }
  if (arguments.has("--mandatory")) std::erase_if(list, [](const ControlInfo& control) { return !control.is_baseline(); });
  if (arguments.has("--inheritable")) std::erase_if(list, [](const ControlInfo& control) { return !control.inheritable; });
  if (arguments.has("--unsupported")) std::erase_if(list, [&](const ControlInfo& control) { return !view.rules_of(control.id, true).empty(); });
  const std::string wanted = lower(arguments.value("--search"));
  std::erase_if(list, [&](const ControlInfo& control) {
    return lower(control.title.en).find(wanted) == std::string::npos && control.title.ja.find(wanted) == std::string::npos;
  });
  return {};
}

ExitCode show_one(const ControlsView& view, const std::string& id, bool json) {
  const Result<const ControlInfo*> control = find(view.controls, id);
  if (!control) return refuse(control.error());
  if (json) print_json(view, {**control});
  else show_control(view, **control);
  return kGood;
}

// `show`, `import` and `diff` with the number of words that they take after them.
Result<void> check_words(const std::vector<std::string>& words) {
  static const std::vector<std::pair<std::string, size_t>> kActions = {{"show", 2}, {"import", 2}, {"diff", 3}};
  for (const auto& [action, count] : kActions) {
    if (words.empty() || words[0] != action || words.size() == count) continue;
    return Error{"`controls " + action + "` takes " + (count == 2 ? "one name" : "two names"), "write `sekisho controls " + action + (action == "show" ? " ID`" : action == "import" ? " FILE`" : " A B`"), {}};
  }
  const bool action = !words.empty() && std::any_of(kActions.begin(), kActions.end(), [&](const auto& one) { return one.first == words[0]; });
  if (!action && words.size() > 1) return Error{"`controls` takes one id", "write `sekisho controls show " + words[0] + "`", {}};
  return {};
}

}  // namespace

ExitCode run_controls(const Arguments& arguments) {
  const std::vector<std::string>& words = arguments.positional();
  if (const Result<void> good = check_words(words); !good) return refuse(good.error());
  if (!words.empty() && words[0] == "import") return import_list(arguments, words[1]);
  if (!words.empty() && words[0] == "diff") return show_difference(arguments, words[1], words[2]);
  const Result<std::optional<ControlsView>> made = controls_view(arguments);
  if (!made) return refuse(made.error());
  if (!*made) return kBadInput;
  const ControlsView& view = **made;
  if (!words.empty()) return show_one(view, words.back(), arguments.has("--json"));
  if (arguments.has("--coverage")) {
    const Result<void> shown = show_coverage(view, arguments.has("--json"));
    return shown ? kGood : refuse(shown.error());
  }
  std::vector<ControlInfo> list = view.controls;
  if (const Result<void> chosen = choose(list, view, arguments); !chosen) return refuse(chosen.error());
  if (arguments.has("--json")) print_json(view, list);
  else print_list(view, list);
  return kGood;
}

}  // namespace sekisho::cli
