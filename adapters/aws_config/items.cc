// Unwraps lists, events, notifications and answers until items are left.
#include "adapters/aws_config/items.h"

#include <algorithm>
#include <array>
#include <map>

#include "adapters/aws_config/item_reader.h"
#include "adapters/reader/page_drops.h"
#include "engine/base/parallel.h"

namespace sekisho::adapters::aws_config {
namespace {

constexpr const char* kFormats = "expected a snapshot, configuration items, an answer of GetResourceConfigHistory or SelectResourceConfig, or a rule event";

// Keys of the items that lists hold, by what writes them.
struct ListForm {
  std::string_view key, format;
};
constexpr std::array<ListForm, 2> kLists = {{{"configurationItems", "configuration items"}, {"baseConfigurationItems", "configuration items"}}};

// What else AWS Config answers.
struct Other {
  std::string_view key;
  const char* what;
};
constexpr std::array<Other, 6> kOthers = {{{"ConfigRules", "rules of AWS Config"},
                                           {"EvaluationResults", "results of rules of AWS Config"},
                                           {"ComplianceByConfigRules", "results of rules of AWS Config"},
                                           {"ConfigurationRecorders", "recorders of AWS Config"},
                                           {"resourceIdentifiers", "names of resources without their configuration"},
                                           {"Error", "an error that AWS answered"}}};

class Finder {
 public:
  Finder(const SourcePtr& source, size_t threads) : source_(source), threads_(threads) {}

  Result<Items> run() {
    const std::string_view text = trimmed(source_->view());
    const bool ok = is_array(text) ? list(text, "", "configuration items") : wrapped(text, "", 0);
    if (error_) return *error_;
    if (!ok) return refuse(kFormats);
    items_.gather();
    if (items_.list.empty() && items_.oversized > 0) {
      return refuse("it only says that an item was too large to be sent: fetch the item from the bucket that `s3DeliverySummary` names");
    }
    return std::move(items_);
  }

  std::optional<Items> skim() {
    const std::string_view text = trimmed(source_->view());
    bool listed = false;
    Scanner scan(text);
    const bool ok = members_at(scan, part_.texts, [&](std::string_view key) {
      if (key == "configSnapshotId" || key == "requestId") snapshot_ = true;
      if (key != "configurationItems") return scan.skip_value();
      const size_t start = scan.at();
      if (listed || !(list_in_pieces(scan) || list_at(scan, "/configurationItems", "configuration items"))) return false;
      listed = true;
      items_.skimmed = {reader_.offset_of(text) + start, reader_.offset_of(text) + scan.at()};
      return true;
    });
    if (!ok || !listed || error_) return std::nullopt;
    if (snapshot_) items_.format = "snapshot";
    items_.gather();
    return std::move(items_);
  }

 private:
  Error refuse(const std::string& why) const { return Error{"`" + source_->name() + "` holds no items of AWS Config that can be read", why, {}}; }
  bool stop(const std::string& pointer, const std::string& why) {
    if (!error_) error_ = Error{"`" + source_->name() + "`: " + (pointer.empty() ? "the document" : pointer) + ": " + why, kFormats, {}};
    return false;
  }

