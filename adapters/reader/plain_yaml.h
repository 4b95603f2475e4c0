// Scans YAML as most files have it, several times as fast as libyaml.
#pragma once

#include <cstddef>
#include <string_view>

namespace sekisho::adapters {

// Gets what stands in a text, in its order. Offsets are libyaml's.
class YamlSink {
 public:
  virtual ~YamlSink() = default;
  virtual void document_begins() = 0;
  virtual void document_ends(size_t offset) = 0;
  // A key or a value; `plain`: without quotes. `stands`: `text` is part of the scanned text, else it lives until the call returns.
  virtual void scalar(std::string_view text, size_t offset, bool plain, bool stands) = 0;
  virtual void collection_begins(bool list, size_t offset) = 0;
  virtual void collection_ends() = 0;
  // False: it takes no more.
  virtual bool good() const = 0;
};

// Block collections; plain and quoted scalars and flow collections of one line; literal blocks; documents; all of it ASCII without tabs. False where
// anything else stands, where something is wrong, or where the sink is not good any more: then what the sink got means nothing, and libyaml has the
// word. True: libyaml would have told the same.
bool scan_plain_yaml(std::string_view text, YamlSink& sink);

}  // namespace sekisho::adapters
