// Lays pieces out. The result depends on the pieces and on where the author began lines, never on his columns: laid out again it stays.
//
// A line that goes on inside an expression starts at the column of the value it belongs to; `and`, `or`, `implies`, `else` stand right there,
// other words two further. A body after `any x in xs :` stands two further than its quantifier. What follows an opening bracket that ends
// its line stands two further than that line; after another bracket it stands below the first item.
#include "engine/syntax/layout.h"

#include "sekisho/utf8.h"

namespace sekisho::syntax {
namespace {

constexpr int kWidth = 100;      // a text in two languages goes on two lines beyond this
constexpr int kClauseWidth = 9;  // `supports `
constexpr int kIndent = 2;

// A bracket that is open, or the file itself.
struct Frame {
  Bracket bracket = Bracket::kBlock;
  int column = 0;            // of what stands in it
  int close_column = 0;      // of the closing bracket, where that begins a line
  int statement_indent = 0;  // of the statement that is being laid out in it
  std::vector<int> bases;    // columns of the values that are open in it, outermost first
};

class Layout {
 public:
  explicit Layout(std::vector<Piece> pieces) : pieces_(std::move(pieces)) { frames_.push_back({Bracket::kBlock, 0, 0, 0, {kIndent * 2}}); }

  std::string run() {
    for (index_ = 0; index_ < pieces_.size(); ++index_) {
      place();
      follow();
    }
    if (!out_.empty()) out_ += '\n';
    return std::move(out_);
  }

 private:
  const Piece& piece() const { return pieces_[index_]; }
  const Piece& before() const { return pieces_[index_ - 1]; }
  Frame& frame() { return frames_.back(); }
  static bool opens(const Piece& piece) { return piece.bracket != Bracket::kNone && (piece.text == "(" || piece.text == "[" || piece.text == "{"); }
  static bool closes(const Piece& piece) { return piece.bracket != Bracket::kNone && !opens(piece); }
  static bool is_block(Bracket bracket) { return bracket == Bracket::kBlock || bracket == Bracket::kArms; }

  bool is_joiner(const Piece& piece) const { return piece.text == "and" || piece.text == "or" || piece.text == "implies" || piece.text == "else"; }

  // Whether this piece begins a line.
  bool breaks(size_t index) const { return pieces_[index].breaks || (index != 0 && index == forced_break_); }

  bool in_lines() const { return pieces_[openers_.back()].on_lines; }

  void place() {
    if (!breaks(index_)) {
      const bool after_clause = index_ > 0 && before().statement == Statement::kClause && piece().kind != TokenKind::kComment;
      int spaces = index_ == 0 ? 0 : after_clause ? kClauseWidth - static_cast<int>(before().text.size()) : gap(pieces_, index_);
      spaces += static_cast<int>(piece().pad);
      out_.append(static_cast<size_t>(spaces), ' ');
      column_ += spaces;
    } else {
      const Piece& above = index_ > 1 && before().kind == TokenKind::kComment && !before().breaks ? pieces_[index_ - 2] : before();
      const bool edge = (opens(above) && is_block(above.bracket)) || (closes(piece()) && is_block(piece().bracket));
      out_ += piece().blank && !edge ? "\n\n" : "\n";
      column_ = line_column();
      line_indent_ = column_;
      out_.append(static_cast<size_t>(column_), ' ');
    }
    start_ = column_;
    out_ += piece().text;
    column_ += display_width(piece().text);
  }

  // Where the line starts that begins with this piece; a comment stands where the next piece would.
  int line_column() {
    size_t next = index_;
    while (next < pieces_.size() && pieces_[next].kind == TokenKind::kComment) ++next;
    if (next == pieces_.size()) return 0;
    const Piece& target = pieces_[next];
    const bool comment = next != index_;
    if (closes(target)) return comment ? frame().column : frame().close_column;
    if (target.statement != Statement::kNone) return frame().column;
    size_t last = index_ - 1;
    while (last > 0 && pieces_[last].kind == TokenKind::kComment) --last;
    return continuation_column(pieces_[last], target, next);
  }