  // An object around items. False: there is none in it.
  bool wrapped(std::string_view object, const std::string& pointer, int depth) {
    std::map<std::string, std::string_view, std::less<>> members;
    const bool whole = depth < 8 && each_member(object, part_.texts, [&](std::string_view key, std::string_view value) { return members.emplace(key, value).second; });
    if (!whole) return stop(pointer, "no object of AWS Config");
    const auto at = [&](std::string_view key) {
      const auto found = members.find(key);
      return found == members.end() ? std::string_view() : found->second;
    };
    snapshot_ = snapshot_ || !at("configSnapshotId").empty() || (depth == 0 && !at("fileVersion").empty());
    for (const ListForm& form : kLists) {
      if (is_array(at(form.key))) return list(at(form.key), pointer + "/" + std::string(form.key), snapshot_ ? "snapshot" : form.format);
    }
    // An answer of SelectResourceConfig also says what was selected.
    if (is_array(at("Results"))) return rows(at("Results"), at("QueryInfo"), pointer + "/Results");
    if (is_object(at("configurationItem"))) return one(at("configurationItem"), pointer + "/configurationItem", "rule event");
    if (!at("configurationItemSummary").empty()) {
      ++items_.oversized;
      return true;
    }
    // A rule's event, a message of SNS, an event on the bus, a recorded answer of the API.
    for (const std::string_view key : {"invokingEvent", "Message", "detail", "data"}) {
      const std::string_view inside = at(key);
      if (is_object(inside)) return wrapped(inside, pointer + "/" + std::string(key), depth + 1);
      if (!is_string(inside)) continue;
      const std::optional<std::string_view> text = part_.texts.of(inside);
      if (!text || !is_object(trimmed(*text)) || !part_.texts.is_json(*text)) return stop(pointer + "/" + std::string(key), "no JSON inside the string");
      const uint32_t before = std::exchange(reader_.offset, reader_.offset_of(inside));
      const bool found = wrapped(trimmed(*text), pointer + "/" + std::string(key), depth + 1);
      reader_.offset = before;
      return found;
    }
    if (!at("resourceType").empty() && (!at("configuration").empty() || !at("configurationItemStatus").empty() || !at("supplementaryConfiguration").empty())) {
      return one(object, pointer, "configuration item");
    }
    for (const Other& other : kOthers) {
      if (!at(other.key).empty()) return stop(pointer, std::string("these are ") + other.what + ", no configuration of resources");
    }
    return stop(pointer, "no items of AWS Config");
  }

  bool list(std::string_view array, const std::string& pointer, std::string_view format) {
    Scanner scan(array);
    return list_at(scan, pointer, format);
  }

  bool list_at(Scanner& scan, const std::string& pointer, std::string_view format) {
    items_.pointer = pointer;
    items_.listed = true;
    items_.format = format;
    PageDrops drops;
    const bool whole = scan.take('[') && scan.items([&](size_t at) {
      drops.passed(at);
      index_in_list_ = part_.items.size();
      return scan.next() == '{' ? item_at(scan) : stop_at_item("no configuration item");
    });
    return whole || stop(pointer, "no list of configuration items");
  }

  // The same of a long list, in pieces beside each other. Where they begin is guessed by how the first item does. What begins so inside an item is none: then the piece before it
  // does not end there. False: nothing was read, for a guess was wrong, or an item is unusual.
  bool list_in_pieces(Scanner& scan) {
    constexpr size_t kLong = size_t{1} << 20;
    const std::string_view text = scan.text();
    const size_t start = scan.at();
    if (threads_ < 2 || text.size() - start < kLong) return false;
    Scanner first(text, start);
    if (!first.take('[')) return false;
    first.skip_space();
    const size_t item = first.at();
    if (!first.take('{')) return false;
    first.skip_space();
    if (!first.plain_string()) return false;
    const std::string_view beginning = text.substr(item, first.at() - item);
    std::vector<size_t> begins = {item};
    const size_t pieces = pieces_in_turns(threads_);
    for (size_t i = 1; i < pieces; ++i) {
      const size_t guess = text.find(beginning, start + piece_begin(text.size() - start, pieces, i));
      if (guess == std::string_view::npos) break;
      if (guess > begins.back()) begins.push_back(guess);
    }
    items_.parts.resize(1 + begins.size());   // what was there stays where it is
    std::vector<size_t> ends(begins.size());
    in_turns(begins.size(), threads_, [&](size_t i) {
      const bool is_last = i + 1 == begins.size();
      ends[i] = ItemReader(source_, items_.parts[i + 1]).piece(text, begins[i], is_last ? std::nullopt : std::optional<size_t>(begins[i + 1]));
    });
    if (!std::equal(ends.begin(), ends.end() - 1, begins.begin() + 1) || ends.back() == 0) {
      items_.parts.resize(1);
      return false;
    }
    scan.go_to(ends.back());
    items_.pointer = "/configurationItems";
    items_.listed = true;
    items_.format = "configuration items";
    return true;
  }

  bool item_at(Scanner& scan) { return reader_.item_at(scan) || stop_at_item(reader_.why()); }

  bool one(std::string_view object, const std::string& pointer, std::string_view format) {
    items_.pointer = pointer;
    items_.format = format;
    Scanner scan(object);
    return item_at(scan);
  }

