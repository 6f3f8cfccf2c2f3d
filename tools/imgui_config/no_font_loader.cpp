// Stands in for ImGui's FreeType loader, which heidi_imconfig.h claims to have so that stb_truetype stays out.

#include <imgui.h>
#include <misc/freetype/imgui_freetype.h>

// ImGui asks only when nobody has set a loader: call `ImGui::GetIO().Fonts->SetFontLoader(…)` before the first frame.
const ImFontLoader* ImGuiFreeType::GetFontLoader() {
    IM_ASSERT(false && "set a font loader of our own before the first frame");
    return nullptr;
}

bool ImGuiFreeType::DebugEditFontLoaderFlags(unsigned int*) { return false; }
