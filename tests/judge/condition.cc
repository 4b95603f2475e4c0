// Conditions: comparisons, logic, quantifiers, joins, questions about texts, networks and counts.
#include "tests/judge/expression.h"

namespace sekisho::judge {

std::optional<Term> ExpressionMaker::logic(int depth) {
  Term term = sorted({});
  switch (random_.below(5)) {
    case 0: return term.add("(not ").add(condition(depth - 1)).add(")");
    case 1: return term.add("(").add(condition(depth - 1)).add(" implies ").add(condition(depth - 1)).add(")");
    case 2:
    case 3: {
      const char* word = random_.chance(0.5) ? " and " : " or ";
      term.add("(").add(condition(depth - 1)).add(word).add(condition(depth - 1));
      if (random_.chance(0.3)) term.add(word).add(condition(depth - 1));
      return term.add(")");
    }
    default: return term.add("(").add(optional_of(Type{}.as_optional(), depth - 1)).add(" ?? ").add(condition(depth - 1)).add(")");
  }
}

std::optional<Term> ExpressionMaker::comparison(int depth) {
  Type type = random_scalar(random_);
  static const char* const kOrdered[] = {" < ", " <= ", " > ", " >= ", " == ", " != "};
  // What is in sight decides, most of the time.
  if (random_.chance(0.7)) {
    std::optional<Path> path = path_where([&](const Type& other) { return !other.optional && other.kind <= Kind::kDict; });
    if (path) {
      Term term = sorted({});
      const bool ordered = is_ordered(world_, path->type);
      return term.add("(" + path->text + kOrdered[ordered ? random_.below(6) : 4 + random_.below(2)]).add(make(path->type, random_.chance(0.7) ? 0 : depth - 1)).add(")");
    }
  }
  if (random_.chance(0.15)) type = list_of(random_.chance(0.5) ? Kind::kList : Kind::kSet, type);
  else if (random_.chance(0.1)) type = type_of(Kind::kRecord, random_.below(world_.plain_records));
  Term term = sorted({});
  return term.add("(").add(make(type, depth - 1)).add(kOrdered[is_ordered(world_, type) ? random_.below(6) : 4 + random_.below(2)]).add(make(type, depth - 1)).add(")");
}

std::optional<Term> ExpressionMaker::guarded(int depth) {
  std::optional<Path> path = path_where([](const Type& other) { return other.optional; });
  if (!path) return std::nullopt;
  Term term = sorted({});
  const size_t form = random_.below(5);
  term.add("(");
  if (form == 0) return term.add(random_.chance(0.5) ? "present " : "not present ").add(path->text + ")");
  if (form == 1) term.add("present " + path->text + " implies ");
  else if (form == 2) term.add("not present " + path->text + " or ");
  else term.add("present " + path->text + " and ");
  const Mark before = mark();
  present_.push_back(path->text);
  const Type present = path->type.as_present();
  if (random_.chance(0.6) && present.kind <= Kind::kDict) {
    term.add("(" + path->text + (random_.chance(0.5) ? " == " : " != ")).add(make(present, depth - 2)).add(")");
  } else {
    term.add(condition(depth - 1));
  }
  reset(before);
  return term.add(")");
}

std::optional<Term> ExpressionMaker::membership(int depth) {
  Term term = sorted({});
  const char* word = random_.chance(0.7) ? " in " : " not in ";
  if (random_.chance(0.15)) {
    return term.add("(").add(make(type_of(Kind::kText), depth - 1)).add(word).add(dict_argument(random_scalar(random_), depth)).add(")");
  }
  const Type type = random_scalar(random_);
  const Kind kind = random_.chance(0.7) ? Kind::kSet : Kind::kList;
  return term.add("(").add(make(type, depth - 1)).add(word).add(kind == Kind::kList || random_.chance(0.5) ? literal(list_of(kind, type)) : make(list_of(kind, type), depth - 1)).add(")");
}

std::optional<Term> ExpressionMaker::reference_question(int depth) {
  const auto is_link = [](const Type& other) { return other.kind == Kind::kReference || other.kind == Kind::kOwner; };
  std::optional<Path> link = path_where(is_link);
  Term term = sorted({});
  // A text names by identity, within the scope of who wrote it.
  if (random_.chance(0.15)) {
    std::optional<Path> text = path_of(type_of(Kind::kText));
    std::optional<Path> row = path_where([](const Type& other) { return other.kind == Kind::kRow; });
    if (text && row) return term.add("(" + text->text + " refers " + row->text + ")");
  }
  if (!link) return std::nullopt;
  const std::string guard = link->type.optional ? "present " + link->text + " and " : "";
  const Mark before = mark();
  if (link->type.optional) present_.push_back(link->text);
  const auto entity = [&](const Type& other) { return is_entity(other) && !other.optional && world_.may_meet(other.index, link->type.index); };
  std::optional<Term> made;
  switch (random_.below(7)) {
    case 6: {
      std::optional<Path> a = path_where([](const Type& other) { return other.kind == Kind::kRow; });
      std::optional<Path> b = path_where([&](const Type& other) { return other.kind == Kind::kRow && a && world_.may_meet(other.index, a->type.index); });
      if (a && b && a->text != b->text) made = term.add("(" + a->text + (random_.chance(0.5) ? " == " : " != ") + b->text + ")");
      break;
    }
    case 0: made = term.add("(" + guard + "resolved " + link->text + ")"); break;
    case 1: made = term.add("(" + guard).add("(id(" + link->text + ")").add(random_.chance(0.5) ? " == " : " != ").add(make(type_of(Kind::kText), depth - 1)).add("))"); break;
    case 2:
    case 3: {
      std::optional<Path> target = path_where([&](const Type& other) { return entity(other); });
      if (target && target->text != link->text) made = term.add("(" + guard + "(" + link->text + (random_.chance(0.6) ? " refers " : random_.chance(0.5) ? " == " : " != ") + target->text + "))");
      break;
    }
    case 4: {
      const Entity& to = world_.entities[link->type.index];
      if (to.trait && !to.kinds.empty()) {
        const size_t kind = random_.pick(to.kinds);
        made = term.add("(" + guard + "(" + link->text + " is " + world_.entities[kind].name + "))");
      }
      break;
    }
    default: {
      const std::string name = fresh_name();
      if (raw() || !may_range()) break;
      bind(name, type_of(Kind::kRow, link->type.index));
      made = term.add("(" + guard + "(any " + name + " in " + world_.entities[link->type.index].name + " where " + link->text + " refers " + name + " : ").add(condition(depth - 1)).add("))");
    }
  }
  reset(before);
  return made;
}

void ExpressionMaker::binder(Term& term, int depth) {
  const std::string name = fresh_name();
  term.add(name + " in ");
  const size_t way = random_.below(10);
  if (way < 3 && !raw() && may_range()) {
    const size_t entity = random_.below(world_.entities.size());
    term.add(world_.entities[entity].name);
    bind(name, type_of(Kind::kRow, entity));
  } else if (way < 5 && raw()) {
    std::optional<Path> path = path_where([](const Type& other) { return other.kind == Kind::kRaw && other.shape != nullptr && other.shape->form == Shape::Form::kList; });
    Type type = type_of(Kind::kRaw);
    if (path && (random_.chance(0.7) || !may_range())) {
      type.shape = path->type.shape->element.get();
      term.add(random_.chance(0.5) ? path->text : "(" + path->text + " ?? [])");
      bind(name, type);
    } else {
      const RawType& raw_type = *random_.pick(world_.raw_types);
      type.shape = &raw_type.shape;
      term.add("terraform." + raw_type.name);
      bind(name, type);
    }
  } else if (way < 8) {
    std::optional<Path> path = path_where([](const Type& other) { return other.kind == Kind::kList || other.kind == Kind::kSet; });
    if (path) {
      if (path->type.optional) term.add(Term("(" + path->text + " ?? ").add(literal(path->type.as_present())).add(")"));
      else term.add(path->text);
      bind(name, *path->type.element);
    } else {
      const Type type = random_scalar(random_);
      term.add(make(list_of(Kind::kList, type), depth - 1));
      bind(name, type);
    }
  } else if (way == 8 && random_.chance(0.4)) {
    const Type date = type_of(Kind::kDate);
    term.add("windows(").add(make(date, depth - 1)).add(", ").add(make(date, depth - 1)).add(", ").add(Term(random_.chance(0.7) ? "3mo" : "1y")).add(")");
    bind(name + ".from", date);
    bind(name + ".to", date);
  } else if (way < 9) {
    const Type type = random_scalar(random_);
    term.add("entries(").add(dict_argument(type, depth)).add(")");
    bind(name + ".key", type_of(Kind::kText));
    bind(name + ".value", type);
  } else {
    const Type type = random_scalar(random_);
    term.add(make(list_of(random_.chance(0.5) ? Kind::kList : Kind::kSet, type), depth - 1));
    bind(name, type);
  }
  if (random_.chance(0.4)) term.add(" where ").add(condition(depth - 1));
}

std::optional<Term> ExpressionMaker::quantifier(int depth) {
  Term term = sorted({});
  const Mark before = mark();
  const size_t word = random_.below(3);
  term.add(word == 0 ? "(any " : word == 1 ? "(all " : "(no ");
  binder(term, depth);
  if (random_.chance(0.2)) {
    term.add(", ");
    binder(term, depth - 1);
  }
  if (word == 1 || random_.chance(0.85)) term.add(" : ").add(condition(depth - 1));
  reset(before);
  return term.add(")");
}

// Rows that refer to a row in sight.
std::optional<Term> ExpressionMaker::reverse_join(int depth) {
  if (raw() || !may_range()) return std::nullopt;
  std::optional<Path> row = path_where([](const Type& other) { return other.kind == Kind::kRow; });
  if (!row) return std::nullopt;
  struct Link { size_t entity; Field field; };
  std::vector<Link> links;
  for (size_t i = 0; i < world_.entities.size(); ++i) {
    for (const Field& field : world_.entities[i].fields) {
      if (is_entity(field.type) && world_.may_meet(field.type.index, row->type.index)) links.push_back({i, field});
    }
  }
  if (links.empty()) return std::nullopt;
  const Link& link = random_.pick(links);
  const std::string name = fresh_name();
  const std::string path = name + "." + link.field.name;
  const std::string guard = link.field.type.optional ? "present " + path + " and " : "";
  const std::string join = "(" + guard + path + " refers " + row->text + ")";
  Term term = sorted({});
  const Mark before = mark();
  const size_t form = random_.below(7);
  bind(name, type_of(Kind::kRow, link.entity));
  const std::string head = name + " in " + world_.entities[link.entity].name;
  switch (form) {
    case 0: term.add("(any " + head + " where " + join + ")"); break;
    case 1: term.add("(any " + head + " where " + join + " : ").add(condition(depth - 1)).add(")"); break;
    case 2: term.add("(all " + head + " where " + join + " : ").add(condition(depth - 1)).add(")"); break;
    case 3: term.add("(no " + head + " where ").add(condition(depth - 1)).add(" : " + join + ")"); break;
    case 4: term.add("(any " + head + " : (" + join + " and ").add(condition(depth - 1)).add("))"); break;
    case 5: {
      // Whether there is another one.
      const bool meets = world_.may_meet(link.entity, row->type.index);
      term.add("(any " + head + " where " + (meets ? "(" + name + " != " + row->text + ")" : join) + " : ").add(condition(depth - 1)).add(")");
      break;
    }
    default: term.add("(count([" + name + " for " + head + " where " + join + "])").add(random_.chance(0.5) ? " >= " : " == ").add(Term(std::to_string(random_.below(4)))).add(")"); break;
  }
  reset(before);
  return term;
}

Term ExpressionMaker::pointed(int depth) {
  std::optional<Term> made;
  for (int attempt = 0; attempt < 4 && !made; ++attempt) {
    switch (random_.below(8)) {
      case 0: case 1: case 2: made = raw() ? raw_question(depth) : reference_question(depth); break;
      case 3: case 4: made = raw() ? raw_join(depth) : reverse_join(depth); break;
      case 5: made = call(Type{}, depth); break;
      case 6: made = access_question(depth); break;
      default: made = raw() ? raw_join(depth) : quantifier(depth);
    }
  }
  Term term = made ? std::move(*made) : condition(depth + 1);
  term.sort = world_.spell({});
  term.simplest = plain_condition(random_);
  return term;
}

std::optional<Term> ExpressionMaker::rows_with(const std::string& name, const Type& type) {
  struct Place { size_t entity; std::string attribute; };
  std::vector<Place> places;
  for (size_t i = 0; i < world_.entities.size(); ++i) {
    for (const Field& field : world_.entities[i].fields) {
      if (same(field.type, type)) places.push_back({i, field.name});
    }
  }
  if (places.empty() || !may_range()) return std::nullopt;
  const Place& place = random_.pick(places);
  static const char* const kWords[] = {"(all ", "(all ", "(any ", "(no "};
  const std::string row = fresh_name();
  Term term = sorted({});
  const Mark before = mark();
  term.add(kWords[random_.below(4)] + row + " in " + world_.entities[place.entity].name + " where " + row + "." + place.attribute + " == " + name + " : ");
  bind(row, type_of(Kind::kRow, place.entity));
  term.add(condition(1)).add(")");
  reset(before);
  return term;
}

std::optional<Term> ExpressionMaker::text_question(int depth) {
  static const std::vector<std::string> kPatterns{"^[a-z]+$", "web", "^(a|b)", "\\d", "[0-9]+", "", "^.{1,3}$", "(?i)RED"};
  const Type text = type_of(Kind::kText);
  Term term = sorted({});
  switch (random_.below(4)) {
    case 0: return term.add("starts_with(").add(make(text, depth - 1)).add(", ").add(make(text, 0)).add(")");
    case 1: return term.add("ends_with(").add(make(text, depth - 1)).add(", ").add(make(text, 0)).add(")");
    default: return term.add("matches(").add(make(text, depth - 1)).add(", r\"" + random_.pick(kPatterns) + "\")");
  }
}

std::optional<Term> ExpressionMaker::network_question(int depth) {
  const Type cidr = type_of(Kind::kCidr);
  Term term = sorted({});
  switch (random_.below(3)) {
    case 0: return term.add("overlaps(").add(make(cidr, depth - 1)).add(", ").add(make(cidr, depth - 1)).add(")");
    case 1: return term.add("contains(").add(make(cidr, depth - 1)).add(", ").add(make(type_of(Kind::kIp), depth - 1)).add(")");
    default: return term.add("contains(").add(make(cidr, depth - 1)).add(", ").add(make(cidr, depth - 1)).add(")");
  }
}

std::optional<Term> ExpressionMaker::access_question(int depth) {
  static const std::vector<std::string> kActions{"s3:GetObject", "iam:CreateUser", "s3:*", "ec2:RunInstances", "S3:getobject"};
  const auto is_patterns = [&](const Type& other) { return other.kind == Kind::kRecord && other.index == access_patterns(world_) && !other.optional; };
  Term term = sorted({});
  if (random_.chance(0.4)) {
    std::optional<Path> entries = path_where([&](const Type& other) { return other.kind == Kind::kList && !other.optional && other.element->kind == Kind::kRecord && other.element->index == access_entry(world_); });
    if (!entries) return std::nullopt;
    return term.add("grants(" + entries->text + ", \"" + random_.pick(kActions) + "\")");
  }
  std::optional<Path> patterns = path_where(is_patterns), others = path_where(is_patterns);
  if (patterns && random_.chance(0.3)) return term.add("covers_all(" + patterns->text + ", " + others->text + ")");
  if (patterns) return term.add("covers(" + patterns->text + ", ").add(random_.chance(0.7) ? Term("\"" + random_.pick(kActions) + "\"") : make(type_of(Kind::kText), depth - 1)).add(")");
  // No patterns in sight: look at the members of entries.
  std::optional<Path> entries = path_where([&](const Type& other) { return other.kind == Kind::kList && !other.optional && other.element->kind == Kind::kRecord && other.element->index == access_entry(world_); });
  if (!entries) return std::nullopt;
  const Mark before = mark();
  const std::string name = fresh_name();
  bind(name, *entries->type.element);
  const std::string quantified = random_.chance(0.5) ? "(any " : "(no ";
  if (random_.chance(0.3)) {
    // How the entries of one list stand to each other.
    const std::string other = fresh_name(), part = random_.chance(0.5) ? ".actions" : ".resources";
    bind(other, *entries->type.element);
    term.add(quantified + name + " in " + entries->text + " where " + name + ".effect == deny, " + other + " in " + entries->text + " where " + other + ".effect == allow : ");
    term.add(random_.chance(0.5) ? "covers_all(" + name + part + ", " + other + part + "))" : "covers_all(" + other + part + ", " + name + part + "))");
    reset(before);
    return term;
  }
  term.add(quantified + name + " in " + entries->text + (random_.chance(0.5) ? " where " + name + ".effect == allow" : "") + " : ");
  if (random_.chance(0.3)) {
    const std::string given = name + (random_.chance(0.5) ? ".actions" : ".resources");
    const std::string wanted = std::string("{excepted: ") + (random_.chance(0.2) ? "true" : "false") + ", globs: {\"s3:Get*\", \"" + random_.pick(kActions) + "\"}}";
    term.add(random_.chance(0.5) ? "covers_all(" + given + ", " + wanted + "))" : "covers_all(" + wanted + ", " + given + "))");
    reset(before);
    return term;
  }
  term.add(random_.chance(0.6) ? Term("covers(" + name + (random_.chance(0.5) ? ".actions" : ".resources") + ", \"" + random_.pick(kActions) + "\")") : condition(depth - 1)).add(")");
  reset(before);
  return term;
}

// A row of a trait that is of one of its kinds.
std::optional<Term> ExpressionMaker::narrowed(int depth) {
  std::optional<Path> row = path_where([&](const Type& other) { return is_entity(other) && !other.optional && world_.entities[other.index].trait && !world_.entities[other.index].kinds.empty(); });
  if (!row) return std::nullopt;
  const size_t kind = random_.pick(world_.entities[row->type.index].kinds);
  Term term = sorted({});
  const Mark before = mark();
  bind(row->text, type_of(row->type.kind, kind));
  term.add("(" + row->text + " is " + world_.entities[kind].name + (random_.chance(0.15) ? " and " : " implies ")).add(condition(depth - 1)).add(")");
  reset(before);
  return term;
}

std::optional<Term> ExpressionMaker::size_question(int depth) {
  static const char* const kOps[] = {" < ", " <= ", " > ", " >= ", " == ", " != "};
  const Type element = random_scalar(random_);
  Term term = sorted({});
  switch (random_.below(6)) {
    case 0: {
      const Kind kinds[] = {Kind::kText, Kind::kList, Kind::kSet, Kind::kDict};
      const Kind kind = kinds[random_.below(4)];
      return term.add(random_.chance(0.5) ? "(nonempty " : "(empty ").add(make(kind == Kind::kText ? type_of(kind) : list_of(kind, element), depth - 1)).add(")");
    }
    case 1: return term.add(random_.chance(0.5) ? "subset(" : "disjoint(").add(make(list_of(Kind::kSet, element), depth - 1)).add(", ").add(make(list_of(Kind::kSet, element), depth - 1)).add(")");
    case 2:
      if (!raw() && may_range()) {
        const Mark before = mark();
        const std::string name = fresh_name();
        const size_t entity = random_.below(world_.entities.size());
        bind(name, type_of(Kind::kRow, entity));
        term.add("(count([" + name + " for " + name + " in " + world_.entities[entity].name + " where ").add(condition(depth - 1)).add("])" + std::string(kOps[random_.below(6)]) + std::to_string(random_.below(5)) + ")");
        reset(before);
        return term;
      }
      [[fallthrough]];
    default: {
      const Kind kinds[] = {Kind::kList, Kind::kSet, Kind::kDict};
      return term.add("(count(").add(make(list_of(kinds[random_.below(3)], element), depth - 1)).add(")" + std::string(kOps[random_.below(6)])).add(random_.chance(0.7) ? Term(std::to_string(random_.below(5))) : make(type_of(Kind::kInt), depth - 1)).add(")");
    }
  }
}

}  // namespace sekisho::judge
