// Unwraps lists, events, notifications and answers until items are left.
#include "adapters/aws_config/items.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "adapters/aws_config/arn.h"
#include "adapters/reader/page_drops.h"
#include "adapters/reader/timestamp.h"

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

// Milliseconds since 1970: RFC 3339, or seconds as the command line prints them.
std::optional<int64_t> milliseconds(std::string_view token, Texts& texts) {
  std::string_view text = token;
  if (is_string(token)) text = texts.of(token).value_or("");
  if (const std::optional<int64_t> seconds = parse_timestamp(text)) {
    const size_t dot = text.find('.');
    int64_t thousandths = 0, scale = 100;
    for (size_t i = dot; dot != std::string_view::npos && ++i < text.size() && text[i] >= '0' && text[i] <= '9'; scale /= 10) thousandths += (text[i] - '0') * scale;
    return *seconds * 1000 + thousandths;
  }
  double seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size() || seconds < 0 || seconds > 1e13) return std::nullopt;
  return static_cast<int64_t>(seconds > 1e11 ? seconds : seconds * 1000);
}

class Finder {
 public:
  Finder(const SourcePtr& source, Texts& texts, MemberIndex& index) : source_(source), texts_(texts), index_(index) {}

  Result<Items> run() {
    const std::string_view text = trimmed(source_->view());
    const bool ok = is_array(text) ? list(text, "", "configuration items") : wrapped(text, "", 0);
    if (error_) return *error_;
    if (!ok) return refuse(kFormats);
    if (items_.list.empty() && items_.oversized > 0) {
      return refuse("it only says that an item was too large to be sent: fetch the item from the bucket that `s3DeliverySummary` names");
    }
    return std::move(items_);
  }

  std::optional<Items> skim() {
    const std::string_view text = trimmed(source_->view());
    bool listed = false;
    Scanner scan(text);
    const bool ok = members_at(scan, texts_, [&](std::string_view key) {
      if (key == "configSnapshotId" || key == "requestId") snapshot_ = true;
      if (key != "configurationItems") return scan.skip_value();
      const size_t start = scan.at();
      if (listed || !list_at(scan, "/configurationItems", "configuration items")) return false;
      listed = true;
      items_.skimmed = {offset_of(text) + start, offset_of(text) + scan.at()};
      return true;
    });
    if (!ok || !listed || error_) return std::nullopt;
    if (snapshot_) items_.format = "snapshot";
    return std::move(items_);
  }

