// Names all resources first and makes their values after, so that resourceId() finds them.
#include "adapters/azure/template.h"

#include <deque>

#include "adapters/azure/resolver.h"
#include "adapters/azure/resource_id.h"
#include "adapters/azure/spelling.h"
#include "adapters/azure/type_place.h"
#include "adapters/reader/azure_location.h"
#include "adapters/reader/resources.h"
#include "adapters/reader/words.h"

namespace sekisho::adapters::azure {
namespace {

using Json = JsonNode::Kind;
using Kind = RawNode::Kind;

constexpr std::string_view kAccount = "azure";
constexpr size_t kMaxResources = 20'000;
constexpr int kMaxNesting = 8;

const JsonNode* member(const JsonNode* object, std::string_view key) {
  if (object == nullptr || object->kind != Json::kObject) return nullptr;
  for (const JsonMember& one : object->members) {
    if (same(one.key, key)) return one.value;
  }
  return nullptr;
}

std::string_view text_at(const JsonNode* object, std::string_view key) {
  const JsonNode* found = member(object, key);
  return found != nullptr && found->kind == Json::kString ? found->text : std::string_view();
}

bool is_template(const JsonNode& node) {
  if (node.kind != Json::kObject) return false;
  const std::string schema = lower(text_at(&node, "$schema"));
  if (schema.find("deploymenttemplate") != std::string::npos) return true;
  return member(&node, "contentVersion") != nullptr && member(&node, "resources") != nullptr;
}

struct Planned {
  RawResource* resource;
  const JsonNode* written;
  const Scope* scope;
  std::string parent_type, parent_name;  // empty: none
  const RawResource* parent = nullptr;   // it stands inside this one
  bool grandchild = false;               // of `parent`: it lies in the child that the names above tell, where the template has that
};

class TemplateReading {
 public:
  TemplateReading(const Content& content, ParsedSource& source) : content_(content), source_(source), resolver_(source) {}

  std::optional<Error> run(const JsonNode& root) {
    Template& names = templates_.emplace_back();
    names.root = &root;
    names.given = &content_.template_parameters;
    check_parameters(root);
    const Scope& scope = keep({&names, {}, ""});
    plan_all(member(&root, "resources"), scope, nullptr, "", nullptr, 0);
    for (Template& one : templates_) resolver_.forget(one);
    for (size_t i = 0; i < planned_.size() && !resolver_.exhausted(); ++i) fill(planned_[i]);
    if (!error_ && resolver_.exhausted()) error_ = refuse(root, "its expressions make more values than a template can hold");
    if (!error_) finish();
    return error_;
  }

 private:
  const Scope& keep(Scope scope) { return scopes_.emplace_back(std::move(scope)); }

  void check_parameters(const JsonNode& root) {
    for (const auto& [name, value] : content_.template_parameters) {
      if (member(member(&root, "parameters"), name) == nullptr) source_.notes.push_back("the template declares no parameter `" + name + "`: the value given was not used");
    }
  }

  Error refuse(const JsonNode& at, const std::string& why) const {
    return Error{"`" + content_.source->name() + "`: " + why, "validate the template with `az deployment group validate`", Span{content_.source, at.offset, at.offset + 1}};
  }

  // `resources` of a template or of a resource: a list, or since language version 2.0 an object whose keys are symbolic names.
  void plan_all(const JsonNode* resources, const Scope& scope, Planned* parent, const std::string& module, const RawNode* doubt, int nesting) {
    if (resources == nullptr || resources->kind == Json::kNull || error_) return;
    if (resources->kind == Json::kString && is_expression(resources->text)) {
      source_.notes.push_back("resources that an expression makes are not in sight: `" + std::string(resources->text) + "`");
      return;
    }
    if (resources->kind == Json::kArray) {
      for (const JsonNode* one : resources->items) plan_loop(*one, scope, parent, module, doubt, nesting, "");
    } else if (resources->kind == Json::kObject) {
      for (const JsonMember& one : resources->members) plan_loop(*one.value, scope, parent, module, doubt, nesting, one.key);
    } else {
      error_ = refuse(*resources, "`resources` is neither a list nor an object");
    }
  }

