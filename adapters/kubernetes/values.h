// Values of one object as raw nodes.
#pragma once

#include "sekisho/json.h"
#include "sekisho/raw.h"

namespace sekisho::adapters::kubernetes {

// The root node of `resource`, made of an object of a manifest or of a cluster. What an author wrote is configured and literal; of an object that a
// cluster has filled in (`live`) neither is told. Of what a template was to put in nothing is known. Contents of a Secret are sensitive, also where an annotation repeats them.
const RawNode* build_values(RawSource& source, const RawResource& resource, const JsonNode& object, bool live);

// The child of `parent` under `key` that is a text and not empty; "" when there is none.
std::string_view text_at(const JsonNode* parent, std::string_view key);

// Whether a template that was not rendered stands in the text: `{{ … }}`.
bool names_template(std::string_view text);

// Whether `${…}` stands in the text, for which envsubst or Flux puts something else, or `$(…)`, as Kustomize does.
bool names_variable(std::string_view text);

}  // namespace sekisho::adapters::kubernetes
