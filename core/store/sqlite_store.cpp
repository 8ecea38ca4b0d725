// SPDX-License-Identifier: GPL-3.0-or-later
// The Store over SQLite: a queue of facts, the writer thread, and readers with connections of their own.
#include "base/log.h"
#include "base/utf8.h"
#include "store/connection.h"
#include "store/contest_reader.h"
#include "store/fact_writer.h"
#include "store/location.h"
#include "store/migrations.h"
#include "store/readable_copy.h"
#include "store/store.h"
#include "store/take_over.h"

#include <sqlite3.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace assize::store {
namespace {

constexpr auto kBatchTime = std::chrono::milliseconds(50);
constexpr std::size_t kBatchFacts = 500;
constexpr std::size_t kQueueFacts = 20'000;
constexpr std::size_t kQueueBytes = 64 << 20;

std::size_t bytesOf(const model::Run& run)
{
    return sizeof run + run.message.size() + run.standardError.size() + run.output.size() +
           run.expected.size();
}

std::size_t bytesOf(const Fact& fact)
{
    std::size_t size = sizeof fact;
    if (const auto* ended = std::get_if<model::RunEnded>(&fact)) {
        size += bytesOf(ended->run);
    } else if (const auto* compile = std::get_if<model::CompileEnded>(&fact)) {
        size += compile->outcome.log.size();
    } else if (const auto* recorded = std::get_if<model::JudgementEnded>(&fact)) {
        for (const model::Run& run : recorded->judgement.runs)
            size += bytesOf(run);
    }
    return size;
}

class SqliteStore final : public Store
{
public:
    /// The objects of a store beside its file.
    struct Parts
    {
        std::optional<DatabaseLock> lock{};
        std::unique_ptr<SQLite::Database> writer{}; ///< none when read-only
        std::optional<ReadableCopy> copy{};         ///< read instead of the file
        TakenOver takenOver{};
    };

    SqliteStore(std::filesystem::path file, Parts parts)
        : m_file(std::move(file)), m_copy(std::move(parts.copy)), m_lock(std::move(parts.lock)),
          m_database(std::move(parts.writer)), m_takenOver(std::move(parts.takenOver))
    {
        if (m_database)
            m_writer = std::make_unique<FactWriter>(*m_database);
    }

    ~SqliteStore() override
    {
        // The callback for failures, if any, has been called.
        if (const Result<void> closed = close(); !closed && !m_failed)
            log(LogLevel::Error, "store", closed.error().message);
    }

    void start(Committed committed, Failed failed) override
    {
        m_committed = std::move(committed);
        m_failed = std::move(failed);
        if (m_database)
            m_thread = std::jthread([this] { writeUntilClosed(); });
    }

    void append(Fact fact) override
    {
        const std::size_t size = bytesOf(fact);
        std::unique_lock lock(m_mutex);
        m_room.wait(lock, [&] {
            return m_error || m_closing || (m_queue.size() < kQueueFacts && m_queueBytes < kQueueBytes);
        });
        if (m_error || m_closing)
            return;
        m_queueBytes += size;
        m_queue.push_back(std::move(fact));
        ++m_appended;
        if (m_queue.size() == 1 || m_queue.size() == kBatchFacts)
            m_work.notify_one();
    }

    Result<void> flush() override
    {
        std::unique_lock lock(m_mutex);
        if (!m_thread.joinable() && !m_queue.empty())
            return Error{ErrorKind::Internal, "The store was asked to write before it was started."};
        const std::uint64_t target = m_appended;
        ++m_flushes;
        m_work.notify_one();
        m_done.wait(lock, [&] { return m_error || m_stored >= target; });
        --m_flushes;
        if (m_error)
            return *m_error;
        return {};
    }

