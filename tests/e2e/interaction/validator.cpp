// SPDX-License-Identifier: GPL-3.0-or-later
// A Kattis output validator: the program guesses a number from 1 to 1000 with at most ten questions.
#include <fstream>
#include <iostream>
#include <string>

int main(int, char** arguments)
{
    std::ifstream input(arguments[1]);
    std::ofstream message(std::string(arguments[3]) + "judgemessage.txt");
    int secret = 0;
    input >> secret;
    for (int questions = 1; questions <= 10; ++questions) {
        int guess = 0;
        if (!(std::cin >> guess) || guess < 1 || guess > 1000) {
            message << "no number from 1 to 1000 as question " << questions;
            return 43;
        }
        std::cout << (guess < secret ? "higher" : guess > secret ? "lower" : "correct") << std::endl;
        if (guess == secret) {
            message << questions << " questions";
            return 42;
        }
    }
    message << "too many questions";
    return 43;
}
