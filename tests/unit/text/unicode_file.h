// Unicode's own test files, as Debian's package unicode-data has them (tools/setup/packages.mjs installs it).
#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"

namespace heidi {

// The lines that hold a test, without what follows a #; empty where the file is not there.
inline std::vector<std::string> unicode_file(const std::string& name) {
    std::ifstream file("/usr/share/unicode/" + name);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) {
        line.resize(std::min(line.find('#'), line.size()));
        if (line.find_first_not_of(" \t\r") != std::string::npos) lines.push_back(std::move(line));
    }
    return lines;
}

// "0061 0308" and the like.
inline std::vector<char32_t> code_points_of(const std::string& hexadecimal) {
    std::vector<char32_t> code_points;
    std::istringstream words(hexadecimal);
    for (std::string word; words >> word;)
        code_points.push_back(static_cast<char32_t>(std::strtoul(word.c_str(), nullptr, 16)));
    return code_points;
}

inline std::vector<std::string> fields_of(const std::string& line, char separator) {
    std::vector<std::string> fields;
    std::istringstream parts(line);
    for (std::string part; std::getline(parts, part, separator);) fields.push_back(part);
    return fields;
}

}  // namespace heidi
