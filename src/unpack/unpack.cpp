#include "unpack/unpack.h"

#include <cstring>
#include <utility>

namespace heidi {
namespace {

// Numbered as the packer numbers them (tools/packer/format.mjs).
enum Stream : std::uint32_t {
    after,
    before,
    function_types,
    between,
    signatures,
    imports,
    symbols,
    code,
    local_ranks,  // three: of get, set, tee
    offset_changes = local_ranks + 3,
    first_offsets,
    local_groups,
    local_counts,
    local_types,
    operands,                   // 64
    constants = operands + 64,  // 128
    stream_count = constants + 128
};

// How a symbol goes on after its opcode.
enum Kind : std::uint32_t {
    // 0..2: that many numbers.
    WithSecondByte = 4,  // 4..6: a second byte, and that many numbers less 4
    FourBytes = 8,
    EightBytes,
    List,        // its length, and its numbers
    LongerList,  // the same with one more number
    Constant,
    Memory,
    Call,
    Local,
    Pair = 31
};

enum Opcode : std::uint32_t { block = 0x02, if_block = 0x04, end = 0x0B, code_section = 10, local_get = 0x20 };

constexpr std::uint32_t leaves_a_value = 4;
constexpr std::uint32_t no_local = ~0u;
constexpr std::uint32_t no_symbol = 256;
constexpr std::uint32_t deepest_pair = 256;

struct Symbol {
    std::uint32_t kind;
    std::uint32_t effect;
    std::uint32_t second;
    std::uint32_t opcode;
};

class Unpacker {
public:
    Unpacker(std::span<const std::uint8_t> packed, std::span<std::uint8_t> room, UnpackScratch& scratch)
        : scratch_(scratch), to_(room.data()), room_end_(to_ + room.size()) {
        // The list of the streams' lengths is read like a stream.
        streams_[stream_count] = {packed.data(), packed.data() + packed.size()};
    }

    [[gnu::noinline]] Unpacked run() {
        const std::uint8_t* start = to_;
        const std::uint32_t size = read(stream_count);
        std::memset(scratch_.known, 0, sizeof scratch_.known);
        find_streams();
        write_module();
        if (fine() && (static_cast<std::size_t>(to_ - start) != size || !all_used())) fail(UnpackProblem::LeftOver);
        return {problem_, size};
    }

private:
    struct Range {
        const std::uint8_t* at;
        const std::uint8_t* end;
    };

    // --- Bytes and numbers. After a problem loops end, each where it looks next.

    bool fine() const { return problem_ == UnpackProblem::None; }
    [[gnu::noinline]] void fail(UnpackProblem problem) {
        if (fine()) problem_ = problem;
    }
    // Returns whether all is fine.
    [[gnu::noinline]] bool must(bool holds) {
        if (!holds) fail(UnpackProblem::NotAllowed);
        return fine();
    }
    [[gnu::noinline]] bool more(std::uint32_t stream) const {
        return fine() && streams_[stream].at != streams_[stream].end;
    }

    std::uint32_t take(std::uint32_t stream) {
        Range& range = streams_[stream];
        if (range.at != range.end) return *range.at++;
        fail(UnpackProblem::EndsEarly);
        return 0;
    }
    void put(std::uint32_t byte) {
        if (to_ == room_end_) return fail(UnpackProblem::NoRoom);
        *to_++ = static_cast<std::uint8_t>(byte);
    }
    void put_number(std::uint32_t number) {
        for (; number >= 0x80; number >>= 7) put(number | 0x80);
        put(number);
    }
    // Constants have up to 64 bits: of those only the low ones are told.
    std::uint32_t number(std::uint32_t stream, bool copies) {
        std::uint32_t value = 0;
        for (std::uint32_t shift = 0;; shift += 7) {
            const std::uint32_t byte = take(stream);
            if (copies) put(byte);
            if (shift < 32) value |= (byte & 0x7F) << shift;
            if (byte < 0x80) return value;
        }
    }
    std::uint32_t read(std::uint32_t stream) { return number(stream, false); }
    std::uint32_t copy(std::uint32_t stream) { return number(stream, true); }
    void copy_numbers(std::uint32_t stream, std::uint32_t count) {
        for (; count > 0 && fine(); --count) copy(stream);
    }
    void copy_bytes(std::uint32_t stream, std::size_t count) {
        for (; count > 0; --count) put(take(stream));
    }
    void copy_all(std::uint32_t stream) {
        if (fine()) copy_bytes(stream, static_cast<std::size_t>(streams_[stream].end - streams_[stream].at));
    }