    Result<void> close() override
    {
        {
            std::lock_guard lock(m_mutex);
            m_closing = true;
            m_work.notify_one();
            m_room.notify_all();
        }
        if (m_thread.joinable())
            m_thread.join();
        {
            std::lock_guard lock(m_readerMutex);
            m_reader.reset();
            m_readerDatabase.reset();
        }
        m_writer.reset();
        // While nobody else reads, this leaves a single file; otherwise the log stays and is read at the next
        // open.
        if (m_database && !m_error)
            m_database->tryExec("PRAGMA wal_checkpoint(TRUNCATE)");
        m_database.reset();
        m_lock.reset();
        if (m_error)
            return *m_error;
        return {};
    }

    Result<StoredContest> load(const LoadOptions& options) const override
    {
        try {
            SQLite::Database database = openReader(readFile());
            return ContestReader(database).load(options);
        } catch (const SQLite::Exception& exception) {
            return storageError(exception, m_file);
        }
    }

    Result<std::optional<model::Judgement>> findJudgement(int submission,
                                                          const std::string& key) const override
    {
        return read([&](ContestReader& reader) { return reader.find(submission, key); });
    }

    Result<StoredRuns> findRuns(int submission, const std::vector<std::string>& keys,
                                bool isolated) const override
    {
        return read([&](ContestReader& reader) { return reader.findRuns(submission, keys, isolated); });
    }

    Result<std::optional<model::Judgement>> currentJudgement(int submission) const override
    {
        return read([&](ContestReader& reader) { return reader.current(submission); });
    }

    Result<std::vector<model::TimeLimitComputed>> loadTimeLimits() const override
    {
        return read([](ContestReader& reader) { return reader.readTimeLimits(); });
    }

    Result<Position> position() const override
    {
        return read([](ContestReader& reader) { return reader.position(); });
    }

    Result<std::vector<Fact>> factsSince(Position& position) const override
    {
        return read([&](ContestReader& reader) {
            // Changes with every commit of another connection.
            const int version = m_readerDatabase->execAndGet("PRAGMA data_version").getInt();
            if (version == m_versionRead)
                return std::vector<Fact>();
            std::vector<Fact> facts = reader.factsSince(position);
            m_versionRead = version;
            return facts;
        });
    }

    bool isCopy() const override { return m_copy.has_value(); }

    Result<void> rebuildProjections() override
    {
        if (m_thread.joinable())
            return Error{ErrorKind::Internal, "The store was asked to rebuild itself while it is judging."};
        return writeNow([&] { m_database->exec(std::string(projectionsSql())); });
    }

    Result<std::vector<int>> assignIds(const std::vector<model::Submission>& submissions) override
    {
        std::vector<int> ids;
        ids.reserve(submissions.size());
        const Result<void> written = writeNow([&] {
            for (const model::Submission& submission : submissions)
                ids.push_back(static_cast<int>(m_writer->idOf(submission)));
        });
        if (!written)
            return written.error();
        return ids;
    }

    const std::filesystem::path& file() const override { return m_file; }
    const TakenOver& takenOver() const override { return m_takenOver; }

private:
    const std::filesystem::path& readFile() const { return m_copy ? m_copy->file() : m_file; }

    /// With the connection that is kept for small questions.
    template<typename Question>
    auto read(const Question& question) const -> Result<decltype(question(std::declval<ContestReader&>()))>
    {
        std::lock_guard lock(m_readerMutex);
        try {
            if (!m_reader) {
                m_readerDatabase = std::make_unique<SQLite::Database>(openReader(readFile()));
                m_reader = std::make_unique<ContestReader>(*m_readerDatabase);
                m_versionRead.reset();
            }
            return question(*m_reader);
        } catch (const SQLite::Exception& exception) {
            return storageError(exception, m_file);
        }
    }

    /// A transaction on the calling thread.
    template<typename Work>
    Result<void> writeNow(const Work& work)
    {
        if (!m_database)
            return Error{ErrorKind::Internal, "The store was asked to write while it is read-only."};
        const std::lock_guard lock(m_writing);
        try {
            SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
            work();
            transaction.commit();
            return {};
        } catch (const SQLite::Exception& exception) {
            return storageError(exception, m_file);
        }
    }

