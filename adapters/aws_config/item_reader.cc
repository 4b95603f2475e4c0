// One configuration item, and the pieces of a long list of them.
#include "adapters/aws_config/item_reader.h"

#include <charconv>
#include <functional>

#include "adapters/aws_config/arn.h"
#include "adapters/reader/page_drops.h"
#include "adapters/reader/timestamp.h"

namespace sekisho::adapters::aws_config {
namespace {

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

// Notes what an item says of itself.
void note_own(OwnMembers& own, std::string_view key, size_t begin, size_t length) {
  for (size_t i = 0; i < kOwnKeys.size(); ++i) {
    if (kOwnKeys[i].size() != key.size()) continue;
    if (kOwnKeys[i] == key) {
      own.odd = own.odd || own.places[i].length != 0;
      own.places[i] = {static_cast<uint32_t>(begin), static_cast<uint32_t>(length)};
    } else if (key != "ARN" && key != "arn" && same_key(kOwnKeys[i], key)) {
      own.odd = true;
    }
  }
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n"), end = text.find_last_not_of(" \t\r\n");
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin, end - begin + 1);
}

bool ItemReader::refuse(const char* why) {
  if (why_.empty()) why_ = why;
  return false;
}

bool ItemReader::item_at(Scanner& scan) {
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
    const std::optional<std::string_view> found = part_.texts.of(value);
    trouble = trouble || !found;
    if (found) once(into, *found);
  };
  const bool whole = members_at(scan, part_.texts, [&](std::string_view key) {
    const bool is_configuration = key == "configuration";
    if (is_configuration || key == "supplementaryConfiguration") return part_at(scan, is_configuration ? made.configuration : made.supplement, is_configuration ? made.values : made.beside);
    const size_t value_start = scan.at();
    const std::string_view value = value_at(scan);
    note_own(made.own, key, value_start - start, value.size());
    if (key == "resourceType") text(made.type, value);
    else if (key == "resourceId") text(made.id, value);
    else if (key == "ARN" || key == "arn") text(made.arn, value);
    else if (key == "awsAccountId" || key == "accountId") text(made.account, value);
    else if (key == "awsRegion") text(made.region, value);
    else if (key == "configurationItemStatus") text(made.status, value);
    else if (key == "tags") once(made.tags, value);
    else if (key == "configurationItemCaptureTime") made.captured = milliseconds(value, part_.texts);
    else if (key == "configurationStateId" || key == "configurationStateID") state = milliseconds(value, part_.texts);
    else if (key == "configurationItem") holds_another = true;
    return !value.empty() && !trouble;
  });
  if (!why_.empty()) return false;
  if (!whole) return refuse("no configuration item: a key stands twice, or a name is no text");
  made.json = scan.text().substr(start, scan.at() - start);
  made.offset = offset_of(made.json);
  made.index = &part_.index;
  if (!made.captured) made.captured = state;
  if (made.type.empty() && holds_another) return refuse("a list of events: give them one by one");
  if (made.type.empty()) name_by_arn(made);
  if (made.type.empty()) return refuse("nothing in the item says its `resourceType`; a query must select resourceType, resourceId, arn, accountId, awsRegion, configuration, supplementaryConfiguration and tags");
  made.is_deleted = made.status == "ResourceDeleted" || made.status == "ResourceDeletedNotRecorded";
  made.name = made.id;
  made.address = !made.arn.empty() ? std::string(made.arn) : std::string(made.type) + "/" + (made.id.empty() ? "?" : std::string(made.id));
  made.hash = std::hash<std::string_view>()(made.id.empty() ? made.arn : made.id);
  made.address_hash = std::hash<std::string_view>()(made.address);
  made.shared_type = made.type;
  made.in_account = made.account.empty() ? arn_part(made.arn, 4) : made.account;
  made.in_region = made.region.empty() ? arn_part(made.arn, 3) : made.region;
  part_.items.push_back(std::move(made));
  return true;
}

// A query need not select the type: an ARN names it, too.
void ItemReader::name_by_arn(Item& item) {
  std::vector<std::string_view> arns = {item.arn, item.id};
  for (const char* key : {"arn", "topicArn", "queueArn", "functionArn", "tableArn", "clusterArn", "serviceArn", "taskDefinitionArn", "loadBalancerArn", "dbInstanceArn", "dbClusterArn", "dbSnapshotArn", "dbClusterSnapshotArn"}) {
    const Cell* cell = part_.index.find(item.values, key);
    if (cell != nullptr) arns.push_back(part_.texts.of(item.configuration.substr(cell->begin, cell->length)).value_or(""));
  }
  for (std::string_view arn : arns) {
    if (type_of_arn(arn).empty()) continue;
    item.type = type_of_arn(arn);
    if (item.arn.empty()) item.arn = arn;
    return;
  }
}

// An object of an item, or a string that holds one.
bool ItemReader::part_at(Scanner& scan, std::string_view& part, CellRange& range) {
  const char* const no_object = "its configuration is no object, and no string of JSON that holds one";
  if (part.data() != nullptr) return refuse("no configuration item: a key stands twice");
  if (!scan.at_end() && scan.next() == '{') {
    const size_t start = scan.at();
    if (!part_.index.add(scan, range)) return refuse("a key stands twice in its configuration, or a bracket does not close");
    part = scan.text().substr(start, scan.at() - start);
    return true;
  }
  part = value_at(scan);
  if (!unwrap(part)) return refuse(no_object);
  return part.empty() || part_.index.add(part, range) || refuse(no_object);
}

// GetResourceConfigHistory gives the object as a string. Null is as good as nothing.
bool ItemReader::unwrap(std::string_view& part) {
  if (part == "null" || part == "\"\"") part = {};
  if (!is_string(part)) return part.empty() || is_object(part);
  const std::optional<std::string_view> text = part_.texts.of(part);
  if (!text) return false;
  const std::string_view inside = trimmed(*text);
  if (inside == "null") part = {};
  else if (!is_object(inside) || !part_.texts.is_json(inside)) return false;
  else part = inside;
  return true;
}

uint32_t ItemReader::offset_of(std::string_view part) const {
  const std::string_view all = source_->view();
  const bool inside = std::less_equal<>()(all.data(), part.data()) && std::less<>()(part.data(), all.data() + all.size());
  return inside ? static_cast<uint32_t>(part.data() - all.data()) : offset;
}

size_t ItemReader::piece(std::string_view text, size_t at, std::optional<size_t> end) {
  Scanner scan(text, at);
  PageDrops drops(at);
  while (true) {
    drops.passed(scan.at());
    if (scan.at_end() || scan.next() != '{' || !item_at(scan)) return 0;
    scan.skip_space();
    if (!scan.take(',')) return !end && scan.take(']') ? scan.at() : 0;
    scan.skip_space();
    if (end && scan.at() >= *end) return scan.at();
  }
}

}  // namespace sekisho::adapters::aws_config
