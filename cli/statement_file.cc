// Statement files, and resources as rules 10 and 11 look at them.
#include "cli/statement_file.h"

#include <filesystem>

#include "adapters/yaml.h"
#include "cli/catalogue.h"
#include "sekisho/file.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

constexpr size_t kMaxStatementBytes = size_t{64} << 20;

// Which cloud a resource belongs to; empty: none by itself.
std::string cloud_of(const RawResource& resource) {
  const std::string& adapter = resource.adapter;
  if (adapter == "aws_config" || adapter == "cloudformation") return "aws";
  if (adapter == "azure") return "azure";
  if (adapter == "google") return "gcp";
  if (adapter == "terraform") {
    if (resource.type.starts_with("aws_")) return "aws";
    if (resource.type.starts_with("azurerm_") || resource.type.starts_with("azapi_")) return "azure";
    if (resource.type.starts_with("google_")) return "gcp";
  }
  return "";
}

}  // namespace

std::string statement_path(const Settings& settings, const Arguments& arguments, const std::string& given) {
  if (!given.empty()) return given;
  if (!settings.project.statement.empty()) return settings.project.statement;
  return (std::filesystem::path(arguments.value("--project", kProjectFile)).parent_path() / kStatementFile).string();
}

Result<StatementFile> read_statement_file(const Settings& settings, const std::string& path) {
  std::error_code ignored;
  if (path != "-" && !std::filesystem::exists(path, ignored)) return Error{"there is no statement `" + path + "`", "name one, or `statement:` in sekisho.yaml; `sekisho statement new` writes one", {}};
  Result<std::string> bytes = read_file(path, kMaxStatementBytes);
  if (!bytes) return bytes.error();
  Result<std::string> text = decode_text(path, std::move(*bytes));
  if (!text) return text.error();
  const auto source = std::make_shared<const Source>(path, std::move(*text));
  const Result<adapters::YamlTree> tree = adapters::yaml_tree(source);
  if (!tree) return tree.error();
  Result<std::vector<ControlInfo>> controls = project_controls(settings.project.catalogue);
  if (!controls) return controls.error();
  StatementFile file;
  file.controls = std::move(*controls);
  file.statement = read_statement(source, *tree->root, file.controls, file.diagnostics);
  return file;
}

std::vector<StatementResource> statement_resources(const std::vector<std::shared_ptr<const RawSource>>& sources) {
  std::vector<StatementResource> found;
  for (const auto& source : sources) {
    if (source->adapter == "register") continue;
    for (const RawResource& resource : source->resources) {
      if (resource.type.starts_with("data.")) continue;
      const std::string cloud = cloud_of(resource);
      const std::string region = resource.region.value_or("");
      found.push_back({resource.address, source->source->name(), cloud, region == "global" || region == "aws-global" ? "" : region});
    }
  }
  return found;
}

Result<void> may_write(const std::string& path, const Arguments& arguments) {
  std::error_code ignored;
  if (path == "-" || arguments.has("--force") || !std::filesystem::exists(path, ignored)) return {};
  return Error{"`" + path + "` is there already", "name another file, or write over it with `--force`", {}};
}

}  // namespace sekisho::cli
