// The one way in which a sealed run is evaluated, when it is sealed and when it is repeated: from the snapshot.
#pragma once

#include <string>
#include <vector>

#include "sekisho/api.h"
#include "sekisho/bundle.h"

namespace sekisho::cli {

// `about`: rules, parameters, profile and waivers. Of evaluation times that which `about.run` names, unless `options` say so; threads and times are `options`'.
// Its snapshot is not copied: REQUIRES that it is there as long as the run. Errors: of read_snapshot(), read_waivers(), check_waivers() and evaluate().
Result<Run> evaluate_snapshot(const CompiledPolicy& policy, const Sealed& about, EvaluateOptions options);

// Times as of a sealed run: nothing of a rerun's own may reach a verdict.
EvaluateOptions options_as_of(const Run& run, int threads);

// Why a bundle is not accepted, on standard error.
void show_refusals(const std::string& path, const Verification& verification);

// A key of `--key FILE`: a public key in PEM.
Result<PublicKey> read_public_key(const std::string& path);

// Certificates of `--time-authority FILE…`, one text.
Result<std::string> read_time_authorities(const std::vector<std::string>& paths);

}  // namespace sekisho::cli
