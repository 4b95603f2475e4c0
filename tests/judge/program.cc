// Declarations in the order in which they can use each other; each is removable.
#include "tests/judge/program.h"

#include <set>

#include "tests/judge/expression.h"

namespace sekisho::judge {
namespace {

class ProgramMaker {
 public:
  explicit ProgramMaker(uint64_t seed) : random_(seed), entries_random_(derive(seed, 2000)), parts_random_(derive(seed, 2001)), tests_random_(derive(seed, 2002)) { program_.world = make_world(random_); }

  GeneratedProgram run() {
    program_.text.add("language 1\npackage judged\n");
    types();
    for (size_t i = 1 + random_.below(3); i > 0; --i) parameter();
    for (size_t i = random_.below(5); i > 0; --i) define();
    if (random_.chance(0.4)) scalar_define();
    if (random_.chance(0.4)) raw_define();
    if (random_.chance(0.3)) ranging_define();
    if (random_.chance(0.4)) members_define();
    for (size_t i = 0; i < world().raw_types.size(); ++i) {
      const bool alike = i + 1 < world().raw_types.size() && world().raw_types[i]->kind == world().raw_types[i + 1]->kind;
      const bool together = alike && random_.chance(0.5);
      map(*world().raw_types[i], i, together ? ", terraform." + world().raw_types[i + 1]->name : "");
      if (together) ++i;
    }
    if (world().entities.back().name == "cloud.account") declare(Term("map terraform.provider as p to cloud.account {\n  id = unknown \"the plan does not say\"\n  name = origin(p).address\n}\n"));
    if (random_.chance(0.15)) catch_all();
    for (size_t i = 8 + random_.below(8); i > 0; --i) rule(i);
    entries_rule();
    parts_rule();
    tests_rule();
    return std::move(program_);
  }

 private:
  World& world() { return program_.world; }
  ExpressionMaker maker(Setting setting) { return {world(), random_, setting, names_}; }

  void declare(Term term) {
    term.removable = true;
    program_.text.add(std::move(term));
  }

  Term fields(const std::vector<Field>& list, bool defaults) {
    Term term(" {\n");
    for (const Field& field : list) {
      Term line("  " + field.name + " : " + world().spell(field.type));
      if (defaults) {
        if (std::string value = default_of(field.type); !value.empty()) {
          line.add(" = " + value);
          with_default_.insert(field.name);
        }
      }
      line.removable = true;
      if (defaults) line.attribute = field.name;
      term.add(std::move(line.add("\n")));
    }
    return term.add("}\n");
  }

  // Over what every reader tells; "" for none.
  std::string default_of(const Type& type) {
    if (is_entity(type) && world().entities[type.index].name == "cloud.account") return "origin.account";
    if (!random_.chance(0.35)) return "";
    switch (type.kind) {
      case Kind::kText:
        if (random_.chance(0.5)) return "if origin.action == \"create\" then \"a\" else \"b\"";
        return type.optional ? "origin.tags[\"a\"]" : std::vector<std::string>{"origin.address", "origin.type", "origin.name", "origin.module + \"/\" + origin.action"}[random_.below(4)];
      case Kind::kBool:
        if (random_.chance(0.7)) return random_.chance(0.5) ? "origin.action == \"create\"" : "origin.name == \"n0\" or origin.module != \"\"";
        return "(origin.region ?? \"\") == \"ap-northeast-1\"";
      case Kind::kDict: return type.element->kind == Kind::kText ? "origin.tags" : "";
      case Kind::kInt: return type.optional ? "absent" : "count(origin.tags)";
      default: return "";
    }
  }

  void types() {
    for (const Enumeration& enumeration : world().enums) {
      std::string text = "enum " + enumeration.name + (enumeration.ordered ? " ordered (" : " (");
      for (const std::string& value : enumeration.values) text += (value == enumeration.values.front() ? "" : ", ") + value;
      declare(Term(text + ")\n"));
    }
    for (const RecordType& record : world().records) declare(Term("record " + record.name).add(fields(record.fields, false)));
    for (const Entity& entity : world().entities) {
      Term term((entity.trait ? "trait " : "kind ") + entity.name);
      for (size_t i = 0; i < entity.traits.size(); ++i) term.add((i == 0 ? " : " : ", ") + world().entities[entity.traits[i]].name);
      declare(term.add(fields(entity.own, true)));
    }
  }

