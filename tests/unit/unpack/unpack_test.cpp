#include "unpack/unpack.h"

#include <doctest/doctest.h>

#include <random>

#include "unpack/packed_module.h"

using namespace heidi;

namespace doctest {
template <>
struct StringMaker<UnpackProblem> {
    static String convert(UnpackProblem problem) { return toString(static_cast<std::uint32_t>(problem)); }
};
}  // namespace doctest

namespace {

constexpr PackedSymbol end{0x0B, 0, 0, 0};

Bytes joined(const Bytes& first, const Bytes& second) {
    Bytes all = first;
    all.insert(all.end(), second.begin(), second.end());
    return all;
}

// One function of type i32 -> i32 with these symbols in this order, which comes to be this body.
PackedModule one_function(const std::vector<PackedSymbol>& symbols, const Bytes& body) {
    PackedModule module;
    module[PackedModule::before] = {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 6, 1, 0x60, 1, 0x7F, 1, 0x7F, 3, 2, 1};
    module[PackedModule::function_types] = {0};
    module[PackedModule::signatures] = {1, 1};
    module[PackedModule::symbols] = table_of(symbols);
    for (std::size_t i = 0; i < symbols.size(); ++i) module[PackedModule::code].push_back(static_cast<std::uint8_t>(i));
    module[PackedModule::local_groups] = {0};
    module.size = static_cast<std::uint32_t>(module[PackedModule::before].size() + 1 + 4 + body.size());
    return module;
}

// The module that it must be.
Bytes whole(const PackedModule& module, const Bytes& body) {
    const auto size = static_cast<std::uint8_t>(body.size());
    const Bytes head = joined(module.streams[PackedModule::before], module.streams[PackedModule::function_types]);
    return joined(joined(head, {10, static_cast<std::uint8_t>(size + 2), 1, size}), body);
}

void check(const PackedModule& module, const Bytes& body) {
    const Outcome outcome = unpacked(module);
    CHECK(outcome.problem == UnpackProblem::None);
    CHECK(outcome.module == whole(module, body));
}

// The parameter, the i32 eight bytes behind where it points, and 42 added.
const Bytes sum_body = {0, 0x20, 0, 0x28, 2, 8, 0x41, 42, 0x6A, 0x0B};
PackedModule sum() {
    PackedModule module = one_function(
        {{0x20, 1, local, 4}, {0x28, 2, memory, 5}, {0x41, 0, constant, 4}, {0x6A, 0, 0, 6}, end}, sum_body);
    module[PackedModule::first_offsets] = {8};
    module[PackedModule::constants + 0x6A] = {42};
    return module;
}

}  // namespace

TEST_CASE("a function of locals, an offset and a constant comes back") { check(sum(), sum_body); }

TEST_CASE("what stands around the code comes back where it was") {
    PackedModule module = sum();
    module[PackedModule::between] = {7, 1, 0};
    module[PackedModule::after] = {11, 1, 0};
    module.size += 6;
    const Outcome outcome = unpacked(module);
    REQUIRE(outcome.problem == UnpackProblem::None);
    const Bytes plain = whole(module, sum_body);
    const Bytes expected = joined(Bytes(plain.begin(), plain.begin() + 20), {7, 1, 0});
    CHECK(outcome.module == joined(joined(expected, Bytes(plain.begin() + 20, plain.end())), {11, 1, 0}));
}

TEST_CASE("pairs of pairs are taken apart, the first half first") {
    PackedModule module = sum();
    module[PackedModule::symbols] = table_of({{0x20, 1, local, 4},
                                              {0x28, 2, memory, 5},
                                              {0x41, 0, constant, 4},
                                              {0x6A, 0, 0, 6},
                                              end,
                                              {0, 1, pair, 0},
                                              {5, 2, pair, 0}});
    module[PackedModule::code] = {6, 3, 4};
    check(module, sum_body);
}

TEST_CASE("locals: by rank, and the next new one by the rank that says so") {
    // A parameter and three locals of one type. Get: the last rank is new. Set and tee: the third, or the last of fewer.
    const Bytes body = {1, 3, 0x7F, 0x21, 1, 0x22, 2, 0x20, 0, 0x20, 3, 0x21, 2, 0x0B};
    PackedModule module = one_function(
        {{0x21, 0, local, 1}, {0x22, 0, local, 5}, {0x20, 0, local, 4}, {0x20, 0, local, 4}, {0x21, 0, local, 1}, end},
        body);
    module[PackedModule::local_groups] = {1};
    module[PackedModule::local_counts] = {3};
    module[PackedModule::local_types] = {0x7F};
    // Lists before: 0 | 1 0 | 2 1 0 | 0 2 1 | 3 0 2 1. The new one counts among the ranks of a set.
    module[PackedModule::set_ranks] = {0, 2};
    module[PackedModule::tee_ranks] = {1};
    module[PackedModule::get_ranks] = {0, 1};
    check(module, body);
}

