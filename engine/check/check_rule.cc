// Rules: what must stand in one, its texts, its controls and its clauses.
#include <algorithm>
#include <optional>

#include "engine/check/check_type.h"
#include "engine/check/declared.h"
#include "engine/check/expression_checker.h"

namespace sekisho {

std::string plain_text(const std::vector<syntax::TextPart>& parts, Session& session, std::string_view what) {
  std::string text;
  for (const syntax::TextPart& part : parts) {
    if (!part.expression) text += part.literal;
    else session.error("SK0409", part.expression->span, "a " + std::string(what) + " holds no expressions; only message and remedy do", "write `\\{` for a brace");
  }
  return text;
}

void require_languages(const syntax::LocalizedText& text, Session& session, std::string_view what) {
  if (text.has_en && text.has_ja) return;
  const std::string missing = text.has_en ? "Japanese" : text.has_ja ? "English" : "English and Japanese";
  session.error("SK0402", text.span, "the " + std::string(what) + " lacks its " + missing + " text", text.has_en ? "add `ja \"…\"`" : text.has_ja ? "add `en \"…\"`" : "add `en \"…\" ja \"…\"`");
}

namespace {

class RuleChecker {
 public:
  RuleChecker(Session& session, Declared& declared, const View& view, const syntax::RuleDeclaration& written)
      : session_(session), declared_(declared), view_(view), written_(written) {}

  void run() {
    rule_.name = view_.package + "." + written_.name.text;
    rule_.package = view_.package;
    rule_.span = written_.span;
    auto& rules = declared_.rules[view_.package];
    const auto [place, added] = rules.emplace(written_.name.text, static_cast<int>(session_.program.rules.size()));
    if (!added)
      session_.error("SK0203", written_.name.span, "package " + code(view_.package) + " has two rules named " + code(written_.name.text),
                     other_place(session_.program.rules[static_cast<size_t>(place->second)].span));
    require_parts();
    severity();
    supports();
    // Without rows nothing can be said of what is asked of them.
    if (written_.population) clauses();
    if (added) session_.program.rules.push_back(std::move(rule_));
  }

 private:
  void require_parts() {
    const Span& span = written_.name.span;
    if (written_.title) {
      require_languages(*written_.title, session_, "title");
      rule_.title_en = plain_text(written_.title->en, session_, "title");
      rule_.title_ja = plain_text(written_.title->ja, session_, "title");
    } else {
      session_.error("SK0401", span, "rule " + code(written_.name.text) + " has no title", "add `title en \"…\" ja \"…\"`");
    }
    if (!written_.population) session_.error("SK0401", span, "rule " + code(written_.name.text) + " ranges over nothing", "add `for x in KIND`");
    const bool requires_something = std::any_of(written_.clauses.begin(), written_.clauses.end(), [](const auto& clause) { return clause.kind == syntax::RuleClause::Kind::kRequire; });
    if (!requires_something) session_.error("SK0401", span, "rule " + code(written_.name.text) + " requires nothing", "add `require …`: what must be true of each row");
  }

  void severity() {
    if (!written_.severity) return;
    static const std::vector<std::string> words{"info", "low", "medium", "high", "critical"};
    const auto place = std::find(words.begin(), words.end(), written_.severity->text);
    if (place == words.end())
      session_.error("SK0405", written_.severity->span, "no severity " + code(written_.severity->text), suggestion(written_.severity->text, words, "severities are " + enumerate(words)));
    else
      rule_.severity = static_cast<RuleSeverity>(place - words.begin());
  }

  void supports() {
    for (const syntax::Supports& support : written_.supports) {
      Supports made{support.catalogue.text, support.control.text, plain_text(support.because.en, session_, "reason"), plain_text(support.because.ja, session_, "reason")};
      syntax::LocalizedText because;
      because.has_en = support.because.has_en;
      because.has_ja = support.because.has_ja;
      because.span = support.because.span.source ? support.because.span : support.span;
      require_languages(because, session_, "reason (`because`)");
      if (made.catalogue != "ismap") {
        session_.error("SK0404", support.catalogue.span, "no control catalogue " + code(made.catalogue), suggestion(made.catalogue, {"ismap"}, "the catalogue is `ismap`"));
      } else if (!session_.options.controls.empty() && !session_.options.controls.contains(made.control)) {
        const std::vector<std::string> known(session_.options.controls.begin(), session_.options.controls.end());
        const std::string edition = session_.options.catalogue_edition.empty() ? "" : " in edition " + session_.options.catalogue_edition;
        session_.error("SK0403", support.control.span, "the ISMAP catalogue has no control " + code(made.control) + edition, control_suggestion(made.control, known));
      }
      for (const Supports& other : rule_.supports)
        if (other.catalogue == made.catalogue && other.control == made.control)
          session_.error("SK0203", support.control.span, "the rule supports " + code(made.control) + " twice", "join the reasons");
      rule_.supports.push_back(std::move(made));
    }
  }

