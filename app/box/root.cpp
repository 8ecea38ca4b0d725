// SPDX-License-Identifier: GPL-3.0-or-later
#include "root.h"

#include "system.h"

#include "base/temporary_folder.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace assize::box {

namespace {

/// Folders of tools; a symbolic link among them (merged /usr) is repeated as a link.
constexpr std::array kToolFolders = {"usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32"};

/// Folders of /etc and /var that compilers and runtimes read: where Debian's tools point to.
constexpr std::array kEtcFolders = {"alternatives", "java-*", "mono", "python3*", "pypy*", "ghc*", "fonts"};
constexpr std::array kOtherFolders = {"etc/ssl/certs", "var/lib/ghc"};
/// Files that are copied, since a copy is simpler than a mount.
constexpr std::array kEtcFiles = {"ld.so.cache", "ld.so.conf", "localtime",   "timezone",
                                  "fpc*.cfg",    "mime.types", "locale.alias"};
constexpr std::array kDevices = {"null", "zero", "full", "random", "urandom"};

constexpr const char* kBase = "/tmp"; ///< covered by the new root while it is built

bool isFolder(const std::string& path)
{
    struct stat info
    {
    };
    return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

Attempt<> makeFolders(const std::string& path)
{
    for (std::size_t slash = path.find('/');; slash = path.find('/', slash + 1)) {
        if (::mkdir(path.substr(0, slash).c_str(), 0755) != 0 && errno != EEXIST)
            return failed(Step::MakeFolder, path);
        if (slash == std::string::npos)
            return {};
    }
}

Attempt<> makeFile(const std::string& path, std::string_view content)
{
    const unique_fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    if (!fd || ::write(fd.get(), content.data(), content.size()) != static_cast<ssize_t>(content.size()))
        return failed(Step::MakeFile, path);
    return {};
}

/// Makes the mount at `target` read-only, with everything that is mounted below it.
Attempt<> protectMount(const std::string& target, std::uint64_t attributes)
{
    mount_attr change{};
    change.attr_set = attributes;
    if (::mount_setattr(AT_FDCWD, target.c_str(), AT_RECURSIVE, &change, sizeof change) == 0)
        return {};
    if (errno != ENOSYS)
        return failed(Step::Protect, target);
    // Before Linux 5.12: one mount at a time, keeping the flags that a user namespace may not drop.
    struct statvfs flags
    {
    };
    if (::statvfs(target.c_str(), &flags) != 0)
        return failed(Step::LookAt, target);
    unsigned long all =
        MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | (flags.f_flag & (MS_NOEXEC | MS_NODEV));
    if (attributes & MOUNT_ATTR_NODEV)
        all |= MS_NODEV;
    if (::mount(nullptr, target.c_str(), nullptr, all, nullptr) != 0)
        return failed(Step::Protect, target);
    return {};
}

Attempt<> bindFolder(const std::string& name)
{
    if (Attempt<> made = makeFolders(name); !made)
        return made;
    if (::mount(("/" + name).c_str(), name.c_str(), nullptr, MS_BIND | MS_REC, nullptr) != 0)
        return failed(Step::Bind, name);
    return protectMount(name, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
}

Attempt<> addTools()
{
    for (const std::string name : kToolFolders) {
        const std::string path = "/" + name;
        std::array<char, 256> target{};
        const ssize_t length = ::readlink(path.c_str(), target.data(), target.size() - 1);
        if (length > 0) {
            if (::symlink(target.data(), name.c_str()) != 0)
                return failed(Step::Link, name);
        } else if (isFolder(path)) {
            if (Attempt<> bound = bindFolder(name); !bound)
                return bound;
        }
    }
    return {};
}

/// Copies a small file of /etc; a file that cannot be read is left out, as programs do without it.
Attempt<> copyEtcFile(const std::string& name)
{
    const unique_fd from(::open(("/etc/" + name).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info
    {
    };
    if (!from || ::fstat(from.get(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_size > (4 << 20))
        return {};
    std::string content(static_cast<std::size_t>(info.st_size), '\0');
    const ssize_t got = ::read(from.get(), content.data(), content.size());
    if (got < 0)
        return {};
    content.resize(static_cast<std::size_t>(got));
    return makeFile("etc/" + name, content);
}

Attempt<> addMatchingEtc(const std::string& name)
{
    for (const char* pattern : kEtcFiles) {
        if (::fnmatch(pattern, name.c_str(), 0) == 0)
            return copyEtcFile(name);
    }
    for (const char* pattern : kEtcFolders) {
        if (::fnmatch(pattern, name.c_str(), 0) == 0 && isFolder("/etc/" + name))
            return bindFolder("etc/" + name);
    }
    return {};
}

Attempt<> addEtc(unsigned uid, unsigned gid)
{
    if (Attempt<> made = makeFolders("etc"); !made)
        return made;
    const std::string user = std::to_string(uid);
    const std::string group = std::to_string(gid);
    const std::array<std::pair<const char*, std::string>, 4> own = {{
        {"etc/passwd", "root:x:0:0::/:/bin/sh\nassize:x:" + user + ":" + group + "::/tmp:/bin/sh\n"},
        {"etc/group", "root:x:0:\nassize:x:" + group + ":\n"},
        {"etc/hosts", "127.0.0.1 localhost\n"},
        {"etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n"},
    }};
    for (const auto& [path, content] : own) {
        if (Attempt<> made = makeFile(path, content); !made)
            return made;
    }
    DIR* folder = ::opendir("/etc");
    if (!folder)
        return failed(Step::ReadFolder, "/etc");
    Attempt<> added;
    while (const dirent* entry = ::readdir(folder)) {
        added = addMatchingEtc(entry->d_name);
        if (!added)
            break;
    }
    ::closedir(folder);
    if (!added)
        return added;
    for (const std::string name : kOtherFolders) {
        if (isFolder("/" + name)) {
            if (Attempt<> bound = bindFolder(name); !bound)
                return bound;
        }
    }
    return {};
}

Attempt<> addDevices(bool memoryFiles)
{
    if (Attempt<> made = makeFolders("dev/shm"); !made)
        return made;
    for (const std::string name : kDevices) {
        if (name == "zero" && !memoryFiles)
            continue;
        const std::string path = "dev/" + name;
        if (Attempt<> made = makeFile(path, {}); !made)
            return made;
        if (::mount(("/" + path).c_str(), path.c_str(), nullptr, MS_BIND, nullptr) != 0)
            return failed(Step::Bind, path);
        if (Attempt<> bound = protectMount(path, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC);
            !bound)
            return bound;
    }
    constexpr std::array<std::array<const char*, 2>, 4> kLinks = {
        {{"/proc/self/fd", "dev/fd"}, {"fd/0", "dev/stdin"}, {"fd/1", "dev/stdout"}, {"fd/2", "dev/stderr"}}};
    for (const auto& [target, path] : kLinks) {
        if (::symlink(target, path) != 0)
            return failed(Step::Link, path);
    }
    return {};
}

/// /proc of the box's own pid namespace, twice: writable for the box, covered by a read-only /proc for
/// programs.
Attempt<> addProcesses(Root& root)
{
    if (Attempt<> made = makeFolders("proc"); !made)
        return made;
    constexpr unsigned long kFlags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
    // "ptraceable" (since Linux 5.8) hides the box also from programs of group 0, "2" not.
    if (::mount("proc", "proc", "proc", kFlags, "hidepid=ptraceable") != 0 &&
        ::mount("proc", "proc", "proc", kFlags, "hidepid=2") != 0) {
        root.notes += "no /proc in boxes (mount: " + std::string(strerrorname_np(errno)) +
                      "): Java and some other runtimes may not start\n";
        return {};
    }
    root.processes = unique_fd(::open("proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root.processes)
        return failed(Step::OpenProcesses);
    root.lastNumber = unique_fd(::open("proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC));
    if (::mount("proc", "proc", nullptr, MS_BIND, nullptr) != 0)
        return failed(Step::Bind, "proc");
    return protectMount("proc", MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC);
}

Attempt<unique_fd> makeScratchFolder(const char* path, const char* target)
{
    if (::mkdir(path, 0755) != 0 || ::chmod(path, 01777) != 0)
        return failed(Step::MakeWritable, target);
    unique_fd fd(::open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || ::mount(path, target, nullptr, MS_BIND, nullptr) != 0)
        return failed(Step::Bind, target);
    return fd;
}

/// A single tmpfs for everything a program may write, so that one size limits it and one look tells whether
/// it is empty.
Attempt<> addScratch(Root& root)
{
    for (const char* name : {"work", "tmp"}) {
        if (Attempt<> made = makeFolders(name); !made)
            return made;
    }
    if (::mount("scratch", "tmp", "tmpfs", MS_NOSUID | MS_NODEV, "size=64m,nr_inodes=65536,mode=711") != 0)
        return failed(Step::MountWorkArea);
    root.resize = unique_fd(::fspick(AT_FDCWD, "tmp", FSPICK_CLOEXEC));
    root.scratch = unique_fd(::open("tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root.scratch)
        return failed(Step::OpenWorkArea);
    struct Part
    {
        const char* path;
        const char* target;
        unique_fd Root::*fd;
    };
    // /tmp last: it covers the place where the tmpfs itself is mounted.
    for (const Part& part : {Part{"tmp/work", "work", &Root::work}, Part{"tmp/shm", "dev/shm", &Root::shared},
                             Part{"tmp/tmp", "tmp", &Root::temporary}}) {
        Attempt<unique_fd> fd = makeScratchFolder(part.path, part.target);
        if (!fd)
            return fd.failure();
        root.*part.fd = std::move(*fd);
    }
    return {};
}

Attempt<> enter(Root& root)
{
    if (::syscall(SYS_pivot_root, ".", ".") == 0) {
        if (::umount2(".", MNT_DETACH) != 0)
            return failed(Step::LeaveOldRoot);
    } else if (errno == EINVAL) {
        // The current root is no mount point: we are in a chroot. Cover it instead.
        if (::mount(".", "/", nullptr, MS_MOVE, nullptr) != 0 || ::chroot(".") != 0)
            return failed(Step::EnterFolder, "the root of the box");
        root.notes +=
            "boxes are a chroot in a chroot, as the root folder of this system is not a mount point\n";
    } else {
        return failed(Step::PivotRoot);
    }
    if (::chdir("/") != 0)
        return failed(Step::EnterFolder, "the root of the box");
    mount_attr change{};
    change.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;
    if (::mount_setattr(AT_FDCWD, "/", 0, &change, sizeof change) != 0 &&
        ::mount(nullptr, "/", nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, nullptr) != 0)
        return failed(Step::Protect, "the root");
    if (::chdir("/work") != 0)
        return failed(Step::EnterFolder, "/work");
    return {};
}

} // namespace

bool isShownInBoxes(std::string_view path)
{
    if (!path.starts_with('/') || path.find("/..") != std::string_view::npos)
        return false;
    path.remove_prefix(1);
    return std::any_of(kToolFolders.begin(), kToolFolders.end(), [path](std::string_view folder) {
        return path.starts_with(folder) && path.substr(folder.size()).starts_with('/');
    });
}

Attempt<Root> buildRoot(unsigned uid, unsigned gid, bool memoryFiles)
{
    Root root;
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return failed(Step::PrivateMounts);
    if (::mount("root", kBase, "tmpfs", MS_NOSUID | MS_NODEV, "size=16m,nr_inodes=2048,mode=755") != 0 ||
        ::chdir(kBase) != 0)
        return failed(Step::MountRoot);
    Attempt<> done = addTools();
    if (done)
        done = addEtc(uid, gid);
    if (done)
        done = addDevices(memoryFiles);
    if (done)
        done = addProcesses(root);
    if (done)
        done = addScratch(root);
    if (done)
        done = enter(root);
    if (!done)
        return done.failure();
    return root;
}

Attempt<Root> makePlainRoot()
{
    const char* parent = ::getenv("TMPDIR");
    Root root;
    root.folder = std::string(parent && *parent == '/' ? parent : "/tmp") + "/assize-box-XXXXXX";
    if (!::mkdtemp(root.folder.data()) || ::chdir(root.folder.c_str()) != 0)
        return failed(Step::MakeWorkFolder, root.folder);
    // A box that is killed cannot remove it: the next start does, once this lock is gone.
    root.mark = unique_fd(::open(kTemporaryMark, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    const std::string_view text = kTemporaryText;
    if (!root.mark || ::flock(root.mark.get(), LOCK_EX | LOCK_NB) != 0 ||
        ::write(root.mark.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        return failed(Step::MarkWorkFolder, root.folder);
    root.scratch = unique_fd(::open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (auto [name, fd] : {std::pair("work", &Root::work), std::pair("tmp", &Root::temporary),
                            std::pair("shm", &Root::shared)}) {
        if (::mkdir(name, 0700) != 0)
            return failed(Step::MakeWorkFolder, root.folder + "/" + name);
        root.*fd = unique_fd(::open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    }
    if (::chdir("work") != 0)
        return failed(Step::EnterFolder, "the work folder");
    root.processes = unique_fd(::open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return root;
}

} // namespace assize::box
