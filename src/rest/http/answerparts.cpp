// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/answerparts.h"

namespace Standin::Rest {

namespace {

/// The part of an answer that was not sent yet.
class Pieces
{
public:
    Pieces(std::vector<AnswerPiece> pieces, qsizetype partBytes)
        : m_pieces(std::move(pieces))
        , m_partBytes(partBytes)
    {}

    /// Empty when there is nothing left.
    QByteArray nextPart()
    {
        QByteArray part;
        while (part.size() < m_partBytes && m_at < m_pieces.size()) {
            if (!m_pieces[m_at](part))
                m_pieces[m_at++] = nullptr; // releases the data of the piece
        }
        return part;
    }
    [[nodiscard]] bool isEmpty() const { return m_at == m_pieces.size(); }

private:
    std::vector<AnswerPiece> m_pieces;
    qsizetype m_partBytes;
    std::size_t m_at = 0;
};

/// Sends a part each time the previous one was sent. Ends with the answer, the client or the context.
class PartSender final : public QObject
{
public:
    PartSender(QObject *context, std::unique_ptr<ReplyStream> stream, Pieces pieces, ByteBudget::Share held)
        : QObject(context)
        , m_stream(std::move(stream))
        , m_pieces(std::move(pieces))
        , m_held(std::move(held))
    {
        connect(m_stream.get(), &ReplyStream::drained, this, &PartSender::sendNext);
        connect(m_stream.get(), &ReplyStream::closed, this, &QObject::deleteLater);
        if (!m_stream->isOpen())
            deleteLater();
    }

private:
    void sendNext()
    {
        const QByteArray part = m_pieces.nextPart();
        if (!part.isEmpty() && !m_stream->write(part))
            return;
        if (m_pieces.isEmpty()) {
            m_stream->finish();
            deleteLater();
        }
    }

    std::unique_ptr<ReplyStream> m_stream;
    Pieces m_pieces;
    ByteBudget::Share m_held;
};

} // namespace

AnswerPiece literalPiece(QByteArray text)
{
    return [text = std::move(text), at = qsizetype(0)](QByteArray &body) mutable {
        constexpr qsizetype sliceBytes = 16 * 1024;
        const QByteArrayView slice = QByteArrayView(text).sliced(at).first(qMin(sliceBytes, text.size() - at));
        body += slice;
        at += slice.size();
        return !slice.isEmpty();
    };
}

void sendInParts(QObject *context, const ReplyPtr &reply, std::vector<AnswerPiece> pieces, qint64 heldBytes,
                 HttpResponse first, qsizetype partBytes)
{
    auto held = reply->hold(heldBytes);
    if (!held) {
        reply->send(HttpResponse::overloaded());
        return;
    }
    Pieces left(std::move(pieces), partBytes);
    first.body = left.nextPart();
    if (left.isEmpty()) {
        reply->send(first);
        return;
    }
    new PartSender(context, reply->stream(first), std::move(left), std::move(*held));
}

} // namespace Standin::Rest
