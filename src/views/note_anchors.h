// Where links between notes and what refers to them lead. Several answers stand in one tree of elements: each has anchors
// of its own (Setting::anchors).
#pragma once

#include <string>

#include "base/decimal.h"
#include "views/setting.h"

namespace heidi {

inline std::string note_anchor(int note, const Setting& setting) {
    return "heidi-note-" + setting.anchors + decimal(note);
}

inline std::string reference_anchor(int note, int reference, const Setting& setting) {
    return "heidi-reference-" + setting.anchors + decimal(note) + "-" + decimal(reference);
}

}  // namespace heidi
