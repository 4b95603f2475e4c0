// Reads Kubernetes objects: manifests, streams, lists, answers of a cluster.
#pragma once

#include "adapters/reader/content.h"

namespace sekisho::adapters::kubernetes {

bool recognises(const Content& content);

// One resource an object. Errors: a document that is no object, an object without a name, a name that is no text.
Result<RawSourcePtr> read(const Content& content);

// The same of a YAML stream that is written as most are, document by document. None: `read` has the word, or another reader.
std::optional<RawSourcePtr> read_late(const SourcePtr& source, const std::shared_future<std::string>& digest, size_t threads);

}  // namespace sekisho::adapters::kubernetes
