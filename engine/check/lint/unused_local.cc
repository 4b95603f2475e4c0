// SK0503: a let, an argument, the variable of a binder or of a rule that nothing reads.
//
// Nothing shadows in Seki, so within a declaration a plain word that is spelt like a local name is that name.
#include "engine/check/lint/lints.h"
#include "engine/check/lint/mentions.h"

namespace sekisho {
namespace {

using syntax::ExpressionKind;

class UnusedLocal {
 public:
  explicit UnusedLocal(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void rule(const syntax::RuleDeclaration& rule) {
    Mentions mentions;
    for (const syntax::RuleClause& clause : rule.clauses) mentions.add(clause.expression);
    mentions.add(rule.message);
    mentions.add(rule.remedy);
    for (const syntax::RuleClause& clause : rule.clauses) {
      if (clause.kind == syntax::RuleClause::Kind::kLet) named(clause.name, "let", mentions);
      binders_in(clause.expression);
    }
    if (rule.variable && !forbids(rule) && !mentions.words.count(rule.variable->text)) {
      diagnostics_.warning("SK0503", rule.variable->span, "no condition of `" + rule.name.text + "` mentions `" + rule.variable->text + "`",
                           "every row gets the same verdict; ask something of `" + rule.variable->text + "`, or range over what is asked");
    }
  }

  void define(const syntax::DefineDeclaration& define) {
    Mentions mentions;
    mentions.add(define.body);
    for (const syntax::FieldDeclaration& argument : define.arguments) named(argument.name, "argument", mentions);
    binders_in(define.body);
  }

  void map(const syntax::MapDeclaration& map) {
    Mentions mentions;
    mentions.add(map.key);
    mentions.add(map.condition);
    for (const syntax::Binder& binder : map.each) {
      mentions.add(binder.collection);
      mentions.add(binder.condition);
    }
    for (const syntax::MapItem& item : map.items) {
      mentions.add(item.value);
      mentions.add(item.identity.value);
    }
    for (const syntax::Binder& binder : map.each) named(binder.name, "variable", mentions);
    for (const syntax::MapItem& item : map.items) {
      if (item.kind == syntax::MapItem::Kind::kLet) named(item.name, "let", mentions);
      binders_in(item.value);
    }
  }

 private:
  // `require false`: no such resource may be, whatever it is like.
  static bool forbids(const syntax::RuleDeclaration& rule) {
    for (const syntax::RuleClause& clause : rule.clauses) {
      if (clause.kind == syntax::RuleClause::Kind::kRequire && clause.expression && clause.expression->kind == ExpressionKind::kBool) return true;
    }
    return false;
  }

  void named(const syntax::Name& name, const std::string& what, const Mentions& mentions) {
    if (mentions.words.count(name.text)) return;
    diagnostics_.warning("SK0503", name.span, "nothing uses the " + what + " `" + name.text + "`", "use it or remove it");
  }

  void binders_in(const syntax::ExpressionPtr& expression) {
    for_each_syntax(expression, [this](const syntax::Expression& e) {
      if (e.kind == ExpressionKind::kWith && e.operands.size() == 2) with(e);
      if (!e.binders.empty()) binders(e);
    });
  }

  void with(const syntax::Expression& e) {
    Mentions mentions;
    mentions.add(e.operands[1]);
    syntax::Name name;
    name.text = e.text;
    name.span = e.span;
    named(name, "`with` name", mentions);
  }

  void binders(const syntax::Expression& e) {
    const bool quantifier = e.kind == ExpressionKind::kAny || e.kind == ExpressionKind::kAll || e.kind == ExpressionKind::kNo;
    const bool has_body = !e.operands.empty();
    // A body that leaves out the only variable is told by the checker, part by part.
    if (quantifier && has_body && e.binders.size() == 1) return;
    for (size_t i = 0; i < e.binders.size(); ++i) {
      const syntax::Binder& binder = e.binders[i];
      // `any x in xs`: that there is one is all that is asked.
      const bool exists = quantifier && !has_body && i + 1 == e.binders.size() && !binder.condition;
      if (exists) continue;
      Mentions mentions;
      mentions.add(binder.condition);
      for (size_t later = i + 1; later < e.binders.size(); ++later) {
        mentions.add(e.binders[later].collection);
        mentions.add(e.binders[later].condition);
      }
      for (const auto& operand : e.operands) mentions.add(operand);
      named(binder.name, "variable", mentions);
    }
  }

  Diagnostics& diagnostics_;
};

}  // namespace

void lint_unused_local(const LintInput& input, Diagnostics& diagnostics) {
  UnusedLocal lint(diagnostics);
  for (const syntax::File* file : input.files) {
    if (!input.warns_unused(file->source)) continue;
    for (const syntax::RuleDeclaration& rule : file->rules) lint.rule(rule);
    for (const syntax::DefineDeclaration& define : file->defines) lint.define(define);
    for (const syntax::MapDeclaration& map : file->maps) lint.map(map);
  }
}

}  // namespace sekisho
