#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes every version of testlib's standard checkers that its history has, as FOLDER/wcmp-<blob>.cpp, for
#   ASSIZE_TESTLIB=CHECKOUT ASSIZE_CHECKER_VERSIONS=FOLDER build/dev/tests/fuzz_standard_checkers olderVersions
# which prints the lines of core/check/standard_checker_hashes.inc for the versions that agree with ours.
# usage: hash_standard_checkers.sh GIT-REPOSITORY-OF-TESTLIB FOLDER
set -eu
repository=$1
folder=$2
mkdir -p "$folder"
pattern='/((acmp|casei?n?w?cmp|dcmp|fcmp|hcmp|icmp|lcmp|ncmp|nyesno|rcmp[469]?|rncmp|uncmp|wcmp|yesno)\.cpp)$'
git -C "$repository" rev-list --all | while read -r commit; do
    git -C "$repository" ls-tree -r "$commit" 2>/dev/null | awk '{ print $3 "\t" $4 }' || true
done | grep -E "$pattern" | sed 's,\t.*/,\t,' | sort -u | while read -r blob name; do
    git -C "$repository" cat-file blob "$blob" >"$folder/${name%.cpp}-$blob.cpp" 2>/dev/null ||
        rm -f "$folder/${name%.cpp}-$blob.cpp"
done
