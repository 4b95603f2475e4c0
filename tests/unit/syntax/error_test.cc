// What the parser says about slips, that it says each once, and that it reads on after it.
#include <gtest/gtest.h>

#include "vocabulary.h"

namespace sekisho::syntax {
namespace {

struct Slip {
  const char* text;
  const char* complaint;
};

TEST(Error, OneSlipOneMessage) {
  for (const Slip& slip : std::initializer_list<Slip>{
           {"define x : bool = a && b", "2:21 SK0110 `&&` is no sign of this language | write `and`\n"},
           {"define x : bool = !a", "2:19 SK0110 `!` is no sign of this language | write `not` before a condition, `!=` between two values\n"},
           {"define x : string = 'it\\'s'", "2:21 SK0112 texts stand in double quotes, found single ones | write \"it's\"\n"},
           {"define x : bool = （a）",
            "2:19 SK0110 `（` is no sign of this language | write `(`\n2:21 SK0110 `）` is no sign of this language | write `)`\n"},
           {"define x : bool = “a”", "2:19 SK0110 texts stand in straight quotes, found typographic ones | write \"…\"\n"},
           {"define x : bool = \"日本\" == a && b", "2:29 SK0110 `&&` is no sign of this language | write `and`\n"},
           {"define x : bool = a \x7F", "2:21 SK0110 unexpected control character | take it out\n"},
           {"define x : bool = a　or b", "2:20 SK0110 a space that is not the ASCII one stands here | write a plain space\n"},
           {"define x : duration = 2w", "2:23 SK0113 `2w` is no number, duration, period or date | there are no weeks; write 14d\n"},
           {"define x : int = 65_535", "2:18 SK0113 `65_535` is no number, duration, period or date | write 65535\n"},
           {"define x : bool = a # why", "2:21 SK0118 comments start with `//`, found `#` | write `// …` to the line's end\n"},
           {"define 暗号 : bool = a",
            "2:8 SK0117 names are written in ASCII letters, digits and `_`, found `暗号` | other letters stand in texts (\"…\") and comments (// "
            "…)\n"},
           {"define x : bool = a b",
            "2:21 SK0120 expected an operator or the end of the declaration, found `b` | is an operator missing between `a` and `b`?\n"},
           {"define x : bool = a = b", "2:21 SK0120 expected an operator or the end of the declaration, found `=` | compare with `==`\n"},
           {"param x : int == 3", "2:15 SK0120 expected the end of the declaration, found `==` | write `=` here; `==` compares\n"},
           {"param x int = 3", "2:9 SK0120 expected `:`, found `int` | the type follows the name, as in `name : string`\n"},
           {"param x : list string", "2:16 SK0120 expected the end of the declaration, found `string` | write `list of string`\n"},
           {"enum x (a, in)", "2:12 SK0125 `in` is a reserved word and cannot be a name here | choose another name, such as `in_value`\n"},
           {"kind x { a : int, b : int }",
            "2:17 SK0120 expected a field (`name : type`) or `}`, found `,` | what stands in these braces has no commas between\n"},
           {"rul x { }",
            "2:1 SK0121 expected a declaration (`param`, `define`, `rule`, `map`, `test`, `kind`, `trait`, `record`, `enum`), found `rul` | did you "
            "mean `rule`?\n"},
           {"define x : bool = [a, b\ndefine y : int = 1", "2:19 SK0115 `[` is not closed | close it with `]` before line 3\n"},
           {"define x : bool = (a]", "2:21 SK0115 expected `)` to close the `(` of line 2, column 19, found `]`\n"},
           {"define x : bool = any y in ys where y y.b",
            "2:39 SK0120 expected an operator or the end of the declaration, found `y` | a `:` is missing between the members of `any` and what is "
            "said of them: `any x in xs : condition`\n"}}) {
    EXPECT_EQ(complaints(with_head(slip.text)), slip.complaint) << slip.text;
  }
}

TEST(Error, ClausesOfARuleFailOneByOne) {
  EXPECT_EQ(complaints(with_head(
                "rule a {\n  title \"no language\"\n  for all in b\n  severity\n  supports ismap because en \"x\"\n  require\n  where x z\n"
                "  requires x\n  require if a then b elif c\n  title en \"{a\" ja \"{}\"\n  title en \"{a. b +}\" en \"c\"\n  require fine\n}")),
            "3:9 SK0120 expected `en` or `ja`, found the text `\"no language\"` | say the language: `en \"…\" ja \"…\"`\n"
            "4:7 SK0125 `all` is a reserved word and cannot be a name here | choose another name, such as `all_value`\n"
            "6:3 SK0120 expected a name, found `supports`\n"
            "6:18 SK0120 expected a control id such as `9.2.3`, found `because` | write the id alone, as in `supports ismap 9.2.3.11.PB because …`\n"
            "8:3 SK0120 expected an expression, found `where` | `require` wants a condition\n"
            "8:11 SK0120 expected an operator or the next clause, found `z` | is an operator missing between `x` and `z`?\n"
            "10:23 SK0120 expected `else`, found `elif` | write `else if`\n"
            "11:3 SK0126 `title` stands twice in this rule | keep one of them\n"
            "11:13 SK0116 `{` opens an expression that is not closed in this text | close it with `}`; a brace itself is written `\\{`\n"
            "11:21 SK0116 nothing stands between these braces | write an expression, or `\\{` for a brace itself\n"
            "12:3 SK0126 `title` stands twice in this rule | keep one of them\n"
            "12:20 SK0120 expected a value, found the end of the expression\n"
            "12:23 SK0135 `en` stands twice here | one text a language\n");
}

TEST(Error, ItemsOfAMapFailOneByOne) {
  Diagnostics diagnostics;
  const auto file = parse(
      source(with_head("map a.b as c to d.e {\n  name =\n  other = 3\n  let default = 4\n  foo unavailble \"x\"\n  bar = [1, 2] 3\n  good = 5\n}")),
      diagnostics);
  EXPECT_EQ(diagnostics.error_count(), 4u);
  ASSERT_FALSE(file->maps.empty());
  EXPECT_EQ(file->maps[0].items.back().name.text, "good");
}

TEST(Error, ABrokenClauseLeavesAHole) {
  Diagnostics diagnostics;
  const auto file = parse(source(with_head("rule a {\n  title en\n  for b in c\n  require +\n}\nrule d { for e in f require e }")), diagnostics);
  EXPECT_EQ(diagnostics.error_count(), 2u);
  ASSERT_EQ(file->rules.size(), 2u);
  EXPECT_TRUE(file->rules[0].title.has_value());
  ASSERT_EQ(file->rules[0].clauses.size(), 1u);
  EXPECT_EQ(file->rules[0].clauses[0].expression->kind, ExpressionKind::kError);
}

TEST(Error, AnUnclosedBraceEndsBeforeTheNextDeclaration) {
  Diagnostics diagnostics;
  const auto file = parse(source(with_head("rule a {\n  require b\n\nrule c { for e in f require e }")), diagnostics);
  ASSERT_EQ(diagnostics.error_count(), 1u);
  EXPECT_EQ(diagnostics.all()[0].help, "close it with `}` before line 5");
  ASSERT_EQ(file->rules.size(), 1u);
  EXPECT_EQ(file->rules[0].name.text, "c");
}

TEST(Error, AnUnclosedTextIsToldOnce) {
  EXPECT_EQ(complaints(with_head("rule a {\n  title en \"Title ja \"題\"\n  for b in c\n  require b\n}")).substr(0, 11), "3:23 SK0117");
  EXPECT_EQ(complaints(with_head("define x : string = \"abc")),
            "2:21 SK0111 this text is not closed before the line ends | close it with `\"`; a text stands on one line, a quote in it is written "
            "`\\\"`, a line end `\\n`\n");
}

TEST(Error, WhereThatWasMeantAsAClause) {
  const std::string told = complaints(with_head("rule a {\n  for  b in c\n  let  d = the e in f\n  where d\n  require d\n}"));
  EXPECT_EQ(told.substr(0, 10), "5:3 SK0131");
  EXPECT_EQ(complaints(with_head("rule a {\n  for  b in c\n  let  d = the e in f\n         where d\n  require d\n}")), "");
}

TEST(Error, HeadOfTheFile) {
  EXPECT_EQ(complaints(""),
            "1:1 SK0122 the file does not say its language | begin it with `language 1`\n"
            "1:1 SK0124 the file names no package | write `package some.name` below `language 1`\n");
  EXPECT_EQ(complaints("language 2\npackage a"),
            "1:10 SK0123 this engine does not know language 2 | it knows language 1; write `language 1`, or use a later engine\n");
  EXPECT_EQ(complaints("language 1\npackage a\nparam b : int\nimport c").substr(0, 10), "4:1 SK0122");
  EXPECT_EQ(complaints("language 1\npackage a\npackage b").substr(0, 10), "3:9 SK0124");
}

}  // namespace
}  // namespace sekisho::syntax
