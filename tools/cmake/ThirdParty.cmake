# Code of others, each as a target. Ours links them PRIVATE, so that a room cannot include what it did not declare.
#
# One mechanism, two origins: on Debian tools/setup.mjs has put Debian's source packages into .toolchain/src, elsewhere
# FetchContent clones the projects' own repositories. Their CMake projects are not used: they would bring programs, tests
# and install rules along.

include(FetchContent)

function(heidi_source name folder repository commit)
    string(TOUPPER ${name} upper)
    set(unpacked ${PROJECT_SOURCE_DIR}/.toolchain/src/${folder})
    if(NOT FETCHCONTENT_SOURCE_DIR_${upper} AND EXISTS ${unpacked})
        set(FETCHCONTENT_SOURCE_DIR_${upper} ${unpacked})
    endif()
    FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${commit} SOURCE_SUBDIR not-their-cmake)
    FetchContent_MakeAvailable(${name})
    set(${name}_SOURCE_DIR ${${name}_SOURCE_DIR} PARENT_SCOPE)
endfunction()

# Their warnings are not ours to fix, in their sources (-w) or their headers (SYSTEM).
function(heidi_third_party target)
    cmake_parse_arguments(PART "" "" "SOURCES;HEADERS" ${ARGN})
    add_library(${target} STATIC ${PART_SOURCES})
    target_compile_options(${target} PRIVATE -w)
    target_compile_features(${target} PRIVATE cxx_std_20)
    target_include_directories(${target} SYSTEM PUBLIC ${PART_HEADERS})
endfunction()

# Header-only libraries of the system are linked into a folder of their own: with all of /usr/include on its path the
# WebAssembly build would find this machine's C library instead of Emscripten's.
function(heidi_system_headers target folder header)
    find_path(HEIDI_${target}_INCLUDE ${folder}/${header}
        PATHS /usr/include /usr/local/include /opt/homebrew/include /opt/local/include
        NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH REQUIRED)
    set(own ${PROJECT_BINARY_DIR}/headers/${target})
    file(MAKE_DIRECTORY ${own})
    file(CREATE_LINK ${HEIDI_${target}_INCLUDE}/${folder} ${own}/${folder} SYMBOLIC)
    add_library(${target} INTERFACE)
    target_include_directories(${target} SYSTEM INTERFACE ${own})
endfunction()

# --- What several of them share ------------------------------------------------------------------------------------------

# Parts of ours that take the place of theirs, to make the download smaller; each says by how much.
set(heidi_parts ${PROJECT_SOURCE_DIR}/tools/third_party)
# Their complaints go to a stream that a worker does not have, and printf is 3 kB brotli.
set(heidi_say_nothing fprintf=heidi_print_nothing)

# --- Dear ImGui ---------------------------------------------------------------------------------------------------------

