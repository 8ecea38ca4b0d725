#include <stdio.h>
#include <string.h>
int main()
{
    char line[10][50];
    int n, i, k, w = 0;
    scanf("%d\n", &n);
    for (i = 0; i < n; i++)
    {
        fgets(line[i], 50, stdin);
        line[i][strlen(line[i]) - 1] = 0;
        if (strlen(line[i]) > w) w = strlen(line[i]);
    }
    printf("+");
    for (k = 0; k < w + 2; k++) printf("-");
    printf("+\n");
    for (i = 0; i < n; i++)
    {
        printf("| ");
        for (k = 0; k < (w - strlen(line[i])) / 2; k++) printf(" ");
        printf("%s", line[i]);
        /* now the blanks on the right */
        while (k + strlen(line[i]) != w + 1000) printf(" ");
        printf(" |\n");
    }
    return 0;
}