  bool rows(std::string_view array, std::string_view query, const std::string& pointer) {
    items_.pointer = pointer;
    items_.listed = true;
    items_.format = "query answer";
    items_.projected = selects_parts(query);
    return each_item(array, [&](std::string_view value) {
      index_in_list_ = part_.items.size();
      const std::optional<std::string_view> text = is_string(value) ? part_.texts.of(value) : std::nullopt;
      if (!text || !is_object(trimmed(*text)) || !part_.texts.is_json(*text)) return stop_at_item("no row of SelectResourceConfig: a string of JSON");
      reader_.offset = reader_.offset_of(value);
      Scanner scan(trimmed(*text));
      const bool ok = item_at(scan);
      reader_.offset = 0;
      return ok;
    });
  }

  bool stop_at_item(const std::string& why) { return stop(items_.pointer + (items_.listed ? "/" + std::to_string(index_in_list_) : ""), why); }

  // Whether parts of `configuration` were selected, or nobody can tell what was.
  bool selects_parts(std::string_view query) {
    bool whole = false, parts = false;
    const bool told = is_object(query) && each_member(query, part_.texts, [&](std::string_view key, std::string_view fields) {
      if (key != "SelectFields") return true;
      return is_array(fields) && each_item(fields, [&](std::string_view field) {
        return is_object(field) && each_member(field, part_.texts, [&](std::string_view, std::string_view name) {
          const std::string_view text = part_.texts.of(name).value_or("");
          whole = whole || text == "configuration" || text == "*";
          parts = parts || text.starts_with("configuration.") || text.starts_with("supplementaryConfiguration.");
          return true;
        });
      });
    });
    return !told || parts || !whole;
  }

  const SourcePtr& source_;
  size_t threads_;
  Items items_;
  ItemPart& part_ = items_.parts.emplace_back();
  ItemReader reader_{source_, part_};
  std::optional<Error> error_;
  bool snapshot_ = false;
  size_t index_in_list_ = 0;
};

}  // namespace

bool looks_like_items(const JsonNode& root) {
  using Kind = JsonNode::Kind;
  if (root.kind == Kind::kArray) {
    return std::any_of(root.items.begin(), root.items.end(), [](const JsonNode* item) { return item->find("resourceType") != nullptr && (item->find("configuration") != nullptr || item->find("configurationItemStatus") != nullptr); });
  }
  if (root.kind != Kind::kObject) return false;
  for (const char* key : {"configurationItems", "baseConfigurationItems", "configurationItem", "configurationItemSummary", "invokingEvent", "configSnapshotId"}) {
    if (root.find(key) != nullptr) return true;
  }
  if (root.find("resourceType") != nullptr && (root.find("configurationItemStatus") != nullptr || root.find("configuration") != nullptr)) return true;
  if (const JsonNode* results = root.find("Results"); results != nullptr && results->kind == Kind::kArray && (root.find("QueryInfo") != nullptr || results->items.empty() || results->items[0]->kind == Kind::kString)) return true;
  if (std::any_of(kOthers.begin(), kOthers.end(), [&](const Other& other) { return other.key != "Error" && root.find(other.key) != nullptr; })) return true;
  const JsonNode* message = root.find("Message");
  if (message != nullptr && message->kind == Kind::kString && message->text.find("configurationItem") != std::string_view::npos) return true;
  for (const char* key : {"data", "detail"}) {
    const JsonNode* inside = root.find(key);
    if (inside != nullptr && inside->kind == Kind::kObject && (root.find("status_code") != nullptr || root.find("detail-type") != nullptr) && (looks_like_items(*inside) || inside->find("Error") != nullptr)) return true;
  }
  return false;
}

void Items::gather() {
  size_t count = 0;
  for (const ItemPart& part : parts) count += part.items.size();
  list.reserve(count);
  for (ItemPart& part : parts) {
    for (Item& item : part.items) list.push_back(&item);
  }
}

Result<Items> find_items(const SourcePtr& source) { return Finder(source, 1).run(); }

std::optional<Items> skim_items(const SourcePtr& source, size_t threads) { return Finder(source, threads).skim(); }

}  // namespace sekisho::adapters::aws_config
