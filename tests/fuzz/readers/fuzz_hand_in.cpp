// SPDX-License-Identifier: GPL-3.0-or-later
// What an unpacking program that was taken over may say: it is refused, or it keeps to the limits.
#include "files/hand_in_content.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    using namespace assize::files;
    for (const HandInLimits& limits : {HandInLimits(), limitsOfAll()}) {
        std::string_view bytes(reinterpret_cast<const char*>(data), size);
        const assize::Result<HandInContent> content = decodeContent(bytes, limits);
        if (!content)
            continue;
        if (content->files.size() > limits.files || !findCollision(content->files).empty())
            std::abort();
        const std::string_view read(reinterpret_cast<const char*>(data), size - bytes.size());
        if (encodeContent(*content).size() != read.size())
            std::abort();
    }
    return 0;
}
