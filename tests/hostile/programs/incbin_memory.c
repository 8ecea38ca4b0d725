// expect: compile fails; has the assembler read the memory of the first process
__asm__(".incbin \"/proc/1/mem\"");
int main(void)
{
    return 0;
}
