// SPDX-License-Identifier: GPL-3.0-or-later
// Builds RAR archives of stored (not compressed) files for tests: no program of Debian writes them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace assize::test {

class RarBuilder
{
public:
    enum class Version { Rar4, Rar5 };

    explicit RarBuilder(Version version) : m_version(version)
    {
        if (version == Version::Rar4) {
            m_bytes = std::string("Rar!\x1A\x07\x00", 7);
            addBlock4(0x73, 0, std::string(6, '\0'), "");
        } else {
            m_bytes = std::string("Rar!\x1A\x07\x01\x00", 8);
            addBlock5(std::string("\x01\x00\x00", 3), ""); // main header
        }
    }

    RarBuilder& file(const std::string& name, std::string_view content, bool encrypted = false)
    {
        if (m_version == Version::Rar4) {
            const auto size = static_cast<std::uint32_t>(content.size());
            std::string fields = number(size, 4) + number(size, 4) + "\x03" + number(sumOf(content), 4) +
                                 number(0x5A3F'6000, 4) + "\x14\x30" + number(name.size(), 2) +
                                 number(0100644, 4) + name;
            addBlock4(0x74, encrypted ? 0x8004 : 0x8000, fields, content);
        } else {
            // Type 2, with data (flag 2); of the file: its sum (4); as Unix wrote it.
            std::string fields = std::string("\x02") + (encrypted ? "\x03" : "\x02");
            const std::string extra =
                encrypted ? std::string("\x31\x01\x00\x00\x0F", 5) + std::string(45, 'x') : "";
            if (encrypted)
                fields += variable(extra.size());
            fields += variable(content.size()) + "\x04" + variable(content.size()) + variable(0100644) +
                      number(sumOf(content) ^ (encrypted ? 1 : 0), 4) + std::string("\x00\x01", 2) +
                      variable(name.size()) + name;
            addBlock5(fields + extra, content);
        }
        return *this;
    }

    std::string bytes() const
    {
        RarBuilder ended = *this;
        if (m_version == Version::Rar4)
            ended.addBlock4(0x7B, 0x4000, "", "");
        else
            ended.addBlock5(std::string("\x05\x00\x00", 3), "");
        return ended.m_bytes;
    }

private:
    static std::uint32_t sumOf(std::string_view bytes)
    {
        std::uint32_t sum = 0xFFFFFFFF;
        for (const char c : bytes) {
            sum ^= static_cast<unsigned char>(c);
            for (int bit = 0; bit < 8; ++bit)
                sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xEDB88320 : 0);
        }
        return ~sum;
    }
    static std::string number(std::uint64_t value, int size)
    {
        std::string text;
        for (int i = 0; i < size; ++i)
            text += static_cast<char>((value >> (8 * i)) & 0xFF);
        return text;
    }
    static std::string variable(std::uint64_t value)
    {
        std::string text;
        for (; value >= 0x80; value >>= 7)
            text += static_cast<char>((value & 0x7F) | 0x80);
        return text + static_cast<char>(value);
    }
    void addBlock4(int type, unsigned flags, const std::string& fields, std::string_view data)
    {
        const std::string head = std::string(1, static_cast<char>(type)) + number(flags, 2) +
                                 number(7 + fields.size(), 2) + fields;
        m_bytes += number(sumOf(head) & 0xFFFF, 2) + head;
        m_bytes += data;
    }
    void addBlock5(const std::string& fields, std::string_view data)
    {
        const std::string head = variable(fields.size()) + fields;
        m_bytes += number(sumOf(head), 4) + head;
        m_bytes += data;
    }

    Version m_version;
    std::string m_bytes;
};

} // namespace assize::test
