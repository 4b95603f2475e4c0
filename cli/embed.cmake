# Puts the shipped policies, maps and schemas into the binary, as shipped_files() of cli/shipped.h, and what they compile to, as shipped_artifact().
# `.incbin` copies a file's bytes at assembly: no limit on lengths of literals, and no time to parse them.
function(sekisho_embed target)
  file(GLOB_RECURSE shipped CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
    ${PROJECT_SOURCE_DIR}/policies/*.seki
    ${PROJECT_SOURCE_DIR}/policies/ismap/catalogue/*.csv
    ${PROJECT_SOURCE_DIR}/policies/ismap/profiles/*.yaml
    ${PROJECT_SOURCE_DIR}/policies/registers/due.csv
    ${PROJECT_SOURCE_DIR}/adapters/*/maps/*.seki
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
  # What an object depends on is forgotten where its source becomes part of a larger unit: the program would keep old policies.
  set_source_files_properties(${generated} PROPERTIES OBJECT_DEPENDS "${inputs}" SKIP_UNITY_BUILD_INCLUSION ON)

  # A small program holds the same texts, compiles them while the build runs, and leaves an artifact.
  add_executable(sekisho_compile_shipped ${PROJECT_SOURCE_DIR}/cli/bootstrap/compile_shipped.cc ${PROJECT_SOURCE_DIR}/cli/shipped.cc ${generated})
  target_compile_options(sekisho_compile_shipped PRIVATE ${SEKISHO_WARNINGS})
  target_link_libraries(sekisho_compile_shipped PRIVATE sekisho_api)
  set(artifact ${CMAKE_CURRENT_BINARY_DIR}/shipped.artifact)
  add_custom_command(OUTPUT ${artifact} COMMAND sekisho_compile_shipped ${artifact} DEPENDS sekisho_compile_shipped COMMENT "Compiling the shipped policies" VERBATIM)
  set(compiled ${CMAKE_CURRENT_BINARY_DIR}/shipped_artifact.cc)
  string(CONCAT text "// Made by cli/embed.cmake.\n#include \"cli/shipped.h\"\n\nextern \"C\" const char shipped_artifact_begin[];\nextern \"C\" const char shipped_artifact_end[];\n"
    "asm(\n    \".section .rodata\\n\"\n    \"shipped_artifact_begin: .incbin \\\"${artifact}\\\"\\n\"\n    \"shipped_artifact_end: .byte 0\\n\"\n    \".previous\\n\");\n\n"
    "namespace sekisho::cli {\n\nstd::string_view shipped_artifact() { return {shipped_artifact_begin, static_cast<size_t>(shipped_artifact_end - shipped_artifact_begin)}; }\n\n}  // namespace sekisho::cli\n")
  file(CONFIGURE OUTPUT ${compiled} CONTENT "${text}" @ONLY)
  set_source_files_properties(${compiled} PROPERTIES OBJECT_DEPENDS ${artifact} SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE ${generated} ${compiled})
endfunction()
