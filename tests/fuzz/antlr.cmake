# clang 14 refuses ANTLR's Vocabulary.h: constant members without initializer. A copy of the headers gives them one.
find_path(ANTLR_HEADERS antlr4-runtime.h PATH_SUFFIXES antlr4-runtime REQUIRED)
set(ANTLR_COPY ${CMAKE_BINARY_DIR}/antlr4-runtime)
file(COPY ${ANTLR_HEADERS}/ DESTINATION ${ANTLR_COPY})
file(READ ${ANTLR_HEADERS}/Vocabulary.h vocabulary)
string(REGEX REPLACE "const (_[A-Za-z]+Names);" "const \\1{};" vocabulary "${vocabulary}")
file(WRITE ${ANTLR_COPY}/Vocabulary.h "${vocabulary}")
include_directories(BEFORE ${ANTLR_COPY})