  void parameter() {
    Type type = random_scalar(random_);
    if (random_.chance(0.4)) type = list_of(random_.chance(0.7) ? Kind::kSet : Kind::kList, type);
    const std::string name = "param" + std::to_string(world().parameters.size());
    declare(Term("param " + name + " : " + world().spell(type) + " = ").add(maker(Setting::kDefine).literal(type)).add("\n"));
    world().parameters.push_back({name, type});
  }

  void define() {
    Define made{"define" + std::to_string(world().defines.size()), {}, {}};
    ExpressionMaker expressions = maker(Setting::kDefine);
    made.type = random_.chance(0.4) ? Type{} : random_scalar(random_);
    if (random_.chance(0.3)) made.type = list_of(random_.chance(0.5) ? Kind::kSet : Kind::kList, made.type);
    Term head("define " + made.name);
    if (random_.chance(0.75)) {
      made.arguments.push_back({"x" + std::to_string(names_++), type_of(Kind::kRow, random_.below(world().entities.size()))});
      if (random_.chance(0.5)) made.arguments.push_back({"x" + std::to_string(names_++), random_scalar(random_)});
      head.add("(");
      for (size_t i = 0; i < made.arguments.size(); ++i) {
        const Field& argument = made.arguments[i];
        head.add((i == 0 ? "" : ", ") + argument.name + " : " + world().spell(argument.type));
        expressions.bind(argument.name, argument.type);
      }
      head.add(")");
    }
    head.add(" : " + world().spell(made.type) + " =\n  ").add(expressions.make(made.type, 3)).add("\n");
    declare(std::move(head));
    made.ranges = expressions.populations_left() == 0;
    world().defines.push_back(std::move(made));
  }

  // Of plain values only: an engine may keep what it says by its arguments.
  void scalar_define() {
    Define made{"define" + std::to_string(world().defines.size()), {}, random_.chance(0.8) ? Type{} : random_scalar(random_)};
    ExpressionMaker expressions = maker(Setting::kDefine);
    Term head("define " + made.name + "(");
    for (size_t i = 1 + random_.below(3); i > 0; --i) {
      Type type = random_scalar(random_);
      if (random_.chance(0.2)) type = list_of(random_.chance(0.5) ? Kind::kSet : Kind::kList, type);
      made.arguments.push_back({"x" + std::to_string(names_++), type});
      head.add((made.arguments.size() == 1 ? "" : ", ") + made.arguments.back().name + " : " + world().spell(type));
      expressions.bind(made.arguments.back().name, type);
    }
    head.add(") : " + world().spell(made.type) + " =\n  ");
    // Often rows with the argument in an attribute: for some arguments there are none.
    std::optional<Term> rows;
    if (made.type.kind == Kind::kBool && random_.chance(0.5)) rows = expressions.rows_with(made.arguments[0].name, made.arguments[0].type);
    declare(head.add(rows ? std::move(*rows) : expressions.make(made.type, 3)).add("\n"));
    made.ranges = expressions.populations_left() == 0;
    world().defines.push_back(std::move(made));
  }

  // Over the resources of a source, which in maps is the one that is mapped.
  void ranging_define() {
    Define made{"define" + std::to_string(world().defines.size()), {}, Type{}};
    const Type type = random_scalar(random_);
    const std::string argument = "x" + std::to_string(names_++);
    made.arguments.push_back({argument, type});
    made.ranges = made.raw = true;
    const RawType& raw = *random_.pick(world().raw_types);
    ExpressionMaker expressions = maker(Setting::kRawRule);
    const std::string name = expressions.fresh_name();
    const auto part = [&](const Type& wanted) { return "(" + name + "." + random_.pick(raw.shape.fields).first + " ?? " + to_text(expressions.literal(wanted)) + ")"; };
    static const char* const kWords[] = {"any ", "all ", "no "};
    std::string condition = part(type) + (random_.chance(0.7) ? " == " : " != ") + argument;
    if (random_.chance(0.3)) condition = "(" + condition + (random_.chance(0.5) ? " and " : " or ") + part(Type{}) + ")";
    declare(Term("define " + made.name + "(" + argument + " : " + world().spell(type) + ") : bool =\n  " + kWords[random_.below(3)] + name + " in terraform." + raw.name + " : " + condition + "\n"));
    world().defines.push_back(std::move(made));
  }

