// What the gap report says in its own voice, in both languages.
#pragma once

#include <string>
#include <vector>

#include "sekisho/gap.h"

namespace sekisho {

Bilingual objective_is_excluded();
Bilingual not_named();
Bilingual only_a_visit_shows(bool records_hold);
Bilingual no_rule(bool has_measure);
Bilingual nothing_to_judge(bool complete);
// How grave an assessor says that it is, as the register has it: "minor".
Bilingual grade_name(const std::string& grade);
Bilingual finding_is_open(const AssessmentFinding& finding);
Bilingual rule_fails(const RunRule& rule);
Bilingual rule_undecided(const RunRule& rule);
Bilingual rule_not_seen_everywhere(const RunRule& rule, const std::vector<std::string>& not_seen);
Bilingual rule_not_in_run(const std::string& measure, const std::string& rule);
Bilingual register_missing(const std::string& kind);
Bilingual platform_unknown(const std::string& platform);
Bilingual platform_not_listed(const std::string& platform);
Bilingual platform_expires(const std::string& platform, const std::string& until, const std::string& needed);
Bilingual inherited_until(const std::string& platform, const std::string& registration, const std::string& until);

std::string date_or_none(const std::optional<int32_t>& date);   // 2026-04-01, or nothing

// What to do.
Bilingual supply_register(const std::string& kind);
Bilingual decide_rule(const RunRule& rule);
Bilingual close_finding(const AssessmentFinding& finding);
Bilingual write_rule();

}  // namespace sekisho
