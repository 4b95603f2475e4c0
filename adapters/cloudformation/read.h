// AWS CloudFormation templates: one raw resource for each resource of the template.
#pragma once

#include "adapters/reader/content.h"

namespace sekisho::adapters::cloudformation {

// A template by its content: `Resources` whose members have a `Type` of AWS's form, or the version of the template format.
bool recognises(const Content& content);

// Refuses a template against its format with the JSON pointer of the trouble.
Result<RawSourcePtr> read(const Content& content);

}  // namespace sekisho::adapters::cloudformation
