// How suites name resources of Azure: by ARM id, `type::name` or `type/name`.
#pragma once

#include <string>

#include "sekisho/raw.h"

namespace sekisho::agreement {

// Whether `recorded` names `resource`. Types and ids do not heed the case of letters.
bool names_azure(const RawResource& resource, const std::string& recorded);

}  // namespace sekisho::agreement
