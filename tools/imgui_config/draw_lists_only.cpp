// Stands in for imgui.cpp, imgui_tables.cpp and imgui_widgets.cpp. Ask Heidi uses ImGui's draw lists and its OpenGL backend;
// its controls are the page's own elements, so ImGui's windows, input, settings and text are never entered. Its context is
// nevertheless one object whose start and end reach nearly all of them: 9 kB brotli of the WebAssembly.
//
// What a backend asks of a context is here in full; what draw lists would ask only for text, which the browser sets, stops.

#include <imgui.h>
#include <imgui_internal.h>

#include <cstdlib>
#include <cstring>

ImGuiContext* GImGui = nullptr;  // no context: what would look into one is not linked

namespace {

// Zero is what ImGui's own constructors make of all but text and input; no code that is linked reads those.
template <class T>
struct Zeroed {
    alignas(T) unsigned char bytes[sizeof(T)];

    T& get() { return *reinterpret_cast<T*>(bytes); }
    void clear() { std::memset(bytes, 0, sizeof bytes); }
};

Zeroed<ImGuiIO> io;
Zeroed<ImGuiPlatformIO> platform_io;
bool has_context = false;

}  // namespace

namespace ImGui {

// Backends only ask whether there is one.
ImGuiContext* GetCurrentContext() { return has_context ? reinterpret_cast<ImGuiContext*>(&io) : nullptr; }

ImGuiContext* CreateContext(ImFontAtlas*) {
    io.clear();
    platform_io.clear();
    has_context = true;
    return GetCurrentContext();
}
void DestroyContext(ImGuiContext*) { has_context = false; }

ImGuiIO& GetIO() { return io.get(); }
ImGuiPlatformIO& GetPlatformIO() { return platform_io.get(); }

void* MemAlloc(std::size_t size) { return std::malloc(size); }
void MemFree(void* memory) { std::free(memory); }

// One compiler, one configuration: the sizes cannot differ.
bool DebugCheckVersionAndDataLayout(const char*, std::size_t, std::size_t, std::size_t, std::size_t, std::size_t,
                                    std::size_t) {
    return true;
}

// --- Asked for text only

ImGuiStyle& GetStyle() { std::abort(); }
ImU32 GetColorU32(ImU32, float) { std::abort(); }
void SetCurrentContext(ImGuiContext*) { std::abort(); }
void SetCurrentFont(ImFont*, float, float) { std::abort(); }
bool ErrorLog(const char*) { std::abort(); }

}  // namespace ImGui

ImU32 ImAlphaBlendColors(ImU32, ImU32) { std::abort(); }
bool ImTriangleContainsPoint(const ImVec2&, const ImVec2&, const ImVec2&, const ImVec2&) { std::abort(); }
void* ImFileLoadToMemory(const char*, const char*, std::size_t*, int) { std::abort(); }
int ImFormatString(char*, std::size_t, const char*, ...) { std::abort(); }
ImGuiID ImHashData(const void*, std::size_t, ImGuiID) { std::abort(); }
void* ImMemdup(const void*, std::size_t) { std::abort(); }
int ImTextCharFromUtf8(unsigned int*, const char*, const char*) { std::abort(); }
int ImTextCountUtf8BytesFromChar(const char*, const char*) { std::abort(); }
int ImGuiStorage::GetInt(ImGuiID, int) const { std::abort(); }
void ImGuiStorage::SetInt(ImGuiID, int) { std::abort(); }
void ImGuiStorage::SetVoidPtr(ImGuiID, void*) { std::abort(); }
void** ImGuiStorage::GetVoidPtrRef(ImGuiID, void*) { std::abort(); }