    // What is written between these two comes to stand after its size.
    std::uint8_t* begin_sized() {
        std::uint8_t* start = to_;
        for (int i = 0; i < widest_size; ++i) put(0);
        return start;
    }
    void end_sized(std::uint8_t* start) {
        if (!fine()) return;
        const std::uint8_t* body = start + widest_size;
        const auto size = static_cast<std::size_t>(to_ - body);
        to_ = start;
        put_number(static_cast<std::uint32_t>(size));
        std::memmove(to_, body, size);
        to_ += size;
    }

    // --- The whole

    void find_streams() {
        std::uint32_t lengths[stream_count];
        for (std::uint32_t& length : lengths) length = read(stream_count);
        Range& rest = streams_[stream_count];
        for (std::uint32_t i = 0; i < stream_count; ++i) {
            if (lengths[i] > static_cast<std::size_t>(rest.end - rest.at)) return fail(UnpackProblem::EndsEarly);
            streams_[i] = {rest.at, rest.at + lengths[i]};
            rest.at += lengths[i];
        }
    }

    void write_module() {
        read_signatures();
        while (more(imports)) declare(read(imports));
        const std::uint32_t imported = function_count_;
        copy_all(before);
        while (more(function_types)) declare(copy(function_types));
        copy_all(between);
        put(code_section);
        std::uint8_t* start = begin_sized();
        put_number(function_count_ - imported);
        read_symbols();
        for (std::uint32_t i = imported; i < function_count_ && fine(); ++i)
            write_function(scratch_.functions[i].parameters);
        end_sized(start);
        copy_all(after);
    }

    // The list of lengths is the last: behind the streams there is nothing.
    bool all_used() const {
        for (const Range& stream : streams_)
            if (stream.at != stream.end) return false;
        return next_ == no_symbol;
    }

    void read_signatures() {
        while (more(signatures)) {
            const std::uint32_t parameters = read(signatures);
            const std::uint32_t results = read(signatures);
            if (must(signature_count_ < most_of_a_kind && parameters < most_of_a_kind && results < most_of_a_kind))
                scratch_.signatures[signature_count_++] = {parameters, results};
        }
    }
    void declare(std::uint32_t type) {
        if (must(type < signature_count_ && function_count_ < most_of_a_kind))
            scratch_.functions[function_count_++] = scratch_.signatures[type];
    }

    // --- Symbols

    void read_symbols() {
        if (!fine()) return;
        Range& planes = streams_[symbols];
        symbol_count_ = static_cast<std::uint32_t>((planes.end - planes.at) / 3);
        table_ = planes.at;
        planes.at += symbol_count_ * 3;
        advance();
    }

    // From now on `next_` is the symbol after the one that was next.
    void advance() {
        next_ = no_symbol;
        if (waiting_count_ == 0 && !more(code)) return;
        std::uint32_t symbol = waiting_count_ > 0 ? waiting_[--waiting_count_] : take(code);
        for (;; symbol = table_[symbol + 2 * symbol_count_]) {
            if (!must(symbol < symbol_count_ && waiting_count_ < deepest_pair)) return;
            if (table_[symbol] >> 3 != Pair) break;
            waiting_[waiting_count_++] = table_[symbol + symbol_count_];
        }
        next_ = symbol;
    }