  // Of rows or resources: the arguments carry more than their own content.
  void members_define() {
    const bool raw = random_.chance(0.4);
    Define made{"define" + std::to_string(world().defines.size()), {}, Type{}};
    Type member = type_of(raw ? Kind::kRaw : Kind::kRow, random_.below(world().entities.size()));
    if (raw) member.shape = &random_.pick(world().raw_types)->shape;
    made.arguments.push_back({"x" + std::to_string(names_++), list_of(Kind::kList, member)});
    if (random_.chance(0.5)) made.arguments.push_back({"x" + std::to_string(names_++), random_scalar(random_)});
    made.ranges = true;
    made.raw = raw;
    ExpressionMaker expressions = maker(raw ? Setting::kRawRule : Setting::kDefine);
    expressions.allow_populations(0);
    const std::string name = expressions.fresh_name();
    Term head("define " + made.name + "(" + made.arguments[0].name + " : " + world().spell(made.arguments[0].type));
    if (made.arguments.size() > 1) {
      head.add(", " + made.arguments[1].name + " : " + world().spell(made.arguments[1].type));
      expressions.bind(made.arguments[1].name, made.arguments[1].type);
    }
    expressions.bind(name, member);
    static const char* const kWords[] = {"any ", "all ", "no "};
    head.add(std::string(") : bool =\n  ") + kWords[random_.below(3)] + name + " in " + made.arguments[0].name + " : ");
    if (raw) head.add("(" + name + "." + random_.pick(member.shape->fields).first + " ?? true)");
    else head.add(expressions.condition(2));
    declare(head.add("\n"));
    world().defines.push_back(std::move(made));
  }

  // For maps and rules on raw types.
  void raw_define() {
    Define made{"define" + std::to_string(world().defines.size()), {}, random_.chance(0.5) ? Type{} : random_scalar(random_)};
    Type root = type_of(Kind::kRaw);
    root.shape = &random_.pick(world().raw_types)->shape;
    made.arguments.push_back({"x" + std::to_string(names_++), root});
    ExpressionMaker expressions = maker(Setting::kRawRule);
    expressions.allow_populations(0);
    expressions.bind(made.arguments[0].name, root);
    declare(Term("define " + made.name + "(" + made.arguments[0].name + " : raw) : " + world().spell(made.type) + " =\n  ").add(expressions.make(made.type, 3)).add("\n"));
    world().defines.push_back(std::move(made));
  }

  // An attribute's value, of a part of a raw resource: an engine may keep what it says by what is in that. Its name.
  std::string part_define(const Type& type, const Shape* shape) {
    const std::string name = "made_of" + std::to_string(names_++), argument = "x" + std::to_string(names_++);
    ExpressionMaker expressions = maker(Setting::kRawRule);
    expressions.allow_populations(0);
    Type part = type_of(Kind::kRaw);
    part.shape = shape;
    expressions.bind(argument, part);
    Term body = Term("define " + name + "(" + argument + " : raw) : " + world().spell(type) + " =\n  ");
    // Some ask whose part it is.
    if (random_.chance(0.3)) body.add("if origin(" + argument + ")." + (random_.chance(0.5) ? "name == \"n0\"" : "action == \"create\"") + " then ").add(expressions.from_raw(type, argument, shape, 2, true)).add(" else ");
    declare(body.add(expressions.from_raw(type, argument, shape, 2, true)).add("\n"));
    return name;
  }

