// SPDX-License-Identifier: GPL-3.0-or-later
#include "host.h"

#include <cstdlib>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assize::conformance {

namespace {

constexpr unsigned kNobody = 65534;

Programs copyPrograms()
{
    Programs programs;
    std::string folder = (std::filesystem::temp_directory_path() / "assize-secret-XXXXXX").string();
    if (!::mkdtemp(folder.data()))
        return programs;
    ::chmod(folder.c_str(), 0755);
    programs.folder = folder;
    programs.box = programs.folder / "assize-box";
    programs.subject = programs.folder / "subject";
    programs.dynamicSubject = programs.folder / "dynamic-subject";
    std::filesystem::copy_file(ASSIZE_BOX, programs.box);
    std::filesystem::copy_file(ASSIZE_SUBJECT, programs.subject);
    std::filesystem::copy_file(ASSIZE_SUBJECT_DYNAMIC, programs.dynamicSubject);
    return programs;
}

bool becomeOrdinary(const std::filesystem::path& folder)
{
    return ::chown(folder.c_str(), kNobody, kNobody) == 0 && ::setgroups(0, nullptr) == 0 &&
           ::setresgid(kNobody, kNobody, kNobody) == 0 && ::setresuid(kNobody, kNobody, kNobody) == 0;
}

} // namespace

Host prepareHost()
{
    Host host;
    const char* wanted = std::getenv("ASSIZE_TIER");
    const bool root = ::geteuid() == 0;
    host.tier.name = wanted ? wanted : (root ? "root" : "user");
    host.tier.ordinaryUser = host.tier.name.starts_with("user");
    host.tier.strict = host.tier.name.ends_with("-strict");
    host.tier.cgroups = host.tier.name.starts_with("user") || host.tier.name == "root" || host.tier.strict;
    host.tier.userNamespace = host.tier.name == "root-in-user-namespace";
    if (!host.tier.ordinaryUser && !root) {
        host.skip = "tier " + host.tier.name + " needs root";
        return host;
    }
    host.programs = copyPrograms();
    if (host.programs.folder.empty())
        host.skip = "no folder for the programs can be made";
    else if (host.tier.ordinaryUser && root && !becomeOrdinary(host.programs.folder))
        host.skip = "cannot become an ordinary user";
    return host;
}

void leaveHost(const Host& host)
{
    std::error_code ignored;
    if (!host.programs.folder.empty())
        std::filesystem::remove_all(host.programs.folder, ignored);
}

} // namespace assize::conformance
