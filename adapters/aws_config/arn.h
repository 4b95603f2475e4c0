// ARNs: their parts, and the type of AWS Config that one names.
#pragma once

#include <string_view>

namespace sekisho::adapters::aws_config {

// "arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE": the part at `index` from 0, "" when there is none; the last one whole.
std::string_view arn_part(std::string_view arn, int index);

// "AWS::SNS::Topic" for an ARN of a topic; "" when the ARN is of no type that is known here.
std::string_view type_of_arn(std::string_view arn);

}  // namespace sekisho::adapters::aws_config
