// SPDX-License-Identifier: GPL-3.0-or-later
import java.nio.file.Files;
import java.nio.file.Path;

public class Main {
    public static void main(String[] arguments) throws Exception {
        for (String path : new String[] {"/etc/shadow", "/proc/1/environ", "/tmp/canary", "/root", "../canary"}) {
            if (Files.isReadable(Path.of(path)))
                throw new IllegalStateException(path);
        }
        Runtime runtime = Runtime.getRuntime();
        for (String command : new String[] {"cat /etc/shadow", "ls /root", "mount -t tmpfs x /work", "cat /tmp/canary"}) {
            if (runtime.exec(command.split(" ")).waitFor() == 0)
                throw new IllegalStateException(command);
        }
        runtime.exec(new String[] {"/bin/sh", "-c", "setsid sleep 1000 & sleep 1000"});
        System.out.println(7);
    }
}
