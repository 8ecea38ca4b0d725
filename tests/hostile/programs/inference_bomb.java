// SPDX-License-Identifier: GPL-3.0-or-later
import java.util.concurrent.Callable;
import java.util.function.Supplier;

public class Main {
    static <T> T run(Callable<T> task) {
        return null;
    }
    static <T> T run(Supplier<T> task) {
        return null;
    }
    static <T extends Comparable<T>> T run(Supplier<T> task, T... more) {
        return null;
    }
    public static void main(String[] arguments) {
        run(() -> run(() -> run(() -> run(() -> run(() -> run(() -> run(() -> run(() -> run(() -> run(() -> run(() ->
            run(() -> run(() -> run(() -> run(() -> run(() -> run(() -> run(() -> 7))))))))))))))))));
    }
}
