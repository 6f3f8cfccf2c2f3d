// How Dear ImGui is built for Ask Heidi. Every file that sees imgui.h sees this first (IMGUI_USER_CONFIG).

#pragma once

// Nobody meets ImGui's own windows in a widget.
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS

// The core has no files, opens no links and has no clipboard but the browser's.
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS

// The browser rasterises all text. Claiming FreeType is ImGui's one way to leave stb_truetype out; what it then wants from
// FreeType is in no_font_loader.cpp.
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_ENABLE_FREETYPE

// Labels hold emoji ("Ask Heidi 👋"), which 16-bit characters cannot.
#define IMGUI_USE_WCHAR32
