// The items of a list in a YAML text as they were written, with their comments.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sekisho {

// Comments of some lines of block YAML, "#" and what follows, by line; those inside of quoted and block scalars are none.
std::vector<std::string> yaml_comments(std::string_view lines);

// The lines of a list below a key at the left edge.
struct YamlItems {
  size_t begin = 0, end = 0;          // of the whole in the text: from the key to before what belongs to the next key
  std::string head;                   // the key's line, and comments that stand apart from the first item
  std::vector<std::string> items;     // each with the comment lines directly above it
  std::string indent;                 // before the "-" of an item
};

// `at`: of the key; `offsets`: where the items begin, in order. `items` is empty when they do not each begin a line with "-" of one indent (`[…]`).
YamlItems yaml_items(std::string_view text, size_t at, const std::vector<size_t>& offsets);

}  // namespace sekisho
