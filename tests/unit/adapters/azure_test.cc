// Azure: what template functions give, what stays unknown and why, loops and nested templates, live resources in any spelling, refusals.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "adapters/azure/spelling.h"
#include "tests/unit/adapters/samples.h"

namespace sekisho::adapters {
namespace {

using Kind = RawNode::Kind;
using SourceIn = std::shared_ptr<const RawSource>;

SourceIn load_text(const std::string& json, const TemplateParameters& parameters = {}) {
  Result<SourceIn> loaded = load_bytes("x.json", json, "", Reading::kLate, 1, parameters);
  if (!loaded) {
    ADD_FAILURE() << loaded.error().message;
    return std::make_shared<const RawSource>();
  }
  return *loaded;
}

std::string template_of(const std::string& resources, const std::string& more = "") {
  return R"({"$schema": "https://schema.example.com/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", )" + more + R"("resources": )" + resources + "}";
}

const std::string kDeclared = R"("parameters": {
    "stage": {"type": "string", "defaultValue": "dev"}, "open": {"type": "string"}, "count": {"type": "int", "defaultValue": 2}, "many": {"type": "int"},
    "password": {"type": "securestring", "defaultValue": "hunter2"}, "box": {"type": "object", "defaultValue": {"Size": 3}}, "loop": {"type": "string", "defaultValue": "[parameters('loop')]"}},
  "variables": {"name": "[concat('st', parameters('stage'))]", "unknown": "[concat('st', parameters('open'))]", "twice": "[variables('twice')]",
    "copy": [{"name": "ports", "count": 3, "input": "[copyIndex('ports', 1)]"}]},)";

// The value of property p of resource r.
struct Loaded {
  SourceIn source;
  const RawNode& p;
};
Loaded value(const std::string& expression, const TemplateParameters& parameters = {}) {
  SourceIn source = load_text(template_of(R"([{"type": "A.B/others", "name": "other", "apiVersion": "1"}, {"type": "A.B/things", "name": "r", "properties": {"p": )" + expression + "}}]", kDeclared), parameters);
  static const RawNode nothing;
  const RawNode* found = source->resources.size() < 2 ? nullptr : node(source->resources[1], "/properties/p");
  return {source, found == nullptr ? nothing : *found};
}

std::string known(const std::string& expression, const TemplateParameters& parameters = {}) {
  const Loaded loaded = value("\"" + expression + "\"", parameters);
  if (loaded.p.kind == Kind::kBool) return loaded.p.boolean ? "true" : "false";
  return loaded.p.kind == Kind::kString || loaded.p.kind == Kind::kNumber ? std::string(loaded.p.text) : loaded.p.kind == Kind::kAbsent ? "null" : "?";
}

TEST(AzureTemplate, FunctionsAreWorkedOut) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"[[x]", "[x]"},
      {"[concat('a', parameters('stage'), 1)]", "adev1"},
      {"[format('{0}-{1}', variables('name'), 'x')]", "stdev-x"},
      {"[toLower('AB')]", "ab"},
      {"[if(equals(parameters('stage'), 'dev'), 'yes', 'no')]", "yes"},
      {"[if(parameters('open'), 'same', 'same')]", "same"},
      {"[and(not(equals(1, 2)), or(false(), true()))]", "true"},
      {"[and(false(), parameters('open'))]", "false"},
      {"[or(true(), parameters('open'))]", "true"},
      {"[empty('')]", "true"},
      {"[length(createArray(1, 2, 3))]", "3"},
      {"[last(split('a,b,c', ','))]", "c"},
      {"[replace('a-b-c', '-', '')]", "abc"},
      {"[take('abcdef', 3)]", "abc"},
      {"[skip('abcdef', 4)]", "ef"},
      {"[substring('abcdef', 1, 2)]", "bc"},
      {"[first(union(createArray('a'), createArray('a', 'b')))]", "a"},
      {"[length(union(createArray('a'), createArray('a', 'b')))]", "2"},
      {"[union(createObject('a', 1), createObject('A', 2)).a]", "2"},
      {"[parameters('box').size]", "3"},
      {"[parameters('BOX')['Size']]", "3"},
      {"[tryGet(parameters('box'), 'none')]", "null"},
      {"[coalesce(null(), 'x')]", "x"},
      {"[contains(createArray('a'), 'a')]", "true"},
      {"[json('{\\\"a\\\": 5}').a]", "5"},
      {"[variables('ports')[2]]", "3"},
      {"[add(1, mul(2, 3))]", "7"},
      {"[int('4')]", "4"},
      {"[greaterOrEquals(2, 2)]", "true"},
      {"[join(createArray('a', 'b'), '-')]", "a-b"},
      {"[concat('it''s', '')]", "it's"}};
  for (const auto& [expression, wanted] : cases) EXPECT_EQ(known(expression), wanted) << expression;
  EXPECT_EQ(known("[parameters('open')]", {{"open", "given"}}), "given");
  EXPECT_EQ(known("[add(parameters('many'), 1)]", {{"many", "4"}}), "5");
}

