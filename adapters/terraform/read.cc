// Checks what kind of file it is, then builds all resources first and their values after, so that references find them.
#include "adapters/terraform/read.h"

#include <charconv>
#include <map>
#include <optional>

#include "adapters/reader/refusal.h"
#include "adapters/reader/resources.h"
#include "adapters/reader/timestamp.h"
#include "adapters/terraform/configuration.h"
#include "adapters/terraform/entries.h"
#include "adapters/terraform/follow.h"
#include "adapters/terraform/instances.h"
#include "adapters/terraform/late.h"
#include "adapters/terraform/missing.h"
#include "adapters/terraform/origin.h"
#include "adapters/terraform/scope.h"
#include "adapters/terraform/skim.h"
#include "adapters/terraform/state_file.h"
#include "adapters/terraform/values.h"

namespace sekisho::adapters::terraform {
namespace {

using Kind = JsonNode::Kind;

// Makes the resources of a source, now or when they are asked for.
class Builder {
 public:
  Builder(RawSource& source, const JsonNode& root, bool withholds) : source_(source), configuration_(root), instances_(configuration_), follower_(configuration_, instances_), scopes_(follower_, source), values_(source, scopes_, withholds) {}

  const Configuration& configuration() const { return configuration_; }
  const Instances& instances() const { return instances_; }
  const Late* late() const { return late_ ? &*late_ : nullptr; }

  // What was skimmed is made late, entry by entry, before the rest is built.
  const Skimmed& begin_late(Skimmed skimmed) { return late_.emplace(source_, configuration_, scopes_, values_, std::move(skimmed)).skimmed(); }
  // False: its address is there already.
  bool add_late(const SkimmedEntry& entry) {
    const SkimmedChange& change = late_->skimmed().changes[entry.change];
    Place at = place_of(entry.module, entry.address);
    if (at.instances->find(entry.address.key) != nullptr) return false;
    RawResource& resource = add_resource(at, entry.address.key);
    resource.address = change.address;
    resource.action = shared(last_action_, change.action);
    resource.pointer = NumberedText(before_, static_cast<uint32_t>(entry.change), behind_);
    late_->add(resource, entry.change, at.configured->written, {at.module, entry.address.key, for_each_of(at)});
    return true;
  }

  // The other entries, and then what has to know all resources.
  void build(std::vector<Entry> entries) {
    const size_t first = source_.resources.size();
    std::vector<Written> written;
    written.reserve(entries.size());
    for (Entry& entry : entries) written.push_back(add_resource(entry));
    for (size_t i = 0; i < first; ++i) {
      RawResource& resource = source_.resources[i];
      fill_origin(resource, configuration_, late_->written(resource), late_->provider(resource), late_->shows_text(resource, {"arn", "region"}));
    }
    for (size_t i = 0; i < entries.size(); ++i) {
      RawResource& resource = *written[i].resource;
      const bool on_create = resource.action == "create" || resource.action == "replace";
      resource.root = values_.build(resource, entries[i].layers, scopes_.begin(written[i].written, std::move(written[i].context)), on_create);
      fill_origin(resource, configuration_, written[i].written, entries[i].provider, true);
      resource.tags = origin_tags(source_, resource, configuration_);
    }
    values_.check_references();
    add_providers(source_);
  }

 private:
  // What all instances of one block have in common.
  struct Configured {
    SharedText type;                        // with "data."
    std::string name;
    const ResourceConfiguration* written;   // what the configuration says of it; null: nothing
  };
  using ByAddress = std::map<std::string, Configured, std::less<>>;   // "aws_s3_bucket.b"
  // Where a resource hangs.
  struct Place {
    ModuleInstance* module;
    SharedText module_text;
    const Configured* configured;
    ResourceInstances* instances;
  };
  struct Written {
    RawResource* resource;
    const ResourceConfiguration* written;
    Context context;
  };

  // Neighbours mostly have the same.
  static SharedText shared(SharedText& last, std::string_view text) { return last == text ? last : last = text; }
  static const JsonNode* for_each_of(const Place& at) { return at.configured->written == nullptr ? nullptr : at.configured->written->for_each; }

  Place place_of(std::string_view module, const PlainAddress& address) {
    if (last_module_ == nullptr || last_module_text_ != module) {
      last_module_text_ = module;
      last_module_ = &instances_.at(module.empty() ? Steps() : *parse_steps(module));
      last_configured_ = &configured_[last_module_->configuration];
    }
    auto known = last_configured_->find(address.configured);
    if (known == last_configured_->end()) {
      const ResourceConfiguration* written = last_module_->configuration == nullptr ? nullptr : last_module_->configuration->resource(address.configured);
      known = last_configured_->emplace(address.configured, Configured{(address.data ? "data." : "") + std::string(address.type), std::string(address.name), written}).first;
    }
    return {last_module_, last_module_text_, &known->second, &last_module_->resources[known->first]};
  }

