// Cuts a source into pieces and tells each its part: from the tree what only the tree knows, the rest from its neighbours.
#include <algorithm>
#include <array>
#include <set>

#include "engine/syntax/layout.h"
#include "engine/syntax/layout_marks.h"
#include "sekisho/utf8.h"

namespace sekisho::syntax {
namespace {

class Cutter {
 public:
  Cutter(const TokenList& list, const File& file) : list_(list), marks_(collect_marks(file)) {}

  std::vector<Piece> run() {
    cut();
    match_brackets();
    mark_units();
    mark_statements();
    mark_blocks();
    mark_colons();
    settle_breaks();
    mark_texts();
    align();
    return std::move(pieces_);
  }

 private:
  bool is(size_t index, std::string_view text) const {
    return index < pieces_.size() && pieces_[index].text == text && pieces_[index].kind != TokenKind::kText &&
           pieces_[index].kind != TokenKind::kComment;
  }

  void cut() {
    const std::string_view source = list_.source->text();
    uint32_t before = 0;
    for (size_t i = 0; i < list_.tokens.size(); ++i) {
      const Token& token = list_.tokens[i];
      const std::string_view between = source.substr(before, token.begin - before);
      const auto line_ends = std::count(between.begin(), between.end(), '\n');
      Piece piece;
      piece.text = list_.text(i);
      while (token.kind == TokenKind::kComment && !piece.text.empty() && (piece.text.back() == ' ' || piece.text.back() == '\t'))
        piece.text.remove_suffix(1);
      piece.kind = token.kind;
      piece.keyword =
          token.kind == TokenKind::kReserved || (token.kind == TokenKind::kWord && token.grammar_type != grammar_type_of(TokenKind::kWord));
      piece.breaks = i == 0 || line_ends > 0;
      piece.blank = i > 0 && line_ends > 1;
      before = token.end;
      const auto opening = marks_.opening.find(token.begin);
      for (int n = opening == marks_.opening.end() || token.kind == TokenKind::kComment ? 0 : opening->second; n > 0; --n) {
        Piece parenthesis;
        parenthesis.text = "(";
        std::swap(parenthesis.breaks, piece.breaks);
        std::swap(parenthesis.blank, piece.blank);
        add(parenthesis, token.begin, token.begin);
      }
      add(piece, token.begin, token.end);
      const auto closing = marks_.closing.find(token.end);
      for (int n = closing == marks_.closing.end() ? 0 : closing->second; n > 0; --n) {
        Piece parenthesis;
        parenthesis.text = ")";
        add(parenthesis, token.end, token.end);
      }
    }
  }

  void add(const Piece& piece, uint32_t begin, uint32_t end) {
    pieces_.push_back(piece);
    begins_.push_back(begin);
    ends_.push_back(end);
  }

  // The piece that is the token beginning at `offset`, parentheses added there left out.
  size_t piece_at(uint32_t offset) const {
    size_t index = static_cast<size_t>(std::lower_bound(begins_.begin(), begins_.end(), offset) - begins_.begin());
    while (index < pieces_.size() && ends_[index] == begins_[index]) ++index;
    return index;
  }

  size_t before(size_t index) const {
    do --index;
    while (index > 0 && (pieces_[index].kind == TokenKind::kComment || ends_[index] == begins_[index]));
    return index;
  }
  size_t after(size_t index) const {
    do ++index;
    while (index < pieces_.size() && pieces_[index].kind == TokenKind::kComment);
    return index;
  }

  void match_brackets() {
    std::vector<uint32_t> open;
    for (uint32_t i = 0; i < pieces_.size(); ++i) {
      if (pieces_[i].kind != TokenKind::kSign) continue;
      if (opens(pieces_[i].text)) open.push_back(i);
      if (!closes(pieces_[i].text) || open.empty()) continue;
      const auto found = marks_.brackets.find(ends_[i]);
      const bool marked = found != marks_.brackets.end() && pieces_[i].text == "}" && ends_[i] > begins_[i];
      pieces_[i].partner = open.back();
      pieces_[open.back()].partner = i;
      pieces_[i].bracket = pieces_[open.back()].bracket = marked ? found->second : Bracket::kTight;
      open.pop_back();
    }
  }

  void mark_units() {
    TokenList plain{list_.source, {}, {}};
    for (const Token& token : list_.tokens)
      if (token.kind != TokenKind::kComment) plain.tokens.push_back(token);
    for (const Unit& unit : split_units(plain)) {
      const size_t index = piece_at(plain.tokens[unit.begin].begin);
      pieces_[index].statement = Statement::kUnit;
      if (is(index, "enum")) {
        for (size_t i = index; i < pieces_.size() && !is(i, ")"); ++i) pieces_[i].space_before = is(i, "(");
      }
    }
  }

