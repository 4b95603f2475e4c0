// merge_individual_controls: what the table leaves as it was keeps its lines; what it changes is written anew, below the comments that stood in it.
#include <algorithm>
#include <map>

#include "engine/assess/statement/yaml_items.h"
#include "sekisho/statement_table.h"

namespace sekisho {
namespace {

template <typename T>
bool same(const Placed<T>& a, const Placed<T>& b) { return a.given == b.given && (!a.given || a.value == b.value); }
bool same(const StatementText& a, const StatementText& b) { return same(a.ja, b.ja) && same(a.en, b.en); }
bool same(const ControlVersion& a, const ControlVersion& b) { return same(a.from, b.from) && same(a.to, b.to) && same(a.adopted, b.adopted) && same(a.text, b.text); }
template <typename T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const T& x, const T& y) { return same(x, y); });
}

// The lines of one item as individual_controls_yaml() writes it, at another indent.
std::string item_text(const IndividualControl& control, const std::string& indent) {
  const std::string block = individual_controls_yaml({control});
  std::string out;
  for (size_t at = block.find('\n') + 1; at < block.size();) {
    const size_t end = block.find('\n', at) + 1;
    out += indent + block.substr(at + 2, end - at - 2);   // written at an indent of two
    at = end;
  }
  return out;
}

std::string lines_of(const std::vector<std::string>& comments, const std::string& indent) {
  std::string out;
  for (const std::string& comment : comments) out += indent + comment + "\n";
  return out;
}

}  // namespace

bool same_individual_control(const IndividualControl& a, const IndividualControl& b) {
  return same(a.id, b.id) && same(a.title, b.title) && same(a.serves, b.serves) && same(a.owner, b.owner) && same(a.frequency, b.frequency) && same(a.evidence_kind, b.evidence_kind) &&
         same(a.versions, b.versions) && same(a.rules, b.rules) && same(a.registers, b.registers);
}

Result<MergedStatement> merge_individual_controls(const Statement& statement, const std::vector<IndividualControl>& controls) {
  const std::string& text = statement.source->text();
  const size_t begin = statement.individual_controls_at;
  if (begin != 0 && text[begin - 1] != '\n') return Error{"`individual_controls` does not begin a line of its own in `" + statement.source->name() + "`", "write it at the left edge, with the list below it", statement.span(statement.individual_controls_at)};
  std::vector<size_t> offsets;
  for (const IndividualControl& one : statement.individual_controls) offsets.push_back(one.at);
  const YamlItems was = yaml_items(text, begin, offsets);
  MergedStatement made;
  std::string block;
  if (was.items.empty() || controls.empty()) {
    made.lost = yaml_comments(std::string_view(text).substr(begin, was.end - begin));
    block = individual_controls_yaml(controls);
  } else {
    std::map<std::string, size_t> left;
    for (size_t i = 0; i < was.items.size(); ++i) left.emplace(statement.individual_controls[i].id.value, i);
    block = was.head;
    for (const IndividualControl& one : controls) {
      const auto at = left.find(one.id.value);
      if (at == left.end()) {
        block += item_text(one, was.indent);
      } else {
        const std::string& lines = was.items[at->second];
        const bool unchanged = same_individual_control(one, statement.individual_controls[at->second]);
        block += unchanged ? lines : lines_of(yaml_comments(lines), was.indent) + item_text(one, was.indent);
        left.erase(at);
      }
      if (!block.ends_with('\n')) block += '\n';
    }
    for (const auto& [id, i] : left) {
      for (std::string& comment : yaml_comments(was.items[i])) made.lost.push_back(std::move(comment));
    }
  }
  const std::string after = text.substr(was.end);
  const bool apart = after.empty() || after.starts_with('\n') || after.starts_with("\r\n") || block.ends_with("\n\n");
  made.text = text.substr(0, begin) + block + (apart ? "" : "\n") + after;
  return made;
}

}  // namespace sekisho
