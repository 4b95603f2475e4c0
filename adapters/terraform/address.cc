// Takes names apart by hand: keys may hold quotes, dots, brackets and any script.
#include "adapters/terraform/address.h"

#include "sekisho/utf8.h"

namespace sekisho::adapters::terraform {
namespace {

class StepParser {
 public:
  explicit StepParser(std::string_view text) : text_(text) {}

  // `ends`, where given, gets the offset behind each step.
  std::optional<Steps> parse(std::vector<size_t>* ends = nullptr) {
    Steps steps;
    steps.reserve(kFewSteps);
    if (ends != nullptr) ends->reserve(kFewSteps);
    if (!name(steps)) return std::nullopt;
    if (ends != nullptr) ends->push_back(at_);
    while (at_ < text_.size() && !splat_) {
      const bool good = text_[at_] == '.' ? (++at_, name(steps)) : text_[at_] == '[' ? (++at_, key(steps)) : false;
      if (!good) return std::nullopt;
      if (ends != nullptr) ends->push_back(at_);
    }
    return steps;
  }

 private:
  bool name(Steps& steps) {
    const size_t end = std::min(text_.find_first_of(".[", at_), text_.size());
    if (end == at_) return false;
    const std::string_view word = text_.substr(at_, end - at_);
    at_ = end;
    if (word == "*") {
      splat_ = true;
      return true;
    }
    steps.push_back({false, std::string(word)});
    return true;
  }

  bool key(Steps& steps) {
    if (at_ < text_.size() && text_[at_] == '"') return quoted_key(steps);
    const size_t end = text_.find(']', at_);
    if (end == std::string_view::npos || end == at_) return false;
    const std::string_view word = text_.substr(at_, end - at_);
    at_ = end + 1;
    if (word == "*") {
      splat_ = true;
    } else {
      steps.push_back({true, std::string(word)});
    }
    return true;
  }

  bool quoted_key(Steps& steps) {
    std::string decoded;
    for (++at_; at_ < text_.size() && text_[at_] != '"';) {
      if (!character(decoded)) return false;
    }
    if (text_.substr(std::min(at_, text_.size()), 2) != "\"]") return false;
    at_ += 2;
    steps.push_back({true, std::move(decoded)});
    return true;
  }

  // Terraform quotes keys as HCL does: backslash escapes, and `$${`, `%%{` for a plain `${`, `%{`.
  bool character(std::string& decoded) {
    const std::string_view here = text_.substr(at_);
    if (here.starts_with("$${") || here.starts_with("%%{")) {
      decoded += here.substr(1, 2);
      at_ += 3;
      return true;
    }
    if (here.front() != '\\') {
      decoded += here.front();
      ++at_;
      return true;
    }
    if (here.size() < 2) return false;
    at_ += 2;
    switch (here[1]) {
      case 'n': decoded += '\n'; return true;
      case 't': decoded += '\t'; return true;
      case 'r': decoded += '\r'; return true;
      case 'u': return hexadecimal(decoded, 4);
      case 'U': return hexadecimal(decoded, 8);
      default: decoded += here[1]; return true;
    }
  }

  bool hexadecimal(std::string& decoded, size_t digits) {
    if (at_ + digits > text_.size()) return false;
    char32_t value = 0;
    for (size_t i = 0; i < digits; ++i) {
      const char c = text_[at_ + i];
      const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
      if (digit < 0) return false;
      value = value * 16 + static_cast<char32_t>(digit);
    }
    at_ += digits;
    if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return false;
    append_utf8(decoded, value);
    return true;
  }

  static constexpr size_t kFewSteps = 8;