TEST(AzureTemplate, WhatNobodyCanTellIsUnknown) {
  for (const char* expression : {"[parameters('open')]", "[concat('a', parameters('open'))]", "[uniqueString(resourceGroup().id)]", "[if(equals(parameters('open'), 'x'), 'a', 'b')]", "[reference('other').x]", "[subscription().tenantId]",
                                 "[mystery('x')]", "[concat('a']", "[variables('twice')]", "[parameters('loop')]", "[parameters('none')]", "[createArray(1)[4]]", "[not(parameters('open'))]", "[equals(parameters('open'), 'x')]",
                                 "[div(1, 0)]", "[mul(9223372036854775807, 2)]", "[my.function('x')]", "[format('{0:X}', 1)]"}) {
    const Loaded loaded = value("\"" + std::string(expression) + "\"");
    EXPECT_EQ(loaded.p.kind, Kind::kUnknown) << expression;
    EXPECT_EQ(loaded.p.configured, Configured::kYes) << expression;
  }
  const Loaded counted = value(R"("[mystery('x')]")");
  EXPECT_NE(std::find(counted.source->notes.begin(), counted.source->notes.end(), "1 use of `mystery` could not be worked out: the value is unknown"), counted.source->notes.end());
}

TEST(AzureTemplate, SecretsAreNotShown) {
  const Loaded declared = value(R"("[concat('x', parameters('password'))]")");
  EXPECT_TRUE(declared.p.sensitive);
  EXPECT_EQ(declared.p.written, Written::kSecret);
  const Loaded keys = value(R"("[listKeys(resourceId('A.B/others', 'other'), '1').keys[0].value]")");
  EXPECT_EQ(keys.p.kind, Kind::kUnknown);
  EXPECT_TRUE(keys.p.sensitive);
  EXPECT_EQ(keys.p.written, Written::kSecret);
}

TEST(AzureTemplate, ResourceIdsNameResources) {
  const Loaded id = value(R"("[resourceId('a.b/OTHERS', 'Other')]")");
  ASSERT_NE(id.p.reference, nullptr);
  EXPECT_TRUE(id.p.reference->exact);
  ASSERT_EQ(id.p.reference->targets.size(), 1u);
  EXPECT_EQ(id.p.reference->targets[0]->address, "A.B/others::other");
  EXPECT_EQ(id.p.reference->attribute, "arn");  // no two resources share it
  const Loaded foreign = value(R"("[resourceId('A.B/others', 'elsewhere')]")");
  ASSERT_NE(foreign.p.reference, nullptr);
  EXPECT_FALSE(foreign.p.reference->exact);
  EXPECT_TRUE(foreign.p.reference->targets.empty());
  // Names that nobody knows are equal when they are written alike.
  const SourceIn source = load_text(template_of(R"([{"type": "A.B/servers", "name": "[variables('unknown')]"}, {"type": "A.B/servers/rules", "name": "[concat(variables('unknown'), '/all')]"},
    {"type": "A.B/cards", "name": "c", "properties": {"server": "[resourceId('A.B/servers', concat('st', parameters('open')))]"}}])", kDeclared));
  const RawNode* parent = source->resources[1].root->find("@parent");
  ASSERT_TRUE(parent != nullptr && parent->reference != nullptr && parent->reference->exact);
  EXPECT_EQ(parent->reference->targets[0], &source->resources[0]);
  const RawNode* server = node(source->resources[2], "/properties/server");
  ASSERT_TRUE(server != nullptr && server->reference != nullptr && server->reference->exact);
}

