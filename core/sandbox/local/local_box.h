// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/local/processors.h"
#include "sandbox/local/sealed_files.h"
#include "sandbox/local/spawner_client.h"
#include "sandbox/sandbox.h"

#include <chrono>
#include <optional>

namespace assize::sandbox {

/// The state that all boxes of a local sandbox share; lives until the last of them is gone.
struct LocalShared
{
    std::shared_ptr<SpawnerClient> spawner;
    BoxKind kind;
    SealedFiles files;
    /// A box that has not reported this long after the wall limit is taken for dead.
    std::chrono::seconds patience{15};
    Processors processors;
};

/// A box of this machine, remade before a run that finds it unfit or after a run that has failed. One thread
/// at a time.
class LocalBox final : public Box
{
public:
    /// `processor`: to stay on, or -1.
    LocalBox(std::shared_ptr<LocalShared> shared, int processor);
    ~LocalBox() override;
    LocalBox(const LocalBox&) = delete;
    LocalBox& operator=(const LocalBox&) = delete;

    /// Makes the box now rather than at the first run.
    protocol::Attempt<> connect();
    /// Notes on isolation that is weaker than wished in this box, a line each.
    std::string notes() const { return m_connection ? m_connection->notes : std::string(); }

    RunResult run(const RunRequest& request, std::stop_token stop) override;

private:
    struct Descriptors;

    RunResult runInBox(const RunRequest& request, const std::stop_token& stop);
    protocol::Attempt<> gather(const RunRequest& request, Descriptors& descriptors);
    /// Waits for the report. False: the box is lost, and `result.failure` says how.
    bool await(const RunRequest& request, const std::stop_token& stop, RunResult& result,
               std::vector<unique_fd>& products);
    bool readReport(RunResult& result, std::vector<unique_fd>& products);
    void takeProducts(RunResult& result, std::vector<unique_fd>& products) const;
    void drop();

    std::shared_ptr<LocalShared> m_shared;
    int m_processor;
    std::optional<BoxConnection> m_connection;
    unique_fd m_wake; ///< eventfd that the stop callback writes
    std::uint32_t m_number = 0;
    bool m_renew = false; ///< the box said that it is not fit for another run
    bool m_cancelSent = false;
    protocol::Writer m_writer;
    protocol::Run m_message;
    protocol::Report m_report;
    std::string m_packet;
};

} // namespace assize::sandbox
