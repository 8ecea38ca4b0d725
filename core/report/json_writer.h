// SPDX-License-Identifier: GPL-3.0-or-later
// Writes JSON from beginning to end. Private to core/report. (A document library would hold a million runs in
// memory twice, and writes decimals through double: 0.1 % of them not in their shortest form.)
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assize::report {

class JsonWriter
{
public:
    enum class Style { Lines, Inline }; ///< each element on its own line, or all on one

    void beginObject(Style style = Style::Lines) { begin('{', '}', style); }
    void beginArray(Style style = Style::Lines) { begin('[', ']', style); }
    void end();

    void key(std::string_view name);

    /// Bytes; those that are not UTF-8 become U+FFFD.
    void string(std::string_view bytes);
    /// `text` must be a JSON number.
    void number(std::string_view text) { raw(text); }
    void number(long long value) { raw(std::to_string(value)); }
    void boolean(bool value) { raw(value ? "true" : "false"); }
    void null() { raw("null"); }

    /// key and string; and <key>_base64 beside it where `bytes` are not UTF-8.
    void nameMember(std::string_view name, std::string_view bytes);
    void stringMember(std::string_view name, std::string_view bytes);
    void numberMember(std::string_view name, std::string_view text);
    void numberMember(std::string_view name, long long value);
    void booleanMember(std::string_view name, bool value);
    void nullMember(std::string_view name);

    /// The document, when everything that was begun has been ended.
    std::string take();

private:
    struct Level
    {
        char close;
        bool lines;
        bool empty;
    };
    void begin(char open, char close, Style style);
    void raw(std::string_view text);
    void separate();
    void newLine();

    std::string m_text;
    std::vector<Level> m_levels;
    bool m_afterKey = false;
};

} // namespace assize::report