  std::string_view text_;
  size_t at_ = 0;
  bool splat_ = false;
};

bool is_name(const Steps& steps, size_t at) { return at < steps.size() && !steps[at].is_key; }

std::optional<std::string> take_key(const Steps& steps, size_t& at) {
  if (at >= steps.size() || !steps[at].is_key) return std::nullopt;
  return steps[at++].text;
}

// Fills target, key and rest from the step at `at` on, which is `names` names long.
bool fill(Reference& reference, Reference::Kind kind, const Steps& steps, size_t at, size_t names, std::string prefix = "") {
  reference.target = std::move(prefix);
  for (size_t i = 0; i < names; ++i, ++at) {
    if (!is_name(steps, at)) return false;
    if (i > 0) reference.target += '.';
    reference.target += steps[at].text;
  }
  reference.kind = kind;
  if (kind == Reference::Kind::kResource || kind == Reference::Kind::kModule) reference.key = take_key(steps, at);
  reference.rest.assign(steps.begin() + static_cast<std::ptrdiff_t>(at), steps.end());
  return true;
}

Reference classify(const Steps& steps, std::string_view text) {
  using Kind = Reference::Kind;
  Reference reference;
  reference.text = text;
  const std::string& root = steps[0].text;
  bool good = true;
  if (root == "var") {
    good = fill(reference, Kind::kVariable, steps, 1, 1);
  } else if (root == "module") {
    good = fill(reference, Kind::kModule, steps, 1, 1);
  } else if (root == "data") {
    good = fill(reference, Kind::kResource, steps, 1, 2, "data.");
  } else if (root == "ephemeral") {
    good = fill(reference, Kind::kEphemeral, steps, 1, 2, "ephemeral.");
  } else if (root == "each") {
    good = fill(reference, Kind::kEach, steps, 1, 1);
  } else if (root == "count") {
    reference.kind = Kind::kCount;
  } else if (root == "path" || root == "terraform") {
    reference.kind = Kind::kLiteral;
  } else if (root == "resource") {
    good = fill(reference, Kind::kResource, steps, 1, 2);
  } else if (root != "local" && root != "self") {
    good = fill(reference, Kind::kResource, steps, 0, 2);
  }
  if (!good) reference = {};
  reference.text = text;
  return reference;
}

}  // namespace

std::optional<Steps> parse_steps(std::string_view text) { return StepParser(text).parse(); }

bool is_longer(const Steps& longer, const Steps& shorter) {
  if (longer.size() <= shorter.size()) return false;
  for (size_t i = 0; i < shorter.size(); ++i) {
    if (longer[i] != shorter[i]) return false;
  }
  return true;
}

std::optional<Address> parse_address(std::string_view text) {
  std::vector<size_t> ends;
  const std::optional<Steps> steps = StepParser(text).parse(&ends);
  if (!steps) return std::nullopt;
  size_t at = 0;
  while (is_name(*steps, at) && (*steps)[at].text == "module" && is_name(*steps, at + 1)) {
    at += 2;
    if (at < steps->size() && (*steps)[at].is_key) ++at;
  }
  Address address;
  address.module_path.assign(steps->begin(), steps->begin() + static_cast<std::ptrdiff_t>(at));
  if (at > 0) address.module = text.substr(0, ends[at - 1]);
  if (is_name(*steps, at) && (*steps)[at].text == "data") {
    address.data = true;
    ++at;
  }
  if (!is_name(*steps, at) || !is_name(*steps, at + 1)) return std::nullopt;
  address.type = (*steps)[at].text;
  address.name = (*steps)[at + 1].text;
  address.configured = (address.data ? "data." : "") + address.type + "." + address.name;
  at += 2;
  address.key = take_key(*steps, at);
  if (at != steps->size()) return std::nullopt;
  return address;
}

std::optional<PlainAddress> parse_plain_address(std::string_view text) {
  constexpr std::string_view kData = "data.";
  PlainAddress address;
  const size_t bracket = std::min(text.find('['), text.size());
  address.configured = text.substr(0, bracket);
  address.data = address.configured.starts_with(kData);
  const std::string_view named = address.configured.substr(address.data ? kData.size() : 0);
  const size_t dot = named.find('.');
  if (dot == 0 || dot == std::string_view::npos || dot + 1 == named.size() || named.find_first_of(".*\"]", dot + 1) != std::string_view::npos) return std::nullopt;
  address.type = named.substr(0, dot);
  address.name = named.substr(dot + 1);
  if (address.type == "module" || address.type == "data" || address.type.find_first_of("*\"]") != std::string_view::npos) return std::nullopt;
  if (bracket == text.size()) return address;
  std::string_view key = text.substr(bracket + 1);
  if (!key.ends_with(']')) return std::nullopt;
  key.remove_suffix(1);
  if (key.size() >= 2 && key.starts_with('"') && key.ends_with('"')) key = key.substr(1, key.size() - 2);
  else if (key.empty()) return std::nullopt;
  if (key.find_first_of("\"\\[]$%*") != std::string_view::npos) return std::nullopt;
  address.key.emplace(key);
  return address;
}

std::vector<Reference> parse_references(const std::vector<std::string_view>& texts) {
  std::vector<Reference> references;
  Steps last;
  for (const std::string_view text : texts) {
    std::optional<Steps> steps = parse_steps(text);
    if (!steps) {
      references.emplace_back().text = text;
      last.clear();
      continue;
    }
    // Terraform lists `a.b.c`, then `a.b`: a run of ever shorter prefixes is one name.
    if (!last.empty() && is_longer(last, *steps)) {
      last = std::move(*steps);
      continue;
    }
    references.push_back(classify(*steps, text));
    last = std::move(*steps);
  }
  return references;
}

}  // namespace sekisho::adapters::terraform
