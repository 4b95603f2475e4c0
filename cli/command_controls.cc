// `sekisho controls`: the catalogue, and which rules support which control.
#include <algorithm>
#include <iostream>
#include <map>

#include "cli/commands.h"
#include "cli/policies.h"
#include "cli/shipped.h"
#include "cli/terminal.h"
#include "sekisho/json_writer.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

struct Support {
  const RunRule* rule;
  const RunSupports* supports;
};
using Supporters = std::multimap<std::string, Support>;

Supporters supporters_of(const PolicyInfo& info) {
  Supporters supporters;
  for (const RunRule& rule : info.rules) {
    for (const RunSupports& supports : rule.supports) {
      if (supports.catalogue == kDefaultPack) supporters.emplace(supports.control, Support{&rule, &supports});
    }
  }
  return supporters;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

void print_list(const std::vector<ControlInfo>& list, const Supporters& supporters, Language language) {
  for (const ControlInfo& control : list) {
    const std::string& title = language == Language::kJapanese ? control.title.ja : control.title.en;
    std::cout << control.id << std::string(control.id.size() < 14 ? 14 - control.id.size() : 1, ' ') << harmless(title);
    if (const size_t rules = supporters.count(control.id); rules > 0) std::cout << (language == Language::kJapanese ? "  （ルール " : "  (") << rules
        << (language == Language::kJapanese ? " 件）" : rules == 1 ? " rule)" : " rules)");
    std::cout << "\n";
  }
}

void print_one(const ControlInfo& control, const Supporters& supporters, Language language) {
  const bool japanese = language == Language::kJapanese;
  std::cout << "ISMAP " << control.id << "\n  " << harmless(control.title.en) << "\n  " << harmless(control.title.ja) << "\n";
  if (!control.testable.empty()) std::cout << (japanese ? "  確認方法: " : "  tested by: ") << control.testable << "\n";
  const auto [begin, end] = supporters.equal_range(control.id);
  if (begin == end) std::cout << (japanese ? "\nこの管理策を支えるルールはありません。\n" : "\nNo rule supports it.\n");
  for (auto at = begin; at != end; ++at) {
    const RunRule& rule = *at->second.rule;
    std::cout << "\n  " << rule.severity << "  " << rule.name << "\n      " << harmless(japanese ? rule.title.ja : rule.title.en) << "\n      "
              << harmless(japanese ? at->second.supports->because.ja : at->second.supports->because.en) << "\n";
  }
}

void print_json(const std::vector<ControlInfo>& list, const Supporters& supporters) {
  std::string out;
  JsonWriter json(&out, true);
  json.begin_array();
  for (const ControlInfo& control : list) {
    json.begin_object();
    json.member("id", control.id);
    json.member("level", control.level);
    json.member("chapter", control.chapter);
    json.member("mandatory_suffix", control.suffix);
    json.member("testable", control.testable);
    json.member("title_en", control.title.en);
    json.member("title_ja", control.title.ja);
    json.key("rules");
    json.begin_array();
    const auto [begin, end] = supporters.equal_range(control.id);
    for (auto at = begin; at != end; ++at) {
      json.begin_object();
      json.member("name", at->second.rule->name);
      json.member("severity", at->second.rule->severity);
      json.member("because_en", at->second.supports->because.en);
      json.member("because_ja", at->second.supports->because.ja);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  std::cout << out << "\n";
}

// Keeps what the arguments ask for. An Error when an id or a chapter is none.
Result<void> choose(std::vector<ControlInfo>& list, const Arguments& arguments) {
  if (!arguments.positional().empty()) {
    const std::string& id = arguments.positional()[0];
    std::vector<std::string> ids;
    for (const ControlInfo& control : list) ids.push_back(control.id);
    std::erase_if(list, [&](const ControlInfo& control) { return control.id != id; });
    if (!list.empty()) return {};
    const std::string near = nearest(id, ids);
    return Error{"no control `" + id + "` in the catalogue", near.empty() ? "`sekisho controls` lists them" : "did you mean `" + near + "`?", {}};
  }
  if (arguments.has("--chapter")) {
    const std::string chapter = arguments.value("--chapter");
    std::erase_if(list, [&](const ControlInfo& control) { return std::to_string(control.chapter) != chapter; });
    if (list.empty()) return Error{"no chapter `" + chapter + "` in the catalogue", "`sekisho controls` lists all", {}};
  }
  const std::string wanted = lower(arguments.value("--search"));
  std::erase_if(list, [&](const ControlInfo& control) {
    return lower(control.title.en).find(wanted) == std::string::npos && control.title.ja.find(wanted) == std::string::npos;
  });
  return {};
}

}  // namespace

ExitCode run_controls(const Arguments& arguments) {
  if (arguments.positional().size() > 1) return refuse({"`controls` takes one id", "write `sekisho controls " + arguments.positional()[0] + "`", {}});
  if (arguments.has("--lang")) {
    if (const Result<std::string> known = one_of("--lang", arguments.value("--lang"), {"en", "ja"}); !known) return refuse(known.error());
  }
  const SourcePtr catalogue = shipped_catalogue();
  if (catalogue == nullptr) return refuse({"this build holds no catalogue", "", {}});
  Result<std::vector<ControlInfo>> list = controls(catalogue);
  if (!list) return refuse(list.error());
  const Result<PolicySet> texts = read_policies({arguments.values("--pack"), {}, false});
  if (!texts) return refuse(texts.error());
  const std::optional<CompiledPolicy> policy = compile_and_show(*texts);
  if (!policy) return kBadInput;
  const PolicyInfo info = describe(*policy);
  if (Result<void> chosen = choose(*list, arguments); !chosen) return refuse(chosen.error());
  const Supporters supporters = supporters_of(info);
  const Language language = language_of(arguments.value("--lang"));
  if (arguments.has("--json")) {
    print_json(*list, supporters);
  } else if (!arguments.positional().empty()) {
    print_one(list->front(), supporters, language);
  } else {
    print_list(*list, supporters, language);
  }
  return kGood;
}

}  // namespace sekisho::cli
