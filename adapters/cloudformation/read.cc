// Checks the template's form, adds all resources first and makes their values after, so that references find them.
#include "adapters/cloudformation/read.h"

#include <algorithm>
#include <array>
#include <map>

#include "adapters/cloudformation/globals.h"
#include "adapters/cloudformation/resolver.h"
#include "adapters/cloudformation/transforms.h"
#include "adapters/reader/resources.h"
#include "adapters/reader/words.h"

namespace sekisho::adapters::cloudformation {
namespace {

using Json = JsonNode::Kind;

// Null when a YAML text has several documents, or none.
const JsonNode* root_of(const Content& content) {
  const std::vector<const JsonNode*> documents = documents_of(content);
  return documents.size() == 1 ? documents.front() : nullptr;
}

constexpr std::string_view kAccount = "aws";

// What stands beside a resource's properties and says what happens to it; in the root under these names.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kBeside = {
    {{"DeletionPolicy", "@DeletionPolicy"}, {"UpdateReplacePolicy", "@UpdateReplacePolicy"}, {"DependsOn", "@DependsOn"}, {"Metadata", "@Metadata"}}};

bool is_type(const JsonNode* type) { return type != nullptr && type->kind == Json::kString && type->text.find("::") != std::string_view::npos; }

Error misformed(const Content& content, const std::string& pointer, const JsonNode& at, const std::string& expected) {
  return Error{"`" + content.source->name() + "`: " + pointer + " is not " + expected, "validate the template with `aws cloudformation validate-template`", Span{content.source, at.offset, at.offset + 1}};
}

std::optional<Error> check_sections(const Content& content, const JsonNode& root) {
  for (const char* name : {"Parameters", "Mappings", "Conditions", "Resources"}) {
    const JsonNode* section = root.find(name);
    const std::string pointer = std::string("/") + name;
    if (section == nullptr || (section->kind == Json::kNull && std::string_view(name) != "Resources")) continue;
    if (section->kind != Json::kObject) return misformed(content, pointer, *section, "an object");
    for (const JsonMember& member : section->members) {
      const bool loop = member.key.starts_with("Fn::ForEach::") || member.key == "Fn::Transform";
      if (member.value->kind != Json::kObject && !loop) return misformed(content, pointer + "/" + std::string(member.key), *member.value, "an object");
    }
  }
  if (root.find("Resources") == nullptr) return Error{"`" + content.source->name() + "` is a CloudFormation template without `Resources`", "expected an object with `Resources`", {}};
  return std::nullopt;
}

std::optional<Error> check_resource(const Content& content, const JsonMember& member) {
  const std::string pointer = "/Resources/" + std::string(member.key);
  const JsonNode* type = member.value->find("Type");
  if (type == nullptr) return misformed(content, pointer, *member.value, "a resource: it has no `Type`");
  if (type->kind != Json::kString) return misformed(content, pointer + "/Type", *type, "a string");
  const JsonNode* properties = member.value->find("Properties");
  if (properties != nullptr && properties->kind != Json::kObject && properties->kind != Json::kNull) return misformed(content, pointer + "/Properties", *properties, "an object");
  const JsonNode* condition = member.value->find("Condition");
  if (condition != nullptr && condition->kind != Json::kString) return misformed(content, pointer + "/Condition", *condition, "the name of a condition");
  return std::nullopt;
}

// One account and region a stack: the engine makes a `cloud.account` of this.
void add_account(RawSource& source, Resolver& resolver, const Parameters& parameters) {
  RawResource& account = adapters::add_account(source, kAccount);
  account.account = parameters.find("AWS::AccountId")->value;
  account.root = resolver.make_object(account, 0);
}

// Whether a value hangs on a resource of the template.
bool names_a_resource(const RawNode& node) {
  if (node.reference != nullptr && !node.reference->targets.empty()) return true;
  return std::any_of(node.items.begin(), node.items.end(), [](const RawNode* item) { return names_a_resource(*item); }) ||
         std::any_of(node.members.begin(), node.members.end(), [](const auto& each) { return names_a_resource(*each.second); });
}

class Builder {
 public:
  Builder(RawSource& source, const JsonNode& root, const Parameters& parameters)
      : source_(source), macros_(read_transforms(root, source)), resolver_(source, root, parameters), parameters_(parameters), globals_(root.find("Globals")), makes_more_(root.find("Transform") != nullptr) {}

