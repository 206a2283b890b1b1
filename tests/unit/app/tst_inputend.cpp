// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inputend.h"
#include "support/testprogram.h"

#include <QSignalSpy>

#include <array>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace Standin::App;

class TestInputEnd : public QObject
{
    Q_OBJECT

private slots:
    void noticesTheEndOfAPipe()
    {
        std::array<int, 2> ends{};
        QCOMPARE(::pipe(ends.data()), 0);
        InputEnd input;
        QSignalSpy reached(&input, &InputEnd::reached);
        input.watch(ends[0]);
        const QByteArray much(60'000, 'x'); // is skipped
        QCOMPARE(::write(ends[1], much.constData(), much.size()), much.size());
        QTRY_VERIFY(isEmpty(ends[0]));
        QCOMPARE(reached.count(), 0);
        ::close(ends[1]);
        QVERIFY(reached.count() > 0 || reached.wait());
        QCOMPARE(reached.count(), 1);
        ::close(ends[0]);
    }

    void whatHasNoEndToWaitForHasEnded_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("nothing") << QByteArray("/dev/null");
        QTest::newRow("a file") << QByteArray("/proc/self/cmdline");
        QTest::newRow("not open") << QByteArray();
    }

    void whatHasNoEndToWaitForHasEnded()
    {
        QFETCH(QByteArray, path);
        const int file = path.isEmpty() ? -1 : ::open(path.constData(), O_RDONLY | O_CLOEXEC);
        InputEnd input;
        QSignalSpy reached(&input, &InputEnd::reached);
        input.watch(file);
        QVERIFY(reached.wait());
        QCOMPARE(reached.count(), 1);
        ::close(file);
    }

private:
    static bool isEmpty(int file)
    {
        int bytes = 0;
        return ::ioctl(file, FIONREAD, &bytes) == 0 && bytes == 0;
    }
};

STANDIN_TEST(TestInputEnd)
#include "tst_inputend.moc"
