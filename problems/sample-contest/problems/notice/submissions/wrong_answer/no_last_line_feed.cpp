// Right but for the line feed at the very end.
#include <cstdio>
#include <cstring>

int main() {
    int n;
    char rest[64], text[10][64];
    fgets(rest, sizeof rest, stdin);
    sscanf(rest, "%d", &n);
    int width = 0;
    for (int i = 0; i < n; i++) {
        fgets(text[i], sizeof text[i], stdin);
        text[i][strcspn(text[i], "\n")] = 0;
        int length = strlen(text[i]);
        if (length > width) width = length;
    }
    char edge[64] = "+";
    memset(edge + 1, '-', width + 2);
    strcpy(edge + width + 3, "+");
    printf("%s\n", edge);
    for (int i = 0; i < n; i++) {
        int length = strlen(text[i]), left = (width - length) / 2;
        printf("| %*s%s%*s |\n", left, "", text[i], width - length - left, "");
    }
    printf("%s", edge);
}