TEST_CASE("offsets from one local are differences until it is set") {
    const PackedSymbol get{0x20, 1, local, 4}, load{0x28, 2, memory, 5}, set{0x21, 1, local, 1};
    const Bytes body = {0, 0x20, 0, 0x28, 2, 20, 0x20, 0, 0x28, 2, 16, 0x21, 0, 0x20, 0, 0x28, 2, 4, 0x0B};
    PackedModule module = one_function({get, load, get, load, set, get, load, end}, body);
    module[PackedModule::first_offsets] = {20, 4};
    module[PackedModule::offset_changes] = {8};  // -4, and one
    check(module, body);
}

TEST_CASE("a change and a called function are 0 where they are what came after the same instructions") {
    const PackedSymbol get{0x20, 1, local, 4}, load{0x28, 2, memory, 5}, drop{0x1A, 0, 0, 1}, calls{0x10, 0, call, 0};
    const Bytes body = {0,    0x20, 0,    0x28, 2,  4,    0x1A, 0x20, 0,    0x28, 2,  8,    0x1A, 0x10, 0,
                        0x20, 0,    0x28, 2,    12, 0x1A, 0x20, 0,    0x28, 2,    16, 0x1A, 0x10, 0,    0x0B};
    PackedModule module =
        one_function({get, load, drop, get, load, drop, calls, get, load, drop, get, load, drop, calls, end}, body);
    module[PackedModule::first_offsets] = {4};
    module[PackedModule::offset_changes] = {9, 9,
                                            0};  // 4, and one; the second time another instruction stands before it
    module[PackedModule::operands + 0x10] = {1, 0};
    check(module, body);
}

TEST_CASE("what nothing foretells is not allowed to be as foretold") {
    PackedModule callee = one_function({{0x10, 0, call, 0}, end}, {});
    callee[PackedModule::operands + 0x10] = {0};
    CHECK(unpacked(callee).problem == UnpackProblem::NotAllowed);
}

TEST_CASE("every other kind of symbol") {
    const Bytes body = {0,    0x02, 0x40, 0x0E, 1, 0,    0, 0x0B,                    // a block with a br_table
                        0x43, 1,    2,    3,    4, 0x44, 1, 2,    3, 4, 5, 6, 7, 8,  // floats
                        0x1C, 1,    0x7F,                                            // a typed select
                        0xFC, 10,   0,    0,                                         // memory.copy
                        0x11, 0x81, 1,    0,  // call_indirect, its type in two bytes
                        0x10, 0,    0x0B};
    PackedModule module = one_function({{0x02, 0x40, with_second_byte, 0},
                                        {0x0E, 0, longer_list, 1},
                                        end,
                                        {0x43, 0, four_bytes, 4},
                                        {0x44, 0, eight_bytes, 4},
                                        {0x1C, 0, list, 7},
                                        {0xFC, 10, with_second_byte + 2, 3},
                                        {0x11, 0, 2, 7},
                                        {0x10, 0, call, 0},
                                        end},
                                       body);
    module[PackedModule::operands + 0x0E] = {1, 0, 0};
    module[PackedModule::operands + 0x03] = {1, 2, 3, 4};
    module[PackedModule::operands + 0x04] = {1, 2, 3, 4, 5, 6, 7, 8};
    module[PackedModule::operands + 0x1C] = {1, 0x7F};
    module[PackedModule::operands + 0x3C] = {0, 0};
    module[PackedModule::operands + 0x11] = {0x81, 1, 0};
    module[PackedModule::operands + 0x10] = {1};
    check(module, body);
}

TEST_CASE("numbers of 64 bits are copied whole") {
    const Bytes least = {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7F};
    const Bytes body = joined(joined({0, 0x42}, least), {0x0B});
    PackedModule module = one_function({{0x42, 0, constant, 4}, end}, body);
    module[PackedModule::constants + 0x0B] = least;
    check(module, body);
}

TEST_CASE("a packed module that was cut off anywhere ends early") {
    const Bytes packed = sum().bytes();
    for (std::size_t length = 0; length < packed.size(); ++length) {
        CAPTURE(length);
        const Bytes cut(packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(length));
        CHECK(unpacked(cut, sum().size + room_to_move).problem == UnpackProblem::EndsEarly);
    }
}

TEST_CASE("what does not fit the room is not written behind it") {
    for (std::size_t room = 0; room < sum().size; ++room) {
        CAPTURE(room);
        CHECK(unpacked(sum().bytes(), room).problem == UnpackProblem::NoRoom);
    }
}

