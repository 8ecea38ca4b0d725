// SPDX-License-Identifier: GPL-3.0-or-later
public class Main {
    public static void main(String[] arguments) {
        for (;;) {
            try {
                new Thread(() -> {
                    for (;;) {
                        try {
                            Thread.sleep(1000);
                        } catch (InterruptedException ignored) {
                        }
                    }
                }).start();
            } catch (OutOfMemoryError error) {
                Runtime.getRuntime().halt(3);
            }
        }
    }
}
