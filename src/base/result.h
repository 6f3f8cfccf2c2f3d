// A value, or the reason why there is none. The core is built without exceptions, so every gate for untrusted input
// returns one of these.
//
//   Result<Document> body = document_from_events(events);
//   if (!body) return show(body.error());
//   use(*body);
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace heidi {

// `code` is stable and meant for programs ("member-missing"); `message` names what is wrong and is meant for people.
struct Error {
    std::string code;
    std::string message;

    friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : either_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : either_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return either_.index() == 0; }
    T& operator*() { return *std::get_if<0>(&either_); }
    const T& operator*() const { return *std::get_if<0>(&either_); }
    T* operator->() { return std::get_if<0>(&either_); }
    const T* operator->() const { return std::get_if<0>(&either_); }
    // Call only when there is no value.
    const Error& error() const { return *std::get_if<1>(&either_); }

private:
    std::variant<T, Error> either_;
};

}  // namespace heidi
