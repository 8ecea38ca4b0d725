// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_writer.h"

#include "base/utf8.h"

#include <cstdint>

namespace assize::box {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

void appendEscaped(std::string& out, char c)
{
    switch (c) {
    case '"':
    case '\\':
        out += '\\';
        out += c;
        return;
    case '\n':
        out += "\\n";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    const auto byte = static_cast<unsigned char>(c);
    // DEL too: a terminal may show the result.
    if (byte >= 0x20 && byte != 0x7F) {
        out += c;
        return;
    }
    out += "\\u00";
    out += kHexDigits[byte >> 4];
    out += kHexDigits[byte & 15];
}

} // namespace

void JsonWriter::begin()
{
    if (m_afterKey) {
        m_afterKey = false;
        return;
    }
    if (m_depth == 0)
        return;
    m_text += m_first ? "\n" : ",\n";
    m_text.append(static_cast<std::size_t>(m_depth) * 2, ' ');
    m_first = false;
}

void JsonWriter::open(char bracket)
{
    begin();
    m_text += bracket;
    ++m_depth;
    m_first = true;
}

void JsonWriter::close(char bracket)
{
    --m_depth;
    if (!m_first) {
        m_text += '\n';
        m_text.append(static_cast<std::size_t>(m_depth) * 2, ' ');
    }
    m_text += bracket;
    m_first = false;
}

std::string JsonWriter::finish()
{
    close('}');
    m_text += '\n';
    return std::move(m_text);
}

void JsonWriter::key(std::string_view name)
{
    text(name);
    m_text += ": ";
    m_afterKey = true;
}

void JsonWriter::text(std::string_view bytes)
{
    begin();
    m_text += '"';
    for (const char c : toUtf8(bytes))
        appendEscaped(m_text, c);
    m_text += '"';
}

void JsonWriter::number(std::string_view digits)
{
    begin();
    m_text += digits;
}

void JsonWriter::bytes(const std::string& name, std::string_view value)
{
    key(name);
    text(value);
    if (isUtf8(value))
        return;
    key(name + "_base64");
    text(toBase64(value));
}

std::string toBase64(std::string_view bytes)
{
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = (group << 8) | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            out += i + k <= bytes.size() ? kDigits[(group >> (18 - 6 * k)) & 63] : '=';
    }
    return out;
}

} // namespace assize::box