  void plan_loop(const JsonNode& written, const Scope& scope, Planned* parent, const std::string& module, const RawNode* doubt, int nesting, std::string_view symbolic) {
    if (error_) return;
    if (written.kind != Json::kObject) {
      error_ = refuse(written, "a resource is no object");
      return;
    }
    if (const JsonNode* existing = member(&written, "existing"); existing != nullptr && existing->kind == Json::kBool && existing->boolean) return;  // only read
    const JsonNode* copy = member(&written, "copy");
    if (copy != nullptr && copy->kind != Json::kObject && copy->kind != Json::kNull) {
      error_ = refuse(*copy, "the `copy` of a resource is no object");
      return;
    }
    if (copy == nullptr || copy->kind == Json::kNull) return plan(written, scope, parent, module, doubt, nesting, symbolic, "", "");
    const std::string loop = lower(text_at(copy, "name"));
    const JsonNode* count = member(copy, "count");
    const RawNode* times = count == nullptr ? nullptr : resolver_.look(*count, scope);
    const std::optional<int64_t> known = times == nullptr ? std::nullopt : resolver_.number(*times);
    Scope inside = scope;
    inside.loop = loop;
    const int64_t turns = known ? *known : -1;
    if (turns < 0 || turns > kMaxTurns) {
      // One stands for all that there may be.
      inside.loops[loop] = std::nullopt;
      ++uncounted_;
      return plan(written, keep(inside), parent, module, doubt, nesting, symbolic, "[?]", "copy " + loop);
    }
    for (int64_t i = 0; i < turns && !error_; ++i) {
      inside.loops[loop] = i;
      plan(written, keep(inside), parent, module, doubt, nesting, "", "[" + std::to_string(i) + "]", "");
    }
  }

  // `turn`: of a loop, "" outside. `open`: what decides whether it will exist and cannot be told, "" when nothing does.
  void plan(const JsonNode& written, const Scope& scope, Planned* parent, const std::string& module, const RawNode* doubt, int nesting, std::string_view symbolic, const std::string& turn, std::string open) {
    const std::string type = type_of(written, scope);
    if (type.empty()) {
      error_ = refuse(written, "a resource has no `type`");
      return;
    }
    if (source_.resources.size() >= kMaxResources) {
      error_ = refuse(written, "its loops and nested templates make more than " + std::to_string(kMaxResources) + " resources");
      return;
    }
    if (const JsonNode* condition = member(&written, "condition"); condition != nullptr) {
      const std::optional<bool> exists = resolver_.truth(*resolver_.look(*condition, scope));
      if (exists && !*exists) {
        ++left_out_;
        return;
      }
      if (!exists) {
        open = "condition " + std::string(condition->text);
        ++doubtful_;
      }
    }
    const JsonNode* name = member(&written, "name");
    const RawNode* named = name == nullptr ? nullptr : resolver_.look(*name, scope);
    const std::string as_written(name == nullptr || name->kind != Json::kString ? "?" : name->text);
    const std::string symbol = named == nullptr ? "?" : resolver_.symbol(*named).value_or("{" + as_written + "}");
    RawResource& resource = add_resource(source_, "");
    Planned planned{&resource, &written, &scope, "", "", parent == nullptr ? nullptr : parent->resource};
    const TypedName typed = place(type, symbol, parent, planned);
    resource.type = typed.type;
    resource.name = named != nullptr && scalar(*named) && !named->sensitive ? *scalar(*named) : as_written;
    resource.module = module;
    resource.action = "create";
    resource.account_key = kAccount;
    resource.region_unknown = true;
    if (!open.empty()) {
      resolver_.nodes().make_for(resource);
      doubt = resolver_.nodes().unknown(written.offset, {.expression = open, .written = Written::kParameter});
    }
    resource.doubt = doubt;
    const std::string shown_type = parent == nullptr || type.find('.') != std::string::npos ? type : shown_types_[parent->resource] + "/" + type;
    shown_types_[&resource] = shown_type;
    resource.address = address(module, shown_type + "::" + as_written + turn);
    std::string key;
    for (const std::string& part : typed.name) key += (key.empty() ? "" : "/") + part;
    names_[&resource] = key;
    resolver_.add(typed.type, lower(key), resource);
    if (!symbolic.empty()) resolver_.add_symbolic(*scope.names, symbolic, resource);
    planned_.push_back(planned);
    Planned self = planned;
    plan_all(member(&written, "resources"), scope, &self, module, doubt, nesting);
    if (typed.type == "microsoft.resources/deployments") plan_nested(written, scope, resource, doubt, nesting);
  }