    std::uint32_t next_opcode() const { return next_ == no_symbol ? 0 : table_[next_ + 2 * symbol_count_]; }

    Symbol next_symbol() {
        if (next_ == no_symbol) {
            fail(UnpackProblem::EndsEarly);
            return {};
        }
        const std::uint32_t opcode = next_opcode();
        const std::uint32_t rest = table_[next_];
        const std::uint32_t second = table_[next_ + symbol_count_];
        advance();
        return {rest >> 3, rest & 7, second, opcode};
    }

    // --- Functions

    void write_function(std::uint32_t parameters) {
        std::uint8_t* start = begin_sized();
        for (std::uint32_t groups = copy(local_groups); groups > 0 && fine(); --groups) {
            copy(local_counts);
            copy_bytes(local_types, 1);
        }
        height_ = 0;
        local_count_ = 0;
        for (std::uint32_t i = 0; i < parameters; ++i) scratch_.recent[i] = new_local();
        for (std::uint32_t depth = 1; depth > 0 && fine();) {
            const Symbol symbol = next_symbol();
            if (symbol.opcode >= block && symbol.opcode <= if_block) ++depth;
            if (symbol.opcode == end) --depth;
            write_instruction(symbol);
        }
        end_sized(start);
    }

    std::uint32_t new_local() {
        if (!must(local_count_ < most_of_a_kind - 1)) return 0;
        scratch_.locals[local_count_].offset_is_known = false;
        return local_count_++;
    }

    void write_instruction(const Symbol& symbol) {
        const std::uint32_t taken = symbol.effect & 3;
        const std::uint32_t address = value_at(taken > 0 ? taken : 1);
        drop(taken);
        put(symbol.opcode);
        std::uint32_t result = no_local;
        switch (symbol.kind) {
            case Constant: copy(constants + (next_opcode() & 0x7F)); break;
            case Memory: write_memory_access(symbol, address); break;
            case Call: write_call(symbol); break;
            case Local: result = write_local(symbol); break;
            default: write_operands(symbol);
        }
        if (symbol.effect & leaves_a_value) push(result);
        for (std::uint32_t i = instructions_back - 1; i > 0; --i) before_[i] = before_[i - 1];
        before_[0] = symbol.opcode << 8 | symbol.second;
    }

    // A number that is 0 where it is the one that came after the same instructions before.
    std::uint32_t read_foretold(const Symbol& symbol, std::uint32_t stream, std::uint32_t& last) {
        std::uint32_t contexts[UnpackScratch::contexts];  // the one that says least first
        std::uint32_t count = 0, hash = symbol.opcode;
        for (std::uint32_t i = 0; i < instructions_back; ++i) {
            hash = mixed(hash, before_[i]);
            if (i == 1 || i == 2) contexts[count++] = hash;
            if (i == 2 || i == 4) contexts[count++] = mixed(hash, last);
        }
        std::uint32_t number = read(stream);
        while (number == 0 && count > 0)
            if (const UnpackScratch::Known& known = known_after(contexts[--count]); known.context == contexts[count])
                number = known.number;
        must(number > 0);
        for (const std::uint32_t context : contexts) known_after(context) = {context, number};
        return last = number - 1;
    }
    static std::uint32_t mixed(std::uint32_t hash, std::uint32_t with) {
        hash = (hash ^ with) * 0x9E3779B1u;  // 2^32 divided by the golden ratio
        return hash ^ hash >> 15;
    }
    UnpackScratch::Known& known_after(std::uint32_t context) {
        return scratch_.known[context % UnpackScratch::most_known];
    }

    void write_operands(const Symbol& symbol) {
        const std::uint32_t stream = operands_of(symbol);
        const std::uint32_t kind = symbol.kind;
        must(kind <= LongerList);
        if (kind >= List) return copy_numbers(stream, copy(stream) + kind - List);
        if (kind >= FourBytes) return copy_bytes(stream, kind == FourBytes ? 4 : 8);
        if (kind >= WithSecondByte) put(symbol.second);
        copy_numbers(stream, kind & 3);
    }