  // `others`: types with the same map.
  void map(const RawType& raw, size_t number, const std::string& others) {
    const std::string name = "r" + std::to_string(number);
    ExpressionMaker expressions = maker(Setting::kMap);
    Type root = type_of(Kind::kRaw);
    root.shape = &raw.shape;
    expressions.bind(name, root);
    Term term("map terraform." + raw.name + others + " as " + name);
    std::vector<const std::pair<std::string, std::shared_ptr<Shape>>*> lists;
    for (const auto& field : raw.shape.fields) {
      if (field.second->form == Shape::Form::kList) lists.push_back(&field);
    }
    if (!lists.empty() && random_.chance(0.2)) {
      const auto& [field, shape] = *random_.pick(lists);
      const std::string member = expressions.fresh_name();
      Type type = type_of(Kind::kRaw);
      type.shape = shape->element.get();
      const bool object = type.shape->form == Shape::Form::kObject;
      term.add(" each " + member + " in " + name + "." + field + " key text(" + member + (object ? "." + type.shape->fields[0].first : "") + ")");
      expressions.bind(member, type);
    }
    if (random_.chance(0.25)) term.add("\n  where ").add(random_.chance(0.5) ? expressions.pointed(1) : expressions.condition(2));
    term.add(" to " + world().entities[raw.kind].name + " {\n");
    if (random_.chance(0.85)) {
      Term identity("  identity " + std::string(random_.chance(0.8) ? "arn" : "name") + " within " + (random_.chance(0.65) ? "global" : random_.chance(0.5) ? "account" : "region") + " = " + name + ".arn\n");
      identity.removable = true;
      term.add(std::move(identity));
      if (random_.chance(0.35)) {
        Term second("  identity label within account = text(" + name + ".label)\n");
        second.removable = true;
        term.add(std::move(second));
      }
    }
    if (random_.chance(0.3)) {
      const std::string local = expressions.fresh_name();
      const Type type = random_scalar(random_);
      term.add("  let " + local + " = ").add(expressions.make(type, 2)).add("\n");
      expressions.bind(local, type);
    }
    for (const Field& field : world().entities[raw.kind].fields) attribute(term, expressions, raw, name, field);
    declare(term.add("}\n"));
  }

  void attribute(Term& term, ExpressionMaker& expressions, const RawType& raw, const std::string& name, const Field& field) {
    expressions.allow_populations(random_.chance(0.5) ? 1 : 0);
    const Shape* shape = nullptr;
    for (const auto& [key, held] : raw.shape.fields) {
      if (key == field.name) shape = held.get();
    }
    const std::string path = name + "." + field.name;
    Term line;
    line.attribute = field.name;
    if (random_.chance(0.03)) {
      term.add(std::move(line.add("  " + field.name + " unavailable \"the source does not tell\"\n")));
      return;
    }
    const bool link = is_entity(field.type);
    if (field.name.ends_with("_account")) return;   // what every row gets
    if (with_default_.contains(field.name) && random_.chance(0.3)) return;
    line.add("  " + field.name + " = ");
    if (field.type.kind == Kind::kText && !field.type.optional && random_.chance(0.2)) {
      term.add(std::move(line.add("(text(" + name + ".link) ?? \"a\")\n")));
      return;
    }
    const bool is_bool = field.type.kind == Kind::kBool && !field.type.optional;
    if (is_bool && random_.chance(0.4)) line.add(expressions.pointed(1));
    else if (!link && random_.chance(0.25)) line.add(expressions.make(field.type, 3));
    else if (random_.chance(0.04)) line.add("if ").add(expressions.condition(1)).add(" then unknown \"nobody can tell\" else ").add(expressions.from_raw(field.type, path, shape, 2, false));
    else if (!link && shape != nullptr && random_.chance(0.4)) line.add(part_define(field.type, shape) + "(" + path + ")");
    else line.add(expressions.from_raw(field.type, path, shape, 2, false));
    term.add(std::move(line.add("\n")));
    if (!link) expressions.bind("self." + field.name, field.type);
  }

  void catch_all() {
    declare(Term("kind rest { type : string }\nmap terraform.* as z to rest { type = origin(z).type }\n"));
  }

