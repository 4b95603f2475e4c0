// Each pass tries one kind of change at every place; passes are repeated until none helps.
#include "tests/judge/shrink.h"

#include <algorithm>

namespace sekisho::judge {
namespace {

class Shrinker {
 public:
  Shrinker(Case& failing, const std::function<bool(const Case&)>& still_fails, const std::function<bool()>& enough) : case_(failing), still_fails_(still_fails), enough_(enough) {}

  void run() {
    do {
      changed_ = false;
      plans();
      kinds();
      for (size_t i = 0; i < case_.input.plans.size(); ++i) resources(i);
      drop_parts(case_.program);
      attributes();
      for (Plan& plan : case_.input.plans) {
        for (ResourceData& resource : plan.resources) {
          plain(resource);
          values(resource.root);
        }
      }
      simplify(case_.program);
    } while (changed_ && !enough_());
  }

 private:
  // Keeps what `change` did to `place` if the case still fails.
  template <typename T, typename Change>
  bool attempt(T& place, Change change) {
    if (enough_()) return false;
    T before = place;
    change(place);
    if (still_fails_(case_)) return changed_ = true;
    place = std::move(before);
    return false;
  }

  // Takes away runs of elements, long ones first.
  template <typename T>
  void thin(std::vector<T>& list) {
    for (size_t length = list.size(); length > 0; length /= 2) {
      for (size_t at = 0; at < list.size() && !enough_();) {
        const bool gone = attempt(list, [&](std::vector<T>& all) { all.erase(all.begin() + static_cast<std::ptrdiff_t>(at), all.begin() + static_cast<std::ptrdiff_t>(std::min(at + length, all.size()))); });
        if (!gone) at += length;
      }
    }
  }

  void plans() {
    if (case_.input.plans.size() > 1) thin(case_.input.plans);
    for (Plan& plan : case_.input.plans) {
      if (plan.spelling != 0) attempt(plan, [](Plan& p) { p.spelling = 0; });
      if (plan.configuration) attempt(plan, [](Plan& p) { p.configuration = false; });
      if (plan.form != PlanForm::kPlan) attempt(plan, [](Plan& p) { p.form = PlanForm::kPlan; });
      if (plan.damage != Damage::kNone) attempt(plan, [](Plan& p) { p.damage = Damage::kNone; });
      if (plan.region) attempt(plan, [](Plan& p) { p.region = false; });
    }
  }
  void kinds() {
    thin(case_.input.complete_kinds);
    thin(case_.input.parameters);
    if (!case_.input.rules.empty()) attempt(case_.input, [](Input& input) { input.rules.clear(); });
  }
  void resources(size_t plan) { thin(case_.input.plans[plan].resources); }

  void plain(ResourceData& resource) {
    if (!resource.module.empty()) attempt(resource, [](ResourceData& r) { r.module.clear(), r.module_index.clear(); });
    if (!resource.index.empty()) attempt(resource, [](ResourceData& r) { r.index.clear(); });
    if (resource.doubtful) attempt(resource, [](ResourceData& r) { r.doubtful = false; });
    if (resource.action != "create") attempt(resource, [](ResourceData& r) { r.action = "create"; });
  }

  void values(Data& data) {
    thin(data.members);
    thin(data.items);
    if (data.sensitive) attempt(data, [](Data& d) { d.sensitive = false; });
    if (data.origin != Data::Origin::kNowhere) attempt(data, [](Data& d) { d.origin = Data::Origin::kNowhere; });
    if (data.form == Data::Form::kText && data.text != "a") attempt(data, [](Data& d) { d.text = "a"; });
    for (auto& [key, member] : data.members) values(member);
    for (Data& item : data.items) values(item);
  }

  void drop_parts(Term& term) {
    for (size_t length = term.parts.size(); length > 0; length /= 2) {
      for (size_t at = 0; at < term.parts.size() && !enough_();) {
        const size_t end = std::min(at + length, term.parts.size());
        const bool removable = std::all_of(term.parts.begin() + static_cast<std::ptrdiff_t>(at), term.parts.begin() + static_cast<std::ptrdiff_t>(end), [](const Term& part) { return part.removable; });
        const bool gone = removable && attempt(term, [&](Term& t) {
          for (size_t i = at; i < end; ++i) t.texts[at] += t.texts[i + 1];
          t.parts.erase(t.parts.begin() + static_cast<std::ptrdiff_t>(at), t.parts.begin() + static_cast<std::ptrdiff_t>(end));
          t.texts.erase(t.texts.begin() + static_cast<std::ptrdiff_t>(at) + 1, t.texts.begin() + static_cast<std::ptrdiff_t>(end) + 1);
        });
        if (!gone) at += length;
      }
    }
    for (Term& part : term.parts) drop_parts(part);
  }

  // An attribute goes with everything that declares and assigns it.
  void attributes() {
    std::vector<std::string> names;
    list_attributes(case_.program, names);
    for (const std::string& name : names) attempt(case_.program, [&](Term& term) { drop_attribute(term, name); });
  }
  static void list_attributes(const Term& term, std::vector<std::string>& names) {
    if (!term.attribute.empty() && std::find(names.begin(), names.end(), term.attribute) == names.end()) names.push_back(term.attribute);
    for (const Term& part : term.parts) list_attributes(part, names);
  }
  static void drop_attribute(Term& term, const std::string& name) {
    if (term.attribute == name) {
      term.parts.clear();
      term.texts = {""};
      term.attribute.clear();
    }
    for (Term& part : term.parts) drop_attribute(part, name);
  }

  static void inner(const Term& term, const std::string& sort, std::vector<Term>& found) {
    for (const Term& part : term.parts) {
      if (part.sort == sort) found.push_back(part);
      else inner(part, sort, found);
    }
  }

  // An expression by its plainest form, or by a part of the same type.
  void simplify(Term& term) {
    if (enough_()) return;
    if (!term.sort.empty() && !term.parts.empty()) {
      if (!term.simplest.empty() && attempt(term, [](Term& t) { t = Term(t.simplest, t.sort); })) return;
      std::vector<Term> parts;
      inner(term, term.sort, parts);
      for (const Term& part : parts) {
        if (attempt(term, [&](Term& t) { t = part; })) return simplify(term);
      }
    }
    for (Term& part : term.parts) simplify(part);
  }

  Case& case_;
  const std::function<bool(const Case&)>& still_fails_;
  const std::function<bool()>& enough_;
  bool changed_ = false;
};

}  // namespace

void shrink(Case& failing, const std::function<bool(const Case&)>& still_fails, const std::function<bool()>& enough) { Shrinker(failing, still_fails, enough).run(); }

}  // namespace sekisho::judge