# v1.92.2b
heidi_source(imgui imgui https://github.com/ocornut/imgui.git 45acd5e0e82f4c954432533ae9985ff0e1aad6d5)

set(heidi_imgui_config ${PROJECT_SOURCE_DIR}/tools/imgui_config)
heidi_third_party(imgui
    SOURCES
        ${imgui_SOURCE_DIR}/imgui_draw.cpp
        ${heidi_imgui_config}/draw_lists_only.cpp
        ${heidi_imgui_config}/no_font_loader.cpp
    HEADERS ${imgui_SOURCE_DIR} ${heidi_imgui_config})
target_compile_definitions(imgui PUBLIC IMGUI_USER_CONFIG="heidi_imconfig.h")
set_source_files_properties(${imgui_SOURCE_DIR}/imgui_draw.cpp PROPERTIES
    COMPILE_OPTIONS "-include;${heidi_imgui_config}/known_flags.h")

# Only the browser draws: the native build ends at ImGui's draw lists.
if(EMSCRIPTEN)
    heidi_third_party(imgui_opengl3
        SOURCES
            ${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp
            ${heidi_parts}/print_nothing.c
        HEADERS ${imgui_SOURCE_DIR}/backends)
    target_compile_definitions(imgui_opengl3
        PUBLIC IMGUI_IMPL_OPENGL_ES3
        PRIVATE ${heidi_say_nothing})
    set_source_files_properties(${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp PROPERTIES
        COMPILE_OPTIONS "-include;${heidi_imgui_config}/only_webgl2.h")
    target_link_libraries(imgui_opengl3 PUBLIC imgui)
endif()

# --- cmark-gfm ----------------------------------------------------------------------------------------------------------

# 0.29.0.gfm.13
heidi_source(cmark_gfm cmark-gfm https://github.com/github/cmark-gfm.git 587a12bb54d95ac37241377e6ddc93ea0e45439b)

set(heidi_cmark_generated ${PROJECT_BINARY_DIR}/cmark-gfm)
block()
    set(PROJECT_VERSION_MAJOR 0)
    set(PROJECT_VERSION_MINOR 29)
    set(PROJECT_VERSION_PATCH 0)
    set(PROJECT_VERSION_GFM 13)
    configure_file(${cmark_gfm_SOURCE_DIR}/src/cmark-gfm_version.h.in ${heidi_cmark_generated}/cmark-gfm_version.h)
    # All true of the only compilers we support, gcc and clang: asking costs a run of Emscripten each.
    set(HAVE_STDBOOL_H 1)
    set(HAVE___BUILTIN_EXPECT 1)
    set(HAVE___ATTRIBUTE__ 1)
    configure_file(${cmark_gfm_SOURCE_DIR}/src/config.h.in ${heidi_cmark_generated}/config.h)
    # generate_export_header would ask the compiler too, only to end at the same: a static library exports nothing.
    file(CONFIGURE OUTPUT ${heidi_cmark_generated}/cmark-gfm_export.h
        CONTENT "#pragma once\n#define CMARK_GFM_EXPORT\n#define CMARK_GFM_NO_EXPORT\n")
endblock()

set(heidi_cmark_parts
    cmark node iterator blocks inlines utf8 buffer references footnotes map render man xml html commonmark
    plaintext latex houdini_href_e houdini_html_e cmark_ctype arena linked_list syntax_extension registry plugin)
set(heidi_cmark_extensions core-extensions table strikethrough autolink tagfilter tasklist)
list(TRANSFORM heidi_cmark_parts PREPEND ${cmark_gfm_SOURCE_DIR}/src/)
list(TRANSFORM heidi_cmark_extensions PREPEND ${cmark_gfm_SOURCE_DIR}/extensions/)
list(TRANSFORM heidi_cmark_parts APPEND .c)
list(TRANSFORM heidi_cmark_extensions APPEND .c)
heidi_third_party(cmark_gfm
    SOURCES
        ${heidi_cmark_parts}
        ${heidi_cmark_extensions}
        ${heidi_parts}/cmark/case_folding.cpp
        ${heidi_parts}/cmark/entities.cpp
        ${heidi_parts}/cmark/punctuation.cpp
        ${heidi_parts}/cmark/scanners.cpp
        ${heidi_parts}/print_nothing.c
    HEADERS ${cmark_gfm_SOURCE_DIR}/src ${cmark_gfm_SOURCE_DIR}/extensions ${heidi_cmark_generated})
# Not for our parts: C++'s own headers declare it.
target_compile_definitions(cmark_gfm PRIVATE $<$<COMPILE_LANGUAGE:C>:${heidi_say_nothing}>)
target_include_directories(cmark_gfm PUBLIC ${heidi_parts}/cmark/public PRIVATE ${heidi_parts})
set_source_files_properties(${heidi_cmark_extensions} PROPERTIES
    COMPILE_OPTIONS "-include;${heidi_parts}/cmark/no_renderers.h")
set_source_files_properties(${cmark_gfm_SOURCE_DIR}/src/inlines.c PROPERTIES
    COMPILE_OPTIONS "-include;${heidi_parts}/cmark/no_options.h")

# Theirs under another name, which nobody calls.
set_source_files_properties(${cmark_gfm_SOURCE_DIR}/src/utf8.c PROPERTIES
    COMPILE_DEFINITIONS
        "cmark_utf8proc_case_fold=cmark_original_case_fold;cmark_utf8proc_is_punctuation=cmark_original_is_punctuation")
set_source_files_properties(${heidi_parts}/cmark/entities.cpp PROPERTIES COMPILE_OPTIONS -funsigned-char)

# All names of characters, for what is not built in (src/markdown/character_names.h).
set(heidi_entities_file ${heidi_cmark_generated}/heidi-entities.txt)
add_custom_command(OUTPUT ${heidi_entities_file}
    COMMAND node ${heidi_parts}/cmark/write_entities.mjs ${cmark_gfm_SOURCE_DIR}/src/entities.inc ${heidi_entities_file}
    DEPENDS ${heidi_parts}/cmark/write_entities.mjs ${cmark_gfm_SOURCE_DIR}/src/entities.inc)
add_custom_target(heidi_entities ALL DEPENDS ${heidi_entities_file})

# case_fold_switch.inc says `case 0x00DF: bufpush(0x0073); bufpush(0x0073); break;`. As a table it can be packed.
set(heidi_foldings_source ${cmark_gfm_SOURCE_DIR}/src/case_fold_switch.inc)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${heidi_foldings_source})
file(READ ${heidi_foldings_source} heidi_foldings)
string(REGEX REPLACE "[ \n;]|break" "" heidi_foldings "${heidi_foldings}")
string(REPLACE ")bufpush(" ", " heidi_foldings "${heidi_foldings}")
string(REGEX REPLACE "case(0x[0-9A-F]+):bufpush.([^)]+)." "{\\1, {\\2}},\n" heidi_foldings "${heidi_foldings}")
string(REGEX REPLACE "switch.c..|default.*" "" heidi_foldings "${heidi_foldings}")
file(CONFIGURE OUTPUT ${heidi_cmark_generated}/case_foldings.inc CONTENT "${heidi_foldings}" @ONLY)

# utf8.c says `uc == 161 || (uc >= 1370 && uc <= 1375)`.
set(heidi_punctuation_source ${cmark_gfm_SOURCE_DIR}/src/utf8.c)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${heidi_punctuation_source})
file(READ ${heidi_punctuation_source} heidi_punctuation)
string(REGEX REPLACE ".*cmark_utf8proc_is_punctuation" "" heidi_punctuation "${heidi_punctuation}")
string(REGEX REPLACE "[ \n]+" " " heidi_punctuation "${heidi_punctuation}")
string(REGEX REPLACE "uc == ([0-9]+)" "{\\1, \\1}," heidi_punctuation "${heidi_punctuation}")
string(REGEX REPLACE "uc >= ([0-9]+) && uc <= ([0-9]+)" "{\\1, \\2}," heidi_punctuation "${heidi_punctuation}")
string(REGEX MATCHALL "{[0-9]+, [0-9]+}," heidi_punctuation "${heidi_punctuation}")
list(JOIN heidi_punctuation "\n" heidi_punctuation)
file(CONFIGURE OUTPUT ${heidi_cmark_generated}/punctuation.inc CONTENT "${heidi_punctuation}" @ONLY)

# --- libunibreak --------------------------------------------------------------------------------------------------------

# libunibreak_6_1
heidi_source(libunibreak libunibreak https://github.com/adah1972/libunibreak.git
    304585d8e2d63187507368d612c3d5fff1486368)

# The *data.c files that are not here are included by these.
set(heidi_unibreak_parts
    unibreakbase unibreakdef linebreak linebreakdata linebreakdef eastasianwidthdef emojidef graphemebreak)
list(TRANSFORM heidi_unibreak_parts PREPEND ${libunibreak_SOURCE_DIR}/src/)
list(TRANSFORM heidi_unibreak_parts APPEND .c)
heidi_third_party(libunibreak
    SOURCES ${heidi_unibreak_parts} ${heidi_parts}/libunibreak/packed_tables.cpp
    HEADERS ${libunibreak_SOURCE_DIR}/src)
target_include_directories(libunibreak PRIVATE ${heidi_parts})
# unibreakdef.c defines the search that the others ask no longer.
list(REMOVE_ITEM heidi_unibreak_parts ${libunibreak_SOURCE_DIR}/src/unibreakdef.c)
set_source_files_properties(${heidi_unibreak_parts} PROPERTIES
    COMPILE_OPTIONS "-include;${heidi_parts}/libunibreak/packed_tables.h")

# --- SheenBidi ----------------------------------------------------------------------------------------------------------

# v3.0.0
heidi_source(sheenbidi sheenbidi https://github.com/Tehreer/SheenBidi.git cfe430e7375a7845b679adae9d51dac6deaa8858)

# Levels only: no script iterator, no mirroring (the browser does that), no text with attributes.
set(heidi_bidi_parts
    API/SBAlgorithm API/SBBase API/SBCodepoint API/SBCodepointSequence API/SBLine API/SBParagraph
    Core/Memory Core/Object Data/GeneralCategoryLookup Data/ScriptLookup
    UBA/BidiChain UBA/BracketQueue UBA/IsolatingRun UBA/LevelRun UBA/RunQueue UBA/StatusStack)
list(TRANSFORM heidi_bidi_parts PREPEND ${sheenbidi_SOURCE_DIR}/Source/)
list(TRANSFORM heidi_bidi_parts APPEND .c)
heidi_third_party(sheenbidi
    SOURCES ${heidi_bidi_parts} ${heidi_parts}/sheenbidi/packed_lookups.cpp
    HEADERS ${sheenbidi_SOURCE_DIR}/Headers)
target_include_directories(sheenbidi PRIVATE ${sheenbidi_SOURCE_DIR}/Source ${heidi_parts})
target_compile_definitions(sheenbidi PRIVATE SB_CONFIG_DISABLE_SCRATCH_MEMORY)
# Reading a table of all characters, as above.
set_source_files_properties(${heidi_parts}/sheenbidi/packed_lookups.cpp PROPERTIES
    COMPILE_OPTIONS "$<$<CXX_COMPILER_ID:Clang>:-fconstexpr-steps=50000000>")

# --- Headers of the system ----------------------------------------------------------------------------------------------

heidi_system_headers(nlohmann_json nlohmann json.hpp)
# Streams would pull all of C++'s input and output into the WebAssembly.
target_compile_definitions(nlohmann_json INTERFACE JSON_NO_IO)

if(HEIDI_TESTS)
    # What our parts of cmark-gfm replace, under other names, so that tests/unit/third_party can compare them.
    set(heidi_originals src/scanners.c src/houdini_html_u.c extensions/ext_scanners.c)
    list(TRANSFORM heidi_originals PREPEND ${cmark_gfm_SOURCE_DIR}/)
    heidi_third_party(cmark_gfm_originals SOURCES ${heidi_originals})
    target_compile_options(cmark_gfm_originals PRIVATE -include ${heidi_parts}/cmark/original_names.h)
    target_link_libraries(cmark_gfm_originals PUBLIC cmark_gfm)

    heidi_system_headers(doctest doctest doctest.h)
    # With exceptions off doctest drops REQUIRE and friends unless told that a failed one may end the program.
    target_compile_definitions(doctest INTERFACE DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS)

    # main() of the unit tests, compiled once for all suites.
    add_library(doctest_main STATIC EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tools/cmake/doctest_main.cpp)
    target_compile_features(doctest_main PRIVATE cxx_std_20)
    target_link_libraries(doctest_main PUBLIC doctest)
    if(EMSCRIPTEN)
        # Under node: exit with doctest's code, read the tests' files from the real disk.
        target_link_options(doctest_main INTERFACE
            -sENVIRONMENT=node -sEXIT_RUNTIME -sNODERAWFS -sALLOW_MEMORY_GROWTH -sSTACK_SIZE=1MB)
    endif()
endif()
