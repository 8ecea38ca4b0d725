// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the system call filters as a C++ header, so that assize-box carries them without libseccomp:
// make_filter OUT
//
// The key of a box is not known yet. The instructions that depend on it are found by making the filter for
// different keys: the places where they differ hold the lower or the upper half of the key.
#include "rules.h"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using Filter = std::vector<sock_filter>;

std::uint32_t lowerHalf(std::uint64_t key)
{
    return static_cast<std::uint32_t>(key);
}

std::uint32_t upperHalf(std::uint64_t key)
{
    return static_cast<std::uint32_t>(key >> 32);
}

[[noreturn]] void fail(const char* why)
{
    std::fprintf(stderr, "make_filter: %s\n", why);
    std::exit(1);
}

struct Places
{
    std::vector<std::size_t> lower;
    std::vector<std::size_t> upper;
};

bool sameButForKey(const sock_filter& a, const sock_filter& b)
{
    return a.code == b.code && a.jt == b.jt && a.jf == b.jf;
}

Places placesOfKey(const Filter& a, std::uint64_t keyA, const Filter& b, std::uint64_t keyB)
{
    Places places;
    if (a.size() != b.size())
        fail("the length of the filter depends on the key");
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!sameButForKey(a[i], b[i]))
            fail("the shape of the filter depends on the key");
        if (a[i].k == b[i].k)
            continue;
        if (a[i].k == lowerHalf(keyA) && b[i].k == lowerHalf(keyB))
            places.lower.push_back(i);
        else if (a[i].k == upperHalf(keyA) && b[i].k == upperHalf(keyB))
            places.upper.push_back(i);
        else
            fail("the filter holds something made from the key");
    }
    if (places.lower.empty() || places.upper.empty())
        fail("the filter does not look at the key");
    return places;
}

void writePlaces(std::FILE* out, const char* name, const std::vector<std::size_t>& places)
{
    std::fprintf(out, "inline constexpr unsigned short %s[] = {", name);
    for (const std::size_t place : places)
        std::fprintf(out, "%zu, ", place);
    std::fprintf(out, "};\n");
}

/// A filter in a namespace of its own.
void writeFilter(std::FILE* out, const char* name, bool memoryFiles)
{
    // Values that occur nowhere else, with the greater half once above and once below.
    constexpr std::uint64_t kKey = 0xA1B2C3D4'1A2B3C4D;
    constexpr std::uint64_t kOther = 0x5E6F7081'F5E6D7C8;
    const Filter filter = assize::box::makeFilter(kKey, memoryFiles);
    const Filter other = assize::box::makeFilter(kOther, memoryFiles);
    if (filter.empty() || filter.size() > BPF_MAXINSNS)
        fail("there is no filter, or it is too long for the kernel");
    const Places places = placesOfKey(filter, kKey, other, kOther);
    std::fprintf(out, "namespace %s {\ninline constexpr sock_filter kSteps[] = {\n", name);
    for (const sock_filter& step : filter)
        std::fprintf(out, "    {0x%02x, %u, %u, 0x%08x},\n", static_cast<unsigned>(step.code),
                     static_cast<unsigned>(step.jt), static_cast<unsigned>(step.jf), step.k);
    std::fprintf(out, "};\n");
    writePlaces(out, "kLowerHalfOfKey", places.lower);
    writePlaces(out, "kUpperHalfOfKey", places.upper);
    std::fprintf(out, "}\n");
}

bool writeHeader(const char* path)
{
    std::FILE* out = std::fopen(path, "w");
    if (!out)
        return false;
    std::fprintf(out, "// Made by make_filter.\n#pragma once\n#include <linux/filter.h>\n"
                      "namespace assize::box {\n");
    writeFilter(out, "with_memory_files", true);
    writeFilter(out, "without_memory_files", false);
    std::fprintf(out, "} // namespace assize::box\n");
    const bool written = std::ferror(out) == 0;
    return std::fclose(out) == 0 && written;
}

} // namespace

int main(int count, char** arguments)
{
    if (count != 2)
        fail("usage: make_filter OUT");
    if (!writeHeader(arguments[1]))
        fail("the header cannot be written");
    return 0;
}
