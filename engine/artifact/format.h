// The layout of an artifact: a compiled policy as bytes. All fixed numbers are little-endian; the rest are variable-length (artifact/writer.cc).
//
//   header    magic "sekiart\n" · u32 format · u32 length of the content · 64 bytes engine · 64 bytes key · 64 bytes digest of the content
//   content   six sections, each u32 length and its bytes:
//     word ends    u32 for each word: where it ends in the next section
//     words        every text that the program holds, each once
//     type ends    u32 for each type: where it ends in the next section
//     types        each distinct type once; a type stands after its element's
//     head         what is read at once: names of sources, warnings, kinds, and of each rule, map, define what is asked of all of them
//     bodies       clauses, expressions, texts, items of maps: each read when it is first used (check/late.h)
//
// `engine` names the build that wrote it and `key` what it was made from. Any change of an expression's fields, of an enum or of the order
// in artifact/fields.h makes another build, so a format needs no readers for older ones.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sekisho::artifact {

inline constexpr std::string_view kMagic = "sekiart\n";
inline constexpr uint32_t kFormat = 1;
inline constexpr size_t kNameLength = 64;                                   // engine, key, digest: hexadecimal, filled up with zeros
inline constexpr size_t kHeaderLength = 8 + 4 + 4 + 3 * kNameLength;

// Bytes that no writer made. Thrown by readers, caught where an artifact is opened; a late part that is malformed although the digest was
// right is a bug and ends the process like any other.
struct Malformed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The content with its header.
std::string seal(std::string_view content, std::string_view engine, std::string_view key);

// The content of sealed bytes; empty when magic, format, engine, key, length or digest differ.
std::string_view open(std::string_view bytes, std::string_view engine, std::string_view key);

// The content of bytes that the program itself holds: nobody else can have written them.
std::string_view open_embedded(std::string_view bytes);

}  // namespace sekisho::artifact
