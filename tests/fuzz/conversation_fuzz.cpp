// Whatever reader, page, tabs and server do to a conversation: see conversation_script.h.

#include "fuzz/conversation_script.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    heidi::ConversationScript().run(std::string_view(reinterpret_cast<const char*>(data), size));
    return 0;
}
