// Recognises the usual mistakes (a binary plan, a .tf file, a log) so that the message names the command that helps.
#include "adapters/reader/refusal.h"

#include <algorithm>
#include <array>

namespace sekisho::adapters {
namespace {

constexpr const char* kFormats =
    "expected a plan or state of Terraform (JSON), a CloudFormation or ARM template, an export of AWS Config, Azure or Google Cloud, Kubernetes objects, or a snapshot; `sekisho adapters` lists the readers";
constexpr const char* kShowHelp = "run `terraform show -json PLANFILE > plan.json` and give that file";

constexpr size_t kTarMark = 257;   // where the first member's header says "ustar"

std::string_view without_leading_space(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  return start == std::string_view::npos ? std::string_view() : text.substr(start);
}

std::string_view first_word(std::string_view text) {
  const size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
  return text.substr(0, end);
}

bool looks_like_hcl(const std::string& name, std::string_view text) {
  if (name.ends_with(".tf") || name.ends_with(".tfvars") || name.ends_with(".hcl")) return true;
  static constexpr std::array<std::string_view, 10> kBlocks = {"resource", "provider", "variable", "terraform", "module",
                                                               "data",     "output",   "locals",   "moved",     "import"};
  const std::string_view word = first_word(text);
  if (std::find(kBlocks.begin(), kBlocks.end(), word) == kBlocks.end()) return false;
  const std::string_view after = without_leading_space(text.substr(word.size()));
  return after.starts_with('"') || after.starts_with('{');
}

bool looks_like_plan_for_people(std::string_view text) {
  const std::string_view head = text.substr(0, 4096);
  return head.find("Terraform will perform") != std::string_view::npos ||
         head.find("Terraform used the selected providers") != std::string_view::npos ||
         head.find("Resource actions are indicated with the following symbols") != std::string_view::npos;
}

// What Terraform, and then most other commands, say instead of what was asked for.
bool looks_like_error(std::string_view text) { return text.starts_with("╷") || text.starts_with("Error: ") || text.starts_with("error: ") || text.starts_with("ERROR: "); }

// What other formats show at their top level.
const char* other_format(const JsonNode& root) {
  if (root.find("provider_schemas") != nullptr) return "the output of `terraform providers schema`";
  if (root.find("@level") != nullptr) return "the log of a Terraform run";
  if (root.find("contentVersion") != nullptr && root.find("parameters") != nullptr) return "a parameter file of an ARM template: give its values with `--template-param`";
  return nullptr;
}

const char* kind_name(JsonNode::Kind kind) {
  switch (kind) {
    case JsonNode::Kind::kNull: return "`null`";
    case JsonNode::Kind::kBool: return "a truth value";
    case JsonNode::Kind::kNumber: return "a number";
    case JsonNode::Kind::kString: return "a string";
    case JsonNode::Kind::kArray: return "a list";
    case JsonNode::Kind::kObject: return "an object";
  }
  return "";
}

}  // namespace

std::optional<Error> refuse_bytes(const std::string& name, std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("PK\x03\x04"sv)) {
    return Error{"`" + name + "` is a binary Terraform plan or another zip archive, expected JSON", kShowHelp, {}};
  }
  if (bytes.starts_with("\x28\xB5\x2F\xFD"sv)) {
    return Error{"`" + name + "` is compressed by zstd, expected text or gzip", "unpack it first: `zstd -d`", {}};
  }
  if (bytes.size() > kTarMark && bytes.substr(kTarMark).starts_with("ustar"sv)) {
    return Error{"`" + name + "` is a tar archive, expected one file", "unpack it and name its files", {}};
  }
  return std::nullopt;
}

std::optional<Error> refuse_text(const std::string& name, std::string_view text) {
  const std::string_view start = without_leading_space(text);
  if (start.empty()) {
    return Error{"`" + name + "` is empty", "did the command that wrote it fail?", {}};
  }
  if (start.starts_with("{\"sekisho\":\"snapshot\"")) {
    return Error{"`" + name + "` is a snapshot of sekisho, which no adapter reads", "give it to `check` as it was written: unpacked, and without `--adapter`", {}};
  }
  if (start.front() == '{' || start.front() == '[') return std::nullopt;
  if (looks_like_hcl(name, start)) {
    return Error{"`" + name + "` is Terraform's configuration language, expected a plan as JSON",
                 "run `terraform plan -out PLANFILE` and `terraform show -json PLANFILE > plan.json`, and give that file", {}};
  }
  if (looks_like_plan_for_people(start)) {
    return Error{"`" + name + "` is a Terraform plan as printed for people, expected JSON", kShowHelp, {}};
  }
  if (looks_like_error(start)) {
    return Error{"`" + name + "` holds the messages of a command that failed", "mend what they say and run the command again; `set -o pipefail` makes a pipeline stop there", {}};
  }
  return std::nullopt;
}

Error refuse_yaml(const std::string& name) {
  return Error{"`" + name + "` is neither JSON nor YAML of a format that a reader knows", kFormats, {}};
}

Error refuse_json(const std::string& name, const JsonNode& root) {
  std::string message = "`" + name + "` is JSON, but neither a Terraform plan nor a state";
  if (root.kind != JsonNode::Kind::kObject) {
    const JsonNode* first = root.items.empty() ? nullptr : root.items.front();
    if (const char* other = first == nullptr || first->kind != JsonNode::Kind::kObject ? nullptr : other_format(*first)) return Error{message + "; it looks like " + other, kShowHelp, {}};
    return Error{message + ": it is " + kind_name(root.kind) + ", expected an object with `format_version`", kShowHelp, {}};
  }
  if (const char* other = other_format(root)) message += std::string("; it looks like ") + other;
  return Error{message, std::string("expected an object with `format_version`: ") + kShowHelp, {}};
}

}  // namespace sekisho::adapters
