// expect: compile fails; has the assembler read the passwords of the machine
__asm__(".incbin \"/etc/shadow\"");
int main(void)
{
    return 0;
}