    void writeUntilClosed()
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_work.wait(lock, [&] { return !m_queue.empty() || m_closing; });
            if (m_queue.empty())
                return;
            m_work.wait_until(lock, std::chrono::steady_clock::now() + kBatchTime,
                              [&] { return m_queue.size() >= kBatchFacts || m_closing || m_flushes > 0; });
            const std::vector<Fact> batch = takeBatch();
            lock.unlock();
            const Result<void> written = writeBatch(batch);
            if (written && m_committed)
                m_committed(batch);
            lock.lock();
            if (!written) {
                m_error = written.error();
                m_queue.clear();
                m_room.notify_all();
                m_done.notify_all();
                lock.unlock();
                if (m_failed)
                    m_failed(written.error());
                return;
            }
            m_stored += batch.size();
            m_done.notify_all();
        }
    }

    /// With m_mutex held.
    std::vector<Fact> takeBatch()
    {
        const std::size_t count = std::min(m_queue.size(), kBatchFacts);
        const auto end = m_queue.begin() + static_cast<std::ptrdiff_t>(count);
        std::vector<Fact> batch(std::make_move_iterator(m_queue.begin()), std::make_move_iterator(end));
        m_queue.erase(m_queue.begin(), end);
        for (const Fact& fact : batch)
            m_queueBytes -= bytesOf(fact);
        m_room.notify_all();
        return batch;
    }

    Result<void> writeBatch(const std::vector<Fact>& batch)
    {
        const std::lock_guard lock(m_writing);
        try {
            SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
            for (const Fact& fact : batch)
                m_writer->write(fact);
            transaction.commit();
            return {};
        } catch (const SQLite::Exception& exception) {
            return storageError(exception, m_file);
        }
    }

    const std::filesystem::path m_file;
    const std::optional<ReadableCopy> m_copy;
    std::optional<DatabaseLock> m_lock;
    std::mutex m_writing;                         ///< one transaction after the other
    std::unique_ptr<SQLite::Database> m_database; ///< none when read-only
    std::unique_ptr<FactWriter> m_writer;
    const TakenOver m_takenOver;
    Committed m_committed;
    Failed m_failed;

    mutable std::mutex m_readerMutex;
    mutable std::unique_ptr<SQLite::Database> m_readerDatabase;
    mutable std::unique_ptr<ContestReader> m_reader;
    mutable std::optional<int> m_versionRead; ///< of the database, by factsSince

    std::mutex m_mutex;
    std::condition_variable m_work; ///< the writer waits: facts, flush, close
    std::condition_variable m_room; ///< append waits: the queue is full
    std::condition_variable m_done; ///< flush waits: committed, failed
    std::deque<Fact> m_queue;
    std::size_t m_queueBytes = 0;
    std::uint64_t m_appended = 0;
    std::uint64_t m_stored = 0;
    int m_flushes = 0;
    bool m_closing = false;
    std::optional<Error> m_error;
    std::jthread m_thread;
};

/// Whether the file can be read where it lies, and as it is.
Result<bool> isReadableInPlace(const std::filesystem::path& file)
{
    if (!requireLocalFileSystem(file))
        return false;
    try {
        SQLite::Database database = openReader(file);
        if (Result<void> ours = checkIdentity(database, file, migrations()); !ours)
            return std::move(ours).error();
        return database.execAndGet("PRAGMA user_version").getInt() == migrations().back().version;
    } catch (const SQLite::Exception& exception) {
        // Its log would need files beside it.
        const int code = exception.getErrorCode();
        if (code == SQLITE_CANTOPEN || code == SQLITE_READONLY || code == SQLITE_PERM)
            return false;
        throw;
    }
}