  void mark_statements() {
    for (const auto& [offset, statement] : marks_.statements) pieces_[piece_at(offset)].statement = statement;
    for (const auto& [offset, statement] : marks_.statements_before) pieces_[before(piece_at(offset))].statement = statement;
    for (size_t i = 1; i < pieces_.size(); ++i) {
      if (is(i, "at") && pieces_[i].keyword && pieces_[before(i)].bracket == Bracket::kBlock) pieces_[i].statement = Statement::kWord;
    }
  }

  // A block goes on lines when the author began a line with one of its statements; rules, maps and tests always do.
  void mark_blocks() {
    std::vector<size_t> open;
    for (size_t i = 0; i < pieces_.size(); ++i) {
      if (pieces_[i].bracket == Bracket::kNone) {
        if (pieces_[i].statement == Statement::kNone || open.empty()) continue;
        const Statement statement = pieces_[i].statement;
        const bool always = statement == Statement::kClause || statement == Statement::kLet || statement == Statement::kIdentity ||
                            statement == Statement::kAssign || statement == Statement::kCase;
        if (pieces_[i].breaks || always || pieces_[i - 1].kind == TokenKind::kComment) pieces_[open.back()].on_lines = true;
      } else if (opens(pieces_[i].text)) {
        open.push_back(i);
        if (after(i) == pieces_[i].partner && i + 1 < pieces_[i].partner) pieces_[i].on_lines = true;
      } else if (!open.empty()) {
        open.pop_back();
      }
    }
  }

  // Colons and commas by the quantifiers that are open in the same brackets, as the parser reads them: each `:` belongs to the nearest.
  struct Level {
    int open_colons = 0;
    bool binders = false;
    bool declares = true;
  };

  void mark_colons() {
    std::vector<Level> levels{Level{}};
    for (size_t i = 0; i < pieces_.size(); ++i) {
      Piece& piece = pieces_[i];
      if (piece.statement != Statement::kNone) levels.back() = {0, false, levels.back().declares};
      if (piece.kind == TokenKind::kReserved && (is(i, "any") || is(i, "all") || is(i, "no") || is(i, "with") || is(i, "the") || is(i, "for"))) {
        levels.back().binders = !is(i, "with");
        if (!is(i, "the") && !is(i, "for")) ++levels.back().open_colons;
      }
      if (piece.kind != TokenKind::kSign) continue;
      if (opens(piece.text)) levels.push_back({0, false, piece.text == "(" || piece.bracket == Bracket::kBlock});
      if (closes(piece.text) && levels.size() > 1) levels.pop_back();
      Level& level = levels.back();
      if (piece.text == ",") {
        piece.binder_comma = level.binders && after(i) < pieces_.size() && is(after(after(i)), "in");
        if (!piece.binder_comma) level = {0, false, level.declares};
      }
      if (piece.text == ":" && level.open_colons > 0) {
        --level.open_colons;
        level.binders = false;
        piece.body_colon = true;
      } else if (piece.text == ":" && !level.declares) {
        piece.key_colon = piece.starts_value = true;
      }
      if (piece.text == "->") piece.starts_value = true;
      if (piece.text == "-" && i > 0) piece.prefix_sign = wants_value(before(i));
    }
    mark_values();
  }

  // The first `=` of each statement that has one.
  void mark_values() {
    for (size_t i = 0; i < pieces_.size(); ++i) {
      if (pieces_[i].statement == Statement::kNone || pieces_[i].statement == Statement::kCase || pieces_[i].statement == Statement::kArm) continue;
      for (size_t k = i + 1; k < pieces_.size() && pieces_[k].statement == Statement::kNone && !closes(pieces_[k].text); ++k) {
        if (pieces_[k].bracket != Bracket::kNone) k = std::max<size_t>(k, pieces_[k].partner);
        if (pieces_[k].kind == TokenKind::kReserved && is(k, "with")) break;
        if (!is(k, "=")) continue;
        pieces_[k].starts_value = true;
        break;
      }
    }
  }

  // Where lines begin from now on: where the author began them, save before what belongs to the line above, and where a block wants it.
  void settle_breaks() {
    std::vector<bool> on_lines{true};
    for (size_t i = 0; i < pieces_.size(); ++i) {
      Piece& piece = pieces_[i];
      const bool bracket = piece.bracket != Bracket::kNone, block = piece.bracket == Bracket::kBlock || piece.bracket == Bracket::kArms;
      if (bracket && closes(piece.text)) on_lines.pop_back();
      if (i > 0 && pieces_[i - 1].kind == TokenKind::kComment)
        piece.breaks = true;
      else if (block && closes(piece.text))
        piece.breaks = pieces_[piece.partner].on_lines;
      else if (piece.statement != Statement::kNone)
        piece.breaks = on_lines.back();
      else if (is(i, ",") || is(i, "?") || piece.key_colon)
        piece.breaks = false;
      else if (bracket && opens(piece.text) && piece.bracket != Bracket::kTight)
        piece.breaks = false;
      if (i == 0) piece.breaks = false;
      if (!piece.breaks) piece.blank = false;
      if (bracket && opens(piece.text)) on_lines.push_back(piece.on_lines);
    }
  }

