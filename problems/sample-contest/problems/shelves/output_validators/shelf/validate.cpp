// Output validator. Called as: validate INPUT ANSWER FEEDBACK_DIRECTORY < OUTPUT
// Exit status 42: accepted, 43: wrong answer, anything else: an error of the jury.
//
// The output may be anything at all, so it is read byte by byte into numbers of bounded length; memory
// depends on the input alone.
#include <cstdarg>
#include <cstdio>
#include <string>
#include <vector>

namespace {

std::string feedback_directory;

[[noreturn]] void finish(int status, const char* format, ...) {
    if (FILE* file = fopen((feedback_directory + "/judgemessage.txt").c_str(), "w")) {
        va_list values;
        va_start(values, format);
        vfprintf(file, format, values);
        va_end(values);
        fputc('\n', file);
        fclose(file);
    }
    _Exit(status);
}

bool is_space(int c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

enum class Token { number, end, malformed };

// A number is 1 to 9 decimal digits without a leading zero; no sign, no point, no exponent.
Token read_number(long long& value) {
    int c = getchar();
    while (is_space(c)) c = getchar();
    if (c == EOF) return Token::end;
    const bool zero = c == '0';
    value = 0;
    int digits = 0;
    for (; c != EOF && !is_space(c); c = getchar()) {
        if (c < '0' || c > '9' || ++digits > 9) return Token::malformed;
        value = value * 10 + (c - '0');
    }
    return zero && digits > 1 ? Token::malformed : Token::number;
}

long long expect_number(const char* what, long long index) {
    long long value = 0;
    switch (read_number(value)) {
        case Token::number: return value;
        case Token::end: finish(43, "the output ends before %s %lld", what, index);
        case Token::malformed: finish(43, "%s %lld is not a number that could be right", what, index);
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) return 1;
    feedback_directory = argv[3];
    FILE* input = fopen(argv[1], "r");
    long long volumes = 0, width = 0;
    if (!input || fscanf(input, "%lld %lld", &volumes, &width) != 2 || volumes < 1) return 1;
    fclose(input);

    const long long count = expect_number("the count of volumes, number", 1);
    if (count > volumes) finish(43, "%lld volumes, but there are only %lld", count, volumes);
    std::vector<char> taken(volumes + 1);
    long long sum = 0;
    for (long long i = 1; i <= count; i++) {
        const long long volume = expect_number("volume", i);
        if (volume < 1 || volume > volumes) finish(43, "there is no volume %lld", volume);
        if (taken[volume]) finish(43, "volume %lld is used twice", volume);
        taken[volume] = 1;
        sum += volume;
    }
    if (sum != width) finish(43, "the volumes are %lld mm thick, not %lld", sum, width);
    long long extra = 0;
    if (read_number(extra) != Token::end) finish(43, "there is more output after volume %lld", count);
    finish(42, "%lld volumes", count);
}
