// Each kind of reference is one function that gives a trace; an expression's trace is their union.
#include "adapters/terraform/follow.h"

#include <algorithm>
#include <array>

#include "adapters/reader/json_text.h"

namespace sekisho::adapters::terraform {
namespace {

constexpr int kMaxDepth = 60;        // hops; real plans nest modules less than 10 deep
constexpr int kMaxSteps = 2000;      // references followed for one expression
constexpr size_t kMaxHits = 256;     // candidates worth naming

Trace cut_off() {
  Trace trace;
  trace.complete = false;
  trace.others = true;
  trace.opaque = true;
  return trace;
}

bool is_secret(const Reference& reference, const Steps& rest) {
  static constexpr std::array<std::string_view, 7> kTypes = {
      "data.aws_secretsmanager_secret_version.", "data.aws_secretsmanager_random_password.", "data.aws_ssm_parameter.",
      "data.aws_kms_secrets.", "data.vault_", "random_password.", "data.azurerm_key_vault_secret."};
  for (const std::string_view type : kTypes) {
    if (reference.target.starts_with(type)) return true;
  }
  for (const Step& step : rest) {
    if (step.text.find("password") != std::string::npos || step.text.find("secret_string") != std::string::npos) return true;
  }
  return false;
}

std::string attribute_path(const Steps& steps) {
  std::string path;
  for (const Step& step : steps) {
    if (!path.empty()) path += '.';
    path += step.text;
  }
  return path;
}

Steps joined(const Steps& first, const Steps& second) {
  Steps steps = first;
  steps.insert(steps.end(), second.begin(), second.end());
  return steps;
}

void add_hit(Trace& into, Hit hit) {
  for (Hit& known : into.hits) {
    if (known.instance != hit.instance || known.attribute != hit.attribute) continue;
    known.alone = known.alone && hit.alone;
    return;
  }
  if (into.hits.size() == kMaxHits) {
    into.complete = false;
    return;
  }
  into.hits.push_back(std::move(hit));
}

void merge(Trace& into, const Trace& part) {
  for (const Hit& hit : part.hits) add_hit(into, hit);
  into.complete = into.complete && part.complete;
  into.others = into.others || part.others;
  into.uses_key = into.uses_key || part.uses_key;
  into.parameter = into.parameter || part.parameter;
  into.reference = into.reference || part.reference;
  into.secret = into.secret || part.secret;
  into.opaque = into.opaque || part.opaque;
}

// The value that `steps` lead to inside a constant; null when they lead nowhere.
const JsonNode* value_at(const JsonNode* value, const Steps& steps) {
  for (const Step& step : steps) {
    if (value == nullptr) return nullptr;
    if (value->kind == JsonNode::Kind::kArray) {
      const bool number = !step.text.empty() && step.text.size() < 8 && step.text.find_first_not_of("0123456789") == std::string::npos;
      const size_t at = number ? std::stoul(step.text) : value->items.size();
      value = at < value->items.size() ? value->items[at] : nullptr;
    } else {
      value = value->find(step.text);
    }
  }
  return value;
}

// Takes the first step off `rest` when it is the key of one of them.
template <class Instance>
std::optional<std::string> take_matching_key(const Instanced<Instance>& instances, Steps& rest) {
  if (rest.empty() || instances.find(rest.front().text) == nullptr) return std::nullopt;
  std::optional<std::string> key = std::move(rest.front().text);
  rest.erase(rest.begin());
  return key;
}

}  // namespace

std::shared_ptr<const Trace> Follower::follow(const JsonNode& expression, const Context& context) {
  depth_ = 0;
  budget_ = kMaxSteps;
  return trace(expression, context, {});
}

const std::vector<Reference>& Follower::references(const JsonNode& expression) {
  const auto [place, added] = references_.try_emplace(&expression);
  if (!added) return place->second;
  std::vector<std::string_view> texts;
  if (const JsonNode* list = expression.find("references")) {
    for (const JsonNode* item : list->items) {
      if (item->kind == JsonNode::Kind::kString) texts.push_back(item->text);
    }
  }
  place->second = parse_references(texts);
  return place->second;
}

Follower::TracePtr Follower::trace(const JsonNode& expression, const Context& context, const Steps& extra) {
  if (depth_ >= kMaxDepth || budget_ <= 0) return std::make_shared<const Trace>(cut_off());
  const std::pair<const JsonNode*, const ModuleInstance*> key{&expression, context.module};
  if (extra.empty()) {
    const auto [place, added] = traces_.try_emplace(key);
    if (!added) return place->second != nullptr ? place->second : std::make_shared<const Trace>(cut_off());
  }
  ++depth_;
  auto result = std::make_shared<const Trace>(compute(expression, context, extra));
  --depth_;
  if (extra.empty()) {
    if (result->uses_key) {
      traces_.erase(key);
    } else {
      traces_[key] = result;
    }
  }
  return result;
}

Trace Follower::compute(const JsonNode& expression, const Context& context, const Steps& extra) {
  Trace result;
  if (const JsonNode* constant = expression.find("constant_value")) {
    result.null = is_null(value_at(constant, extra));
    return result;
  }
  const std::vector<Reference>& parts = references(expression);
  const bool pairs = std::any_of(parts.begin(), parts.end(), [](const Reference& part) {
    // each.value may name any key; by itself it pairs nothing.
    return (part.kind == Reference::Kind::kEach && part.target == "key") || part.kind == Reference::Kind::kCount;
  });
  for (const Reference& part : parts) {
    if (--budget_ <= 0) {
      merge(result, cut_off());
      break;
    }
    const Trace found = reference(part, context, pairs, extra);
    merge(result, found);
    result.null = parts.size() == 1 && found.null;
  }
  return result;
}

Trace Follower::reference(const Reference& reference, const Context& context, bool pairs, const Steps& extra) {
  Trace result;
  switch (reference.kind) {
    case Reference::Kind::kResource:
      // With an attribute named, further steps lead into a value built around it: `{ key = aws_kms_key.k.arn }`.
      return resource(reference, context, pairs, reference.rest.empty() ? extra : reference.rest);
    case Reference::Kind::kModule: return module(reference, context, pairs, joined(reference.rest, extra));
    case Reference::Kind::kVariable: return variable(reference, context, joined(reference.rest, extra));
    case Reference::Kind::kEach: return each(reference, context, joined(reference.rest, extra));
    case Reference::Kind::kCount:
      result.uses_key = true;
      return result;
    case Reference::Kind::kLiteral:
      result.others = true;
      return result;
    case Reference::Kind::kEphemeral:
      result.reference = true;
      result.secret = true;
      result.others = true;
      result.complete = false;
      return result;
    case Reference::Kind::kOpaque: break;
  }
  return cut_off();
}

Trace Follower::resource(const Reference& reference, const Context& context, bool pairs, Steps rest) {
  Trace result;
  result.reference = true;
  result.secret = is_secret(reference, rest);
  const ResourceInstances* instances = context.module->instances(reference.target);
  if (instances == nullptr) {
    result.complete = false;
    return result;
  }
  std::optional<std::string> key = reference.key;
  bool paired = false;
  const bool keyed = instances->all().front().key.has_value();
  if (!key && keyed) {
    paired = pairs && context.key && instances->find(context.key) != nullptr;
    key = paired ? context.key : take_matching_key(*instances, rest);
  }
  const bool all = !key && keyed;
  const std::string attribute = attribute_path(rest);
  const bool alone = !all && (!attribute.empty() || paired || !configuration_.names_attributes());
  if (all) {
    for (const ResourceInstance& instance : instances->all()) add_hit(result, {&instance, attribute, alone});
  } else if (const ResourceInstance* instance = instances->find(key)) {
    add_hit(result, {instance, attribute, alone});
  }
  if (result.hits.empty()) result.complete = false;
  return result;
}

Trace Follower::variable(const Reference& reference, const Context& context, const Steps& rest) {
  ModuleInstance& module = *context.module;
  Trace result;
  result.others = true;
  if (module.parent == nullptr) {
    result.parameter = true;
    const JsonNode* value = configuration_.variable(reference.target);
    result.null = value != nullptr && is_null(value_at(value, rest));
    return result;
  }
  if (module.written == nullptr) return cut_off();
  if (const JsonNode* input = module.written->expressions->find(reference.target)) {
    Trace followed = *trace(*input, {module.parent, module.key, module.written->for_each}, rest);
    followed.uses_key = false;
    followed.others = followed.others || followed.hits.empty();
    return followed;
  }
  const JsonNode* declared = module.configuration == nullptr || module.configuration->variables == nullptr
                                 ? nullptr
                                 : module.configuration->variables->find(reference.target);
  if (declared == nullptr) return cut_off();
  result.null = is_null(value_at(declared->find("default"), rest));
  return result;
}

Trace Follower::each(const Reference& reference, const Context& context, const Steps& rest) {
  Trace result;
  result.uses_key = true;
  // Terraform leaves out a for_each that is a function of literals.
  if (context.for_each == nullptr) return result;
  Steps steps;
  if (reference.target == "value" && context.key) steps = joined({{true, *context.key}}, rest);
  const TracePtr source = trace(*context.for_each, {context.module, std::nullopt, nullptr}, steps);
  if (reference.target == "value") {
    result = *source;
    result.others = source->others && !source->hits.empty();
    result.null = false;
    result.uses_key = true;
    return result;
  }
  // A key is always known, whatever for_each is: only where it comes from matters.
  result.parameter = source->parameter;
  result.reference = source->reference;
  result.secret = source->secret;
  return result;
}

Trace Follower::module(const Reference& reference, const Context& context, bool pairs, Steps rest) {
  Trace result;
  const ModuleInstances* instances = instances_.calls(*context.module, reference.target);
  std::optional<std::string> key = reference.key;
  const bool keyed = instances != nullptr && instances->all().front()->key.has_value();
  if (!key && keyed) key = pairs && context.key && instances->find(context.key) != nullptr ? context.key : take_matching_key(*instances, rest);
  const std::unique_ptr<ModuleInstance>* one = instances != nullptr && key ? instances->find(key) : nullptr;
  if (one != nullptr) {
    outputs(**one, rest, true, result);
  } else if (instances != nullptr && !key) {
    for (const std::unique_ptr<ModuleInstance>& instance : instances->all()) outputs(*instance, rest, instances->all().size() == 1, result);
  } else {
    result.reference = true;
    result.complete = false;
    result.others = true;
  }
  return result;
}

void Follower::outputs(ModuleInstance& instance, const Steps& rest, bool alone, Trace& into) {
  const JsonNode* outputs = instance.configuration == nullptr ? nullptr : instance.configuration->outputs;
  const bool named = !rest.empty() && !rest.front().is_key;
  if (outputs == nullptr || (named && outputs->find(rest.front().text) == nullptr)) {
    merge(into, cut_off());
    return;
  }
  const Steps below = named ? Steps(rest.begin() + 1, rest.end()) : Steps();
  for (const JsonMember& output : outputs->members) {
    if (named && output.key != rest.front().text) continue;
    const JsonNode* expression = output.value->find("expression");
    if (expression == nullptr) {
      into.others = true;
      continue;
    }
    if (--budget_ <= 0) {
      merge(into, cut_off());
      return;
    }
    Trace followed = *trace(*expression, {&instance, std::nullopt, nullptr}, below);
    followed.uses_key = false;
    followed.others = followed.others || followed.hits.empty();
    if (!alone || (!named && outputs->members.size() > 1)) {
      for (Hit& hit : followed.hits) hit.alone = false;
    }
    merge(into, followed);
  }
}

}  // namespace sekisho::adapters::terraform
