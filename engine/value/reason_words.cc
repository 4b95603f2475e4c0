// What the reasons of unknown values are called by people.
#include "engine/value/reason_words.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sekisho {
namespace {

constexpr std::pair<std::string_view, ReasonWords> kReasons[] = {
    {"known_after_apply", {"known after apply", "適用後に確定する値"}},
    {"not_mapped", {"not mapped by this adapter", "このアダプタのマップに無い属性"}},
    {"unavailable", {"not available from this source", "この入力からは得られない"}},
    {"sensitive", {"sensitive", "機密値（出力しない）"}},
    {"unresolved_reference", {"unresolved reference", "参照先が見つからない"}},
    {"ambiguous", {"several candidates", "候補が複数ある"}},
    {"wrong_shape", {"of an unexpected shape", "値の形が想定と異なる"}},
    {"overflow", {"out of range", "値の範囲を超えた"}},
    {"missing_in_source", {"missing in the source", "入力に値が無い"}},
    {"open_population", {"the source may not hold all", "入力が全件を含むとは限らない"}},
    {"not_exported", {"not exported", "エクスポートに含まれない"}},
    {"said_by_map", {"the map cannot tell", "マップが判定不能としている"}},
    {"not_one_of", {"not one of the expected values", "想定した値のいずれでもない"}},
    {"limit", {"over a limit", "上限を超えた"}},
};

}  // namespace

ReasonWords reason_words(std::string_view code) {
  const auto found = std::find_if(std::begin(kReasons), std::end(kReasons), [&](const auto& one) { return one.first == code; });
  return found == std::end(kReasons) ? ReasonWords{code, code} : found->second;
}

}  // namespace sekisho