  // The type is worked out where an expression stands for it; as written when that cannot be done, "" when there is none.
  std::string type_of(const JsonNode& written, const Scope& scope) {
    const JsonNode* type = member(&written, "type");
    if (type == nullptr || type->kind != Json::kString) return "";
    const RawNode* worked_out = type->text.starts_with('[') ? resolver_.look(*type, scope) : nullptr;
    const std::optional<std::string> known = worked_out == nullptr || worked_out->sensitive ? std::nullopt : scalar(*worked_out);
    return known.value_or(std::string(type->text));
  }

  // Type and name of a resource, those of what it lies in, and the reference to that.
  TypedName place(std::string_view type, const std::string& symbol, const Planned* parent, Planned& planned) {
    TypedName typed;
    const std::vector<std::string> own = segments(symbol);
    if (parent == nullptr) {
      typed = typed_name(type, own);
    } else if (type.find('.') == std::string_view::npos) {
      // Inside its parent, with the last part of type and name only.
      typed.type = parent->resource->type + "/" + lower(type);
      typed.name = segments(names_[parent->resource]);
      typed.name.insert(typed.name.end(), own.begin(), own.end());
    } else {
      typed = typed_name(type, own);
      // The whole type inside its parent; an extension of it has a provider of its own.
      const bool child = typed.type.starts_with(parent->resource->type + "/");
      if (child && own.size() == 1) {
        typed.name = segments(names_[parent->resource]);
        typed.name.insert(typed.name.end(), own.begin(), own.end());
      }
    }
    // Deeper than a child of what it is written in: it lies in what the parts before its last ones name.
    if (parent != nullptr && typed.type.starts_with(parent->resource->type + "/") && typed.type.find('/', parent->resource->type.size() + 1) != std::string::npos) {
      const std::string full = typed.type;
      if (static_cast<size_t>(std::count(full.begin(), full.end(), '/')) == typed.name.size()) {
        typed = typed_name(full, typed.name);
        planned.grandchild = true;
      }
    }
    planned.parent_type = typed.parent_type;
    for (const std::string& part : typed.parent_name) planned.parent_name += (planned.parent_name.empty() ? "" : "/") + part;
    return typed;
  }

  // "/" outside of braces.
  static std::vector<std::string> segments(const std::string& symbol) {
    std::vector<std::string> parts(1);
    int depth = 0;
    for (const char c : symbol) {
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == '/' && depth <= 0) parts.emplace_back();
      else parts.back() += c;
    }
    return parts;
  }

  std::string address(const std::string& module, const std::string& own) {
    const std::string text = module.empty() ? own : module + " / " + own;
    const int count = ++addresses_[text];
    return count == 1 ? text : text + "~" + std::to_string(count);
  }