  void add(const JsonMember& member) {
    const JsonNode* condition = member.value->find("Condition");
    // A macro may change conditions, too.
    const std::optional<bool> exists = condition == nullptr || !macros_.empty() ? std::optional<bool>(true) : resolver_.condition(condition->text);
    if (exists && !*exists) {
      ++left_out_;
      resolver_.leave_out(member.key);
      return;
    }
    RawResource& resource = add_resource(source_, std::string(member.value->find("Type")->text));
    resource.address = resource.name = member.key;
    resource.action = "create";
    resource.pointer = "/Resources/" + resource.address + "/Properties";
    resource.account_key = kAccount;
    resource.account = parameters_.find("AWS::AccountId")->value;
    resource.region = parameters_.find("AWS::Region")->value;
    resource.region_unknown = !resource.region;
    if (!exists) {
      resource.doubt = resolver_.undecided(resource, "Condition " + std::string(condition->text), condition->offset);
      ++doubtful_;
    } else if (!macros_.empty()) {
      resource.doubt = resolver_.undecided(resource, "Transform " + macros_, member.value->offset);
    }
    resolver_.add(resource);
    written_.push_back(member.value);
  }

  // A loop or a macro among the resources makes some under names of its own, as transforms of the whole template do.
  void add_loop(const JsonMember& member) {
    read_loop(member, source_);
    makes_more_ = true;
  }

  void fill() {
    for (size_t i = 0; i < written_.size(); ++i) fill(source_.resources[i], *written_[i]);
    for (RawResource& resource : source_.resources) {
      if (resource.type == "AWS::S3::BucketPolicy" && resource.root->kind == RawNode::Kind::kObject) resolver_.name_own_bucket(const_cast<RawNode&>(*resource.root));  // made above, by us
    }
    add_account(source_, resolver_, parameters_);
    if (stacks_ > 0) {
      source_.holds_all = false;
      source_.notes.push_back(plural(stacks_, "nested stack is", "nested stacks are") + " given resources of the template: what it makes of them is not in sight");
    }
    if (left_out_ > 0) source_.notes.push_back(plural(left_out_, "resource was", "resources were") + " left out: the condition is false");
    if (doubtful_ > 0) source_.notes.push_back(plural(doubtful_, "resource", "resources") + " may or may not be made: the condition cannot be decided from the template");
    if (!makes_more_) {
      for (const auto& [name, count] : resolver_.undeclared())
        source_.notes.push_back("the template declares no parameter and no resource `" + name + "`, which " + plural(count, "value names", "values name") + ": CloudFormation refuses it, and what is named is unknown");
    }
    for (const auto& [name, count] : resolver_.not_resolved()) source_.notes.push_back(plural(count, "use", "uses") + " of `" + name + "` could not be worked out: the value is unknown");
  }

