# What holds for every target of ours, in the native build and in WebAssembly alike.

option(HEIDI_WERROR "Warnings in our own code are errors" ON)
option(HEIDI_TESTS "Build what only the tests need" ON)
option(HEIDI_FUZZ "Build the fuzzers: clang only, with HEIDI_SANITIZE=fuzzer-no-link,..." OFF)
set(HEIDI_SANITIZE "" CACHE STRING "Sanitizers for the native build, such as address,undefined")

# Exceptions and RTTI are off natively too, though only WebAssembly pays for them: code that needs them must fail in the
# quick native build, not in the slow one. Set for everything, because the C++ of third parties must agree with ours.
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions> $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
# Colours survive the pipe of our tools.
add_compile_options($<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fdiagnostics-color=auto>)

if(HEIDI_SANITIZE)
    add_compile_options(-fsanitize=${HEIDI_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${HEIDI_SANITIZE})
endif()

add_library(heidi_options INTERFACE)
target_compile_features(heidi_options INTERFACE cxx_std_20)
target_compile_options(heidi_options INTERFACE -Wall -Wextra -Wpedantic $<$<BOOL:${HEIDI_WERROR}>:-Werror>)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Emscripten's .js files are CommonJS; without this they would take "type": "module" from our package.json.
if(EMSCRIPTEN)
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/package.json CONTENT "{ \"type\": \"commonjs\" }\n")
endif()