  RawResource& add_resource(const Place& at, const std::optional<std::string>& key) {
    RawResource& resource = adapters::add_resource(source_, at.configured->type);
    at.instances->add({key, &resource, static_cast<uint32_t>(source_.resources.size())});
    resource.name = at.configured->name;
    resource.module = at.module_text;
    return resource;
  }

  Written add_resource(Entry& entry) {
    const Address& address = entry.address;
    const Place at = place_of(address.module, {address.configured, address.type, address.name, address.data, {}});
    RawResource& resource = add_resource(at, address.key);
    resource.address = std::move(entry.text);
    resource.action = std::move(entry.action);
    resource.pointer = std::move(entry.pointer);
    return {&resource, at.configured->written, {at.module, std::move(entry.address.key), for_each_of(at)}};
  }

  RawSource& source_;
  const Configuration configuration_;
  Instances instances_;
  Follower follower_;
  Scopes scopes_;
  Values values_;
  std::optional<Late> late_;
  std::map<const ModuleConfiguration*, ByAddress> configured_;   // which keeps the addresses for the instances
  ModuleInstance* last_module_ = nullptr;
  SharedText last_module_text_;
  ByAddress* last_configured_ = nullptr;
  SharedText last_action_;
  const SharedText before_ = "/resource_changes/", behind_ = "/change/after";
};

// Nodes hold views into the document, and late ones are made of it.
struct TerraformSource : RawSource {
  std::shared_ptr<const JsonDocument> json;
  std::optional<Builder> builder;