TEST_CASE("a stream that is shorter than what is read from it ends early") {
    for (const int stream : {PackedModule::signatures, PackedModule::code, PackedModule::first_offsets,
                             PackedModule::local_groups, PackedModule::constants + 0x6A}) {
        CAPTURE(stream);
        PackedModule module = sum();
        module[stream].pop_back();
        CHECK(unpacked(module).problem == UnpackProblem::EndsEarly);
    }
}

TEST_CASE("what is not used is left over") {
    for (const int stream : {PackedModule::symbols, PackedModule::code, PackedModule::tee_ranks, PackedModule::after,
                             PackedModule::offset_changes, PackedModule::operands, PackedModule::constants}) {
        CAPTURE(stream);
        PackedModule module = sum();
        module[stream].push_back(0);
        CHECK(unpacked(module).problem == UnpackProblem::LeftOver);
    }
    CHECK(unpacked(joined(sum().bytes(), {0}), 100).problem == UnpackProblem::LeftOver);
    PackedModule larger = sum();
    ++larger.size;
    CHECK(unpacked(larger).problem == UnpackProblem::LeftOver);
}

TEST_CASE("references to what is not there are not allowed") {
    PackedModule type = sum();
    type[PackedModule::function_types] = {1};
    CHECK(unpacked(type).problem == UnpackProblem::NotAllowed);

    PackedModule symbol = sum();
    symbol[PackedModule::code][0] = 5;
    CHECK(unpacked(symbol).problem == UnpackProblem::NotAllowed);

    PackedModule callee = one_function({{0x10, 0, call, 0}, end}, {});
    callee[PackedModule::operands + 0x10] = {2};
    CHECK(unpacked(callee).problem == UnpackProblem::NotAllowed);

    PackedModule rank = one_function({{0x21, 0, local, 1}, end}, {});
    rank[PackedModule::set_ranks] = {1};
    CHECK(unpacked(rank).problem == UnpackProblem::NotAllowed);

    for (const PackedSymbol odd :
         {PackedSymbol{0x1F, 1, local, 4}, {0x23, 1, local, 4}, {0x23, 0, 16, 4}, {0x23, 0, 30, 4}})
        CHECK(unpacked(one_function({odd, end}, {})).problem == UnpackProblem::NotAllowed);
}

TEST_CASE("a pair that begins with itself comes to an end") {
    CHECK(unpacked(one_function({{0, 0, pair, 0}}, {})).problem == UnpackProblem::NotAllowed);
}

TEST_CASE("a pair that ends with itself fills the room and comes to an end") {
    PackedModule module = one_function({{0, 1, pair, 0}, {0x01, 0, 0, 0}}, {});
    module[PackedModule::symbols] = table_of({{1, 0, pair, 0}, {0x01, 0, 0, 0}});
    CHECK(unpacked(module).problem == UnpackProblem::NoRoom);
}

TEST_CASE("a function or a call with too many values is not allowed") {
    PackedModule parameters = sum();
    parameters[PackedModule::signatures] = {0x80, 0x80, 4, 1};
    CHECK(unpacked(parameters).problem == UnpackProblem::NotAllowed);

    PackedModule results = one_function({{0x10, 0, call, 0}, {0x10, 0, call, 0}, end}, {});
    results[PackedModule::signatures] = {0, 0xFF, 0xFF, 3};
    results[PackedModule::operands + 0x10] = {1, 1};
    CHECK(unpacked(results).problem == UnpackProblem::NotAllowed);
}

TEST_CASE("whatever byte is another one, there is a result or a problem") {
    PackedModule module = sum();
    const Bytes packed = module.bytes();
    for (std::size_t at = 0; at < packed.size(); ++at)
        for (const int flipped : {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
            Bytes changed = packed;
            changed[at] = static_cast<std::uint8_t>(changed[at] ^ flipped);
            const Outcome outcome = unpacked(changed, module.size + room_to_move);
            if (outcome.problem == UnpackProblem::None) CHECK(outcome.module.size() <= module.size + room_to_move);
        }
}

TEST_CASE("streams of anything give a result or a problem") {
    std::mt19937 random(7);
    for (int round = 0; round < 5'000; ++round) {
        PackedModule module = sum();
        module[PackedModule::symbols].clear();
        for (int i = 0; i < 30; ++i) module[PackedModule::symbols].push_back(static_cast<std::uint8_t>(random()));
        for (Bytes& stream : module.streams)
            for (std::uint32_t more = random() % 4; more > 0; --more)
                stream.push_back(static_cast<std::uint8_t>(random() % (random() % 2 ? 12 : 256)));
        const std::size_t room = random() % 300;
        const Outcome outcome = unpacked(module.bytes(), room);
        if (outcome.problem == UnpackProblem::None) CHECK(outcome.module.size() <= room);
    }
}