  int continuation_column(const Piece& last, const Piece& target, size_t next) {
    const int base = frame().bases.back();
    if (next == other_language_) return language_column_;
    if (opens(last)) return frame().column;
    if (last.statement == Statement::kClause) return frame().statement_indent + kClauseWidth;
    if (last.text == "=" && last.starts_value) return frame().statement_indent + kIndent;
    if (last.starts_value) return base + kIndent;
    if (last.body_colon) return base;
    if (last.binder_comma) return base + 2 * kIndent;
    if (last.kind == TokenKind::kSign && last.text == ",") return frame().bases.front();
    if (target.text == "doc" && target.keyword) return frame().statement_indent + kIndent;
    const bool level = target.kind == TokenKind::kReserved && (is_joiner(target) || target.text == "for");
    const bool after_joiner = last.kind == TokenKind::kReserved && is_joiner(last);
    return level || after_joiner || in_head() ? base : base + kIndent;
  }

  // In the head of a declaration every further line stands at one column.
  bool in_head() { return is_block(frame().bracket) && frame().bases.size() == 1; }

  void follow() {
    if (piece().kind == TokenKind::kComment) return;
    if (value_starts_) {
      value_starts_ = false;
      if (!closes(piece())) frame().bases.push_back(start_);
    }
    if (piece().statement != Statement::kNone) begin_statement();
    if (piece().other_language != 0) begin_texts();
    if (opens(piece())) return open();
    if (closes(piece())) return close();
    if (piece().body_colon) frame().bases.push_back(frame().bases.back() + kIndent);
    if (piece().kind == TokenKind::kSign && piece().text == "," && !piece().binder_comma) frame().bases.resize(1);
    const bool clause_value = piece().statement == Statement::kClause && (piece().text == "where" || piece().text == "require");
    const bool expectation = piece().statement == Statement::kWord && piece().text == "expect";
    value_starts_ = piece().starts_value || clause_value || expectation;
  }

  void begin_statement() {
    frame().statement_indent = is_block(frame().bracket) && (frames_.size() == 1 || in_lines()) ? frame().column : frame().statement_indent;
    frame().bases = {frame().statement_indent + 2 * kIndent};
    if (piece().statement == Statement::kArm) frame().bases = {start_};
  }

  void begin_texts() {
    const uint32_t other = piece().other_language;
    other_language_ = other;
    language_column_ = start_;
    int width = start_;
    for (size_t i = index_; i <= other + 1 && i < pieces_.size(); ++i) width += display_width(pieces_[i].text) + (i > index_ ? 1 : 0);
    forced_break_ = width > kWidth ? other : 0;
  }

  void open() {
    Frame inner;
    inner.bracket = piece().bracket;
    size_t next = index_ + 1;
    const bool ends_line = is_block(inner.bracket) ? piece().on_lines : next < pieces_.size() && breaks_inside(next);
    const int outer = inner.bracket == Bracket::kBlock ? frame().statement_indent : line_indent_;
    inner.column = ends_line ? outer + kIndent : column_ + (inner.bracket == Bracket::kTight ? 0 : 1);
    inner.close_column = ends_line ? outer : start_;
    inner.statement_indent = inner.bracket == Bracket::kBlock && !ends_line ? frame().statement_indent : inner.column;
    inner.bases = {inner.column};
    frames_.push_back(inner);
    openers_.push_back(index_);
  }

  // A comment ends the line as well.
  bool breaks_inside(size_t next) const { return pieces_[next].kind == TokenKind::kComment || (pieces_[next].breaks && !closes(pieces_[next])); }

  void close() {
    if (frames_.size() > 1) {
      frames_.pop_back();
      openers_.pop_back();
    }
  }

  std::vector<Piece> pieces_;
  std::vector<Frame> frames_;
  std::vector<size_t> openers_;  // of frames_, the file left out
  size_t index_ = 0;
  std::string out_;
  int column_ = 0;  // where the next byte goes
  int start_ = 0;   // where the present piece began
  int line_indent_ = 0;
  bool value_starts_ = false;  // the next piece is the first of a value
  uint32_t forced_break_ = 0;  // piece that begins a line for want of room
  uint32_t other_language_ = 0;
  int language_column_ = 0;
};

}  // namespace

std::string lay_out(std::vector<Piece> pieces) { return Layout(std::move(pieces)).run(); }

}  // namespace sekisho::syntax
