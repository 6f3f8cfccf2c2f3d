#include "app/transcript_text.h"

#include "base/json_text.h"

namespace heidi {
namespace {

std::string_view speaker_of(const Message& message, const Words& words) {
    return words[message.role == Role::Heidi ? Text::heidi_said : Text::you_said];
}

std::string quoted_lines(std::string_view text) {
    std::string lines = "> ";
    for (const char c : text) {
        lines += c;
        if (c == '\n') lines += "> ";
    }
    return lines + "\n\n";
}

std::string_view status_name(MessageStatus status) {
    switch (status) {
        case MessageStatus::Delivered:
        case MessageStatus::Complete: return "complete";
        case MessageStatus::Streaming: return "streaming";
        case MessageStatus::Interrupted: return "interrupted";
        case MessageStatus::Failed: return "failed";
        default: return "unsent";
    }
}

void append_member(std::string& json, std::string_view name, std::string_view text) {
    json += json.back() == '{' ? "\"" : ",\"";
    json.append(name).append("\":");
    append_json_string(json, text);
}

std::string json_of(const Message& message) {
    std::string json = "{";
    append_member(json, "id", message.id.empty() ? message.client_id : message.id);
    append_member(json, "role", message.role == Role::Heidi ? "assistant" : "user");
    append_member(json, "text", message.text);
    append_member(json, "status", status_name(message.status));
    if (!message.quote.empty()) append_member(json, "quote", message.quote);
    if (message.sources.empty()) return json + '}';
    json += ",\"sources\":[";
    for (const Source& source : message.sources) {
        json += json.back() == '[' ? "{" : ",{";
        append_member(json, "title", source.title);
        append_member(json, "url", source.url);
        json += '}';
    }
    return json + "]}";
}

std::string text_of(const Message& message, bool markdown, NamesOnDemand& names) {
    // What the reader writes is shown as it was typed, and so it is told.
    if (markdown || message.role == Role::Reader) return message.text;
    return plain_text(names.document_from(message.text));
}

}  // namespace

std::string transcript_as(std::string_view format, const Chat& chat, const Words& words, NamesOnDemand& names) {
    std::string all;
    if (format == "json") {
        for (const Message& message : chat.messages) all += (all.empty() ? "[" : ",") + json_of(message);
        return all.empty() ? "[]" : all + ']';
    }
    const bool markdown = format == "markdown";
    for (const Message& message : chat.messages) {
        if (!all.empty()) all += "\n\n";
        const std::string who(speaker_of(message, words));
        all += markdown ? "**" + who + ":**\n\n" : who + ": ";
        if (!message.quote.empty()) all += quoted_lines(message.quote);
        all += text_of(message, markdown, names);
    }
    return all;
}

}  // namespace heidi