// A group is part of its subscription, though neither's name is known.
TEST(AzureTemplate, ScopesOfTheDeploymentAreKnown) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"[subscription().id]", "/subscriptions/{subscription}"},
      {"[resourceGroup().id]", "/subscriptions/{subscription}/resourcegroups/{group}"},
      {"[concat('/subscriptions/', subscription().subscriptionId)]", "/subscriptions/{subscription}"},
      {"[concat(subscription().id, '/resourceGroups/', parameters('open'))]", "/subscriptions/{subscription}/resourcegroups/{parameters('open')}"},
      {"[format('/subscriptions/{0}/resourceGroups/{1}', subscription().subscriptionId, resourceGroup().name)]", "/subscriptions/{subscription}/resourcegroups/{group}"},
      {"[format('/subscriptions/{0}/resourceGroups/{1}{2}', subscription().subscriptionId, '{2}', 'x')]", "/subscriptions/{subscription}/resourcegroups/{2}x"},
      {"[format('/subscriptions/{0:D}', subscription().subscriptionId)]", "?"},
      {"/subscriptions/S", "/subscriptions/s"},
      {"[parameters('open')]", "?"},
      {"[concat('/subscriptions/', parameters('open'))]", "?"},
      {"[toUpper(subscription().id)]", "?"},
  };
  for (const auto& [expression, expected] : cases) {
    const SourceIn source = load_text(template_of(R"([{"type": "Microsoft.Authorization/roleDefinitions", "name": "r", "properties": {"assignableScopes": [")" + expression + "\"]}}]", kDeclared));
    ASSERT_FALSE(source->resources.empty());
    const RawNode* found = node(source->resources[0], "/@scopes/0");
    ASSERT_NE(found, nullptr) << expression;
    EXPECT_EQ(found->kind == Kind::kString ? std::string(found->text) : "?", expected) << expression;
  }
}

TEST(AzureTemplate, AParameterAsScopeMayNameAnyResource) {
  const std::vector<std::pair<std::string, bool>> cases = {
      {"[parameters('open')]", false}, {"[concat(parameters('open'), '/x')]", false}, {"[concat('/x', parameters('open'))]", true}, {"[resourceGroup().id]", true}, {"[subscription().id]", true},
  };
  for (const auto& [scope, lies_elsewhere] : cases) {
    const SourceIn source = load_text(template_of(R"([{"type": "Microsoft.Insights/diagnosticSettings", "name": "log", "scope": ")" + scope + "\"}]", kDeclared));
    const RawNode* parent = source->resources[0].root->find("@parent");
    ASSERT_TRUE(parent != nullptr && parent->reference != nullptr) << scope;
    EXPECT_EQ(parent->reference->complete, lies_elsewhere) << scope;
  }
}

TEST(AzureTemplate, ChildrenAndExtensionsKnowTheirParents) {
  const SourceIn source = load_text(template_of(R"([{"type": "A.B/servers", "name": "s", "resources": [{"type": "rules", "name": "all"}, {"type": "A.B/servers/rules", "name": "s/full"}]},
    {"type": "A.B/servers/providers/diagnosticSettings", "name": "s/Microsoft.Insights/log"},
    {"type": "Microsoft.Insights/diagnosticSettings", "name": "log2", "scope": "[resourceId('A.B/servers', 's')]"}])"));
  ASSERT_EQ(source->resources.size(), 6u);
  const std::vector<std::string> types = {"a.b/servers/rules", "a.b/servers/rules", "microsoft.insights/diagnosticsettings", "microsoft.insights/diagnosticsettings"};
  for (size_t i = 1; i < 5; ++i) {
    EXPECT_EQ(source->resources[i].type, types[i - 1]);
    const RawNode* parent = source->resources[i].root->find("@parent");
    ASSERT_TRUE(parent != nullptr && parent->reference != nullptr && parent->reference->exact) << i;
    EXPECT_EQ(parent->reference->targets[0], &source->resources[0]);
  }
}

TEST(AzureTemplate, ScopesMayBeToldWithoutSubscriptionAndGroup) {
  for (const char* scope : {"A.B/servers/s", "[concat('A.B/servers/', 's')]", "[format('A.B/servers/{0}', 's')]", "[concat('a.b/Servers/', parameters('none'))]"}) {
    const bool by_parameter = std::string_view(scope).find("none") != std::string_view::npos;
    const SourceIn source = load_text(template_of(R"([{"type": "A.B/servers", "name": ")" + std::string(by_parameter ? "[parameters('none')]" : "s") + R"("}, {"type": "A.B/servers", "name": "t"},
        {"type": "Microsoft.Insights/diagnosticSettings", "name": "log", "scope": ")" + scope + R"("}])", R"("parameters": {"none": {"type": "string"}}, )"));
    ASSERT_GE(source->resources.size(), 3u) << scope;
    const RawNode* parent = node(source->resources[2], "/@parent");
    ASSERT_TRUE(parent != nullptr && parent->reference != nullptr && parent->reference->exact) << scope;
    EXPECT_EQ(parent->reference->targets[0], &source->resources[0]) << scope;
  }
}

