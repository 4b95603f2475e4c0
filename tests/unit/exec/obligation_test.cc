// The obligation's property: evaluated on later values of what was unknown, it gives the rule's verdict; and it is Seki that checks in the rule's scope.
#include <gtest/gtest.h>

#include <random>

#include "engine/check/check.h"
#include "engine/exec/places.h"
#include "engine/finding/obligation.h"
#include "engine/syntax/parse.h"
#include "tests/unit/exec/real_run.h"

namespace sekisho {
namespace {

// Makes values of a type, as an apply might.
class Later {
 public:
  Later(Evaluation& evaluation, uint32_t seed) : evaluation_(evaluation), random_(seed) {}

  Value any(const Type& type, int depth = 0) {
    if (type.optional && chance(4)) return Value::absent().with_places({});
    return known(type, depth).with_places({});
  }

  Value filled(const Value& value, const Type& type) {
    if (value.is_unknown()) return any(type);
    bool undecided = value.kind() == ValueKind::kReference && !value.as_reference().text && !value.as_reference().address;
    if (undecided) return any(type);
    if (value.kind() == ValueKind::kRecord && type.record != nullptr) {
      Value::Fields fields = value.fields();
      for (Value::Field& field : fields) {
        const Attribute* attribute = type.record->find(field.name);
        if (attribute != nullptr) field.value = filled(field.value, attribute->type);
      }
      return Value::record(std::move(fields));
    }
    if ((value.kind() == ValueKind::kList || value.kind() == ValueKind::kSet) && type.element != nullptr) {
      Value::Members members;
      for (const Value::Member& member : value.members()) {
        if (member.presence != Presence::kSure && chance(2)) continue;
        members.push_back({filled(member.value, *type.element), Presence::kSure, nullptr});
      }
      return (value.kind() == ValueKind::kSet ? Value::set(std::move(members)) : Value::list(std::move(members))).with_places(value.places());
    }
    return value;
  }

 private:
  bool chance(int of) { return random_() % static_cast<unsigned>(of) == 0; }

  Value known(const Type& type, int depth) {
    static const char* const kTexts[] = {"", "a", "TLSv1.2_2021", "*", "s3:GetObject", "arn:aws:iam::1:root", "confidential"};
    switch (type.kind) {
      case TypeKind::kBool: return Value::boolean(chance(2));
      case TypeKind::kInt: return Value::integer(static_cast<int64_t>(random_() % 4000) - 1);
      case TypeKind::kDecimal: return Value::decimal({static_cast<int64_t>(random_() % 100), -1});
      case TypeKind::kDuration: return Value::duration(static_cast<int64_t>(random_() % 500) * 86400);
      case TypeKind::kTimestamp: return Value::timestamp(1700000000 + static_cast<int64_t>(random_() % 90000000));
      case TypeKind::kDate: return Value::date(20000 + static_cast<int32_t>(random_() % 900));
      case TypeKind::kPeriod: return Value::period({static_cast<int32_t>(random_() % 20), 0});
      case TypeKind::kVersion: return Value::version(std::to_string(random_() % 20) + ".1");
      case TypeKind::kCidr: {
        Network network;
        network.bytes[0] = chance(2) ? 10 : 0;
        network.prefix = chance(2) ? 0 : 8;
        if (network.prefix == 0) network.bytes[0] = 0;
        return Value::cidr(network);
      }
      case TypeKind::kIp: {
        Network network;
        network.prefix = 32;
        return Value::ip(network);
      }
      case TypeKind::kEnum: {
        size_t ordinal = random_() % type.enumeration->values.size();
        return Value::enumerator(type.enumeration->values[ordinal], static_cast<int>(ordinal));
      }
      case TypeKind::kRecord: {
        Value::Fields fields;
        for (const Attribute& field : type.record->fields) fields.push_back({field.name, depth > 4 && field.type.optional ? Value::absent() : any(field.type, depth + 1)});
        return Value::record(std::move(fields));
      }
      case TypeKind::kList:
      case TypeKind::kSet: {
        Value::Members members;
        for (unsigned i = random_() % 3; i > 0 && depth < 5; --i) members.push_back({any(*type.element, depth + 1), Presence::kSure, nullptr});
        return type.kind == TypeKind::kSet ? Value::set(std::move(members)) : Value::list(std::move(members));
      }
      case TypeKind::kDict: return Value::dict({});
      case TypeKind::kReference:
      case TypeKind::kOwner: {
        Reference reference;
        reference.kind = type.entity->name;
        reference.via_owner = type.kind == TypeKind::kOwner;
        for (const EntityType* kind : type.entity->kinds) {
          const Population* population = evaluation_.snapshot.find_population(kind);
          if (population == nullptr || population->rows.empty() || chance(2)) continue;
          reference.address = population->rows[random_() % population->rows.size()]->id;
          return Value::reference(std::move(reference));
        }
        reference.text = "arn:aws:none";
        return Value::reference(std::move(reference));
      }
      default: return Value::text(kTexts[random_() % std::size(kTexts)]);
    }
  }

