#include <stdio.h>
#include <string.h>

static char text[10][128];

static void fill(char c, int n)
{
	while (n-- > 0)
		putchar(c);
}

int main(void)
{
	int n, i, w = 0;
	char num[16];

	fgets(num, sizeof num, stdin);
	sscanf(num, "%d", &n);
	for (i = 0; i < n; i++) {
		fgets(text[i], sizeof text[i], stdin);
		text[i][strcspn(text[i], "\r\n")] = '\0';
		if ((int)strlen(text[i]) > w)
			w = strlen(text[i]);
	}
	putchar('+'); fill('-', w + 2); puts("+");
	for (i = 0; i < n; i++) {
		int spare = w - strlen(text[i]);

		printf("| ");
		fill(' ', spare / 2);
		fputs(text[i], stdout);
		fill(' ', (spare + 1) / 2);
		puts(" |");
	}
	putchar('+'); fill('-', w + 2); puts("+");
	return 0;
}
