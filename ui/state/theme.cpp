// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/theme.h"

#include <cmath>

namespace assize::ui {
namespace {

const QColor kBlack(0x00, 0x00, 0x00);
const QColor kWhite(0xff, 0xff, 0xff);

QColor mix(const QColor& a, const QColor& b, double shareOfB)
{
    const auto channel = [shareOfB](int x, int y) {
        return static_cast<int>(std::lround(x + (y - x) * shareOfB));
    };
    return QColor(channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue()));
}

double luminance(const QColor& color)
{
    const auto linear = [](double v) {
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QPalette makePalette(const QColor& window, const QColor& base, const QColor& alternate, const QColor& button,
                     const QColor& text, const QColor& accent, const QColor& link, const QColor& disabled)
{
    QPalette palette(text, button, button.lighter(150), button.darker(180), button.darker(140), text, kWhite,
                     base, window);
    palette.setColor(QPalette::AlternateBase, alternate);
    palette.setColor(QPalette::ToolTipBase, base);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::PlaceholderText, disabled);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, kWhite);
    palette.setColor(QPalette::Link, link);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, mix(window, text, 0.25));
    return palette;
}

} // namespace

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

MarkColors markColors(Mark mark, bool dark)
{
    switch (mark) {
    case Mark::AC:
        return {QColor(0x00, 0x9e, 0x73), kBlack, Qt::transparent};
    case Mark::PA:
        return {QColor(0x56, 0xb4, 0xe9), kBlack, Qt::transparent};
    case Mark::WA:
        return {QColor(0xd5, 0x5e, 0x00), kBlack, Qt::transparent};
    case Mark::PE:
        return {QColor(0xf2, 0xa9, 0x8a), kBlack, Qt::transparent};
    case Mark::TLE:
        return {QColor(0xf0, 0xc0, 0x00), kBlack, Qt::transparent};
    case Mark::MLE:
        return {QColor(0xcc, 0x79, 0xa7), kBlack, Qt::transparent};
    case Mark::OLE:
        return {QColor(0x8a, 0x5a, 0x2b), kWhite, Qt::transparent};
    case Mark::RTE:
        return dark ? MarkColors{QColor(0x94, 0x49, 0xb0), kWhite, Qt::transparent}
                    : MarkColors{QColor(0x7b, 0x32, 0x94), kWhite, Qt::transparent};
    case Mark::SV:
        return {QColor(0xa3, 0x10, 0x20), kWhite, Qt::transparent};
    case Mark::CE:
        return dark ? MarkColors{QColor(0x9a, 0x9a, 0x9a), kBlack, Qt::transparent}
                    : MarkColors{QColor(0x59, 0x59, 0x59), kWhite, Qt::transparent};
    case Mark::JE:
        return dark ? MarkColors{kWhite, kBlack, QColor(0xd5, 0x5e, 0x00)}
                    : MarkColors{kBlack, kWhite, QColor(0xd5, 0x5e, 0x00)};
    case Mark::Running:
        return dark
                   ? MarkColors{QColor(0x1f, 0x3a, 0x5c), QColor(0x9c, 0xcb, 0xff), QColor(0x5c, 0x9d, 0xe6)}
                   : MarkColors{QColor(0xdc, 0xeb, 0xfb), QColor(0x0b, 0x4f, 0x94), QColor(0x2b, 0x7a, 0xc9)};
    case Mark::Skipped:
        return dark ? MarkColors{QColor(0x45, 0x48, 0x4d), QColor(0xe6, 0xe6, 0xe6), Qt::transparent}
                    : MarkColors{QColor(0xd9, 0xd9, 0xd9), kBlack, Qt::transparent};
    case Mark::NoToolchain:
    case Mark::Unjudged:
        return dark ? MarkColors{QColor(0x24, 0x26, 0x29), QColor(0xe6, 0xe6, 0xe6), QColor(0xb0, 0xb0, 0xb0)}
                    : MarkColors{kWhite, QColor(0x33, 0x33, 0x33), QColor(0x59, 0x59, 0x59)};
    case Mark::Waiting:
    case Mark::None:
        break;
    }
    return dark ? MarkColors{Qt::transparent, QColor(0xb4, 0xb8, 0xbe), QColor(0x5a, 0x5f, 0x66)}
                : MarkColors{Qt::transparent, QColor(0x5a, 0x60, 0x68), QColor(0xb4, 0xb9, 0xc0)};
}

QColor cellTint(Mark mark, const QPalette& palette)
{
    const QColor base = palette.color(QPalette::Base);
    if (!isVerdict(mark))
        return base;
    const bool dark = isDark(palette);
    return mix(base, markColors(mark, dark).fill, dark ? 0.17 : 0.13);
}

QColor mutedText(const QPalette& palette)
{
    return mix(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.72);
}

QColor gridLine(const QPalette& palette)
{
    return mix(palette.color(QPalette::Base), palette.color(QPalette::Text), isDark(palette) ? 0.16 : 0.12);
}

double contrast(const QColor& a, const QColor& b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QPalette lightPalette()
{
    return makePalette(QColor(0xf3, 0xf4, 0xf6), kWhite, QColor(0xf7, 0xf8, 0xfa), QColor(0xf3, 0xf4, 0xf6),
                       QColor(0x1c, 0x1f, 0x23), QColor(0x1f, 0x66, 0xb3), QColor(0x1a, 0x5a, 0xa6),
                       QColor(0x73, 0x78, 0x80));
}

QPalette darkPalette()
{
    return makePalette(QColor(0x23, 0x25, 0x29), QColor(0x1b, 0x1d, 0x20), QColor(0x20, 0x22, 0x26),
                       QColor(0x2c, 0x2f, 0x34), QColor(0xe8, 0xea, 0xed), QColor(0x2f, 0x74, 0xc0),
                       QColor(0x7d, 0xb7, 0xf5), QColor(0x8d, 0x93, 0x9b));
}

} // namespace assize::ui
