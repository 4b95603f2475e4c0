// Member by member within what counts; all else is passed over.
#include "adapters/terraform/skim.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "engine/base/fault.h"

namespace sekisho::adapters::terraform {
namespace {

class Skimmer : private Scanner {
 public:
  explicit Skimmer(std::string_view text) : Scanner(text) {}

  std::optional<Skimmed> plan() {
    if (text().size() > std::numeric_limits<uint32_t>::max()) return std::nullopt;
    skip_space();
    if (!take('{')) return std::nullopt;
    bool changes_seen = false;
    const bool whole = members([&](std::string_view key, size_t begin) {
      if (key == "resource_changes") {
        changes_seen = true;
        if (!changes()) return false;
        out_.left_out.push_back({begin, at()});
        return true;
      }
      if (key == "configurationItems") return false;   // a snapshot of AWS Config, which need not be gone through twice
      if (!skip_value()) return false;
      if (key == "planned_values" && text()[begin] == '{') out_.left_out.push_back({begin, at()});
      return true;
    }, false);
    if (!whole || !changes_seen) return std::nullopt;
    skip_space();
    if (!at_end()) return std::nullopt;
    return std::move(out_);
  }

 private:
  bool changes() {
    // A list that grows is copied, and its fresh pages cost more than what is written into them: enough for plans as they are.
    out_.cells.reserve((text().size() - at()) / kBytesPerCell);
    out_.changes.reserve((text().size() - at()) / kBytesPerChange);
    return take('[') && items([&](size_t) { return change(); });
  }

  bool take_text(std::string_view& into) {
    // With an escape (`["a"]` in an address) it is parsed like everything else that is used.
    const size_t start = at();
    if (const std::optional<std::string_view> plain = plain_string()) {
      into = *plain;
      return true;
    }
    go_to(start);
    return next() == '"' && skip_string() && (unescape_quotes(start, into) || unescape({start, at()}, into));
  }

  // Of keys in addresses only quotes are escaped, as a rule.
  bool unescape_quotes(size_t begin, std::string_view& into) {
    const std::string_view written = text().substr(begin + 1, at() - begin - 2);
    std::string read;
    read.reserve(written.size());
    for (size_t i = 0; i < written.size(); ++i) {
      if (static_cast<unsigned char>(written[i]) < 0x20) return false;
      if (written[i] == '\\' && (++i == written.size() || written[i] != '"')) return false;
      read += written[i];
    }
    into = out_.texts.emplace_back(std::move(read));
    return true;
  }

  bool unescape(JsonSpan span, std::string_view& into) {
    const JsonNode* node = parts_.parse(text(), span);
    if (node == nullptr || node->kind != JsonNode::Kind::kString) return false;
    into = out_.texts.emplace_back(node->text);
    parts_.clear();
    return true;
  }

  // Neighbours are mostly of one module.
  bool take_module(std::string_view& into) {
    if (!last_module_written_.empty() && text().substr(at()).starts_with(last_module_written_)) {
      into = last_module_;
      go_to(at() + last_module_written_.size());
      return true;
    }
    const size_t start = at();
    if (!take_text(into)) return false;
    last_module_ = into;
    last_module_written_ = text().substr(start, at() - start);
    return true;
  }

  bool change() {
    SkimmedChange made;
    made.begin = static_cast<uint32_t>(at());
    if (!take('{')) return false;
    bool has_change = false;
    const bool whole = members([&](std::string_view key, size_t) {
      if (key == "address") return take_text(made.address);
      if (key == "module_address") return take_module(made.module);
      if (key == "provider_name") return take_text(made.provider);
      if (key == "deposed") return false;
      if (key == "index") made.has_index = next() != 'n';
      if (key != "change") return skip_value();
      has_change = true;
      return take('{') && members([&](std::string_view part, size_t begin) {
        if (part == "actions") return actions(made.action);
        if (part == "after") return layer(made.value, begin, false);
        if (part == "after_unknown") return layer(made.unknown, begin, true);
        if (part == "after_sensitive" && !fault(31)) return layer(made.sensitive, begin, true);
        return skip_value();
      }, false);
    }, false);
    if (!whole || !has_change || made.address.empty() || made.action.empty() || made.value.offset == 0) return false;
    out_.changes.push_back(made);
    return true;
  }

  bool actions(std::string_view& into) {
    std::string_view first;
    size_t count = 0;
    bool creates = false;
    if (!take('[')) return false;
    while (true) {
      skip_space();
      const std::optional<std::string_view> word = plain_string();
      if (!word) return false;
      if (count++ == 0) first = *word;
      creates = creates || *word == "create";
      skip_space();
      if (take(',')) continue;
      if (!take(']')) return false;
      break;
    }
    into = count > 1 && creates ? "replace" : first;
    return into != "delete" && into != "forget";
  }

  // `marks`: what marks nothing is left out.
  bool layer(CellRange& range, size_t begin, bool marks) {
    if (marks && skip_word("false")) return true;
    if (!take('{')) return false;
    range.offset = static_cast<uint32_t>(begin);
    range.first = static_cast<uint32_t>(out_.cells.size());
    last_key_ = 0;
    const bool whole = members([&](std::string_view key, size_t value) {
      if (!skip_value()) return false;
      const size_t length = at() - value;
      if (marks && length <= 5) {
        const std::string_view mark = text().substr(value, length);
        if (mark == "{}" || mark == "[]" || mark == "false" || (fault(30) && mark == "true")) return true;
      }
      out_.cells.push_back({static_cast<uint32_t>(value), static_cast<uint32_t>(length), number_of(key)});
      return true;
    }, true);
    range.count = static_cast<uint32_t>(out_.cells.size()) - range.first;
    return whole;
  }

  // Mostly the key that followed the last one before, too.
  uint32_t number_of(std::string_view key) {
    uint32_t& next = follows_[last_key_];
    if (next >= out_.keys.size() || out_.keys[next] != key) next = new_number_of(key);
    last_key_ = next + 1;
    if (follows_.size() <= last_key_) follows_.resize(last_key_ + 1, 0);
    return last_key_ - 1;
  }

  uint32_t new_number_of(std::string_view key) {
    const auto [entry, is_new] = numbers_.try_emplace(key, static_cast<uint32_t>(out_.keys.size()));
    if (is_new) out_.keys.push_back(key);
    return entry->second;
  }

  static constexpr size_t kBytesPerCell = 50, kBytesPerChange = 1000;

  JsonParts parts_;
  std::string_view last_module_, last_module_written_;   // with its quotes
  Skimmed out_;
  std::unordered_map<std::string_view, uint32_t> numbers_;
  std::vector<uint32_t> follows_ = {0};   // by the number of a key, counted from 1; 0: before the first
  uint32_t last_key_ = 0;
};

}  // namespace

std::optional<Skimmed> skim_plan(std::string_view text) { return Skimmer(text).plan(); }

}  // namespace sekisho::adapters::terraform
