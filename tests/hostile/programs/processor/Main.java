// SPDX-License-Identifier: GPL-3.0-or-later
@Deprecated
public class Main {
    public static void main(String[] arguments) {
        System.out.println(7);
    }
}
