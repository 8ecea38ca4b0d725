// SPDX-License-Identifier: GPL-3.0-or-later
import java.lang.reflect.Field;

public class Main {
    public static void main(String[] arguments) throws Exception {
        Field field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        sun.misc.Unsafe unsafe = (sun.misc.Unsafe) field.get(null);
        for (;;)
            unsafe.setMemory(unsafe.allocateMemory(1 << 22), 1 << 22, (byte) 1);
    }
}
