#include <cstdio>
#include <cstdlib>
#include <cstring>

int main() {
    char text[64];
    const std::size_t length = fread(text, 1, sizeof text - 1, stdin);
    text[length] = 0;
    const long long n = atoll(text);
    const char* space = strchr(text, ' ');
    if (!space || n < 1 || n > 20000) return 43;
    const long long t = atoll(space);
    if (t < 0 || t > n * (n + 1) / 2) return 43;
    char canonical[64];
    snprintf(canonical, sizeof canonical, "%lld %lld\n", n, t);
    return strcmp(text, canonical) == 0 && strlen(text) == length ? 42 : 43;
}
