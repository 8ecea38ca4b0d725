// SPDX-License-Identifier: GPL-3.0-or-later
public class Main {
    static {
        System.out.println(7);
        System.exit(0);
    }
    public static void main(String[] arguments) {
        System.out.println("and goes on");
    }
}
