// Control catalogues: the shipped one, and errors with their places.
#include "engine/schema/catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace sekisho {
namespace {

const std::string kHeader = "id,level,chapter,mandatory_suffix,title_en,title_ja,testable,requirement,critical_area,inheritable\n";

std::string error_of(const std::string& rows, const std::string& header = kHeader) {
  auto catalogue = Catalogue::parse(std::make_shared<Source>("c.csv", header + rows), "2022-04");
  if (catalogue) return "";
  const LineColumn place = catalogue.error().span->source->line_column(catalogue.error().span->begin);
  return std::to_string(place.line) + ":" + std::to_string(place.column) + " " + catalogue.error().message;
}

TEST(Catalogue, ShippedOneIsWhole) {
  std::ifstream file(std::string(SEKISHO_ROOT) + "/policies/ismap/catalogue/controls.csv");
  std::stringstream text;
  text << file.rdbuf();
  auto catalogue = Catalogue::parse(std::make_shared<Source>("controls.csv", text.str()), "2022-04");
  ASSERT_TRUE(catalogue.has_value()) << catalogue.error().message;
  EXPECT_EQ(catalogue->edition(), "2022-04");
  EXPECT_EQ(catalogue->entries().size(), 328u);
  auto objectives =
      std::count_if(catalogue->entries().begin(), catalogue->entries().end(), [](const ControlEntry& e) { return e.level == 3 && e.chapter >= 5; });
  EXPECT_EQ(objectives, 121);
  auto mandatory = std::count_if(catalogue->entries().begin(), catalogue->entries().end(),
                                 [](const ControlEntry& e) { return e.level == 4 && (e.mandatory_suffix == "PB" || e.mandatory_suffix == "B"); });
  EXPECT_EQ(mandatory, 31);
  const ControlEntry* mfa = catalogue->find("9.2.3.11.PB");
  ASSERT_NE(mfa, nullptr);
  EXPECT_EQ(mfa->testable, "config");
  EXPECT_EQ(mfa->chapter, 9);
  EXPECT_EQ(catalogue->find("9.2.3.11"), nullptr);
  EXPECT_EQ(catalogue->find("nonsense"), nullptr);
  EXPECT_TRUE(catalogue->find("11.1.1")->inheritable);
}

TEST(Catalogue, OrdersByNumber) {
  auto catalogue =
      Catalogue::parse(std::make_shared<Source>("c.csv", kHeader + "9.2.1.10,4,9,,a,b,,,,\n9.2.1.9,4,9,,a,b,,,,\n9.2,2,9,,a,b,,,,\n"), "x");
  ASSERT_TRUE(catalogue.has_value());
  EXPECT_EQ(catalogue->entries()[0].id, "9.2");
  EXPECT_EQ(catalogue->entries()[1].id, "9.2.1.9");
  EXPECT_NE(catalogue->find("9.2.1.10"), nullptr);
}

TEST(Catalogue, KnowsIds) {
  for (const char* id : {"3", "9.2.3", "9.5.1.P", "8.1.2.7.PB", "15.1.1.16.B", "6.3.P"}) EXPECT_TRUE(Catalogue::is_control_id(id)) << id;
  for (const char* id : {"", "P", "9.", ".9", "9..2", "9.2.3.4.5", "9.2.3.PBX", "9.2.P.1", "A.9.2.3", "123", "9.2.3 ", "9.2.3.p"}) {
    EXPECT_FALSE(Catalogue::is_control_id(id)) << id;
  }
}

TEST(Catalogue, RefusesWhatIsBroken) {
  EXPECT_EQ(error_of("", ""), "1:1 `c.csv` is empty, expected a control catalogue");
  EXPECT_NE(error_of("", "id,level\n").find("1:4 `c.csv`: expected the columns id,level,chapter"), std::string::npos);
  EXPECT_EQ(error_of("9.2.x,3,9,,a,b,,,,\n"),
            "2:1 `c.csv`: `9.2.x` is no control id; expected numbers such as 9.2.3, with P, B or PB behind the last where it has one");
  EXPECT_EQ(error_of("9.2.3,4,9,,a,b,,,,\n"), "2:7 `c.csv`: `4` does not go with the id `9.2.3`, expected `3`");
  EXPECT_EQ(error_of("9.2.3.P,3,9,PB,a,b,,,,\n"), "2:13 `c.csv`: `PB` does not go with the id `9.2.3.P`, expected `P`");
  EXPECT_EQ(error_of("9.2.3,3,9,,a,,,,,\n"), "2:14 `c.csv`: the control `9.2.3` needs a Japanese title");
  EXPECT_EQ(error_of("9.2.3,3,9,,a,b,paper,,,\n"), "2:16 `c.csv`: `paper` is none of nothing, `config`, `document`, `onsite`");
  EXPECT_EQ(error_of("9.2.3,3,9,,a,b,,,,\n9.2.3,3,9,,c,d,,,,\n"), "3:1 `c.csv`: the control `9.2.3` is there twice");
}

TEST(Catalogue, TakesListsAsOthersKeepThem) {
  std::vector<std::string> ignored;
  const std::string text = "title_ja,text,id\nあ,long,9.2.3\n\"い, ろ\",long,9.2.3.1.PB\n";
  auto list = Catalogue::import(std::make_shared<Source>("list.csv", text), ignored);
  ASSERT_TRUE(list.has_value()) << list.error().message;
  EXPECT_EQ(ignored, std::vector<std::string>{"text"});
  const ControlEntry* entry = list->find("9.2.3.1.PB");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->level, 4);
  EXPECT_EQ(entry->mandatory_suffix, "PB");
  EXPECT_EQ(entry->title_en, "い, ろ");
  // What it is written as is read back.
  auto again = Catalogue::parse(std::make_shared<Source>("again.csv", list->to_csv()), "");
  ASSERT_TRUE(again.has_value()) << again.error().message;
  EXPECT_EQ(again->to_csv(), list->to_csv());
  EXPECT_FALSE(Catalogue::import(std::make_shared<Source>("list.csv", "id,name\n9.2.3,a\n"), ignored).has_value());
  EXPECT_FALSE(Catalogue::import(std::make_shared<Source>("list.csv", "id,title_en\n9.2.3,a\n9.2.3,b\n"), ignored).has_value());
  EXPECT_FALSE(Catalogue::import(std::make_shared<Source>("list.csv", "id,title_en,level\n9.2.3,a,4\n"), ignored).has_value());
}

TEST(Catalogue, EditionIsTheLatestThatAnEntryNames) {
  const std::string header = "id,level,chapter,mandatory_suffix,title_en,title_ja,testable,requirement,critical_area,inheritable,testable_secondary,since,amended,requirement_ja,evidence_en,evidence_ja\n";
  auto catalogue = Catalogue::parse(std::make_shared<Source>("c.csv", header + "9,1,9,,a,b,,,,,,2022-04,,,,\n9.2,2,9,,a,b,config,,,,document,2022-04,2024-07,必須,a register,台帳\n"), "");
  ASSERT_TRUE(catalogue.has_value()) << catalogue.error().message;
  EXPECT_EQ(catalogue->edition(), "2024-07");
  EXPECT_EQ(catalogue->find("9.2")->testable_secondary, "document");
  EXPECT_EQ(catalogue->find("9.2")->requirement_ja, "必須");
  EXPECT_EQ(catalogue->find("9.2")->evidence_ja, "台帳");
}

}  // namespace
}  // namespace sekisho