  void plan_nested(const JsonNode& written, const Scope& scope, const RawResource& deployment, const RawNode* doubt, int nesting) {
    const JsonNode* properties = member(&written, "properties");
    const JsonNode* nested = member(properties, "template");
    if (nested == nullptr || nested->kind != Json::kObject) {
      if (member(properties, "templateLink") != nullptr || nested != nullptr) ++linked_;
      return;
    }
    if (nesting >= kMaxNesting) {
      error_ = refuse(written, "templates are nested deeper than " + std::to_string(kMaxNesting));
      return;
    }
    const bool inner = same(text_at(member(properties, "expressionEvaluationOptions"), "scope"), "inner");
    if (!inner) return plan_all(member(nested, "resources"), scope, nullptr, deployment.address, doubt, nesting + 1);
    Template& names = templates_.emplace_back();
    names.root = nested;
    if (const JsonNode* passed = member(properties, "parameters"); passed != nullptr && passed->kind == Json::kObject) {
      for (const JsonMember& one : passed->members) {
        // Without `value` it names a secret in a vault.
        const JsonNode* value = member(one.value, "value");
        names.passed[lower(one.key)] = {value, &scope};
      }
    }
    plan_all(member(nested, "resources"), keep({&names, {}, ""}), nullptr, deployment.address, doubt, nesting + 1);
  }

  void fill(const Planned& planned) {
    RawResource& resource = *planned.resource;
    NodeMaker& nodes = resolver_.nodes();
    nodes.make_for(resource);
    RawNode* root = nodes.object(planned.written->offset);
    for (const JsonMember& one : planned.written->members) {
      if (same(one.key, "resources") || same(one.key, "condition") || same(one.key, "copy") || same(one.key, "dependsOn") || same(one.key, "type")) continue;
      if (same(one.key, "properties") && resource.type == "microsoft.resources/deployments") continue;  // its template is read by itself
      NodeMaker::attach(*root, one.key, resolver_.make(resource, *one.value, *planned.scope));
    }
    // Given at deployment: an id written down elsewhere may be this one's.
    NodeMaker::attach(*root, "id", nodes.identity(root->offset));
    NodeMaker::attach(*root, kIdentity, nodes.identity(root->offset));
    add_parent(planned, *root);
    for (const char* said : {"@children", "@template"}) {
      RawNode* yes = nodes.blank(Kind::kBool, root->offset, Written::kNotTold);
      yes->boolean = true;
      NodeMaker::attach(*root, said, yes);
    }
    spell(source_, *root);
    if (resource.type == "microsoft.authorization/roledefinitions") {
      const RawNode* properties = root->find("properties");
      const RawNode* scopes = properties == nullptr ? nullptr : properties->find("assignableScopes");
      if (scopes != nullptr && scopes->kind == Kind::kList) NodeMaker::attach(*root, "@scopes", resolver_.scopes(*scopes));
    }
    resource.root = root;
    resource.tags = root->find("tags");
    if (resource.tags != nullptr && resource.tags->kind == Kind::kAbsent) resource.tags = nullptr;
    const RawNode* location = root->find("location");
    if (location == nullptr || location->kind == Kind::kAbsent) {
      resource.region_unknown = !lies_nowhere(resource.type);
    } else if (scalar(*location) && !location->sensitive) {
      resource.region = region_of_azure_location(*scalar(*location));
      resource.region_unknown = false;
    }
  }

  // An extension's scope may be told without subscription and group: "Microsoft.KeyVault/vaults/v". nullptr: it is not.
  RawNode* of_this_template(const RawNode& scope) {
    const std::optional<std::string> told = resolver_.symbol(scope);
    const std::vector<std::string> parts = told ? segments(*told) : std::vector<std::string>();
    if (parts.size() < 3 || parts.size() % 2 == 0 || parts[0].find('.') == std::string::npos || parts[0].find('{') != std::string::npos) return nullptr;
    std::string type = parts[0], name;
    for (size_t i = 1; i < parts.size(); i += 2) {
      type += "/" + parts[i];
      name += (i == 1 ? "" : "/") + parts[i + 1];
    }
    return resolver_.id_of(lower(type), name, scope.offset, *told);
  }

