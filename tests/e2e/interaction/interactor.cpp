// SPDX-License-Identifier: GPL-3.0-or-later
// The same game as an interactor of testlib's kind: arguments input, output, answer; it accepts every talk
// that keeps the rules and leaves to the checker whether it was a good one.
#include <fstream>
#include <iostream>

int main(int, char** arguments)
{
    std::ifstream input(arguments[1]);
    std::ofstream output(arguments[2]);
    std::ifstream answer(arguments[3]);
    int secret = 0;
    int most = 0;
    if (!(input >> secret) || !(answer >> most)) {
        std::cerr << "FAIL no secret or no answer";
        return 3;
    }
    for (int questions = 1; questions <= 100; ++questions) {
        int guess = 0;
        if (!(std::cin >> guess)) {
            std::cerr << "wrong output format no number";
            return 2;
        }
        std::cout << (guess < secret ? "higher" : guess > secret ? "lower" : "correct") << std::endl;
        if (guess == secret) {
            output << questions << std::endl;
            std::cerr << "ok " << questions << " questions";
            return 0;
        }
    }
    std::cerr << "wrong answer too many questions";
    return 1;
}
