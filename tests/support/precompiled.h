// SPDX-License-Identifier: GPL-3.0-or-later
// What nearly every unit test includes; never included by hand.
#pragma once

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>