  void add_parent(const Planned& planned, RawNode& root) {
    NodeMaker& nodes = resolver_.nodes();
    const RawNode* scope = root.find("scope");
    if (scope != nullptr && resolver_.begins_with_a_parameter(*scope)) {
      NodeMaker::attach(root, "@parent", nodes.unknown(scope->offset, {.expression = scope->reference->expression, .written = scope->written, .sensitive = scope->sensitive}));
    } else if (scope != nullptr && scope->kind != Kind::kAbsent) {
      if (RawNode* here = of_this_template(*scope); here != nullptr) {
        NodeMaker::attach(root, "@parent", here);
        return;
      }
      RawNode* on = nodes.blank(scope->kind, scope->offset, scope->written);
      on->why = scope->why;
      on->text = scope->text;
      on->reference = scope->reference;
      NodeMaker::attach(root, "@parent", on);
    } else if (RawNode* between = planned.grandchild ? resolver_.id_of(planned.parent_type, planned.parent_name, root.offset, planned.parent_type + "/" + planned.parent_name) : nullptr;
               between != nullptr && between->reference != nullptr && !between->reference->targets.empty()) {
      NodeMaker::attach(root, "@parent", between);
    } else if (planned.parent != nullptr) {
      NodeMaker::attach(root, "@parent", nodes.unknown(root.offset, {{planned.parent}, std::string(kIdentity), planned.parent->address, Written::kReference, true, true, false}));
    } else if (!planned.parent_type.empty()) {
      NodeMaker::attach(root, "@parent", resolver_.id_of(planned.parent_type, planned.parent_name, root.offset, planned.parent_type + "/" + planned.parent_name));
    }
  }

  void finish() {
    RawResource& account = add_account(source_, kAccount);
    resolver_.nodes().make_for(account);
    account.root = resolver_.nodes().object(0);
    if (left_out_ > 0) source_.notes.push_back(plural(left_out_, "resource was", "resources were") + " left out: the condition is false");
    if (doubtful_ > 0) source_.notes.push_back(plural(doubtful_, "resource", "resources") + " may or may not be made: the condition cannot be decided from the template");
    if (uncounted_ > 0) source_.notes.push_back(plural(uncounted_, "loop", "loops") + " of resources: how many there will be cannot be told from the template");
    // What a linked template deploys may belong to what is here.
    source_.holds_all = linked_ == 0;
    if (linked_ > 0) source_.notes.push_back(plural(linked_, "linked template is", "linked templates are") + " not in sight");
    for (const auto& [name, count] : resolver_.not_resolved()) source_.notes.push_back(plural(count, "use", "uses") + " of `" + name + "` could not be worked out: the value is unknown");
  }

  const Content& content_;
  RawSource& source_;
  Resolver resolver_;
  std::deque<Template> templates_;
  std::deque<Scope> scopes_;
  std::vector<Planned> planned_;
  std::map<const RawResource*, std::string> names_;        // symbols of full names
  std::map<const RawResource*, std::string> shown_types_;  // as written, with the parents'
  std::map<std::string, int> addresses_;
  std::optional<Error> error_;
  size_t left_out_ = 0, doubtful_ = 0, uncounted_ = 0, linked_ = 0;
};

}  // namespace

const JsonNode* template_of(const JsonNode& root) {
  if (is_template(root)) return &root;
  const JsonNode* inside = member(member(&root, "properties"), "template");
  return inside != nullptr && is_template(*inside) ? inside : nullptr;
}

Result<RawSourcePtr> read_template(const Content& content, const JsonNode& root) {
  const std::shared_ptr<ParsedSource> source = make_source(content, "azure");
  source->format = "ARM template";
  if (std::optional<Error> error = TemplateReading(content, *source).run(root)) return *error;
  return RawSourcePtr(source);
}

}  // namespace sekisho::adapters::azure
