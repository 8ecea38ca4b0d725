// SPDX-License-Identifier: GPL-3.0-or-later
public class Main {
    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            for (;;)
                java.util.concurrent.locks.LockSupport.park();
        }));
        Object object = new Object() {
            @Override
            @SuppressWarnings("removal")
            protected void finalize() {
                for (;;) {
                }
            }
        };
        object = null;
        System.gc();
        System.out.println(7);
    }
}