  // Suffixes such as `.PB` are part of an id and easily left out.
  static std::string control_suggestion(const std::string& control, const std::vector<std::string>& known) {
    std::vector<std::string> longer;
    for (const std::string& id : known)
      if (id.starts_with(control + ".") && id.find('.', control.size() + 1) == std::string::npos) longer.push_back(id);
    if (longer.size() == 1) return "did you mean `" + longer.front() + "`?";
    if (!longer.empty()) return "there are " + enumerate(longer, 6);
    return suggestion(control, known, "`sekisho controls` lists them");
  }

  // The variable's type; sets entity or raw type.
  Type population() {
    if (!written_.population) return {};
    const syntax::Name& name = *written_.population;
    if (name.parts.size() > 1 && session_.sources.contains(name.parts[0]) && session_.names.find(view_, name.text).empty()) {
      rule_.raw_type = name.text;
      if (is_shipped(session_, name.span))
        session_.error("SK0406", name.span, "a shipped rule ranges over the raw type " + code(name.text), "shipped packs use kinds, so that every adapter can feed them");
      else
        session_.diagnostics.add({"SK0407", Severity::kNote, "this rule is bound to one source: " + code(name.parts[0]),
                                  "a kind and a map make the rule apply to other sources too", name.span});
      return raw_of(session_.provider_node(name.text, name.span), name.text);
    }
    const std::vector<std::string> sources(session_.sources.begin(), session_.sources.end());
    const std::string near = name.parts.size() > 1 ? nearest(name.parts[0], sources) : "";
    if (!near.empty() && session_.names.find(view_, name.text).empty() && nearest(name.text, session_.names.visible(view_)).empty()) {
      session_.error("SK0215", name.span, "no kind or trait, and no source " + code(name.parts[0]), "did you mean `" + near + "`?");
      return {};
    }
    rule_.entity = check_entity(name, session_, view_);
    return rule_.entity ? row_of(rule_.entity) : Type{};
  }

  void clauses() {
    const Type type = population();
    Setting setting;
    setting.in_rule = true;
    setting.absent_allowed = !rule_.raw_type.empty();
    ExpressionChecker checker(session_, view_, setting);
    if (written_.variable) {
      rule_.variable = written_.variable->text;
      checker.declare(*written_.variable, type, "rule variable");
    }
    Facts applies;
    for (const syntax::RuleClause& clause : written_.clauses) {
      Clause made;
      made.span = clause.span;
      if (!clause.expression) continue;
      if (clause.kind == syntax::RuleClause::Kind::kLet) {
        made.kind = Clause::Kind::kLet;
        made.name = clause.name.text;
        made.expression = checker.check(*clause.expression);
        refuse_typeless(*made.expression, clause.name);
        made.slot = checker.declare(clause.name, made.expression->type, "let");
      } else {
        made.kind = clause.kind == syntax::RuleClause::Kind::kWhere ? Clause::Kind::kWhere : Clause::Kind::kRequire;
        made.expression = checker.check_condition(*clause.expression);
        const Facts facts = facts_when(*made.expression, true);
        checker.scope().add(facts);
        if (made.kind == Clause::Kind::kWhere) applies.insert(applies.end(), facts.begin(), facts.end());
      }
      rule_.clauses.push_back(std::move(made));
    }
    // A message is told when `require` does not hold.
    checker.scope().set_facts(std::move(applies));
    if (written_.message) rule_.message = texts(*written_.message, checker, "message");
    if (written_.remedy) rule_.remedy = texts(*written_.remedy, checker, "remedy");
    rule_.slots = std::max(1, checker.scope().slots());
  }

  void refuse_typeless(const Expression& value, const syntax::Name& name) {
    if (value.type.kind == TypeKind::kAbsent || value.type.kind == TypeKind::kAny)
      session_.error("SK0326", value.span, "nothing tells the type of " + code(name.text), "give it a value with a type");
  }

  Texts texts(const syntax::LocalizedText& text, ExpressionChecker& checker, std::string_view what) {
    require_languages(text, session_, what);
    return {text_template(text.en, checker), text_template(text.ja, checker)};
  }

  TextTemplate text_template(const std::vector<syntax::TextPart>& parts, ExpressionChecker& checker) {
    TextTemplate made;
    for (const syntax::TextPart& part : parts) made.push_back({part.literal, part.expression ? checker.check(*part.expression) : nullptr});
    return made;
  }

  Session& session_;
  Declared& declared_;
  const View& view_;
  const syntax::RuleDeclaration& written_;
  Rule rule_;
};

}  // namespace

void check_rules(Session& session, Declared& declared) {
  for (size_t i = 0; i < declared.files.size(); ++i)
    for (const syntax::RuleDeclaration& written : declared.files[i]->rules) RuleChecker(session, declared, declared.views[i], written).run();
}

}  // namespace sekisho
