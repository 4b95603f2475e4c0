// The raw form as text.
#include "adapters/include/adapters/dump.h"

#include "tests/unit/adapters/samples.h"

namespace sekisho::adapters {
namespace {

TEST(Dump, ShowsValuesAndMarksButNothingSensitive) {
  const auto source = load_json(R"({"format_version":"1.2","timestamp":"1970-01-01T00:00:10Z","resource_changes":[
    {"address":"aws_k.k","change":{"actions":["create"],"after":{},"after_unknown":{"arn":true}}},
    {"address":"aws_x.a","change":{"actions":["create"],"after":{"b":"two\n\"lines\"","n":1,"z":null,"password":"hunter2","deep":{"hunter3":"x"}},
     "after_unknown":{"key":true},"after_sensitive":{"password":true,"deep":true}}}],
    "configuration":{"root_module":{"resources":[{"type":"aws_x","name":"a","mode":"managed","provider_config_key":"aws",
      "expressions":{"b":{"constant_value":"two"},"key":{"references":["aws_k.k.arn","aws_k.k"]},"password":{"constant_value":"hunter2"}}}]}}})");
  const std::string text = dump_raw(*source);
  EXPECT_EQ(text.substr(text.find('\n') + 1),
            "captured at 10\n"
            "aws_k.k : aws_k (create) region unknown at /resource_changes/0/change/after\n"
            "  / = object of 1\n"
            "  /arn = unknown after apply\n"
            "aws_x.a : aws_x (create) provider aws region unknown at /resource_changes/1/change/after\n"
            "  / = object of 6  [configured]\n"
            "  /b = \"two\\n\\\"lines\\\"\"  [configured, literal]\n"
            "  /n = 1  [unset]\n"
            "  /z = absent  [unset]\n"
            "  /password = (sensitive)  [sensitive, configured, literal]\n"
            "  /deep = (sensitive)  [sensitive, unset]\n"
            "  /key = unknown after apply  [configured, reference, refers to exactly aws_k.k by arn (aws_k.k.arn)]\n"
            "provider.aws : provider provider aws region unknown at \n"
            "  / = object of 0\n");
}

}  // namespace
}  // namespace sekisho::adapters
