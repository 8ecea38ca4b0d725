// SPDX-License-Identifier: GPL-3.0-or-later
// A full repaint of the grid at 1920x1080 and 3840x2160 in every zoom: a thousand contestants on a thousand
// problems of one test each, and on ten problems of a hundred tests. Budget: 2 ms, and 8 ms for the larger
// window. Hand-ins lie in the corner of the grid that a window can show: only that is painted.
#include "support/contest_builder.h"
#include "ui/models/contest_model.h"
#include "ui/views/verdict_grid.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace assize::ui;

namespace {

constexpr int kContestants = 1000;
constexpr int kShownContestants = 150;
constexpr int kShownProblems = 60;

std::string nameOf(int number)
{
    const std::string digits = std::to_string(number);
    return std::string(4 - digits.size(), '0') + digits;
}

assize::model::Verdict verdictOfTest(int contestant, int problem, int test)
{
    const auto mixed = static_cast<unsigned>(contestant * 7919 + problem * 104729 + test * 1299709);
    return (mixed >> 4) % 5 != 0 ? assize::model::Verdict::AC
                                 : verdictOf(static_cast<Mark>((mixed >> 8) % 11));
}

assize::engine::ContestState contestOf(int problems, int tests)
{
    assize::test::ContestBuilder builder;
    for (int p = 0; p < problems; ++p)
        builder.problem(nameOf(p), "Problem", tests);
    for (int c = 0; c < kContestants; ++c)
        builder.contestant(nameOf(c));
    for (int c = 0; c < kShownContestants; ++c) {
        for (int p = 0; p < std::min(problems, kShownProblems); ++p) {
            const int id = builder.submission(nameOf(c), nameOf(p));
            std::vector<assize::model::Verdict> verdicts;
            verdicts.reserve(static_cast<std::size_t>(tests));
            for (int test = 0; test < tests; ++test)
                verdicts.push_back(verdictOfTest(c, p, test));
            builder.loaded().judgements.push_back(builder.judgement(id, verdicts));
        }
    }
    assize::engine::ContestState state;
    state.apply(std::move(builder.loaded()));
    return state;
}

double medianMilliseconds(VerdictGrid& grid, QImage& target)
{
    std::vector<double> times;
    for (int i = 0; i < 31; ++i) {
        QElapsedTimer timer;
        timer.start();
        grid.viewport()->render(&target, {}, {}, {});
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::nth_element(times.begin(), times.begin() + 15, times.end());
    return times[15];
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    bool within = true;
    const struct
    {
        const char* name;
        int problems;
        int tests;
    } shapes[] = {{"1000 x 1000 cells of 1 test", 1000, 1}, {"1000 x 10 cells of 100 tests", 10, 100}};
    const char* zoomNames[] = {"compact", "normal", "large"};
    for (const auto& shape : shapes) {
        const assize::engine::ContestState state = contestOf(shape.problems, shape.tests);
        ContestModel model(&state);
        model.reset();
        for (const QSize size : {QSize(1920, 1080), QSize(3840, 2160)}) {
            VerdictGrid grid(&model);
            grid.resize(size);
            grid.show();
            const double budget = size.width() == 1920 ? 2.0 : 8.0;
            for (const Zoom zoom : {Zoom::Compact, Zoom::Normal, Zoom::Large}) {
                grid.setZoom(zoom);
                QApplication::processEvents();
                QImage target(grid.viewport()->size(), QImage::Format_RGB32);
                const double time = medianMilliseconds(grid, target);
                within = within && time <= budget;
                std::printf("%-30s %4dx%-4d %-8s %6.2f ms  %.2f of the budget of %.0f ms\n", shape.name,
                            size.width(), size.height(), zoomNames[static_cast<int>(zoom)], time,
                            time / budget, budget);
            }
        }
    }
    return within ? 0 : 1;
}
