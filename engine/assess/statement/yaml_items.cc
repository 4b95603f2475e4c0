// Lines are taken as they are: what nobody changed is to stay as somebody wrote it.
#include "engine/assess/statement/yaml_items.h"

#include <algorithm>

namespace sekisho {
namespace {

size_t line_begin(std::string_view text, size_t at) {
  const size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

size_t next_line(std::string_view text, size_t at) {
  const size_t end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}

std::string_view line_at(std::string_view text, size_t begin) { return text.substr(begin, next_line(text, begin) - begin); }

// The first character that is no space; '\n' of an empty line.
char first_of(std::string_view line) {
  const size_t at = line.find_first_not_of(" \t\r");
  return at == std::string_view::npos ? '\n' : line[at];
}

// The beginning of the comment lines directly above the line at `begin`, not above `from`.
size_t with_comments_above(std::string_view text, size_t begin, size_t from) {
  while (begin > from) {
    const size_t above = line_begin(text, begin - 1);
    if (above < from || first_of(line_at(text, above)) != '#') break;
    begin = above;
  }
  return begin;
}

// Whether a block scalar (`|`, `>-`) begins at the end of the line.
bool opens_block(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t')) line.remove_suffix(1);
  while (!line.empty() && (line.back() == '+' || line.back() == '-' || (line.back() >= '1' && line.back() <= '9'))) line.remove_suffix(1);
  if (line.empty() || (line.back() != '|' && line.back() != '>')) return false;
  line.remove_suffix(1);
  return !line.empty() && line.back() == ' ' && line.find_last_not_of(' ') != std::string_view::npos && (line[line.find_last_not_of(' ')] == ':' || line[line.find_last_not_of(' ')] == '-');
}

}  // namespace

std::vector<std::string> yaml_comments(std::string_view lines) {
  std::vector<std::string> comments;
  char quote = 0;
  size_t block = std::string_view::npos;   // the indent that a block scalar's lines go beyond
  for (size_t begin = 0; begin < lines.size(); begin = next_line(lines, begin)) {
    std::string_view line = line_at(lines, begin);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    const size_t indent = std::min(line.find_first_not_of(' '), line.size());
    if (block != std::string_view::npos) {
      if (indent == line.size() || indent > block) continue;
      block = std::string_view::npos;
    }
    char before = ' ';
    size_t end = line.size();
    for (size_t at = 0; at < line.size(); ++at) {
      const char c = line[at];
      if (quote == '"' && c == '\\') {
        ++at;
      } else if (quote != 0) {
        if (c == quote) quote = 0;
      } else if ((c == '"' || c == '\'') && (before == ' ' || before == '\t' || before == '[' || before == '{' || before == ',')) {
        quote = c;
      } else if (c == '#' && (before == ' ' || before == '\t')) {
        comments.emplace_back(line.substr(at));
        end = at;
        break;
      }
      before = c;
    }
    if (quote == 0 && opens_block(line.substr(0, end))) block = indent + (indent < line.size() && line[indent] == '-' ? 2 : 0);
  }
  return comments;
}

YamlItems yaml_items(std::string_view text, size_t at, const std::vector<size_t>& offsets) {
  YamlItems made;
  made.begin = at;
  // Up to the next line that begins at the left edge with a key; comments above that are its own.
  size_t next = next_line(text, at);
  while (next < text.size() && std::string_view(" -#\n\r\t").find(text[next]) != std::string_view::npos) next = next_line(text, next);
  made.end = next;
  while (made.end > next_line(text, at)) {
    const size_t above = line_begin(text, made.end - 1);
    if (next == text.size() || (text[above] != '#' && first_of(line_at(text, above)) != '\n')) break;
    made.end = above;
  }
  std::vector<size_t> begins;
  for (const size_t offset : offsets) {
    const size_t begin = line_begin(text, offset);
    const std::string_view line = line_at(text, begin);
    const std::string indent(line.substr(0, line.find_first_not_of(' ')));
    if (first_of(line) != '-' || (!begins.empty() && (begin <= begins.back() || indent != made.indent))) return made;
    made.indent = indent;
    begins.push_back(begin);
  }
  if (begins.empty()) return made;
  size_t from = next_line(text, at);
  for (size_t& begin : begins) {
    const size_t own = begin;
    begin = with_comments_above(text, begin, from);
    from = next_line(text, own);
  }
  made.head = std::string(text.substr(at, begins.front() - at));
  for (size_t i = 0; i < begins.size(); ++i) made.items.emplace_back(text.substr(begins[i], (i + 1 < begins.size() ? begins[i + 1] : made.end) - begins[i]));
  return made;
}

}  // namespace sekisho