// Two parts of a type and of a name inside a resource: a grandchild, which lies in the child.
TEST(AzureTemplate, GrandchildrenLieInTheChild) {
  for (const char* grandchild : {R"("type": "dbs/tde", "name": "d/current")", R"("type": "A.B/servers/dbs/tde", "name": "s/d/current")"}) {
    const SourceIn source = load_text(template_of(R"([{"type": "A.B/servers", "name": "s", "apiVersion": "1", "resources": [
        {"type": "dbs", "name": "d", "apiVersion": "1"}, {"type": "dbs", "name": "e", "apiVersion": "1"}, {)" + std::string(grandchild) + R"(, "apiVersion": "1"}]}])"));
    ASSERT_GE(source->resources.size(), 4u) << grandchild;
    EXPECT_EQ(source->resources[3].type, "a.b/servers/dbs/tde");
    const RawNode* parent = node(source->resources[3], "/@parent");
    ASSERT_NE(parent, nullptr) << grandchild;
    ASSERT_EQ(parent->reference->targets.size(), 1u) << grandchild;
    EXPECT_EQ(parent->reference->targets[0]->address, "A.B/servers/dbs::d");
  }
}

TEST(AzureTemplate, ConditionsAndLoopsMakeResources) {
  const SourceIn source = load_text(template_of(R"([{"type": "A.B/things", "name": "[concat('n', copyIndex())]", "copy": {"name": "l", "count": "[parameters('count')]"}, "properties": {"i": "[copyIndex('l', 10)]"}},
    {"type": "A.B/things", "name": "gone", "condition": "[equals(parameters('stage'), 'prod')]"}, {"type": "A.B/things", "name": "maybe", "condition": "[equals(parameters('open'), 'x')]"},
    {"type": "A.B/things", "name": "some", "copy": {"name": "m", "count": "[parameters('many')]"}}])", kDeclared));
  ASSERT_EQ(source->resources.size(), 5u);
  EXPECT_EQ(source->resources[0].name, "n0");
  EXPECT_EQ(source->resources[1].address, "A.B/things::[concat('n', copyIndex())][1]");
  EXPECT_EQ(node(source->resources[1], "/properties/i")->text, "11");
  EXPECT_EQ(source->resources[2].name, "maybe");
  EXPECT_NE(source->resources[2].doubt, nullptr);
  EXPECT_NE(source->resources[3].doubt, nullptr);
  EXPECT_EQ(source->resources[0].doubt, nullptr);
}

TEST(AzureTemplate, NestedTemplatesSeeTheirOwnNames) {
  const SourceIn source = load_text(template_of(R"([{"type": "Microsoft.Resources/deployments", "name": "inner", "properties": {"expressionEvaluationOptions": {"scope": "inner"}, "parameters": {"x": {"value": "[variables('name')]"}},
      "template": {"parameters": {"x": {"type": "string"}}, "resources": [{"type": "A.B/things", "name": "[parameters('x')]"}]}}},
    {"type": "Microsoft.Resources/deployments", "name": "outer", "properties": {"template": {"resources": [{"type": "A.B/things", "name": "[parameters('stage')]"}]}}},
    {"type": "Microsoft.Resources/deployments", "name": "linked", "properties": {"templateLink": {"uri": "https://x.example.com"}}}])", kDeclared));
  ASSERT_EQ(source->resources.size(), 6u);
  EXPECT_EQ(source->resources[1].name, "stdev");
  EXPECT_EQ(source->resources[1].module, "Microsoft.Resources/deployments::inner");
  EXPECT_EQ(source->resources[3].name, "dev");
  EXPECT_NE(std::find(source->notes.begin(), source->notes.end(), "1 linked template is not in sight"), source->notes.end());
  EXPECT_FALSE(source->holds_all);
}

TEST(AzureTemplate, WhatGrowsBeyondMeasureIsRefused) {
  std::string variables = R"("variables": {"v0": ["x", "x", "x", "x", "x", "x", "x", "x", "x", "x"])";
  for (int i = 1; i < 10; ++i) {
    const std::string before = "\"[variables('v" + std::to_string(i - 1) + "')]\"";
    variables += ", \"v" + std::to_string(i) + "\": [" + before;
    for (int k = 0; k < 9; ++k) variables += ", " + before;
    variables += "]";
  }
  const Result<SourceIn> loaded = load_bytes("x.json", template_of(R"([{"type": "A.B/things", "name": "r", "properties": {"p": "[variables('v9')]"}}])", variables + "},"));
  ASSERT_FALSE(loaded);
  EXPECT_NE(loaded.error().message.find("more values than a template can hold"), std::string::npos);
}