  void rule(size_t number) {
    world().rules.push_back("rule" + std::to_string(number));
    const bool raw = random_.chance(0.3);
    const std::string name = "s" + std::to_string(number);
    ExpressionMaker expressions = maker(raw ? Setting::kRawRule : Setting::kRule);
    Term term("rule rule" + std::to_string(number) + " {\n  title en \"Rule " + std::to_string(number) + "\" ja \"規則\"\n  for " + name + " in ");
    if (raw) {
      const RawType& type = *random_.pick(world().raw_types);
      Type root = type_of(Kind::kRaw);
      root.shape = &type.shape;
      expressions.bind(name, root);
      const bool all = random_.chance(0.08);
      term.add(all ? "terraform.*\n" : "terraform." + type.name + "\n");
    } else {
      const size_t entity = random_.below(world().entities.size());
      expressions.bind(name, type_of(Kind::kRow, entity));
      term.add(world().entities[entity].name + "\n");
    }
    const auto clause = [&](const char* word) {
      Term line(std::string("  ") + word + " ");
      expressions.allow_populations(random_.chance(0.02) ? 3 : 2);
      if (random_.chance(0.4)) line.add(expressions.pointed(static_cast<int>(random_.below(3)))).add("\n");
      else line.add(expressions.condition(1 + static_cast<int>(random_.below(4)))).add("\n");
      line.removable = true;
      term.add(std::move(line));
    };
    if (random_.chance(0.3)) {
      const std::string local = expressions.fresh_name();
      Type type = random_scalar(random_);
      if (random_.chance(0.3)) type = list_of(Kind::kList, type);
      term.add("  let " + local + " = ").add(expressions.make(type, 3)).add("\n");
      expressions.bind(local, type);
    }
    for (size_t i = random_.chance(0.35) ? 1 + random_.below(2) : 0; i > 0; --i) clause("where");
    for (size_t i = random_.chance(0.3) ? 2 : 1; i > 0; --i) clause("require");
    if (random_.chance(0.3)) {
      Term line("  message en \"it is {");
      line.add(expressions.shown()).add("}\" ja \"{").add(expressions.shown()).add("} である\"\n");
      line.removable = true;
      term.add(std::move(line));
    }
    declare(term.add("}\n"));
  }

  // Presence of what a definition looks up in a dict, the form that rules on tags have (engine/exec/predicates.cc). With numbers of its own: the rest of
  // a program stays as it was without this rule.
  void entries_rule() {
    std::vector<std::pair<std::string, std::string>> dicts;   // entity and attribute
    for (const Entity& entity : world().entities) {
      for (const Field& field : entity.fields) {
        if (field.type.kind == Kind::kDict && !field.type.optional && field.type.element->kind == Kind::kText && !field.type.element->optional) dicts.emplace_back(entity.name, field.name);
      }
    }
    if (dicts.empty()) return;
    declare(Term("define entry_of(entries : dict of string, key : string) : string? = entries[key] ?? entries[lower(key)]\n"));
    static const char* const kQuestions[] = {"present ", "not present ", "nonempty ", "empty "};
    Term term("rule entries {\n  title en \"Entries\" ja \"項目\"\n  for e in ");
    const auto& [entity, attribute] = entries_random_.pick(dicts);
    term.add(entity + "\n");
    const std::string dict = "entry_of(e." + attribute + ", ";
    for (size_t i = 1 + entries_random_.below(2); i > 0; --i) {
      Term line("  require ");
      if (entries_random_.chance(0.5)) line.add(std::string(entries_random_.chance(0.5) ? "all" : "any") + " key in [\"a\", \"B\"] : " + kQuestions[entries_random_.below(4)] + dict + "key)\n");
      else line.add(kQuestions[entries_random_.below(4)] + dict + (entries_random_.chance(0.5) ? "\"a\")\n" : "\"C\")\n"));
      line.removable = true;
      term.add(std::move(line));
    }
    declare(term.add("}\n"));
  }

  // Parts of records, as arguments of definitions and as members that are gone through (engine/exec/fields.cc). With numbers of its own, as the entries.
  void parts_rule() {
    struct Holder { const Entity* entity; const Field* field; bool list; };
    std::vector<Holder> holders;
    for (const Entity& entity : world().entities) {
      for (const Field& field : entity.fields) {
        const bool list = field.type.kind == Kind::kList || field.type.kind == Kind::kSet;
        const Type& record = list ? *field.type.element : field.type;
        if (record.kind == Kind::kRecord && record.index < world().plain_records && !field.type.optional && !record.optional) holders.push_back({&entity, &field, list});
      }
    }
    if (holders.empty()) return;
    const Holder& holder = parts_random_.pick(holders);
    const Type record = holder.list ? *holder.field->type.element : holder.field->type;
    const Type scalar = random_scalar(parts_random_);
    static const char* const kWords[] = {"any ", "all ", "no "};
    const auto expressions = [&](const std::string& name, const Type& type) {
      ExpressionMaker made(world(), parts_random_, Setting::kDefine, names_);
      made.allow_populations(0);
      made.bind(name, type);
      return made;
    };
    ExpressionMaker of_record = expressions("part", record);
    of_record.bind("other", scalar);
    declare(Term("define of_part(part : " + world().spell(record) + ", other : " + world().spell(scalar) + ") : bool =\n  ").add(of_record.condition(3)).add("\n"));
    const std::string list = world().spell(list_of(Kind::kList, record));
    declare(Term("define of_parts(parts : " + list + ", other : " + world().spell(scalar) + ") : bool =\n  " + kWords[parts_random_.below(3)] + "part in parts : of_part(part, other)\n"));
    Term term("rule parts {\n  title en \"Parts\" ja \"部分\"\n  for r in " + holder.entity->name + "\n");
    const std::string path = "r." + holder.field->name;
    for (size_t i = 1 + parts_random_.below(3); i > 0; --i) {
      const std::string other = ", " + to_text(of_record.literal(scalar)) + ")";
      Term line("  require ");
      const size_t form = parts_random_.below(holder.list ? 4 : 2);
      if (!holder.list) line.add(form == 0 ? "of_part(" + path + other : "of_parts([" + path + ", " + path + "]" + other);
      else if (form == 0) line.add("of_parts(" + path + other);
      else if (form == 1) line.add(std::string(kWords[parts_random_.below(3)]) + "m in " + path + " : of_part(m" + other);
      else line.add(std::string(kWords[parts_random_.below(3)]) + "m in " + path + " where ").add(expressions("m", record).condition(2)).add(" : ").add(expressions("m", record).condition(2));
      line.removable = true;
      term.add(std::move(line.add("\n")));
    }
    declare(term.add("}\n"));
  }

