// SPDX-License-Identifier: GPL-3.0-or-later
#include "styled_line.h"

#include "report/text.h"

namespace assize::cli {

std::string_view styleOf(model::Verdict verdict, ColorMode colors)
{
    struct Style
    {
        model::Verdict verdict;
        std::string_view sixteen;
        std::string_view many;
    };
    // Green and orange differ in brightness too: not everybody sees the hue.
    static constexpr Style kStyles[] = {
        {model::Verdict::AC, "32", "38;5;71"},   {model::Verdict::PA, "36", "38;5;80"},
        {model::Verdict::WA, "31", "38;5;203"},  {model::Verdict::PE, "31", "38;5;203"},
        {model::Verdict::TLE, "33", "38;5;221"}, {model::Verdict::MLE, "35", "38;5;141"},
        {model::Verdict::OLE, "33", "38;5;180"}, {model::Verdict::RTE, "35", "38;5;177"},
        {model::Verdict::SV, "35", "38;5;201"},  {model::Verdict::CE, "90", "38;5;245"},
        {model::Verdict::JE, "7", "7"},
    };
    if (colors == ColorMode::None)
        return {};
    for (const Style& style : kStyles) {
        if (style.verdict == verdict)
            return colors == ColorMode::Many ? style.many : style.sixteen;
    }
    return {};
}

void StyledLine::change(std::string_view style)
{
    if (m_colors == ColorMode::None || style == m_style)
        return;
    if (!m_style.empty())
        m_text += "\x1b[0m";
    if (!style.empty())
        m_text += "\x1b[" + std::string(style) + "m";
    m_style = style;
}

StyledLine& StyledLine::add(std::string_view text, std::string_view style)
{
    if (text.empty())
        return *this;
    change(style);
    m_text += text;
    m_width += report::displayWidth(text);
    return *this;
}

StyledLine& StyledLine::fillTo(int column)
{
    if (column > m_width)
        add(std::string(static_cast<std::size_t>(column - m_width), ' '));
    return *this;
}

std::string StyledLine::take()
{
    change({});
    m_text.erase(m_text.find_last_not_of(' ') + 1);
    return std::move(m_text);
}

} // namespace assize::cli
