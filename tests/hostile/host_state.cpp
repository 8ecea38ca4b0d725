// SPDX-License-Identifier: GPL-3.0-or-later
#include "host_state.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace assize::hostile {

namespace {

namespace fs = std::filesystem;

constexpr const char* kSpawner = "assize-spawner";
constexpr const char* kBox = "assize-box";

struct Process
{
    int parent = 0;
    std::string name;
    std::string state;
};

/// "pid (name) state parent ...", where the name may hold anything.
bool readProcess(const fs::path& folder, Process& process)
{
    std::ifstream file(folder / "stat");
    std::string line;
    std::getline(file, line);
    const std::size_t open = line.find('(');
    const std::size_t close = line.rfind(')');
    if (open == std::string::npos || close == std::string::npos)
        return false;
    process.name = line.substr(open + 1, close - open - 1);
    std::istringstream rest(line.substr(close + 1));
    return static_cast<bool>(rest >> process.state >> process.parent);
}

std::map<int, Process> allProcesses()
{
    std::map<int, Process> processes;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator("/proc", error)) {
        const std::string name = entry.path().filename();
        Process process;
        if (name.find_first_not_of("0123456789") == std::string::npos && readProcess(entry.path(), process))
            processes.emplace(std::stoi(name), process);
    }
    return processes;
}

bool descends(int pid, int ancestor, const std::map<int, Process>& processes)
{
    for (auto found = processes.find(pid); found != processes.end();
         found = processes.find(found->second.parent)) {
        if (found->second.parent == ancestor)
            return true;
    }
    return false;
}

/// Adds the processes; answers with the spawners.
std::vector<int> addProcesses(HostState& state)
{
    const std::map<int, Process> processes = allProcesses();
    const int self = ::getpid();
    std::vector<int> spawners;
    int boxes = 0;
    for (const auto& [pid, process] : processes) {
        if (!descends(pid, self, processes))
            continue;
        const auto parent = processes.find(process.parent);
        const bool spawner = process.parent == self && process.name == kSpawner;
        const bool box = process.name == kBox && parent != processes.end() && parent->second.parent == self &&
                         parent->second.name == kSpawner;
        if (spawner)
            spawners.push_back(pid);
        else if (box && process.state != "Z")
            ++boxes;
        else
            state.insert("process " + std::to_string(pid) + " (" + process.name + ") " + process.state);
    }
    state.insert(std::to_string(boxes) + " boxes");
    return spawners;
}

void addFiles(const fs::path& folder, bool ownFilesOnly, HostState& state)
{
    std::error_code error;
    fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, error);
    for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
        struct stat info
        {
        };
        if (::lstat(it->path().c_str(), &info) != 0)
            continue;
        if (ownFilesOnly && info.st_uid != ::geteuid()) {
            it.disable_recursion_pending();
            continue;
        }
        std::ostringstream line;
        line << "file " << it->path().string() << " mode " << std::oct << info.st_mode << std::dec << " user "
             << info.st_uid << " size " << (S_ISDIR(info.st_mode) ? 0 : info.st_size) << " time "
             << info.st_mtim.tv_sec << "." << info.st_mtim.tv_nsec;
        state.insert(line.str());
    }
}

/// Lines of `file`, each cut down by `choose` to what does not change by itself; empty: left out.
template<typename Choose>
void addLines(const std::string& file, HostState& state, Choose choose)
{
    std::ifstream stream(file);
    const std::string start = file + ": ";
    std::string line;
    while (std::getline(stream, line)) {
        if (const std::string chosen = choose(line); !chosen.empty())
            state.insert(start + chosen);
    }
}

/// The word of `line` with this number, from 0.
std::string word(const std::string& line, int number)
{
    std::istringstream stream(line);
    std::string item;
    for (int i = 0; i <= number; ++i) {
        if (!(stream >> item))
            return {};
    }
    return item;
}

/// How many control groups of the spawner there are, in each hierarchy: their names change as boxes are
/// renewed.
void addGroups(int spawner, HostState& state)
{
    const std::string mark = "assize-" + std::to_string(spawner);
    std::error_code error;
    std::map<std::string, int> counts;
    fs::recursive_directory_iterator it("/sys/fs/cgroup", fs::directory_options::skip_permission_denied,
                                        error);
    for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
        std::error_code gone;
        if (!it->is_directory(gone) || it->is_symlink(gone))
            continue;
        const std::string path = it->path();
        const std::size_t at = path.find(mark);
        if (at != std::string::npos)
            ++counts[path.substr(0, at)];
    }
    for (const auto& [folder, count] : counts)
        state.insert(std::to_string(count) + " control groups in " + folder);
}

} // namespace

HostState lookAtHost(bool ownFilesOnly)
{
    HostState state;
    for (const int spawner : addProcesses(state))
        addGroups(spawner, state);
    for (const char* folder : {"/tmp", "/var/tmp", "/dev/shm"})
        addFiles(folder, ownFilesOnly, state);
    addLines("/proc/self/mountinfo", state, [](const std::string& line) { return line; });
    for (const char* kind : {"shm", "msg", "sem"}) {
        addLines(std::string("/proc/sysvipc/") + kind, state, [](const std::string& line) {
            return word(line, 0) + " " + word(line, 1) + " " + word(line, 2);
        });
    }
    addLines("/proc/net/unix", state, [](const std::string& line) { return word(line, 7); });
    for (const char* kind : {"tcp", "tcp6", "udp", "udp6"})
        addLines(std::string("/proc/net/") + kind, state,
                 [](const std::string& line) { return word(line, 1); });
    return state;
}

std::string difference(const HostState& before, const HostState& after)
{
    std::string text;
    const auto add = [&text](const char* sign, const HostState& from, const HostState& without) {
        std::vector<std::string> lines;
        std::set_difference(from.begin(), from.end(), without.begin(), without.end(),
                            std::back_inserter(lines));
        for (const std::string& line : lines)
            text += std::string(sign) + line + "\n";
    };
    add("came: ", after, before);
    add("went: ", before, after);
    return text;
}

} // namespace assize::hostile
