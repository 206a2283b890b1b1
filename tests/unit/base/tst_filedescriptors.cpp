// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/filedescriptors.h"
#include "support/testprogram.h"

#include <sys/resource.h>
#include <unistd.h>

using namespace Standin;

class TestFileDescriptors : public QObject
{
    Q_OBJECT

private slots:
    void init() { QCOMPARE(::getrlimit(RLIMIT_NOFILE, &m_before), 0); }
    void cleanup() { ::setrlimit(RLIMIT_NOFILE, &m_before); }

    void runOut_data()
    {
        QTest::addColumn<rlim_t>("most");
        QTest::addColumn<int>("keptFromDevices");
        QTest::addColumn<int>("keptFromRest");
        QTest::newRow("many") << rlim_t(1024) << 128 << 32;
        QTest::newRow("few") << rlim_t(100) << 25 << 6;
        QTest::newRow("very few") << rlim_t(30) << 8 << 2;
    }

    void runOut()
    {
        QFETCH(rlim_t, most);
        QFETCH(int, keptFromDevices);
        QFETCH(int, keptFromRest);
        setLimit(most);
        QCOMPARE(FileDescriptors::limit(), static_cast<int>(most));
        QVERIFY(FileDescriptors::haveRoomFor(5));
        QVERIFY(!FileDescriptors::haveRoomFor(static_cast<int>(most)));
        std::vector<int> taken;
        QCOMPARE(takenUntil(FileDescriptors::User::Device, taken), keptFromDevices);
        QCOMPARE(takenUntil(FileDescriptors::User::Rest, taken), keptFromRest);
        QVERIFY(FileDescriptors::haveRoomFor(keptFromRest));
        ::close(taken.front()); // a low number does not mean that there are free ones
        QCOMPARE(takenUntil(FileDescriptors::User::Rest, taken), keptFromRest);
        while (taken.back() >= 0)
            taken.push_back(::dup(0));
        QVERIFY(FileDescriptors::areScarce(FileDescriptors::User::Device));
        QVERIFY(FileDescriptors::areScarce(FileDescriptors::User::Rest));
        QVERIFY(!FileDescriptors::haveRoomFor(1));
        for (const int descriptor : taken)
            ::close(descriptor);
        QVERIFY(!FileDescriptors::areScarce(FileDescriptors::User::Device));
    }

    void saysWhatToDo()
    {
        setLimit(100);
        const Error error = FileDescriptors::usedUp(QStringLiteral("host:1"));
        QVERIFY(error.code == ErrorCode::LimitReached);
        QVERIFY2(error.message.contains(QStringLiteral("100 files")), qPrintable(error.message));
        QVERIFY2(error.message.contains(QStringLiteral("ulimit -n")), qPrintable(error.message));
        QCOMPARE(error.where, QStringLiteral("host:1"));
    }

private:
    /// Takes as many descriptors as this user may, and returns how many are left.
    static int takenUntil(FileDescriptors::User user, std::vector<int> &taken)
    {
        while (!FileDescriptors::areScarce(user))
            taken.push_back(::dup(0));
        int left = 0;
        while (FileDescriptors::haveRoomFor(left + 1))
            ++left;
        return left;
    }

    void setLimit(rlim_t soft) const
    {
        rlimit limit = m_before;
        limit.rlim_cur = soft;
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &limit), 0);
    }

    rlimit m_before = {};
};

STANDIN_TEST(TestFileDescriptors)
#include "tst_filedescriptors.moc"
