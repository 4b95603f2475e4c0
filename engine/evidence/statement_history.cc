// Items are paired by id; each member that differs is a change of its own, with what it was and what it is.
#include "engine/evidence/statement_history.h"

#include <map>

namespace sekisho::evidence {
namespace {

template <typename T>
std::map<std::string, const T*> by_id(const std::vector<T>& list) {
  std::map<std::string, const T*> found;
  for (const T& one : list) found.emplace(one.id, &one);
  return found;
}

std::string joined(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& one : list) text += (text.empty() ? "" : ", ") + one;
  return text;
}

// "2026-04-01 to 2027-03-31: sha256:…"
std::string version_text(const SealedVersion& version) {
  return (version.from.empty() ? "?" : version.from) + " – " + (version.to.empty() ? "?" : version.to) + ": " + (version.adopted ? version.text : "not adopted");
}

std::string versions_text(const std::vector<SealedVersion>& versions) {
  std::string text;
  for (const SealedVersion& one : versions) text += (text.empty() ? "" : "; ") + version_text(one);
  return text;
}

// What an individual control says, where it stands alone: state, and text in force.
std::string whole(const SealedIndividualControl& one) { return one.state + ", " + one.text; }

}  // namespace

void StatementHistory::add(const char* of, const std::string& id, const Bilingual& title, const char* change, std::string was, std::string now) {
  if (was != now) changes_.push_back({before_at_, after_at_, of, id, title, change, std::move(was), std::move(now)});
}

void StatementHistory::compare_individual(const SealedIndividualControl& was, const SealedIndividualControl& now) {
  const auto tell = [&](const char* change, std::string before, std::string after) { add("individual_control", now.id, now.title, change, std::move(before), std::move(after)); };
  tell("state", was.state, now.state);
  tell("title", was.title.ja + " / " + was.title.en, now.title.ja + " / " + now.title.en);
  tell("serves", joined(was.serves), joined(now.serves));
  tell("text", was.text, now.text);
  // The text in force says it already where nothing but that changed in one version.
  if (was.versions.size() != now.versions.size() || was.text == now.text) tell("versions", versions_text(was.versions), versions_text(now.versions));
}

void StatementHistory::compare_controls(const SealedStatement& was, const SealedStatement& now) {
  const auto before = by_id(was.controls), after = by_id(now.controls);
  const auto whole_choice = [](const SealedControl& one) { return one.choice + ", " + one.state; };
  for (const auto& [id, one] : before) {
    if (after.count(id) == 0) add("control", id, {}, "removed", whole_choice(*one), "");
  }
  for (const auto& [id, one] : after) {
    const auto at = before.find(id);
    if (at == before.end()) {
      add("control", id, {}, "added", "", whole_choice(*one));
      continue;
    }
    const SealedControl& old = *at->second;
    add("control", id, {}, "choice", old.choice, one->choice);
    add("control", id, {}, "state", old.state, one->state);
    add("control", id, {}, "inherited_from", old.inherited_from, one->inherited_from);
    if (old.choice == one->choice && old.inherited_from == one->inherited_from) add("control", id, {}, "reason", old.scope, one->scope);
    add("control", id, {}, "individual_controls", joined(old.individual_controls), joined(one->individual_controls));
  }
}

void StatementHistory::compare(const SealedStatement& was, const SealedStatement& now) {
  add("statement", now.service, {}, "service", was.service, now.service);
  add("statement", now.service, {}, "period", was.from + " – " + was.to, now.from + " – " + now.to);
  add("statement", now.service, {}, "catalogue", was.catalogue, now.catalogue);
  add("statement", now.service, {}, "scope", was.scope, now.scope);
  compare_controls(was, now);
  const auto before = by_id(was.individual_controls), after = by_id(now.individual_controls);
  for (const auto& [id, one] : before) {
    if (after.count(id) == 0) add("individual_control", id, one->title, "removed", whole(*one), "");
  }
  for (const auto& [id, one] : after) {
    const auto at = before.find(id);
    if (at == before.end()) add("individual_control", id, one->title, "added", "", whole(*one));
    else compare_individual(*at->second, *one);
  }
}

void StatementHistory::see(int64_t evaluated_at, const std::optional<SealedStatement>& statement, bool sealed) {
  after_at_ = evaluated_at;
  if (statement) {
    if (gone_) add("statement", statement->service, {}, "sealed_again", "", statement->digest);
    if (before_) compare(*before_, *statement);
    before_ = statement;
    before_at_ = evaluated_at;
    gone_ = false;
  } else if (sealed && before_ && !gone_) {
    add("statement", before_->service, {}, "not_sealed", before_->digest, "");
    gone_ = true;
  }
}

}  // namespace sekisho::evidence
