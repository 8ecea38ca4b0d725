// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/user_folders.h"

#include <QTest>

namespace assize {

class TestUserFolders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void folders_data();
    void folders();
};

void TestUserFolders::folders_data()
{
    QTest::addColumn<QByteArray>("given"); ///< of the XDG variables
    QTest::addColumn<QByteArray>("home");
    QTest::addColumn<QByteArray>("cache");
    QTest::addColumn<QByteArray>("data"); ///< empty: in the account's home, wherever that is
    const auto row = [](const char* name, const char* given, const char* home, const char* cache,
                        const char* data) {
        QTest::newRow(name) << QByteArray(given) << QByteArray(home) << QByteArray(cache) << QByteArray(data);
    };
    row("given", "/x", "/home/ann", "/x/assize", "/x/assize");
    row("home", "", "/home/ann", "/home/ann/.cache/assize", "/home/ann/.local/share/assize");
    row("relative", "x", "/home/ann", "/home/ann/.cache/assize", "/home/ann/.local/share/assize");
    row("nothing", "", "", "", "");
}

void TestUserFolders::folders()
{
    QFETCH(const QByteArray, given);
    QFETCH(const QByteArray, home);
    QFETCH(const QByteArray, cache);
    QFETCH(const QByteArray, data);
    qputenv("XDG_CACHE_HOME", given);
    qputenv("XDG_DATA_HOME", given);
    qputenv("HOME", home);
    QCOMPARE(userCacheFolder().string(), cache.toStdString());
    if (data.isEmpty())
        QVERIFY(userDataFolder().is_absolute());
    else
        QCOMPARE(userDataFolder().string(), data.toStdString());
}

} // namespace assize

QTEST_APPLESS_MAIN(assize::TestUserFolders)
#include "test_user_folders.moc"
