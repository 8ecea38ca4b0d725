// SPDX-License-Identifier: GPL-3.0-or-later
// How a file was written, by its bytes: line ends, marks, encoding.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace assize::files {

/// An empty file is plain text. Where `zeros` is set the file is no text, and the rest says nothing.
struct TextFacts
{
    /// The mark that the file begins with, or how it is written throughout.
    enum class Encoding {
        Bytes,    ///< no mark: ASCII, UTF-8 or any other
        Utf8Mark, ///< EF BB BF
        Utf16,    ///< FF FE or FE FF, or letters with a zero byte each
    };
    std::uint64_t size = 0;
    Encoding encoding = Encoding::Bytes;
    bool windowsLines = false; ///< some line ends with \r\n
    bool unixLines = false;    ///< some line ends with \n alone
    bool loneReturns = false;  ///< some \r stands before no \n: old Mac line ends, or part of a line
    bool zeros = false;        ///< zero bytes
    bool notUtf8 = false;      ///< bytes that are no UTF-8, such as Latin-1
    bool lastLineEnds = true;  ///< with \n or \r
};

/// Looks at a file block by block, at about the speed at which memory is read. One thread.
class TextLook
{
public:
    void add(std::string_view block);
    /// Of everything added; called once, at the end.
    TextFacts finish();

private:
    void lookAtBeginning(std::string_view block);
    void lookAtLines(std::string_view block);
    void lookAtEncoding(std::string_view block);

    TextFacts m_facts;
    char m_last = '\n';
    /// The beginning of a character that the last block cuts.
    std::array<char, 3> m_cut{};
    std::size_t m_cutSize = 0;
};

/// Of bytes that are in memory as a whole.
TextFacts textFactsOf(std::string_view bytes);

} // namespace assize::files
