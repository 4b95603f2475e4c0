// Compares what a rule reads with what the maps of each source fill.
#include "engine/query/rule_sources.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/check/walk.h"

namespace sekisho {
namespace {

// What a rule reads of each kind or trait: dotted paths; none where it only asks whether there are rows.
using Reads = std::map<const EntityType*, std::set<std::string>>;

class Reader {
 public:
  explicit Reader(const Program& program) : program_(program) {}

  void visit(const Expression& root) {
    for_each_expression(root, [&](const Expression& e) {
      if (e.op == Op::kPopulation && e.entity != nullptr) reads_[e.entity];
      if (e.op == Op::kField) field(e);
      if (e.op == Op::kDefine && defines_.insert(e.index).second) visit(*program_.defines[static_cast<size_t>(e.index)].body);
    });
  }

  // A path that goes further stands for the one it goes on from.
  Reads take() {
    for (auto& [entity, paths_read] : reads_) {
      std::set<std::string>& paths = paths_read;   // clang 14 captures no binding
      std::erase_if(paths, [&](const std::string& path) {
        const auto longer = paths.lower_bound(path + ".");
        return longer != paths.end() && longer->starts_with(path + ".");
      });
    }
    return std::move(reads_);
  }

 private:
  void field(const Expression& e) {
    std::string path = e.text;
    const Expression* base = e.operands[0].get();
    while (base->op == Op::kField && base->type.entity == nullptr) {
      path = base->text + "." + path;
      base = base->operands[0].get();
    }
    if (base->type.entity != nullptr) reads_[base->type.entity].insert(path);
  }

  const Program& program_;
  Reads reads_;
  std::set<int> defines_;
};

bool at_or_below(const std::string& path, const std::string& other) { return path == other || path.starts_with(other + "."); }

// The maps of one source, by the kind they make.
class SourceMaps {
 public:
  void add(const Map* map) { maps_[map->kind].push_back(map); }
  bool makes(const EntityType* kind) const { return maps_.contains(kind); }

  bool fills(const EntityType* kind, const std::string& path) const {
    for (const Map* map : maps_.at(kind)) {
      for (const MapItem& item : map->items) {
        if (item.kind == MapItem::Kind::kLet || item.kind == MapItem::Kind::kUnavailable) continue;
        const std::string filled = item.dotted();
        if (at_or_below(path, filled) || at_or_below(filled, path)) return true;
      }
    }
    return false;
  }

  std::vector<std::string> missing(const EntityType* kind, const std::set<std::string>& paths) const {
    if (!makes(kind)) return {kind->name};
    std::vector<std::string> missing;
    for (const std::string& path : paths) {
      if (!fills(kind, path)) missing.push_back(kind->name + "." + path);
    }
    return missing;
  }

 private:
  std::map<const EntityType*, std::vector<const Map*>> maps_;
};

// Of the kinds of `entity`, what the one that comes closest lacks.
std::vector<std::string> least_missing(const SourceMaps& maps, const EntityType& entity, const Reads& reads) {
  std::vector<std::string> least = {entity.name};
  bool first = true;
  for (const EntityType* kind : entity.kinds) {
    if (!maps.makes(kind)) continue;
    std::set<std::string> paths;
    for (const auto& [read, of_it] : reads) {
      if (read == kind || read == &entity) paths.insert(of_it.begin(), of_it.end());
    }
    std::erase_if(paths, [&](const std::string& path) { return kind->find(path.substr(0, path.find('.'))) == nullptr; });
    std::vector<std::string> missing = maps.missing(kind, paths);
    if (first || missing.size() < least.size()) least = std::move(missing);
    first = false;
  }
  return least;
}

constexpr std::string_view kRegister = "register";

Reads reads_of(const Program& program, const Rule& rule) {
  Reader reader(program);
  for (const Clause& clause : rule.clauses) reader.visit(*clause.expression);
  return reader.take();
}

}  // namespace

std::string source_of(const std::string& raw_type) {
  const size_t dot = raw_type.find('.');
  std::string adapter = raw_type.substr(0, dot);
  if (adapter != "terraform" || dot == std::string::npos) return adapter;
  const std::string provider = raw_type.substr(dot + 1, raw_type.find('_', dot) - dot - 1);
  return provider == "*" ? adapter : adapter + " " + provider;
}

RuleSources sources_of(const Program& program, const Rule& rule) {
  RuleSources out;
  if (rule.entity == nullptr) {
    out.sources.push_back({source_of(rule.raw_type), {}, {}});
    return out;
  }
  std::map<std::string, SourceMaps> by_source;
  std::set<const EntityType*> made;
  for (const Map& map : program.maps) {
    for (const std::string& type : map.sources) {
      if (source_of(type) == kRegister) continue;   // how a table fills a kind: the kind is a register's all the same
      made.insert(map.kind);
      by_source[source_of(type)].add(&map);
    }
  }
  const auto is_register = [&](const EntityType* entity) {
    return std::none_of(entity->kinds.begin(), entity->kinds.end(), [&](const EntityType* kind) { return made.contains(kind); });
  };
  Reads reads = reads_of(program, rule);
  reads[rule.entity];
  for (const auto& [entity, paths] : reads) {
    if (!is_register(entity)) continue;
    out.registers.push_back(entity->name);
    out.weighs_registers = out.weighs_registers || !paths.empty();
  }
  std::sort(out.registers.begin(), out.registers.end());
  out.on_register = is_register(rule.entity);
  for (const auto& [name, maps] : by_source) {
    RuleSource source{name, {}, {}};
    const auto add_kinds = [&, &maps = maps](const EntityType* entity) {
      for (const EntityType* kind : entity->kinds) {
        if (maps.makes(kind)) source.kinds.push_back(kind->name);
      }
    };
    // A rule on a register meets the configuration in what it reads beside it.
    if (!out.on_register) add_kinds(rule.entity);
    else for (const auto& [entity, paths] : reads) add_kinds(entity);
    if (source.kinds.empty()) continue;
    std::set<std::string> missing;
    for (const auto& [entity, paths] : reads) {
      // A kind of the population's trait that is told apart by `is` was asked for with the trait.
      const bool of_population = entity != rule.entity && !entity->is_trait && entity->has(rule.entity) && rule.entity->is_trait;
      if (is_register(entity) || of_population) continue;
      const std::vector<std::string> lacks = least_missing(maps, *entity, reads);
      missing.insert(lacks.begin(), lacks.end());
    }
    source.missing.assign(missing.begin(), missing.end());
    out.sources.push_back(std::move(source));
  }
  return out;
}

}  // namespace sekisho
