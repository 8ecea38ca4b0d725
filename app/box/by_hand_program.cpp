// SPDX-License-Identifier: GPL-3.0-or-later
#include "by_hand_program.h"

#include "program.h"
#include "root.h"
#include "sandbox/protocol/messages.h"
#include "sandbox/protocol/sealed_copy.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assize::box {

namespace {

constexpr std::string_view kWorkFolder = "/work/";

Error unusable(const std::string& what, std::string_view why)
{
    return {ErrorKind::InvalidInput, what + " " + std::string(why)};
}

/// A regular file, opened for reading; `mode` is set to its permissions.
Result<unique_fd> openRegular(const std::string& path, mode_t& mode)
{
    unique_fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd)
        return systemError("cannot open " + path, errno);
    struct stat info
    {
    };
    if (::fstat(fd.get(), &info) != 0)
        return systemError("cannot look at " + path, errno);
    if (!S_ISREG(info.st_mode))
        return unusable(path, S_ISDIR(info.st_mode) ? "is a folder, not a file" : "is not a regular file");
    mode = info.st_mode;
    return fd;
}

bool isProgram(const std::string& path)
{
    struct stat info
    {
    };
    return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

/// The bytes of `fd`, which may be a pipe, until its end, in a file in memory.
Result<unique_fd> readAll(int fd, const std::string& name)
{
    unique_fd copy(::memfd_create("input", MFD_CLOEXEC));
    if (!copy)
        return systemError("cannot make a file in memory", errno, ErrorKind::Internal);
    std::array<char, 64 << 10> buffer;
    for (;;) {
        const ssize_t got = ::read(fd, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError("cannot read " + name, errno);
        if (got == 0)
            return copy;
        if (::write(copy.get(), buffer.data(), static_cast<std::size_t>(got)) != got)
            return systemError("cannot keep " + name + " in memory", errno, ErrorKind::Internal);
    }
}

Result<unique_fd> openInput(const ByHandOptions& options)
{
    if (options.input.empty())
        return unique_fd();
    const bool own = options.input == "-";
    const std::string name = own ? "standard input" : options.input;
    unique_fd fd(own ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                     : ::open(options.input.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd)
        return systemError("cannot open " + name, errno);
    // Not a copy of the file at once: it may be a pipe, or we are given it from its middle.
    Result<unique_fd> content = readAll(fd.get(), name);
    if (!content)
        return content;
    Result<unique_fd> sealed = sandbox::protocol::sealedCopy(content->get());
    return sealed ? sandbox::protocol::openForProgram(sealed->get(), true) : std::move(sealed);
}

Result<void> openFiles(const ByHandOptions& options, Inputs& inputs)
{
    for (const FileToPlace& file : options.files) {
        mode_t mode = 0;
        Result<unique_fd> fd = openRegular(file.path, mode);
        if (!fd)
            return fd.error().context("--file");
        inputs.files.push_back({file.name, std::move(*fd), (mode & 0111) != 0});
    }
    return {};
}

/// A name without a slash: where the box will find it, or an error with the path to write instead.
Result<void> findInPath(Inputs& inputs, const std::string& name)
{
    bool elsewhere = false;
    for (std::string_view folders = kPath; !folders.empty();) {
        const std::size_t end = folders.find(':');
        const std::string path = std::string(folders.substr(0, end)) + "/" + name;
        folders.remove_prefix(end == std::string_view::npos ? folders.size() : end + 1);
        if (!isProgram(path))
            continue;
        const std::unique_ptr<char, decltype(&::free)> real(::realpath(path.c_str(), nullptr), &::free);
        if (real && isShownInBoxes(real.get())) {
            inputs.program = name;
            return {};
        }
        elsewhere = true;
    }
    std::string why = "is not in the PATH of the sandbox, which is " + std::string(kPath);
    if (elsewhere)
        why = "leads out of the folders that the sandbox shows; give the path of the file itself";
    else if (isProgram(name))
        why += "; the one in this folder is ./" + name;
    return unusable(name, why);
}

/// A script is started from the work folder: its interpreter must find it by a path.
Result<void> placeScript(Inputs& inputs, const std::string& path, unique_fd fd)
{
    const std::string name = path.substr(path.rfind('/') + 1);
    const auto hasName = [&name](const OpenedFile& file) { return file.name == name; };
    if (std::any_of(inputs.files.begin(), inputs.files.end(), hasName))
        return unusable(path, "is a script and would be placed as " + name +
                                  ", as one of --file is; to start that one, "
                                  "write " +
                                  std::string(kWorkFolder) + name);
    inputs.program = "./" + name;
    inputs.files.push_back({name, std::move(fd), true});
    return {};
}

Result<void> takeFromMachine(Inputs& inputs, const std::string& path)
{
    const std::unique_ptr<char, decltype(&::free)> real(::realpath(path.c_str(), nullptr), &::free);
    if (!real)
        return systemError("cannot find the program " + path, errno);
    mode_t mode = 0;
    if (isShownInBoxes(real.get())) {
        if (!isProgram(real.get()))
            return unusable(path, "is not an executable file");
        // By the name that was given where that leads there in the box, too: some programs look at it.
        inputs.program = isShownInBoxes(path) ? path : std::string(real.get());
        return {};
    }
    Result<unique_fd> fd = openRegular(real.get(), mode);
    if (!fd)
        return fd.error().context("the program");
    if (!isProgram(real.get()))
        return unusable(path, "is not executable; chmod +x makes it so");
    char start[2] = {};
    if (::pread(fd->get(), start, sizeof start, 0) == sizeof start && start[0] == '#' && start[1] == '!')
        return placeScript(inputs, real.get(), std::move(*fd));
    Result<unique_fd> sealed = sandbox::protocol::sealedCopy(fd->get());
    Result<unique_fd> opened =
        sealed ? sandbox::protocol::openForProgram(sealed->get(), true) : std::move(sealed);
    if (!opened)
        return opened.error().context(path);
    inputs.program = path;
    inputs.executable = std::move(*opened);
    return {};
}

Result<void> findProgram(Inputs& inputs, const std::string& given)
{
    if (given.starts_with(kWorkFolder)) {
        const std::string name = given.substr(kWorkFolder.size());
        for (const OpenedFile& file : inputs.files) {
            if (file.name != name)
                continue;
            if (!file.executable)
                return unusable(given, "is not executable; --file takes that over from the file");
            inputs.program = "./" + name;
            return {};
        }
    }
    return given.find('/') == std::string::npos ? findInPath(inputs, given) : takeFromMachine(inputs, given);
}

} // namespace

Result<Inputs> openInputs(const ByHandOptions& options)
{
    Inputs inputs;
    if (Result<void> opened = openFiles(options, inputs); !opened)
        return opened.error();
    if (Result<void> found = findProgram(inputs, options.arguments.front()); !found)
        return found.error();
    Result<unique_fd> input = openInput(options);
    if (!input)
        return input.error().context("--input");
    inputs.input = std::move(*input);
    return inputs;
}

} // namespace assize::box
