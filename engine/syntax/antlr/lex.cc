// The generated lexer's tokens as ours, with byte offsets.
#include <unordered_map>

#include "SekiLexer.h"
#include "SekiParser.h"
#include "antlr4-runtime.h"
#include "engine/base/check.h"
#include "engine/syntax/token.h"

namespace sekisho::syntax {
namespace {

using Lexer = grammar::SekiLexer;

TokenKind kind_of(size_t type, std::string_view text) {
  switch (type) {
    case Lexer::WORD: return TokenKind::kWord;
    case Lexer::COMMENT: return TokenKind::kComment;
    case Lexer::TEXT:
    case Lexer::UNCLOSED_TEXT: return TokenKind::kText;
    case Lexer::RAW_TEXT: return TokenKind::kRawText;
    case Lexer::CONTROL: return TokenKind::kControl;
    case Lexer::INTEGER:
    case Lexer::DECIMAL:
    case Lexer::DURATION:
    case Lexer::PERIOD:
    case Lexer::DATE:
    case Lexer::TIMESTAMP: return TokenKind::kNumber;
    case Lexer::BAD_NUMBER:
    case Lexer::SINGLE_QUOTED:
    case Lexer::FOREIGN_COMMENT:
    case Lexer::FOREIGN_OPERATOR:
    case Lexer::FOREIGN:
    case Lexer::OTHER: return TokenKind::kBad;
    default: break;
  }
  if (is_reserved(text)) return TokenKind::kReserved;
  return text[0] >= 'a' && text[0] <= 'z' ? TokenKind::kWord : TokenKind::kSign;
}

// A text as the lexer sees it, a character for each code point. The grammar tells no character after `~` from another, and the lexer
// remembers its way for those of ASCII only: DEL, the last of them, stands for all.
struct LexerText {
  explicit LexerText(std::string_view text) {
    offsets.reserve(text.size() + 1);
    characters.reserve(text.size());
    for (size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if ((byte & 0xC0) == 0x80) continue;
      offsets.push_back(static_cast<uint32_t>(i));
      characters += byte < 0x80 ? text[i] : '\x7F';
    }
    offsets.push_back(static_cast<uint32_t>(text.size()));
  }
  std::string characters;
  std::vector<uint32_t> offsets;   // in bytes, of each code point and of the end
};

}  // namespace

TokenList read_tokens(const SourcePtr& source, uint32_t begin, uint32_t end, std::string_view masked) {
  TokenList list{source, {}, {}};
  std::string_view text = std::string_view(source->text()).substr(begin, end - begin);
  if (!masked.empty()) {
    CHECK(masked.size() == text.size());
    text = masked;
  }
  const LexerText seen(text);
  antlr4::ANTLRInputStream input(seen.characters);
  Lexer lexer(&input);
  // Asked itself, the lexer's automaton makes no token object for each of them.
  auto& automaton = *lexer.getInterpreter<antlr4::atn::LexerATNSimulator>();
  while (input.index() < seen.characters.size()) {
    const uint32_t from = seen.offsets[input.index()];
    const size_t type = automaton.match(&input, Lexer::DEFAULT_MODE);
    if (type == Lexer::SPACE) continue;
    const uint32_t to = seen.offsets[input.index()];
    Token token;
    token.kind = kind_of(type, text.substr(from, to - from));
    token.grammar_type = static_cast<uint16_t>(type);
    token.begin = begin + from;
    token.end = begin + to;
    token.unclosed = type == Lexer::UNCLOSED_TEXT;
    if (!masked.empty()) token.instead = list.spellings.emplace_back(text.substr(from, to - from));
    list.tokens.push_back(token);
  }
  return list;
}

uint16_t grammar_type_of(std::string_view spelling) {
  static const std::unordered_map<std::string, uint16_t> types = [] {
    antlr4::ANTLRInputStream nothing;
    Lexer lexer(&nothing);
    std::unordered_map<std::string, uint16_t> result;
    for (size_t type = 1; type <= lexer.getVocabulary().getMaxTokenType(); ++type) {
      const std::string name = lexer.getVocabulary().getLiteralName(type);
      if (name.size() > 2) result[name.substr(1, name.size() - 2)] = static_cast<uint16_t>(type);
    }
    return result;
  }();
  const auto found = types.find(std::string(spelling));
  CHECK(found != types.end());
  return found->second;
}

uint16_t grammar_type_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::kWord: return Lexer::WORD;
    case TokenKind::kText: return Lexer::TEXT;
    case TokenKind::kNumber: return Lexer::INTEGER;
    case TokenKind::kAddress: return grammar::SekiParser::ADDRESS;
    default: break;
  }
  CHECK(false);
  return 0;
}

}  // namespace sekisho::syntax