    void write_memory_access(const Symbol& symbol, std::uint32_t address) {
        put(symbol.second);
        UnpackScratch::Local* base = address == no_local ? nullptr : &scratch_.locals[address];
        std::uint32_t offset;
        if (base && base->offset_is_known) {
            const std::uint32_t change = read_foretold(symbol, offset_changes, last_change_);
            offset = base->last_offset + ((change >> 1) ^ (0 - (change & 1)));
            put_number(offset);
        } else {
            offset = copy(first_offsets);
        }
        if (base) *base = {offset, true};
    }

    void write_call(const Symbol& symbol) {
        const std::uint32_t function = read_foretold(symbol, operands_of(symbol), last_called_);
        put_number(function);
        if (!must(function < function_count_)) return;
        const auto [parameters, results] = scratch_.functions[function];
        drop(parameters);
        for (std::uint32_t i = 0; i < results; ++i) push(no_local);
    }

    std::uint32_t write_local(const Symbol& symbol) {
        const std::uint32_t which = symbol.opcode - local_get;
        if (!must(which < 3)) return no_local;
        const bool gets = which == 0;
        const std::uint32_t unused = gets || local_count_ < 2 ? local_count_ : 2;
        std::uint32_t rank = symbol.second > 0 ? symbol.second - 1 : read(local_ranks + which) + (gets ? 2 : 1);
        if (!must(rank <= local_count_)) return no_local;
        if (rank > unused)
            --rank;
        else if (rank == unused)
            rank = local_count_;
        const std::uint32_t local = rank == local_count_ ? new_local() : scratch_.recent[rank];
        // Mostly there is little to move, for which a copying instruction is slow.
        std::uint32_t moved = local;
        for (std::uint32_t i = 0; i <= rank; ++i) std::swap(moved, scratch_.recent[i]);
        put_number(local);
        if (!gets) scratch_.locals[local].offset_is_known = false;
        return local;
    }

    static std::uint32_t operands_of(const Symbol& symbol) { return operands + (symbol.opcode & 0x3F); }

    // --- The stack's values. Code that is not reached may take more than there are.

    std::uint32_t value_at(std::uint32_t depth) const {
        return depth > height_ ? no_local : scratch_.stack[height_ - depth];
    }
    void drop(std::uint32_t count) { height_ -= count < height_ ? count : height_; }
    void push(std::uint32_t local) {
        if (must(height_ < most_of_a_kind)) scratch_.stack[height_++] = local;
    }

    static constexpr int widest_size = 5;
    static constexpr std::uint32_t instructions_back = 5;

    UnpackScratch& scratch_;
    std::uint8_t* to_;
    std::uint8_t* room_end_;
    UnpackProblem problem_ = UnpackProblem::None;
    std::uint32_t signature_count_ = 0;
    std::uint32_t function_count_ = 0;
    const std::uint8_t* table_ = nullptr;
    std::uint32_t symbol_count_ = 0;
    std::uint32_t next_ = no_symbol;
    std::uint32_t waiting_count_ = 0;
    std::uint32_t local_count_ = 0;
    std::uint32_t height_ = 0;
    std::uint32_t last_change_ = 0;
    std::uint32_t last_called_ = 0;
    std::uint32_t before_[instructions_back] = {};  // opcodes and second bytes, the last first
    // The large ones last, so that the others are near.
    Range streams_[stream_count + 1];
    std::uint8_t waiting_[deepest_pair];  // second halves of pairs
};

}  // namespace

Unpacked unpack(std::span<const std::uint8_t> packed, std::span<std::uint8_t> room, UnpackScratch& scratch) {
    return Unpacker(packed, room, scratch).run();
}

}  // namespace heidi
