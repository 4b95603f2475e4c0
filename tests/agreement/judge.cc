// The rule of comparison: fail needs fail, pass needs pass, skip needs not applicable; what we cannot tell is undecided.
#include "tests/agreement/judge.h"

#include <algorithm>
#include <set>

namespace sekisho::agreement {
namespace {

bool belongs(const Finding& finding, const std::string& address) {
  return finding.resource == address || finding.resource.starts_with(address + "#");
}

const RawResource* resource_at(const RawSource& source, const std::string& address) {
  for (const RawResource& resource : source.resources) {
    if (resource.address == address) return &resource;
  }
  return nullptr;
}

// Whether `text` names `resource` by one of the attributes that identify things in a plan.
bool named_by(const RawResource& resource, std::string_view text) {
  for (const char* key : {"id", "arn", "name", "bucket", "url", "stage_name"}) {
    const RawNode* node = resource.root->find(key);
    if (node != nullptr && node->kind == RawNode::Kind::kString && node->text == text) return true;
  }
  return false;
}

// Addresses on which our findings about `address` may lie: its own, or that of the one resource which its attribute `on` names.
std::set<std::string> places(const RawSource& source, const std::string& address, const std::string& on) {
  std::set<std::string> found = {address};
  // AWS Config's rules name resources by their ids, not by ARN.
  for (const RawResource& each : source.resources) {
    if (each.adapter == "aws_config" && each.name == address) found.insert(each.address);
  }
  const RawResource* resource = on.empty() ? nullptr : resource_at(source, address);
  const RawNode* node = resource == nullptr ? nullptr : resource->root->find(on);
  if (node == nullptr) return found;
  if (node->reference != nullptr && node->reference->targets.size() == 1) {
    found.insert(node->reference->targets[0]->address);
  } else if (node->kind == RawNode::Kind::kString) {
    for (const RawResource& other : source.resources) {
      if (&other != resource && other.type != resource->type && named_by(other, node->text)) found.insert(other.address);
    }
  }
  return found;
}

std::vector<const Finding*> findings_for(const Recorded& recorded, const Mapping& mapping, const Run& run, const RawSource& source) {
  std::set<int> rules;
  for (size_t i = 0; i < run.rules.size(); ++i) {
    if (std::find(mapping.ours.begin(), mapping.ours.end(), run.rules[i].name) != mapping.ours.end()) rules.insert(static_cast<int>(i));
  }
  const std::set<std::string> addresses = recorded.resource ? places(source, *recorded.resource, mapping.on) : std::set<std::string>{};
  std::vector<const Finding*> found;
  for (const Finding& finding : run.findings) {
    if (rules.count(finding.rule) == 0) continue;
    if (!mapping.kinds.empty() && mapping.kinds.count(finding.kind) == 0) continue;
    const bool here = !recorded.resource || std::any_of(addresses.begin(), addresses.end(), [&](const std::string& a) { return belongs(finding, a); });
    if (here) found.push_back(&finding);
  }
  return found;
}

// Several findings as one verdict: a fail decides, then what is unknown, then a pass.
std::string combined(const std::vector<const Finding*>& findings) {
  const auto some = [&](auto wanted) { return std::any_of(findings.begin(), findings.end(), [&](const Finding* f) { return wanted(*f); }); };
  if (findings.empty()) return "missing";
  if (some([](const Finding& f) { return f.verdict == Verdict::kFail; })) return "fail";
  if (some([](const Finding& f) { return f.verdict == Verdict::kUnknown || f.applicability_unknown; })) return "unknown";
  if (some([](const Finding& f) { return f.verdict == Verdict::kPass; })) return "pass";
  return "not_applicable";
}

bool agrees(const Recorded& recorded, const std::string& ours) {
  if (recorded.expect == "fail") return ours == "fail";
  if (recorded.expect == "skip") return ours == "not_applicable";
  if (ours == "pass") return true;
  // A whole file passes when nothing in it violates the rule; an implied pass may be out of the rule's scope.
  return ours == "not_applicable" && (recorded.implied || !recorded.resource);
}

void explain(const std::vector<const Finding*>& findings, Judgement& judgement) {
  std::set<std::string> codes;
  for (const Finding* finding : findings) {
    for (const FindingReason& reason : finding->reasons) {
      codes.insert(reason.code);
      if (judgement.detail.empty()) judgement.detail = finding->resource + ": " + reason.text;
    }
    if (judgement.ours == "fail" && finding->verdict == Verdict::kFail && judgement.detail.empty()) judgement.detail = finding->resource + ": " + finding->message.en;
    if (judgement.ours == "unknown" && finding->applicability_unknown) codes.insert("applicability_unknown");
  }
  if (judgement.outcome != Outcome::kUndecided) return;
  judgement.reasons.assign(codes.begin(), codes.end());
  if (judgement.reasons.empty()) judgement.reasons.push_back(judgement.ours == "missing" ? "no_finding" : "no_reason_given");
}

}  // namespace

Judgement judge(const Recorded& recorded, const Mapping& mapping, const Run& run, const RawSource& source) {
  const std::vector<const Finding*> findings = findings_for(recorded, mapping, run, source);
  Judgement judgement;
  judgement.ours = combined(findings);
  const bool clean_file = judgement.ours == "missing" && !recorded.resource && (recorded.expect == "pass" || recorded.expect == "skip");
  if (clean_file || agrees(recorded, judgement.ours)) {
    judgement.outcome = Outcome::kAgree;
  } else if (judgement.ours == "unknown" || judgement.ours == "missing") {
    judgement.outcome = Outcome::kUndecided;
  } else {
    judgement.outcome = Outcome::kDisagree;
  }
  if (judgement.outcome != Outcome::kAgree) explain(findings, judgement);
  return judgement;
}

Judgement judge_nothing(const Recorded& recorded) {
  const bool agrees_with_it = !recorded.resource && recorded.expect != "fail";
  return {agrees_with_it ? Outcome::kAgree : Outcome::kUndecided, "missing", {"read_error"}, "the file is empty"};
}

}  // namespace sekisho::agreement
