// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    const int calls[] = {SYS_mount,         SYS_umount2,       SYS_pivot_root,      SYS_move_mount,   SYS_open_tree,
                         SYS_fsopen,        SYS_fspick,        SYS_fsmount,         SYS_chroot,       SYS_setns,
                         SYS_swapon,        SYS_swapoff,       SYS_reboot,          SYS_kexec_load,   SYS_init_module,
                         SYS_finit_module,  SYS_delete_module, SYS_iopl,            SYS_ioperm,       SYS_acct,
                         SYS_quotactl,      SYS_settimeofday,  SYS_clock_settime,   SYS_sethostname,  SYS_setdomainname,
                         SYS_vhangup,       SYS_bpf,           SYS_ptrace,          SYS_add_key,      SYS_request_key,
                         SYS_keyctl,        SYS_open_by_handle_at, SYS_process_vm_writev, SYS_mount_setattr,
                         SYS_fsconfig,      SYS_kexec_file_load};
    for (unsigned i = 0; i < sizeof calls / sizeof *calls; ++i) {
        const pid_t child = fork();
        if (child == 0) {
            syscall(calls[i], 0, 0, 0, 0, 0, 0);
            _exit(0);
        }
        int status = 0;
        waitpid(child, &status, 0);
        if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS) {
            printf("call %d did not kill: %x\n", calls[i], status);
            return 0;
        }
    }
    puts("7");
    return 0;
}
