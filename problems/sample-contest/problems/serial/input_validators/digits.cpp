#include <cstdio>

int main() {
    long length = 0;
    int c;
    while ((c = getchar()) >= '0' && c <= '9') {
        if (length == 0 && c == '0') return 43;
        length++;
    }
    return length >= 1 && length <= 1000000 && c == '\n' && getchar() == EOF ? 42 : 43;
}
