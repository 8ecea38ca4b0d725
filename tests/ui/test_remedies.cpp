// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/remedies.h"

#include <QTest>

namespace assize::ui {

class TestRemedies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nameNoOption();
};

/// Whoever looks at a window has no command line before them.
void TestRemedies::nameNoOption()
{
    using Code = Remedy::Code;
    for (const Code code : {Code::DatabaseOnALocalDisk, Code::OtherDatabase, Code::WritableDatabase,
                            Code::OneSubmissionsFolder, Code::SubmissionsFolder, Code::SubmissionsLayout,
                            Code::PackagesAndSubmissions, Code::VerifyOrSubmissions, Code::PatternOfLayout,
                            Code::InstallPyPy, Code::JudgeAgainWithPyPy, Code::JudgeUnprotected}) {
        const QString words = remedyText({code, {"{contestant}/{problem}"}});
        QVERIFY2(words.endsWith(u'.') && !words.contains(QStringLiteral("--")), qPrintable(words));
    }
    QCOMPARE(remedyText({}), QString());
    QVERIFY(remedyText({Code::PatternOfLayout, {"{problem}"}}).contains(QStringLiteral("\"{problem}\"")));
}

} // namespace assize::ui

QTEST_APPLESS_MAIN(assize::ui::TestRemedies)
#include "test_remedies.moc"
