// Expressions: precedence, reach and every kind of value.
#include <gtest/gtest.h>

#include "vocabulary.h"

namespace sekisho::syntax {
namespace {

struct Case {
  const char* text;
  const char* tree;
};

void check(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(shape(c.text), c.tree) << c.text;
}

TEST(Expression, PrecedenceFromLoosestToTightest) {
  check({
      {"a implies b implies c", "(implies a (implies b c))"},
      {"a or b implies c and d", "(implies (or a b) (and c d))"},
      {"a or b and c or d", "(or (or a (and b c)) d)"},
      {"not a and b", "(and (not a) b)"},
      {"not not a", "(not (not a))"},
      {"not a == b", "(not (== a b))"},
      {"not x in s", "(not (in x s))"},
      {"x not in s", "(not-in x s)"},
      {"x not refers s", "(not-refers x s)"},
      {"x refers s.t", "(refers x (.t s))"},
      {"x is storage.bucket and y", "(and (is:storage.bucket x) y)"},
      {"x ?? 0 > 3", "(> (?? x 0) 3)"},
      {"a ?? b ?? c", "(?? (?? a b) c)"},
      {"a default b because \"RDS API\"", "(default:RDS API a b)"},
      {"a + b ?? c", "(?? (+ a b) c)"},
      {"a - b + c * d", "(+ (- a b) (* c d))"},
      {"present x ?? y", "(?? (present x) y)"},
      {"present a.b and nonempty c", "(and (present (.b a)) (nonempty c))"},
      {"not present x in s", "(not (in (present x) s))"},
      {"empty (a ?? [])", "(empty (paren (?? a (list))))"},
      {"a.b[0].c(d, e).f", "(.f (call (.c (index (.b a) 0)) d e))"},
      {"-5 + 3", "(+ (negate 5) 3)"},
      {"a <= 10 * b", "(<= a (* 10 b))"},
  });
}

TEST(Expression, PrefixesReachRight) {
  check({
      {"any x in xs : a and b", "(any [x xs] (and a b))"},
      {"any x in xs where c or d, y in x.ys where e : f", "(any [x xs where (or c d)] [y (.ys x) where e] f)"},
      {"no x in xs", "(no [x xs])"},
      {"a and any x in xs : b or c", "(and a (any [x xs] (or b c)))"},
      {"any x in xs where any y in ys : a : b", "(any [x xs where (any [y ys] a)] b)"},
      {"the p in people where p.id == x", "(the [p people where (== (.id p) x)])"},
      {"with m = f(x) : m ?? 1", "(with:m (call f x) (?? m 1))"},
      {"if a then b else if c then d else e and f", "(if a b (if c d (and e f)))"},
      {"(any x in xs : a) or b", "(or (paren (any [x xs] a)) b)"},
  });
}

TEST(Expression, Collections) {
  check({
      {"[]", "(list)"},
      {"{}", "(set)"},
      {"[a, b,]", "(list a b)"},
      {"{a, b}", "(set a b)"},
      {"{a: 1, from: {b: 2}}", "(record a:1 from:(record b:2))"},
      {"{\"a-b\": 1}", "(record a-b:1)"},
      {"{all: 1, in: 2, true: 3}", "(record all:1 in:2 true:3)"},
      {"[e for x in xs where c, e in x.es]", "(list-for [x xs where c] [e (.es x)] e)"},
      {"{text(v) for v in x.values}", "(set-for [v (.values x)] (call text v))"},
      {"dict {\"a\": 1, b: 2}", "(dict \"a\" 1 b 2)"},
      {"dict {x.k: x.v for x in xs}", "(dict-for [x xs] (.k x) (.v x))"},
      {"dict {}", "(dict)"},
      {"match x { absent, \"a\" -> b, -1 -> c, data_class.public -> d, else -> e }",
       "(match x [ABSENT \"a\" -> b] [(negate 1) -> c] [(.public data_class) -> d] [else -> e])"},
  });
}

TEST(Expression, Literals) {
  check({
      {"1.5", "decimal:1.5"},
      {"1d12h", "duration:1d12h"},
      {"30m", "duration:30m"},
      {"3mo", "period:3mo"},
      {"1y4mo10d", "period:1y4mo10d"},
      {"2026-01-31", "date:2026-01-31"},
      {"2026-04-01T00:00:00Z", "timestamp:2026-04-01T00:00:00Z"},
      {"2026-04-01T09:00:00+09:00", "timestamp:2026-04-01T09:00:00+09:00"},
      {"r\"^a\\d{2}$\"", "r\"^a\\d{2}$\""},
      {"\"a\\\"b\\\\c\\u{1F600}\\{\"", "\"a\"b\\c😀{\""},
      {"true", "TRUE"},
      {"forever", "FOREVER"},
      {"unknown", "unknown"},
      {"unknown \"why\"", "unknown:why"},
      {"unknown unconfigured", "unconfigured"},
      {"unknown refers terraform.aws_kms_key.k[0].arn", "(unknown-refers (.arn (index (.k (.aws_kms_key terraform)) 0)))"},
      {"ref \"arn:aws\"", "ref:arn:aws"},
  });
}

TEST(Expression, WordsThatAreNamesWhereOnlyANameCanStand) {
  check({
      {"x.in.all.default", "(.default (.all (.in x)))"},
      {"x.\"a b\"", "(.a b x)"},
      {"kubernetes.*", "(.* kubernetes)"},
      {"title + ref(dict) + list", "(+ (+ title (call ref dict)) list)"},
      {"self.a", "(.a SELF)"},
      {"origin.tags", "(.tags ORIGIN)"},
      {"origin(r).tags", "(.tags (call origin r))"},
      {"evaluated_at - k.created", "(- EVALUATED_AT (.created k))"},
      {"case == test", "(== case test)"},
  });
}

TEST(Expression, SpansCoverTheText) {
  Diagnostics diagnostics;
  const std::string text = "  (a.b ?? 1) + f(c, [d])";
  const ExpressionPtr sum = parse_expression(source(text), diagnostics);
  ASSERT_NE(sum, nullptr);
  const auto at = [&](const Expression& e) { return text.substr(e.span.begin, e.span.end - e.span.begin); };
  EXPECT_EQ(at(*sum), "(a.b ?? 1) + f(c, [d])");
  EXPECT_EQ(at(*sum->operands[0]), "(a.b ?? 1)");
  EXPECT_EQ(at(*sum->operands[0]->operands[0]->operands[0]), "a.b");
  EXPECT_EQ(at(*sum->operands[1]), "f(c, [d])");
  EXPECT_EQ(sum->height, 5u);
}

TEST(Expression, Errors) {
  EXPECT_EQ(complaint_about("a < b < c"),
            "1:7 SK0127 comparisons do not chain: `<` follows `<` | join two comparisons with `and`, as in `a < b and b < c`, or put parentheses");
  EXPECT_EQ(complaint_about("a == not b"), "1:6 SK0120 expected a value, found `not` | put parentheses around `not …`");
  EXPECT_EQ(complaint_about("f(a b)"), "1:5 SK0120 expected `,` or `)`, found `b`");
  EXPECT_EQ(complaint_about("f(any x in xs, y in ys)").substr(0, 10), "1:3 SK0128");
  EXPECT_EQ(complaint_about("x == null").substr(0, 33), "1:6 SK0129 `null` is no value | w");
  EXPECT_EQ(complaint_about("99999999999999999999").substr(0, 10), "1:1 SK0130");
  EXPECT_EQ(complaint_about("(a)(b)").substr(0, 10), "1:1 SK0132");
  EXPECT_EQ(complaint_about("a + -b").substr(0, 10), "1:5 SK0133");
  EXPECT_EQ(complaint_about("match x { else -> a, b -> c }").substr(0, 11), "1:22 SK0134");
  EXPECT_EQ(complaint_about("match x { a -> b, else if c -> d }"),
            "1:24 SK0120 expected `->`, found `if` | an arm has no condition: write `else -> if … then … else …`");
  EXPECT_EQ(complaint_about("if a then b"),
            "1:12 SK0120 expected `else`, found the end of the expression | `if` wants both branches: `if condition then value else value`");
  EXPECT_EQ(complaint_about("any all in xs : all").substr(0, 10), "1:5 SK0125");
  EXPECT_EQ(complaint_about(""), "1:1 SK0120 expected an expression, found nothing");
  EXPECT_EQ(complaint_about("\"a\\d\"").substr(0, 42), "1:3 SK0114 `\\d` is no escape of a text | e");
  EXPECT_EQ(complaint_about("\"\\u{D800}\"").substr(0, 10), "1:2 SK0114");
}

}  // namespace
}  // namespace sekisho::syntax
