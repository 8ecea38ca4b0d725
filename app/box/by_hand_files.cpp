// SPDX-License-Identifier: GPL-3.0-or-later
#include "by_hand_files.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assize::box {

namespace {

/// A file to write, made or emptied; "-" is standard output.
Result<unique_fd> openForWriting(const std::string& path)
{
    unique_fd fd(path == "-" ? ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
                             : ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (!fd)
        return systemError("cannot write " + (path == "-" ? std::string("standard output") : path), errno);
    return fd;
}

Result<unique_fd> openFolder(const std::string& path)
{
    (void)::mkdir(path.c_str(), 0777); // if it fails, the next says why
    unique_fd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || ::faccessat(fd.get(), ".", W_OK | X_OK, AT_EACCESS) != 0)
        return systemError("cannot write to the folder " + path, errno);
    return fd;
}

Result<void> writeAll(int to, std::string_view bytes, const std::string& path)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(to, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return systemError("cannot write " + (path == "-" ? std::string("standard output") : path),
                               errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

/// The first `size` bytes of a file in memory.
Result<void> copy(int from, std::uint64_t size, int to, const std::string& path)
{
    std::array<char, 64 << 10> buffer;
    for (off_t offset = 0; static_cast<std::uint64_t>(offset) < size;) {
        const std::uint64_t left = size - static_cast<std::uint64_t>(offset);
        const ssize_t got =
            ::pread(from, buffer.data(), std::min<std::uint64_t>(left, buffer.size()), offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError("cannot read what is to become " + path, errno, ErrorKind::Internal);
        if (got == 0)
            break;
        if (Result<void> written = writeAll(to, {buffer.data(), static_cast<std::size_t>(got)}, path);
            !written)
            return written;
        offset += got;
    }
    return {};
}

} // namespace

std::string headOfFile(int fd, std::uint64_t size)
{
    std::string text(size, '\0');
    std::size_t filled = 0;
    while (filled < text.size()) {
        const ssize_t got =
            ::pread(fd, text.data() + filled, text.size() - filled, static_cast<off_t>(filled));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        filled += static_cast<std::size_t>(got);
    }
    text.resize(filled);
    return text;
}

Result<Destinations> Destinations::open(const ByHandOptions& options)
{
    Destinations destinations(options);
    struct Part
    {
        const std::string& path;
        unique_fd Destinations::*fd;
    };
    const std::string json = options.jsonFile.empty() ? "-" : options.jsonFile;
    for (const Part& part :
         {Part{options.outputFile, &Destinations::m_output}, Part{options.errorFile, &Destinations::m_error},
          Part{json, &Destinations::m_json}}) {
        if (part.path.empty())
            continue;
        Result<unique_fd> fd = openForWriting(part.path);
        if (!fd)
            return fd.error();
        destinations.*part.fd = std::move(*fd);
    }
    if (!options.collectTo.empty()) {
        Result<unique_fd> folder = openFolder(options.collectTo);
        if (!folder)
            return folder.error();
        destinations.m_folder = std::move(*folder);
    }
    return destinations;
}

Result<void> Destinations::writeCollected(const Outcome& outcome) const
{
    for (std::size_t i = 0; i < outcome.products.size(); ++i) {
        const sandbox::protocol::ReportedFile& file = outcome.report.collected[i];
        const std::string name(file.name);
        const std::string path = m_options->collectTo + "/" + name;
        if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos)
            return Error{ErrorKind::Internal, "the box sent a file that cannot be: " + name};
        // Not through a link or into a file that other programs have open: a new file in its place.
        (void)::unlinkat(m_folder.get(), name.c_str(), 0);
        const unique_fd to(::openat(m_folder.get(), name.c_str(),
                                    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                                    file.executable ? 0777 : 0666));
        if (!to)
            return systemError("cannot write " + path, errno);
        if (Result<void> done = copy(outcome.products[i].get(), file.size, to.get(), path); !done)
            return done;
    }
    return {};
}

Result<void> Destinations::write(const Outcome& outcome, int output) const
{
    if (m_output) {
        if (Result<void> done =
                copy(output, outcome.report.outputSize, m_output.get(), m_options->outputFile);
            !done)
            return done;
    }
    if (m_error) {
        if (Result<void> done = writeAll(m_error.get(), outcome.report.errorOutput, m_options->errorFile);
            !done)
            return done;
    }
    return writeCollected(outcome);
}

Result<void> Destinations::writeJson(std::string_view json) const
{
    return writeAll(m_json.get(), json, m_options->jsonFile.empty() ? "-" : m_options->jsonFile);
}

} // namespace assize::box