  Evaluation& evaluation_;
  std::mt19937 random_;
};

// The same run, later: what was unknown has a value, and every row is there to be seen.
std::unique_ptr<Evaluation> later_run(const std::string& fixture, uint32_t seed) {
  std::unique_ptr<Evaluation> evaluation = evaluate_fixture(fixture);
  Later later(*evaluation, seed);
  for (Row& row : evaluation->snapshot.rows) {
    if (row.presence == Presence::kOpen) continue;
    for (size_t i = 0; i < row.attributes.size(); ++i) row.attributes[i] = later.filled(row.attributes[i], row.kind->attributes[i].type);
  }
  if (seed % 2 == 1) {
    for (const auto& entity : evaluation->program.entities) {
      if (!entity->is_trait && evaluation->snapshot.find_population(entity.get()) != nullptr) evaluation->snapshot.population(entity.get()).open_row = nullptr;
    }
  }
  return evaluation;
}

class ObligationOf : public testing::TestWithParam<const char*> {};

TEST_P(ObligationOf, GivesTheRulesVerdictOnLaterValues) {
  std::unique_ptr<Evaluation> now = evaluate_fixture(GetParam());
  std::vector<std::unique_ptr<Evaluation>> later;
  for (uint32_t seed = 1; seed <= 6; ++seed) later.push_back(later_run(GetParam(), seed));
  size_t open = 0, decided_later = 0;
  for (int index : all_rules(now->program)) {
    const Rule& rule = now->program.rules[static_cast<size_t>(index)];
    for (const Subject& subject : subjects_of(now->rules, rule)) {
      RuleVerdict verdict = verdict_of(*now, index, subject);
      if (verdict.decision.verdict != Verdict::kUnknown && !verdict.decision.applicability_unknown) continue;
      ++open;
      Obligation obligation = find_obligation(now->rules, rule, subject);
      for (const ExpressionPtr* part : {&obligation.where, &obligation.require}) {
        if (*part == nullptr) continue;
        std::string text = to_seki(**part);
        Diagnostics diagnostics;
        syntax::ExpressionPtr parsed = syntax::parse_expression(std::make_shared<Source>("obligation", text), diagnostics);
        ExpressionPtr checked = parsed == nullptr ? nullptr : check_in_rule(*parsed, now->program, index, diagnostics);
        EXPECT_NE(checked, nullptr) << rule.name << " on " << subject.row->id << ": " << text << "\n" << (diagnostics.all().empty() ? "" : render(diagnostics.all().front(), false));
      }
      auto position = std::find_if(now->snapshot.rows.begin(), now->snapshot.rows.end(), [&](const Row& row) { return &row == subject.row; }) - now->snapshot.rows.begin();
      for (const std::unique_ptr<Evaluation>& then : later) {
        Subject same{&then->snapshot.rows[static_cast<size_t>(position)], nullptr};
        Frame frame(rule.slots);
        Verdict expected = decide(then->rules, rule, same, frame).verdict;
        EXPECT_EQ(to_string(decide(then->rules, rule, obligation, same)), to_string(expected)) << rule.name << " on " << subject.row->id << ": " << to_seki(obligation);
        if (expected == Verdict::kPass || expected == Verdict::kFail) ++decided_later;
      }
    }
  }
  EXPECT_GT(open, 5u);
  EXPECT_GT(decided_later, open);
}

INSTANTIATE_TEST_SUITE_P(Plans, ObligationOf, testing::Values("demo/plan.json", "coverage_4/plan.json", "references/plan.json", "modules_and_keys/plan.json"));

}  // namespace
}  // namespace sekisho
