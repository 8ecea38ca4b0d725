// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/json_writer.h"

#include "base/utf8.h"

#include <array>
#include <cassert>
#include <cstdint>

namespace assize::report {
namespace {

std::string base64(std::string_view bytes)
{
    static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k)
            bits = bits << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= count ? kDigits[bits >> (18 - 6 * k) & 63U] : '=';
    }
    return text;
}

void appendEscaped(std::string_view utf8, std::string& text)
{
    static constexpr char kHex[] = "0123456789abcdef";
    for (char c : utf8) {
        switch (c) {
        case '"':
            text += "\\\"";
            break;
        case '\\':
            text += "\\\\";
            break;
        case '\n':
            text += "\\n";
            break;
        case '\r':
            text += "\\r";
            break;
        case '\t':
            text += "\\t";
            break;
        default:
            if (const auto value = static_cast<unsigned char>(c); value < 0x20 || value == 0x7F) {
                text += "\\u00";
                text += kHex[value >> 4];
                text += kHex[value & 15];
            } else {
                text += c;
            }
        }
    }
}

} // namespace

void JsonWriter::newLine()
{
    m_text += '\n';
    m_text.append(2 * m_levels.size(), ' ');
}

void JsonWriter::separate()
{
    if (m_afterKey) {
        m_afterKey = false;
        return;
    }
    if (m_levels.empty())
        return;
    Level& level = m_levels.back();
    if (!level.empty)
        m_text += level.lines ? "," : ", ";
    level.empty = false;
    if (level.lines)
        newLine();
}

void JsonWriter::begin(char open, char close, Style style)
{
    separate();
    m_text += open;
    const bool outerLines = m_levels.empty() || m_levels.back().lines;
    m_levels.push_back({close, outerLines && style == Style::Lines, true});
}

void JsonWriter::end()
{
    assert(!m_levels.empty());
    const Level level = m_levels.back();
    m_levels.pop_back();
    if (level.lines && !level.empty)
        newLine();
    m_text += level.close;
}

void JsonWriter::key(std::string_view name)
{
    string(name);
    m_text += ": ";
    m_afterKey = true;
}

void JsonWriter::raw(std::string_view text)
{
    separate();
    m_text += text;
}

void JsonWriter::string(std::string_view bytes)
{
    separate();
    m_text += '"';
    if (isUtf8(bytes))
        appendEscaped(bytes, m_text);
    else
        appendEscaped(toUtf8(bytes), m_text);
    m_text += '"';
}

void JsonWriter::nameMember(std::string_view name, std::string_view bytes)
{
    stringMember(name, bytes);
    if (!isUtf8(bytes))
        stringMember(std::string(name) + "_base64", base64(bytes));
}

void JsonWriter::stringMember(std::string_view name, std::string_view bytes)
{
    key(name);
    string(bytes);
}

void JsonWriter::numberMember(std::string_view name, std::string_view text)
{
    key(name);
    number(text);
}

void JsonWriter::numberMember(std::string_view name, long long value)
{
    key(name);
    number(value);
}

void JsonWriter::booleanMember(std::string_view name, bool value)
{
    key(name);
    boolean(value);
}

void JsonWriter::nullMember(std::string_view name)
{
    key(name);
    null();
}

std::string JsonWriter::take()
{
    assert(m_levels.empty());
    m_text += '\n';
    return std::move(m_text);
}

} // namespace assize::report
