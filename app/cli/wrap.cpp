// SPDX-License-Identifier: GPL-3.0-or-later
#include "wrap.h"

#include "base/utf8.h"
#include "report/text.h"

#include <algorithm>
#include <sys/ioctl.h>
#include <unistd.h>

namespace assize::cli {
namespace {

/// Appends one line of the text, which may become several.
void wrapLine(std::string_view rest, int width, int indent, std::string& result)
{
    int used = 0;
    bool hasWord = false;
    while (!rest.empty()) {
        const std::size_t begin = std::min(rest.find_first_not_of(' '), rest.size());
        const std::size_t end = std::min(rest.find(' ', begin), rest.size());
        const std::string_view blanks = rest.substr(0, begin);
        const std::string_view word = rest.substr(begin, end - begin);
        const int wordWidth = report::displayWidth(word);
        rest.remove_prefix(end);
        if (hasWord && used + static_cast<int>(blanks.size()) + wordWidth > width) {
            result += '\n';
            result.append(static_cast<std::size_t>(indent), ' ');
            used = indent;
        } else {
            result += blanks;
            used += static_cast<int>(blanks.size());
        }
        result += word;
        used += wordWidth;
        hasWord = true;
    }
}

} // namespace

std::string wrapped(std::string_view text, int width, int indent)
{
    if (width <= 0)
        return std::string(text);
    // A terminal that is narrower than the indentation still gets words.
    indent = std::min(indent, width / 2);
    std::string result;
    for (bool first = true; first || !text.empty(); first = false) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (!first)
            result += '\n';
        wrapLine(text.substr(0, end), width, indent, result);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

std::string indentedLines(std::string_view bytes, int indent)
{
    std::string text;
    for (const char c : toPrintable(bytes.substr(0, bytes.find_last_not_of(" \t\r\n") + 1))) {
        text += c;
        if (c == '\n')
            text.append(static_cast<std::size_t>(indent), ' ');
    }
    return text;
}

int terminalColumns(int fd)
{
    winsize size = {};
    return ::isatty(fd) == 1 && ::ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

} // namespace assize::cli
