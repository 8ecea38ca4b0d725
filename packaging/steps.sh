# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What packaging/run, packaging/test and packaging/screenshot have in common. Sourced, from any folder.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top" || exit 1
build=build/dev
log=$top/build/packaging.log
mkdir -p build
: >"$log"

build_packages=(g++ cmake ninja-build pkg-config qt6-base-dev libqt6svg6-dev libsqlite3-dev libsqlitecpp-dev
    libyaml-cpp-dev nlohmann-json3-dev libarchive-dev libseccomp-dev libcli11-dev libxxhash-dev libssl-dev
    libpugixml-dev zlib1g-dev libbz2-dev liblzma-dev libzstd-dev nettle-dev)
# Languages that the sample contest is written in: C, C++, Python, Java.
# shellcheck disable=SC2034
sample_packages=(gcc libc6-dev g++ python3 openjdk-17-jdk-headless)

step_start=0

seconds_since() { # START (of EPOCHREALTIME) -> "12.3"
    LC_ALL=C awk -v from="${1/,/.}" -v to="${EPOCHREALTIME/,/.}" 'BEGIN { printf "%.1f", to - from }'
}

begin() { # what is being done
    step_start=$EPOCHREALTIME
    printf '== %s\n' "$1"
}

end() { # [what came of it]
    printf '   %s%s s\n' "${1:+$1, }" "$(seconds_since "$step_start")"
}

fail() { # message: ends the script
    printf 'packaging: %s\n' "$*" >&2
    exit 1
}

# Runs a command with its output in the log; shows the end of it if the command fails.
logged() {
    local code=0
    printf '\n$ %s\n' "$*" >>"$log"
    "$@" >>"$log" 2>&1 </dev/null || code=$?
    if [ "$code" -ne 0 ]; then
        tail -n 30 "$log" >&2
        printf 'packaging: this failed with %d: %s\n   the whole output is in %s\n' "$code" "$*" "$log" >&2
    fi
    return "$code"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "this needs root, and there is no sudo. As root, run: $*"
    fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -o DPkg::Lock::Timeout=300 -y -q \
        --no-remove --no-install-recommends "$@"
}

missing_of() { # PACKAGE... -> those that are not installed, one per line
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | head -n 1)" = installed ] ||
            printf '%s\n' "$package"
    done
}

# Packages may bring services; while this file says 101, none of them is started. One that is there already stays.
service_guard=/usr/sbin/policy-rc.d
guard_services() {
    [ ! -e "$service_guard" ] || return 0
    trap unguard_services EXIT
    as_root sh -c "printf '#!/bin/sh\n# made by packaging/run of Assize for the time of an installation\nexit 101\n' \
        >$service_guard && chmod 755 $service_guard"
}
unguard_services() {
    if grep -qs 'made by packaging/run of Assize' "$service_guard"; then
        as_root rm -f "$service_guard"
    fi
    trap - EXIT
}

have_boost_process() {
    [ -e /usr/include/boost/process/v2.hpp ] || [ -e build/boost/usr/include/boost/process/v2.hpp ]
}

# libboost1.81-dev cannot be installed beside the libboost-dev of other packages: then only its headers are unpacked.
install_boost() {
    have_boost_process && return
    if apt-get -s -q --no-remove --no-install-recommends install libboost1.81-dev >>"$log" 2>&1; then
        logged apt_get install libboost1.81-dev
    else
        printf '   libboost1.81-dev would remove other packages: its headers are unpacked into build/boost\n'
        rm -rf build/boost
        mkdir -p build/boost
        (cd build/boost && logged apt-get -q -o APT::Sandbox::User=root download libboost1.81-dev) || return
        logged dpkg-deb -x build/boost/libboost1.81-dev_*.deb build/boost || return
        rm -f build/boost/*.deb
    fi
    have_boost_process
}

# The kernel of the virtual machine in which the sandbox is tried with control groups of version 2 only. It is unpacked,
# not installed: this machine shall go on starting with its own.
install_guest_kernel() {
    local folder=build/virtual-machine
    [ -z "$(compgen -G "$folder/boot/vmlinuz-*")" ] || return 0
    [ "$(uname -m)" = x86_64 ] && command -v apt-get >/dev/null || return
    # The lists of packages may be missing or old.
    unpack_guest_kernel "$folder" || { logged apt_get update && unpack_guest_kernel "$folder"; }
}

unpack_guest_kernel() { # FOLDER
    local folder=$1 package
    package=$(apt-cache depends linux-image-cloud-amd64 | sed -nE 's/^ *Depends: (linux-image-[0-9].*)/\1/p' | head -n 1)
    [ -n "$package" ] || return
    rm -rf "$folder"
    mkdir -p "$folder"
    (cd "$folder" && logged apt-get -q -o APT::Sandbox::User=root download "$package") || return
    dpkg-deb --fsys-tarfile "$folder"/linux-image-*.deb | tar -x -C "$folder" --wildcards './boot/vmlinuz-*' || return
    rm -f "$folder"/linux-image-*.deb
}

install_missing() { # PACKAGE...
    begin "Install what is missing from Debian"
    if ! command -v apt-get >/dev/null; then
        end "this is no Debian: nothing is installed"
        return
    fi
    local missing
    mapfile -t missing < <(missing_of "$@" | sort -u)
    if [ ${#missing[@]} -eq 0 ] && have_boost_process; then
        end "all packages are there"
        return
    fi
    local wanted=("${missing[@]}")
    have_boost_process || wanted+=(libboost1.81-dev)
    printf '%s\n' "${wanted[*]}" | fold -s -w 110 | sed 's/^/   /'
    guard_services
    logged apt_get update || printf '   the lists of packages stay as they are\n'
    if [ ${#missing[@]} -gt 0 ]; then
        logged apt_get install "${missing[@]}" || fail "not all packages could be installed"
    fi
    install_boost || fail "there is no Boost.Process v2 (boost/process/v2.hpp of libboost1.81-dev)"
    unguard_services
    end "${#wanted[@]} missing, now installed"
}

# As many compilers at once as there are processors and, for each, 1 GiB of memory.
build_jobs() {
    local processors memory
    processors=$(nproc)
    memory=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo)
    [ "${memory:-0}" -ge 1 ] || memory=1
    echo $((processors < memory ? processors : memory))
}

configure() { # PRESET
    begin "Configure build/$1"
    logged cmake --preset "$1" || fail "CMake could not configure the build"
    end
}

compile() { # FOLDER TARGET...
    local folder=$1 quiet=(--quiet)
    shift
    begin "Build in $folder: ${*:-everything}"
    [ ! -t 1 ] || quiet=()
    ninja -C "$folder" -j "$(build_jobs)" "${quiet[@]}" "$@" || fail "the build failed"
    end
}

# Exit status of `assize judge`: 0, or 1 when something needs a person; anything else ends the script.
grade_sample() {
    begin "Grade the sample contest"
    local code=0
    "$build/bin/assize" judge problems/sample-contest --html build/sample-report.html \
        --json build/sample-results.json || code=$?
    [ "$code" -le 1 ] || fail "assize judge ended with $code"
    end
    return "$code"
}

print_grid() {
    printf '== Verdicts of the sample contest\n'
    local code=0
    "$build/bin/assize" standings problems/sample-contest || code=$?
    [ "$code" -le 1 ] || fail "assize standings ended with $code"
    printf '   report: %s\n' "$top/build/sample-report.html"
}