  bool wants_value(size_t index) const {
    const Piece& piece = pieces_[index];
    if (piece.kind == TokenKind::kReserved) return !is_value_word(piece.text);
    if (piece.kind == TokenKind::kSign) return !closes(piece.text) && piece.text != "*" && piece.text != "?" ? true : piece.text == "*";
    return piece.statement == Statement::kClause || piece.statement == Statement::kWord;
  }

  void mark_texts() {
    for (const Span& span : marks_.texts) {
      const size_t first = piece_at(span.begin);
      const size_t other = after(after(first));
      if (other < pieces_.size() && begins_[other] < span.end) pieces_[first].other_language = static_cast<uint32_t>(other);
    }
  }

  int width(size_t from, size_t to) const {
    int result = 0;
    for (size_t i = from; i < to; ++i) result += display_width(pieces_[i].text) + (i > from ? gap(pieces_, i) : 0);
    return result;
  }

  // The piece before which a statement is padded, so that it stands below that of the statement before; pieces_.size() for none.
  size_t pad_point(size_t index) const {
    const Statement statement = pieces_[index].statement;
    for (size_t i = index + 1; i < pieces_.size(); ++i) {
      if (pieces_[i].kind == TokenKind::kComment || pieces_[i].breaks || pieces_[i].statement != Statement::kNone) break;
      const bool here = statement == Statement::kIdentity                                      ? is(i, "within")
                        : statement == Statement::kField || statement == Statement::kParameter ? is(i, ":")
                        : statement == Statement::kArm                                         ? is(i, "->")
                        : statement == Statement::kLet                                         ? is(i, "=")
                        : statement == Statement::kAssign                                      ? is(i, "=") || is(i, "unavailable")
                                                                                               : false;
      if (here && !(is(i, "unavailable") && is(i - 1, "."))) return i;
    }
    return pieces_.size();
  }

  struct Row {
    size_t start, point;
  };

  // Statements of one sort on lines below each other form a column.
  void align() {
    std::vector<std::vector<Row>> open{{}};
    std::vector<bool> on_lines{true};
    for (size_t i = 0; i < pieces_.size(); ++i) {
      const Piece& piece = pieces_[i];
      if (opens(piece.text) && piece.bracket != Bracket::kNone) {
        open.emplace_back();
        on_lines.push_back(piece.on_lines);
      } else if (closes(piece.text) && piece.bracket != Bracket::kNone) {
        pad(open.back());
        open.pop_back();
        on_lines.pop_back();
      }
      if (piece.statement == Statement::kNone || !on_lines.back()) continue;
      std::vector<Row>& rows = open.back();
      const bool apart = piece.blank || (i > 0 && pieces_[i - 1].kind == TokenKind::kComment && (pieces_[i - 1].breaks || pieces_[i - 1].blank));
      if (!rows.empty() && (apart || pieces_[rows.back().start].statement != piece.statement)) pad(rows);
      const size_t point = pad_point(i);
      if (point == pieces_.size())
        pad(rows);
      else
        rows.push_back({i, point});
    }
    pad(open.back());
  }

  void pad(std::vector<Row>& rows) {
    int widest = 0;
    for (const Row& row : rows) widest = std::max(widest, width(row.start, row.point));
    for (const Row& row : rows) pieces_[row.point].pad = static_cast<uint32_t>(widest - width(row.start, row.point));
    rows.clear();
  }

  const TokenList& list_;
  LayoutMarks marks_;
  std::vector<Piece> pieces_;
  std::vector<uint32_t> begins_, ends_;
};

}  // namespace

std::vector<Piece> cut_pieces(const TokenList& list, const File& file) { return Cutter(list, file).run(); }

int gap(const std::vector<Piece>& pieces, size_t index) {
  const Piece& piece = pieces[index];
  const Piece& before = pieces[index - 1];
  const bool after_opening = before.bracket != Bracket::kNone && opens(before.text);
  if (piece.kind == TokenKind::kComment) return 2;
  if (after_opening || (piece.bracket != Bracket::kNone && closes(piece.text))) {
    return (after_opening ? before.bracket : piece.bracket) == Bracket::kTight ? 0 : 1;
  }
  if (piece.statement != Statement::kNone && piece.statement != Statement::kArm) return 2;
  const bool sign = piece.kind == TokenKind::kSign, sign_before = before.kind == TokenKind::kSign;
  if (sign && (piece.text == "," || piece.text == "?" || piece.text == "." || piece.key_colon)) return 0;
  if (sign_before && (before.text == "." || before.prefix_sign)) return 0;
  if (sign && (piece.text == "(" || piece.text == "[")) {
    const bool name = before.kind == TokenKind::kWord && before.statement == Statement::kNone && before.text != "key" && before.text != "require";
    const bool value = sign_before && closes(before.text);
    const bool quoted_step = piece.text == "[" && before.kind == TokenKind::kText;
    return (name || value || quoted_step) && !piece.space_before ? 0 : 1;
  }
  return 1;
}

}  // namespace sekisho::syntax