/// A copy where the file cannot be read as it is.
Result<std::optional<ReadableCopy>> readable(const std::filesystem::path& file)
{
    const Result<bool> inPlace = isReadableInPlace(file);
    if (!inPlace)
        return inPlace.error();
    if (*inPlace)
        return std::optional<ReadableCopy>();
    Result<ReadableCopy> copy = ReadableCopy::make(file);
    if (!copy)
        return std::move(copy).error();
    return std::optional<ReadableCopy>(std::move(*copy));
}

/// Adds the results that only `earlier` has to `database`. A failure takes no result away from `database`.
TakenOver takeOverFrom(const std::filesystem::path& earlier, SQLite::Database& database)
{
    TakenOver taken;
    try {
        const Result<std::optional<ReadableCopy>> copy = readable(earlier);
        if (copy)
            taken.judgements = takeOver(database, *copy ? (*copy)->file() : earlier, projectionsSql());
        else
            taken.failed = copy.error();
    } catch (const SQLite::Exception& exception) {
        taken.failed = storageError(exception, earlier);
    }
    return taken;
}

/// `file`, or a copy of it with the results that only `earlier` has.
Result<std::unique_ptr<Store>> openForReading(const std::filesystem::path& file,
                                              const std::filesystem::path& earlier)
{
    SqliteStore::Parts parts;
    if (!earlier.empty()) {
        Result<ReadableCopy> copy = ReadableCopy::make(file);
        if (!copy)
            return std::move(copy).error();
        SQLite::Database database = openWriter(copy->file());
        parts.takenOver = takeOverFrom(earlier, database);
        if (parts.takenOver.judgements > 0)
            parts.copy = std::move(*copy);
    }
    if (!parts.copy) {
        Result<std::optional<ReadableCopy>> copy = readable(file);
        if (!copy)
            return std::move(copy).error();
        parts.copy = std::move(*copy);
    }
    return std::unique_ptr<Store>(std::make_unique<SqliteStore>(file, std::move(parts)));
}

Result<std::unique_ptr<Store>> openForWriting(const std::filesystem::path& file,
                                              const std::filesystem::path& earlier)
{
    if (Result<void> local = requireLocalFileSystem(file); !local)
        return std::move(local).error();
    SqliteStore::Parts parts;
    Result<DatabaseLock> lock = DatabaseLock::take(file);
    if (!lock)
        return std::move(lock).error();
    parts.lock = std::move(*lock);
    parts.writer = std::make_unique<SQLite::Database>(openWriter(file));
    if (Result<void> ours = checkIdentity(*parts.writer, file, migrations()); !ours)
        return std::move(ours).error();
    useWriteAheadLog(*parts.writer);
    migrate(*parts.writer, file, migrations(), projectionsSql());
    if (!earlier.empty())
        parts.takenOver = takeOverFrom(earlier, *parts.writer);
    return std::unique_ptr<Store>(std::make_unique<SqliteStore>(file, std::move(parts)));
}

} // namespace

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& file, const OpenOptions& options)
{
    std::error_code error;
    const std::filesystem::path absolute = std::filesystem::absolute(file, error);
    if (error)
        return systemError("cannot find the database " + toPrintableLine(file.native()), error.value(),
                           ErrorKind::Storage);
    const auto status = std::filesystem::status(absolute, error);
    if (status.type() == std::filesystem::file_type::none)
        return systemError("cannot look at the database " + toPrintableLine(absolute.native()), error.value(),
                           ErrorKind::Storage);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
        return Error{ErrorKind::InvalidInput,
                     toPrintableLine(absolute.native()) + " is not a file, so it cannot be a database."};
    if (options.readOnly && !std::filesystem::exists(status))
        return Error{ErrorKind::InvalidInput,
                     "There is no database " + toPrintableLine(absolute.native()) + " yet."};
    try {
        return options.readOnly ? openForReading(absolute, options.earlier)
                                : openForWriting(absolute, options.earlier);
    } catch (const SQLite::Exception& exception) {
        return storageError(exception, absolute);
    }
}

} // namespace assize::store