  // Tests of one text or network against different constants (engine/exec/predicates.cc). With numbers of its own, as the entries.
  void tests_rule() {
    struct Tested { const Entity* entity; std::string path; Type type; };
    std::vector<Tested> all;
    const auto add = [&](const Entity& entity, const std::string& path, const Type& type, bool optional) {
      if (type.kind != Kind::kText && type.kind != Kind::kIp && type.kind != Kind::kCidr) return;
      Tested tested{&entity, path, type.as_present()};
      if (type.optional || optional) tested.path = "(" + path + " ?? " + literal_of(tested.type) + ")";
      all.push_back(std::move(tested));
    };
    for (const Entity& entity : world().entities) {
      for (const Field& field : entity.fields) {
        add(entity, "t." + field.name, field.type, false);
        if (field.type.kind != Kind::kRecord || field.type.optional || field.type.index >= world().plain_records) continue;
        for (const Field& inner : world().records[field.type.index].fields) add(entity, "t." + field.name + "." + inner.name, inner.type, false);
      }
    }
    if (all.empty()) return;
    const Tested& tested = tests_random_.pick(all);
    const auto test = [&] {
      const std::string constant = literal_of(tested.type);
      const size_t form = tests_random_.below(tested.type.kind == Kind::kText ? 6 : 3);
      if (form == 0) return "(" + tested.path + (tests_random_.chance(0.5) ? " == " : " != ") + constant + ")";
      if (form == 1) return "(" + constant + (tests_random_.chance(0.5) ? " == " : " != ") + tested.path + ")";
      if (form == 2) return "(" + tested.path + " in {" + constant + ", " + literal_of(tested.type) + "})";
      if (form == 3) return std::string(tests_random_.chance(0.5) ? "starts_with(" : "ends_with(") + tested.path + ", " + constant + ")";
      if (form == 4) return "(" + std::string(tests_random_.chance(0.5) ? "lower(" : "trim(") + tested.path + ") == " + constant + ")";
      return "matches(" + tested.path + ", r\"" + std::string(tests_random_.chance(0.5) ? "^[a-m]" : "[0-9A-Z]") + "\")";
    };
    // A rule each: the checker refuses two tests of which one decides the other.
    for (size_t i = 2 + tests_random_.below(3); i > 0; --i) {
      declare(Term("rule tests" + std::to_string(i) + " {\n  title en \"Tests\" ja \"検査\"\n  for t in " + tested.entity->name + "\n  require " + test() + "\n}\n"));
    }
  }

  std::string literal_of(const Type& type) { return to_text(ExpressionMaker(world(), tests_random_, Setting::kDefine, names_).literal(type)); }

  Random random_, entries_random_, parts_random_, tests_random_;
  size_t names_ = 0;
  GeneratedProgram program_;
  std::set<std::string> with_default_;   // attributes
};

}  // namespace

GeneratedProgram make_program(uint64_t seed) { return ProgramMaker(seed).run(); }

}  // namespace sekisho::judge
