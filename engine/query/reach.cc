// The walks: entities, attributes, raw types and parameters that expressions mention, through definitions and defaults of parameters.
#include "engine/query/reach.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "engine/check/walk.h"

namespace sekisho {
namespace {

std::vector<const TextTemplate*> texts_of(const Rule& rule) { return {&rule.message.en, &rule.message.ja, &rule.remedy.en, &rule.remedy.ja}; }

class Walk {
 public:
  explicit Walk(const Program& program) : program_(program), defines_(program.defines.size()) {}

  void need(const EntityType* entity) {
    for (const EntityType* kind : entity->kinds) attributes_[kind];
  }
  void raw_type(const std::string& type) { raw_types_.insert(type); }

  void visit(const Expression& root) {
    for_each_expression(root, [&](const Expression& e) {
      type(e.type);
      if (e.entity != nullptr) need(e.entity);
      if (e.op == Op::kPopulation && e.entity == nullptr) raw_type(e.raw_type);
      if (e.op == Op::kField && e.operands[0]->type.entity != nullptr) {
        for (const EntityType* kind : e.operands[0]->type.entity->kinds) attributes_[kind].insert(e.text);
      }
      follow(e, true);
    });
  }
  // As visit(), but only for the sake of parameters.
  void visit_parameters(const ExpressionPtr& root) {
    if (root != nullptr) for_each_expression(*root, [&](const Expression& e) { follow(e, false); });
  }
  // As visit(), but only for the sake of raw types, and not into parameters.
  void visit_raw_types(const Expression& root) {
    for_each_expression(root, [&](const Expression& e) {
      if (e.op == Op::kPopulation && e.entity == nullptr) raw_type(e.raw_type);
      if (e.op == Op::kDefine) visit_raw_types(*program_.defines[static_cast<size_t>(e.index)].body);
    });
  }

  std::shared_ptr<const Reach> take() {
    widen();
    auto reach = std::make_shared<Reach>();
    for (const auto& entity : program_.entities) {
      const auto at = attributes_.find(entity.get());
      if (at == attributes_.end()) continue;
      std::vector<uint32_t>& positions = reach->attributes.emplace_back(at->first, std::vector<uint32_t>()).second;
      for (uint32_t i = 0; i < entity->attributes.size(); ++i) {
        if (at->second.contains(entity->attributes[i].name)) positions.push_back(i);
      }
    }
    reach->raw_types.assign(raw_types_.begin(), raw_types_.end());
    reach->parameters.assign(parameters_.begin(), parameters_.end());
    return reach;
  }

 private:
  void follow(const Expression& e, bool all) {
    const bool new_parameter = e.op == Op::kParameter && parameters_.insert(e.index).second;
    const bool new_define = e.op == Op::kDefine && !defines_[static_cast<size_t>(e.index)];
    if (new_define) defines_[static_cast<size_t>(e.index)] = true;
    if (!new_parameter && !new_define) return;
    const ExpressionPtr& next = new_define ? program_.defines[static_cast<size_t>(e.index)].body : program_.parameters[static_cast<size_t>(e.index)].value;
    if (!all) return visit_parameters(next);
    if (next != nullptr) visit(*next);
  }
  // Behind `x is KIND` a path names that kind only, but an obligation looks at it for rows of the other kinds, too.
  void widen() {
    for (const auto& [kind, names] : attributes_) {
      for (const EntityType* trait : kind->traits) {
        for (const EntityType* other : trait->kinds) {
          const auto met = attributes_.find(other);
          if (met == attributes_.end() || other == kind) continue;
          std::copy_if(names.begin(), names.end(), std::inserter(met->second, met->second.end()), [&](const std::string& name) { return trait->find(name) != nullptr; });
        }
      }
    }
  }
  void type(const Type& t) {
    if (t.entity != nullptr) need(t.entity);
    if (t.element != nullptr) type(*t.element);
  }

  const Program& program_;
  std::map<const EntityType*, std::set<std::string>> attributes_;
  std::set<std::string> raw_types_;
  std::set<int> parameters_;
  std::vector<bool> defines_;
};

std::shared_ptr<const Reach> find_reach(const Program& program, const Rule& rule) {
  Walk walk(program);
  if (rule.entity != nullptr) walk.need(rule.entity);
  if (!rule.raw_type.empty()) walk.raw_type(rule.raw_type);
  for (const Clause& clause : rule.clauses) walk.visit(*clause.expression);
  for (const TextTemplate* text : texts_of(rule)) {
    for (const TextPart& part : *text) {
      if (part.expression != nullptr) walk.visit(*part.expression);
    }
  }
  return walk.take();
}

std::shared_ptr<const Reach> find_reach(const Program& program, const Map& map) {
  Walk walk(program);
  for (const Binder& binder : map.each) {
    walk.visit_parameters(binder.collection);
    walk.visit_parameters(binder.condition);
    walk.visit_raw_types(*binder.collection);
  }
  walk.visit_parameters(map.key);
  walk.visit_parameters(map.condition);
  for (const Identity& identity : map.identities) walk.visit_parameters(identity.value);
  for (const MapItem& item : map.items) {
    walk.visit_parameters(item.value);
    if (item.value != nullptr) walk.visit_raw_types(*item.value);
  }
  return walk.take();
}

}  // namespace

std::shared_ptr<const Reach> reach_of(const Program& program, const Rule& rule) { return rule.reach != nullptr ? rule.reach : find_reach(program, rule); }
std::shared_ptr<const Reach> reach_of(const Program& program, const Map& map) { return map.reach != nullptr ? map.reach : find_reach(program, map); }

void store_reach(Program& program) {
  for (Rule& rule : program.rules) rule.reach = find_reach(program, rule);
  for (Map& map : program.maps) map.reach = find_reach(program, map);
}

}  // namespace sekisho
