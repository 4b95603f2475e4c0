# Writes a C++ file that puts the shipped policies, maps and schemas into the binary, as shipped_files() of cli/shipped.h.
# `.incbin` copies a file's bytes at assembly: no limit on lengths of literals, and no time to parse them.
function(sekisho_embed target)
  file(GLOB_RECURSE shipped CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
    ${PROJECT_SOURCE_DIR}/policies/*.seki
    ${PROJECT_SOURCE_DIR}/policies/ismap/catalogue/*.csv
    ${PROJECT_SOURCE_DIR}/adapters/*.seki
    ${PROJECT_SOURCE_DIR}/adapters/*/schema/*.json)
  list(FILTER shipped EXCLUDE REGEX "_test\\.seki$")
  list(SORT shipped)
  set(blobs "")
  set(names "")
  set(rows "")
  set(inputs "")
  set(number 0)
  foreach(path IN LISTS shipped)
    string(APPEND blobs "    \"shipped_${number}: .incbin \\\"${PROJECT_SOURCE_DIR}/${path}\\\"\\n\"\n    \"shipped_${number}_end: .byte 0\\n\"\n")
    string(APPEND names "extern \"C\" const char shipped_${number}[];\nextern \"C\" const char shipped_${number}_end[];\n")
    string(APPEND rows "      {\"${path}\", {shipped_${number}, static_cast<size_t>(shipped_${number}_end - shipped_${number})}},\n")
    list(APPEND inputs ${PROJECT_SOURCE_DIR}/${path})
    math(EXPR number "${number} + 1")
  endforeach()
  set(text "// Made by cli/embed.cmake.\n#include \"cli/shipped.h\"\n\n${names}\nasm(\n    \".section .rodata\\n\"\n${blobs}    \".previous\\n\");\n\n")
  string(APPEND text "namespace sekisho::cli {\n\nconst std::vector<ShippedFile>& shipped_files() {\n")
  string(APPEND text "  static const std::vector<ShippedFile> kFiles = {\n${rows}  };\n  return kFiles;\n}\n\n}  // namespace sekisho::cli\n")
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/shipped_files.cc)
  file(CONFIGURE OUTPUT ${generated} CONTENT "${text}" @ONLY)  # written only when it differs
  set_source_files_properties(${generated} PROPERTIES OBJECT_DEPENDS "${inputs}")
  target_sources(${target} PRIVATE ${generated})
endfunction()
