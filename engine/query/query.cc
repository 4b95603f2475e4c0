// build_query: a walk over the expressions that some rules can reach.
#include "engine/query/query.h"

#include <algorithm>

#include "engine/check/walk.h"

namespace sekisho {
namespace {

class Reach {
 public:
  Reach(const Program& program, Query& query) : program_(program), query_(query), defines_(program.defines.size()), parameters_(program.parameters.size()) {}

  void rule(const Rule& rule) {
    if (rule.entity != nullptr) need(rule.entity);
    if (!rule.raw_type.empty()) query_.raw_types.insert(rule.raw_type);
    for (const Clause& clause : rule.clauses) visit(*clause.expression);
    for (const TextTemplate* text : {&rule.message.en, &rule.message.ja, &rule.remedy.en, &rule.remedy.ja}) {
      for (const TextPart& part : *text) {
        if (part.expression != nullptr) visit(*part.expression);
      }
    }
  }

  void visit(const Expression& e) {
    type(e.type);
    if (e.entity != nullptr) need(e.entity);
    if (e.op == Op::kPopulation && e.entity == nullptr) query_.raw_types.insert(e.raw_type);
    if (e.op == Op::kField && e.operands[0]->type.entity != nullptr) {
      for (const EntityType* kind : e.operands[0]->type.entity->kinds) query_.attributes[kind].insert(e.text);
    }
    if (e.op == Op::kDefine && !defines_[static_cast<size_t>(e.index)]) {
      defines_[static_cast<size_t>(e.index)] = true;
      visit(*program_.defines[static_cast<size_t>(e.index)].body);
    }
    if (e.op == Op::kParameter && !parameters_[static_cast<size_t>(e.index)]) {
      parameters_[static_cast<size_t>(e.index)] = true;
      const ExpressionPtr& value = program_.parameters[static_cast<size_t>(e.index)].value;
      if (value != nullptr) visit(*value);
    }
    for (const ExpressionPtr& operand : e.operands) visit(*operand);
    for (const Binder& binder : e.binders) {
      if (binder.collection != nullptr) visit(*binder.collection);
      if (binder.condition != nullptr) visit(*binder.condition);
    }
    for (const Arm& arm : e.arms) visit(*arm.value);
  }

 private:
  void need(const EntityType* entity) {
    for (const EntityType* kind : entity->kinds) query_.attributes[kind];
  }
  void type(const Type& t) {
    if (t.entity != nullptr) need(t.entity);
    if (t.element != nullptr) type(*t.element);
  }

  const Program& program_;
  Query& query_;
  std::vector<bool> defines_, parameters_;
};

// Parameters that an expression uses, through definitions and defaults of other parameters.
class ParameterUse {
 public:
  ParameterUse(const Program& program, std::set<int>& used) : program_(program), used_(used), defines_(program.defines.size()) {}

  void visit(const ExpressionPtr& expression) {
    if (expression == nullptr) return;
    for_each_expression(*expression, [&](const Expression& e) {
      if (e.op == Op::kParameter && used_.insert(e.index).second) visit(program_.parameters[static_cast<size_t>(e.index)].value);
      if (e.op == Op::kDefine && !defines_[static_cast<size_t>(e.index)]) {
        defines_[static_cast<size_t>(e.index)] = true;
        visit(program_.defines[static_cast<size_t>(e.index)].body);
      }
    });
  }
  void visit(const Map& map) {
    for (const Binder& binder : map.each) visit(binder.collection);
    visit(map.key);
    visit(map.condition);
    for (const Identity& identity : map.identities) visit(identity.value);
    for (const MapItem& item : map.items) visit(item.value);
  }
  void visit(const TextTemplate& text) {
    for (const TextPart& part : text) visit(part.expression);
  }

 private:
  const Program& program_;
  std::set<int>& used_;
  std::vector<bool> defines_;
};

// Fills Query::parameters from its rules and maps.
void find_parameters(const Program& program, Query& query) {
  ParameterUse use(program, query.parameters);
  for (int index : query.rules) {
    const Rule& rule = program.rules[static_cast<size_t>(index)];
    for (const Clause& clause : rule.clauses) use.visit(clause.expression);
    for (const TextTemplate* text : {&rule.message.en, &rule.message.ja, &rule.remedy.en, &rule.remedy.ja}) use.visit(*text);
  }
  for (const Map* map : query.maps) use.visit(*map);
}

}  // namespace

Query build_query(const Program& program, const std::vector<int>& rules) {
  Query query;
  query.rules = rules;
  Reach reach(program, query);
  for (int rule : rules) reach.rule(program.rules[static_cast<size_t>(rule)]);
  for (const Map& map : program.maps) {
    if (!query.attributes.contains(map.kind)) continue;
    query.maps.push_back(&map);
    query.raw_types.insert(map.sources.begin(), map.sources.end());
  }
  find_parameters(program, query);
  return query;
}

Query query_all_kinds(const Program& program) {
  Query query;
  for (const auto& entity : program.entities) {
    if (entity->is_trait) continue;
    for (const Attribute& attribute : entity->attributes) query.attributes[entity.get()].insert(attribute.name);
  }
  for (const Map& map : program.maps) query.maps.push_back(&map);
  find_parameters(program, query);
  return query;
}

std::string dump(const Query& query, const Program& program) {
  std::string out;
  for (int rule : query.rules) out += "rule " + program.rules[static_cast<size_t>(rule)].name + "\n";
  std::vector<const EntityType*> kinds;
  for (const auto& [kind, attributes] : query.attributes) kinds.push_back(kind);
  std::sort(kinds.begin(), kinds.end(), [](const EntityType* a, const EntityType* b) { return a->name < b->name; });
  for (const EntityType* kind : kinds) {
    out += "kind " + kind->name + " reads";
    for (const std::string& attribute : query.attributes.at(kind)) out += " " + attribute;
    out += "\n";
  }
  for (const Map* map : query.maps) {
    out += "map";
    for (const std::string& source : map->sources) out += " " + source;
    out += " to " + map->kind->name + "\n";
  }
  return out;
}

}  // namespace sekisho
