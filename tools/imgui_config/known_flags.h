// Included ahead of ImGui's drawing: flags that our lists never have are none, and what they ask for is not linked.
#pragma once

#define IMGUI_DEFINE_MATH_OPERATORS  // as imgui_draw.cpp does ahead of it
#include <imgui.h>

#define ImDrawListFlags_AntiAliasedLinesUseTex 0
#define ImDrawListFlags_AllowVtxOffset 0
