// What the parser does at a syntax error: say it in our words, once, and go on at the next clause.
#pragma once

#include "antlr4-runtime.h"
#include "engine/syntax/token.h"

namespace sekisho::syntax {

class ErrorStrategy : public antlr4::DefaultErrorStrategy {
 public:
  ErrorStrategy(const TokenList& list, Unit unit, Diagnostics& diagnostics) : list_(list), unit_(unit), diagnostics_(diagnostics) {}

  void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) override;
  // Skips to the next clause, field, item or case; inside one of those it lets the error through to it.
  void recover(antlr4::Parser* parser, std::exception_ptr error) override;
  antlr4::Token* recoverInline(antlr4::Parser* parser) override;
  void sync(antlr4::Parser* parser) override;

 private:
  void skip_to_sibling(antlr4::Parser* parser, size_t rule);
  bool value_came_before(uint32_t index) const;
  bool starts_sibling(size_t rule, uint32_t index) const;

  const TokenList& list_;
  Unit unit_;
  Diagnostics& diagnostics_;
};

}  // namespace sekisho::syntax
