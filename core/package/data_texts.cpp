// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/data_texts.h"

#include "files/read.h"

#include <algorithm>

namespace assize::package {
namespace {

using files::TextFacts;

/// Files of one kind of finding.
struct Tally
{
    std::size_t inputs = 0;
    std::size_t answers = 0;
    std::string first;

    bool none() const { return inputs + answers == 0; }
};

/// "2 of 3 inputs and 1 of 3 answers, first secret/1.in"
std::string shown(const Tally& tally, const Tally& all)
{
    const auto part = [](std::size_t count, std::size_t of, const char* what) {
        return std::to_string(count) + " of " + std::to_string(of) + " " + what;
    };
    std::string text;
    if (tally.inputs > 0)
        text = part(tally.inputs, all.inputs, "inputs");
    if (tally.answers > 0)
        text += (text.empty() ? "" : " and ") + part(tally.answers, all.answers, "answers");
    return text + ", first " + files::quoted(tally.first);
}

class Examiner
{
public:
    Examiner(Reading& reading, const TextFactsOf& factsOf, model::Problem& problem)
        : m_reading(reading), m_factsOf(factsOf), m_problem(problem)
    {
    }

    void run();

private:
    void look(const model::TestCase& test, bool answer, bool& removable);
    void count(Tally& tally, const model::TestCase& test, bool answer) const;
    void tell(Diagnostic::Level level, const Tally& tally, const std::string& before,
              const std::string& after) const;
    void tellOfWindowsLines() const;
    bool everySpaceCounts() const;

    Reading& m_reading;
    const TextFactsOf& m_factsOf;
    model::Problem& m_problem;
    Tally m_all;
    Tally m_removed; ///< Windows line ends that programs are not given
    Tally m_kept;    ///< those that they are given
    Tally m_mixed;   ///< those of the latter with other line ends, too
    Tally m_loneReturns;
    Tally m_marks;
    Tally m_utf16;
    Tally m_zeros;
    Tally m_notUtf8;
    Tally m_unended;
};

/// Whether a \r or a newline at the end decides whether an output is accepted.
bool Examiner::everySpaceCounts() const
{
    const std::vector<std::string>& flags = m_problem.validation.flags;
    return m_problem.validation.custom ||
           std::find(flags.begin(), flags.end(), "space_change_sensitive") != flags.end();
}

void Examiner::count(Tally& tally, const model::TestCase& test, bool answer) const
{
    ++(answer ? tally.answers : tally.inputs);
    if (!tally.first.empty())
        return;
    const std::filesystem::path& path = answer ? test.answer : test.input;
    tally.first = path.lexically_relative(m_reading.folder).native();
    // A link may lead elsewhere.
    if (tally.first.empty() || tally.first.starts_with(".."))
        tally.first = test.id + (answer ? " (answer)" : " (input)");
}

void Examiner::look(const model::TestCase& test, bool answer, bool& removable)
{
    const TextFacts& facts = m_factsOf(answer ? test.answer : test.input);
    count(m_all, test, answer);
    if (facts.size == 0)
        return;
    if (facts.encoding == TextFacts::Encoding::Utf16)
        return count(m_utf16, test, answer);
    if (facts.zeros)
        return count(m_zeros, test, answer);
    if (facts.encoding == TextFacts::Encoding::Utf8Mark)
        count(m_marks, test, answer);
    if (facts.notUtf8)
        count(m_notUtf8, test, answer);
    if (facts.loneReturns)
        count(m_loneReturns, test, answer);
    if (!facts.lastLineEnds && (!answer || everySpaceCounts()))
        count(m_unended, test, answer);
    if (!facts.windowsLines)
        return;
    const WindowsLines given = m_reading.windowsLines;
    if (given == WindowsLines::Removed || (given == WindowsLines::RemovedInWhole && !facts.unixLines)) {
        removable = true;
        return count(m_removed, test, answer);
    }
    count(m_kept, test, answer);
    if (facts.unixLines)
        count(m_mixed, test, answer);
}

void Examiner::tell(Diagnostic::Level level, const Tally& tally, const std::string& before,
                    const std::string& after) const
{
    if (tally.none())
        return;
    const std::string message = before + shown(tally, m_all) + after;
    if (level == Diagnostic::Level::Info)
        m_reading.info("", message);
    else
        m_reading.warning("", message);
}

void Examiner::tellOfWindowsLines() const
{
    using Level = Diagnostic::Level;
    tell(Level::Info, m_removed, "lines end with \\r\\n (Windows) in ",
         "; such tests are judged with copies without the \\r");
    const std::string some =
        m_mixed.none() ? "" : " In " + shown(m_mixed, m_all) + ", only some of the lines do.";
    const std::string remedy = " If that is not meant: dos2unix FILES.";
    if (m_kept.inputs > 0)
        tell(Level::Warning, m_kept, "lines end with \\r\\n (Windows) in ",
             ". They are given as they are: a right program that reads whole lines gets the \\r, too, and "
             "may fail on all of these tests." +
                 some + remedy);
    else
        tell(everySpaceCounts() ? Level::Warning : Level::Info, m_kept, "lines end with \\r\\n (Windows) in ",
             everySpaceCounts() ? ". The output validator is given them as they are." + some + remedy
                                : ". The default output validator does not mind." + some);
}

void Examiner::run()
{
    using Level = Diagnostic::Level;
    const bool answersMatter = model::hasWholeOutput(m_problem.taskType);
    for (model::TestCase& test : m_problem.testCases) {
        // A test that is still to be made has no file yet.
        if (!test.input.empty())
            look(test, false, test.windowsLines);
        if (!test.answer.empty() && answersMatter)
            look(test, true, test.windowsLines);
    }
    tellOfWindowsLines();
    tell(Level::Warning, m_loneReturns, "there is a \\r that ends no line with \\r\\n in ",
         ": line ends of old Macs, or converted twice. Programs read it as part of a line. If that is not "
         "meant: mac2unix FILES.");
    tell(Level::Warning, m_marks, "a UTF-8 byte order mark (EF BB BF) begins ",
         "; programs read it as part of the first word or number. Remove it: dos2unix FILES.");
    tell(Level::Warning, m_utf16, "UTF-16 is the encoding of ",
         "; programs find a zero byte beside each character. Convert them: iconv -f UTF-16 -t UTF-8.");
    // A package that means binary data has it in most tests.
    const bool isBinary = 2 * m_zeros.inputs > m_all.inputs;
    tell(isBinary ? Level::Info : Level::Warning, m_zeros, "there are zero bytes in ",
         isBinary ? ": binary data, which is given as it is"
                  : ", which are no text. They are given as they are; if that is not meant, the files are "
                    "damaged.");
    tell(Level::Warning, m_notUtf8, "there are bytes that are no UTF-8 in ",
         " (Latin-1?); Python programs stop at them with UnicodeDecodeError. If that is not meant: iconv -f "
         "LATIN1 -t UTF-8.");
    tell(Level::Info, m_unended, "the last line has no newline at its end in ", "");
}

} // namespace

void examineDataTexts(Reading& reading, const TextFactsOf& factsOf, model::Problem& problem)
{
    Examiner(reading, factsOf, problem).run();
}

} // namespace assize::package
