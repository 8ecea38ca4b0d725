// SPDX-License-Identifier: GPL-3.0-or-later
// A line of a terminal that knows how wide it is, with colours where they are wanted.
#pragma once

#include "verify_text.h"

#include "model/verdict.h"

#include <string>
#include <string_view>

namespace assize::cli {

/// The SGR codes of a verdict; empty without colours.
std::string_view styleOf(model::Verdict verdict, ColorMode colors);

class StyledLine
{
public:
    explicit StyledLine(ColorMode colors) : m_colors(colors) {}

    /// `text` is safe UTF-8; `style` holds SGR codes, such as "1;31".
    StyledLine& add(std::string_view text, std::string_view style = {});
    StyledLine& add(std::string_view text, model::Verdict verdict)
    {
        return add(text, styleOf(verdict, m_colors));
    }
    /// Spaces up to this column.
    StyledLine& fillTo(int column);
    int width() const { return m_width; }
    bool isBlank() const { return m_text.find_first_not_of(' ') == std::string::npos; }
    /// Without the spaces at the end.
    std::string take();

private:
    void change(std::string_view style);

    ColorMode m_colors;
    std::string m_text;
    std::string m_style;
    int m_width = 0;
};

} // namespace assize::cli
