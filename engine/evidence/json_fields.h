// Members of JSON objects for readers that write again what they read and compare the bytes: what is missing or of another sort reads as empty here and
// is found there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/json.h"

namespace sekisho::evidence {

std::string text_of(const JsonNode& object, std::string_view key);
std::vector<std::string> texts_of(const JsonNode& object, std::string_view key);
int64_t number_of(const JsonNode& object, std::string_view key);   // 0 for what 64 bits do not hold
size_t count_of(const JsonNode& object, std::string_view key);     // the same, and 0 for what is negative
bool flag_of(const JsonNode& object, std::string_view key);
const std::vector<const JsonNode*>& items_of(const JsonNode& object, std::string_view key);
const JsonNode& member_of(const JsonNode& object, std::string_view key);   // missing: a null

}  // namespace sekisho::evidence
