// Formatting: the layout, that it stays when applied again, and that it changes no meaning.
#include "engine/syntax/format.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "engine/syntax/token.h"
#include "vocabulary.h"

namespace sekisho::syntax {
namespace {

std::string formatted(const std::string& text) {
  Diagnostics diagnostics;
  std::optional<std::string> result = format(source(text), diagnostics);
  return result.has_value() ? *result : "refused: " + diagnostics.all().at(0).message;
}

const char kHead[] = "language 1\npackage a\n";

void expect_layout(const std::string& text, const std::string& layout) {
  EXPECT_EQ(formatted(kHead + text), kHead + layout);
  EXPECT_EQ(formatted(kHead + layout), kHead + layout);
}

TEST(Format, Rule) {
  expect_layout(
      "rule a{title en \"T\" ja \"題\" supports ismap 9.2.3 because en \"Full administration stays with listed roles\" ja "
      "\"全権限は指定した役割に限る\"\n"
      "severity high for x in storage.bucket\nwhere x.a and\nx.b\nrequire any t in ts where t.a:\nt.b and t.c\n or t.d}",
      "rule a {\n"
      "  title    en \"T\" ja \"題\"\n"
      "  supports ismap 9.2.3 because en \"Full administration stays with listed roles\"\n"
      "                               ja \"全権限は指定した役割に限る\"\n"
      "  severity high\n"
      "  for      x in storage.bucket\n"
      "  where    x.a and\n"
      "           x.b\n"
      "  require  any t in ts where t.a :\n"
      "             (t.b and t.c)\n"
      "             or t.d\n"
      "}\n");
}

TEST(Format, MapAlignsItsItems) {
  expect_layout(
      "map t.a as b to c.d {\nlet x=1\nlet long = 2\nidentity arn within global=b.arn\nidentity name   within region = b.n\n"
      "name = -1\nencryption.key=f( b.x,\n{a:1 , b : [ ]} )  // why\nother unavailable \"no\"\n\n\n\nlast = match b { absent->c,else -> d }\n}",
      "map t.a as b to c.d {\n"
      "  let x    = 1\n"
      "  let long = 2\n"
      "  identity arn  within global = b.arn\n"
      "  identity name within region = b.n\n"
      "  name           = -1\n"
      "  encryption.key = f(b.x,\n"
      "                     {a: 1, b: []})  // why\n"
      "  other          unavailable \"no\"\n"
      "\n"
      "  last = match b { absent -> c, else -> d }\n"
      "}\n");
}

TEST(Format, KindsStayOnOneLineOrGoOnLines) {
  expect_layout(
      "record a { from:int   to : int }\nkind b : c,d{\n x : list of record {k : int v : int}\n longer : enum( a,b ) ? // c\n}\nkind e:c{}\nenum f( "
      "a )\ndefine g(h:int):bool=h",
      "record a { from : int  to : int }\n"
      "kind b : c, d {\n"
      "  x      : list of record { k : int  v : int }\n"
      "  longer : enum(a, b)?  // c\n"
      "}\n"
      "kind e : c { }\n"
      "enum f (a)\n"
      "define g(h : int) : bool = h\n");
}

TEST(Format, Test) {
  expect_layout(
      "test r{at 2026-01-01T00:00:00Z case \"a\"   pass {storage.bucket b{x:{}} open c.d}\ncase \"b\" fail   module.a[\"x  y\"].b\n"
      "case \"c\" unknown with p=1,q = {a} {\nstorage.bucket b { }  storage.bucket c { x: 1 }\n}}",
      "test r {\n"
      "  at 2026-01-01T00:00:00Z\n"
      "  case \"a\" pass { storage.bucket b { x: {} }  open c.d }\n"
      "  case \"b\" fail module.a[\"x  y\"].b\n"
      "  case \"c\" unknown with p = 1, q = {a} {\n"
      "    storage.bucket b { }\n"
      "    storage.bucket c { x: 1 }\n"
      "  }\n"
      "}\n");
}

TEST(Format, ParenthesesWhereAndStandsBesideOr) {
  expect_layout("define x : bool = a or b and c or (d and e) or any y in ys : f and g or h",
                "define x : bool = a or (b and c) or (d and e) or any y in ys : (f and g) or h\n");
}

TEST(Format, CommentsKeepTheirLines) {
  expect_layout(
      "// one\n\n\n// two   \nparam x : int = 1// three\n   // four\nparam longer : int = // five\n  2\nrule r {// six\n\n// seven\nfor a in b\n// "
      "eight\nrequire a\n// nine\n\n}\n// ten",
      "// one\n"
      "\n"
      "// two\n"
      "param x : int = 1  // three\n"
      "// four\n"
      "param longer : int =  // five\n"
      "  2\n"
      "rule r {  // six\n"
      "  // seven\n"
      "  for      a in b\n"
      "  // eight\n"
      "  require  a\n"
      "  // nine\n"
      "}\n"
      "// ten\n");
}

TEST(Format, RefusesWhatDoesNotParse) { EXPECT_EQ(formatted("language 1\npackage a\nrule {").substr(0, 8), "refused:"); }

// The files of the repository, as they stand and with their white space shaken.
std::vector<std::string> repository_files() {
  std::vector<std::string> result;
  for (const char* folder : {"policies", "adapters"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(SEKISHO_ROOT) / folder)) {
      if (entry.path().extension() != ".seki") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      std::stringstream text;
      text << in.rdbuf();
      result.push_back(text.str());
    }
  }
  return result;
}

// The same tokens with other white space and comments between; addresses keep their lines.
std::string shaken(const std::string& text, std::mt19937& random) {
  TokenList list = read_tokens(source(text), 0, static_cast<uint32_t>(text.size()));
  place_words(list);
  std::string result;
  for (size_t i = 0; i < list.tokens.size(); ++i) {
    const bool after_comment = i > 0 && list.tokens[i - 1].kind == TokenKind::kComment;
    bool near_address = false;
    for (size_t k = i < 1 ? 0 : i - 1; k < i + 4 && k < list.tokens.size(); ++k) near_address |= list.tokens[k].kind == TokenKind::kAddress;
    const bool broken = i > 0 && list.on_next_line(i);
    const bool touching = i > 0 && list.tokens[i].begin == list.tokens[i - 1].end;
    if (near_address)
      result += broken ? "\n" : touching ? "" : " ";
    else if (after_comment || (broken && random() % 3))
      result += random() % 8 ? "\n" : "\n\n\n  ";
    else if (random() % 30 == 0 && list.tokens[i].kind != TokenKind::kComment)
      result += "  // shaken\n";
    else if (!touching || random() % 20 == 0)
      result += random() % 20 ? std::string(1 + random() % 3, ' ') : "\n";
    result += list.text(i);
  }
  return result;
}

TEST(Format, FilesOfTheRepositoryStayAfterTheFirstTime) {
  std::mt19937 random(1);
  size_t files = 0;
#ifdef __SANITIZE_ADDRESS__
  constexpr size_t kStep = 10;  // the sanitizers make parsing fifteen times slower
#else
  constexpr size_t kStep = 1;
#endif
  const std::vector<std::string> texts = repository_files();
  for (size_t i = 0; i < texts.size(); i += kStep) {
    const std::string& text = texts[i];
    Diagnostics diagnostics;
    parse(source(text), diagnostics);
    if (diagnostics.has_errors()) continue;
    // Shaking each fifth file keeps the test short; every construct stands in many of them.
    const std::vector<std::string> inputs = ++files % 5 == 0 ? std::vector{text, shaken(text, random)} : std::vector{text};
    for (const std::string& input : inputs) {
      const std::string once = formatted(input);
      ASSERT_EQ(once.substr(0, 8) == "refused:", false) << once << "\n" << input;
      ASSERT_EQ(formatted(once), once);
    }
  }
  RecordProperty("files", static_cast<int>(files));
}

}  // namespace
}  // namespace sekisho::syntax