  std::optional<Error> trouble() const override {
    if (!builder || builder->late() == nullptr || !builder->late()->broken()) return std::nullopt;
    const Result<std::shared_ptr<const JsonDocument>> whole = parse_json(source);
    return whole ? Error{"`" + source->name() + "` changed while it was read", "give it a copy that stays as it is", {}} : whole.error();
  }
};

enum class FileKind { kPlan, kState, kStateFile, kOther };

bool has(const JsonNode& root, std::string_view key) { return root.find(key) != nullptr; }

FileKind file_kind(const JsonNode& root) {
  if (has(root, "format_version")) {
    if (has(root, "planned_values") || has(root, "resource_changes") || has(root, "configuration")) return FileKind::kPlan;
    // `terraform show -json` of an empty state writes the version and nothing else.
    const bool only_version = root.members.size() == 1 || (root.members.size() == 2 && has(root, "terraform_version"));
    return has(root, "values") || only_version ? FileKind::kState : FileKind::kOther;
  }
  if (has(root, "lineage") && has(root, "serial")) return FileKind::kStateFile;
  if (has(root, "terraform_version") && has(root, "resources") && has(root, "version")) return FileKind::kStateFile;
  return FileKind::kOther;
}

// Major versions 0 and 1 are known; within one, Terraform only adds.
std::optional<Error> check_version(const Content& content, const JsonNode& version, const char* what) {
  const std::string name = content.source->name();
  int major = -1;
  const char* const end = version.text.data() + version.text.size();
  const auto read = std::from_chars(version.text.data(), end, major);
  const bool shaped = version.kind == Kind::kString && read.ec == std::errc() && (read.ptr == end || *read.ptr == '.');
  const Span span{content.source, version.offset, version.offset + 1};
  if (!shaped) return Error{"`" + name + "`: /format_version is not a version like `1.2`", "give the file as `terraform show -json` wrote it", span};
  if (major == 0 || major == 1) return std::nullopt;
  return Error{"`" + name + "` is a Terraform " + what + " in format `" + std::string(version.text) + "`, expected 0.x or 1.x",
               "a newer Sekisho may know it; or write the file with an older Terraform", span};
}

bool is_bool(const JsonNode& root, std::string_view key, bool wanted) {
  const JsonNode* node = root.find(key);
  return node != nullptr && node->kind == Kind::kBool && node->boolean == wanted;
}

// A plan of some targets: its configuration and state are whole, and tell what may be missing. After an error, and where changes were put off, they do not.
bool says_partial(const JsonNode& root) { return is_bool(root, "complete", false) && !is_bool(root, "errored", true); }

void note_plan(const JsonNode& root, const Configuration& configuration, const Entries& entries, RawSource& source) {
  std::vector<std::string>& notes = source.notes;
  const size_t noted = notes.size();
  if (is_bool(root, "errored", true)) notes.emplace_back(kBrokenOff);
  const JsonNode* deferred = root.find("deferred_changes");
  const size_t count = deferred == nullptr ? 0 : deferred->items.size();
  if (count > 0) {
    notes.push_back("the plan is not complete: " + std::to_string(count) + " deferred changes are not in it");
  } else if (says_partial(root) && configuration.root() == nullptr) {
    notes.emplace_back("the plan says that it is not complete: resources may be missing");
  }
  source.holds_all = notes.size() == noted;
  if (entries.from_planned_values) notes.emplace_back("the plan has no `resource_changes`: planned values were read, in which what is known only after apply is missing");
  if (configuration.root() == nullptr) notes.emplace_back("the plan has no `configuration`: what the author wrote and what refers to what cannot be told");
}

void note_missing(const Instances& instances, const Entries& entries, bool partial, RawSource& source) {
  Missing missing = missing_resources(instances, entries, partial);
  source.left_out = std::move(missing.types);
  if (missing.sure.empty()) {
    if (partial) source.notes.emplace_back("the plan says that it is not complete: resources of repeated blocks may be missing");
    return;
  }
  const std::string named = "`" + *missing.sure.begin() + "`";
  source.notes.push_back(missing.sure.size() == 1 ? "the plan is not complete: " + named + " of the configuration or the state is not in it" : "the plan is not complete: " + std::to_string(missing.sure.size()) + " resources of the configuration or the state are not in it, as " + named);
}

// A source without resources, and what reads them.
std::shared_ptr<TerraformSource> begin_source(const Content& content, FileKind kind) {
  const JsonNode& root = content.json->root();
  const bool plan = kind == FileKind::kPlan;
  auto source = std::make_shared<TerraformSource>();
  source->adapter = "terraform";
  source->format = kind == FileKind::kStateFile ? std::string("state file ") + kStateFileVersion : (plan ? "plan " : "state ") + std::string(root.find("format_version")->text);
  source->source = content.source;
  source->json = content.json;
  source->digest = content.digest;
  if (const JsonNode* time = root.find("timestamp"); time != nullptr && time->kind == Kind::kString) source->captured_at = parse_timestamp(time->text);
  source->builder.emplace(*source, plan ? root : empty_object(), kind == FileKind::kStateFile);
  return source;
}

RawSourcePtr finish_source(std::shared_ptr<TerraformSource> source, FileKind kind, Entries entries) {
  source->missing_is_absent = !entries.from_planned_values;
  source->notes = std::move(entries.notes);
  if (kind == FileKind::kPlan) note_plan(source->json->root(), source->builder->configuration(), entries, *source);
  source->builder->build(std::move(entries.list));
  if (kind == FileKind::kPlan && source->holds_all && !is_bool(source->json->root(), "complete", true)) note_missing(source->builder->instances(), entries, says_partial(source->json->root()), *source);
  return source;
}

}  // namespace

bool recognises(const Content& content) {
  const JsonNode& root = content.json->root();
  return root.kind == Kind::kObject && file_kind(root) != FileKind::kOther;
}

Result<RawSourcePtr> read(const Content& content) {
  const JsonNode& root = content.json->root();
  const FileKind kind = file_kind(root);
  if (kind == FileKind::kOther) return refuse_json(content.source->name(), root);
  if (kind == FileKind::kStateFile) {
    Result<Entries> entries = entries_of_state_file(content);
    if (!entries) return entries.error();
    return finish_source(begin_source(content, kind), kind, std::move(*entries));
  }
  const bool plan = kind == FileKind::kPlan;
  const JsonNode& version = *root.find("format_version");
  if (std::optional<Error> error = check_version(content, version, plan ? "plan" : "state")) return *error;
  Result<Entries> entries = plan ? entries_of_plan(content) : entries_of_state(content);
  if (!entries) return entries.error();
  return finish_source(begin_source(content, kind), kind, std::move(*entries));
}

std::optional<RawSourcePtr> read_late(const SourcePtr& source, const std::shared_future<std::string>& digest, size_t) {
  std::optional<Skimmed> skimmed = skim_plan(source->view());
  if (!skimmed) return std::nullopt;
  Result<std::shared_ptr<const JsonDocument>> json = parse_json(source, skimmed->left_out);
  if (!json) return std::nullopt;
  Content content{source, "", *json};
  const JsonNode& root = content.json->root();
  if (root.kind != Kind::kObject || file_kind(root) != FileKind::kPlan || check_version(content, *root.find("format_version"), "plan")) return std::nullopt;
  std::shared_ptr<TerraformSource> made = begin_source(content, FileKind::kPlan);
  Builder& builder = *made->builder;
  std::optional<Entries> entries = entries_of_skimmed(content, builder.begin_late(std::move(*skimmed)), [&](const SkimmedEntry& entry) { return builder.add_late(entry); });
  if (!entries) return std::nullopt;
  const RawSourcePtr source_made = finish_source(made, FileKind::kPlan, std::move(*entries));
  made->digest = digest.get();
  return source_made;
}

}  // namespace sekisho::adapters::terraform