 private:
  static std::string_view trimmed(std::string_view text) {
    const size_t begin = text.find_first_not_of(" \t\r\n"), end = text.find_last_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin, end - begin + 1);
  }

  Error refuse(const std::string& why) const { return Error{"`" + source_->name() + "` holds no items of AWS Config that can be read", why, {}}; }
  bool stop(const std::string& pointer, const std::string& why) {
    if (!error_) error_ = Error{"`" + source_->name() + "`: " + (pointer.empty() ? "the document" : pointer) + ": " + why, kFormats, {}};
    return false;
  }

  // An object around items. False: there is none in it.
  bool wrapped(std::string_view object, const std::string& pointer, int depth) {
    std::map<std::string, std::string_view, std::less<>> members;
    const bool whole = depth < 8 && each_member(object, texts_, [&](std::string_view key, std::string_view value) { return members.emplace(key, value).second; });
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
      const std::optional<std::string_view> text = texts_.of(inside);
      if (!text || !is_object(trimmed(*text)) || !texts_.is_json(*text)) return stop(pointer + "/" + std::string(key), "no JSON inside the string");
      const uint32_t before = offset_;
      offset_ = offset_of(inside);
      const bool found = wrapped(trimmed(*text), pointer + "/" + std::string(key), depth + 1);
      offset_ = before;
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
      index_in_list_ = items_.list.size();
      return scan.next() == '{' ? item_at(scan) : stop_at_item("no configuration item");
    });
    return whole || stop(pointer, "no list of configuration items");
  }

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
      index_in_list_ = items_.list.size();
      const std::optional<std::string_view> text = is_string(value) ? texts_.of(value) : std::nullopt;
      if (!text || !is_object(trimmed(*text)) || !texts_.is_json(*text)) return stop_at_item("no row of SelectResourceConfig: a string of JSON");
      offset_ = offset_of(value);
      Scanner scan(trimmed(*text));
      const bool ok = item_at(scan);
      offset_ = 0;
      return ok;
    });
  }

  bool stop_at_item(const std::string& why) { return stop(items_.pointer + (items_.listed ? "/" + std::to_string(index_in_list_) : ""), why); }

  // Whether parts of `configuration` were selected, or nobody can tell what was.
  bool selects_parts(std::string_view query) {
    bool whole = false, parts = false;
    const bool told = is_object(query) && each_member(query, texts_, [&](std::string_view key, std::string_view fields) {
      if (key != "SelectFields") return true;
      return is_array(fields) && each_item(fields, [&](std::string_view field) {
        return is_object(field) && each_member(field, texts_, [&](std::string_view, std::string_view name) {
          const std::string_view text = texts_.of(name).value_or("");
          whole = whole || text == "configuration" || text == "*";
          parts = parts || text.starts_with("configuration.") || text.starts_with("supplementaryConfiguration.");
          return true;
        });
      });
    });
    return !told || parts || !whole;
  }

  // The item that begins where `scan` is, in one pass.
  bool item_at(Scanner& scan) {
    Item made;
    const size_t start = scan.at();
    std::optional<int64_t> state;
    bool holds_another = false, trouble = false;
    const auto once = [&](std::string_view& into, std::string_view value) {
      trouble = trouble || into.data() != nullptr;   // the key stands twice
      into = value;
    };
    const auto text = [&](std::string_view& into, std::string_view value) {
      if (value == "null") return;
      const std::optional<std::string_view> found = texts_.of(value);
      trouble = trouble || !found;
      if (found) once(into, *found);
    };
    const bool whole = members_at(scan, texts_, [&](std::string_view key) {
      const bool is_configuration = key == "configuration";
      if (is_configuration || key == "supplementaryConfiguration") return part_at(scan, is_configuration ? made.configuration : made.supplement, is_configuration ? made.values : made.beside);
      const std::string_view value = value_at(scan);
      if (key == "resourceType") text(made.type, value);
      else if (key == "resourceId") text(made.id, value);
      else if (key == "ARN" || key == "arn") text(made.arn, value);
      else if (key == "awsAccountId" || key == "accountId") text(made.account, value);
      else if (key == "awsRegion") text(made.region, value);
      else if (key == "configurationItemStatus") text(made.status, value);
      else if (key == "tags") once(made.tags, value);
      else if (key == "configurationItemCaptureTime") made.captured = milliseconds(value, texts_);
      else if (key == "configurationStateId" || key == "configurationStateID") state = milliseconds(value, texts_);
      else if (key == "configurationItem") holds_another = true;
      return !value.empty() && !trouble;
    });
    if (error_) return false;
    if (!whole) return stop_at_item("no configuration item: a key stands twice, or a name is no text");
    made.json = scan.text().substr(start, scan.at() - start);
    made.offset = offset_of(made.json);
    if (!made.captured) made.captured = state;
    if (made.type.empty() && holds_another) return stop_at_item("a list of events: give them one by one");
    if (made.type.empty()) name_by_arn(made);
    if (made.type.empty()) return stop_at_item("nothing in the item says its `resourceType`; a query must select resourceType, resourceId, arn, accountId, awsRegion, configuration, supplementaryConfiguration and tags");
    items_.list.push_back(made);
    return true;
  }

  // A query need not select the type: an ARN names it, too.
  void name_by_arn(Item& item) {
    std::vector<std::string_view> arns = {item.arn, item.id};
    for (const char* key : {"arn", "topicArn", "queueArn", "functionArn", "tableArn", "clusterArn", "serviceArn", "taskDefinitionArn", "loadBalancerArn", "dbInstanceArn", "dbClusterArn", "dbSnapshotArn", "dbClusterSnapshotArn"}) {
      const Cell* cell = index_.find(item.values, key);
      if (cell != nullptr) arns.push_back(texts_.of(item.configuration.substr(cell->begin, cell->length)).value_or(""));
    }
    for (std::string_view arn : arns) {
      if (type_of_arn(arn).empty()) continue;
      item.type = type_of_arn(arn);
      if (item.arn.empty()) item.arn = arn;
      return;
    }
  }

  // An object of an item, or a string that holds one.
  bool part_at(Scanner& scan, std::string_view& part, CellRange& range) {
    const char* const no_object = "its configuration is no object, and no string of JSON that holds one";
    if (part.data() != nullptr) return stop_at_item("no configuration item: a key stands twice");
    if (!scan.at_end() && scan.next() == '{') {
      const size_t start = scan.at();
      if (!index_.add(scan, range)) return stop_at_item("a key stands twice in its configuration, or a bracket does not close");
      part = scan.text().substr(start, scan.at() - start);
      return true;
    }
    part = value_at(scan);
    if (!unwrap(part)) return stop_at_item(no_object);
    return part.empty() || index_.add(part, range) || stop_at_item(no_object);
  }

  // GetResourceConfigHistory gives the object as a string. Null is as good as nothing.
  bool unwrap(std::string_view& part) {
    if (part == "null" || part == "\"\"") part = {};
    if (!is_string(part)) return part.empty() || is_object(part);
    const std::optional<std::string_view> text = texts_.of(part);
    if (!text) return false;
    const std::string_view inside = trimmed(*text);
    if (inside == "null") part = {};
    else if (!is_object(inside) || !texts_.is_json(inside)) return false;
    else part = inside;
    return true;
  }

  // Inside a string: that of the string.
  uint32_t offset_of(std::string_view part) const {
    const std::string_view all = source_->view();
    const bool inside = std::less_equal<>()(all.data(), part.data()) && std::less<>()(part.data(), all.data() + all.size());
    return inside ? static_cast<uint32_t>(part.data() - all.data()) : offset_;
  }

  const SourcePtr& source_;
  Texts& texts_;
  MemberIndex& index_;
  Items items_;
  std::optional<Error> error_;
  bool snapshot_ = false;
  size_t index_in_list_ = 0;
  uint32_t offset_ = 0;                  // of the string that is being looked into
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

Result<Items> find_items(const SourcePtr& source, Texts& texts, MemberIndex& index) { return Finder(source, texts, index).run(); }

std::optional<Items> skim_items(const SourcePtr& source, Texts& texts, MemberIndex& index) { return Finder(source, texts, index).skim(); }

}  // namespace sekisho::adapters::aws_config
