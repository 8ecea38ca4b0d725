// SPDX-License-Identifier: GPL-3.0-or-later
// Exists so that tests/support/precompiled.h is compiled once for all unit tests.
int main() {}