TEST(AzureTemplate, BadFormIsRefused) {
  for (const char* resources : {R"([{"name": "x"}])", R"(["x"])", "5"}) EXPECT_FALSE(load_bytes("x.json", template_of(resources))) << resources;
}

TEST(AzureLive, AnySpellingAndAnyList) {
  const std::string row = R"({"ResourceId": "/subscriptions/S1/resourceGroups/G/providers/Microsoft.Storage/storageAccounts/Acc", "Location": "Japan East", "Tags": {"Name": "x"}, "PROPERTIES": {"supportshttpstrafficonly": true, "Target": "/Subscriptions/S1/X"}})";
  for (const std::string& text : {"[" + row + "]", "{\"data\": [" + row + "]}", "{\"value\": [" + row + "]}", row, row + "\n" + row + "\n"}) {
    const SourceIn source = load_text(text);
    ASSERT_GE(source->resources.size(), 2u) << text;
    const RawResource& account = source->resources[0];
    EXPECT_EQ(account.type, "microsoft.storage/storageaccounts");
    EXPECT_EQ(account.address, "/subscriptions/S1/resourceGroups/G/providers/Microsoft.Storage/storageAccounts/Acc");
    EXPECT_EQ(account.region, "japaneast");
    EXPECT_EQ(account.account, "s1");
    EXPECT_EQ(account.root->find("id")->text, "/subscriptions/s1/resourcegroups/g/providers/microsoft.storage/storageaccounts/acc");
    ASSERT_NE(node(account, "/properties/supportsHttpsTrafficOnly"), nullptr);
    ASSERT_NE(account.tags, nullptr);
    EXPECT_NE(account.tags->find("Name"), nullptr);
    EXPECT_EQ(source->resources.back().type, "provider");
  }
}

TEST(AzureLive, ChildrenAreRowsAndWhatIsNotExportedIsUnknown) {
  const SourceIn source = load_text(R"([{"Id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/a", "Properties": {}, "resources": [
      {"Id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/a/providers/microsoft.insights/diagnosticSettings/d", "ResourceType": "Microsoft.Sql/servers", "Properties": {}}, {"name": "usage"}]},
    {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/b/databases/d", "name": "d"}])");
  ASSERT_EQ(source->resources.size(), 4u);
  EXPECT_EQ(source->resources[1].type, "microsoft.insights/diagnosticsettings");
  EXPECT_EQ(source->resources[1].root->find("@parent")->text, "/subscriptions/s/resourcegroups/g/providers/microsoft.sql/servers/a");
  EXPECT_EQ(source->resources[2].root->find("@parent")->text, "/subscriptions/s/resourcegroups/g/providers/microsoft.sql/servers/b");
  EXPECT_EQ(source->resources[2].root->find("properties")->kind, Kind::kUnknown);
  EXPECT_TRUE(source->resources[0].root->find("@children")->boolean);
  EXPECT_FALSE(source->resources[2].root->find("@children")->boolean);
  EXPECT_EQ(source->notes.size(), 1u);
}

// A key that a map names and the reader does not know would be found in one spelling only.
TEST(AzureSpelling, KnowsEveryKeyOfTheMaps) {
  size_t seen = 0;
  for (const auto& file : std::filesystem::directory_iterator(SEKISHO_ROOT "/adapters/azure/maps")) {
    std::ifstream in(file.path());
    for (std::string line; std::getline(in, line);) {
      line = std::regex_replace(line, std::regex("r?\"[^\"]*\""), "\"\"");
      line = line.substr(0, line.find("//"));
      static const std::regex step(R"(\.([A-Za-z][A-Za-z0-9]*)(?![A-Za-z0-9_]))");
      for (std::sregex_iterator it(line.begin(), line.end(), step), end; it != end; ++it) {
        const std::string key = (*it)[1];
        std::string shouted = key;
        std::transform(shouted.begin(), shouted.end(), shouted.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        EXPECT_EQ(azure::spelled(shouted), key) << file.path();
        ++seen;
      }
    }
  }
  EXPECT_GT(seen, 300u);
}

}  // namespace
}  // namespace sekisho::adapters
