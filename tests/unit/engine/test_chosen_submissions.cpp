// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/chosen_submissions.h"

#include <QTest>

using namespace assize;

class TestChosenSubmissions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chosen_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("chosen");
        const auto row = [](const char* name, const QString& pattern, const QString& chosen) {
            QTest::newRow(name) << pattern << chosen;
        };
        const QString fernandez = QStringLiteral("Fern\u00e1ndez");
        row("all", {}, QStringLiteral("0 1 2 3 4"));
        row("a contestant's", QStringLiteral("ann/*"), QStringLiteral("0 1"));
        row("one", QStringLiteral("ann/sum"), QStringLiteral("0"));
        row("a problem's", QStringLiteral("*/sum"), QStringLiteral("0 2 3 4"));
        row("a contestant alone", QStringLiteral("ann"), QStringLiteral("0 1"));
        row("not part of a name", QStringLiteral("an"), {});
        row("as written before as typed", QStringLiteral("Ann"), QStringLiteral("3"));
        row("as typed, both that match", QStringLiteral("ANN/sum"), QStringLiteral("0 3"));
        row("without accents", QStringLiteral("fernandez"), QStringLiteral("4"));
        row("without accents, with a problem", QStringLiteral("fernandez/SUM"), QStringLiteral("4"));
        row("with its accents", fernandez, QStringLiteral("4"));
        row("glob over a contestant", QStringLiteral("fern*z"), QStringLiteral("4"));
        row("nobody", QStringLiteral("eve/*"), {});
        row("a slash means the problem", QStringLiteral("ann/"), {});
    }

    void chosen()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, chosen);
        std::vector<model::Submission> submissions;
        const auto add = [&submissions](const char* contestant, const char* problem) {
            model::Submission submission;
            submission.contestant = contestant;
            submission.problem = problem;
            submission.file = std::to_string(submissions.size());
            submissions.push_back(std::move(submission));
        };
        add("ann", "sum");
        add("ann", "max");
        add("bob", "sum");
        add("Ann", "sum");
        add("Fern\xC3\xA1ndez", "sum");
        QStringList found;
        for (const model::Submission& submission :
             engine::chosenSubmissions(submissions, pattern.toStdString()))
            found.append(QString::fromStdString(submission.file));
        QCOMPARE(found.join(QLatin1Char(' ')), chosen);
    }
};

QTEST_GUILESS_MAIN(TestChosenSubmissions)
#include "test_chosen_submissions.moc"
