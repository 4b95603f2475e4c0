// `sekisho controls diff`: what a revision of the catalogue changes, and which rules and statements that touches.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iostream>
#include <map>

#include "cli/catalogue.h"
#include "cli/controls_view.h"
#include "cli/terminal.h"
#include "sekisho/file.h"
#include "sekisho/json_writer.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

struct Change {
  enum class Kind { kAdded, kRemoved, kMoved, kChanged } kind;
  std::string id;             // before; of an added one: after
  std::string now;            // of a moved one: its new id
  std::string title;
  std::vector<std::string> details;   // "title_en: A -> B"
};

const char* word(Change::Kind kind) {
  switch (kind) {
    case Change::Kind::kAdded: return "added";
    case Change::Kind::kRemoved: return "removed";
    case Change::Kind::kMoved: return "moved";
    default: return "changed";
  }
}

std::vector<std::string> editions(const std::vector<ControlInfo>& controls) {
  std::vector<std::string> all;
  for (const ControlInfo& control : controls) {
    for (const std::string& edition : {control.since, control.amended}) {
      if (!edition.empty() && std::find(all.begin(), all.end(), edition) == all.end()) all.push_back(edition);
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

// A file, or an edition of the shipped catalogue: what it held then.
Result<std::vector<ControlInfo>> side(const std::string& name) {
  std::error_code ignored;
  if (std::filesystem::exists(name, ignored)) {
    Result<ControlList> list = read_controls(name);
    if (!list) return list.error();
    return std::move(list->controls);
  }
  Result<std::vector<ControlInfo>> ours = project_controls("");
  if (!ours) return ours;
  const std::vector<std::string> known = editions(*ours);
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    return Error{"`" + name + "` is neither a file nor an edition of the shipped catalogue", suggestion(name, known, "editions are"), {}};
  }
  std::erase_if(*ours, [&](const ControlInfo& control) { return control.since > name; });
  for (ControlInfo& control : *ours) {
    if (control.amended > name) control.amended.clear();
  }
  return ours;
}

std::vector<std::string> details(const ControlInfo& before, const ControlInfo& after) {
  std::vector<std::string> lines;
  const auto compare = [&](const char* name, const std::string& a, const std::string& b) {
    if (a != b && !b.empty()) lines.push_back(std::string(name) + ": " + (a.empty() ? "(none)" : a) + " -> " + b);
  };
  compare("title_en", before.title.en, after.title.en);
  compare("title_ja", before.title.ja, after.title.ja);
  compare("testable", before.testable, after.testable);
  compare("testable_secondary", before.testable_secondary, after.testable_secondary);
  compare("requirement", before.requirement.en, after.requirement.en);
  compare("evidence_en", before.evidence.en, after.evidence.en);
  compare("critical_area", before.critical_area, after.critical_area);
  compare("amended", before.amended, after.amended);
  return lines;
}

std::vector<Change> changes_between(const std::vector<ControlInfo>& before, const std::vector<ControlInfo>& after) {
  std::map<std::string, const ControlInfo*> then, now;
  for (const ControlInfo& control : before) then[control.id] = &control;
  for (const ControlInfo& control : after) now[control.id] = &control;
  // A title that left under one id and came under another has moved; of several with one title nobody can tell.
  std::map<std::string, std::vector<const ControlInfo*>> left, came;
  for (const ControlInfo& control : before) {
    if (!now.contains(control.id)) left[control.title.ja].push_back(&control);
  }
  for (const ControlInfo& control : after) {
    if (!then.contains(control.id)) came[control.title.ja].push_back(&control);
  }
  const auto moved = [&](const ControlInfo& control) {
    const auto from = left.find(control.title.ja), to = came.find(control.title.ja);
    return from != left.end() && to != came.end() && from->second.size() == 1 && to->second.size() == 1;
  };
  std::vector<Change> changes;
  for (const ControlInfo& control : before) {
    const auto same = now.find(control.id);
    if (same != now.end()) {
      if (std::vector<std::string> lines = details(control, *same->second); !lines.empty()) changes.push_back({Change::Kind::kChanged, control.id, "", control.title.en, std::move(lines)});
    } else if (moved(control)) {
      changes.push_back({Change::Kind::kMoved, control.id, came[control.title.ja][0]->id, control.title.en, {}});
    } else {
      changes.push_back({Change::Kind::kRemoved, control.id, "", control.title.en, {}});
    }
  }
  for (const ControlInfo& control : after) {
    if (!then.contains(control.id) && !moved(control)) changes.push_back({Change::Kind::kAdded, control.id, "", control.title.en, {}});
  }
  return changes;
}

// Whether `line` names the control `id`: not as a part of a longer id or number.
bool names(std::string_view line, const std::string& id) {
  const auto continues = [&](size_t at) { return at < line.size() && (std::isalnum(static_cast<unsigned char>(line[at])) != 0); };
  for (size_t at = line.find(id); at != std::string_view::npos; at = line.find(id, at + 1)) {
    const size_t end = at + id.size();
    const bool begins = at == 0 || !(continues(at - 1) || line[at - 1] == '.');
    const bool ends = !continues(end) && !(end < line.size() && line[end] == '.' && continues(end + 1));
    if (begins && ends) return true;
  }
  return false;
}

struct Mention {
  std::string place, id;
};

Result<std::vector<Mention>> mentions(const std::vector<std::string>& files, const std::vector<Change>& changes) {
  std::vector<Mention> found;
  for (const std::string& file : files) {
    Result<std::string> bytes = read_file(file);
    if (!bytes) return bytes.error();
    Result<std::string> text = decode_text(file, std::move(*bytes));
    if (!text) return text.error();
    const Source source(file, std::move(*text));
    uint32_t number = 0;
    for (size_t at = 0; at < source.view().size();) {
      const size_t end = std::min(source.view().find('\n', at), source.view().size());
      ++number;
      for (const Change& change : changes) {
        if (change.kind != Change::Kind::kAdded && names(source.view().substr(at, end - at), change.id)) found.push_back({file + ":" + std::to_string(number), change.id});
      }
      at = end + 1;
    }
  }
  return found;
}

void print(const std::vector<Change>& changes, const ControlsView& view, const std::vector<Mention>& statements) {
  if (changes.empty()) std::cout << "nothing differs\n";
  size_t rules = 0;
  for (const Change& change : changes) {
    std::cout << word(change.kind) << "  " << change.id << (change.now.empty() ? "" : " -> " + change.now) << "  " << harmless(change.title) << "\n";
    for (const std::string& line : change.details) std::cout << "    " << harmless(line) << "\n";
    for (const Support& support : view.rules_of(change.id, false)) {
      std::cout << "    rule " << harmless(support.rule->name) << "\n";
      ++rules;
    }
    for (const Mention& mention : statements) {
      if (mention.id == change.id) std::cout << "    statement " << harmless(mention.place) << "\n";
    }
  }
  if (!changes.empty()) std::cout << "\n" << changes.size() << (changes.size() == 1 ? " control differs, " : " controls differ, ") << rules << " supports of rules and " << statements.size() << " lines of statements are touched\n";
}

void print_json(const std::vector<Change>& changes, const ControlsView& view, const std::vector<Mention>& statements) {
  std::string out;
  JsonWriter json(&out, true);
  json.begin_array();
  for (const Change& change : changes) {
    json.begin_object();
    json.member("change", word(change.kind));
    json.member("id", change.id);
    json.member("now", change.now);
    json.member("title", change.title);
    const auto list = [&](const char* key, const std::vector<std::string>& texts) {
      json.texts(key, texts);
    };
    std::vector<std::string> rules, places;
    for (const Support& support : view.rules_of(change.id, false)) rules.push_back(support.rule->name);
    for (const Mention& mention : statements) {
      if (mention.id == change.id) places.push_back(mention.place);
    }
    list("details", change.details);
    list("rules", rules);
    list("statements", places);
    json.end_object();
  }
  json.end_array();
  std::cout << out << "\n";
}

}  // namespace

ExitCode show_difference(const Arguments& arguments, const std::string& before, const std::string& after) {
  const Result<std::vector<ControlInfo>> then = side(before), now = side(after);
  if (!then) return refuse(then.error());
  if (!now) return refuse(now.error());
  const std::vector<Change> changes = changes_between(*then, *now);
  const Result<std::vector<Mention>> statements = mentions(arguments.values("--statement"), changes);
  if (!statements) return refuse(statements.error());
  const Result<std::optional<ControlsView>> view = controls_view(arguments);
  if (!view) return refuse(view.error());
  if (!*view) return kBadInput;
  if (arguments.has("--json")) print_json(changes, **view, *statements);
  else print(changes, **view, *statements);
  return kGood;
}

}  // namespace sekisho::cli