 private:
  void fill(RawResource& resource, const JsonNode& written) {
    const JsonNode* properties = written.find("Properties");
    // A transform beside them may add properties and change these.
    const bool transformed = written.find("Fn::Transform") != nullptr;
    RawNode* root = !macros_.empty()                                         ? resolver_.undecided(resource, "Transform " + macros_, written.offset)
                    : transformed                                              ? resolver_.make(resource, written)
                    : properties == nullptr || properties->kind == Json::kNull ? resolver_.make_object(resource, written.offset)
                                                                               : resolver_.make(resource, *properties);
    resource.root = root;
    if (root->kind != RawNode::Kind::kObject) {
      resource.tags = root;
      return;
    }
    if (resource.type == "AWS::CloudFormation::Stack" || resource.type == "AWS::Serverless::Application") {
      const RawNode* given = root->find("Parameters");
      if (given != nullptr && names_a_resource(*given)) ++stacks_;
    }
    // SAM writes a managed policy for the role of what a connector begins at.
    if (resource.type == "AWS::Serverless::Connector" || written.find("Connectors") != nullptr) source_.left_out.emplace("AWS::IAM::ManagedPolicy");
    add_globals(resolver_, resource, *root, globals_);
    // Given at deployment: an ARN written down elsewhere may be this one's.
    for (const char* key : {"id", "arn"}) {
      if (root->find(key) == nullptr) NodeMaker::attach(*root, key, resolver_.make_identity(resource, root->offset));
    }
    for (const auto& [name, inside] : kBeside) {
      if (const JsonNode* beside = written.find(name)) NodeMaker::attach(*root, inside, resolver_.make(resource, *beside));
    }
    for (const char* key : {"Tags", "FileSystemTags", "HostedZoneTags", "UserPoolTags"}) {
      if (const RawNode* tags = root->find(key)) resource.tags = tags->kind == RawNode::Kind::kList ? tags_of_list(*tags) : tags;
    }
  }

  // [{Key, Value}, …] as an object; unknown where a key is.
  const RawNode* tags_of_list(const RawNode& list) {
    std::map<std::string_view, const RawNode*> tags;
    for (const RawNode* item : list.items) {
      const RawNode* key = item->find("Key");
      const RawNode* value = item->find("Value");
      if (key == nullptr || key->kind != RawNode::Kind::kString || value == nullptr) return unknown_tags(list);
      tags[key->text] = value;
    }
    RawNode& node = source_.nodes.emplace_back(list);
    node.kind = RawNode::Kind::kObject;
    node.items.clear();
    node.keys_configured_known = true;
    node.members.assign(tags.begin(), tags.end());
    return &node;
  }

  const RawNode* unknown_tags(const RawNode& list) {
    RawNode& node = source_.nodes.emplace_back(list);
    node.kind = RawNode::Kind::kUnknown;
    node.why = RawUnknown::kAfterApply;
    node.items.clear();
    return &node;
  }

  RawSource& source_;
  const std::string macros_;   // that may change and remove anything
  Resolver resolver_;
  const Parameters& parameters_;
  const JsonNode* globals_;
  std::vector<const JsonNode*> written_;
  bool makes_more_;            // resources of names that the template does not declare may be there
  size_t stacks_ = 0;
  size_t left_out_ = 0;
  size_t doubtful_ = 0;
};

}  // namespace

bool recognises(const Content& content) {
  const JsonNode* const found = root_of(content);
  if (found == nullptr || found->kind != Json::kObject) return false;
  const JsonNode& root = *found;
  if (root.find("AWSTemplateFormatVersion") != nullptr) return true;
  const JsonNode* resources = root.find("Resources");
  if (resources == nullptr || resources->kind != Json::kObject) return false;
  if (resources->members.empty() && root.members.size() == 1) return true;
  for (const JsonMember& member : resources->members) {
    if (is_type(member.value->find("Type"))) return true;
  }
  return false;
}

Result<RawSourcePtr> read(const Content& content) {
  const JsonNode* const found = root_of(content);
  if (found == nullptr || found->kind != Json::kObject) return Error{"`" + content.source->name() + "` is no CloudFormation template", "expected an object with `Resources`", {}};
  const JsonNode& root = *found;
  if (std::optional<Error> error = check_sections(content, root)) return *error;
  const std::shared_ptr<ParsedSource> source = make_source(content, "cloudformation");
  source->format = "template";
  const Parameters parameters(root.find("Parameters"), content.template_parameters);
  for (const std::string& name : parameters.undeclared()) source->notes.push_back("the template declares no parameter `" + name + "`: the value given was not used");
  Builder builder(*source, root, parameters);
  for (const JsonMember& member : root.find("Resources")->members) {
    if (member.key.starts_with("Fn::")) {
      builder.add_loop(member);
      continue;
    }
    if (std::optional<Error> error = check_resource(content, member)) return *error;
    builder.add(member);
  }
  builder.fill();
  return RawSourcePtr(source);
}

}  // namespace sekisho::adapters::cloudformation
