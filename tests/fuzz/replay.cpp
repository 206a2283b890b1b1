// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target over the files of a folder, without a fuzzer: once whole, and once cut in half.
#include <QDirIterator>
#include <QFile>

#include <cstdint>
#include <cstdio>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace {

void run(QByteArrayView input)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(input.data()), static_cast<size_t>(input.size()));
}

} // namespace

int main(int argc, char **argv)
{
    int count = 0;
    for (int i = 1; i < argc; ++i) {
        QDirIterator files(QString::fromLocal8Bit(argv[i]), QDir::Files);
        while (files.hasNext()) {
            QFile file(files.next());
            std::fprintf(stderr, "%s\n", qPrintable(file.fileName()));
            if (!file.open(QIODevice::ReadOnly))
                return 1;
            const QByteArray input = file.readAll();
            run(input);
            run(QByteArrayView(input).first(input.size() / 2));
            ++count;
        }
    }
    std::fprintf(stderr, "%d files\n", count);
    return count > 0 ? 0 : 1;
}
