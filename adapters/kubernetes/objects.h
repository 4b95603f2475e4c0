// The objects of a file: documents of a stream, members of lists, what an AdmissionReview asks for, each with what it is and where it stands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/reader/content.h"

namespace sekisho::adapters::kubernetes {

struct Object {
  const JsonNode* json = nullptr;
  std::string group;                    // "apps", "" for the core
  std::string kind;                     // "Deployment"
  std::string pointer;                  // "/items/3"; of a stream with several documents "/2", "/2/items/3"
};

// Whether it is an object with `apiVersion` and `kind`, or a list with one in it.
bool looks_like_objects(const JsonNode& document);
// Whether something in it is such an object.
bool looks_like_objects(const Content& content);

// In the order of the text; empty documents and lists hold none. Errors: a document, or a member of a list, that is no object with a kind.
Result<std::vector<Object>> objects_of(const Content& content);
// Those of one document, which stands at `pointer`.
Result<std::vector<Object>> objects_of(const SourcePtr& source, const JsonNode& document, const std::string& pointer);

}  // namespace sekisho::adapters::kubernetes
