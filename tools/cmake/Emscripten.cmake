# Toolchain file of the WebAssembly presets: hands over to the Emscripten that tools/setup.mjs chose.

set(heidi_root_file ${CMAKE_CURRENT_LIST_DIR}/../../.toolchain/emscripten-root.txt)
if(NOT EXISTS ${heidi_root_file})
    message(FATAL_ERROR "No Emscripten yet. Run: node tools/setup.mjs")
endif()
file(READ ${heidi_root_file} heidi_emscripten_root)

# Without it the link would call wasm-emscripten-finalize, which Binaryen's npm package does not have.
set(CMAKE_EXE_LINKER_FLAGS_INIT "-sWASM_BIGINT")

include(${heidi_emscripten_root}/cmake/Modules/Platform/Emscripten.cmake)
