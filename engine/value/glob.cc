// Wildcards of access policies: matching a text, and covering another wildcard.
//
// Covering: `outer` covers `inner` when every text of `inner` is one of `outer`. The hardest text to match has, wherever
// `inner` has a wildcard, a character that `outer` nowhere spells: only a wildcard of `outer` takes it, and then it takes
// any other character there too. So `inner` is read from left to right over the sets of positions at which `outer` may
// stand: a `?` is one such character, a `*` any number of them. A set that includes another is reached by an easier text
// and is dropped. `?*` is covered by `*?`, `a*b` by `a*`, and `*` by neither `?*` nor `a*`.
#include <algorithm>
#include <optional>
#include <vector>

#include "engine/value/arithmetic.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

constexpr char32_t kOther = 0xFFFFFFFF;  // a character that no glob spells
constexpr size_t kMaxSets = 256;        // hostile patterns end here, as not covered; real ones need a handful

std::u32string characters(std::string_view text, bool ignore_case) {
  std::u32string result;
  result.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x80) {
      result += static_cast<char32_t>(ignore_case && byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
      ++at;
      continue;
    }
    const CodePoint point = code_point_at(text, at);
    // A byte that is no UTF-8 stands for itself, apart from all characters.
    result += point.malformed ? 0x80000000u | static_cast<unsigned char>(text[at]) : point.value;
    at += point.length;
  }
  return result;
}

// `**` means `*`.
std::u32string pattern(std::string_view glob, bool ignore_case) {
  std::u32string result = characters(glob, ignore_case);
  const auto repeated = [](char32_t a, char32_t b) { return a == U'*' && b == U'*'; };
  result.erase(std::unique(result.begin(), result.end(), repeated), result.end());
  return result;
}

char folded(char c, bool ignore_case) { return ignore_case && c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// What most globs of policies are, a name or the beginning of one before stars, byte by byte. It holds of a text that is to match and of a glob that is to be
// covered: no wildcard is spelt as what stands before the stars. Nullopt: another glob, or one beyond ASCII, where a byte need not end a character.
std::optional<bool> begins_with_simple(std::string_view glob, std::string_view other, bool ignore_case) {
  const std::string_view spelt = glob.substr(0, glob.find_first_of("*?"));
  const bool open = spelt.size() < glob.size();
  if (glob.find_first_not_of('*', spelt.size()) != std::string_view::npos) return std::nullopt;
  if (!std::all_of(spelt.begin(), spelt.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return std::nullopt;
  if (open ? other.size() < spelt.size() : other.size() != spelt.size()) return false;
  return std::equal(spelt.begin(), spelt.end(), other.begin(), [&](char a, char b) { return folded(a, ignore_case) == folded(b, ignore_case); });
}

using Positions = std::vector<bool>;

// Where `outer` may stand after one more character, stars entered.
class Stepper {
 public:
  explicit Stepper(std::u32string outer) : outer_(std::move(outer)) {}

  Positions start() const {
    Positions positions(outer_.size() + 1, false);
    enter(positions, 0);
    return positions;
  }
  Positions step(const Positions& from, char32_t c) const {
    Positions to(outer_.size() + 1, false);
    for (size_t i = 0; i < outer_.size(); ++i) {
      if (!from[i]) continue;
      if (outer_[i] == U'*') {
        enter(to, i);
      } else if (outer_[i] == U'?' || outer_[i] == c) {
        enter(to, i + 1);
      }
    }
    return to;
  }
  bool accepts(const Positions& positions) const { return positions.back(); }

 private:
  void enter(Positions& positions, size_t at) const {
    positions[at] = true;
    if (at < outer_.size() && outer_[at] == U'*') positions[at + 1] = true;
  }
  std::u32string outer_;
};

bool includes(const Positions& larger, const Positions& smaller) {
  for (size_t i = 0; i < larger.size(); ++i) {
    if (smaller[i] && !larger[i]) return false;
  }
  return true;
}

// Keeps only sets that include no other.
void add_minimal(std::vector<Positions>& sets, Positions added) {
  for (const Positions& set : sets) {
    if (includes(added, set)) return;
  }
  std::erase_if(sets, [&](const Positions& set) { return includes(set, added); });
  sets.push_back(std::move(added));
}

// All that any number of other characters leads to. The steps repeat after at most one pass over `outer`.
std::vector<Positions> after_star(const Stepper& stepper, const std::vector<Positions>& sets) {
  std::vector<Positions> result;
  for (Positions set : sets) {
    const size_t passes = set.size() + 1;
    for (size_t i = 0; i <= passes; ++i) {
      Positions next = stepper.step(set, kOther);
      const bool settled = next == set;
      add_minimal(result, std::move(set));
      if (settled) break;
      set = std::move(next);
    }
  }
  return result;
}

}  // namespace

bool glob_matches(std::string_view glob, std::string_view text, bool ignore_case) {
  if (const std::optional<bool> simple = begins_with_simple(glob, text, ignore_case)) return *simple;
  const std::u32string wanted = pattern(glob, ignore_case);
  const std::u32string given = characters(text, ignore_case);
  size_t at = 0;
  size_t star = std::u32string::npos;  // position after the last star, and where its run may end
  size_t resume = 0;
  for (size_t i = 0; i < given.size();) {
    if (at < wanted.size() && wanted[at] == U'*') {
      star = ++at;
      resume = i;
    } else if (at < wanted.size() && (wanted[at] == U'?' || wanted[at] == given[i])) {
      ++at;
      ++i;
    } else if (star != std::u32string::npos) {
      at = star;
      i = ++resume;
    } else {
      return false;
    }
  }
  if (at < wanted.size() && wanted[at] == U'*') ++at;
  return at == wanted.size();
}

bool glob_covers(std::string_view outer, std::string_view inner, bool ignore_case) {
  if (const std::optional<bool> simple = begins_with_simple(outer, inner, ignore_case)) return *simple;
  const Stepper stepper(pattern(outer, ignore_case));
  std::vector<Positions> sets = {stepper.start()};
  for (const char32_t c : pattern(inner, ignore_case)) {
    if (c == U'*') {
      sets = after_star(stepper, sets);
    } else {
      std::vector<Positions> next;
      for (const Positions& set : sets) add_minimal(next, stepper.step(set, c == U'?' ? kOther : c));
      sets = std::move(next);
    }
    if (sets.size() > kMaxSets) return false;
  }
  return std::all_of(sets.begin(), sets.end(), [&](const Positions& set) { return stepper.accepts(set); });
}

}  // namespace sekisho
