// SPDX-License-Identifier: GPL-3.0-or-later
// Writes JSON, indented, for people and programs.
#pragma once

#include <string>
#include <string_view>

namespace assize::box {

/// A JSON document, an object. A key before each value but those of an array.
class JsonWriter
{
public:
    JsonWriter() { open('{'); }
    /// Ends the document and gives it, with a newline.
    std::string finish();

    void key(std::string_view name);
    void beginObject() { open('{'); }
    void endObject() { close('}'); }
    void beginArray() { open('['); }
    void endArray() { close(']'); }
    /// Bytes; bytes that are not UTF-8 become U+FFFD.
    void text(std::string_view bytes);
    /// Digits that are a JSON number.
    void number(std::string_view digits);
    void number(unsigned long long value) { number(std::to_string(value)); }
    void flag(bool value) { number(value ? "true" : "false"); }
    void null() { number("null"); }

    /// A member `name` of bytes, with a sibling `name`_base64 when they are not UTF-8.
    void bytes(const std::string& name, std::string_view value);

private:
    void open(char bracket);
    void close(char bracket);
    void begin();

    std::string m_text;
    int m_depth = 0;
    bool m_first = true; ///< nothing stands yet in the innermost object or array
    bool m_afterKey = false;
};

/// RFC 4648, with padding.
std::string toBase64(std::string_view bytes);

} // namespace assize::box
