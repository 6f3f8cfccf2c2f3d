// HTML's names of characters for all widgets of the page (markdown/character_names.h): the file is asked for when a text has used a
// name that is not built in, and once.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "markdown/character_names.h"
#include "markdown/document.h"
#include "port/port.h"

namespace heidi {

class NamesOnDemand {
public:
    explicit NamesOnDemand(Port& port) : port_(port) {}

    const CharacterNames& known() const { return names_; }

    // A text has used one that is not known. Asks for them, unless they are on their way or could not be had a moment ago.
    void want();
    // The host has been asked and has not answered.
    bool are_coming() const { return coming_; }

    // What the host answers; "": it could not have the file. Returns 0, or the number of the line that is wrong: then nothing
    // changes.
    std::size_t arrived(std::string file);

    // With the names that are known, and wants the others.
    Document document_from(std::string_view markdown);

private:
    Port& port_;
    CharacterNames names_;
    bool coming_ = false;
    std::optional<Instant> failed_at_;
};

}  // namespace heidi
