#include "session/state_table.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

using namespace heidi;

namespace {

std::string file_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string diagram_in(const std::string& readme) {
    const std::string begin = "```mermaid\n";
    const std::size_t from = readme.find(begin);
    if (from == std::string::npos) return "";
    return readme.substr(from + begin.size(), readme.find("```", from + begin.size()) - from - begin.size());
}

std::string room_readme() {
    const std::string here = __FILE__;
    return here.substr(0, here.rfind("tests/")) + "src/session/README.md";
}

}  // namespace

TEST_CASE("the diagram in src/session/README.md is the table's") {
    const std::string readme = file_text(room_readme());
    if (file_text(__FILE__).empty()) return;  // a build that runs away from its sources
    CHECK(diagram_in(readme) == state_diagram());
}

TEST_CASE("every phase can be reached, and every fact leads somewhere") {
    std::set<Phase> reached{Phase::Idle};
    std::set<Fact> used;
    for (int fact = 0; fact < fact_count; ++fact)
        for (int phase = 0; phase < phase_count; ++phase)
            if (const auto to = phase_after(static_cast<Phase>(phase), static_cast<Fact>(fact))) {
                reached.insert(*to);
                used.insert(static_cast<Fact>(fact));
            }
    CHECK(reached.size() == phase_count);
    CHECK(used.size() == fact_count);
}

TEST_CASE("every phase but Idle can be left for Idle, directly or not") {
    std::set<Phase> leaves{Phase::Idle};
    for (bool grew = true; grew;) {
        grew = false;
        for (int phase = 0; phase < phase_count; ++phase)
            for (int fact = 0; fact < fact_count; ++fact)
                if (const auto to = phase_after(static_cast<Phase>(phase), static_cast<Fact>(fact));
                    to && leaves.count(*to))
                    grew |= leaves.insert(static_cast<Phase>(phase)).second;
    }
    CHECK(leaves.size() == phase_count);
}

TEST_CASE("a frozen page hears nothing but its thaw") {
    for (int fact = 0; fact < fact_count; ++fact) {
        const bool thaws = words_of(static_cast<Fact>(fact)).starts_with("thawed");
        CHECK(phase_after(Phase::Frozen, static_cast<Fact>(fact)).has_value() == thaws);
    }
}

TEST_CASE("any phase but Frozen freezes") {
    for (int phase = 0; phase < phase_count; ++phase)
        CHECK(phase_after(static_cast<Phase>(phase), Fact::PageFroze).has_value() ==
              (static_cast<Phase>(phase) != Phase::Frozen));
}
