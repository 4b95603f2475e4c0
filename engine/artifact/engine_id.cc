// Finds the note "GNU", type build id, among the program's own notes.
#include "engine/artifact/engine_id.h"

#include <elf.h>
#include <link.h>

#include <cstring>

namespace sekisho::artifact {
namespace {

std::string hexadecimal(const unsigned char* bytes, size_t count) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (size_t i = 0; i < count; ++i) {
    out += kDigits[bytes[i] >> 4];
    out += kDigits[bytes[i] & 15];
  }
  return out;
}

size_t rounded(size_t length) { return (length + 3) / 4 * 4; }

// Called for each loaded object; the first is the program. Anything but zero ends the search.
int find_build_id(dl_phdr_info* object, size_t, void* found) {
  for (size_t i = 0; i < object->dlpi_phnum; ++i) {
    const auto& segment = object->dlpi_phdr[i];
    if (segment.p_type != PT_NOTE) continue;
    const char* at = reinterpret_cast<const char*>(object->dlpi_addr + segment.p_vaddr);
    const char* end = at + segment.p_memsz;
    while (at + sizeof(ElfW(Nhdr)) <= end) {
      ElfW(Nhdr) note;
      std::memcpy(&note, at, sizeof note);
      const char* name = at + sizeof note;
      const char* id = name + rounded(note.n_namesz);
      const bool is_build_id = note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && std::memcmp(name, "GNU", 4) == 0 && note.n_descsz <= 32;
      if (is_build_id) *static_cast<std::string*>(found) = hexadecimal(reinterpret_cast<const unsigned char*>(id), note.n_descsz);
      at = id + rounded(note.n_descsz);
    }
  }
  return 1;
}

}  // namespace

const std::string& engine_id() {
  static const std::string kId = [] {
    std::string id;
    dl_iterate_phdr(find_build_id, &id);
    return id;
  }();
  return kId;
}

}  // namespace sekisho::artifact
